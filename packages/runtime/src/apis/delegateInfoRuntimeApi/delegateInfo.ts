import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { U16_MAX } from "@taonet/primitives/integers"
import { SafeFloat } from "@taonet/primitives/safeFloat"
import { valueOfShare } from "../../pallets/subtensor/math/sharePool.ts"
import { sharePool, stakeOf, totalHotkeyAlpha } from "../../pallets/subtensor/staking/stake.ts"
import { storage } from "../../pallets/subtensor/storage.ts"
import { allNetuids, ROOT_NETUID } from "../../pallets/subtensor/subnets/subnets.ts"
import type { DelegateInfo } from "../../pallets/subtensor/types.ts"
import { positions, sharesOf } from "../shared/shares.ts"

/** Blocks of twelve seconds; fast networks count the same. */
const BLOCKS_PER_DAY = 7200
/** Rao in the thousand TAO that a return is quoted for. */
const THOUSAND_TAO = 10n ** 12n

/** `get_delegates`: every key of `Delegates`, in storage order. */
export function delegates(state: State): DelegateInfo[] {
  const found: DelegateInfo[] = []
  for (const [[hotkey], take] of storage.Delegates.entries(state))
    found.push(delegateInfo(state, hotkey, take, nominators(state, hotkey)))
  return found
}

/** `get_delegate`: undefined for a hotkey without a row, whatever default take it has. */
export const delegate = (state: State, hotkey: Hex): DelegateInfo | undefined =>
  storage.Delegates.has(state, hotkey)
    ? delegateInfo(state, hotkey, storage.Delegates.get(state, hotkey), nominators(state, hotkey))
    : undefined

/** `get_delegated`: one element per delegate and subnet on which the coldkey has a position; nominators are left out. */
export function delegated(
  state: State,
  coldkey: Hex,
): (readonly [DelegateInfo, readonly [number, bigint]])[] {
  const found: (readonly [DelegateInfo, readonly [number, bigint]])[] = []
  for (const [[hotkey], take] of storage.Delegates.entries(state)) {
    const netuids = positions(state, hotkey, coldkey)
    if (netuids.length === 0) continue
    const info = delegateInfo(state, hotkey, take, [])
    for (const netuid of netuids) found.push([info, [netuid, stakeOf(state, hotkey, coldkey, netuid)]])
  }
  return found
}

function delegateInfo(
  state: State,
  hotkey: Hex,
  take: number,
  nominated: DelegateInfo["nominators"],
): DelegateInfo {
  const registrations: number[] = []
  for (const [[, netuid], member] of storage.IsNetworkMember.entries(state, hotkey))
    if (member) registrations.push(netuid)
  const daily = dailyReturn(state, hotkey, registrations)
  return {
    delegate_ss58: hotkey,
    take,
    nominators: nominated,
    owner_ss58: storage.Owner.get(state, hotkey),
    registrations,
    validator_permits: registrations.filter((netuid) => hasPermit(state, hotkey, netuid)),
    return_per_1000: returnPer1000(state, hotkey, take, daily),
    total_daily_return: U64F64.toU64(daily),
  }
}

/**
 * Positions by coldkey in byte order. The reference keeps the hotkey's pools in a list by order of subnets and looks them up by netuid
 * as if it were a position; so do we: with gaps between netuids amounts are off or missing.
 */
function nominators(state: State, hotkey: Hex): DelegateInfo["nominators"] {
  const pools = allNetuids(state).map((netuid) => sharePool(state, hotkey, netuid))
  const byColdkey = new Map<Hex, (readonly [number, bigint])[]>()
  for (const { coldkey, netuid, share } of sharesOf(state, hotkey)) {
    const pool = pools[netuid]
    if (SafeFloat.isZero(share) || pool === undefined) continue
    const held = byColdkey.get(coldkey) ?? []
    byColdkey.set(coldkey, held)
    held.push([netuid, valueOfShare(pool, share)])
  }
  return [...byColdkey]
}

function hasPermit(state: State, hotkey: Hex, netuid: number): boolean {
  const uid = storage.Uids.get(state, netuid, hotkey)
  return uid !== undefined && storage.ValidatorPermit.get(state, netuid)[uid] === true
}

/** Alpha of all subnets, just added up, that a day of epochs like the last one brings the hotkey; U64F64 bits. */
function dailyReturn(state: State, hotkey: Hex, netuids: readonly number[]): bigint {
  let sum = 0n
  for (const netuid of netuids) {
    const uid = storage.Uids.get(state, netuid, hotkey)
    const tempo = storage.Tempo.get(state, netuid)
    if (uid === undefined || tempo === 0) continue
    const emission = storage.Emission.get(state, netuid)[uid] ?? 0n
    const epochs = U64F64.fromRatio(BLOCKS_PER_DAY, tempo)
    sum = U64F64.add(sum, U64F64.mul(U64F64.fromInt(emission), epochs))
  }
  return sum
}

/** What of `daily` a thousand TAO of root stake gets after the take, in rao; 0 without root stake. */
function returnPer1000(state: State, hotkey: Hex, take: number, daily: bigint): bigint {
  const root = totalHotkeyAlpha(state, hotkey, ROOT_NETUID)
  if (root === 0n) return 0n
  const shared = U64F64.mul(daily, U64F64.sub(U64F64.ONE, U64F64.fromRatio(take, U16_MAX)))
  return U64F64.toU64(U64F64.safeDiv(shared, U64F64.fromRatio(root, THOUSAND_TAO)))
}
