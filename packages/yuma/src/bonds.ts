import { I32F32, I64F64 } from "@taonet/primitives/fixed/formats"
import { saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"
import type { Arithmetic, Raw } from "./arithmetic.ts"
import { emptyRow, filterRow, type SparseMatrix, type SparseRow } from "./matrix.ts"
import type { EpochInput, WeightRow } from "./types.ts"

/**
 * Weights that bonds grow from: out-of-consensus weight is cut by the bonds penalty (rule 7).
 * No penalty gives the weights themselves and a full one the clipped weights, rows as they are; in between rows come
 * out sorted by uid.
 */
export function weightsForBonds<N extends Raw>(
  math: Arithmetic<N>,
  weights: SparseMatrix<N>,
  clipped: SparseMatrix<N>,
  penalty: N,
): SparseMatrix<N> {
  if (penalty === math.zero) return weights
  if (penalty === math.one) return clipped
  const n = weights.length
  return weights.map((row, validator) => {
    const from = denseRow(math, row, n)
    const to = denseRow(math, clipped[validator]!, n)
    return positiveEntries(
      math,
      from.map((weight, uid) => math.add(weight, math.mul(penalty, math.sub(to[uid]!, weight)))),
    )
  })
}

/** Bonds to uids that registered at or after this block do not carry over (rule 8). */
export function bondsSince({ currentBlock, tempo, lastMechanismStepBlock: last }: EpochInput): bigint {
  return last === 0n ? saturatingSubU64(currentBlock, BigInt(tempo)) : saturatingAddU64(last, 1n)
}

/** Stored bonds without those to a uid that registered since the last epoch; values still u16 (rule 8). */
export function carriedBonds(input: EpochInput): SparseMatrix<number> {
  const since = bondsSince(input)
  const survives = input.blockAtRegistration.map((registered) => since > registered)
  return Array.from({ length: input.n }, (_, uid) =>
    filterRow(input.bonds[uid] ?? [], (miner) => miner < input.n && survives[miner] === true),
  )
}

/** 1 - bondsMovingAverage / 1,000,000 (rule 9): negative above one million. */
export function bondsAlpha<N extends Raw>(math: Arithmetic<N>, input: EpochInput): N {
  const average = I64F64.div(I64F64.fromInt(input.bondsMovingAverage), I64F64.fromInt(1_000_000))
  return math.fromBits(I32F32.sub(I32F32.ONE, I32F32.saturatingFrom(I64F64, average)))
}

/** alpha · fresh + (1 - alpha) · carried, positive entries sorted by uid (rule 9). */
export function emaBonds<N extends Raw>(
  math: Arithmetic<N>,
  fresh: SparseMatrix<N>,
  carried: SparseMatrix<N>,
  alpha: N,
): SparseMatrix<N> {
  const keep = math.sub(math.one, alpha)
  return fresh.map((row, validator) => {
    const values: N[] = new Array(fresh.length).fill(math.zero)
    addScaled(math, values, row, alpha)
    addScaled(math, values, carried[validator]!, keep)
    return positiveEntries(math, values)
  })
}

function addScaled<N extends Raw>(
  math: Arithmetic<N>,
  into: N[],
  { uids, values }: SparseRow<N>,
  factor: N,
): void {
  for (let k = 0; k < uids.length; k++)
    into[uids[k]!] = math.add(into[uids[k]!]!, math.mul(factor, values[k]!))
}

/** Rows to store: those of validators with a permit for the next epoch, as u16 (rule 12). */
export function storedBonds<N extends Raw>(
  math: Arithmetic<N>,
  bonds: SparseMatrix<N>,
  permits: readonly boolean[],
): WeightRow[] {
  return bonds.map(({ uids, values }, validator) =>
    permits[validator] === true ? uids.map((uid, k) => [uid, math.toU16(values[k]!)] as const) : [],
  )
}

/** A row with its gaps as 0; the last of equal uids counts. */
export function denseRow<N extends Raw>(math: Arithmetic<N>, { uids, values }: SparseRow<N>, n: number): N[] {
  const dense: N[] = new Array(n).fill(math.zero)
  for (let k = 0; k < uids.length; k++) dense[uids[k]!] = values[k]!
  return dense
}

function positiveEntries<N extends Raw>(math: Arithmetic<N>, dense: readonly N[]): SparseRow<N> {
  const row = emptyRow<N>()
  for (let uid = 0; uid < dense.length; uid++) {
    if (dense[uid]! <= math.zero) continue
    row.uids.push(uid)
    row.values.push(dense[uid]!)
  }
  return row
}
