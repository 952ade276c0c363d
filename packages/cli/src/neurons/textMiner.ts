import type { TextBackend } from "@taonet/subnets/text/backend"
import type { Embedder } from "@taonet/subnets/text/embedding/embedder"
import { lexicalEmbedder } from "@taonet/subnets/text/embedding/lexical"
import { textRoutes } from "@taonet/subnets/text/miner"
import { promptSynapse } from "@taonet/subnets/text/synapse"
import { modelFile } from "../model.ts"
import { UsageError } from "../stop.ts"
import type { MinerPart, MinerPartOptions, NeuronDeps } from "./kinds.ts"

export async function textMinerPart(options: MinerPartOptions, deps: NeuronDeps): Promise<MinerPart> {
  if (options.backend === "trained")
    return (await import("./trainedMiner.ts")).trainedMinerPart(options, deps)
  const { backend, embedder } = await backendNamed(options, deps)
  const embedders = [lexicalEmbedder, ...(embedder ? [embedder] : [])]
  return {
    routes: textRoutes(backend, {}, embedders),
    synapses: [promptSynapse(backend)],
    close: () => backend.close(),
  }
}

interface Models {
  readonly backend: TextBackend
  /** What the backend's model makes of texts, beside what every miner can do. */
  readonly embedder?: Embedder
}

async function backendNamed(options: MinerPartOptions, deps: NeuronDeps): Promise<Models> {
  switch (options.backend) {
    case "ngram":
      return { backend: await ngram(options.order) }
    case "openai": {
      const [{ openAiBackend }, { openAiEmbedder }] = await Promise.all([
        import("@taonet/subnets/text/backends/openai"),
        import("@taonet/subnets/text/embedding/openAiEmbedder"),
      ])
      if (!options.backendUrl) throw new UsageError("--backend openai needs --backend-url")
      const upstream = { baseUrl: options.backendUrl, model: options.backendModel ?? "default" }
      return { backend: openAiBackend(upstream), embedder: openAiEmbedder(upstream) }
    }
    case "lazy": {
      const { lazyBackend } = await import("@taonet/subnets/text/backends/lazy")
      const { backend, ...more } = await llama(options, deps)
      return { ...more, backend: lazyBackend(backend) }
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

async function llama(options: MinerPartOptions, deps: NeuronDeps): Promise<Models> {
  const file = await modelFile(options, deps)
  if (file === undefined) return { backend: await ngram(options.order) }
  const [{ loadLlamaEngine }, { llamaBackend }, { llamaEmbedder }, { defaultModel }] = await Promise.all([
    import("@taonet/subnets/text/llama/engine"),
    import("@taonet/subnets/text/backends/llama"),
    import("@taonet/subnets/text/embedding/llamaEmbedder"),
    import("@taonet/subnets/text/llama/modelFile"),
  ])
  const engine = await loadLlamaEngine({ modelPath: file, model: defaultModel.name })
  const backend = { ...llamaBackend(engine), close: () => engine.close() }
  return { backend, embedder: llamaEmbedder(engine) }
}
