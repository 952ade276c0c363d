import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { Weight } from "@taonet/frame/types/sp_weights"
import { u32 } from "@taonet/primitives/scale/index"
import { RuntimeCall } from "../../outer.ts"
import { FeeDetails, RuntimeDispatchInfo } from "../../pallets/transactionPayment/types.ts"
import { TaoBalance } from "../../types/subtensorCommon.ts"

/** Fee estimates for bare calls. */
export const TransactionPaymentCallApi = defineApi(
  "TransactionPaymentCallApi",
  3,
  "Fee estimates for bare calls",
  {
    query_call_info: method(
      "Returns a call's weight, class and estimated fee in rao",
      { call: RuntimeCall, len: u32 },
      RuntimeDispatchInfo,
    ),
    query_call_fee_details: method(
      "Returns the parts of a call's estimated fee in rao",
      { call: RuntimeCall, len: u32 },
      FeeDetails,
    ),
    query_weight_to_fee: method("Returns the fee in rao for a weight", { weight: Weight }, TaoBalance),
    query_length_to_fee: method("Returns the fee in rao for a length in bytes", { length: u32 }, TaoBalance),
  },
)
