import type { CallWeight } from "@taonet/frame/schema/weights"

/** Declared costs: picoseconds, proof bytes, database accesses. */
export const weights: Readonly<Record<string, CallWeight>> = {
  transfer_allow_death: { refTime: 48_834_000, proofSize: 3593, reads: 1, writes: 1 },
  force_transfer: { refTime: 49_519_000, proofSize: 6196, reads: 2, writes: 2 },
  transfer_keep_alive: { refTime: 39_051_000, proofSize: 3593, reads: 1, writes: 1 },
  transfer_all: { refTime: 48_209_000, proofSize: 3593, reads: 1, writes: 1 },
  force_unreserve: { refTime: 15_515_000, proofSize: 3593, reads: 1, writes: 1 },
  upgrade_accounts: {
    refTime: 14_674_000,
    proofSize: 990,
    reads: 0,
    writes: 0,
    perItem: { "who.len()": { refTime: 14_648_188, proofSize: 2603, reads: 1, writes: 1 } },
  },
  force_set_balance: { refTime: 19_206_000, proofSize: 3593, reads: 1, writes: 1 }, // max of creating and killing; Root
  force_adjust_total_issuance: { refTime: 5_351_000, proofSize: 0, reads: 0, writes: 0 },
  burn: { refTime: 50_939_000, proofSize: 0, reads: 0, writes: 0 }, // burn_keep_alive when keep_alive, else burn_allow_death (30219000)
}
