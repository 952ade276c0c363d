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

/** Why a stored weight does not count in this epoch. */
export type WeightMask =
  | "validator has no permit"
  | "validator never set weights"
  | "uid is not on the subnet"
  | "own weight"
  | "uid registered since the weights were set"
  | "uid registered since a hidden commit"

function maskedRow(input: EpochInput, validator: number): SparseRow<number> {
  return filterRow(
    input.weights[validator] ?? [],
    (miner) => weightMask(input, validator, miner) === undefined,
  )
}

/**
 * Entries to uids of this subnet count, without the self weight (the owner keeps its own), and without entries to a miner
 * that registered after the weights were set or after a hidden commit was made: those meant the uid's last holder.
 */
export function weightMask(input: EpochInput, validator: number, miner: number): WeightMask | undefined {
  const updated = input.lastUpdate[validator]
  const registered = input.blockAtRegistration[miner]
  const committed = input.commitRevealEnabled ? (input.earliestCommitBlock[validator] ?? U64_MAX) : U64_MAX
  if (updated === undefined) return "validator never set weights"
  if (miner >= input.n || registered === undefined) return "uid is not on the subnet"
  if (miner === validator && validator !== input.ownerUid) return "own weight"
  if (updated <= registered) return "uid registered since the weights were set"
  return committed < registered ? "uid registered since a hidden commit" : undefined
}

/** Values are u16 and a row has at most UIDS_MAX of them, so that the integer sum fits I32F32. */
function normalizeRow<N extends Raw>(math: Arithmetic<N>, { uids, values }: SparseRow<number>): SparseRow<N> {
  const total = values.reduce((sum, value) => sum + value, 0)
  return { uids, values: values.map((value) => math.ratio(value, total)) }
}
