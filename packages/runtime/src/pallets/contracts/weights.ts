import type { CallWeight } from "@taonet/frame/schema/weights"

/** Declared costs: picoseconds, proof bytes, database accesses. */
export const weights: Readonly<Record<string, CallWeight>> = {
  call_old_weight: { refTime: 176_340_000, proofSize: 3937, reads: 6, writes: 2 }, // plus the gas/weight limit argument
  instantiate_with_code_old_weight: {
    refTime: 11_859_232_000,
    proofSize: 5940,
    reads: 8,
    writes: 7,
    perItem: {
      "code.len()": { refTime: 8842, proofSize: 0, reads: 0, writes: 0 },
      "data.len()": { refTime: 1397, proofSize: 0, reads: 0, writes: 0 },
      "salt.len()": { refTime: 1561, proofSize: 0, reads: 0, writes: 0 },
    },
  }, // plus the gas/weight limit argument
  instantiate_old_weight: {
    refTime: 5_938_894_000,
    proofSize: 3670,
    reads: 8,
    writes: 5,
    perItem: {
      "data.len()": { refTime: 1660, proofSize: 0, reads: 0, writes: 0 },
      "salt.len()": { refTime: 1841, proofSize: 0, reads: 0, writes: 0 },
    },
  }, // plus the gas/weight limit argument
  upload_code: {
    refTime: 256_594_116,
    proofSize: 3465,
    reads: 3,
    writes: 3,
    perItem: { "code.len()": { refTime: 48_635, proofSize: 0, reads: 0, writes: 0 } },
  }, // Determinism::Enforced; Relaxed has its own weight function
  remove_code: { refTime: 42_404_000, proofSize: 3643, reads: 3, writes: 3 },
  set_code: { refTime: 26_843_000, proofSize: 6355, reads: 4, writes: 3 },
  call: { refTime: 176_340_000, proofSize: 3937, reads: 6, writes: 2 }, // plus the gas/weight limit argument
  instantiate_with_code: {
    refTime: 11_859_232_000,
    proofSize: 5940,
    reads: 8,
    writes: 7,
    perItem: {
      "code.len()": { refTime: 8842, proofSize: 0, reads: 0, writes: 0 },
      "data.len()": { refTime: 1397, proofSize: 0, reads: 0, writes: 0 },
      "salt.len()": { refTime: 1561, proofSize: 0, reads: 0, writes: 0 },
    },
  }, // plus the gas/weight limit argument
  instantiate: {
    refTime: 5_938_894_000,
    proofSize: 3670,
    reads: 8,
    writes: 5,
    perItem: {
      "data.len()": { refTime: 1660, proofSize: 0, reads: 0, writes: 0 },
      "salt.len()": { refTime: 1841, proofSize: 0, reads: 0, writes: 0 },
    },
  }, // plus the gas/weight limit argument
  migrate: { refTime: 9_800_000, proofSize: 3494, reads: 2, writes: 2 }, // plus the gas/weight limit argument
}
