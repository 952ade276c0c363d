import type { CallWeight } from "@taonet/frame/schema/weights"

/** Declared costs: picoseconds, proof bytes, database accesses. */
export const weights: Readonly<Record<string, CallWeight>> = {
  proxy: { refTime: 29_090_365, proofSize: 4994, reads: 4, writes: 2 }, // plus call_weight of the inner call; pays as the inner call; class always Normal
  add_proxy: { refTime: 27_388_644, proofSize: 4254, reads: 1, writes: 1 },
  remove_proxy: { refTime: 29_108_129, proofSize: 4254, reads: 1, writes: 2 },
  remove_proxies: { refTime: 28_523_188, proofSize: 4254, reads: 1, writes: 1 },
  create_pure: { refTime: 28_256_636, proofSize: 4254, reads: 1, writes: 1 },
  kill_pure: { refTime: 27_489_367, proofSize: 4254, reads: 1, writes: 1 },
  announce: { refTime: 49_915_451, proofSize: 8615, reads: 3, writes: 2 },
  remove_announcement: { refTime: 41_787_991, proofSize: 8615, reads: 2, writes: 2 },
  reject_announcement: { refTime: 41_722_977, proofSize: 8615, reads: 2, writes: 2 },
  proxy_announced: { refTime: 71_477_572, proofSize: 14_455, reads: 6, writes: 4 }, // plus call_weight of the inner call; pays Yes; class Normal
  poke_deposit: { refTime: 46_757_000, proofSize: 8615, reads: 3, writes: 3 },
  set_real_pays_fee: { refTime: 15_115_911, proofSize: 4254, reads: 1, writes: 1 },
}
