import type { Arithmetic, Raw } from "./arithmetic.ts"
import type { WeightRow } from "./types.ts"

/** Entries of one row in their order: columns `uids[k]`, values `values[k]`. */
export interface SparseRow<N> {
  readonly uids: number[]
  readonly values: N[]
}

/** Row = validator uid, column = the uid it weighs or is bonded to. */
export type SparseMatrix<N> = readonly SparseRow<N>[]

export const emptyRow = <N>(): SparseRow<N> => ({ uids: [], values: [] })

/** Same columns, new values. */
export function mapValues<N, M>(
  matrix: SparseMatrix<N>,
  map: (value: N, row: number, column: number) => M,
): SparseMatrix<M> {
  return matrix.map(({ uids, values }, row) => {
    const mapped: M[] = new Array(values.length)
    for (let k = 0; k < values.length; k++) mapped[k] = map(values[k]!, row, uids[k]!)
    return { uids, values: mapped }
  })
}

/** Entries of a stored row that `keep` accepts. */
export function filterRow(row: WeightRow, keep: (uid: number) => boolean): SparseRow<number> {
  const kept = emptyRow<number>()
  for (const [uid, value] of row) {
    if (!keep(uid)) continue
    kept.uids.push(uid)
    kept.values.push(value)
  }
  return kept
}

/** Sum over rows, u ascending, saturating (rule 2). */
export function columnSums<N extends Raw>(math: Arithmetic<N>, matrix: SparseMatrix<N>, n: number): N[] {
  const sums: N[] = new Array(n).fill(math.zero)
  for (const { uids, values } of matrix) {
    for (let k = 0; k < uids.length; k++) sums[uids[k]!] = math.add(sums[uids[k]!]!, values[k]!)
  }
  return sums
}

/** Each column divided by its sum; a column that sums to 0 becomes 0. */
export function normalizeColumns<N extends Raw>(
  math: Arithmetic<N>,
  matrix: SparseMatrix<N>,
  n: number,
): SparseMatrix<N> {
  const sums = columnSums(math, matrix, n)
  return mapValues(matrix, (value, _, column) => math.div(value, sums[column]!))
}

/** Each column divided by its largest entry, so that the largest becomes 1. */
export function upscaleColumnsToMax<N extends Raw>(
  math: Arithmetic<N>,
  matrix: SparseMatrix<N>,
  n: number,
): SparseMatrix<N> {
  const max: N[] = new Array(n).fill(math.zero)
  for (const { uids, values } of matrix) {
    for (let k = 0; k < uids.length; k++) if (values[k]! > max[uids[k]!]!) max[uids[k]!] = values[k]!
  }
  return mapValues(matrix, (value, _, column) =>
    max[column] === math.zero ? value : math.div(value, max[column]!),
  )
}

/** Wrapping sum of a vector (rule 2). */
export function sum<N extends Raw>(math: Arithmetic<N>, vector: readonly N[]): N {
  let total = math.zero
  for (const value of vector) total = math.wrappingAdd(total, value)
  return total
}

/** A vector divided by its wrapping sum; unchanged when that is 0. */
export function normalizeVector<N extends Raw>(math: Arithmetic<N>, vector: readonly N[]): N[] {
  const total = sum(math, vector)
  return total === math.zero ? vector.slice() : vector.map((value) => math.div(value, total))
}
