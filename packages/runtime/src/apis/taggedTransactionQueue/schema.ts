import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { H256 } from "@taonet/frame/types/primitive_types"
import { TransactionSource, TransactionValidityError, ValidTransaction } from "@taonet/frame/types/sp_runtime"
import { result } from "@taonet/primitives/scale/index"
import { SelfContainedExtrinsic } from "../../types/extrinsic.ts"

/** Checking transactions for the pool. */
export const TaggedTransactionQueue = defineApi(
  "TaggedTransactionQueue",
  3,
  "Checking transactions for the pool",
  {
    validate_transaction: method(
      "Says whether a transaction is valid and with which priority and tags",
      { source: TransactionSource, tx: SelfContainedExtrinsic, block_hash: H256 },
      result(ValidTransaction, TransactionValidityError),
    ),
  },
)
