import { ensure } from "@taonet/frame/errors"
import type { Weight } from "@taonet/frame/schema/weights"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { minBigint, mulDivFloor, saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"
import { addStakingHotkey, hotkeyExists } from "../keys/hotkeys.ts"
import { isRegistered } from "../neurons/uids.ts"
import { constants, errors, events, storage } from "../schema.ts"
import { addStakingColdkey } from "../staking/rootStake.ts"
import { increaseStake } from "../staking/stake.ts"
import { coldkeyBalance, transferTaoToSubnet } from "../staking/tao.ts"
import { recordProtocolFlow } from "../staking/taoFlow.ts"
import { ROOT_NETUID } from "../subnets/subnets.ts"
import { buyAtAnyPrice, changeRootReserves } from "./cash.ts"
import { flushBasketDeposits } from "./deposits.ts"
import { stampBaseline } from "./display.ts"
import { basketEscrow, holdingOn, totalValue, type ValuedHolding, valuedHoldings } from "./holdings.ts"
import { mintShares, settleShares, sharesFor } from "./shares.ts"
import { stakeInWeight } from "./work.ts"

/**
 * Puts a coldkey's TAO into a root validator's basket, divided like the basket is, and gives the coldkey shares for what it added to the
 * value; the purchases' slippage and fees are its own. Raises HotKeyAccountNotExists, HotKeyNotRegisteredInSubNet, AmountTooLow (also for a
 * holding that cannot be bought), NotEnoughBalanceToStake, InsufficientTaoBalance and the Swap pallet's errors. Returns what it cost.
 */
export function stakeIntoBasket(state: State, coldkey: Hex, hotkey: Hex, tao: bigint): Weight {
  ensure(hotkeyExists(state, hotkey), errors.HotKeyAccountNotExists)
  ensure(isRegistered(state, ROOT_NETUID, hotkey), errors.HotKeyNotRegisteredInSubNet)
  flushBasketDeposits(state, hotkey)
  ensure(tao >= constants.InitialMinStake.get(state), errors.AmountTooLow)
  ensure(tao <= coldkeyBalance(state, coldkey), errors.NotEnoughBalanceToStake)

  const holdings = valuedHoldings(state, hotkey)
  const before = totalValue(holdings)
  const outstanding = storage.BasketShares.get(state, hotkey)
  const slices = divide(tao, holdings)
  const bought = slices.map(({ netuid, tao: slice }) => buySlice(state, hotkey, coldkey, netuid, slice))
  const value = saturatingSubU64(totalValue(valuedHoldings(state, hotkey)), before)

  // Shares are a part of every holding: no more of them than the part of each that was bought.
  const ceilings = slices.flatMap(({ held }, i) =>
    held > 0n && outstanding > 0n ? [mulDivFloor(outstanding, bought[i] ?? 0n, held)] : [],
  )
  const shares = ceilings.reduce(minBigint, sharesFor(value, outstanding, before))
  ensure(shares > 0n, errors.AmountTooLow)
  mintShares(state, hotkey, shares, before)
  settleShares(state, hotkey, coldkey, -shares)
  storage.BasketDepositedTao.mutate(state, hotkey, (total) => saturatingAddU64(total, value))
  addStakingHotkey(state, coldkey, hotkey)
  addStakingColdkey(state, coldkey)
  events.BasketStakedIn.deposit(state, { hotkey, coldkey, tao, value, shares })
  const stamped = stampBaseline(state, hotkey)
  return stakeInWeight(slices.length, holdings.length + slices.length + stamped)
}

interface Slice {
  readonly netuid: number
  readonly tao: bigint
  /** What the basket holds there so far. */
  readonly held: bigint
}

/** By value; the last one gets what rounding leaves. An empty basket keeps the TAO as such. */
function divide(tao: bigint, holdings: readonly ValuedHolding[]): Slice[] {
  if (holdings.length === 0) return [{ netuid: ROOT_NETUID, tao, held: 0n }]
  const total = totalValue(holdings)
  let rest = tao
  return holdings.map(({ netuid, alpha, value }, i) => {
    ensure(value > 0n, errors.AmountTooLow)
    const slice = i === holdings.length - 1 ? rest : mulDivFloor(tao, value, total)
    ensure(slice > 0n, errors.AmountTooLow)
    rest -= slice
    return { netuid, tao: slice, held: alpha }
  })
}

/** Returns by how much the holding grew. The fee of the purchase stays on the subnet's account. */
function buySlice(state: State, hotkey: Hex, coldkey: Hex, netuid: number, tao: bigint): bigint {
  ensure(transferTaoToSubnet(state, netuid, coldkey, tao) === tao, errors.InsufficientTaoBalance)
  const before = holdingOn(state, hotkey, netuid)
  if (netuid === ROOT_NETUID) {
    increaseStake(state, hotkey, basketEscrow, netuid, tao)
    changeRootReserves(state, tao)
  } else {
    const bought = buyAtAnyPrice(state, netuid, tao)
    ensure(bought > 0n, errors.AmountTooLow)
    recordProtocolFlow(state, netuid, tao)
    increaseStake(state, hotkey, basketEscrow, netuid, bought)
  }
  return saturatingSubU64(holdingOn(state, hotkey, netuid), before)
}
