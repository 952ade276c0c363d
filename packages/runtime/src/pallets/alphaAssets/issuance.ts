/** Alpha of a subnet as AlphaAssets counts it: a mirror of emission, recycling and burning. Zero amounts write nothing. */
import type { State } from "@taonet/frame/state"
import { saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"
import { storage as subtensor } from "../subtensor/storage.ts"
import { storage } from "./schema.ts"

/** Counts alpha that emission creates. */
export function mintAlpha(state: State, netuid: number, amount: bigint): void {
  if (amount === 0n) return
  storage.TotalAlphaIssuance.mutate(state, netuid, (total) => saturatingAddU64(total, amount))
}

/** Alpha leaves circulation: it is burned, still counts as issued and stays in SubnetAlphaOut. */
export function burnAlpha(state: State, netuid: number, amount: bigint): void {
  if (amount === 0n) return
  storage.AlphaBurned.mutate(state, netuid, (total) => saturatingAddU64(total, amount))
}

/** Alpha goes back to the issuance: SubnetAlphaOut and the issuance fall, so emission has room for it again. */
export function recycleAlpha(state: State, netuid: number, amount: bigint): void {
  if (amount === 0n) return
  subtensor.SubnetAlphaOut.mutate(state, netuid, (total) => saturatingSubU64(total, amount))
  storage.AlphaRecycled.mutate(state, netuid, (total) => saturatingAddU64(total, amount))
  storage.TotalAlphaIssuance.mutate(state, netuid, (total) => saturatingSubU64(total, amount))
}
