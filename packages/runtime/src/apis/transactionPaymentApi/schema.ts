import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { Weight } from "@taonet/frame/types/sp_weights"
import { u32 } from "@taonet/primitives/scale/index"
import { FeeDetails, RuntimeDispatchInfo } from "../../pallets/transactionPayment/types.ts"
import { SelfContainedExtrinsic } from "../../types/extrinsic.ts"
import { TaoBalance } from "../../types/subtensorCommon.ts"

/** Fee estimates for transactions. */
export const TransactionPaymentApi = defineApi("TransactionPaymentApi", 4, "Fee estimates for transactions", {
  query_info: method(
    "Returns a transaction's weight, class and estimated fee in rao without tip",
    { uxt: SelfContainedExtrinsic, len: u32 },
    RuntimeDispatchInfo,
  ),
  query_fee_details: method(
    "Returns the parts of a transaction's estimated fee in rao",
    { uxt: SelfContainedExtrinsic, len: u32 },
    FeeDetails,
  ),
  query_weight_to_fee: method("Returns the fee in rao for a weight", { weight: Weight }, TaoBalance),
  query_length_to_fee: method("Returns the fee in rao for a length in bytes", { length: u32 }, TaoBalance),
})
