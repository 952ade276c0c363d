import type { Guard } from "@taonet/frame/dispatch/dispatcher"
import type { Origin } from "@taonet/frame/origin"
import type { ArgsOf, CallDef, RuntimeCallValue } from "@taonet/frame/schema/calls"
import { totalOf, type WeightPart } from "@taonet/frame/schema/weights"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"

/** A rule over the calls of a table, by call name. Raises what the call's body would, or more. */
export type CallRule<A> = (state: State, who: Hex, args: A) => void

type Rules<C extends object> = { readonly [K in keyof C]?: CallRule<ArgsOf<C[K]>> }

/** A guard with a rule for some calls of one pallet. It sees only signed origins, and its weight is part of each such call's. */
// biome-ignore lint/suspicious/noExplicitAny: calls of different arguments share no narrower type
export function guardCalls<C extends Readonly<Record<string, CallDef<any>>>>(
  pallet: string,
  weight: WeightPart,
  rules: Rules<C>,
): Guard {
  const byName = new Map(Object.entries(rules as Readonly<Record<string, CallRule<never>>>))
  const ruleOf = (call: RuntimeCallValue) => (call.type === pallet ? byName.get(call.value.type) : undefined)
  return {
    weight: totalOf(weight),
    applies: (call) => ruleOf(call) !== undefined,
    check(state, origin: Origin, call) {
      if (origin.type !== "Signed") return
      ruleOf(call)?.(state, origin.value, (call.value.value ?? {}) as never)
    },
  }
}
