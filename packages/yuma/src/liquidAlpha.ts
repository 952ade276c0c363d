import { I32F32 } from "@taonet/primitives/fixed/formats"
import { type Arithmetic, larger, type Raw, smaller } from "./arithmetic.ts"
import { denseRow } from "./bonds.ts"
import { emptyRow, type SparseMatrix, type SparseRow } from "./matrix.ts"
import type { EpochInput } from "./types.ts"

/** The curve that maps "how far from consensus" to how fast a bond moves. */
export interface LiquidAlpha<N> {
  readonly low: N
  readonly high: N
  /** Steepness of the sigmoid, sign turned. */
  readonly slope: N
  readonly half: N
}

export function liquidAlphaOf<N extends Raw>(math: Arithmetic<N>, input: EpochInput): LiquidAlpha<N> {
  return {
    low: math.ratio(input.alphaLow, 0xffff),
    high: math.ratio(input.alphaHigh, 0xffff),
    slope: math.fromBits(I32F32.div(I32F32.fromInt(input.alphaSigmoidSteepness), I32F32.fromInt(-100))),
    half: math.ratio(1, 2),
  }
}

/** The consensus that liquid alpha compares with, by the subnet's mode (rule 10). */
export function liquidAlphaConsensus<N extends Raw>(
  math: Arithmetic<N>,
  input: EpochInput,
  current: readonly N[],
): readonly N[] {
  if (!usesPreviousConsensus(input)) return current
  return input.previousConsensus.map((share) => math.ratio(share, 0xffff))
}

export function usesPreviousConsensus(input: EpochInput): boolean {
  const mode = input.liquidAlphaConsensusMode
  const wanted = mode === "Previous" || (mode === "Auto" && input.bondsPenalty === 0xffff)
  return wanted && input.previousConsensus.length > 0
}

/**
 * Alpha of one bond (rule 10): a buyer (weight ≥ bond) moves by how far its weight exceeds consensus, a seller by how
 * far its bond exceeds its weight.
 */
export function liquidAlphaOfBond<N extends Raw>(
  math: Arithmetic<N>,
  { low, high, slope, half }: LiquidAlpha<N>,
  weight: N,
  bond: N,
  consensus: N,
): N {
  const gap = weight >= bond ? math.sub(weight, consensus) : math.sub(bond, weight)
  const difference = smaller(larger(gap, math.zero), math.one)
  const sigmoid = math.logistic(math.mul(slope, math.sub(difference, half)))
  const alpha = math.add(low, math.mul(sigmoid, math.sub(high, low)))
  return larger(smaller(alpha, high), low)
}

export interface LiquidBonds<N> {
  readonly bonds: SparseMatrix<N>
  /** How fast each entry of the weights' row moved. */
  readonly alphas: SparseMatrix<N>
}

/**
 * Bonds after one epoch with an alpha for each entry (rule 10). Only entries of the weights' row survive: a bond whose
 * validator no longer lists the miner vanishes, while an explicit zero weight lets it decay.
 */
export function liquidEmaBonds<N extends Raw>(
  math: Arithmetic<N>,
  curve: LiquidAlpha<N>,
  weights: SparseMatrix<N>,
  bonds: SparseMatrix<N>,
  consensus: readonly N[],
): LiquidBonds<N> {
  const n = weights.length
  const alphas: SparseRow<N>[] = weights.map(({ uids }) => ({ uids, values: [] }))
  const moved = weights.map((row, validator) => {
    const result = emptyRow<N>()
    if (row.uids.length === 0) return result
    const seenWeights = ascendingEntries(math, row, n)
    const seenBonds = ascendingEntries(math, bonds[validator]!, n)
    const carried = denseRow(math, bonds[validator]!, n)
    for (let k = 0; k < row.uids.length; k++) {
      const uid = row.uids[k]!
      const alpha = liquidAlphaOfBond(
        math,
        curve,
        seenWeights[uid]!,
        seenBonds[uid]!,
        consensus[uid] ?? math.zero,
      )
      alphas[validator]!.values.push(alpha)
      const grown = math.mul(alpha, row.values[k]!)
      const decayed = math.mul(math.sub(math.one, alpha), carried[uid]!)
      const bond = math.add(decayed, larger(grown, math.zero))
      if (bond <= math.zero) continue
      result.uids.push(uid)
      result.values.push(smaller(bond, math.one))
    }
    return result
  })
  return { bonds: moved, alphas }
}

/**
 * The row as the chain's walk through it sees it, which trusts it to be sorted: an entry behind a larger or equal uid
 * is missed and counts as 0.
 */
function ascendingEntries<N extends Raw>(
  math: Arithmetic<N>,
  { uids, values }: SparseRow<N>,
  n: number,
): N[] {
  const seen: N[] = new Array(n).fill(math.zero)
  let last = -1
  for (let k = 0; k < uids.length; k++) {
    if (uids[k]! <= last) continue
    last = uids[k]!
    seen[last] = values[k]!
  }
  return seen
}
