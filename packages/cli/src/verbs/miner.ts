import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import { sdkChain } from "@taonet/neuron/sdkChain"
import { createClient, signerFromUri, webSocketTransport } from "@taonet/sdk/index"
import type { TextBackend } from "@taonet/subnets/text/backend"
import { lazyBackend } from "@taonet/subnets/text/backends/lazy"
import { ngramBackend } from "@taonet/subnets/text/backends/ngram"
import { openAiBackend } from "@taonet/subnets/text/backends/openai"
import { buildCorpus } from "@taonet/subnets/text/corpus/corpus"
import { textMiner } from "@taonet/subnets/text/miner"
import { trainNgram } from "@taonet/subnets/text/ngram/model"
import { createLogger } from "../log.ts"
import { modelFile } from "../model.ts"
import { exitWith, stopSignal, UsageError } from "../stop.ts"

export interface MinerVerbOptions {
  readonly url: string
  readonly netuid: number
  readonly backend: string
  readonly backendUrl?: string
  readonly backendModel?: string
  readonly model?: string
  readonly order: number
  readonly host: string
  readonly port: number
  readonly dataDir?: string
  readonly jsonLogs: boolean
}

/** Runs a text miner until it is stopped. */
export async function miner(options: MinerVerbOptions): Promise<void> {
  const signal = stopSignal()
  const log = createLogger(`miner:${options.port}`, { json: options.jsonLogs })
  try {
    const uri = secretUri()
    const backend = await backendNamed(options, (text) => log("model", { text }))
    const client = await createClient(await webSocketTransport(options.url))
    const { netuid, host, port } = options
    await textMiner(
      {
        netuid,
        host,
        port,
        hotkey: hotkeyFromUri(uri),
        signal,
        ...(isLoopback(host) ? { advertise: { ip: thisMachine } } : {}),
      },
      {
        chain: sdkChain(client, signerFromUri(uri)),
        backend,
        log,
        onListening: (axon) => process.send?.({ ready: axon.url }),
      },
    )
    await backend.close()
    await client.transport.close()
  } catch (error) {
    exitWith(error)
  }
}

/** The chain refuses loopback addresses, as subtensor does; "any address" stands for this machine on a network that is all on it. */
const thisMachine = "0.0.0.0"
const isLoopback = (host: string): boolean => host === "localhost" || host.startsWith("127.")

/** The hotkey's secret, from the environment: arguments are visible to everybody on a machine. */
export function secretUri(): string {
  const uri = process.env["TAONET_HOTKEY"]
  if (!uri)
    throw new UsageError(
      "set TAONET_HOTKEY to the hotkey's secret (a phrase, a seed, or a development path such as //Alice)",
    )
  return uri
}

async function backendNamed(options: MinerVerbOptions, say: (text: string) => void): Promise<TextBackend> {
  switch (options.backend) {
    case "ngram":
      return ngram(options.order)
    case "openai": {
      if (!options.backendUrl) throw new UsageError("--backend openai needs --backend-url")
      return openAiBackend({ baseUrl: options.backendUrl, model: options.backendModel ?? "default" })
    }
    case "llama":
      return llama(options, say)
    case "lazy":
      return lazyBackend(await llama(options, say))
    default:
      throw new UsageError(`there is no backend "${options.backend}"; known are: llama, openai, ngram, lazy`)
  }
}

/** A small model, trained here and now on the corpus that comes with the package. */
const ngram = (order: number): TextBackend => ngramBackend(trainNgram(buildCorpus(), order))

async function llama(options: MinerVerbOptions, say: (text: string) => void): Promise<TextBackend> {
  const file = await modelFile(options, say)
  if (file === undefined) return ngram(options.order)
  const [{ loadLlamaEngine }, { llamaBackend }, { defaultModel }] = await Promise.all([
    import("@taonet/subnets/text/llama/engine"),
    import("@taonet/subnets/text/backends/llama"),
    import("@taonet/subnets/text/llama/modelFile"),
  ])
  return llamaBackend(await loadLlamaEngine({ modelPath: file, model: defaultModel.name }))
}
