import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { option, tuple, u32, u64, vec } from "@taonet/primitives/scale/index"
import {
  BasketPosition,
  BasketSummary,
  BasketTradingStatus,
  BetaPosition,
  BetaPricing,
  BetaPricingPage,
} from "../../pallets/subtensor/types.ts"
import { U64F64 } from "../../types/fixed.ts"
import { AlphaBalance, NetUid, TaoBalance } from "../../types/subtensorCommon.ts"

/** Baskets of validators and the shares of their stakers. */
export const BetaBasketRuntimeApi = defineApi(
  "BetaBasketRuntimeApi",
  4,
  "Baskets of validators and the shares of their stakers",
  {
    get_root_basket_owed: method(
      "Returns what all baskets together owe a coldkey, in rao of TAO",
      { coldkey: AccountId32 },
      TaoBalance,
    ),
    get_basket_payout: method(
      "Returns what one basket would pay a coldkey, in rao of TAO",
      { hotkey: AccountId32, coldkey: AccountId32 },
      TaoBalance,
    ),
    get_validator_basket_nav: method(
      "Returns the realizable value of a validator's basket in rao",
      { hotkey: AccountId32 },
      TaoBalance,
    ),
    get_validator_basket: method(
      "Lists a basket's holdings with alpha and realizable value in rao",
      { hotkey: AccountId32 },
      vec(tuple(NetUid, AlphaBalance, TaoBalance)),
    ),
    get_root_basket_total_nav: method(
      "Returns the realizable value of all baskets together in rao",
      {},
      TaoBalance,
    ),
    get_validator_basket_summary: method(
      "Returns a basket's values, shares, flows and holdings",
      { hotkey: AccountId32 },
      BasketSummary,
    ),
    get_all_validator_baskets: method("Lists the summaries of all baskets", {}, vec(BasketSummary)),
    get_root_basket_positions: method(
      "Lists a coldkey's basket shares with their payout in rao",
      { coldkey: AccountId32 },
      vec(tuple(AccountId32, u64, TaoBalance)),
    ),
    get_basket_position: method(
      "Returns a coldkey's position in one basket, or none",
      { hotkey: AccountId32, coldkey: AccountId32 },
      option(BasketPosition),
    ),
    get_root_basket_portfolio: method(
      "Lists a coldkey's positions in all baskets",
      { coldkey: AccountId32 },
      vec(BasketPosition),
    ),
    get_beta_pricing: method(
      "Returns prices, yield and indexes of a basket, or none if it has no shares",
      { hotkey: AccountId32 },
      option(BetaPricing),
    ),
    get_all_beta_pricing: method(
      "Lists the pricing of all baskets page by page",
      { start_after: option(AccountId32), limit: u32 },
      BetaPricingPage,
    ),
    get_beta_index: method("Returns the chain-wide basket index and stake index", {}, tuple(U64F64, U64F64)),
    get_beta_position: method(
      "Returns a coldkey's position in one basket in display units, or none",
      { hotkey: AccountId32, coldkey: AccountId32 },
      option(BetaPosition),
    ),
    get_beta_portfolio: method(
      "Lists a coldkey's basket positions in display units",
      { coldkey: AccountId32 },
      vec(BetaPosition),
    ),
    get_basket_trading_status: method(
      "Returns whether a basket may trade and how much TAO it may still turn over",
      { hotkey: AccountId32 },
      BasketTradingStatus,
    ),
  },
)
