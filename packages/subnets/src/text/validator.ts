import { DendriteError } from "@taonet/neuron/dendrite/errors"
import type { DendriteResponse } from "@taonet/neuron/dendrite/types"
import {
  type MinerScore,
  runValidator,
  type ScoreMiner,
  type ScoringContext,
  type ValidatorDeps,
  type ValidatorOptions,
} from "@taonet/neuron/loops/runValidator"
import { type Challenge, makeChallenge, type TaskMix } from "./challenge.ts"
import { chatPath } from "./miner.ts"
import type { FinishReason } from "./protocol.ts"
import { type AuditedAnswer, type Auditor, auditAnswer } from "./scoring/audit.ts"
import { isRight } from "./scoring/exact.ts"
import { scoreAnswer } from "./scoring/score.ts"

export interface TextScoringOptions {
  readonly auditor: Auditor
  /** "model" when the auditor is a language model, "facts" when it is the n-gram. */
  readonly mix: TaskMix
  /** Questions to one miner in one round, one after the other; default 2. */
  readonly challengesPerRound?: number
  /** For one answer; default 20 s. */
  readonly timeoutMs?: number
}

export interface TextValidatorDeps extends Omit<ValidatorDeps, "scoreMiner"> {
  readonly scoring: TextScoringOptions
}

/** Runs a text validator until `options.signal` is aborted. */
export function textValidator(options: ValidatorOptions, deps: TextValidatorDeps): Promise<void> {
  return runValidator(options, { ...deps, scoreMiner: textScorer(deps.scoring) })
}

/** Asks fresh questions and scores the answers: the mean over them. A failed answer is worth 0. */
export function textScorer(options: TextScoringOptions): ScoreMiner {
  const { challengesPerRound = 2 } = options
  return async (miner, context) => {
    const marks: AnswerMark[] = []
    for (let i = 0; i < challengesPerRound && !context.signal.aborted; i++) {
      marks.push(await scoreOne(makeChallenge(context.random, options.mix), miner, context, options))
    }
    const sum = marks.reduce((total, { score }) => total + score, 0)
    return {
      score: marks.length === 0 ? 0 : sum / marks.length,
      detail: { answers: marks },
    } satisfies MinerScore
  }
}

/** How one answer did, for logs and pages. */
export interface AnswerMark {
  readonly kind: string
  readonly score: number
  readonly right?: boolean
  readonly agreement?: number
  readonly elapsedMs?: number
  /** The dendrite's code, or "BadAnswer". */
  readonly failure?: string
}

async function scoreOne(
  challenge: Challenge,
  miner: Parameters<ScoreMiner>[0],
  context: ScoringContext,
  options: TextScoringOptions,
): Promise<AnswerMark> {
  const { kind } = challenge.task
  let response: DendriteResponse
  let answer: AuditedAnswer
  try {
    response = await context.dendrite.request(miner, {
      path: chatPath,
      body: chatBody(challenge),
      timeoutMs: options.timeoutMs ?? 20_000,
      maxBytes: 262_144,
      signal: context.signal,
    })
    answer = readAnswer(response.json(), challenge.maxTokens)
  } catch (error) {
    if (!(error instanceof DendriteError)) throw error
    return { kind, score: 0, failure: error.code }
  }
  const right = isRight(challenge.task, answer.text)
  // Positions are drawn only now: the miner could not know them.
  const { agreement } = await auditAnswer(
    options.auditor,
    challenge.messages,
    answer,
    challenge.maxTokens,
    context.random,
  )
  const { elapsedMs } = response
  return { kind, score: scoreAnswer({ right, agreement, elapsedMs }), right, agreement, elapsedMs }
}

const chatBody = (challenge: Challenge) => ({
  messages: challenge.messages,
  max_tokens: challenge.maxTokens,
  // Greedy: then a miner with the same model chooses the auditor's favourites.
  temperature: 0,
  seed: challenge.seed,
  return_token_ids: true,
})

/** A token has some five letters; more than this for each that was allowed is an answer that ignores its limit. */
const maxCharactersPerToken = 10

/** Reads a miner's completion, trusting none of it. Throws DendriteError BadResponse. */
function readAnswer(body: unknown, maxTokens: number): AuditedAnswer {
  const choice = (body as { choices?: readonly unknown[] } | null)?.choices?.[0] as
    | { message?: { content?: unknown }; finish_reason?: unknown; token_ids?: unknown }
    | undefined
  const text = choice?.message?.content
  if (typeof text !== "string" || text.length > maxTokens * maxCharactersPerToken) {
    throw new DendriteError("BadResponse", "the answer is not a chat completion of the length asked for")
  }
  const ids = choice?.token_ids
  const finishReason: FinishReason = choice?.finish_reason === "length" ? "length" : "stop"
  return { text, finishReason, tokenIds: isTokenList(ids, maxTokens) ? ids : undefined }
}

const isTokenList = (value: unknown, maxTokens: number): value is number[] =>
  Array.isArray(value) && value.length <= maxTokens && value.every((id) => Number.isInteger(id) && id >= 0)
