import type { Hex } from "@taonet/primitives/hex"
import { failWith } from "./errors.ts"

/** Who dispatches a call. */
export type Origin =
  | { readonly type: "Root" }
  | { readonly type: "Signed"; readonly value: Hex }
  | { readonly type: "None" }

export const rootOrigin: Origin = { type: "Root" }
export const noneOrigin: Origin = { type: "None" }
export const signedOrigin = (account: Hex): Origin => ({ type: "Signed", value: account })

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
