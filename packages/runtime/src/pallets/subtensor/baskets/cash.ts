import { attempt, ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { minBigint, saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"
import { burnAlpha } from "../../alphaAssets/issuance.ts"
import { MAX_INPUT_RESERVE_MULTIPLE } from "../../swap/math/swapStep.ts"
import { isDynamic, MAX_PRICE_RAO, MIN_PRICE_RAO, poolReserves } from "../../swap/pool.ts"
import { errors, events, storage } from "../schema.ts"
import { decreaseStake, increaseStake } from "../staking/stake.ts"
import { changeReserve, swapAlphaForTao, swapTaoForAlpha } from "../staking/swapping.ts"
import { transferTaoFromSubnet } from "../staking/tao.ts"
import { recordProtocolFlow } from "../staking/taoFlow.ts"
import { subnetAccount } from "../subnets/accounts.ts"
import { ROOT_NETUID } from "../subnets/subnets.ts"
import { basketEscrow, holdingOn, saleValue } from "./holdings.ts"

/** TAO that comes to root has no pool to enter: the reserves that a stake there changes are changed here. Negative: it leaves. */
export function changeRootReserves(state: State, tao: bigint): void {
  changeReserve(state, storage.SubnetTAO, ROOT_NETUID, tao)
  const change = (total: bigint) => (tao < 0n ? saturatingSubU64(total, -tao) : saturatingAddU64(total, tao))
  storage.SubnetAlphaOut.mutate(state, ROOT_NETUID, change)
  storage.TotalStake.mutate(state, change)
}

/** Sells alpha that was taken out of a basket, without fee, and moves the TAO to root's account; returns it. */
export function sellForRoot(state: State, netuid: number, alpha: bigint): bigint {
  const tao = inPieces(state, netuid, "alpha", alpha, (piece) => {
    const { paidIn, paidOut, fee } = swapAlphaForTao(state, netuid, piece, MIN_PRICE_RAO, true)
    return { used: paidIn + fee, given: paidOut }
  })
  transferTaoFromSubnet(state, netuid, subnetAccount(ROOT_NETUID), tao)
  recordProtocolFlow(state, netuid, -tao)
  return tao
}

/** Buys alpha with TAO that lies on the subnet's account, at any price; returns it. */
export const buyAtAnyPrice = (state: State, netuid: number, tao: bigint): bigint =>
  inPieces(state, netuid, "tao", tao, (piece) => {
    const { paidIn, paidOut, fee } = swapTaoForAlpha(state, netuid, piece, MAX_PRICE_RAO, false)
    return { used: paidIn + fee, given: paidOut }
  })

/** A pool takes no more than a multiple of its reserve at once. */
function inPieces(
  state: State,
  netuid: number,
  input: "alpha" | "tao",
  amount: bigint,
  trade: (piece: bigint) => { readonly used: bigint; readonly given: bigint },
): bigint {
  let [rest, total] = [amount, 0n]
  while (rest > 0n) {
    const most = poolReserves(state, netuid)[input] * MAX_INPUT_RESERVE_MULTIPLE
    const piece = most === 0n || !isDynamic(state, netuid) ? rest : minBigint(rest, most)
    const { used, given } = trade(piece)
    ensure(used > 0n, errors.AmountTooLow)
    rest = saturatingSubU64(rest, used)
    total = saturatingAddU64(total, given)
  }
  return total
}

/** Burns alpha of a basket that no pool will ever buy. */
export function writeOff(state: State, hotkey: Hex, netuid: number, alpha: bigint): void {
  burnAlpha(state, netuid, alpha)
  events.BasketAlphaWrittenOff.deposit(state, { hotkey, netuid, alpha })
}

/**
 * Turns a basket's whole holding on a subnet into TAO of its root position, or writes it off where the pool is too shallow for ever; shares
 * stay as they are. Returns whether it did: a sale that fails leaves the holding for another time.
 */
export function convertHolding(state: State, hotkey: Hex, netuid: number): boolean {
  const alpha = holdingOn(state, hotkey, netuid)
  if (alpha === 0n) return false
  const converted = attempt(state, () => {
    const isWorthless = saleValue(state, netuid, alpha) === undefined
    decreaseStake(state, hotkey, basketEscrow, netuid, alpha)
    if (isWorthless) return writeOff(state, hotkey, netuid, alpha)
    const tao = sellForRoot(state, netuid, alpha)
    increaseStake(state, hotkey, basketEscrow, ROOT_NETUID, tao)
    changeRootReserves(state, tao)
    events.BasketHoldingConverted.deposit(state, { hotkey, netuid, tao })
  })
  return converted.ok
}
