import { blake2_128Concat, defineStorage, map, twox64Concat, value } from "@taonet/frame/schema/storage"
import { PerDispatchClassWeight } from "@taonet/frame/types/frame_support"
import { H256 } from "@taonet/frame/types/primitive_types"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { Digest } from "@taonet/frame/types/sp_runtime"
import { Weight } from "@taonet/frame/types/sp_weights"
import { zero32 } from "@taonet/frame/zero"
import { bool, bytes, tuple, u32, vec, vecBoxed } from "@taonet/primitives/scale/index"
import { AccountInfo, CodeUpgradeAuthorization, EventRecord, LastRuntimeUpgradeInfo, Phase } from "./types.ts"

export const storage = defineStorage("System", {
  Account: map(
    "Account → nonce, reference counters and balance data (rao)",
    [blake2_128Concat(AccountId32)],
    AccountInfo,
    {
      nonce: 0,
      consumers: 0,
      providers: 0,
      sufficients: 0,
      data: {
        free: 0n,
        reserved: 0n,
        frozen: 0n,
        flags: 170_141_183_460_469_231_731_687_303_715_884_105_728n,
      },
    },
  ),
  ExtrinsicCount: value("Number of extrinsics in the block being executed", u32),
  InherentsApplied: value("Whether all inherents of the current block have been applied", bool, false),
  BlockWeight: value("Weight used so far in the current block, per dispatch class", PerDispatchClassWeight, {
    normal: { ref_time: 0n, proof_size: 0n },
    operational: { ref_time: 0n, proof_size: 0n },
    mandatory: { ref_time: 0n, proof_size: 0n },
  }),
  AllExtrinsicsLen: value("Total length in bytes of the extrinsics in the current block", u32),
  BlockHash: map(
    "Block number → block hash, kept for the most recent 2400 blocks",
    [twox64Concat(u32)],
    H256,
    zero32,
  ),
  ExtrinsicData: map(
    "Extrinsic index in the current block → its encoded bytes",
    [twox64Concat(u32)],
    bytes,
    new Uint8Array(),
  ),
  Number: value("Number of the current block", u32, 0),
  ParentHash: value("Hash of the previous block", H256, zero32),
  Digest: value("Log entries of the current block's header", Digest, { logs: [] }),
  Events: value("Events emitted in the current block, in order", vecBoxed(EventRecord), []),
  EventCount: value("Number of events emitted in the current block", u32, 0),
  EventTopics: map(
    "Event topic → list of (block number, event index) where it occurred",
    [blake2_128Concat(H256)],
    vec(tuple(u32, u32)),
    [],
  ),
  LastRuntimeUpgrade: value(
    "Spec version and name of the runtime that last ran its migrations",
    LastRuntimeUpgradeInfo,
  ),
  UpgradedToU32RefCount: value(
    "Whether account reference counters have been converted to 32 bits",
    bool,
    false,
  ),
  UpgradedToTripleRefCount: value(
    "Whether accounts already use the three-counter reference layout",
    bool,
    false,
  ),
  ExecutionPhase: value("Stage of block execution that events are attributed to at the moment", Phase),
  AuthorizedUpgrade: value(
    "Approved runtime hash that waits to be applied, with its version-check flag",
    CodeUpgradeAuthorization,
  ),
  ExtrinsicWeightReclaimed: value(
    "Unused weight given back so far while the current extrinsic runs",
    Weight,
    { ref_time: 0n, proof_size: 0n },
  ),
})
