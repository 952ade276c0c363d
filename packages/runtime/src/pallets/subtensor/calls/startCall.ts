import { ensure } from "@taonet/frame/errors"
import type { Handler } from "@taonet/frame/pallet"
import { saturatingAddU64 } from "@taonet/primitives/integers"
import { type calls, errors, events, storage } from "../schema.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { ensureSubnetOwner, subnetExists } from "../subnets/subnets.ts"

/** Starts emission and staking of a subnet. Checks: SubnetNotExists, BadOrigin, FirstEmissionBlockNumberAlreadySet, StartCallNotReady. */
export const startCall: Handler<typeof calls.start_call> = (state, origin, { netuid }) => {
  ensure(subnetExists(state, netuid), errors.SubnetNotExists)
  ensureSubnetOwner(state, origin, netuid)
  ensure(!storage.FirstEmissionBlockNumber.has(state, netuid), errors.FirstEmissionBlockNumberAlreadySet)
  const now = currentBlock(state)
  const ready = saturatingAddU64(
    storage.NetworkRegisteredAt.get(state, netuid),
    storage.StartCallDelay.get(state),
  )
  ensure(now >= ready, errors.StartCallNotReady)
  const first = saturatingAddU64(now, 1n)
  storage.FirstEmissionBlockNumber.set(state, netuid, first)
  storage.SubtokenEnabled.set(state, netuid, true)
  events.FirstEmissionBlockNumberSet.deposit(state, [netuid, first])
}
