import type { CallWeight } from "@taonet/frame/schema/weights"

/** Declared costs: picoseconds, proof bytes, database accesses. */
export const weights: Readonly<Record<string, CallWeight>> = {
  set_fee_rate: { refTime: 15_063_000, proofSize: 3994, reads: 1, writes: 1 },
  toggle_user_liquidity: { refTime: 15_000_000, proofSize: 0, reads: 0, writes: 0 },
  add_liquidity: { refTime: 15_000_000, proofSize: 0, reads: 0, writes: 0 },
  remove_liquidity: { refTime: 15_000_000, proofSize: 0, reads: 0, writes: 0 },
  modify_position: { refTime: 15_000_000, proofSize: 0, reads: 0, writes: 0 },
  disable_lp: { refTime: 15_000_000, proofSize: 0, reads: 0, writes: 0 },
}
