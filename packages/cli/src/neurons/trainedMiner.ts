import { rename } from "node:fs/promises"
import { join } from "node:path"
import { lexicalEmbedder } from "@taonet/subnets/text/embedding/lexical"
import { textRoutes } from "@taonet/subnets/text/miner"
import { promptSynapse } from "@taonet/subnets/text/synapse"
import { trainedBackend } from "@taonet/subnets/text/training/backend"
import { BadCheckpoint } from "@taonet/subnets/text/training/checkpoint"
import { runTraining, trainingRoutes } from "@taonet/subnets/text/training/miner"
import { createTraining, type Training, type TrainingOptions } from "@taonet/subnets/text/training/training"
import { dataFolder } from "../folder.ts"
import type { Logger } from "../log.ts"
import { lastingBook } from "./book.ts"
import type { MinerPart, MinerPartOptions, NeuronDeps } from "./kinds.ts"

/** Serves a character model that it trains meanwhile, and commits to it on the chain. What it learned is kept over restarts. */
export async function trainedMinerPart(
  { dataDir, netuid, trainSteps }: MinerPartOptions,
  { chain, log, signal, ss58 }: NeuronDeps,
): Promise<MinerPart> {
  let told = -1
  const checkpoint = join(dataFolder(dataDir), "text-training", `${ss58}.bin`)
  const training = await trainingFrom(checkpoint, log, {
    seed: ss58,
    onProgress: ({ steps, bits }) => {
      // A line per tenth of the way.
      const tenth = Math.floor((10 * steps) / Math.max(1, trainSteps))
      if (tenth > told) log("training", { steps, of: trainSteps, bits: Number(bits.toFixed(3)) })
      told = Math.max(told, tenth)
    },
  })
  const ending = new AbortController()
  const running = runTraining(
    { hotkey: ss58, stepsMax: trainSteps, signal: AbortSignal.any([signal, ending.signal]) },
    { training, book: lastingBook(chain, netuid), log },
  ).catch((error: unknown) => log("training.failed", { problem: String(error) }))
  const backend = trainedBackend(training.parameters)
  return {
    routes: [...textRoutes(backend, {}, [lexicalEmbedder]), ...trainingRoutes(training)],
    synapses: [promptSynapse(backend)],
    async close() {
      ending.abort()
      await running
    },
  }
}

/** Begins anew where the file is damaged or of an earlier kind of model; it stays beside the new one under another name. */
async function trainingFrom(checkpoint: string, log: Logger, options: TrainingOptions): Promise<Training> {
  const start = () => createTraining({ ...options, checkpoint })
  try {
    return await start()
  } catch (error) {
    if (!(error instanceof BadCheckpoint)) throw error
    await rename(checkpoint, `${checkpoint}.broken`)
    log("training.checkpointLost", { problem: error.message })
    return start()
  }
}
