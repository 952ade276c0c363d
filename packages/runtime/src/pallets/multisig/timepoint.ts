import type { State } from "@taonet/frame/state"
import { blockNumber } from "../system/account.ts"
import { storage as system } from "../system/schema.ts"
import type { Timepoint } from "./types.ts"

/** The place in the chain that is being executed: block, and index of the outermost extrinsic (0 outside of any). */
export function timepointNow(state: State): Timepoint {
  return { height: blockNumber(state), index: system.ExtrinsicCount.get(state) ?? 0 }
}
