import type { CallWeight } from "@taonet/frame/schema/weights"

/** Declared costs: picoseconds, proof bytes, database accesses. */
export const weights: Readonly<Record<string, CallWeight>> = {
  create: { refTime: 59_829_000, proofSize: 6148, reads: 3, writes: 5 }, // plus the weight of the inner call(s)
  contribute: { refTime: 66_609_000, proofSize: 6148, reads: 5, writes: 4 },
  withdraw: { refTime: 60_259_000, proofSize: 6148, reads: 4, writes: 4 },
  finalize: { refTime: 31_507_000, proofSize: 4_197_809, reads: 4, writes: 2 },
  refund: { refTime: 2_085_865_650, proofSize: 132_697, reads: 102, writes: 100 },
  dissolve: { refTime: 66_939_000, proofSize: 6148, reads: 4, writes: 5 },
  update_min_contribution: { refTime: 13_259_000, proofSize: 3747, reads: 2, writes: 1 },
  update_end: { refTime: 12_048_000, proofSize: 3747, reads: 1, writes: 1 },
  update_cap: { refTime: 11_357_000, proofSize: 3747, reads: 1, writes: 1 },
  set_max_contribution: { refTime: 16_024_000, proofSize: 3747, reads: 2, writes: 1 },
}
