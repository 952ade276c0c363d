/**
 * Other people's clients run in environments of their own, which tests create when the toolchain is there and leave for the
 * next run. Await them at the top of a test file (an install may outlast a hook's time limit):
 *
 * ```ts
 * const client = await pythonEnvironment("openai", ["openai==3.54.0"])
 * describe.skipIf(!client.ok)(titleOf("Python openai", client), () => { … if (client.ok) spawn(client.python, …) })
 * ```
 */
import { type ChildProcess, spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { homedir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

export interface Missing {
  readonly ok: false
  /** Why, in one line: the name of the skipped test. */
  readonly reason: string
}
export interface NpmEnvironment {
  readonly ok: true
  readonly dir: string
}
export interface PythonEnvironment {
  readonly ok: true
  /** The interpreter. */
  readonly python: string
  /** Where console scripts, such as `btcli`, were installed. */
  readonly bin: string
}

export interface PythonOptions {
  /** The interpreter to build on. Default `python3`. */
  readonly python?: string
  readonly timeoutMs?: number
}

const root = fileURLToPath(new URL("../..", import.meta.url))
/** Outside the checkout, so that every clone of it uses what one of them installed. */
export const cache = process.env.TAONET_TEST_CACHE ?? join(homedir(), ".cache", "taonet", "test-environments")
const npmTimeoutMs = 300_000
const pythonTimeoutMs = 900_000

/** `npm ci` in a folder with its own package.json and lock file, unless it was done for this lock file already. */
export function npmEnvironment(name: string, dir: string): Promise<NpmEnvironment | Missing> {
  return prepared(`npm-${name}`, async () => {
    const stamp = join(dir, "node_modules", ".taonet-environment")
    const wanted = digest([readFileSync(join(dir, "package-lock.json"), "utf8")])
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return { ok: true, dir }
    const install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    const installed = await run("npm", install, { cwd: dir, timeoutMs: npmTimeoutMs })
    if (installed.code !== 0)
      return { ok: false, reason: `npm ci for ${name} failed: ${lastLine(installed)}` }
    writeFileSync(stamp, wanted)
    return { ok: true, dir }
  })
}

/** A virtual environment with exactly these requirements (pip's own notation), one for each set of them. */
export function pythonEnvironment(
  name: string,
  requirements: readonly string[],
  options: PythonOptions = {},
): Promise<PythonEnvironment | Missing> {
  const { python = "python3", timeoutMs = pythonTimeoutMs } = options
  return prepared(`python-${name}`, async () => {
    const version = await run(python, ["--version"], { timeoutMs: 60_000 })
    if (version.code !== 0) return { ok: false, reason: `${python} is not installed` }
    const dir = join(
      cache,
      "python",
      `${name}-${digest([version.output.trim(), ...requirements]).slice(0, 12)}`,
    )
    const bin = join(dir, "bin")
    const ready: PythonEnvironment = { ok: true, python: join(bin, "python"), bin }
    const stamp = join(dir, ".taonet-environment")
    if (existsSync(stamp)) return ready
    rmSync(dir, { recursive: true, force: true })
    const created = await run(python, ["-m", "venv", dir], { timeoutMs: 300_000 })
    if (created.code !== 0) return { ok: false, reason: `${python} -m venv failed: ${lastLine(created)}` }
    const pip = [
      "-m",
      "pip",
      "install",
      "--quiet",
      "--disable-pip-version-check",
      "--no-input",
      ...requirements,
    ]
    const installed = await run(ready.python, pip, { timeoutMs })
    if (installed.code !== 0)
      return { ok: false, reason: `pip install for ${name} failed: ${lastLine(installed)}` }
    writeFileSync(stamp, requirements.join("\n"))
    return ready
  })
}

/** The title of a test group, with the reason when it will be skipped. */
export function titleOf(title: string, environment: { readonly ok: true } | Missing): string {
  return environment.ok ? title : `${title} (skipped: ${environment.reason})`
}

/** One preparation at a time for each name, over all processes: test files run in parallel and must not install twice. */
async function prepared<T>(name: string, prepare: () => Promise<T | Missing>): Promise<T | Missing> {
  const lock = join(cache, "locks", name)
  const owner = join(lock, "pid")
  mkdirSync(join(cache, "locks"), { recursive: true })
  const deadline = Date.now() + pythonTimeoutMs + npmTimeoutMs
  while (!tryLock(lock, owner)) {
    if (Date.now() > deadline) return { ok: false, reason: `another process holds ${lock}` }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  try {
    return await prepare()
  } catch (error) {
    return { ok: false, reason: String(error) }
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

/** Making a folder is atomic. A lock whose owner is gone is cleared for the next try. */
function tryLock(lock: string, owner: string): boolean {
  try {
    mkdirSync(lock)
    writeFileSync(owner, String(process.pid))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
  }
  try {
    const pid = Number(readFileSync(owner, "utf8"))
    if (pid > 0 && !isAlive(pid)) rmSync(lock, { recursive: true, force: true })
  } catch {
    // Its owner has just made it, or has just cleared it.
  }
  return false
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
}

export interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly timeoutMs: number
}
export interface RunResult {
  /** null when it was killed by the time limit or could not be started. */
  readonly code: number | null
  readonly stdout: string
  /** stdout and stderr as they came. */
  readonly output: string
}

const outputMax = 4 * 1024 * 1024

/** Runs a program to its end, its whole process group bounded by the time limit. Never rejects. */
export function run(program: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  return new Promise((resolve) => {
    const { npm_config_local_prefix: _, ...inherited } = process.env
    const child = spawn(program, args, {
      cwd: options.cwd ?? root,
      env: { ...inherited, ...options.env },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    })
    let stdout = ""
    let output = ""
    const timer = setTimeout(() => {
      output += `\nkilled after ${options.timeoutMs} ms`
      killGroup(child)
    }, options.timeoutMs)
    const settle = (code: number | null) => {
      clearTimeout(timer)
      resolve({ code, stdout, output })
    }
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (stdout.length < outputMax) stdout += text
      if (output.length < outputMax) output += text
    })
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      if (output.length < outputMax) output += text
    })
    child.on("error", (error) => {
      output += error.message
      settle(null)
    })
    child.on("close", settle)
  })
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL")
  } catch {
    // It ended by itself.
  }
}

function lastLine(result: RunResult): string {
  return result.output.trim().split("\n").at(-1)?.slice(0, 300) || `exit code ${result.code}`
}

function digest(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex")
}
