import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { H160, H256, U256 } from "@taonet/frame/types/primitive_types"
import { Permill } from "@taonet/frame/types/sp_arithmetic"
import { DispatchError, Header } from "@taonet/frame/types/sp_runtime"
import { bool, bytes, option, result, tuple, u64, unit, vec } from "@taonet/primitives/scale/index"
import {
  AuthorizationListItem,
  Basic,
  EthereumBlock,
  ExecutionInfoV2H160,
  ExecutionInfoV2VecU8,
  ReceiptV4,
  TransactionStatus,
  TransactionV3,
} from "../../types/ethereum.ts"
import { SelfContainedExtrinsic } from "../../types/extrinsic.ts"

/** Data behind the Ethereum RPC. */
export const EthereumRuntimeRPCApi = defineApi("EthereumRuntimeRPCApi", 6, "Data behind the Ethereum RPC", {
  chain_id: method("Returns the Ethereum chain id", {}, u64),
  account_basic: method("Returns an EVM address's balance and nonce", { address: H160 }, Basic),
  gas_price: method("Returns the current gas price", {}, U256),
  account_code_at: method("Returns the contract code at an EVM address", { address: H160 }, bytes),
  author: method("Returns the block author's EVM address", {}, H160),
  storage_at: method("Returns one storage slot of an EVM contract", { address: H160, index: U256 }, H256),
  call: method(
    "Runs an EVM call without changing state",
    {
      from: H160,
      to: H160,
      data: bytes,
      value: U256,
      gas_limit: U256,
      max_fee_per_gas: option(U256),
      max_priority_fee_per_gas: option(U256),
      nonce: option(U256),
      estimate: bool,
      access_list: option(vec(tuple(H160, vec(H256)))),
      authorization_list: option(vec(AuthorizationListItem)),
    },
    result(ExecutionInfoV2VecU8, DispatchError),
  ),
  create: method(
    "Runs an EVM contract deployment without changing state",
    {
      from: H160,
      data: bytes,
      value: U256,
      gas_limit: U256,
      max_fee_per_gas: option(U256),
      max_priority_fee_per_gas: option(U256),
      nonce: option(U256),
      estimate: bool,
      access_list: option(vec(tuple(H160, vec(H256)))),
      authorization_list: option(vec(AuthorizationListItem)),
    },
    result(ExecutionInfoV2H160, DispatchError),
  ),
  current_block: method("Returns the Ethereum form of the block", {}, option(EthereumBlock)),
  current_receipts: method(
    "Returns the receipts of the block's Ethereum transactions",
    {},
    option(vec(ReceiptV4)),
  ),
  current_transaction_statuses: method(
    "Returns the statuses of the block's Ethereum transactions",
    {},
    option(vec(TransactionStatus)),
  ),
  current_all: method(
    "Returns the Ethereum block, its receipts and its statuses together",
    {},
    tuple(option(EthereumBlock), option(vec(ReceiptV4)), option(vec(TransactionStatus))),
  ),
  extrinsic_filter: method(
    "Picks the Ethereum transactions out of a list of extrinsics",
    { xts: vec(SelfContainedExtrinsic) },
    vec(TransactionV3),
  ),
  elasticity: method("Returns the elasticity of the EVM base fee", {}, option(Permill)),
  gas_limit_multiplier_support: method(
    "Marks that gas limits above the block limit are handled in estimates",
    {},
    unit,
  ),
  pending_block: method(
    "Returns a preview of the next Ethereum block with the given extrinsics",
    { xts: vec(SelfContainedExtrinsic) },
    tuple(option(EthereumBlock), option(vec(TransactionStatus))),
  ),
  initialize_pending_block: method(
    "Prepares state for previewing the next Ethereum block",
    { header: Header },
    unit,
  ),
})
