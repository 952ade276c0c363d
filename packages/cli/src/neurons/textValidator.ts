import type { ScoreMiner } from "@taonet/neuron/loops/runValidator"
import { contests } from "@taonet/subnets/text/contests"
import { embeddingScorer } from "@taonet/subnets/text/embedding/audit"
import { lexicalEmbedder } from "@taonet/subnets/text/embedding/lexical"
import { type Auditor, llamaAuditor, ngramAuditor } from "@taonet/subnets/text/scoring/audit"
import { textTemplate } from "@taonet/subnets/text/template"
import { textScorer } from "@taonet/subnets/text/validator"
import { modelFile } from "../model.ts"
import { readPersonalFile } from "../subnet/personalFile.ts"
import { lastingBook } from "./book.ts"
import type { NeuronDeps, ValidatorPart, ValidatorPartOptions } from "./kinds.ts"
import { mechanismCount } from "./mechanismCount.ts"

/** Of a miner's score. Every miner can make these vectors, so they only tell apart who does not. */
const embeddingShare = 0.05
/** Where the subnet has it, the training contest has weights of its own there; else it is a share of the only weights. */
const trainingMechanism = 1
/** Marks follow from the drawn text, and are the same for all miners of a quality: there is little to average. */
const contest = { settings: { alpha: 0.5, exponent: 1 } }

export async function textValidatorPart(
  options: ValidatorPartOptions,
  deps: NeuronDeps,
): Promise<ValidatorPart> {
  const file = await modelFile(options, deps)
  const mix = file === undefined ? "facts" : "model"
  const template = options.settings && (await readPersonalFile(textTemplate(mix), options.settings))
  const own = (await mechanismCount(options.netuid, deps)) > trainingMechanism
  const trainingShare = own ? 0 : options.trainingShare / 100
  const { auditor, close } = await auditorWith(file)
  const chats = textScorer({ auditor, mix, ...(template ? { template } : {}) })
  const vectors = embeddingScorer({ embedder: lexicalEmbedder })
  return {
    scoreMiner: contests({
      chats: { scoreMiner: chats, share: (1 - trainingShare) * (1 - embeddingShare) },
      embeddings: { scoreMiner: vectors, share: (1 - trainingShare) * embeddingShare },
      ...(trainingShare > 0 && {
        training: { scoreMiner: await trainingContest(options, deps), share: trainingShare },
      }),
    }),
    ...(template ? { settings: template.settings } : {}),
    ...(own && {
      others: [{ mechid: trainingMechanism, ...contest, scoreMiner: await trainingContest(options, deps) }],
    }),
    close,
  }
}

async function trainingContest({ netuid }: ValidatorPartOptions, { chain }: NeuronDeps): Promise<ScoreMiner> {
  const { trainingScorer } = await import("@taonet/subnets/text/training/scorer")
  return trainingScorer({ netuid, chain, book: lastingBook(chain, netuid) })
}

/** The language model in the file, or the n-gram that is trained here and now. */
async function auditorWith(
  file: string | undefined,
): Promise<{ auditor: Auditor; close: () => Promise<void> }> {
  if (file === undefined) {
    const [{ trainNgram }, { buildCorpus }] = await Promise.all([
      import("@taonet/subnets/text/ngram/model"),
      import("@taonet/subnets/text/corpus/corpus"),
    ])
    return { auditor: ngramAuditor(trainNgram(buildCorpus())), close: async () => undefined }
  }
  const [{ loadLlamaEngine }, { defaultModel }] = await Promise.all([
    import("@taonet/subnets/text/llama/engine"),
    import("@taonet/subnets/text/llama/modelFile"),
  ])
  const engine = await loadLlamaEngine({ modelPath: file, model: defaultModel.name })
  return { auditor: llamaAuditor(engine), close: () => engine.close() }
}
