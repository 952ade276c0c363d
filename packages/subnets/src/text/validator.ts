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
import { loopSettings } from "../template/loopSettings.ts"
import { draw, personalise, scoreOf } from "../template/personal.ts"
import { type Challenge, challengeOf, type TaskMix } from "./challenge.ts"
import { chatPath } from "./miner.ts"
import type { FinishReason } from "./protocol.ts"
import { type AuditedAnswer, type Auditor, auditAnswer } from "./scoring/audit.ts"
import { isRight } from "./scoring/exact.ts"
import { type PersonalTextTemplate, textTemplate } from "./template.ts"

export interface TextScoringOptions {
  readonly auditor: Auditor
  /** "model" when the auditor is a language model, "facts" when it is the n-gram. */
  readonly mix: TaskMix
  /** The validator's own version of the subnet's template; default the owner's. */
  readonly template?: PersonalTextTemplate
  /** Questions to one miner in one round, one after the other; default the template's, 2. */
  readonly challengesPerRound?: number
  /** For one answer; default the template's, 20 s. */
  readonly timeoutMs?: number
}

/** What is scored with, all of it decided. */
interface Scoring {
  readonly auditor: Auditor
  readonly template: PersonalTextTemplate
  readonly timeoutMs: number
}

export interface TextValidatorDeps extends Omit<ValidatorDeps, "scoreMiner"> {
  readonly scoring: TextScoringOptions
}

/** Runs a text validator until `options.signal` is aborted. What the options leave open is as the template says. */
export function textValidator(options: ValidatorOptions, deps: TextValidatorDeps): Promise<void> {
  const own = loopSettings(deps.scoring.template?.settings)
  return runValidator({ ...own, ...options }, { ...deps, scoreMiner: textScorer(deps.scoring) })
}

/** Asks fresh questions and scores the answers: the mean over them. A failed answer is worth 0. */
export function textScorer(options: TextScoringOptions): ScoreMiner {
  const template = options.template ?? personalise(textTemplate(options.mix))
  const { settings } = template
  const challengesPerRound = options.challengesPerRound ?? settings["challengesPerRound"] ?? 2
  const timeoutMs = options.timeoutMs ?? settings["timeoutMs"] ?? 20_000
  const scoring: Scoring = { auditor: options.auditor, template, timeoutMs }
  return async (miner, context) => {
    const marks: AnswerMark[] = []
    for (let i = 0; i < challengesPerRound && !context.signal.aborted; i++) {
      const { challenge: task } = draw(template, context.random)
      marks.push(await scoreOne(challengeOf(task, context.random), miner, context, scoring))
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
  /** Of the validator's own judge. */
  readonly judged?: number
  readonly elapsedMs?: number
  /** The dendrite's code, or "BadAnswer". */
  readonly failure?: string
}

async function scoreOne(
  challenge: Challenge,
  miner: Parameters<ScoreMiner>[0],
  context: ScoringContext,
  { auditor, template, timeoutMs }: Scoring,
): Promise<AnswerMark> {
  const { kind } = challenge.task
  let response: DendriteResponse
  let answer: AuditedAnswer
  try {
    response = await context.dendrite.request(miner, {
      path: chatPath,
      body: chatBody(challenge),
      timeoutMs,
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
    auditor,
    challenge.messages,
    answer,
    challenge.maxTokens,
    context.random,
  )
  const { elapsedMs } = response
  const judged = await judgedBy(template, challenge, answer.text)
  const score = scoreOf(template, { right, agreement, elapsedMs, judged: judged ?? 0 })
  return { kind, score, right, agreement, elapsedMs, ...(judged !== undefined && { judged }) }
}

/** Not asked where its word has no weight. A judge that fails, or says something else than a mark, fails the round and not the miner. */
async function judgedBy(
  { judge, weights }: PersonalTextTemplate,
  { task }: Challenge,
  answer: string,
): Promise<number | undefined> {
  if (judge === undefined || (weights["judge"] ?? 0) === 0) return undefined
  const mark = await judge(task, answer)
  if (!(mark >= 0 && mark <= 1)) throw new RangeError(`the judge's mark ${mark} is not in [0, 1]`)
  return mark
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
