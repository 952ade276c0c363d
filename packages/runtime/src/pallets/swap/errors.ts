import { defineErrors } from "@taonet/frame/schema/errors"

export const errors = defineErrors("Swap", 28, {
  FeeRateTooHigh: "The fee rate is above the allowed maximum",
  InsufficientInputAmount: "The amount is too small to swap",
  InsufficientLiquidity: "The pool does not hold enough to pay out this swap",
  PriceLimitExceeded: "The price has already passed your limit",
  InsufficientBalance: "Your balance is too low for this amount",
  InvalidTickRange: "The price range is not valid",
  InvalidLiquidityValue: "The liquidity amount is not valid",
  ReservesTooLow: "The pool's reserves are too small for this swap",
  MechanismDoesNotExist: "There is no subnet with this number",
  SubtokenDisabled: "The subnet's alpha token is not tradable yet",
  ReservesOutOfBalance: "The pool's two reserves are too far out of balance",
  SwapInputTooLarge: "The amount is too large for this pool",
  Deprecated: "This call is no longer supported",
})
