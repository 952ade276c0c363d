import { definePallet, type InfoRule } from "@taonet/frame/pallet"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { Weight } from "@taonet/frame/schema/weights"
import { sumWeights } from "../utility/inner.ts"
import { removeKey, setKey, sudoAs, sudo as sudoCall, sudoUncheckedWeight } from "./dispatchables.ts"
import { calls, schema } from "./schema.ts"

/** The class, and with it the part of a block that is reserved for it, is that of the call inside. */
const carrierInfo: InfoRule = ({ call }: { call: RuntimeCallValue }, base, dispatcher) => {
  const inner = dispatcher.info(call)
  return { ...base, class: inner.class, weight: sumWeights(base.weight, inner.weight) }
}

const statedInfo: InfoRule = (
  { call, weight }: { call: RuntimeCallValue; weight: Weight },
  base,
  dispatcher,
) => ({ ...base, class: dispatcher.info(call).class, weight })

export const sudo = definePallet(schema, calls, {
  calls: {
    sudo: sudoCall,
    sudo_unchecked_weight: sudoUncheckedWeight,
    set_key: setKey,
    sudo_as: sudoAs,
    remove_key: removeKey,
  },
  info: {
    sudo: carrierInfo,
    sudo_unchecked_weight: statedInfo,
    sudo_as: carrierInfo,
  },
})
