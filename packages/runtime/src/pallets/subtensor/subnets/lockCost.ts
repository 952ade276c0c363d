import type { State } from "@taonet/frame/state"
import { I64F64 } from "@taonet/primitives/fixed/formats"
import { saturatingSubU64 } from "@taonet/primitives/integers"
import { blockNumber } from "../../system/account.ts"
import { INITIAL_BLOCK_EMISSION } from "../math/blockEmission.ts"
import { networkLockCost } from "../math/networkLockCost.ts"
import { storage } from "../schema.ts"
import { emissionOf } from "../thesis/emission.ts"

/** Where the block of the last creation of a subnet is kept; the lock cost and the rate limit both count from it. */
export const LAST_NETWORK = { type: "NetworkLastRegistered" } as const

/** Rao that creating a subnet costs now. */
export function lockCost(state: State): bigint {
  return networkLockCost({
    lastLock: storage.NetworkLastLockCost.get(state),
    minLock: storage.NetworkMinLockCost.get(state),
    lastLockBlock: storage.LastRateLimitedBlock.get(state, LAST_NETWORK),
    block: blockNumber(state),
    reductionInterval: reductionInterval(state),
  })
}

/** Remembers what was paid last, and when. */
export function setLastLock(state: State, rao: bigint, block: bigint): void {
  storage.NetworkLastLockCost.set(state, rao)
  storage.LastRateLimitedBlock.set(state, LAST_NETWORK, block)
}

/** Whether enough blocks have passed since the last creation of a subnet by anybody. */
export function passesNetworkRateLimit(state: State, block: bigint): boolean {
  const last = storage.LastRateLimitedBlock.get(state, LAST_NETWORK)
  return last === 0n || saturatingSubU64(block, last) >= storage.NetworkRateLimit.get(state)
}

/** The interval shrinks with the emission: I64F64 arithmetic, floored. */
function reductionInterval(state: State): bigint {
  const emission = I64F64.fromInt(emissionOf(state, blockNumber(state)))
  const full = I64F64.fromInt(storage.NetworkLockReductionInterval.get(state))
  const halving = I64F64.div(emission, I64F64.fromInt(INITIAL_BLOCK_EMISSION))
  return I64F64.toU64(I64F64.mul(full, halving))
}
