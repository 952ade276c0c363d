import type { Arithmetic, Raw } from "./arithmetic.ts"
import { normalizeVector, type SparseMatrix, type SparseRow, sum } from "./matrix.ts"

/**
 * Consensus weight of each uid: the stake-weighted median of the weights that active validators give it (rule 5).
 * It is the largest weight that validators with more than kappa of the stake support.
 */
export function consensusWeights<N extends Raw>(
  math: Arithmetic<N>,
  weights: SparseMatrix<N>,
  activeStake: readonly N[],
  kappa: N,
): N[] {
  const validators = activeStake.flatMap((stake, uid) => (stake > math.zero ? [uid] : []))
  const stakes = normalizeVector(
    math,
    validators.map((uid) => activeStake[uid]!),
  )
  const columns: N[][] = activeStake.map(() => new Array(validators.length).fill(math.zero))
  validators.forEach((uid, position) => {
    const { uids, values } = weights[uid]!
    for (let k = 0; k < uids.length; k++) columns[uids[k]!]![position] = values[k]!
  })
  const total = sum(math, stakes)
  const minority = math.sub(total, kappa)
  return columns.map((scores) => weightedMedian(math, stakes, scores, minority, total))
}

/**
 * The first score, ascending, whose cumulative stake exceeds `minority`, found by halving around pivots.
 * `below` and `upTo` are the stakes under and within the part that is still searched.
 */
export function weightedMedian<N extends Raw>(
  math: Arithmetic<N>,
  stakes: readonly N[],
  scores: readonly N[],
  minority: N,
  total: N,
): N {
  let candidates = scores.map((_, index) => index)
  let below = math.zero
  let upTo = total
  while (candidates.length > 1) {
    const pivot = scores[candidates[candidates.length >> 1]!]!
    const lower: number[] = []
    const upper: number[] = []
    let lowerStake = math.zero
    let upperStake = math.zero
    for (const index of candidates) {
      const score = scores[index]!
      if (score < pivot) {
        lower.push(index)
        lowerStake = math.add(lowerStake, stakes[index]!)
      } else if (score > pivot) {
        upper.push(index)
        upperStake = math.add(upperStake, stakes[index]!)
      }
    }
    if (lower.length > 0 && minority < math.add(below, lowerStake)) {
      upTo = math.add(below, lowerStake)
      candidates = lower
    } else if (upper.length > 0 && math.sub(upTo, upperStake) <= minority) {
      below = math.sub(upTo, upperStake)
      candidates = upper
    } else {
      return pivot
    }
  }
  return candidates.length === 0 ? math.zero : scores[candidates[0]!]!
}

/** Weights cut down to the consensus; where consensus is 0 a positive weight goes, an explicit zero stays (rule 6). */
export function clipWeights<N extends Raw>(
  math: Arithmetic<N>,
  weights: SparseMatrix<N>,
  consensus: readonly N[],
): SparseMatrix<N> {
  return weights.map(({ uids, values }) => {
    const clipped: SparseRow<N> = { uids: [], values: [] }
    for (let k = 0; k < uids.length; k++) {
      const limit = consensus[uids[k]!]!
      const over = values[k]! > limit
      if (over && limit <= math.zero) continue
      clipped.uids.push(uids[k]!)
      clipped.values.push(over ? limit : values[k]!)
    }
    return clipped
  })
}

/** How much of its weight each validator places within consensus (rule 6). */
export function validatorTrust<N extends Raw>(math: Arithmetic<N>, clipped: SparseMatrix<N>): N[] {
  return clipped.map(({ values }) => sum(math, values))
}

/** Share of each miner in the stake-weighted, clipped weights: its rank, normalised (rule 6). */
export function incentiveShares<N extends Raw>(
  math: Arithmetic<N>,
  clipped: SparseMatrix<N>,
  activeStake: readonly N[],
): N[] {
  const ranks: N[] = activeStake.map(() => math.zero)
  clipped.forEach(({ uids, values }, validator) => {
    const stake = activeStake[validator]!
    for (let k = 0; k < uids.length; k++) {
      ranks[uids[k]!] = math.add(ranks[uids[k]!]!, math.mul(stake, values[k]!))
    }
  })
  return normalizeVector(math, ranks)
}
