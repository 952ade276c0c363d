import { call, defineCalls } from "@taonet/frame/schema/calls"
import { defineConstants } from "@taonet/frame/schema/constants"
import { defineErrors } from "@taonet/frame/schema/errors"
import { defineEvents, event } from "@taonet/frame/schema/events"
import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { defineStorage, identity, map, twox64Concat, value } from "@taonet/frame/schema/storage"
import type { CallWeight } from "@taonet/frame/schema/weights"
import { H160, H256, U256 } from "@taonet/frame/types/primitive_types"
import { zero32 } from "@taonet/frame/zero"
import { bytes, tuple, u32, vec } from "@taonet/primitives/scale/index"
import {
  EthereumBlock,
  EvmExitReason,
  ReceiptV4,
  TransactionStatus,
  TransactionV3,
} from "../../types/ethereum.ts"

export const constants = defineConstants("Ethereum", {})

export const storage = defineStorage("Ethereum", {
  Pending: map(
    "Index in the current block → Ethereum transaction, its status and receipt",
    [identity(u32)],
    tuple(TransactionV3, TransactionStatus, ReceiptV4),
  ),
  CounterForPending: value("Number of Ethereum transactions pending in the current block", u32, 0),
  CurrentBlock: value("Latest Ethereum block built from this chain's block", EthereumBlock),
  CurrentReceipts: value("Receipts of the latest Ethereum block", vec(ReceiptV4)),
  CurrentTransactionStatuses: value(
    "Statuses of the transactions in the latest Ethereum block",
    vec(TransactionStatus),
  ),
  BlockHash: map("Ethereum block number → Ethereum block hash", [twox64Concat(U256)], H256, zero32),
})

export const calls = defineCalls("Ethereum", {
  transact: call(0, "Runs a signed Ethereum transaction", { transaction: TransactionV3 }),
})

export const events = defineEvents("Ethereum", {
  Executed: event(0, "An Ethereum transaction was run, with its exit reason", {
    from: H160,
    to: H160,
    transaction_hash: H256,
    exit_reason: EvmExitReason,
    extra_data: bytes,
  }),
})

export const errors = defineErrors("Ethereum", 21, {
  InvalidSignature: "The Ethereum transaction's signature is not valid",
  PreLogExists: "Transactions are not accepted because the block already carries an Ethereum block",
})

export const weights: Readonly<Record<string, CallWeight>> = {}

export const schema = definePalletSchema({
  name: "Ethereum",
  index: 21,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {
    calls: { path: "pallet_ethereum::pallet::Call", params: ["T"] },
    events: { path: "pallet_ethereum::pallet::Event", params: [], typeName: "pallet_ethereum::Event" },
    errors: {
      path: "pallet_ethereum::pallet::Error",
      params: ["T"],
      typeName: "pallet_ethereum::Error<Runtime>",
    },
  },
})
