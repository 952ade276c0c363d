import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { TransactionV3 } from "../../types/ethereum.ts"
import { SelfContainedExtrinsic } from "../../types/extrinsic.ts"

/** Turning Ethereum transactions into extrinsics. */
export const ConvertTransactionRuntimeApi = defineApi(
  "ConvertTransactionRuntimeApi",
  2,
  "Turning Ethereum transactions into extrinsics",
  {
    convert_transaction: method(
      "Wraps an Ethereum transaction into an extrinsic",
      { transaction: TransactionV3 },
      SelfContainedExtrinsic,
    ),
  },
)
