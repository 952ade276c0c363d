/** A coldkey is replaced by another in all it owns on the chain. Source: behaviour/keys-and-fees.md section 10; reference swap/swap_coldkey.rs. */
import { attempt, ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { transfer } from "../../balances/currency.ts"
import { errors } from "../errors.ts"
import { events } from "../events.ts"
import { hotkeyExists } from "../keys/hotkeys.ts"
import { setAcceptsLockedAlpha } from "../locks/acceptance.ts"
import { coldkeyBalance, recycleTao } from "../staking/tao.ts"
import { storage } from "../storage.ts"
import { isSystemAccount } from "../subnets/accounts.ts"
import { allNetuids } from "../subnets/subnets.ts"
import { moveCollateralToColdkey } from "./collateral.ts"
import { moveLeases } from "./leases.ts"
import { recordColdkeyLineage } from "./lineage.ts"
import { moveLocksToColdkey } from "./locks.ts"
import { moveStakeToColdkey } from "./stakePositions.ts"

/** Recycles what an announcement, or root's swap, costs in rao. Raises NotEnoughBalanceToPaySwapColdKey; the account stays alive. */
export function payColdkeySwap(state: State, coldkey: Hex, cost: bigint): void {
  const paid = attempt(state, () => recycleTao(state, coldkey, cost))
  ensure(paid.ok, errors.NotEnoughBalanceToPaySwapColdKey)
}

/**
 * Moves identity, leases, subnets, automatic stake destinations, stake, collateral, hotkeys, locks and all free TAO. Proxies, multisigs,
 * crowdloans and commitments of the old coldkey stay. Raises ColdKeyAlreadyAssociated, NewColdKeyIsHotkey, ActiveLockExists and what the
 * moves raise; the caller rolls back.
 */
export function swapColdkey(state: State, from: Hex, to: Hex): void {
  ensure(storage.StakingHotkeys.get(state, to).length === 0, errors.ColdKeyAlreadyAssociated)
  ensure(!hotkeyExists(state, to), errors.NewColdKeyIsHotkey)
  moveIdentity(state, from, to)
  // For the moves below; the old coldkey's flags follow with its locks.
  setAcceptsLockedAlpha(state, to, true)
  moveLeases(state, from, to)
  for (const netuid of allNetuids(state)) {
    if (storage.SubnetOwner.get(state, netuid) === from) storage.SubnetOwner.set(state, netuid, to)
    moveAutoStake(state, netuid, from, to)
    moveStakeToColdkey(state, netuid, from, to)
    moveCollateralToColdkey(state, netuid, from, to)
  }
  moveStakingHotkeys(state, from, to)
  moveOwnedHotkeys(state, from, to)
  moveLocksToColdkey(state, from, to)
  const rest = coldkeyBalance(state, from)
  if (rest > 0n) transfer(state, from, to, rest, "AllowDeath")
  recordColdkeyLineage(state, from, to)
  events.ColdkeySwapped.deposit(state, { old_coldkey: from, new_coldkey: to })
}

function moveIdentity(state: State, from: Hex, to: Hex): void {
  const identity = storage.IdentitiesV2.get(state, from)
  if (!identity || storage.IdentitiesV2.has(state, to)) return
  storage.IdentitiesV2.delete(state, from)
  storage.IdentitiesV2.set(state, to, identity)
}

function moveAutoStake(state: State, netuid: number, from: Hex, to: Hex): void {
  const hotkey = storage.AutoStakeDestination.get(state, from, netuid)
  if (hotkey === undefined) return
  storage.AutoStakeDestination.delete(state, from, netuid)
  storage.AutoStakeDestination.set(state, to, netuid, hotkey)
  storage.AutoStakeDestinationColdkeys.mutate(state, hotkey, netuid, (coldkeys) => [
    ...coldkeys.filter((coldkey) => coldkey !== from && coldkey !== to),
    to,
  ])
}

function moveStakingHotkeys(state: State, from: Hex, to: Hex): void {
  const all = new Set([...storage.StakingHotkeys.get(state, to), ...storage.StakingHotkeys.get(state, from)])
  storage.StakingHotkeys.delete(state, from)
  if (all.size > 0) storage.StakingHotkeys.set(state, to, [...all])
  else storage.StakingHotkeys.delete(state, to)
}

function moveOwnedHotkeys(state: State, from: Hex, to: Hex): void {
  const moved = storage.OwnedHotkeys.get(state, from)
  for (const hotkey of moved) {
    ensure(!isSystemAccount(hotkey), errors.CannotUseSystemAccount)
    storage.Owner.set(state, hotkey, to)
  }
  const all = new Set([...storage.OwnedHotkeys.get(state, to), ...moved])
  storage.OwnedHotkeys.delete(state, from)
  storage.OwnedHotkeys.set(state, to, [...all])
}
