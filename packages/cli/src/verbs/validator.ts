import { createDendrite } from "@taonet/neuron/dendrite/dendrite"
import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import { signerFromUri } from "@taonet/sdk/signer"
import { llamaAuditor, ngramAuditor } from "@taonet/subnets/text/scoring/audit"
import { type TextScoringOptions, textValidator } from "@taonet/subnets/text/validator"
import { lastingChain } from "../chain.ts"
import { createLogger } from "../log.ts"
import { type ModelDeps, type ModelOptions, modelFile } from "../model.ts"
import { takeSecretUri } from "../secret.ts"
import { exitWith, finish, stopSignal, unlessStopped } from "../stop.ts"

export interface ValidatorVerbOptions extends ModelOptions {
  readonly url: string
  readonly netuid: number
  readonly roundMs: number
}

interface Scoring {
  readonly scoring: TextScoringOptions
  close(): Promise<void>
}

/** Runs a text validator until it is stopped. */
export async function validator(options: ValidatorVerbOptions): Promise<void> {
  const signal = stopSignal()
  // Each answer's marks are for machines; people read the round's line.
  const log = createLogger("validator", { json: options.jsonLogs, quiet: ["validator.scored"] })
  try {
    const uri = takeSecretUri()
    const judge = await unlessStopped(scoringWith(options, { log, signal }), signal)
    // A model that is still loading can not be told to stop.
    if (judge === undefined) process.exit(0)
    const chain = lastingChain(options.url, signerFromUri(uri))
    const hotkey = hotkeyFromUri(uri)
    const dendrite = createDendrite({ hotkey })
    process.send?.({ ready: options.url })
    await textValidator(
      { netuid: options.netuid, hotkey: hotkey.ss58, roundMs: options.roundMs, signal },
      {
        chain,
        dendrite,
        scoring: judge.scoring,
        log,
        onRound: ({ round, scored }) =>
          log("round", {
            round,
            scores: Object.fromEntries(scored.map(({ uid, average }) => [uid, Number(average.toFixed(3))])),
          }),
      },
    )
    await Promise.all([dendrite.close(), chain.close(), judge.close()])
    finish()
  } catch (error) {
    exitWith(error, options.jsonLogs ? log : undefined)
  }
}

async function scoringWith(options: ModelOptions, deps: ModelDeps): Promise<Scoring> {
  const file = await modelFile(options, deps)
  if (file === undefined) {
    const [{ trainNgram }, { buildCorpus }] = await Promise.all([
      import("@taonet/subnets/text/ngram/model"),
      import("@taonet/subnets/text/corpus/corpus"),
    ])
    const auditor = ngramAuditor(trainNgram(buildCorpus()))
    return { scoring: { auditor, mix: "facts" }, close: async () => undefined }
  }
  const [{ loadLlamaEngine }, { defaultModel }] = await Promise.all([
    import("@taonet/subnets/text/llama/engine"),
    import("@taonet/subnets/text/llama/modelFile"),
  ])
  const engine = await loadLlamaEngine({ modelPath: file, model: defaultModel.name })
  return { scoring: { auditor: llamaAuditor(engine), mix: "model" }, close: () => engine.close() }
}
