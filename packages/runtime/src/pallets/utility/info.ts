import type { DispatchInfo } from "@taonet/frame/dispatch/dispatcher"
import type { InfoRule } from "@taonet/frame/pallet"
import type { ArgsOf, RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { Weight } from "@taonet/frame/schema/weights"
import { sumWeights } from "./inner.ts"
import type { calls } from "./schema.ts"

/*
 * The class of every call of this pallet is Normal, also where what it carries is operational: otherwise a batch would let
 * anybody into the weight that is reserved for operational calls.
 */

/** Costs the base and what the items cost; free if no item pays. */
export const batchInfo: InfoRule = (
  { calls: items }: ArgsOf<typeof calls.batch>,
  base,
  dispatcher,
): DispatchInfo => {
  const infos = items.map((item) => dispatcher.info(item))
  return {
    weight: sumWeights(base.weight, ...infos.map(({ weight }) => weight)),
    class: "Normal",
    pays: infos.some(({ pays }) => pays === "Yes") ? "Yes" : "No",
  }
}

/** Costs the base and what the call inside costs; always pays. */
export const carrierInfo: InfoRule = ({ call }: { call: RuntimeCallValue }, base, dispatcher) => ({
  ...base,
  weight: sumWeights(base.weight, dispatcher.info(call).weight),
})

/** Both branches are charged in advance. */
export const ifElseInfo: InfoRule = ({ main, fallback }: ArgsOf<typeof calls.if_else>, base, dispatcher) => ({
  ...base,
  weight: sumWeights(base.weight, dispatcher.info(main).weight, dispatcher.info(fallback).weight),
})

/** The caller states the weight; nobody checks it. */
export const statedInfo: InfoRule = ({ weight }: { weight: Weight }, base) => ({ ...base, weight })
