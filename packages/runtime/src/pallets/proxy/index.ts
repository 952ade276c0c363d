import { definePallet, type InfoRule } from "@taonet/frame/pallet"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { sumWeights } from "../utility/inner.ts"
import * as logic from "./dispatchables.ts"
import { calls, schema, storage } from "./schema.ts"

type Carrier = { readonly call: RuntimeCallValue }

/** Costs and pays as the call inside, but takes no part of the block that is reserved for its class. */
const proxyInfo: InfoRule = ({ call }: Carrier, base, dispatcher) => {
  const inner = dispatcher.info(call)
  return { class: "Normal", pays: inner.pays, weight: sumWeights(base.weight, inner.weight) }
}

const announcedInfo: InfoRule = ({ call }: Carrier, base, dispatcher) => ({
  ...base,
  weight: sumWeights(base.weight, dispatcher.info(call).weight),
})

export const proxy = definePallet(schema, calls, {
  calls: {
    proxy: logic.proxy,
    add_proxy: logic.addProxy,
    remove_proxy: logic.removeProxy,
    remove_proxies: logic.removeProxies,
    create_pure: logic.createPure,
    kill_pure: logic.killPure,
    announce: logic.announce,
    remove_announcement: logic.removeAnnouncement,
    reject_announcement: logic.rejectAnnouncement,
    proxy_announced: logic.proxyAnnounced,
    poke_deposit: logic.pokeDeposit,
    set_real_pays_fee: logic.setRealPaysFee,
  },
  info: { proxy: proxyInfo, proxy_announced: announcedInfo },
  hooks: {
    /** Results of proxied calls are kept until their block ends. */
    onFinalize(state) {
      storage.LastCallResult.clear(state)
    },
  },
})
