import type { CallWeight } from "@taonet/frame/schema/weights"

/** Declared costs: picoseconds, proof bytes, database accesses. */
export const weights: Readonly<Record<string, CallWeight>> = {
  announce_next_key: { refTime: 33_661_000, proofSize: 5555, reads: 4, writes: 6 },
  submit_encrypted: { refTime: 207_223_000, proofSize: 0, reads: 0, writes: 0 },
  store_encrypted: { refTime: 20_000_000_000, proofSize: 0, reads: 0, writes: 0 },
  set_max_pending_extrinsics_number: { refTime: 4_206_000, proofSize: 0, reads: 0, writes: 1 },
  set_on_initialize_weight: { refTime: 4_327_000, proofSize: 0, reads: 0, writes: 1 },
  set_stored_extrinsic_lifetime: { refTime: 4_116_000, proofSize: 0, reads: 0, writes: 1 },
  set_max_extrinsic_weight: { refTime: 4_227_000, proofSize: 0, reads: 0, writes: 1 },
}
