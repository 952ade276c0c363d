import { call, defineCalls } from "@taonet/frame/schema/calls"
import { defineConstants } from "@taonet/frame/schema/constants"
import { defineErrors } from "@taonet/frame/schema/errors"
import { defineEvents, event } from "@taonet/frame/schema/events"
import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { blake2_128Concat, defineStorage, map, value } from "@taonet/frame/schema/storage"
import type { CallWeight } from "@taonet/frame/schema/weights"
import { H160, H256, U256 } from "@taonet/frame/types/primitive_types"
import { zero32 } from "@taonet/frame/zero"
import { as, bool, bytes, option, tuple, u64, vec } from "@taonet/primitives/scale/index"
import { AuthorizationListItem, Log } from "../../types/ethereum.ts"
import { TaoBalance } from "../../types/subtensorCommon.ts"
import { CodeMetadata } from "./types.ts"

export const constants = defineConstants("EVM", {})

export const storage = defineStorage("EVM", {
  AccountCodes: map("EVM address → contract code", [blake2_128Concat(H160)], bytes, new Uint8Array()),
  AccountCodesMetadata: map(
    "EVM address → size in bytes and hash of its code",
    [blake2_128Concat(H160)],
    CodeMetadata,
  ),
  AccountStorages: map(
    "(EVM address, slot) → 32-byte storage value",
    [blake2_128Concat(H160), blake2_128Concat(H256)],
    H256,
    zero32,
  ),
  WhitelistedCreators: value("EVM addresses that may deploy contracts", vec(H160), []),
  DisableWhitelistCheck: value("Whether anyone may deploy EVM contracts", bool, false),
})

export const calls = defineCalls("EVM", {
  withdraw: call(0, "Moves balance from the EVM account of the caller back to its own account", {
    address: H160,
    value: as("BalanceOf<T>", TaoBalance),
  }),
  call: call(1, "Calls an EVM contract", {
    source: H160,
    target: H160,
    input: bytes,
    value: U256,
    gas_limit: u64,
    max_fee_per_gas: U256,
    max_priority_fee_per_gas: option(U256),
    nonce: option(U256),
    access_list: vec(tuple(H160, vec(H256))),
    authorization_list: as("AuthorizationList", vec(AuthorizationListItem)),
  }),
  create: call(2, "Deploys an EVM contract at an address derived from sender and nonce", {
    source: H160,
    init: bytes,
    value: U256,
    gas_limit: u64,
    max_fee_per_gas: U256,
    max_priority_fee_per_gas: option(U256),
    nonce: option(U256),
    access_list: vec(tuple(H160, vec(H256))),
    authorization_list: as("AuthorizationList", vec(AuthorizationListItem)),
  }),
  create2: call(3, "Deploys an EVM contract at an address derived from sender, salt and code", {
    source: H160,
    init: bytes,
    salt: H256,
    value: U256,
    gas_limit: u64,
    max_fee_per_gas: U256,
    max_priority_fee_per_gas: option(U256),
    nonce: option(U256),
    access_list: vec(tuple(H160, vec(H256))),
    authorization_list: as("AuthorizationList", vec(AuthorizationListItem)),
  }),
  set_whitelist: call(4, "Replaces the list of addresses allowed to deploy EVM contracts; root only", {
    new: vec(H160),
  }),
  disable_whitelist: call(5, "Turns the check of the deployer list off or on again; root only", {
    disabled: bool,
  }),
})

export const events = defineEvents("EVM", {
  Log: event(0, "A contract emitted a log entry", { log: Log }),
  Created: event(1, "A contract was deployed at this address", { address: H160 }),
  CreatedFailed: event(2, "A contract deployment failed; gas was still used", { address: H160 }),
  Executed: event(3, "A contract call succeeded", { address: H160 }),
  ExecutedFailed: event(4, "A contract call failed; gas was still used", { address: H160 }),
})

export const errors = defineErrors("EVM", 22, {
  BalanceLow: "The EVM account's balance is too low",
  FeeOverflow: "The computed fee is too large",
  PaymentOverflow: "The value and fee together are too large",
  WithdrawFailed: "The fee could not be taken from the account",
  GasPriceTooLow: "The offered gas price is below the base fee",
  InvalidNonce: "The transaction's nonce does not match the account",
  GasLimitTooLow: "The gas limit is too low for this transaction",
  GasLimitTooHigh: "The gas limit is higher than allowed",
  InvalidChainId: "The transaction was signed for another chain",
  InvalidSignature: "The transaction's signature is not valid",
  Reentrancy: "The EVM cannot be entered again while it is running",
  TransactionMustComeFromEOA: "The sender must be a plain account, not a contract",
  Undefined: "The transaction failed for an unspecified reason",
  NotAllowed: "The address is not allowed to deploy contracts",
  CreateOriginNotAllowed: "This sender may not deploy contracts",
})

/** Declared costs: picoseconds, proof bytes, database accesses. */
export const weights: Readonly<Record<string, CallWeight>> = {
  withdraw: { refTime: 0, proofSize: 0, reads: 0, writes: 0 }, // frontier default, not read
  call: {
    refTime: 0,
    proofSize: 0,
    reads: 0,
    writes: 0,
    perItem: { gas_limit: { refTime: 40_000, proofSize: 184_467_440_737, reads: 0, writes: 0 } },
  }, // gas_limit x weightPerGas minus baseExtrinsic (floor 0); frontier default mapping, not read
  create: {
    refTime: 0,
    proofSize: 0,
    reads: 0,
    writes: 0,
    perItem: { gas_limit: { refTime: 40_000, proofSize: 184_467_440_737, reads: 0, writes: 0 } },
  }, // gas_limit x weightPerGas minus baseExtrinsic (floor 0); frontier default mapping, not read
  create2: {
    refTime: 0,
    proofSize: 0,
    reads: 0,
    writes: 0,
    perItem: { gas_limit: { refTime: 40_000, proofSize: 184_467_440_737, reads: 0, writes: 0 } },
  }, // gas_limit x weightPerGas minus baseExtrinsic (floor 0); frontier default mapping, not read
}

export const schema = definePalletSchema({
  name: "EVM",
  index: 22,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {
    calls: { path: "pallet_evm::pallet::Call", params: ["T"] },
    events: { path: "pallet_evm::pallet::Event", params: ["T"], typeName: "pallet_evm::Event<Runtime>" },
    errors: { path: "pallet_evm::pallet::Error", params: ["T"], typeName: "pallet_evm::Error<Runtime>" },
  },
})
