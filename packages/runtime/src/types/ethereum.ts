import { H160, H256, U256 } from "@taonet/frame/types/primitive_types"
import type { Hex } from "@taonet/primitives/hex"
import {
  as,
  bool,
  bytes,
  bytesFixed,
  type Codec,
  newtype,
  option,
  struct,
  u8,
  u32,
  u64,
  unitEnum,
  v,
  variant,
  vec,
} from "@taonet/primitives/scale/index"
import { CowStr } from "../pallets/system/types.ts"

export type ExitSucceed = "Stopped" | "Returned" | "Suicided"
export const ExitSucceed: Codec<ExitSucceed> = unitEnum<ExitSucceed>("evm_core::error::ExitSucceed", [
  "Stopped",
  "Returned",
  "Suicided",
])

export const Opcode: Codec<number> = newtype("evm_core::opcode::Opcode", u8)

export type ExitError =
  | { readonly type: "StackUnderflow" }
  | { readonly type: "StackOverflow" }
  | { readonly type: "InvalidJump" }
  | { readonly type: "InvalidRange" }
  | { readonly type: "DesignatedInvalid" }
  | { readonly type: "CallTooDeep" }
  | { readonly type: "CreateCollision" }
  | { readonly type: "CreateContractLimit" }
  | { readonly type: "InvalidCode"; readonly value: number }
  | { readonly type: "OutOfOffset" }
  | { readonly type: "OutOfGas" }
  | { readonly type: "OutOfFund" }
  | { readonly type: "PCUnderflow" }
  | { readonly type: "CreateEmpty" }
  | { readonly type: "Other"; readonly value: string }
  | { readonly type: "MaxNonce" }
export const ExitError: Codec<ExitError> = variant<ExitError>("evm_core::error::ExitError", {
  StackUnderflow: v(0),
  StackOverflow: v(1),
  InvalidJump: v(2),
  InvalidRange: v(3),
  DesignatedInvalid: v(4),
  CallTooDeep: v(5),
  CreateCollision: v(6),
  CreateContractLimit: v(7),
  InvalidCode: v(15, Opcode),
  OutOfOffset: v(8),
  OutOfGas: v(9),
  OutOfFund: v(10),
  PCUnderflow: v(11),
  CreateEmpty: v(12),
  Other: v(13, CowStr),
  MaxNonce: v(14),
})

export type ExitRevert = "Reverted"
export const ExitRevert: Codec<ExitRevert> = unitEnum<ExitRevert>("evm_core::error::ExitRevert", ["Reverted"])

export type ExitFatal =
  | { readonly type: "NotSupported" }
  | { readonly type: "UnhandledInterrupt" }
  | { readonly type: "CallErrorAsFatal"; readonly value: ExitError }
  | { readonly type: "Other"; readonly value: string }
export const ExitFatal: Codec<ExitFatal> = variant<ExitFatal>("evm_core::error::ExitFatal", {
  NotSupported: v(0),
  UnhandledInterrupt: v(1),
  CallErrorAsFatal: v(2, ExitError),
  Other: v(3, CowStr),
})

export type EvmExitReason =
  | { readonly type: "Succeed"; readonly value: ExitSucceed }
  | { readonly type: "Error"; readonly value: ExitError }
  | { readonly type: "Revert"; readonly value: ExitRevert }
  | { readonly type: "Fatal"; readonly value: ExitFatal }
export const EvmExitReason: Codec<EvmExitReason> = variant<EvmExitReason>("evm_core::error::ExitReason", {
  Succeed: v(0, ExitSucceed),
  Error: v(1, ExitError),
  Revert: v(2, ExitRevert),
  Fatal: v(3, ExitFatal),
})

export interface Log {
  address: Hex
  topics: Hex[]
  data: Uint8Array
}
export const Log: Codec<Log> = struct<Log>("ethereum::log::Log", {
  address: H160,
  topics: vec(H256),
  data: as("Bytes", bytes),
})

export type TransactionAction = { readonly type: "Call"; readonly value: Hex } | { readonly type: "Create" }
export const TransactionAction: Codec<TransactionAction> = variant<TransactionAction>(
  "ethereum::transaction::legacy::TransactionAction",
  {
    Call: v(0, H160),
    Create: v(1),
  },
)

export const TransactionRecoveryId: Codec<bigint> = newtype(
  "ethereum::transaction::legacy::TransactionRecoveryId",
  u64,
)

export interface LegacyTransactionSignature {
  v: bigint
  r: Hex
  s: Hex
}
export const LegacyTransactionSignature: Codec<LegacyTransactionSignature> =
  struct<LegacyTransactionSignature>("ethereum::transaction::legacy::TransactionSignature", {
    v: TransactionRecoveryId,
    r: H256,
    s: H256,
  })

export interface LegacyTransaction {
  nonce: bigint[]
  gas_price: bigint[]
  gas_limit: bigint[]
  action: TransactionAction
  value: bigint[]
  input: Uint8Array
  signature: LegacyTransactionSignature
}
export const LegacyTransaction: Codec<LegacyTransaction> = struct<LegacyTransaction>(
  "ethereum::transaction::legacy::LegacyTransaction",
  {
    nonce: U256,
    gas_price: U256,
    gas_limit: U256,
    action: TransactionAction,
    value: U256,
    input: as("Bytes", bytes),
    signature: LegacyTransactionSignature,
  },
)

export interface AccessListItem {
  address: Hex
  storage_keys: Hex[]
}
export const AccessListItem: Codec<AccessListItem> = struct<AccessListItem>(
  "ethereum::transaction::eip2930::AccessListItem",
  {
    address: as("Address", H160),
    storage_keys: vec(H256),
  },
)

export interface TransactionSignature {
  odd_y_parity: boolean
  r: Hex
  s: Hex
}
export const TransactionSignature: Codec<TransactionSignature> = struct<TransactionSignature>(
  "ethereum::transaction::eip2930::TransactionSignature",
  {
    odd_y_parity: bool,
    r: H256,
    s: H256,
  },
)

export interface EIP2930Transaction {
  chain_id: bigint
  nonce: bigint[]
  gas_price: bigint[]
  gas_limit: bigint[]
  action: TransactionAction
  value: bigint[]
  input: Uint8Array
  access_list: AccessListItem[]
  signature: TransactionSignature
}
export const EIP2930Transaction: Codec<EIP2930Transaction> = struct<EIP2930Transaction>(
  "ethereum::transaction::eip2930::EIP2930Transaction",
  {
    chain_id: u64,
    nonce: U256,
    gas_price: U256,
    gas_limit: U256,
    action: TransactionAction,
    value: U256,
    input: as("Bytes", bytes),
    access_list: as("AccessList", vec(AccessListItem)),
    signature: TransactionSignature,
  },
)

export interface EIP1559Transaction {
  chain_id: bigint
  nonce: bigint[]
  max_priority_fee_per_gas: bigint[]
  max_fee_per_gas: bigint[]
  gas_limit: bigint[]
  action: TransactionAction
  value: bigint[]
  input: Uint8Array
  access_list: AccessListItem[]
  signature: TransactionSignature
}
export const EIP1559Transaction: Codec<EIP1559Transaction> = struct<EIP1559Transaction>(
  "ethereum::transaction::eip1559::EIP1559Transaction",
  {
    chain_id: u64,
    nonce: U256,
    max_priority_fee_per_gas: U256,
    max_fee_per_gas: U256,
    gas_limit: U256,
    action: TransactionAction,
    value: U256,
    input: as("Bytes", bytes),
    access_list: as("AccessList", vec(AccessListItem)),
    signature: TransactionSignature,
  },
)

export interface MalleableTransactionSignature {
  odd_y_parity: boolean
  r: Hex
  s: Hex
}
export const MalleableTransactionSignature: Codec<MalleableTransactionSignature> =
  struct<MalleableTransactionSignature>("ethereum::transaction::eip2930::MalleableTransactionSignature", {
    odd_y_parity: bool,
    r: H256,
    s: H256,
  })

export interface AuthorizationListItem {
  chain_id: bigint
  address: Hex
  nonce: bigint[]
  signature: MalleableTransactionSignature
}
export const AuthorizationListItem: Codec<AuthorizationListItem> = struct<AuthorizationListItem>(
  "ethereum::transaction::eip7702::AuthorizationListItem",
  {
    chain_id: u64,
    address: as("Address", H160),
    nonce: U256,
    signature: MalleableTransactionSignature,
  },
)

export interface EIP7702Transaction {
  chain_id: bigint
  nonce: bigint[]
  max_priority_fee_per_gas: bigint[]
  max_fee_per_gas: bigint[]
  gas_limit: bigint[]
  destination: TransactionAction
  value: bigint[]
  data: Uint8Array
  access_list: AccessListItem[]
  authorization_list: AuthorizationListItem[]
  signature: TransactionSignature
}
export const EIP7702Transaction: Codec<EIP7702Transaction> = struct<EIP7702Transaction>(
  "ethereum::transaction::eip7702::EIP7702Transaction",
  {
    chain_id: u64,
    nonce: U256,
    max_priority_fee_per_gas: U256,
    max_fee_per_gas: U256,
    gas_limit: U256,
    destination: TransactionAction,
    value: U256,
    data: as("Bytes", bytes),
    access_list: as("AccessList", vec(AccessListItem)),
    authorization_list: as("AuthorizationList", vec(AuthorizationListItem)),
    signature: TransactionSignature,
  },
)

export type TransactionV3 =
  | { readonly type: "Legacy"; readonly value: LegacyTransaction }
  | { readonly type: "EIP2930"; readonly value: EIP2930Transaction }
  | { readonly type: "EIP1559"; readonly value: EIP1559Transaction }
  | { readonly type: "EIP7702"; readonly value: EIP7702Transaction }
export const TransactionV3: Codec<TransactionV3> = variant<TransactionV3>(
  "ethereum::transaction::TransactionV3",
  {
    Legacy: v(0, LegacyTransaction),
    EIP2930: v(1, EIP2930Transaction),
    EIP1559: v(2, EIP1559Transaction),
    EIP7702: v(3, EIP7702Transaction),
  },
  { typeName: "Transaction" },
)

export const Bloom: Codec<Uint8Array> = newtype("ethbloom::Bloom", as("[u8; BLOOM_SIZE]", bytesFixed(256)))

export interface TransactionStatus {
  transaction_hash: Hex
  transaction_index: number
  from: Hex
  to: Hex | undefined
  contract_address: Hex | undefined
  logs: Log[]
  logs_bloom: Uint8Array
}
export const TransactionStatus: Codec<TransactionStatus> = struct<TransactionStatus>(
  "fp_rpc::TransactionStatus",
  {
    transaction_hash: H256,
    transaction_index: u32,
    from: as("Address", H160),
    to: as("Option<Address>", option(H160)),
    contract_address: as("Option<Address>", option(H160)),
    logs: vec(Log),
    logs_bloom: Bloom,
  },
)

export interface EIP658ReceiptData {
  status_code: number
  used_gas: bigint[]
  logs_bloom: Uint8Array
  logs: Log[]
}
export const EIP658ReceiptData: Codec<EIP658ReceiptData> = struct<EIP658ReceiptData>(
  "ethereum::receipt::EIP658ReceiptData",
  {
    status_code: u8,
    used_gas: U256,
    logs_bloom: Bloom,
    logs: vec(Log),
  },
)

export type ReceiptV4 =
  | { readonly type: "Legacy"; readonly value: EIP658ReceiptData }
  | { readonly type: "EIP2930"; readonly value: EIP658ReceiptData }
  | { readonly type: "EIP1559"; readonly value: EIP658ReceiptData }
  | { readonly type: "EIP7702"; readonly value: EIP658ReceiptData }
export const ReceiptV4: Codec<ReceiptV4> = variant<ReceiptV4>("ethereum::receipt::ReceiptV4", {
  Legacy: v(0, EIP658ReceiptData),
  EIP2930: v(1, as("EIP2930ReceiptData", EIP658ReceiptData)),
  EIP1559: v(2, as("EIP1559ReceiptData", EIP658ReceiptData)),
  EIP7702: v(3, as("EIP7702ReceiptData", EIP658ReceiptData)),
})

export const H64: Codec<Uint8Array> = newtype("ethereum_types::hash::H64", bytesFixed(8))

export interface EthereumHeader {
  parent_hash: Hex
  ommers_hash: Hex
  beneficiary: Hex
  state_root: Hex
  transactions_root: Hex
  receipts_root: Hex
  logs_bloom: Uint8Array
  difficulty: bigint[]
  number: bigint[]
  gas_limit: bigint[]
  gas_used: bigint[]
  timestamp: bigint
  extra_data: Uint8Array
  mix_hash: Hex
  nonce: Uint8Array
}
export const EthereumHeader: Codec<EthereumHeader> = struct<EthereumHeader>("ethereum::header::Header", {
  parent_hash: H256,
  ommers_hash: H256,
  beneficiary: H160,
  state_root: H256,
  transactions_root: H256,
  receipts_root: H256,
  logs_bloom: Bloom,
  difficulty: U256,
  number: U256,
  gas_limit: U256,
  gas_used: U256,
  timestamp: u64,
  extra_data: as("Bytes", bytes),
  mix_hash: H256,
  nonce: H64,
})

export interface EthereumBlock {
  header: EthereumHeader
  transactions: TransactionV3[]
  ommers: EthereumHeader[]
}
export const EthereumBlock: Codec<EthereumBlock> = struct<EthereumBlock>(
  "ethereum::block::Block",
  {
    header: EthereumHeader,
    transactions: as("Vec<T>", vec(TransactionV3)),
    ommers: vec(EthereumHeader),
  },
  { params: { T: TransactionV3 } },
)

export interface Basic {
  balance: bigint[]
  nonce: bigint[]
}
export const Basic: Codec<Basic> = struct<Basic>("evm::backend::Basic", {
  balance: U256,
  nonce: U256,
})

export interface UsedGas {
  standard: bigint[]
  effective: bigint[]
}
export const UsedGas: Codec<UsedGas> = struct<UsedGas>("fp_evm::UsedGas", {
  standard: U256,
  effective: U256,
})

export interface WeightInfo {
  ref_time_limit: bigint | undefined
  proof_size_limit: bigint | undefined
  ref_time_usage: bigint | undefined
  proof_size_usage: bigint | undefined
}
export const WeightInfo: Codec<WeightInfo> = struct<WeightInfo>("fp_evm::WeightInfo", {
  ref_time_limit: option(u64),
  proof_size_limit: option(u64),
  ref_time_usage: option(u64),
  proof_size_usage: option(u64),
})

export interface ExecutionInfoV2VecU8 {
  exit_reason: EvmExitReason
  value: Uint8Array
  used_gas: UsedGas
  weight_info: WeightInfo | undefined
  logs: Log[]
}
export const ExecutionInfoV2VecU8: Codec<ExecutionInfoV2VecU8> = struct<ExecutionInfoV2VecU8>(
  "fp_evm::ExecutionInfoV2",
  {
    exit_reason: EvmExitReason,
    value: as("T", bytes),
    used_gas: UsedGas,
    weight_info: option(WeightInfo),
    logs: vec(Log),
  },
  { params: { T: bytes } },
)

export interface ExecutionInfoV2H160 {
  exit_reason: EvmExitReason
  value: Hex
  used_gas: UsedGas
  weight_info: WeightInfo | undefined
  logs: Log[]
}
export const ExecutionInfoV2H160: Codec<ExecutionInfoV2H160> = struct<ExecutionInfoV2H160>(
  "fp_evm::ExecutionInfoV2",
  {
    exit_reason: EvmExitReason,
    value: as("T", H160),
    used_gas: UsedGas,
    weight_info: option(WeightInfo),
    logs: vec(Log),
  },
  { params: { T: H160 } },
)
