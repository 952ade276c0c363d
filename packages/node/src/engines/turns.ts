import type { Runtime } from "@taonet/frame/runtime"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import type { Block } from "../chain/blocks.ts"
import { type Author, nextTimestamp } from "../chain/execute.ts"

/** A block that this node may make. */
export interface Turn {
  readonly timestampMs: bigint
  readonly author: Author | undefined
  /** The slots before it are others', and by the clock they are not over. */
  readonly waits: boolean
}

export interface Turns {
  /** The first of the slots after `parent`, and not before `nowMs`, that this node may use. Undefined when it has the key of no producer. */
  next(parent: Block, nowMs: bigint): Turn | undefined
  /** Who makes the block after `parent` that bears this time. Of a producer whose key is not here, the account is all that is known. */
  at(parent: Block, timestampMs: bigint): Author | undefined
}

export interface TurnsOptions {
  readonly chain: {
    readonly runtime: Pick<Runtime, "producerOf">
    readonly slotDurationMs: bigint
    open(hash: Hex): State
  }
  /** Makes all blocks, whoever's turn it is. */
  readonly author: Author | undefined
  /** Producers whose keys are here: each makes blocks in its own slots, and nobody in another's. */
  readonly authors?: readonly Author[] | undefined
}

/** As many producers as Aura can have: every one of them has a turn within so many slots. */
const producersMax = 32n

export function createTurns({ chain, author, authors }: TurnsOptions): Turns {
  const { runtime, slotDurationMs } = chain
  const earliest = (parent: Block, nowMs: bigint) => nextTimestamp(parent.header, nowMs, slotDurationMs)
  if (authors === undefined)
    return {
      next: (parent, nowMs) => ({ timestampMs: earliest(parent, nowMs), author, waits: false }),
      at: () => author,
    }

  const held = new Map(authors.map((one) => [one.account, one]))
  return {
    next(parent, nowMs) {
      const state = chain.open(parent.hash)
      const start = earliest(parent, nowMs)
      const first = start / slotDurationMs
      for (let slot = first; slot < first + producersMax; slot++) {
        const producer = runtime.producerOf(state, slot)
        const mine = producer && held.get(producer)
        if (!mine) continue
        // A chain that runs ahead of its clock cannot wait for it.
        const onTime = nowMs / slotDurationMs >= first
        const timestampMs = slot === first ? start : slot * slotDurationMs
        return { timestampMs, author: mine, waits: slot > first && onTime }
      }
      return undefined
    },
    at(parent, timestampMs) {
      const account = runtime.producerOf(chain.open(parent.hash), timestampMs / slotDurationMs)
      return account && (held.get(account) ?? { account })
    },
  }
}
