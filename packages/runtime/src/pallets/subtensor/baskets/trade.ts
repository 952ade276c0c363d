import { ensure } from "@taonet/frame/errors"
import type { Weight } from "@taonet/frame/schema/weights"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"
import { ownsHotkey } from "../keys/hotkeys.ts"
import { isRegistered } from "../neurons/uids.ts"
import { constants, errors, events, storage } from "../schema.ts"
import { decreaseStake, increaseStake } from "../staking/stake.ts"
import { settleAlphaFee, settleTaoFee, swapAlphaForTao, swapTaoForAlpha } from "../staking/swapping.ts"
import { transferTaoFromSubnet } from "../staking/tao.ts"
import { recordProtocolFlow } from "../staking/taoFlow.ts"
import { subnetAccount } from "../subnets/accounts.ts"
import { ROOT_NETUID, subnetExists } from "../subnets/subnets.ts"
import { changeRootReserves } from "./cash.ts"
import { flushBasketDeposits } from "./deposits.ts"
import { basketEscrow, holdingOn, saleValue, valuedHoldings } from "./holdings.ts"
import {
  ensureWithinConcentrationCap,
  ensureWithinLiquidityCap,
  guardedValue,
  spendTurnover,
  tradeLimit,
} from "./tradeLimits.ts"
import { tradeWeight } from "./work.ts"

export interface BasketTrade {
  readonly hotkey: Hex
  readonly from: number
  readonly to: number
  /** Alpha of `from` to sell, rao; TAO on root. */
  readonly amount: bigint
  /** Least that must come out, in rao of what is bought. */
  readonly least: bigint
}

/**
 * Moves part of a basket from one subnet to another, on behalf of the hotkey's owner; who owns the basket stays as it is. Raises, in this
 * order: BasketTradingDisabled, BasketTradingFrozen, BasketSameSubnet, NonAssociatedColdKey, HotKeyNotRegisteredInSubNet, SubnetNotExists,
 * SubtokenDisabled, AmountTooLow, NotEnoughStakeToWithdraw, and those of the trades and limits. Returns what it cost.
 */
export function tradeBasket(state: State, coldkey: Hex, trade: BasketTrade): Weight {
  const { hotkey, from, to, amount, least } = trade
  ensureMayTrade(state, coldkey, trade)
  const { valuations } = flushBasketDeposits(state, hotkey)
  ensure(amount <= holdingOn(state, hotkey, from), errors.NotEnoughStakeToWithdraw)
  const before = new Map(
    valuedHoldings(state, hotkey).map(({ netuid, alpha, value }) => [
      netuid,
      guardedValue(state, netuid, alpha, value),
    ]),
  )
  const guarded = [...before.values()].reduce(saturatingAddU64, 0n)

  const tao = sellLeg(state, hotkey, from, amount)
  ensure(tao >= constants.InitialMinStake.get(state), errors.AmountTooLow)
  spendTurnover(state, hotkey, guarded, tao)
  transferTaoFromSubnet(state, from, subnetAccount(to), tao)
  const bought = buyLeg(state, hotkey, to, tao)
  ensure(bought >= least, errors.BasketMinOutNotMet)
  ensureWithinLiquidityCap(state, hotkey, to)

  const [left, there] = [marks(state, hotkey, from), marks(state, hotkey, to)]
  const others = saturatingSubU64(guarded, (before.get(from) ?? 0n) + (before.get(to) ?? 0n))
  ensureWithinConcentrationCap(state, there.value, others + left.guarded + there.guarded)
  events.BasketSwapped.deposit(state, {
    hotkey,
    origin_netuid: from,
    destination_netuid: to,
    alpha_sold: amount,
    tao_mid: tao,
    alpha_bought: bought,
  })
  return tradeWeight(before.size, valuations)
}

function ensureMayTrade(state: State, coldkey: Hex, { hotkey, from, to, amount }: BasketTrade): void {
  ensure(storage.BasketTradingEnabled.get(state), errors.BasketTradingDisabled)
  ensure(!storage.BasketTradingFrozen.has(state, hotkey), errors.BasketTradingFrozen)
  ensure(from !== to, errors.BasketSameSubnet)
  ensure(ownsHotkey(state, coldkey, hotkey), errors.NonAssociatedColdKey)
  ensure(isRegistered(state, ROOT_NETUID, hotkey), errors.HotKeyNotRegisteredInSubNet)
  ensure(from === ROOT_NETUID || subnetExists(state, from), errors.SubnetNotExists)
  ensure(to === ROOT_NETUID || subnetExists(state, to), errors.SubnetNotExists)
  ensure(to === ROOT_NETUID || storage.SubtokenEnabled.get(state, to), errors.SubtokenDisabled)
  ensure(amount > 0n, errors.AmountTooLow)
}

/** A holding's value, and what of it counts against the limits. */
function marks(
  state: State,
  hotkey: Hex,
  netuid: number,
): { readonly value: bigint; readonly guarded: bigint } {
  const alpha = holdingOn(state, hotkey, netuid)
  const value = saleValue(state, netuid, alpha) ?? 0n
  return { value, guarded: guardedValue(state, netuid, alpha, value) }
}

/** Takes alpha out of the basket and sells it, all of it within the limit; the TAO stays on the subnet's account. */
function sellLeg(state: State, hotkey: Hex, netuid: number, alpha: bigint): bigint {
  const removed = decreaseStake(state, hotkey, basketEscrow, netuid, alpha)
  ensure(removed === alpha, errors.NotEnoughStakeToWithdraw)
  if (netuid === ROOT_NETUID) {
    changeRootReserves(state, -alpha)
    return alpha
  }
  const limit = tradeLimit(state, netuid, "sell")
  const { paidIn, paidOut, fee } = swapAlphaForTao(state, netuid, alpha, limit, false)
  ensure(paidIn + fee === alpha, errors.SlippageTooHigh)
  ensure(paidOut > 0n, errors.AmountTooLow)
  recordProtocolFlow(state, netuid, -(paidOut + settleAlphaFee(state, netuid, fee)))
  return paidOut
}

/** Buys alpha into the basket with TAO on the subnet's account, all of it within the limit. */
function buyLeg(state: State, hotkey: Hex, netuid: number, tao: bigint): bigint {
  if (netuid === ROOT_NETUID) {
    increaseStake(state, hotkey, basketEscrow, netuid, tao)
    changeRootReserves(state, tao)
    return tao
  }
  const limit = tradeLimit(state, netuid, "buy")
  const { paidIn, paidOut, fee } = swapTaoForAlpha(state, netuid, tao, limit, false)
  ensure(paidIn + fee === tao, errors.SlippageTooHigh)
  ensure(paidOut > 0n, errors.AmountTooLow)
  settleTaoFee(state, netuid, fee)
  recordProtocolFlow(state, netuid, paidIn)
  increaseStake(state, hotkey, basketEscrow, netuid, paidOut)
  return paidOut
}
