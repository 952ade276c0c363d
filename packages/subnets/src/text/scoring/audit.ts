import { type Random, sample } from "@taonet/neuron/random"
import { questionText } from "../corpus/corpus.ts"
import type { LlamaEngine, PositionOdds } from "../llama/engine.ts"
import type { NgramModel } from "../ngram/model.ts"
import type { ChatMessage, FinishReason } from "../protocol.ts"

/** A model of the validator's own, which says how likely it finds an answer, token by token. */
export interface Auditor {
  readonly name: string
  /** The answer's tokens; the miner's own ids are taken where they spell its text. */
  tokens(text: string, claimedIds: readonly number[] | undefined): readonly number[]
  /** Position `tokens.length` asks for the end of the answer. */
  odds(
    messages: readonly ChatMessage[],
    tokens: readonly number[],
    positions: readonly number[],
  ): Promise<readonly PositionOdds[]>
}

export interface AuditedAnswer {
  readonly text: string
  readonly tokenIds: readonly number[] | undefined
  readonly finishReason: FinishReason
}

export interface Audit {
  /** In [0, 1]: how close the answer is to what the validator's model would have said. */
  readonly agreement: number
  /** Mean log-probability of the sampled positions, natural logarithm. */
  readonly meanLogprob: number
  readonly positions: number
}

/** Positions looked at in one answer, besides its end. */
const sampledPositions = 12
/** Share of the end in the agreement. */
const endShare = 0.25
/** "Cut off by the limit" is believed when at least this share of the limit was used. */
const lengthSlack = 0.8

/**
 * Samples positions, which nobody could know when the answer was made, and takes p(token) / p(favourite) at each: 1 where the miner
 * chose what our model would, near 0 where it would never. A ratio is bounded, so that one odd token costs one position, and an
 * uncertain model blames nobody. An answer that claims to be finished must also end where our model would end.
 */
export async function auditAnswer(
  auditor: Auditor,
  messages: readonly ChatMessage[],
  answer: AuditedAnswer,
  maxTokens: number,
  random: Random,
): Promise<Audit> {
  const tokens = auditor.tokens(answer.text, answer.tokenIds)
  if (tokens.length === 0) return { agreement: 0, meanLogprob: Number.NEGATIVE_INFINITY, positions: 0 }
  const inner = sample(random, [...tokens.keys()], sampledPositions).sort((a, b) => a - b)
  const cutOff = answer.finishReason === "length" && tokens.length >= maxTokens * lengthSlack
  const positions = cutOff ? inner : [...inner, tokens.length]
  const odds = await auditor.odds(messages, tokens, positions)
  const ratios = odds.map(({ logprob, topLogprob }) => Math.exp(Math.min(0, logprob - topLogprob)))
  const middle = mean(ratios.slice(0, inner.length))
  const end = ratios[inner.length]
  return {
    agreement: end === undefined ? middle : middle * (1 - endShare) + end * endShare,
    meanLogprob: mean(odds.slice(0, inner.length).map(({ logprob }) => logprob)),
    positions: positions.length,
  }
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

export function llamaAuditor(engine: LlamaEngine): Auditor {
  return {
    name: engine.model,
    tokens(text, claimedIds) {
      if (claimedIds !== undefined && spells(engine, claimedIds, text)) return claimedIds
      return engine.tokenize(text)
    },
    odds: (messages, tokens, positions) => engine.odds(messages, tokens, positions),
  }
}

/** Ids of another model's vocabulary, or of another text, are nothing to us. */
function spells(engine: LlamaEngine, ids: readonly number[], text: string): boolean {
  try {
    return ids.every((id) => Number.isInteger(id) && id >= 0) && engine.detokenize(ids) === text
  } catch {
    return false
  }
}

/** The stand-in where no language model can be had: letters are its tokens. It reads the last message only. */
export function ngramAuditor(model: NgramModel): Auditor {
  return {
    name: `ngram-${model.maxOrder}`,
    tokens: (text) => Array.from(text, (character) => character.codePointAt(0) ?? 0),
    async odds(messages, tokens, positions) {
      const prompt = questionText(messages.at(-1)?.content ?? "")
      const text = tokens.map((code) => String.fromCodePoint(code))
      return positions.map((position) => {
        const context = prompt + text.slice(0, position).join("")
        const top = Math.max(...model.next(context).values())
        return {
          logprob: Math.log(model.probability(context, text[position] ?? "\n")),
          topLogprob: Math.log(top),
        }
      })
    },
  }
}
