import { blake2_128Concat, defineStorage, map, twox64Concat, value } from "@taonet/frame/schema/storage"
import { bytesFixed, tuple, u32 } from "@taonet/primitives/scale/index"
import { BoundedVecOptionScheduled, RetryConfig } from "./types.ts"

export const storage = defineStorage("Scheduler", {
  IncompleteSince: value("Earliest block whose planned calls were not all run yet", u32),
  Agenda: map(
    "Block number → calls planned for that block",
    [twox64Concat(u32)],
    BoundedVecOptionScheduled,
    [],
  ),
  Retries: map(
    "(block number, index) → retries left and retry interval in blocks",
    [blake2_128Concat(tuple(u32, u32))],
    RetryConfig,
  ),
  Lookup: map(
    "Task name → (block number, index) at which it is planned",
    [twox64Concat(bytesFixed(32))],
    tuple(u32, u32),
  ),
})
