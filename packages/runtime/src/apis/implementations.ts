import type { ApiImplementation } from "@taonet/frame/schema/runtimeApis"
import { auraApiImpl } from "./auraApi/index.ts"
import { babeApiImpl } from "./babeApi/index.ts"
import { betaBasketRuntimeApiImpl } from "./betaBasketRuntimeApi/index.ts"
import { delegateInfoRuntimeApiImpl } from "./delegateInfoRuntimeApi/index.ts"
import { grandpaApiImpl } from "./grandpaApi/index.ts"
import { neuronInfoRuntimeApiImpl } from "./neuronInfoRuntimeApi/index.ts"
import { offchainWorkerApiImpl } from "./offchainWorkerApi/index.ts"
import { proxyFilterRuntimeApiImpl } from "./proxyFilterRuntimeApi/index.ts"
import { sessionKeysImpl } from "./sessionKeys/index.ts"
import { stakeInfoRuntimeApiImpl } from "./stakeInfoRuntimeApi/index.ts"
import { subnetInfoRuntimeApiImpl } from "./subnetInfoRuntimeApi/index.ts"
import { subnetRegistrationRuntimeApiImpl } from "./subnetRegistrationRuntimeApi/index.ts"
import { swapRuntimeApiImpl } from "./swapRuntimeApi/index.ts"

/** Logic of the APIs that only read state. Those that are part of making blocks are joined by the executive. */
export const apiImplementations: readonly ApiImplementation[] = [
  offchainWorkerApiImpl,
  auraApiImpl,
  sessionKeysImpl,
  grandpaApiImpl,
  delegateInfoRuntimeApiImpl,
  neuronInfoRuntimeApiImpl,
  subnetInfoRuntimeApiImpl,
  stakeInfoRuntimeApiImpl,
  subnetRegistrationRuntimeApiImpl,
  betaBasketRuntimeApiImpl,
  proxyFilterRuntimeApiImpl,
  babeApiImpl,
  swapRuntimeApiImpl,
]
