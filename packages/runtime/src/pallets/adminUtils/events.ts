import { defineEvents, event } from "@taonet/frame/schema/events"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { bool, u16 } from "@taonet/primitives/scale/index"
import { U64F64 } from "../../types/fixed.ts"
import { NetUid } from "../../types/subtensorCommon.ts"
import { PrecompileEnum } from "./types.ts"

export const events = defineEvents("AdminUtils", {
  PrecompileUpdated: event(0, "An EVM precompile was switched on or off", {
    precompile_id: PrecompileEnum,
    enabled: bool,
  }),
  Yuma3EnableToggled: event(1, "Yuma 3 consensus was switched on or off for a subnet", {
    netuid: NetUid,
    enabled: bool,
  }),
  BondsResetToggled: event(2, "Bond resets were allowed or forbidden on a subnet", {
    netuid: NetUid,
    enabled: bool,
  }),
  BurnHalfLifeSet: event(3, "A subnet's registration price half-life was changed", {
    netuid: NetUid,
    burn_half_life: u16,
  }),
  BurnIncreaseMultSet: event(4, "The factor by which registrations raise a subnet's price was changed", {
    netuid: NetUid,
    burn_increase_mult: U64F64,
  }),
  SubnetEmissionEnabledSet: event(5, "TAO emission of a subnet was switched on or off", {
    netuid: NetUid,
    enabled: bool,
  }),
  CollateralLockShareSet: event(
    6,
    "The share of a subnet's registration price locked as collateral was changed",
    { netuid: NetUid, lock_share: u16 },
  ),
  CollateralDrainRatioSet: event(7, "The release rate of a subnet's miner collateral was changed", {
    netuid: NetUid,
    drain_ratio: U64F64,
  }),
  BasketConcentrationCapSet: event(8, "The largest basket share of one subnet was changed", { cap: u16 }),
  BasketTradingToggled: event(9, "Basket trading was switched on or off for the whole chain", {
    enabled: bool,
  }),
  BasketTradingFrozenSet: event(10, "Basket trading of a hotkey was frozen or released", {
    hotkey: AccountId32,
    frozen: bool,
  }),
  BasketDailyTurnoverCapSet: event(11, "The basket share tradable per day was changed", { cap: u16 }),
  BasketLiquidityCapSet: event(12, "The pool share a basket may hold was changed", { cap: u16 }),
})
