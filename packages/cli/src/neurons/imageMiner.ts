import { createHash } from "node:crypto"
import { join } from "node:path"
import type { ImageBackend } from "@taonet/subnets/image/backend"
import { imageRoutes } from "@taonet/subnets/image/miner"
import { dataFolder } from "../folder.ts"
import { UsageError } from "../stop.ts"
import { lastingBook } from "./book.ts"
import type { MinerPart, MinerPartOptions, NeuronDeps } from "./kinds.ts"

export async function imageMinerPart(options: MinerPartOptions, deps: NeuronDeps): Promise<MinerPart> {
  const backend = await backendNamed(options, deps)
  return { routes: imageRoutes(backend), close: () => backend.close() }
}

async function backendNamed(options: MinerPartOptions, deps: NeuronDeps): Promise<ImageBackend> {
  const { backend = "embedded", backendUrl: baseUrl, backendModel: model } = options
  if (backend === "embedded") return embedded(options, deps)
  if (!baseUrl) throw new UsageError(`--backend ${backend} needs --backend-url`)
  switch (backend) {
    case "automatic1111": {
      const { automatic1111Backend } = await import("@taonet/subnets/image/backends/automatic1111")
      return automatic1111Backend({ baseUrl, ...(model === undefined ? {} : { model }) })
    }
    case "comfyui": {
      const { comfyUiBackend } = await import("@taonet/subnets/image/backends/comfyUi")
      if (!model)
        throw new UsageError("--backend comfyui needs --backend-model, the file of a checkpoint there")
      return comfyUiBackend({ baseUrl, checkpoint: model })
    }
    default: {
      const { openAiImagesBackend } = await import("@taonet/subnets/image/backends/openAi")
      return openAiImagesBackend({ baseUrl, model: model ?? "default" })
    }
  }
}

/** Trains beside serving, and commits to what it learned. Each hotkey trains a model of its own, which is kept and goes on after a restart. */
async function embedded(
  options: MinerPartOptions,
  { log, ss58, chain, signal }: NeuronDeps,
): Promise<ImageBackend> {
  const [{ trainInThread }, { commitWhileTraining }, { embeddedBackend }] = await Promise.all([
    import("@taonet/subnets/image/model/trainInThread"),
    import("@taonet/subnets/image/model/commit"),
    import("@taonet/subnets/image/backends/embedded"),
  ])
  let told = -1
  const training = await trainInThread({
    seed: createHash("sha256").update(ss58).digest().readUInt32LE(0),
    stepsMax: options.trainSteps,
    checkpoint: join(dataFolder(options.dataDir), "image-training", `${ss58}.bin`),
    ...(options.dataDir === undefined ? {} : { iconFolder: join(options.dataDir, "icons") }),
    onProgress: ({ steps, stepsMax, loss, done, problem }) => {
      if (problem !== undefined) log("training.checkpointLost", { problem })
      // A line per tenth of the way.
      const tenth = done ? 10 : Math.floor((10 * steps) / Math.max(1, stepsMax))
      if (tenth > told) log("training", { steps, of: stepsMax, loss: Number(loss.toFixed(4)) })
      told = Math.max(told, tenth)
    },
  })
  training.done.catch((error: unknown) => log("training.failed", { problem: String(error) }))
  const ending = new AbortController()
  const { committed, done } = commitWhileTraining(
    { hotkey: ss58, stepsMax: options.trainSteps, signal: AbortSignal.any([signal, ending.signal]) },
    { training, log, book: lastingBook(chain, options.netuid) },
  )
  return embeddedBackend({
    ...{ parameters: training.parameters, committed },
    async close() {
      ending.abort()
      await Promise.all([training.close(), done])
    },
  })
}
