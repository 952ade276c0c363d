import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import type { MultiAddress } from "@taonet/frame/types/sp_runtime"
import type { Hex } from "@taonet/primitives/hex"
import { storage } from "./schema.ts"

const batches: ReadonlySet<string> = new Set(["batch", "batch_all", "force_batch"])

/**
 * Who pays for an outermost `proxy` call in the signer's place: the account acted for, if it agreed; and if what it is made to do is acting
 * for one further account that agreed too, that one. Undefined: the signer. behaviour/keys-and-fees.md "Who pays" (a).
 */
export function feePayer(state: State, signer: Hex, call: RuntimeCallValue): Hex | undefined {
  const outer = proxied(call)
  if (!outer || !storage.RealPaysFeeConsentV1.has(state, outer.real, signer)) return undefined
  const further = commonReal(outer.call)
  if (further !== undefined && storage.RealPaysFeeConsentV1.has(state, further, outer.real)) return further
  return outer.real
}

/** The account that a proxied call, or every item of a batch of them, acts for. */
function commonReal(call: RuntimeCallValue): Hex | undefined {
  if (call.type !== "Utility" || !batches.has(call.value.type)) return proxied(call)?.real
  const { calls } = call.value.value as { readonly calls: readonly RuntimeCallValue[] }
  const reals = new Set(calls.map((item) => proxied(item)?.real))
  const [real] = reals
  return reals.size === 1 ? real : undefined
}

function proxied(call: RuntimeCallValue): { real: Hex; call: RuntimeCallValue } | undefined {
  if (call.type !== "Proxy" || call.value.type !== "proxy") return undefined
  const args = call.value.value as { readonly real: MultiAddress; readonly call: RuntimeCallValue }
  return args.real.type === "Id" ? { real: args.real.value, call: args.call } : undefined
}
