import { defineStorage, identity, map, twox64Concat, value } from "@taonet/frame/schema/storage"
import { H256 } from "@taonet/frame/types/primitive_types"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { u32, u64 } from "@taonet/primitives/scale/index"
import { BoundedVecU8_3, BoundedVecU8_11, BoundedVecU8_12 } from "../../types/bounded.ts"
import { CodeInfo, ContractInfo, DeletionQueueManager } from "./types.ts"

export const storage = defineStorage("Contracts", {
  PristineCode: map("Code hash → contract code bytes", [identity(H256)], BoundedVecU8_12),
  CodeInfoOf: map(
    "Code hash → owner, deposit in rao, number of users and length in bytes",
    [identity(H256)],
    CodeInfo,
  ),
  Nonce: value("Counter of created contracts", u64, 0n),
  ContractInfoOf: map(
    "Contract account → code hash, storage use and deposits in rao",
    [twox64Concat(AccountId32)],
    ContractInfo,
  ),
  DeletionQueue: map(
    "Queue index → storage trie of a removed contract that is still to be deleted",
    [twox64Concat(u32)],
    BoundedVecU8_11,
  ),
  DeletionQueueCounter: value(
    "How many removed contracts were queued and how many were cleaned up",
    DeletionQueueManager,
    { insert_counter: 0, delete_counter: 0 },
  ),
  MigrationInProgress: value("State of the running storage migration, if any", BoundedVecU8_3),
})
