import type { TextBackend } from "@taonet/subnets/text/backend"
import { textRoutes } from "@taonet/subnets/text/miner"
import { modelFile } from "../model.ts"
import { UsageError } from "../stop.ts"
import type { MinerPart, MinerPartOptions, NeuronDeps } from "./kinds.ts"

export async function textMinerPart(options: MinerPartOptions, deps: NeuronDeps): Promise<MinerPart> {
  const backend = await backendNamed(options, deps)
  return { routes: textRoutes(backend), close: () => backend.close() }
}

async function backendNamed(options: MinerPartOptions, deps: NeuronDeps): Promise<TextBackend> {
  switch (options.backend) {
    case "ngram":
      return ngram(options.order)
    case "openai": {
      const { openAiBackend } = await import("@taonet/subnets/text/backends/openai")
      if (!options.backendUrl) throw new UsageError("--backend openai needs --backend-url")
      return openAiBackend({ baseUrl: options.backendUrl, model: options.backendModel ?? "default" })
    }
    case "lazy": {
      const { lazyBackend } = await import("@taonet/subnets/text/backends/lazy")
      return lazyBackend(await llama(options, deps))
    }
    default:
      return llama(options, deps)
  }
}

/** A small model, trained here and now on the corpus that comes with the package. */
async function ngram(order: number): Promise<TextBackend> {
  const [{ ngramBackend }, { trainNgram }, { buildCorpus }] = await Promise.all([
    import("@taonet/subnets/text/backends/ngram"),
    import("@taonet/subnets/text/ngram/model"),
    import("@taonet/subnets/text/corpus/corpus"),
  ])
  return ngramBackend(trainNgram(buildCorpus(), order))
}

async function llama(options: MinerPartOptions, deps: NeuronDeps): Promise<TextBackend> {
  const file = await modelFile(options, deps)
  if (file === undefined) return ngram(options.order)
  const [{ loadLlamaEngine }, { llamaBackend }, { defaultModel }] = await Promise.all([
    import("@taonet/subnets/text/llama/engine"),
    import("@taonet/subnets/text/backends/llama"),
    import("@taonet/subnets/text/llama/modelFile"),
  ])
  const engine = await loadLlamaEngine({ modelPath: file, model: defaultModel.name })
  return { ...llamaBackend(engine), close: () => engine.close() }
}
