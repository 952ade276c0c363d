import type { State } from "@taonet/frame/state"
import { I64F64 } from "@taonet/primitives/fixed/formats"
import { blockEmission, INITIAL_BLOCK_EMISSION } from "../../pallets/subtensor/math/blockEmission.ts"
import { networkLockCost } from "../../pallets/subtensor/math/networkLockCost.ts"
import { storage } from "../../pallets/subtensor/storage.ts"
import { blockNumber } from "../../pallets/system/account.ts"

/** `get_network_registration_cost`: rao that creating a subnet would lock now. */
export const networkRegistrationCost = (state: State): bigint =>
  networkLockCost({
    lastLock: storage.NetworkLastLockCost.get(state),
    minLock: storage.NetworkMinLockCost.get(state),
    lastLockBlock: storage.LastRateLimitedBlock.get(state, { type: "NetworkLastRegistered" }),
    block: blockNumber(state),
    reductionInterval: reductionInterval(state),
  })

/** Blocks in which the cost falls to nothing: shorter the less is emitted per block, so that halvings do not slow it. */
function reductionInterval(state: State): bigint {
  const emission = blockEmission(storage.TotalIssuance.get(state))
  const ratio = I64F64.fromRatio(emission, INITIAL_BLOCK_EMISSION)
  const interval = I64F64.fromInt(storage.NetworkLockReductionInterval.get(state))
  return I64F64.toU64(I64F64.mul(interval, ratio))
}
