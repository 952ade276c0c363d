import type { ChainClient, NeuronInfo, SubnetView } from "../chain.ts"
import { type Clock, systemClock } from "../clock.ts"
import type { AxonTarget, Dendrite } from "../dendrite/types.ts"
import { errorText, type Log, noLog } from "../log.ts"
import { type Random, sample, secretRandom } from "../random.ts"
import { emptyMemory, type Memory, restore, type ScoreStore, savedOf } from "./memory.ts"
import { weightsOf } from "./scores.ts"

const defaultAlpha = 0.1

/** How one miner did in one round. */
export interface MinerScore {
  /** In [0, 1]; 0 for a miner that failed. */
  readonly score: number
  /** Why, for logs and status pages. */
  readonly detail: Readonly<Record<string, unknown>>
}

export interface ScoringContext {
  readonly dendrite: Pick<Dendrite, "request" | "stream">
  readonly random: Random
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** What a subnet adds to the loop. A rejection means that the *validator* failed: the miner is not blamed and keeps its average. */
export type ScoreMiner = (
  miner: AxonTarget & { readonly uid: number },
  context: ScoringContext,
) => Promise<MinerScore>

export interface ValidatorOptions {
  readonly netuid: number
  /** ss58 of the validator: never challenged nor weighed. */
  readonly hotkey: string
  /** From the start of a round to the start of the next. Default 12 s. */
  readonly roundMs?: number
  /** Miners a round; default 16. Those longest unchallenged come first. */
  readonly minersPerRound?: number
  /** Challenges at a time; default 4. */
  readonly concurrency?: number
  /** Weight of the newest score in the average; default 0.1. */
  readonly alpha?: number
  /** See weightsOf; default 2. */
  readonly exponent?: number
  /** Blocks between two settings of weights; default the subnet's tempo. */
  readonly weightsEveryBlocks?: number
  readonly versionKey?: number
  /** The mechanism whose weights these are; default 0. Who judges several runs a loop, and keeps a store, for each. */
  readonly mechid?: number
  /** Ends the validator. */
  readonly signal: AbortSignal
}

export interface ValidatorDeps {
  readonly chain: Pick<ChainClient, "subnetView" | "setWeights">
  readonly dendrite: ScoringContext["dendrite"]
  readonly scoreMiner: ScoreMiner
  readonly clock?: Clock
  /** Default unpredictable. */
  readonly random?: Random
  readonly log?: Log
  /** Keeps the averages over restarts. Without it they are lost with the process. */
  readonly store?: ScoreStore
  /** After each round, for status pages and tests. */
  readonly onRound?: (round: RoundReport) => void
}

export interface RoundReport {
  readonly round: number
  readonly block: number
  readonly scored: readonly {
    uid: number
    hotkey: string
    score: number
    average: number
    detail: MinerScore["detail"]
  }[]
  /** Why nothing of this round counts: neither its scores nor weights. */
  readonly failed: RoundFailure | undefined
  /** Set in this round; undefined when they were not due, the round failed, or the chain refused them. */
  readonly weights: { uids: number[]; weights: number[] } | undefined
}

/** "scoring": the validator could not judge most miners. "silence": nobody earned anything though some did before; it is us rather than all of them. */
export type RoundFailure = "scoring" | "silence"

/**
 * Challenges miners, averages their scores and sets weights every `weightsEveryBlocks`, until the signal is aborted. Neither a miner
 * nor the chain can end it: a failed chain call is logged and tried again next round. A round that failed on our side changes no average and
 * sets no weights.
 */
export async function runValidator(options: ValidatorOptions, deps: ValidatorDeps): Promise<void> {
  const { signal, roundMs = 12_000 } = options
  const clock = deps.clock ?? systemClock
  const log = deps.log ?? noLog
  const random = deps.random ?? secretRandom()
  const memory = await remember(options, deps.store, log)
  const context: ScoringContext = { dendrite: deps.dendrite, random, clock, signal }

  while (!signal.aborted) {
    const startedAt = clock.milliseconds()
    const round = memory.round++
    try {
      const view = await deps.chain.subnetView(options.netuid)
      const outcome = await challengeSome(view, round, memory, options, deps, context, log)
      const failed = signal.aborted ? undefined : failureOf(outcome, memory)
      if (failed !== undefined) log("validator.roundFailed", { round, error: failed })
      const scored = signal.aborted ? [] : report(outcome.marks, failed, memory, log)
      const due = failed === undefined && !signal.aborted
      const weights = due ? await setWeightsWhenDue(view, memory, options, deps, log) : undefined
      if (due) await save(memory, options, deps.store, log)
      deps.onRound?.({ round, block: view.block, scored, failed, weights })
    } catch (error) {
      log("validator.roundFailed", { round, error: errorText(error) })
    }
    await clock.sleep(Math.max(0, roundMs - (clock.milliseconds() - startedAt)), signal)
  }
}

/** What was saved of this validator on this subnet, or nothing. A store that fails costs the scores, never the validator. */
async function remember(options: ValidatorOptions, store: ScoreStore | undefined, log: Log): Promise<Memory> {
  const alpha = options.alpha ?? defaultAlpha
  const empty = emptyMemory(alpha)
  try {
    const saved = await store?.load()
    if (saved === undefined) return empty
    const memory = restore(saved, options, alpha)
    log("validator.restored", { round: saved.round, miners: saved.scores.length, ours: memory !== undefined })
    return memory ?? empty
  } catch (error) {
    log("validator.restoreFailed", { error: errorText(error) })
    return empty
  }
}

async function save(
  memory: Memory,
  options: ValidatorOptions,
  store: ScoreStore | undefined,
  log: Log,
): Promise<void> {
  try {
    await store?.save(savedOf(memory, options))
  } catch (error) {
    log("validator.saveFailed", { error: errorText(error) })
  }
}

interface Mark extends MinerScore {
  readonly uid: number
  readonly hotkey: string
}

interface Outcome {
  readonly marks: readonly Mark[]
  /** Miners whom we could not judge. */
  readonly unjudged: number
}

/** Asks those longest unchallenged. Records nothing yet: only the whole round tells whether it failed. */
async function challengeSome(
  view: SubnetView,
  round: number,
  memory: Memory,
  options: ValidatorOptions,
  deps: ValidatorDeps,
  context: ScoringContext,
  log: Log,
): Promise<Outcome> {
  const candidates = minersOf(view, options.hotkey)
  memory.scores.keepOnly(view.neurons.map((neuron) => neuron.hotkey))
  for (const hotkey of memory.challengedIn.keys()) {
    if (!candidates.some((neuron) => neuron.hotkey === hotkey)) memory.challengedIn.delete(hotkey)
  }
  const chosen = sample(context.random, candidates, candidates.length)
    .sort((a, b) => (memory.challengedIn.get(a.hotkey) ?? -1) - (memory.challengedIn.get(b.hotkey) ?? -1))
    .slice(0, options.minersPerRound ?? 16)

  const marks: Mark[] = []
  let unjudged = 0
  await forEachLimited(chosen, options.concurrency ?? 4, async ({ uid, hotkey, axon }) => {
    memory.challengedIn.set(hotkey, round)
    try {
      const mark = await deps.scoreMiner({ uid, hotkey, ip: axon.ip, port: axon.port }, context)
      if (!(mark.score >= 0 && mark.score <= 1)) throw new RangeError(`score ${mark.score} is not in [0, 1]`)
      marks.push({ uid, hotkey, ...mark })
    } catch (error) {
      unjudged++
      log("validator.scoringFailed", { uid, error: errorText(error) })
    }
  })
  return { marks: marks.sort((a, b) => a.uid - b.uid), unjudged }
}

/** A single miner that is silent is its own fault; all of them at once, some of whom earned before, are not. */
function failureOf({ marks, unjudged }: Outcome, { scores }: Memory): RoundFailure | undefined {
  if (unjudged > marks.length) return "scoring"
  const silent = marks.length > 1 && marks.every(({ score }) => score === 0)
  return silent && marks.some(({ hotkey }) => (scores.average(hotkey) ?? 0) > 0) ? "silence" : undefined
}

/** Takes the scores into the averages, unless the round failed. */
function report(
  marks: readonly Mark[],
  failed: RoundFailure | undefined,
  { scores }: Memory,
  log: Log,
): RoundReport["scored"] {
  return marks.map(({ uid, hotkey, score, detail }) => {
    if (failed === undefined) scores.record(hotkey, score)
    const average = scores.average(hotkey) ?? score
    log("validator.scored", { uid, score, average, ...detail })
    return { uid, hotkey, score, average, detail }
  })
}

const noPermit = "NeuronNoValidatorPermit"

/** The first weights wait until every miner was challenged once, or the first answerer would take all. */
async function setWeightsWhenDue(
  view: SubnetView,
  memory: Memory,
  options: ValidatorOptions,
  deps: ValidatorDeps,
  log: Log,
): Promise<RoundReport["weights"]> {
  const every = options.weightsEveryBlocks ?? view.tempo
  // A chain that began anew is at an earlier block than the one that we remember.
  const since = memory.weightsAt === undefined ? every : view.block - memory.weightsAt
  if (since >= 0 && since < every) return undefined
  const miners = minersOf(view, options.hotkey)
  if (miners.some((neuron) => !memory.challengedIn.has(neuron.hotkey))) return undefined
  const weights = weightsOf(memory.scores, miners, options.exponent ?? 2)
  if (weights === undefined) return undefined
  const { netuid, versionKey, mechid } = options
  const more = { ...(versionKey !== undefined && { versionKey }), ...(mechid !== undefined && { mechid }) }
  try {
    await deps.chain.setWeights({ netuid, ...weights, ...more })
  } catch (error) {
    const text = errorText(error)
    // An epoch gives permits. Before the first one nobody has any, and nothing is wrong.
    log(text.includes(noPermit) ? "validator.noPermit" : "validator.weightsFailed", { error: text })
    return undefined
  }
  memory.weightsAt = view.block
  log("validator.weightsSet", { ...weights, block: view.block, ...(mechid !== undefined && { mechid }) })
  return weights
}

type Miner = NeuronInfo & { axon: NonNullable<NeuronInfo["axon"]> }

const minersOf = (view: SubnetView, self: string): Miner[] =>
  view.neurons.filter((neuron): neuron is Miner => neuron.hotkey !== self && (neuron.axon?.port ?? 0) > 0)

/** Runs `work` over all items, at most `limit` at a time. `work` must not reject. */
async function forEachLimited<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values()
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker))
}
