import type { CallWeight } from "@taonet/frame/schema/weights"

/** Declared costs: picoseconds, proof bytes, database accesses. */
export const weights: Readonly<Record<string, CallWeight>> = {
  remark: {
    refTime: 1_586_000,
    proofSize: 0,
    reads: 0,
    writes: 0,
    perItem: { "remark.len()": { refTime: 10_920, proofSize: 0, reads: 0, writes: 0 } },
  },
  set_heap_pages: { refTime: 2_836_000, proofSize: 0, reads: 0, writes: 1, class: "Operational" },
  set_code: { refTime: 164_247_810_000, proofSize: 67_035, reads: 1, writes: 1, class: "Operational" },
  set_code_without_checks: {
    refTime: 164_247_810_000,
    proofSize: 67_035,
    reads: 1,
    writes: 1,
    class: "Operational",
  },
  set_storage: {
    refTime: 1_565_000,
    proofSize: 0,
    reads: 0,
    writes: 0,
    class: "Operational",
    perItem: { "items.len()": { refTime: 733_648, proofSize: 0, reads: 0, writes: 1 } },
  },
  kill_storage: {
    refTime: 1_624_000,
    proofSize: 0,
    reads: 0,
    writes: 0,
    class: "Operational",
    perItem: { "keys.len()": { refTime: 566_903, proofSize: 0, reads: 0, writes: 1 } },
  },
  kill_prefix: {
    refTime: 2_964_000,
    proofSize: 0,
    reads: 0,
    writes: 0,
    class: "Operational",
    perItem: { "subkeys.saturating_add(1)": { refTime: 1_340_742, proofSize: 70, reads: 1, writes: 1 } },
  },
  remark_with_event: {
    refTime: 4_725_000,
    proofSize: 0,
    reads: 0,
    writes: 0,
    perItem: { "remark.len()": { refTime: 12_386, proofSize: 0, reads: 0, writes: 0 } },
  },
  authorize_upgrade: { refTime: 15_570_000, proofSize: 0, reads: 0, writes: 1, class: "Operational" },
  authorize_upgrade_without_checks: {
    refTime: 15_570_000,
    proofSize: 0,
    reads: 0,
    writes: 1,
    class: "Operational",
  },
  apply_authorized_upgrade: {
    refTime: 166_858_158_000,
    proofSize: 67_035,
    reads: 2,
    writes: 2,
    class: "Operational",
  },
}
