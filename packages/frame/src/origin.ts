import type { Hex } from "@taonet/primitives/hex"
import { failWith } from "./errors.ts"
import type { RuntimeCallValue } from "./schema/calls.ts"

/** Which calls an origin may make at all. */
export type CallFilter = (call: RuntimeCallValue) => boolean

/** Who dispatches a call. A signed origin may carry a filter on top of the chain's own, which calls inside calls inherit. */
export type Origin =
  | { readonly type: "Root" }
  | { readonly type: "Signed"; readonly value: Hex; readonly filter?: CallFilter }
  | { readonly type: "None" }

export const rootOrigin: Origin = { type: "Root" }
export const noneOrigin: Origin = { type: "None" }
export const signedOrigin = (account: Hex): Origin => ({ type: "Signed", value: account })

/** The origin, further restricted. Root cannot be. */
export function withFilter(origin: Origin, filter: CallFilter): Origin {
  if (origin.type !== "Signed") return origin
  const { filter: outer } = origin
  return { ...origin, filter: outer ? (call) => outer(call) && filter(call) : filter }
}

/** The signer's account. Raises BadOrigin otherwise. */
export function ensureSigned(origin: Origin): Hex {
  if (origin.type !== "Signed") failWith({ type: "BadOrigin" })
  return origin.value
}

export function ensureRoot(origin: Origin): void {
  if (origin.type !== "Root") failWith({ type: "BadOrigin" })
}

export function ensureNone(origin: Origin): void {
  if (origin.type !== "None") failWith({ type: "BadOrigin" })
}

/** The signer, or undefined for Root. Raises BadOrigin otherwise. */
export function ensureSignedOrRoot(origin: Origin): Hex | undefined {
  return origin.type === "Root" ? undefined : ensureSigned(origin)
}
