import type { State } from "@taonet/frame/state"
import { storage as system } from "../../system/schema.ts"

/** Number of the block being built, in the width in which this pallet stores block numbers (u64). */
export const currentBlock = (state: State): bigint => BigInt(system.Number.get(state))
