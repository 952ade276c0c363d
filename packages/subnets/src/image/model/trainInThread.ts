import { createRequire } from "node:module"
import { pathToFileURL } from "node:url"
import { Worker } from "node:worker_threads"
import type { Parameters } from "./network.ts"
import type { TrainingOrder, TrainingReport } from "./trainWorker.ts"

export interface TrainingOptions {
  /** Decides the start and the order of the examples: two miners with one seed train the same model. */
  readonly seed: number
  /** Batches in all; default 4,000, some minutes. 0 trains nothing. */
  readonly stepsMax?: number
  /** Where the training is kept; without it, it is lost with the process. */
  readonly checkpoint?: string
  readonly iconFolder?: string
  /** Default 5 s. */
  readonly reportEveryMs?: number
  /** Default 60 s. */
  readonly saveEveryMs?: number
  readonly onProgress?: (progress: Omit<TrainingReport, "parameters">) => void
}

export interface Training {
  /** The newest there are. */
  parameters(): Parameters
  steps(): number
  /** Resolves once all batches are done; rejects when the thread fails. */
  readonly done: Promise<void>
  /** Ends it, with a checkpoint. */
  close(): Promise<void>
}

/** Starts training beside the caller; resolves with the first parameters, those of the checkpoint or untrained ones. */
export async function trainInThread(options: TrainingOptions): Promise<Training> {
  const { workerUrl, workerKind } = await import("./trainWorker.ts")
  const { seed, stepsMax = 4_000, reportEveryMs = 5_000, saveEveryMs = 60_000 } = options
  const { checkpoint, iconFolder } = options
  const worker = startWorker(workerUrl, {
    ...{ kind: workerKind, seed, stepsMax, reportEveryMs, saveEveryMs },
    ...(checkpoint === undefined ? {} : { checkpoint }),
    ...(iconFolder === undefined ? {} : { iconFolder }),
  })
  let latest: TrainingReport | undefined
  const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()))
  const first = new Promise<void>((resolve, reject) => {
    worker.once("error", reject)
    worker.on("message", (report: TrainingReport) => {
      latest = report
      const { parameters: _, ...progress } = report
      options.onProgress?.(progress)
      resolve()
    })
  })
  const done = new Promise<void>((resolve, reject) => {
    worker.once("error", reject)
    worker.on("message", (report: TrainingReport) => {
      if (report.done) resolve()
    })
  })
  done.catch(() => undefined)
  await first
  const newest = (): TrainingReport => latest as TrainingReport
  return {
    parameters: () => newest().parameters,
    steps: () => newest().steps,
    done,
    async close() {
      worker.postMessage("stop")
      await ended
    },
  }
}

/** In a checkout that runs from its sources, the thread has to learn TypeScript first. */
function startWorker(url: URL, workerData: TrainingOrder): Worker {
  if (!url.pathname.endsWith(".ts")) return new Worker(url, { workerData })
  const tsx = createRequire(import.meta.url).resolve("tsx/package.json")
  const loader = new URL("dist/esm/api/index.mjs", pathToFileURL(tsx)).href
  const begin = `import("${loader}").then(({ tsImport }) => tsImport("${url.href}", "${url.href}"))`
  return new Worker(begin, { eval: true, workerData })
}
