/**
 * Fees in alpha: who asks to turn alpha into something else, and has no TAO to pay for it, pays with the alpha at hand.
 * Source: behaviour/keys-and-fees.md "Fees in alpha".
 */
import { DispatchFailure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { minBigint, saturatingSubU64 } from "@taonet/primitives/integers"
import type { RuntimeCallValue } from "../outer.ts"
import { burnAccount } from "../pallets/subtensor/keys/systemAccounts.ts"
import { availableToUnstake } from "../pallets/subtensor/locks/availability.ts"
import { storage } from "../pallets/subtensor/schema.ts"
import { stakeOf } from "../pallets/subtensor/staking/stake.ts"
import { unstakeFromSubnet } from "../pallets/subtensor/staking/swapping.ts"
import { allNetuids } from "../pallets/subtensor/subnets/subnets.ts"
import { alphaWorth } from "../pallets/swap/pool.ts"
import { refuse } from "./types.ts"

/** What was sold for a fee: alpha and what it gave, both in rao. */
export interface AlphaCharge {
  readonly netuid: number
  readonly alpha: bigint
  readonly tao: bigint
}

interface Position {
  readonly hotkey: Hex
  readonly netuid: number
}

/** By the call's name: its arguments that name the position, first the hotkey's, then the subnet's; without one: all of the hotkey's. */
const positionArguments: Readonly<Record<string, readonly [string, string?]>> = {
  remove_stake: ["hotkey", "netuid"],
  remove_stake_limit: ["hotkey", "netuid"],
  remove_stake_full_limit: ["hotkey", "netuid"],
  recycle_alpha: ["hotkey", "netuid"],
  burn_alpha: ["hotkey", "netuid"],
  swap_hotkey: ["hotkey", "netuid"],
  swap_hotkey_v2: ["hotkey", "netuid"],
  unstake_all: ["hotkey"],
  unstake_all_alpha: ["hotkey"],
  transfer_stake: ["hotkey", "origin_netuid"],
  transfer_stake_and_hotkey: ["origin_hotkey", "origin_netuid"],
  move_stake: ["origin_hotkey", "origin_netuid"],
  swap_stake: ["hotkey", "origin_netuid"],
  swap_stake_limit: ["hotkey", "origin_netuid"],
}

/** Whether `due` rao could be paid in alpha: by one position alone, of what neither lock nor collateral holds. */
export function canPayInAlpha(state: State, payer: Hex, call: RuntimeCallValue, due: bigint): boolean {
  const position = onlyPosition(state, payer, call)
  if (!position) return false
  const needed = alphaWorth(state, position.netuid, due)
  return needed > 0n && availableOf(state, payer, position) >= needed
}

/**
 * Sells alpha for `due` rao, without swap fee and price limit, to the burn account: the TAO stays issued, but nobody has it. Takes what is
 * available where the price fell since validation. Raises TransactionRefused(Payment).
 */
export function payInAlpha(state: State, payer: Hex, call: RuntimeCallValue, due: bigint): AlphaCharge {
  const position = onlyPosition(state, payer, call) ?? refuse("Payment")
  const { hotkey, netuid } = position
  const available = availableOf(state, payer, position)
  const needed = alphaWorth(state, netuid, due)
  const alpha = needed === 0n ? available : minBigint(needed, available)
  if (alpha === 0n) refuse("Payment")
  const terms = { limitPrice: 0n, dropFees: true, beneficiary: burnAccount, enforceRootHold: false }
  try {
    const tao = state.transaction(() => unstakeFromSubnet(state, hotkey, payer, netuid, alpha, terms))
    return { netuid, alpha, tao }
  } catch (error) {
    if (error instanceof DispatchFailure) refuse("Payment")
    throw error
  }
}

/** Paying from several subnets at once is not allowed. */
function onlyPosition(state: State, payer: Hex, call: RuntimeCallValue): Position | undefined {
  const positions = positionsOf(state, payer, call)
  return positions.length === 1 ? positions[0] : undefined
}

function positionsOf(state: State, payer: Hex, call: RuntimeCallValue): Position[] {
  const names = call.type === "SubtensorModule" ? positionArguments[call.value.type] : undefined
  if (!names) return []
  const args = call.value.value as Readonly<Record<string, unknown>>
  const [hotkeyName, netuidName] = names
  const hotkey = args[hotkeyName] as Hex
  const netuid = netuidName === undefined ? undefined : (args[netuidName] as number | undefined)
  if (netuid !== undefined) return [{ hotkey, netuid }]
  return allNetuids(state)
    .filter((id) => storage.SubtokenEnabled.get(state, id) && stakeOf(state, hotkey, payer, id) > 0n)
    .map((id) => ({ hotkey, netuid: id }))
}

/** Collateral counts by position, locks by subnet. */
function availableOf(state: State, payer: Hex, { hotkey, netuid }: Position): bigint {
  const collateral = storage.MinerCollateral.get(state, netuid, hotkey, payer)?.locked ?? 0n
  const ofPosition = saturatingSubU64(stakeOf(state, hotkey, payer, netuid), collateral)
  return minBigint(ofPosition, availableToUnstake(state, payer, netuid))
}
