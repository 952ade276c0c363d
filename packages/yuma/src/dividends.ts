import type { Arithmetic, Raw } from "./arithmetic.ts"
import { bondsAlpha, carriedBonds, emaBonds } from "./bonds.ts"
import { liquidAlphaConsensus, liquidAlphaOf, liquidEmaBonds } from "./liquidAlpha.ts"
import {
  mapValues,
  normalizeColumns,
  normalizeVector,
  type SparseMatrix,
  upscaleColumnsToMax,
} from "./matrix.ts"
import type { EpochInput } from "./types.ts"

/** What dividends are computed from. */
export interface BondTerms<N> {
  /** Weights after the bonds penalty. */
  readonly weights: SparseMatrix<N>
  readonly activeStake: readonly N[]
  readonly consensus: readonly N[]
  readonly incentive: readonly N[]
}

export interface Dividends<N> {
  /** Share of each validator. */
  readonly dividends: N[]
  /** Bonds to store, at most 1. */
  readonly bonds: SparseMatrix<N>
  /** How they came about: bonds from before, what the weights bought, and the share of the latter (by entry with liquid alpha). */
  readonly carried: SparseMatrix<N>
  readonly fresh: SparseMatrix<N>
  readonly alpha: N | SparseMatrix<N>
}

/** Yuma 2 (rule 9): bonds are shares of a miner's column, so large validators hold most of each miner. */
export function yuma2Dividends<N extends Raw>(
  math: Arithmetic<N>,
  input: EpochInput,
  { weights, activeStake, incentive }: BondTerms<N>,
): Dividends<N> {
  const carried = ratioColumns(math, carriedBonds(input), input.n)
  const bought = mapValues(weights, (weight, validator) => math.mul(weight, activeStake[validator]!))
  const fresh = normalizeColumns(math, bought, input.n)
  const alpha = bondsAlpha(math, input)
  const bonds = normalizeColumns(math, emaBonds(math, fresh, carried, alpha), input.n)
  return {
    dividends: normalizeVector(math, bondIncome(math, bonds, incentive)),
    bonds: upscaleColumnsToMax(math, bonds, input.n),
    carried,
    fresh,
    alpha,
  }
}

/** Yuma 3 (rule 9): bonds are each validator's own, stake enters when dividends are shared out. */
export function yuma3Dividends<N extends Raw>(
  math: Arithmetic<N>,
  input: EpochInput,
  { weights, activeStake, consensus, incentive }: BondTerms<N>,
): Dividends<N> {
  const carried = mapValues(carriedBonds(input), (bond) => math.ratio(bond, 0xffff))
  const { bonds, alpha } = moveYuma3Bonds(math, input, weights, carried, consensus)
  const income = bondIncome(math, normalizeColumns(math, bonds, input.n), incentive)
  const staked = income.map((value, uid) => math.mulOrZero(value, activeStake[uid]!))
  return { dividends: normalizeVector(math, staked), bonds, carried, fresh: weights, alpha }
}

/** Liquid alpha needs a consensus to compare with. */
function moveYuma3Bonds<N extends Raw>(
  math: Arithmetic<N>,
  input: EpochInput,
  weights: SparseMatrix<N>,
  carried: SparseMatrix<N>,
  consensus: readonly N[],
): { readonly bonds: SparseMatrix<N>; readonly alpha: N | SparseMatrix<N> } {
  if (!input.liquidAlphaOn || consensus.every((weight) => weight === math.zero)) {
    const alpha = bondsAlpha(math, input)
    return { bonds: emaBonds(math, weights, carried, alpha), alpha }
  }
  const reference = liquidAlphaConsensus(math, input, consensus)
  const { bonds, alphas } = liquidEmaBonds(math, liquidAlphaOf(math, input), weights, carried, reference)
  return { bonds, alpha: alphas }
}

/** Sum of bond · incentive over each validator's row. */
function bondIncome<N extends Raw>(
  math: Arithmetic<N>,
  bonds: SparseMatrix<N>,
  incentive: readonly N[],
): N[] {
  return bonds.map(({ uids, values }) => {
    let income = math.zero
    for (let k = 0; k < uids.length; k++)
      income = math.add(income, math.mul(values[k]!, incentive[uids[k]!]!))
    return income
  })
}

/** Stored u16 bonds as shares of their column; sums of at most UIDS_MAX u16 fit I32F32. */
function ratioColumns<N extends Raw>(
  math: Arithmetic<N>,
  bonds: SparseMatrix<number>,
  n: number,
): SparseMatrix<N> {
  const sums: number[] = new Array(n).fill(0)
  for (const { uids, values } of bonds) {
    for (let k = 0; k < uids.length; k++) sums[uids[k]!] = sums[uids[k]!]! + values[k]!
  }
  return mapValues(bonds, (bond, _, column) => math.ratio(bond, sums[column]!))
}
