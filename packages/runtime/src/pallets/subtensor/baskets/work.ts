import { addWeight, totalOf, type Weight, zeroWeight } from "@taonet/frame/schema/weights"

/*
 * What calls about baskets cost in the end: their declared weight is that of the largest basket, and what was not needed is paid back.
 * Reference staking/claim_root.rs and weights.rs of the time of 461; the cost of a trade beside its valuations is that of an earlier one.
 */

/** Hotkeys and holdings that one claim may look at; holdings of the largest basket. */
export const MOST_WORK = 256

/** What a claim did. */
export interface ClaimWork {
  /** Holdings that were redeemed. */
  readonly redeemed: number
  /** Holdings too small to keep that became TAO. */
  readonly converted: number
  /** Holdings, or queued deposits, that were valued. */
  readonly rows: number
}

export const noClaimWork: ClaimWork = { redeemed: 0, converted: 0, rows: 0 }

export const addClaimWork = (a: ClaimWork, b: ClaimWork): ClaimWork => ({
  redeemed: a.redeemed + b.redeemed,
  converted: a.converted + b.converted,
  rows: a.rows + b.rows,
})

/** `hotkeys`: those claimed from, or looked through to find them. */
export function claimWeight(hotkeys: number, { redeemed, converted, rows }: ClaimWork): Weight {
  const claims = Math.max(hotkeys, redeemed + converted, 1)
  const scans = Math.max(rows - redeemed, 0)
  return addWeight(times(claim, claims), times(scan, scans))
}
const claim = { refTime: 70_000_000, proofSize: 7909, reads: 17, writes: 4 }
const scan = { refTime: 6_000_000, proofSize: 1000, reads: 3, writes: 0 }

/** `slots`: holdings that were bought into. */
export const stakeInWeight = (slots: number, holdings: number): Weight =>
  [times(slot, Math.max(slots, 1)), valuationWeight(holdings), totalOf(stakeIn)].reduce(addWeight)
const slot = { refTime: 25_000_000, proofSize: 4000, reads: 6, writes: 5 }
const stakeIn = { refTime: 0, proofSize: 0, reads: 8, writes: 6 }

/** `queued`: valuations that settling the queue before it took. */
export const tradeWeight = (holdings: number, queued: number): Weight =>
  [
    totalOf(trade),
    valuationWeight(holdings),
    valuationWeight(holdings),
    queued > 0 ? valuationWeight(queued) : zeroWeight,
  ].reduce(addWeight)
const trade = { refTime: 60_000_000, proofSize: 8000, reads: 24, writes: 16 }

const valuationWeight = (holdings: number): Weight => times(valuation, Math.max(holdings, 1))
const valuation = { refTime: 10_000_000, proofSize: 1000, reads: 4, writes: 0 }

const times = (part: typeof claim, count: number): Weight => totalOf(part, BigInt(count))
