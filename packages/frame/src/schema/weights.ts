/** Two-dimensional weight: picoseconds of reference time and bytes of proof. */
export interface Weight {
  readonly ref_time: bigint
  readonly proof_size: bigint
}

export type DispatchClass = "Normal" | "Operational" | "Mandatory"
export type Pays = "Yes" | "No"

/** The declared cost of a call: a base, database accesses, and optionally a part that grows with an argument. */
export interface CallWeight {
  readonly refTime: number
  readonly proofSize: number
  readonly reads: number
  readonly writes: number
  readonly class?: DispatchClass
  readonly pays?: Pays
  readonly perItem?: Readonly<Record<string, WeightPart>>
}

export interface WeightPart {
  readonly refTime: number
  readonly proofSize: number
  readonly reads: number
  readonly writes: number
}

/** RocksDbWeight of the reference. */
const readRefTime = 25_000_000n
const writeRefTime = 100_000_000n

export function totalOf(part: WeightPart, count = 1n): Weight {
  const refTime = BigInt(part.refTime) + BigInt(part.reads) * readRefTime + BigInt(part.writes) * writeRefTime
  return { ref_time: refTime * count, proof_size: BigInt(part.proofSize) * count }
}

export const zeroWeight: Weight = { ref_time: 0n, proof_size: 0n }

export function addWeight(a: Weight, b: Weight): Weight {
  return { ref_time: a.ref_time + b.ref_time, proof_size: a.proof_size + b.proof_size }
}
