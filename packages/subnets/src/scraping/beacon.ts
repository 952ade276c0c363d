import type { Clock } from "@taonet/neuron/clock"

/** A source of randomness that nobody knew before: blocks that did not exist when it was asked. */
export interface BlockBeacon {
  /** The first block that is seen after this call. Rejects when the chain is away, or the signal is aborted. */
  next(signal: AbortSignal): Promise<{ readonly number: number; readonly hash: string }>
}

export interface BlockSource {
  blockNumber(): Promise<number>
  blockHash(number: number): Promise<string>
}

export interface ChainBeaconOptions {
  /** Between two looks at the chain; default 500 ms. */
  readonly pollMs?: number
  /** A chain that makes no block for so long counts as away; default 2 minutes. */
  readonly patienceMs?: number
}

export function chainBeacon(
  blocks: BlockSource,
  clock: Clock,
  { pollMs = 500, patienceMs = 120_000 }: ChainBeaconOptions = {},
): BlockBeacon {
  return {
    async next(signal) {
      const known = await blocks.blockNumber()
      const until = clock.milliseconds() + patienceMs
      while (clock.milliseconds() < until) {
        await clock.sleep(pollMs, signal)
        signal.throwIfAborted()
        // Not the newest: the very next one, so that there is nothing to choose.
        if ((await blocks.blockNumber()) > known)
          return { number: known + 1, hash: await blocks.blockHash(known + 1) }
      }
      throw new Error(`no block after ${known} in ${patienceMs} ms`)
    },
  }
}
