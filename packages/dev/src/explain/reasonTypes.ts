import type { State } from "@taonet/frame/state"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import type { About, AboutKey, LimitItem } from "./about.ts"
import { epochBlock, firstBlockWhere } from "./passing.ts"

/** What is known, with what was asked for surely there. */
type Known<K extends AboutKey> = About & { readonly [N in K]-?: NonNullable<About[N]> }

export interface Passing {
  readonly needs: readonly AboutKey[]
  /** The first block in which it passes; undefined when time alone does not help. The state is a scratch one. */
  block(state: State, about: About): number | undefined
  /** What else could change it. */
  readonly unless?: string
}

export interface Reason {
  /** What happened and what to do about it. */
  readonly text: string
  readonly limits?: readonly LimitItem[]
  readonly passing?: Passing
}

/** Passes with time alone. */
export function waits<K extends AboutKey>(
  needs: readonly K[],
  passes: (state: State, about: Known<K>) => boolean,
  unless?: string,
): Passing {
  return {
    needs,
    block: (state, about) => firstBlockWhere(state, (now) => passes(now, about as Known<K>)),
    ...(unless === undefined ? {} : { unless }),
  }
}

export const noThrow = (check: () => void): boolean => {
  try {
    check()
    return true
  } catch {
    return false
  }
}

export const unlessEpochMoves = "an epoch is triggered or put off before"
export const atNextEpoch: Passing = {
  needs: ["netuid"],
  block: (state, { netuid }) => epochBlock(state, netuid as number),
  unless: unlessEpochMoves,
}
export const inNextBlock: Passing = { needs: [], block: (state) => system.Number.get(state) + 1 }
