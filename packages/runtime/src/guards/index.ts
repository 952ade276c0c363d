import type { Guard } from "@taonet/frame/dispatch/dispatcher"
import { checkColdkeySwap } from "./checkColdkeySwap.ts"
import { checkDelegateTake } from "./checkDelegateTake.ts"
import { checkEvmKeyAssociation } from "./checkEvmKeyAssociation.ts"
import { checkRateLimits } from "./checkRateLimits.ts"
import { checkServingEndpoints } from "./checkServingEndpoints.ts"
import { checkWeights } from "./checkWeights.ts"
import { checkWork } from "./checkWork.ts"

/** The guards of every dispatch, in the order in which they run; the first that raises decides. */
export const guards: readonly Guard[] = [
  checkColdkeySwap,
  checkWeights,
  checkRateLimits,
  checkDelegateTake,
  checkServingEndpoints,
  checkEvmKeyAssociation,
  checkWork,
]
