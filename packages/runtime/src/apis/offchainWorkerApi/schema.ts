import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { Header } from "@taonet/frame/types/sp_runtime"
import { unit } from "@taonet/primitives/scale/index"

/** Work done by nodes outside of consensus. */
export const OffchainWorkerApi = defineApi(
  "OffchainWorkerApi",
  2,
  "Work done by nodes outside of consensus",
  {
    offchain_worker: method("Runs the offchain worker after a block was imported", { header: Header }, unit),
  },
)
