import type { Block } from "../chain/blocks.ts"
import type { Clock } from "../clock.ts"
import { NodeError } from "../errors.ts"
import { errorText, type Log, shortHash } from "../log.ts"
import type { Pool } from "../pool/pool.ts"
import type { ConsensusApp } from "./consensusApp.ts"
import type { Engine, EngineMode } from "./engine.ts"

export interface SoloOptions {
  readonly app: ConsensusApp
  readonly pool: Pick<Pool, "readyCount" | "onReady">
  readonly clock: Clock
  readonly log: Log
  readonly mode: EngineMode
}

/** Time for transactions in a block that is not made on a schedule. */
const unscheduledBudgetMs = 1000
/** Many blocks in a row give way to I/O when they have worked for so long. */
const sliceMs = 8
/** A scheduled block leaves a third of its interval to everything else. */
const budgetShare = 2 / 3
/** However late it begins, it has so much of it. */
const leastShare = 1 / 6

/** One machine that decides alone. */
export function createSoloEngine(options: SoloOptions): Engine {
  const { app, pool, clock, log, mode } = options
  let stopped = false
  let cancel: () => void = () => {}
  let toldOfNoKey = false
  /** Blocks are made one after another: each waits for the one before. */
  let last: Promise<unknown> = Promise.resolve()

  const nowMs = (): bigint => BigInt(Math.trunc(clock.unixMs()))

  async function makeBlock(
    maxTransactions: number | undefined,
    allowEmpty: boolean,
    budgetMs = mode.type === "interval" ? mode.intervalMs * budgetShare : unscheduledBudgetMs,
  ): Promise<Block | undefined> {
    if (stopped) throw new NodeError("engine-stopped", "The engine has stopped")
    const limit = maxTransactions === undefined ? {} : { maxTransactions }
    const proposal = await app.prepareProposal({
      nowMs: nowMs(),
      budgetMs,
      ...limit,
    })
    if (!allowEmpty && proposal.transactions === 0) return undefined
    await app.finalizeBlock(proposal)
    const block = await app.commit()
    log("info", `Imported #${block.header.number} (${shortHash(block.hash)})`, {
      number: block.header.number,
      hash: block.hash,
      transactions: proposal.transactions,
    })
    return block
  }

  /**
   * On a schedule, a slot whose producer's key is elsewhere stays empty, as on any chain whose producer is away. Blocks on demand come in the
   * next slot that a key here may use: time runs ahead instead.
   * A block that begins late, because the machine was busy, takes fewer transactions and ends when it should: the next one is on time.
   */
  async function tick(dueMs: number, intervalMs: number): Promise<void> {
    const turn = stopped ? undefined : app.nextTurn(nowMs())
    const lateMs = Math.max(clock.unixMs() - dueMs, 0)
    const budgetMs = Math.max(intervalMs * budgetShare - lateMs, intervalMs * leastShare)
    if (turn?.waits === false) await makeBlock(undefined, true, budgetMs)
    if (turn === undefined && !stopped && !toldOfNoKey)
      log("warn", "None of the keys that this node has makes blocks: it waits until one is elected")
    toldOfNoKey = turn === undefined
  }

  function queue<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work)
    last = result.catch(() => {})
    return result
  }

  function fail(error: unknown): void {
    if (!stopped) log("error", `Block production failed: ${errorText(error)}`, { error })
  }

  /** Ticks fall on multiples of the interval, as slots do. A block that takes longer skips ticks. */
  function schedule(intervalMs: number, previous = 0): void {
    const now = clock.unixMs()
    // A timer may fire early: the next tick is never the one that has just been served.
    const due = Math.max((Math.floor(now / intervalMs) + 1) * intervalMs, previous + intervalMs)
    cancel = clock.after(Math.min(due - now, 2 * intervalMs), () => {
      void queue(() => tick(due, intervalMs))
        .catch(fail)
        .finally(() => {
          if (!stopped) schedule(intervalMs, due)
        })
    })
  }

  /** Makes blocks of one transaction each while there are any that can be included. */
  function drain(): void {
    if (stopped) return
    void queue(async () => {
      while (!stopped && pool.readyCount > 0) if ((await makeBlock(1, false)) === undefined) return
    }).catch(fail)
  }

  /** Lets the answer to whoever submitted go out first. */
  function onReady(): void {
    cancel()
    cancel = clock.after(0, drain)
  }

  let stopListening = (): void => {}
  return {
    mode,
    start() {
      if (mode.type === "interval") schedule(mode.intervalMs)
      if (mode.type === "instant") stopListening = pool.onReady(onReady)
    },
    async stop() {
      stopped = true
      cancel()
      stopListening()
      await last
    },
    async produce(count = 1) {
      let block: Block | undefined
      let sliceEnd = clock.monotonicMs() + sliceMs
      for (let made = 0; made < Math.max(1, count); made++) {
        block = await queue(() => makeBlock(undefined, true))
        if (clock.monotonicMs() < sliceEnd) continue
        await clock.breathe()
        sliceEnd = clock.monotonicMs() + sliceMs
      }
      return block as Block
    },
  }
}
