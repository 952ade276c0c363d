import { join } from "node:path"
import {
  defaultModel,
  ensureModelFile,
  type ModelProgress,
  ModelUnavailable,
} from "@taonet/subnets/text/llama/modelFile"
import { UsageError } from "./stop.ts"

export interface ModelOptions {
  /** A file of the user's, or false for none. */
  readonly model?: string | boolean
  readonly dataDir?: string
}

/** The model file to use: the user's, or the default one, fetched once with a progress bar. Undefined when there is none to be had. */
export async function modelFile(
  { model, dataDir }: ModelOptions,
  say: (text: string) => void,
): Promise<string | undefined> {
  if (model === false) return undefined
  try {
    return await ensureModelFile({
      ...(typeof model === "string" ? { modelPath: model } : {}),
      ...(dataDir === undefined ? {} : { cacheFolder: join(dataDir, "models") }),
      onProgress: progressBar(),
    })
  } catch (error) {
    if (!(error instanceof ModelUnavailable)) throw error
    if (typeof model === "string") throw new UsageError(error.message)
    say(`${defaultModel.name} can not be had (${error.message}); n-gram models answer instead`)
    return undefined
  }
}

const barWidth = 30

/** A bar that redraws in place on a terminal, and a line per tenth elsewhere. */
function progressBar(): (progress: ModelProgress) => void {
  let drawn = ""
  return ({ step, doneBytes, totalBytes }) => {
    const share = Math.min(doneBytes / totalBytes, 1)
    const filled = Math.round(share * barWidth)
    const tenth = Math.floor(share * 10)
    const bar = `${step === "download" ? "fetching" : "unpacking"} ${defaultModel.name} [${"#".repeat(filled)}${".".repeat(barWidth - filled)}] ${Math.floor(share * 100)} %`
    const text = process.stderr.isTTY ? bar : `${step} ${tenth}`
    if (text === drawn) return
    drawn = text
    process.stderr.write(process.stderr.isTTY ? `\r${bar}${share === 1 ? "\n" : ""}` : `${bar}\n`)
  }
}
