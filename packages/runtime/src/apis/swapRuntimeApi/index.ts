import { implementApi } from "@taonet/frame/schema/runtimeApis"
import { currentAlphaPriceRao } from "../../pallets/swap/pool.ts"
import { forAllSubnets } from "../shared/subnets.ts"
import { SwapRuntimeApi } from "./schema.ts"
import { simulateBuy, simulateSell } from "./simulate.ts"

export const swapRuntimeApiImpl = implementApi(SwapRuntimeApi, {
  current_alpha_price: (state, { netuid }) => currentAlphaPriceRao(state, netuid),
  current_alpha_price_all: (state) =>
    forAllSubnets(state, (netuid) => ({ netuid, price: currentAlphaPriceRao(state, netuid) })),
  sim_swap_tao_for_alpha: (state, { netuid, tao }) => simulateBuy(state, netuid, tao),
  sim_swap_alpha_for_tao: (state, { netuid, alpha }) => simulateSell(state, netuid, alpha),
})
