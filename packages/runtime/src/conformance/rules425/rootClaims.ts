import { attempt } from "@taonet/frame/errors"
import { blake2_128Concat, defineStorage, map } from "@taonet/frame/schema/storage"
import type { State } from "@taonet/frame/state"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { I96F32 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { btreeSet, u16, v, variant } from "@taonet/primitives/scale/index"
import { storage } from "../../pallets/subtensor/schema.ts"
import { increaseStake, stakeOf, totalHotkeyAlpha } from "../../pallets/subtensor/staking/stake.ts"
import { changeReserve, swapAlphaForTao } from "../../pallets/subtensor/staking/swapping.ts"
import { transferTaoFromSubnet } from "../../pallets/subtensor/staking/tao.ts"
import { recordProtocolFlow } from "../../pallets/subtensor/staking/taoFlow.ts"
import { subnetAccount } from "../../pallets/subtensor/subnets/accounts.ts"
import { ROOT_NETUID } from "../../pallets/subtensor/subnets/subnets.ts"
import { MIN_PRICE_RAO } from "../../pallets/swap/pool.ts"
import type { OldRule } from "../context.ts"
import { accountNamed } from "../spelling.ts"
import { argsOf, type TraceLine } from "../trace.ts"

/* Root dividends at 425: each validator has a rate per subnet of alpha owed to a rao of its root stake, and the chain claims for some
 * coldkeys at the end of every block, selling what is owed for root stake or keeping it as alpha. 461 puts all of it into baskets. */

type ClaimType =
  | { readonly type: "Swap" }
  | { readonly type: "Keep" }
  | { readonly type: "KeepSubnets"; readonly value: { readonly subnets: number[] } }

const { RootClaimType } = defineStorage("SubtensorModule", {
  RootClaimType: map(
    "coldkey → what becomes of its root dividends; gone at 461",
    [blake2_128Concat(AccountId32)],
    variant<ClaimType>("RootClaimTypeEnum", {
      Swap: v(0),
      Keep: v(1),
      KeepSubnets: v(2, { subnets: btreeSet(u16) }),
    }),
    { type: "Swap" },
  ),
})

/** What an epoch gave to root raises the rates of all its validators, also by nothing; beyond their root stake their owners get it. */
export const raiseClaimRates: OldRule = (state, { line, recorded }) => {
  let changed = false
  for (const [netuid, hotkey] of [...storage.RootAlphaDividendsPerSubnet.keys(recorded)]) {
    if (storage.LastEpochBlock.get(recorded, netuid) !== BigInt(line.n ?? 0)) continue
    const stake = totalHotkeyAlpha(state, hotkey, ROOT_NETUID)
    const alpha = storage.RootAlphaDividendsPerSubnet.get(recorded, netuid, hotkey)
    changed = true
    if (alpha > stake) {
      increaseStake(state, hotkey, storage.Owner.get(state, hotkey), netuid, alpha)
      continue
    }
    const increment = I96F32.safeDiv(I96F32.fromInt(alpha), I96F32.fromInt(stake))
    const rates = new Map(storage.RootClaimable.get(state, hotkey))
    rates.set(netuid, (rates.get(netuid) ?? 0n) + increment)
    storage.RootClaimable.set(
      state,
      hotkey,
      [...rates].sort(([a], [b]) => a - b),
    )
    changed = true
  }
  return changed
}

/** The claims at the end of a block, for the coldkeys that the recording names. */
export const claimForStakers: OldRule = (state, { line }) => {
  const coldkeys = claimedFor(line)
  for (const coldkey of coldkeys) {
    for (const hotkey of storage.StakingHotkeys.get(state, coldkey)) {
      for (const [netuid] of storage.RootClaimable.get(state, hotkey)) claim(state, hotkey, coldkey, netuid)
    }
    const event = { type: "SubtensorModule", value: { type: "RootClaimed", value: { coldkey } } }
    state.events.push({ phase: state.phase, event, topics: [] })
  }
  return coldkeys.length > 0
}

/** What `claim_root` does: claims on the subnets that it names, for all hotkeys that the caller stakes on. */
export const claimAsAsked: OldRule = (state, { line }) => {
  const coldkey = accountNamed(line.who ?? "")
  const subnets = new Set(argsOf(line)["subnets"] as readonly number[])
  for (const hotkey of storage.StakingHotkeys.get(state, coldkey)) {
    for (const [netuid] of storage.RootClaimable.get(state, hotkey)) {
      if (subnets.has(netuid)) claim(state, hotkey, coldkey, netuid)
    }
  }
  return true
}

function claimedFor(line: TraceLine): Hex[] {
  return (line.ev ?? []).flatMap(({ SubtensorModule: event }) => {
    const claimed =
      typeof event === "object" && (event["RootClaimed"] as { readonly coldkey: string } | undefined)
    return claimed ? [accountNamed(claimed.coldkey)] : []
  })
}

function claim(state: State, hotkey: Hex, coldkey: Hex, netuid: number): void {
  const rate = rateOf(state, hotkey, netuid)
  const owed =
    rate * stakeOf(state, hotkey, coldkey, ROOT_NETUID) -
    I96F32.fromInt(storage.RootClaimed.get(state, netuid, hotkey, coldkey))
  const alpha = owed > 0n ? owed >> 32n : 0n
  if (alpha === 0n || owed < storage.RootClaimableThreshold.get(state, netuid)) return
  if (!keeps(RootClaimType.get(state, coldkey), netuid)) {
    if (!attempt(state, () => sellForRootStake(state, hotkey, coldkey, netuid, alpha)).ok) return
  } else {
    increaseStake(state, hotkey, coldkey, netuid, alpha)
  }
  storage.RootClaimed.mutate(state, netuid, hotkey, coldkey, (claimed) => claimed + alpha)
}

const rateOf = (state: State, hotkey: Hex, netuid: number): bigint =>
  storage.RootClaimable.get(state, hotkey).find(([id]) => id === netuid)?.[1] ?? 0n

const keeps = (type: ClaimType, netuid: number): boolean =>
  type.type === "Keep" || (type.type === "KeepSubnets" && type.value.subnets.includes(netuid))

function sellForRootStake(state: State, hotkey: Hex, coldkey: Hex, netuid: number, alpha: bigint): void {
  const { paidOut } = swapAlphaForTao(state, netuid, alpha, MIN_PRICE_RAO, true)
  transferTaoFromSubnet(state, netuid, subnetAccount(ROOT_NETUID), paidOut)
  storage.SubnetRootSellTao.mutate(state, netuid, (total) => total + paidOut)
  recordProtocolFlow(state, netuid, -paidOut)
  increaseStake(state, hotkey, coldkey, ROOT_NETUID, paidOut)
  changeReserve(state, storage.SubnetTAO, ROOT_NETUID, paidOut)
  storage.SubnetAlphaOut.mutate(state, ROOT_NETUID, (total) => total + paidOut)
  storage.TotalStake.mutate(state, (total) => total + paidOut)
  // New root stake earns from now on only.
  for (const [id, rate] of storage.RootClaimable.get(state, hotkey)) {
    storage.RootClaimed.mutate(state, id, hotkey, coldkey, (claimed) => claimed + ((rate * paidOut) >> 32n))
  }
}
