import { defineStorage, identity, map, twox64Concat, value } from "@taonet/frame/schema/storage"
import { bool, u32, u64 } from "@taonet/primitives/scale/index"
import { BoundedVecU8_8, BoundedVecU8_11 } from "../../types/bounded.ts"
import { AuraId } from "../../types/consensus.ts"
import { PendingExtrinsic } from "./types.ts"

export const storage = defineStorage("MevShield", {
  CurrentKey: value("Encryption key of the author of the current block", BoundedVecU8_8),
  PendingKey: value("Encryption key that opens transactions in the next block", BoundedVecU8_8),
  NextKey: value("Encryption key that users encrypt new transactions with", BoundedVecU8_8),
  AuthorKeys: map("Block author → encryption key it announced last", [twox64Concat(AuraId)], BoundedVecU8_8),
  PendingKeyExpiresAt: value("First block at which the pending key is no longer valid", u32),
  NextKeyExpiresAt: value("First block at which the next key is no longer valid", u32),
  HasMigrationRun: map("Migration name → whether it has run", [identity(BoundedVecU8_11)], bool, false),
  MaxPendingExtrinsicsLimit: value("Most encrypted calls the queue may hold", u32, 100),
  ExtrinsicLifetime: value("Age in blocks after which a queued call expires", u32, 10),
  OnInitializeWeight: value("Weight that queued calls may use per block", u64, 500_000_000_000n),
  MaxExtrinsicWeight: value("Largest weight of one queued call", u64, 50_000_000_000n),
  PendingExtrinsics: map(
    "Queue index → encrypted call, its sender and block",
    [identity(u32)],
    PendingExtrinsic,
  ),
  CounterForPendingExtrinsics: value("Number of encrypted calls in the queue", u32, 0),
  NextPendingExtrinsicIndex: value("Queue index that the next encrypted call gets", u32, 0),
})
