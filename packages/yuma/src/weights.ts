import { U64_MAX } from "@taonet/primitives/integers"
import type { Arithmetic, Raw } from "./arithmetic.ts"
import { emptyRow, filterRow, type SparseMatrix, type SparseRow } from "./matrix.ts"
import type { EpochInput } from "./types.ts"

/** The weights that count in this epoch, each row divided by its sum (rule 4). */
export function countedWeights<N extends Raw>(
  math: Arithmetic<N>,
  input: EpochInput,
  permits: readonly boolean[],
): SparseMatrix<N> {
  return permits.map((permitted, uid) => (permitted ? normalizeRow(math, maskedRow(input, uid)) : emptyRow()))
}

/**
 * Entries to uids of this subnet, without the self weight (the owner keeps its own), and without entries to a miner
 * that registered after the weights were set or after a hidden commit was made: those meant the uid's last holder.
 */
function maskedRow(input: EpochInput, validator: number): SparseRow<number> {
  const updated = input.lastUpdate[validator]
  const row = input.weights[validator]
  if (updated === undefined || row === undefined) return emptyRow()
  const committed = input.commitRevealEnabled ? (input.earliestCommitBlock[validator] ?? U64_MAX) : U64_MAX
  return filterRow(row, (miner) => {
    const registered = input.blockAtRegistration[miner]
    if (miner >= input.n || registered === undefined) return false
    if (miner === validator && validator !== input.ownerUid) return false
    return updated > registered && committed >= registered
  })
}

/** Values are u16 and a row has at most UIDS_MAX of them, so that the integer sum fits I32F32. */
function normalizeRow<N extends Raw>(math: Arithmetic<N>, { uids, values }: SparseRow<number>): SparseRow<N> {
  const total = values.reduce((sum, value) => sum + value, 0)
  return { uids, values: values.map((value) => math.ratio(value, total)) }
}
