import { attempt } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { divCeil, saturateU64, saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"
import { storage as system } from "../../system/schema.ts"
import { constants, events, storage } from "../schema.ts"
import { shiftPosition } from "../staking/moving.ts"
import type { SubnetLease } from "../types.ts"

/**
 * The part of an owner's cut, just staked, that belongs to the contributors of the subnet's lease: gathered, and paid out in blocks that are
 * multiples of the interval, all or nothing; what fails is tried again next time. The beneficiary gets what the shares leave.
 */
export function shareOwnerCut(state: State, netuid: number, cut: bigint): void {
  const id = storage.SubnetUidToLeaseId.get(state, netuid)
  const lease = id === undefined ? undefined : storage.SubnetLeases.get(state, id)
  const block = system.Number.get(state)
  if (id === undefined || !lease || (lease.end_block !== undefined && lease.end_block <= block)) return
  const part = divCeil(cut * BigInt(lease.emissions_share), 100n)
  const total = saturatingAddU64(storage.AccumulatedLeaseDividends.get(state, id), part)
  const isPayday = block % constants.LeaseDividendsDistributionInterval.get(state) === 0
  const isPaid = isPayday && attempt(state, () => payOut(state, id, lease, total)).ok
  storage.AccumulatedLeaseDividends.set(state, id, isPaid ? 0n : total)
}

function payOut(state: State, lease_id: number, lease: SubnetLease, total: bigint): void {
  let rest = total
  for (const [[, contributor], share] of [...storage.SubnetLeaseShares.entries(state, lease_id)]) {
    const alpha = saturateU64(divCeil(share * total, U64F64.ONE))
    pay(state, lease_id, lease, contributor, alpha)
    rest = saturatingSubU64(rest, alpha)
  }
  pay(state, lease_id, lease, lease.beneficiary, rest)
}

function pay(state: State, lease_id: number, lease: SubnetLease, to: Hex, alpha: bigint): void {
  const { coldkey, hotkey, netuid } = lease
  shiftPosition(state, { coldkey, hotkey, netuid }, { coldkey: to, hotkey, netuid }, alpha)
  events.SubnetLeaseDividendsDistributed.deposit(state, { lease_id, contributor: to, alpha })
}
