import { ensure, fail } from "@taonet/frame/errors"
import { signedOrigin } from "@taonet/frame/origin"
import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingAddU64, saturatingSubU64, U32_MAX } from "@taonet/primitives/integers"
import { errors as crowdloanErrors, storage as crowdloans } from "../../crowdloan/schema.ts"
import type { CrowdloanInfo } from "../../crowdloan/types.ts"
import { addDelegate } from "../../proxy/delegates.ts"
import { storage as system } from "../../system/schema.ts"
import { errors, events, storage } from "../schema.ts"
import { transferTao } from "../staking/tao.ts"
import { registerNetwork } from "../subnets/registerNetwork.ts"
import { holdAccount, leaseColdkey, leaseHotkey } from "./leaseAccounts.ts"

export interface LeaseTerms {
  /** Percent of the owner's cut that goes to the contributors. */
  readonly emissionsShare: number
  /** Undefined: for ever. */
  readonly endBlock: number | undefined
}

/** Who operates the leased subnet, in its keys' name. */
export const leaseProxy = (beneficiary: Hex) =>
  ({ delegate: beneficiary, proxy_type: "SubnetLeaseBeneficiary", delay: 0 }) as const

/**
 * Creates a subnet with what a crowdloan has raised, as the call that the crowdloan ends with. The contributors get shares of the owner's
 * cut and back what was not needed. Raises Crowdloan.InvalidCrowdloanId, InvalidLeaseBeneficiary, LeaseCannotEndInThePast, Overflow,
 * LeaseNetuidNotFound (where the creation would have to wait), and what creating a subnet raises.
 */
export function registerLeasedNetwork(
  state: State,
  who: Hex,
  { emissionsShare, endBlock }: LeaseTerms,
): void {
  const { id: crowdloanId, info: crowdloan } = crowdloanBeingFinalized(state)
  ensure(who === crowdloan.creator, errors.InvalidLeaseBeneficiary)
  ensure(endBlock === undefined || endBlock > system.Number.get(state), errors.LeaseCannotEndInThePast)
  const id = nextLeaseId(state)
  const [coldkey, hotkey] = [leaseColdkey(id), leaseHotkey(id)]
  holdAccount(state, coldkey)
  holdAccount(state, hotkey)
  transferTao(state, crowdloan.funds_account, coldkey, crowdloan.raised)
  registerNetwork(state, signedOrigin(coldkey), hotkey, undefined)
  const netuid = netuidOwnedBy(state, coldkey) ?? fail(errors.LeaseNetuidNotFound)
  addDelegate(state, coldkey, leaseProxy(who))

  const leftover = system.Account.get(state, coldkey).data.free
  storage.SubnetLeases.set(state, id, {
    beneficiary: who,
    coldkey,
    hotkey,
    emissions_share: emissionsShare,
    end_block: endBlock,
    netuid,
    cost: saturatingSubU64(crowdloan.raised, leftover),
  })
  storage.SubnetUidToLeaseId.set(state, netuid, id)
  storage.Delegates.set(state, hotkey, 0)
  const refunded = shareOut(state, id, coldkey, who, { crowdloanId, raised: crowdloan.raised, leftover })
  transferTao(state, coldkey, who, saturatingSubU64(leftover, refunded))
  events.SubnetLeaseCreated.deposit(state, { beneficiary: who, lease_id: id, netuid, end_block: endBlock })
}

function crowdloanBeingFinalized(state: State): { readonly id: number; readonly info: CrowdloanInfo } {
  const id = crowdloans.CurrentCrowdloanId.get(state) ?? fail(crowdloanErrors.InvalidCrowdloanId)
  return { id, info: crowdloans.Crowdloans.get(state, id) ?? fail(crowdloanErrors.InvalidCrowdloanId) }
}

function nextLeaseId(state: State): number {
  const id = storage.NextSubnetLeaseId.get(state)
  ensure(id < U32_MAX, errors.Overflow)
  storage.NextSubnetLeaseId.set(state, id + 1)
  return id
}

function netuidOwnedBy(state: State, coldkey: Hex): number | undefined {
  for (const [[netuid], owner] of storage.SubnetOwner.entries(state)) if (owner === coldkey) return netuid
  return undefined
}

/** Notes the part of everybody but the beneficiary, and pays it of what was left over; returns what was paid. */
function shareOut(
  state: State,
  leaseId: number,
  coldkey: Hex,
  beneficiary: Hex,
  money: { readonly crowdloanId: number; readonly raised: bigint; readonly leftover: bigint },
): bigint {
  let refunded = 0n
  for (const [[, contributor], amount] of [...crowdloans.Contributions.entries(state, money.crowdloanId)]) {
    if (contributor === beneficiary) continue
    const share = U64F64.safeDiv(U64F64.fromInt(amount), U64F64.fromInt(money.raised))
    storage.SubnetLeaseShares.set(state, leaseId, contributor, share)
    const refund = U64F64.toU64(U64F64.mul(share, U64F64.fromInt(money.leftover)))
    transferTao(state, coldkey, contributor, refund)
    refunded = saturatingAddU64(refunded, refund)
  }
  return refunded
}
