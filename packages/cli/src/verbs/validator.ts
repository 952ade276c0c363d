import { createDendrite } from "@taonet/neuron/dendrite/dendrite"
import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import { sdkChain } from "@taonet/neuron/sdkChain"
import { createClient, signerFromUri, webSocketTransport } from "@taonet/sdk/index"
import { llamaAuditor, ngramAuditor } from "@taonet/subnets/text/scoring/audit"
import { type TextScoringOptions, textValidator } from "@taonet/subnets/text/validator"
import { createLogger } from "../log.ts"
import { type ModelOptions, modelFile } from "../model.ts"
import { exitWith, stopSignal } from "../stop.ts"
import { secretUri } from "./miner.ts"

export interface ValidatorVerbOptions extends ModelOptions {
  readonly url: string
  readonly netuid: number
  readonly roundMs: number
  readonly jsonLogs: boolean
}

/** Runs a text validator until it is stopped. */
export async function validator(options: ValidatorVerbOptions): Promise<void> {
  const signal = stopSignal()
  const log = createLogger("validator", { json: options.jsonLogs })
  try {
    const uri = secretUri()
    const scoring = await scoringWith(options, (text) => log("model", { text }))
    const client = await createClient(await webSocketTransport(options.url))
    const hotkey = hotkeyFromUri(uri)
    const dendrite = createDendrite({ hotkey })
    process.send?.({ ready: options.url })
    await textValidator(
      { netuid: options.netuid, hotkey: hotkey.ss58, roundMs: options.roundMs, signal },
      {
        chain: sdkChain(client, signerFromUri(uri)),
        dendrite,
        scoring,
        log,
        onRound: ({ round, scored, weights }) =>
          log("round", {
            round,
            scores: Object.fromEntries(scored.map(({ uid, average }) => [uid, Number(average.toFixed(3))])),
            weights,
          }),
      },
    )
    await dendrite.close()
    await client.transport.close()
  } catch (error) {
    exitWith(error)
  }
}

async function scoringWith(options: ModelOptions, say: (text: string) => void): Promise<TextScoringOptions> {
  const file = await modelFile(options, say)
  if (file === undefined) {
    const [{ trainNgram }, { buildCorpus }] = await Promise.all([
      import("@taonet/subnets/text/ngram/model"),
      import("@taonet/subnets/text/corpus/corpus"),
    ])
    return { auditor: ngramAuditor(trainNgram(buildCorpus())), mix: "facts" }
  }
  const [{ loadLlamaEngine }, { defaultModel }] = await Promise.all([
    import("@taonet/subnets/text/llama/engine"),
    import("@taonet/subnets/text/llama/modelFile"),
  ])
  return {
    auditor: llamaAuditor(await loadLlamaEngine({ modelPath: file, model: defaultModel.name })),
    mix: "model",
  }
}
