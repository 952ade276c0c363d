import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { storage } from "../storage.ts"

/** Lowest childkey take on a subnet, out of 65535. */
export const lowestChildkeyTake = (state: State, netuid: number): number =>
  Math.max(storage.MinChildkeyTake.get(state), storage.MinChildkeyTakePerSubnet.get(state, netuid))

/** Share of what it earns for its parents that a hotkey keeps, out of 65535; never below the lowest, whatever it has set. */
export const childkeyTake = (state: State, hotkey: Hex, netuid: number): number =>
  Math.max(storage.ChildkeyTake.get(state, hotkey, netuid), lowestChildkeyTake(state, netuid))
