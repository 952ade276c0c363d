import { attempt } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { divFloor, mulDivFloor, saturatingAddU64 } from "@taonet/primitives/integers"
import { SafeFloat } from "@taonet/primitives/safeFloat"
import { convertHolding } from "../baskets/cash.ts"
import { storage } from "../schema.ts"
import { shareOf, stakeOf } from "../staking/stake.ts"
import { keepAliveBalance, recycleTao, transferTaoFromSubnet } from "../staking/tao.ts"
import { subnetAccount } from "./accounts.ts"

/*
 * What a dissolved subnet holds goes to its stakers: the pool's TAO in proportion to their alpha, as free balance.
 */

/** A stake position of the subnet. */
interface Position {
  readonly coldkey: Hex
  readonly alpha: bigint
}

/** Baskets keep their value: what they hold of the subnet is sold and stays in them as TAO of root. */
export function convertBaskets(state: State, netuid: number): void {
  for (const [hotkey] of [...storage.BasketShares.keys(state)]) convertHolding(state, hotkey, netuid)
}

/** Pays the pot to the stakers. Who cannot receive his part (too little for a new account) loses it. */
export function payStakers(state: State, netuid: number): void {
  const positions = positionsOn(state, netuid)
  const staked = positions.reduce((sum, { alpha }) => sum + alpha, 0n)
  const total = staked + protocolAlpha(state, netuid)
  for (const [coldkey, tao] of portions(storage.SubnetTAO.get(state, netuid), total, positions)) {
    attempt(state, () => transferTaoFromSubnet(state, netuid, coldkey, tao))
  }
}

/** The chain's own part and what rounding left over is recycled; the account keeps its existential deposit. */
export function closePool(state: State, netuid: number): void {
  storage.SubnetAlphaIn.delete(state, netuid)
  storage.SubnetAlphaOut.delete(state, netuid)
  storage.SubnetProtocolAlpha.delete(state, netuid)
  storage.SubnetTAO.delete(state, netuid)
  const account = subnetAccount(netuid)
  recycleTao(state, account, keepAliveBalance(state, account))
}

/**
 * Rao per coldkey, in the accounts' order: each position's share floored, then one rao more to those that lost most by it, as
 * far as all that was lost reaches.
 */
export function portions(pot: bigint, total: bigint, positions: readonly Position[]): [Hex, bigint][] {
  if (total === 0n) return []
  const exact = positions.map(({ coldkey, alpha }) => ({
    coldkey,
    tao: mulDivFloor(pot, alpha, total),
    rest: (pot * alpha) % total,
  }))
  const spare = divFloor(
    exact.reduce((sum, { rest }) => sum + rest, 0n),
    total,
  )
  exact.sort((a, b) => (a.rest > b.rest ? -1 : a.rest < b.rest ? 1 : 0))
  const sums = new Map<Hex, bigint>()
  for (const [index, { coldkey, tao }] of exact.entries()) {
    const portion = BigInt(index) < spare ? tao + 1n : tao
    if (portion > 0n) sums.set(coldkey, (sums.get(coldkey) ?? 0n) + portion)
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** Alpha that the pool itself stands for. Subnets of the genesis leave the whole pot to their stakers. */
function protocolAlpha(state: State, netuid: number): bigint {
  const own = storage.SubnetProtocolAlpha.get(state, netuid)
  const isLegacy =
    storage.NetworkRegisteredAt.get(state, netuid) <= storage.TaoInRefundDeploymentBlock.get(state)
  return isLegacy ? own : saturatingAddU64(storage.SubnetAlphaIn.get(state, netuid), own)
}

/** In storage order. A position whose value rounds to nothing counts with its share. */
function positionsOn(state: State, netuid: number): Position[] {
  const positions: Position[] = []
  for (const [hotkey, on] of storage.TotalHotkeyAlpha.keys(state)) {
    if (on !== netuid) continue
    for (const coldkey of holdersOf(state, hotkey, netuid)) {
      const value = stakeOf(state, hotkey, coldkey, netuid)
      const alpha = value > 0n ? value : SafeFloat.toU64(shareOf(state, hotkey, coldkey, netuid))
      if (alpha > 0n) positions.push({ coldkey, alpha })
    }
  }
  return positions
}

/** Coldkeys with a share row on the hotkey, in either of the two maps. */
export function holdersOf(state: State, hotkey: Hex, netuid: number): Set<Hex> {
  const holders = new Set<Hex>()
  for (const map of [storage.Alpha, storage.AlphaV2]) {
    for (const [, coldkey, on] of map.keys(state, hotkey)) if (on === netuid) holders.add(coldkey)
  }
  return holders
}
