import { H256 } from "@taonet/frame/types/primitive_types"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { BlakeTwo256, DispatchError } from "@taonet/frame/types/sp_runtime"
import { Weight } from "@taonet/frame/types/sp_weights"
import type { Hex } from "@taonet/primitives/hex"
import {
  as,
  btreeMap,
  bytes,
  type Codec,
  compact,
  newtype,
  option,
  type Result,
  result,
  struct,
  u16,
  u32,
  u64,
  unitEnum,
  unitStruct,
  v,
  variant,
  vec,
} from "@taonet/primitives/scale/index"
import { BoundedVecU8_11 } from "../../types/bounded.ts"
import { ReturnFlags, Runtime } from "../../types/misc.ts"
import { TaoBalance } from "../../types/subtensorCommon.ts"
import { EventRecord } from "../system/types.ts"

export type Origin = { readonly type: "Root" } | { readonly type: "Signed"; readonly value: Hex }
export const Origin: Codec<Origin> = variant<Origin>(
  "pallet_contracts::Origin",
  {
    Root: v(0),
    Signed: v(1, AccountId32),
  },
  { params: { T: Runtime }, typeName: "Origin<T>" },
)

export type ContractsHoldReason = "CodeUploadDepositReserve" | "StorageDepositReserve"
export const ContractsHoldReason: Codec<ContractsHoldReason> = unitEnum<ContractsHoldReason>(
  "pallet_contracts::pallet::HoldReason",
  ["CodeUploadDepositReserve", "StorageDepositReserve"],
  { typeName: "pallet_contracts::HoldReason" },
)

export type Determinism = "Enforced" | "Relaxed"
export const Determinism: Codec<Determinism> = unitEnum<Determinism>("pallet_contracts::wasm::Determinism", [
  "Enforced",
  "Relaxed",
])

export interface CodeInfo {
  owner: Hex
  deposit: bigint
  refcount: bigint
  determinism: Determinism
  code_len: number
}
export const CodeInfo: Codec<CodeInfo> = struct<CodeInfo>(
  "pallet_contracts::wasm::CodeInfo",
  {
    owner: as("AccountIdOf<T>", AccountId32),
    deposit: as("BalanceOf<T>", compact(TaoBalance)),
    refcount: compact(u64),
    determinism: Determinism,
    code_len: u32,
  },
  { params: { T: undefined } },
)

export const BoundedBTreeMap: Codec<(readonly [Hex, bigint])[]> = newtype(
  "bounded_collections::bounded_btree_map::BoundedBTreeMap",
  as("BTreeMap<K, V>", btreeMap(H256, TaoBalance)),
  {
    params: { K: H256, V: TaoBalance, S: undefined },
    typeName: "BoundedBTreeMap<CodeHash<T>, BalanceOf<T>, T::\nMaxDelegateDependencies>",
  },
)

export interface ContractInfo {
  trie_id: Uint8Array
  code_hash: Hex
  storage_bytes: number
  storage_items: number
  storage_byte_deposit: bigint
  storage_item_deposit: bigint
  storage_base_deposit: bigint
  delegate_dependencies: (readonly [Hex, bigint])[]
}
export const ContractInfo: Codec<ContractInfo> = struct<ContractInfo>(
  "pallet_contracts::storage::ContractInfo",
  {
    trie_id: as("TrieId", BoundedVecU8_11),
    code_hash: as("CodeHash<T>", H256),
    storage_bytes: u32,
    storage_items: u32,
    storage_byte_deposit: as("BalanceOf<T>", TaoBalance),
    storage_item_deposit: as("BalanceOf<T>", TaoBalance),
    storage_base_deposit: as("BalanceOf<T>", TaoBalance),
    delegate_dependencies: BoundedBTreeMap,
  },
  { params: { T: undefined } },
)

export interface DeletionQueueManager {
  insert_counter: number
  delete_counter: number
}
export const DeletionQueueManager: Codec<DeletionQueueManager> = struct<DeletionQueueManager>(
  "pallet_contracts::storage::DeletionQueueManager",
  {
    insert_counter: u32,
    delete_counter: u32,
  },
  { params: { T: undefined } },
)

export interface Limits {
  event_topics: number
  memory_pages: number
  subject_len: number
  payload_len: number
  runtime_memory: number
  validator_runtime_memory: number
  event_ref_time: bigint
}
export const Limits: Codec<Limits> = struct<Limits>("pallet_contracts::schedule::Limits", {
  event_topics: u32,
  memory_pages: u32,
  subject_len: u32,
  payload_len: u32,
  runtime_memory: u32,
  validator_runtime_memory: u32,
  event_ref_time: u64,
})

export interface InstructionWeights {
  base: number
}
export const InstructionWeights: Codec<InstructionWeights> = struct<InstructionWeights>(
  "pallet_contracts::schedule::InstructionWeights",
  {
    base: u32,
  },
  { params: { T: undefined }, typeName: "InstructionWeights<T>" },
)

export interface Schedule {
  limits: Limits
  instruction_weights: InstructionWeights
}
export const Schedule: Codec<Schedule> = struct<Schedule>(
  "pallet_contracts::schedule::Schedule",
  {
    limits: Limits,
    instruction_weights: InstructionWeights,
  },
  { params: { T: undefined } },
)

export const EnvironmentTypeAccountId32: Codec<undefined> = unitStruct("pallet_contracts::EnvironmentType", {
  params: { T: AccountId32 },
  typeName: "EnvironmentType<AccountIdOf<T>>",
})

export const EnvironmentTypeTaoBalance: Codec<undefined> = unitStruct("pallet_contracts::EnvironmentType", {
  params: { T: TaoBalance },
  typeName: "EnvironmentType<BalanceOf<T>>",
})

export const EnvironmentTypeH256: Codec<undefined> = unitStruct("pallet_contracts::EnvironmentType", {
  params: { T: H256 },
  typeName: "EnvironmentType<<T as frame_system::Config>::Hash>",
})

export const EnvironmentTypeBlakeTwo256: Codec<undefined> = unitStruct("pallet_contracts::EnvironmentType", {
  params: { T: BlakeTwo256 },
  typeName: "EnvironmentType<<T as frame_system::Config>::Hashing>",
})

export const EnvironmentTypeU64: Codec<undefined> = unitStruct("pallet_contracts::EnvironmentType", {
  params: { T: u64 },
  typeName: "EnvironmentType<MomentOf<T>>",
})

export const EnvironmentTypeU32: Codec<undefined> = unitStruct("pallet_contracts::EnvironmentType", {
  params: { T: u32 },
  typeName: "EnvironmentType<BlockNumberFor<T>>",
})

export interface Environment {
  account_id: undefined
  balance: undefined
  hash: undefined
  hasher: undefined
  timestamp: undefined
  block_number: undefined
}
export const Environment: Codec<Environment> = struct<Environment>(
  "pallet_contracts::Environment",
  {
    account_id: EnvironmentTypeAccountId32,
    balance: EnvironmentTypeTaoBalance,
    hash: EnvironmentTypeH256,
    hasher: EnvironmentTypeBlakeTwo256,
    timestamp: EnvironmentTypeU64,
    block_number: EnvironmentTypeU32,
  },
  { params: { T: undefined } },
)

export const ApiVersion: Codec<number> = newtype("pallet_contracts::ApiVersion", u16)

export interface ExecReturnValue {
  flags: number
  data: Uint8Array
}
export const ExecReturnValue: Codec<ExecReturnValue> = struct<ExecReturnValue>(
  "pallet_contracts::primitives::ExecReturnValue",
  {
    flags: ReturnFlags,
    data: bytes,
  },
)

export type StorageDeposit =
  | { readonly type: "Refund"; readonly value: bigint }
  | { readonly type: "Charge"; readonly value: bigint }
export const StorageDeposit: Codec<StorageDeposit> = variant<StorageDeposit>(
  "pallet_contracts::primitives::StorageDeposit",
  {
    Refund: v(0, as("Balance", TaoBalance)),
    Charge: v(1, as("Balance", TaoBalance)),
  },
  { params: { Balance: TaoBalance }, typeName: "StorageDeposit<Balance>" },
)

export interface ContractResultEventRecord {
  gas_consumed: Weight
  gas_required: Weight
  storage_deposit: StorageDeposit
  debug_message: Uint8Array
  result: Result<ExecReturnValue, DispatchError>
  events: EventRecord[] | undefined
}
export const ContractResultEventRecord: Codec<ContractResultEventRecord> = struct<ContractResultEventRecord>(
  "pallet_contracts::primitives::ContractResult",
  {
    gas_consumed: Weight,
    gas_required: Weight,
    storage_deposit: StorageDeposit,
    debug_message: bytes,
    result: as("R", result(ExecReturnValue, DispatchError)),
    events: option(vec(EventRecord)),
  },
  { params: { R: result(ExecReturnValue, DispatchError), Balance: TaoBalance, EventRecord: EventRecord } },
)

export type Code =
  | { readonly type: "Upload"; readonly value: Uint8Array }
  | { readonly type: "Existing"; readonly value: Hex }
export const Code: Codec<Code> = variant<Code>(
  "pallet_contracts::primitives::Code",
  {
    Upload: v(0, bytes),
    Existing: v(1, as("Hash", H256)),
  },
  { params: { Hash: H256 } },
)

export interface InstantiateReturnValue {
  result: ExecReturnValue
  account_id: Hex
}
export const InstantiateReturnValue: Codec<InstantiateReturnValue> = struct<InstantiateReturnValue>(
  "pallet_contracts::primitives::InstantiateReturnValue",
  {
    result: ExecReturnValue,
    account_id: as("AccountId", AccountId32),
  },
  { params: { AccountId: AccountId32 } },
)

export interface ContractResultEventRecord2 {
  gas_consumed: Weight
  gas_required: Weight
  storage_deposit: StorageDeposit
  debug_message: Uint8Array
  result: Result<InstantiateReturnValue, DispatchError>
  events: EventRecord[] | undefined
}
export const ContractResultEventRecord2: Codec<ContractResultEventRecord2> =
  struct<ContractResultEventRecord2>(
    "pallet_contracts::primitives::ContractResult",
    {
      gas_consumed: Weight,
      gas_required: Weight,
      storage_deposit: StorageDeposit,
      debug_message: bytes,
      result: as("R", result(InstantiateReturnValue, DispatchError)),
      events: option(vec(EventRecord)),
    },
    {
      params: {
        R: result(InstantiateReturnValue, DispatchError),
        Balance: TaoBalance,
        EventRecord: EventRecord,
      },
    },
  )

export interface CodeUploadReturnValue {
  code_hash: Hex
  deposit: bigint
}
export const CodeUploadReturnValue: Codec<CodeUploadReturnValue> = struct<CodeUploadReturnValue>(
  "pallet_contracts::primitives::CodeUploadReturnValue",
  {
    code_hash: as("CodeHash", H256),
    deposit: as("Balance", TaoBalance),
  },
  { params: { CodeHash: H256, Balance: TaoBalance } },
)

export type ContractAccessError = "DoesntExist" | "KeyDecodingFailed" | "MigrationInProgress"
export const ContractAccessError: Codec<ContractAccessError> = unitEnum<ContractAccessError>(
  "pallet_contracts::primitives::ContractAccessError",
  ["DoesntExist", "KeyDecodingFailed", "MigrationInProgress"],
)
