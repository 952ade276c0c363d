import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import { signerFromUri } from "@taonet/sdk/signer"
import type { TextBackend } from "@taonet/subnets/text/backend"
import { textMiner } from "@taonet/subnets/text/miner"
import { lastingChain } from "../chain.ts"
import { createLogger } from "../log.ts"
import { type ModelDeps, type ModelOptions, modelFile } from "../model.ts"
import { takeSecretUri } from "../secret.ts"
import { exitWith, finish, stopSignal, UsageError, unlessStopped } from "../stop.ts"
import { isEverywhere, isLoopback } from "../up/hosts.ts"

export interface MinerVerbOptions extends ModelOptions {
  readonly url: string
  readonly netuid: number
  readonly backend: string
  readonly backendUrl?: string
  readonly backendModel?: string
  readonly order: number
  readonly host: string
  readonly port: number
  readonly advertise?: string
}

/** How soon the chain is asked again when it does not know the miner yet; doubles up to a minute. */
const retryMs = 250
/** How long running answers may take once the miner was told to stop. */
const drainMs = 1_000

/** Runs a text miner until it is stopped. */
export async function miner(options: MinerVerbOptions): Promise<void> {
  const signal = stopSignal()
  const log = createLogger(`miner:${options.port}`, { json: options.jsonLogs })
  try {
    const uri = takeSecretUri()
    const backend = await unlessStopped(backendNamed(options, { log, signal }), signal)
    // A model that is still loading can not be told to stop.
    if (backend === undefined) process.exit(0)
    const chain = lastingChain(options.url, signerFromUri(uri))
    const { netuid, host, port } = options
    const ip = options.advertise ?? (isLoopback(host) ? thisMachine : undefined)
    await textMiner(
      {
        netuid,
        host,
        port,
        hotkey: hotkeyFromUri(uri),
        retryMs,
        drainMs,
        signal,
        ...(ip === undefined ? {} : { advertise: { ip } }),
      },
      { chain, backend, log, onListening: (axon) => process.send?.({ ready: axon.url }) },
    )
    await Promise.all([backend.close(), chain.close()])
    finish()
  } catch (error) {
    exitWith(error, options.jsonLogs ? log : undefined)
  }
}

/** The chain refuses loopback addresses, as subtensor does; "any address" stands for this machine on a network that is all on it. */
const thisMachine = "0.0.0.0"

async function backendNamed(options: MinerVerbOptions, deps: ModelDeps): Promise<TextBackend> {
  if (isEverywhere(options.host) && options.advertise === undefined)
    deps.log("miner.unreachable", { hint: "others need to be told an address: --advertise <ip>" })
  switch (options.backend) {
    case "ngram":
      return ngram(options.order)
    case "openai": {
      const { openAiBackend } = await import("@taonet/subnets/text/backends/openai")
      if (!options.backendUrl) throw new UsageError("--backend openai needs --backend-url")
      return openAiBackend({ baseUrl: options.backendUrl, model: options.backendModel ?? "default" })
    }
    case "llama":
      return llama(options, deps)
    case "lazy": {
      const { lazyBackend } = await import("@taonet/subnets/text/backends/lazy")
      return lazyBackend(await llama(options, deps))
    }
    default:
      throw new UsageError(`there is no backend "${options.backend}"; known are: llama, openai, ngram, lazy`)
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

async function llama(options: MinerVerbOptions, deps: ModelDeps): Promise<TextBackend> {
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
