import { attempt, DispatchFailure, ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { I96F32 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { minBigint, mulDivFloor, saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"
import { errors, events, storage } from "../schema.ts"
import { addStakingColdkey, touchRootStakeAge } from "../staking/rootStake.ts"
import { decreaseStake, increaseStake, stakeOf } from "../staking/stake.ts"
import { ROOT_NETUID } from "../subnets/subnets.ts"
import { changeRootReserves, convertHolding, sellForRoot, writeOff } from "./cash.ts"
import { flushBasketDeposits } from "./deposits.ts"
import { retireDisplay } from "./display.ts"
import { basketEscrow, totalValue, type ValuedHolding, valuedHoldings } from "./holdings.ts"
import { owedShares, payoutOf, rebaseBasketClaim, settleShares } from "./shares.ts"
import { addClaimWork, type ClaimWork, MOST_WORK, noClaimWork } from "./work.ts"

/** Hotkeys of which a coldkey may have something to claim. Raises RootClaimTooHeavy where it has too many to look through. */
export function claimableHotkeys(state: State, coldkey: Hex): Hex[] {
  const hotkeys = storage.StakingHotkeys.get(state, coldkey)
  ensure(hotkeys.length <= MOST_WORK, errors.RootClaimTooHeavy)
  return hotkeys.filter(
    (hotkey) =>
      stakeOf(state, hotkey, coldkey, ROOT_NETUID) > 0n ||
      storage.BasketClaimed.get(state, hotkey, coldkey) < 0n,
  )
}

/**
 * Redeems what the coldkey is owed of the hotkeys' baskets as root stake, and returns what it did. Event RootClaimed with the sum, also of
 * nothing. Raises RootClaimTooHeavy; errors of a sale undo all of it.
 */
export function claimBaskets(state: State, coldkey: Hex, hotkeys: readonly Hex[]): ClaimWork {
  const rows = (hotkey: Hex) => [...storage.AlphaV2.keys(state, hotkey, basketEscrow)].length
  const work = hotkeys.reduce((sum, hotkey) => sum + rows(hotkey), hotkeys.length)
  ensure(work <= MOST_WORK, errors.RootClaimTooHeavy)
  let [total, done] = [0n, noClaimWork]
  for (const hotkey of hotkeys) {
    const claim = claimBasket(state, hotkey, coldkey)
    total = saturatingAddU64(total, claim.tao)
    done = addClaimWork(done, claim)
  }
  events.RootClaimed.deposit(state, { coldkey, tao: total })
  addStakingColdkey(state, coldkey)
  return done
}

/** What was paid: 0 where nothing is owed or it is too little. */
interface Claim extends ClaimWork {
  readonly tao: bigint
}

function claimBasket(state: State, hotkey: Hex, coldkey: Hex): Claim {
  const { valuations } = flushBasketDeposits(state, hotkey)
  const shares = storage.BasketShares.get(state, hotkey)
  const owed = minBigint(owedShares(state, hotkey, coldkey), shares)
  if (owed === 0n) return { ...noClaimWork, tao: 0n, rows: valuations }
  const converted = convertDust(state, hotkey)

  const holdings = valuedHoldings(state, hotkey)
  const payout = payoutOf(owed, totalValue(holdings), shares)
  const threshold = storage.RootClaimableThreshold.get(state, ROOT_NETUID)
  const isTooLittle = payout === 0n || I96F32.fromInt(payout) < threshold
  const seen = { tao: 0n, redeemed: 0, converted, rows: holdings.length }
  if (isTooLittle && !holdings.some(({ isWorthless }) => isWorthless)) return seen
  const redeemed = holdings.filter((holding) => partTaken(holding, owed, shares) > 0n).length
  const paid = attempt(state, () => redeem(state, hotkey, coldkey, holdings, owed, shares))
  if (paid.ok) return { ...seen, redeemed, tao: paid.value }
  if (paid.error === nothingToPay) return { ...seen, redeemed }
  throw paid.error
}

const nothingToPay = new DispatchFailure({ type: "Other" })

/** Holdings that are worth less than a claim must be become TAO, so that baskets do not fill up with them. Returns how many did. */
function convertDust(state: State, hotkey: Hex): number {
  const threshold = I96F32.toU64(storage.RootClaimableThreshold.get(state, ROOT_NETUID))
  if (threshold === 0n) return 0
  const valued = attempt(state, () => valuedHoldings(state, hotkey))
  const dust = valued.ok ? valued.value.filter(({ value }) => value < threshold) : []
  return dust.filter(({ netuid }) => netuid !== ROOT_NETUID && convertHolding(state, hotkey, netuid)).length
}

/**
 * Takes the owed part out of every holding. Selling a part gives more than that part of what selling all would give; who claims is paid the
 * latter, and the rest stays in the basket as TAO for the others.
 */
function redeem(
  state: State,
  hotkey: Hex,
  coldkey: Hex,
  holdings: readonly ValuedHolding[],
  owed: bigint,
  shares: bigint,
): bigint {
  let [fromRoot, sold, kept, hasWrittenOff] = [0n, 0n, 0n, false]
  for (const holding of holdings) {
    const { netuid } = holding
    const entitled = payoutOf(owed, holding.value, shares)
    const taken = partTaken(holding, owed, shares)
    if (taken === 0n) continue
    decreaseStake(state, hotkey, basketEscrow, netuid, taken)
    if (netuid === ROOT_NETUID) {
      fromRoot = saturatingAddU64(fromRoot, taken)
    } else if (holding.isWorthless) {
      writeOff(state, hotkey, netuid, taken)
      hasWrittenOff = true
    } else {
      const tao = sellForRoot(state, netuid, taken)
      storage.SubnetRootSellTao.mutate(state, netuid, (total) => saturatingAddU64(total, tao))
      const own = owed === shares ? tao : minBigint(tao, entitled)
      sold = saturatingAddU64(sold, own)
      kept = saturatingAddU64(kept, tao - own)
    }
  }
  const tao = saturatingAddU64(fromRoot, sold)
  if (tao === 0n && !hasWrittenOff) throw nothingToPay

  if (kept > 0n) increaseStake(state, hotkey, basketEscrow, ROOT_NETUID, kept)
  if (tao > 0n) increaseStake(state, hotkey, coldkey, ROOT_NETUID, tao)
  if (sold + kept > 0n) changeRootReserves(state, sold + kept)
  if (tao > 0n) {
    touchRootStakeAge(state, coldkey, hotkey)
    rebaseBasketClaim(state, hotkey, coldkey, tao)
  }
  const left = saturatingSubU64(storage.BasketShares.get(state, hotkey), owed)
  storage.BasketShares.set(state, hotkey, left)
  if (left === 0n) retireDisplay(state, hotkey)
  settleShares(state, hotkey, coldkey, owed)
  storage.BasketRedeemedTao.mutate(state, hotkey, (total) => saturatingAddU64(total, tao))
  events.BasketClaimed.deposit(state, { hotkey, coldkey, tao })
  return tao
}

/** Alpha that goes: the owed part, at least one where it is worth a rao or more. */
function partTaken(
  { netuid, alpha, value, isWorthless }: ValuedHolding,
  owed: bigint,
  shares: bigint,
): bigint {
  const part = mulDivFloor(alpha, owed, shares)
  return part === 0n && payoutOf(owed, value, shares) > 0n && netuid !== ROOT_NETUID && !isWorthless
    ? 1n
    : part
}
