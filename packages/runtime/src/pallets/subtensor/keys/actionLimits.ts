/** How often a hotkey's owner may change one thing on a subnet: `TransactionKeyLastBlock` by the reference's action numbers. */
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingSubU64 } from "@taonet/primitives/integers"
import { storage } from "../storage.ts"
import { currentBlock } from "../subnets/currentBlock.ts"

export interface ActionLimit {
  readonly number: number
  /** Blocks that must lie between two actions. */
  blocks(state: State): bigint
}

export const childrenLimit: ActionLimit = { number: 0, blocks: () => 150n }
export const childkeyTakeLimit: ActionLimit = {
  number: 1,
  blocks: (state) => storage.TxChildkeyTakeRateLimit.get(state),
}

/** Whether the last action is old enough; none so far always is. */
export function passesActionLimit(state: State, hotkey: Hex, netuid: number, limit: ActionLimit): boolean {
  const last = storage.TransactionKeyLastBlock.get(state, hotkey, netuid, limit.number)
  return last === 0n || saturatingSubU64(currentBlock(state), last) >= limit.blocks(state)
}

export const stampAction = (state: State, hotkey: Hex, netuid: number, limit: ActionLimit): void =>
  storage.TransactionKeyLastBlock.set(state, hotkey, netuid, limit.number, currentBlock(state))
