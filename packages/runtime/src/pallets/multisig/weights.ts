import type { CallWeight } from "@taonet/frame/schema/weights"

/** Declared costs: picoseconds, proof bytes, database accesses. */
export const weights: Readonly<Record<string, CallWeight>> = {
  as_multi_threshold_1: {
    refTime: 20_470_382,
    proofSize: 3997,
    reads: 3,
    writes: 1,
    perItem: { "encoded call bytes": { refTime: 397, proofSize: 0, reads: 0, writes: 0 } },
  }, // plus the weight of the inner call; class of the inner call
  as_multi: {
    refTime: 34_745_418,
    proofSize: 6811,
    reads: 4,
    writes: 2,
    perItem: {
      "other_signatories.len()": { refTime: 193_313, proofSize: 0, reads: 0, writes: 0 },
      "encoded call bytes": { refTime: 2057, proofSize: 0, reads: 0, writes: 0 },
    },
  }, // plus the max_weight argument
  approve_as_multi: {
    refTime: 27_463_275,
    proofSize: 6811,
    reads: 1,
    writes: 1,
    perItem: { "other_signatories.len()": { refTime: 139_226, proofSize: 0, reads: 0, writes: 0 } },
  }, // plus the max_weight argument
  cancel_as_multi: {
    refTime: 28_623_566,
    proofSize: 6811,
    reads: 1,
    writes: 1,
    perItem: { "other_signatories.len()": { refTime: 135_351, proofSize: 0, reads: 0, writes: 0 } },
  },
  poke_deposit: {
    refTime: 27_349_525,
    proofSize: 6811,
    reads: 1,
    writes: 1,
    perItem: { "other_signatories.len()": { refTime: 121_813, proofSize: 0, reads: 0, writes: 0 } },
  },
}
