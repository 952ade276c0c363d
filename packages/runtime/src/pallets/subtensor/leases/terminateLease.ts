import { ensure, fail } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { removeDelegate } from "../../proxy/delegates.ts"
import { storage as system } from "../../system/schema.ts"
import { ownsHotkey } from "../keys/hotkeys.ts"
import { replaceOwnerHotkey } from "../locks/ownerChange.ts"
import { errors, events, storage } from "../schema.ts"
import { releaseAccount } from "./leaseAccounts.ts"
import { leaseProxy } from "./registerLease.ts"

/**
 * Ends a lease whose time is over: the beneficiary owns the subnet from now on, with its own hotkey. Dividends that were not paid yet are
 * dropped. Raises LeaseDoesNotExist, ExpectedBeneficiaryOrigin, LeaseHasNoEndBlock, LeaseHasNotEnded, BeneficiaryDoesNotOwnHotkey,
 * CannotUseSystemAccount, in this order.
 */
export function terminateLease(state: State, who: Hex, id: number, hotkey: Hex): void {
  const lease = storage.SubnetLeases.get(state, id) ?? fail(errors.LeaseDoesNotExist)
  const { beneficiary, netuid, end_block } = lease
  ensure(who === beneficiary, errors.ExpectedBeneficiaryOrigin)
  ensure(end_block !== undefined, errors.LeaseHasNoEndBlock)
  ensure(system.Number.get(state) >= end_block, errors.LeaseHasNotEnded)
  ensure(ownsHotkey(state, beneficiary, hotkey), errors.BeneficiaryDoesNotOwnHotkey)
  replaceOwnerHotkey(state, netuid, hotkey)
  storage.SubnetOwner.set(state, netuid, beneficiary)

  releaseAccount(state, lease.coldkey)
  releaseAccount(state, lease.hotkey)
  storage.SubnetLeaseShares.clear(state, id)
  storage.AccumulatedLeaseDividends.delete(state, id)
  storage.SubnetLeases.delete(state, id)
  storage.SubnetUidToLeaseId.delete(state, netuid)
  removeDelegate(state, lease.coldkey, leaseProxy(beneficiary))
  events.SubnetLeaseTerminated.deposit(state, { beneficiary, netuid })
}
