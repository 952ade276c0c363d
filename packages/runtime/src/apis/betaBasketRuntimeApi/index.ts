import { implementApi } from "@taonet/frame/schema/runtimeApis"
import { basketValue, fundHotkeys, holdings } from "./holdings.ts"
import {
  basketPayout,
  basketPosition,
  overStakingHotkeys,
  rootBasketOwed,
  rootBasketPortfolio,
  rootBasketPositions,
} from "./positions.ts"
import { betaIndex, betaPosition, betaPricing, betaPricingPage } from "./pricing.ts"
import { BetaBasketRuntimeApi } from "./schema.ts"
import { basketSummary, totalNav } from "./summary.ts"
import { tradingStatus } from "./tradingStatus.ts"

export const betaBasketRuntimeApiImpl = implementApi(BetaBasketRuntimeApi, {
  get_root_basket_owed: (state, { coldkey }) => rootBasketOwed(state, coldkey),
  get_basket_payout: (state, { hotkey, coldkey }) => basketPayout(state, hotkey, coldkey),
  get_validator_basket_nav: (state, { hotkey }) => basketValue(state, hotkey).nav,
  get_validator_basket: (state, { hotkey }) =>
    holdings(state, hotkey).map(
      ({ netuid, alpha, realizable_tao }) => [netuid, alpha, realizable_tao] as const,
    ),
  get_root_basket_total_nav: totalNav,
  get_validator_basket_summary: (state, { hotkey }) => basketSummary(state, hotkey),
  get_all_validator_baskets: (state) => fundHotkeys(state).map((hotkey) => basketSummary(state, hotkey)),
  get_root_basket_positions: (state, { coldkey }) => rootBasketPositions(state, coldkey),
  get_basket_position: (state, { hotkey, coldkey }) => basketPosition(state, hotkey, coldkey),
  get_root_basket_portfolio: (state, { coldkey }) => rootBasketPortfolio(state, coldkey),
  get_beta_pricing: (state, { hotkey }) => betaPricing(state, hotkey),
  get_all_beta_pricing: (state, { start_after, limit }) => betaPricingPage(state, start_after, limit),
  get_beta_index: betaIndex,
  get_beta_position: (state, { hotkey, coldkey }) => betaPosition(state, hotkey, coldkey),
  get_beta_portfolio: (state, { coldkey }) =>
    overStakingHotkeys(state, coldkey, (hotkey) => betaPosition(state, hotkey, coldkey)),
  get_basket_trading_status: (state, { hotkey }) => tradingStatus(state, hotkey),
})
