import { join } from "node:path"
import {
  defaultModel,
  ensureModelFile,
  type ModelProgress,
  ModelUnavailable,
} from "@taonet/subnets/text/llama/modelFile"
import type { Logger } from "./log.ts"
import { UsageError } from "./stop.ts"

export interface ModelOptions {
  /** A file of the user's, or false for none. */
  readonly model?: string | boolean
  readonly dataDir?: string
  readonly jsonLogs: boolean
}

export interface ModelDeps {
  readonly log: Logger
  readonly signal: AbortSignal
}

/** The model file to use: the user's, or the default one, fetched once with a progress bar. Undefined when there is none to be had. */
export async function modelFile(
  { model, dataDir, jsonLogs }: ModelOptions,
  { log, signal }: ModelDeps,
): Promise<string | undefined> {
  if (model === false) return undefined
  try {
    return await ensureModelFile({
      ...(typeof model === "string" ? { modelPath: model } : {}),
      ...(dataDir === undefined ? {} : { cacheFolder: join(dataDir, "models") }),
      onProgress: jsonLogs ? progressLines(log) : progressBar(process.stderr),
      signal,
    })
  } catch (error) {
    if (!(error instanceof ModelUnavailable)) throw error
    if (typeof model === "string") throw new UsageError(error.message)
    log("model.unavailable", { model: defaultModel.name, reason: error.message, instead: "n-gram models" })
    return undefined
  }
}

const barWidth = 30

/** A bar that redraws in place on a terminal, and a line per tenth elsewhere. */
export function progressBar(
  out: Pick<NodeJS.WriteStream, "isTTY" | "write">,
): (progress: ModelProgress) => void {
  let drawn = ""
  return ({ step, doneBytes, totalBytes }) => {
    const share = Math.min(doneBytes / totalBytes, 1)
    const filled = Math.round(share * barWidth)
    const doing = step === "download" ? "fetching" : "unpacking"
    const bar = `${doing} ${defaultModel.name} [${"#".repeat(filled)}${".".repeat(barWidth - filled)}] ${Math.floor(share * 100)} %`
    const seen = out.isTTY ? bar : `${step} ${Math.floor(share * 10)}`
    if (seen === drawn) return
    drawn = seen
    out.write(out.isTTY ? `\r${bar}${share === 1 ? "\n" : ""}` : `${bar}\n`)
  }
}

function progressLines(log: Logger): (progress: ModelProgress) => void {
  let last = ""
  return ({ step, doneBytes, totalBytes }) => {
    const seen = `${step} ${Math.floor((10 * doneBytes) / totalBytes)}`
    if (seen === last) return
    last = seen
    log("model.progress", { step, doneBytes, totalBytes })
  }
}
