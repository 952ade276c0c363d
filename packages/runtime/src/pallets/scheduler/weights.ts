import type { CallWeight } from "@taonet/frame/schema/weights"

/** Declared costs: picoseconds, proof bytes, database accesses. */
export const weights: Readonly<Record<string, CallWeight>> = {
  schedule: { refTime: 30_736_084, proofSize: 110_487, reads: 1, writes: 1 },
  cancel: { refTime: 41_409_882, proofSize: 110_487, reads: 1, writes: 3 },
  schedule_named: { refTime: 36_963_187, proofSize: 110_487, reads: 2, writes: 2 },
  cancel_named: { refTime: 46_315_022, proofSize: 110_487, reads: 2, writes: 3 },
  schedule_after: { refTime: 30_736_084, proofSize: 110_487, reads: 1, writes: 1 },
  schedule_named_after: { refTime: 36_963_187, proofSize: 110_487, reads: 2, writes: 2 },
  set_retry: { refTime: 169_783_000, proofSize: 110_487, reads: 1, writes: 1 },
  set_retry_named: { refTime: 186_544_000, proofSize: 110_487, reads: 2, writes: 1 },
  cancel_retry: { refTime: 169_076_000, proofSize: 110_487, reads: 1, writes: 1 },
  cancel_retry_named: { refTime: 182_329_000, proofSize: 110_487, reads: 2, writes: 1 },
}
