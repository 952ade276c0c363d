import type { ChainClient, NeuronInfo, SubnetView } from "../chain.ts"
import { type Clock, systemClock } from "../clock.ts"
import type { AxonTarget, Dendrite } from "../dendrite/types.ts"
import { errorText, type Log, noLog } from "../log.ts"
import { type Random, sample, secretRandom } from "../random.ts"
import { createScores, type Scores, weightsOf } from "./scores.ts"

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
  /** Ends the validator. */
  readonly signal: AbortSignal
}

export interface ValidatorDeps {
  readonly chain: Pick<ChainClient, "subnetView" | "setWeights">
  readonly dendrite: Dendrite
  readonly scoreMiner: ScoreMiner
  readonly clock?: Clock
  /** Default unpredictable. */
  readonly random?: Random
  readonly log?: Log
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
  /** Set in this round; undefined when they were not due or the chain refused them. */
  readonly weights: { uids: number[]; weights: number[] } | undefined
}

interface Memory {
  readonly scores: Scores
  /** Round of each hotkey's last challenge. */
  readonly challengedIn: Map<string, number>
  weightsAt: number | undefined
}

/**
 * Challenges miners, averages their scores and sets weights every `weightsEveryBlocks`, until the signal is aborted. Neither a miner
 * nor the chain can end it: a failed chain call is logged and tried again next round.
 */
export async function runValidator(options: ValidatorOptions, deps: ValidatorDeps): Promise<void> {
  const { signal, roundMs = 12_000 } = options
  const clock = deps.clock ?? systemClock
  const log = deps.log ?? noLog
  const random = deps.random ?? secretRandom()
  const memory: Memory = {
    scores: createScores(options.alpha ?? 0.1),
    challengedIn: new Map(),
    weightsAt: undefined,
  }
  const context: ScoringContext = { dendrite: deps.dendrite, random, clock, signal }

  for (let round = 0; !signal.aborted; round++) {
    const startedAt = clock.milliseconds()
    try {
      const view = await deps.chain.subnetView(options.netuid)
      const scored = await challengeSome(view, round, memory, options, deps, context, log)
      const weights = signal.aborted ? undefined : await setWeightsWhenDue(view, memory, options, deps, log)
      deps.onRound?.({ round, block: view.block, scored, weights })
    } catch (error) {
      log("validator.roundFailed", { round, error: errorText(error) })
    }
    await clock.sleep(Math.max(0, roundMs - (clock.milliseconds() - startedAt)), signal)
  }
}

async function challengeSome(
  view: SubnetView,
  round: number,
  memory: Memory,
  options: ValidatorOptions,
  deps: ValidatorDeps,
  context: ScoringContext,
  log: Log,
): Promise<RoundReport["scored"]> {
  const candidates = minersOf(view, options.hotkey)
  memory.scores.keepOnly(view.neurons.map((neuron) => neuron.hotkey))
  for (const hotkey of memory.challengedIn.keys()) {
    if (!candidates.some((neuron) => neuron.hotkey === hotkey)) memory.challengedIn.delete(hotkey)
  }
  const chosen = sample(context.random, candidates, candidates.length)
    .sort((a, b) => (memory.challengedIn.get(a.hotkey) ?? -1) - (memory.challengedIn.get(b.hotkey) ?? -1))
    .slice(0, options.minersPerRound ?? 16)

  const scored: {
    uid: number
    hotkey: string
    score: number
    average: number
    detail: MinerScore["detail"]
  }[] = []
  await forEachLimited(chosen, options.concurrency ?? 4, async ({ uid, hotkey, axon }) => {
    memory.challengedIn.set(hotkey, round)
    try {
      const { score, detail } = await deps.scoreMiner({ uid, hotkey, ip: axon.ip, port: axon.port }, context)
      if (context.signal.aborted) return
      memory.scores.record(hotkey, score)
      const average = memory.scores.average(hotkey) ?? score
      scored.push({ uid, hotkey, score, average, detail })
      log("validator.scored", { uid, score, average, ...detail })
    } catch (error) {
      log("validator.scoringFailed", { uid, error: errorText(error) })
    }
  })
  return scored.sort((a, b) => a.uid - b.uid)
}

/** The first weights wait until every miner was challenged once, or the first answerer would take all. */
async function setWeightsWhenDue(
  view: SubnetView,
  memory: Memory,
  options: ValidatorOptions,
  deps: ValidatorDeps,
  log: Log,
): Promise<RoundReport["weights"]> {
  const every = options.weightsEveryBlocks ?? view.tempo
  if (memory.weightsAt !== undefined && view.block - memory.weightsAt < every) return undefined
  const miners = minersOf(view, options.hotkey)
  if (miners.some((neuron) => !memory.challengedIn.has(neuron.hotkey))) return undefined
  const weights = weightsOf(memory.scores, miners, options.exponent ?? 2)
  if (weights === undefined) return undefined
  const { netuid, versionKey } = options
  try {
    await deps.chain.setWeights({ netuid, ...weights, ...(versionKey === undefined ? {} : { versionKey }) })
  } catch (error) {
    log("validator.weightsFailed", { error: errorText(error) })
    return undefined
  }
  memory.weightsAt = view.block
  log("validator.weightsSet", { ...weights, block: view.block })
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
