import { implementApi } from "@taonet/frame/schema/runtimeApis"
import { OffchainWorkerApi } from "./schema.ts"

/** What the reference's workers do outside of consensus is done by the node here. */
export const offchainWorkerApiImpl = implementApi(OffchainWorkerApi, {
  offchain_worker: () => undefined,
})
