import type { CallWeight } from "@taonet/frame/schema/weights"

/** Declared costs: picoseconds, proof bytes, database accesses. */
export const weights: Readonly<Record<string, CallWeight>> = {
  execute_orders: {
    refTime: 61_768_457,
    proofSize: 6148,
    reads: 17,
    writes: 10,
    perItem: { "orders.len()": { refTime: 520_180_782, proofSize: 5158, reads: 11, writes: 7 } },
  },
  execute_batched_orders: {
    refTime: 499_718_496,
    proofSize: 8727,
    reads: 25,
    writes: 15,
    perItem: { "orders.len()": { refTime: 259_134_004, proofSize: 5158, reads: 10, writes: 7 } },
  },
  cancel_order: { refTime: 14_822_000, proofSize: 3522, reads: 1, writes: 1 },
  set_pallet_status: { refTime: 4_266_000, proofSize: 0, reads: 0, writes: 1 },
}
