import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { scaffold } from "taonet/subnet/scaffold"
import { afterAll, beforeAll, expect, it } from "vitest"
import { ensureBuilt } from "../../scripts/ensure.mjs"
import { bittensor11, temporaryHome } from "../python-sdk/environments.ts"
import { clientMs, waitForClients } from "../support/deadlines.ts"
import { pythonEnvironment, run, titleOf } from "../support/environments.ts"

waitForClients()
const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const pytest = await pythonEnvironment("pytest", ["pytest==9.2.0"])
const client = await bittensor11()
const python = pytest.ok ? client : pytest

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "taonet-scaffold-"))
  await ensureBuilt()
  await scaffold("my-subnet", { language: "ts", dir: folder })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

it("makes a TypeScript subnet whose own tests pass, without an install", async () => {
  const { code, output } = await run("npm", ["test"], { cwd: join(folder, "my-subnet"), timeoutMs: clientMs })
  expect({ code, output }).toMatchObject({ code: 0, output: expect.stringMatching(/(pass|ℹ pass) 6\b/) })
})

it("runs the TypeScript subnet with one command, and shows who earned what", async () => {
  const cwd = join(folder, "my-subnet")
  const env = { PORT: "0", EPOCHS: "1" }
  const { code, output } = await run("npm", ["run", "dev"], { cwd, env, timeoutMs: clientMs })
  const tables = output.match(/^block \d+\n(.+\n){7}/gm) ?? []
  expect({ code, tables: tables.length, output }).toMatchObject({ code: 0, tables: 1 })
  // Scores, incentive, dividends, alpha.
  expect(tables[0]).toMatch(/^3 {4}good +[\d.]+.* +[\d.]+ % +0.0 % +[\d.]+/m)
})

it.skipIf(!python.ok)(
  titleOf("makes a Python subnet for bittensor 11.3.0 whose own tests pass", python),
  async () => {
    if (!python.ok || !pytest.ok) return
    const made = await scaffold("py-subnet", { language: "python", dir: folder })
    const home = temporaryHome()
    const purelib = ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    const packages = (await run(pytest.python, purelib, { timeoutMs: clientMs })).stdout.trim()
    const env = {
      ...home.env,
      PYTHONPATH: `${at("python/pytest-taonet")}:${packages}`,
      PYTEST_DISABLE_PLUGIN_AUTOLOAD: "1",
    }
    const args = ["-m", "pytest", "-q", "-p", "pytest_taonet.plugin", "-p", "no:cacheprovider"]
    const { code, output } = await run(python.python, args, { cwd: made.folder, env, timeoutMs: clientMs })
    home.remove()
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining("21 passed") })
  },
)

it("fills in the name everywhere, and refuses what is no name or is there already", async () => {
  const { folder: made } = await scaffold("abc-2", { language: "python", dir: folder })
  expect(await readFile(join(made, "pyproject.toml"), "utf8")).toContain('packages = ["abc_2"]')
  expect(await readFile(join(made, "abc_2", "dev.py"), "utf8")).not.toContain("{{")
  for (const name of ["my-subnet", "abc-2", "Abc", "../abc", "2abc", "abc-", "", "a b", "a_b", "ünï", "$(x)"])
    await expect(scaffold(name, { language: "ts", dir: folder })).rejects.toMatchObject({
      name: "UsageError",
    })
})

it("keeps clear of Python's own names, and of what a shell would read otherwise", async () => {
  const { next } = await scaffold("json", { language: "python", dir: join(folder, "a folder's name") })
  expect(next[0]).toMatch(/^cd '.*a folder'\\''s name\/json'$/)
  expect(next).toContain("python -m json_subnet.dev")
})

it("has the taonet command at hand in a TypeScript subnet", async () => {
  const cwd = join(folder, "my-subnet")
  const { code, output } = await run("npx", ["--no-install", "taonet", "--version"], {
    cwd,
    timeoutMs: clientMs,
  })
  expect({ code, output }).toMatchObject({ code: 0, output: expect.stringMatching(/^\d+\.\d+\.\d+/) })
})
