import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import { storage as evmChainId } from "../../evmChainId/schema.ts"
import { storage, errors as subtensor, events as subtensorEvents } from "../../subtensor/schema.ts"
import { MECHANISMS_MAX } from "../mechanisms.ts"
import { calls, errors, events } from "../schema.ts"
import { globalSetting, type Setting } from "../setting.ts"

/* What only root may set, for the whole chain: behaviour/subnets.md sections 10.2 and 10.3. */

const { ONE } = U64F64

/** The next block finds the bar anew. */
const forgetEmissionBar = (state: State): void => storage.EmissionGateBar.delete(state)

const subnets: readonly Setting[] = [
  globalSetting(calls.sudo_set_network_rate_limit, "rate_limit", storage.NetworkRateLimit, {
    event: subtensorEvents.NetworkRateLimitSet,
  }),
  globalSetting(calls.sudo_set_network_immunity_period, "immunity_period", storage.NetworkImmunityPeriod, {
    event: subtensorEvents.NetworkImmunityPeriodSet,
  }),
  globalSetting(calls.sudo_set_network_min_lock_cost, "lock_cost", storage.NetworkMinLockCost, {
    event: subtensorEvents.NetworkMinLockCostSet,
  }),
  globalSetting(calls.sudo_set_lock_reduction_interval, "interval", storage.NetworkLockReductionInterval, {
    event: subtensorEvents.NetworkLockCostReductionIntervalSet,
  }),
  globalSetting(calls.sudo_set_subnet_limit, "max_subnets", storage.SubnetLimit, {
    event: subtensorEvents.SubnetLimitSet,
  }),
  globalSetting(calls.sudo_set_start_call_delay, "delay", storage.StartCallDelay, {
    event: subtensorEvents.StartCallDelaySet,
  }),
  globalSetting(
    calls.sudo_set_dissolve_network_schedule_duration,
    "duration",
    storage.DissolveNetworkScheduleDuration,
    { event: subtensorEvents.DissolveNetworkScheduleDurationSet },
  ),
  globalSetting(calls.sudo_set_admin_freeze_window, "window", storage.AdminFreezeWindow, {
    event: subtensorEvents.AdminFreezeWindowSet,
  }),
  globalSetting(calls.sudo_set_owner_hparam_rate_limit, "epochs", storage.OwnerHyperparamRateLimit, {
    event: subtensorEvents.OwnerHyperparamRateLimitSet,
  }),
  globalSetting(calls.sudo_set_max_epochs_per_block, "max_epochs_per_block", storage.MaxEpochsPerBlock, {
    bounds: [(value) => value >= 1, errors.ValueNotInBounds],
    event: subtensorEvents.MaxEpochsPerBlockSet,
  }),
  globalSetting(calls.sudo_set_max_mechanism_count, "max_mechanism_count", storage.MaxMechanismCount, {
    bounds: [(value) => value >= 1 && value <= MECHANISMS_MAX, subtensor.InvalidValue],
  }),
  globalSetting(calls.sudo_set_commit_reveal_version, "version", storage.CommitRevealWeightsVersion, {
    event: subtensorEvents.CommitRevealVersionSet,
  }),
]

const keys: readonly Setting[] = [
  globalSetting(calls.sudo_set_tx_rate_limit, "tx_rate_limit", storage.TxRateLimit, {
    event: subtensorEvents.TxRateLimitSet,
  }),
  globalSetting(calls.sudo_set_default_take, "default_take", storage.MaxDelegateTake, {
    event: subtensorEvents.MaxDelegateTakeSet,
  }),
  globalSetting(calls.sudo_set_min_delegate_take, "take", storage.MinDelegateTake, {
    event: subtensorEvents.MinDelegateTakeSet,
  }),
  globalSetting(
    calls.sudo_set_tx_delegate_take_rate_limit,
    "tx_rate_limit",
    storage.TxDelegateTakeRateLimit,
    { event: subtensorEvents.TxDelegateTakeRateLimitSet },
  ),
  globalSetting(calls.sudo_set_stake_threshold, "min_stake", storage.StakeThreshold, {
    event: subtensorEvents.StakeThresholdSet,
  }),
  globalSetting(
    calls.sudo_set_coldkey_swap_announcement_delay,
    "duration",
    storage.ColdkeySwapAnnouncementDelay,
    { event: subtensorEvents.ColdkeySwapAnnouncementDelaySet },
  ),
  globalSetting(
    calls.sudo_set_coldkey_swap_reannouncement_delay,
    "duration",
    storage.ColdkeySwapReannouncementDelay,
    { event: subtensorEvents.ColdkeySwapReannouncementDelaySet },
  ),
  globalSetting(calls.sudo_set_evm_chain_id, "chain_id", evmChainId.ChainId),
]

const emission: readonly Setting[] = [
  globalSetting(calls.sudo_set_subnet_owner_cut, "subnet_owner_cut", storage.SubnetOwnerCut, {
    event: subtensorEvents.SubnetOwnerCutSet,
  }),
  globalSetting(calls.sudo_set_ck_burn, "burn", storage.CKBurn),
  globalSetting(calls.sudo_set_subnet_moving_alpha, "alpha", storage.SubnetMovingAlpha),
  globalSetting(calls.sudo_set_tao_flow_cutoff, "flow_cutoff", storage.TaoFlowCutoff),
  globalSetting(calls.sudo_set_tao_flow_normalization_exponent, "exponent", storage.FlowNormExponent, {
    bounds: [(value) => value >= ONE && value <= 2n * ONE, errors.InvalidValue],
  }),
  globalSetting(calls.sudo_set_tao_flow_smoothing_factor, "smoothing_factor", storage.FlowEmaSmoothingFactor),
  globalSetting(calls.sudo_set_net_tao_flow_enabled, "enabled", storage.NetTaoFlowEnabled),
  globalSetting(calls.sudo_set_emission_bar_quantile, "quantile", storage.EmissionBarQuantile, {
    bounds: [(value) => value > 0n && value < ONE, errors.InvalidValue],
    also: forgetEmissionBar,
  }),
  globalSetting(calls.sudo_set_emission_bar_rank, "rank", storage.EmissionBarRank, {
    also: forgetEmissionBar,
  }),
  globalSetting(calls.sudo_set_emission_gate_exponent, "exponent", storage.EmissionGateExponent, {
    bounds: [(value) => value >= ONE && value <= 8n * ONE, errors.InvalidValue],
  }),
]

const aboveZero = [(value: number) => value > 0, errors.ValueNotInBounds] as const

const baskets: readonly Setting[] = [
  globalSetting(calls.sudo_set_basket_trading_enabled, "enabled", storage.BasketTradingEnabled, {
    also: (state, enabled) => events.BasketTradingToggled.deposit(state, { enabled }),
  }),
  globalSetting(calls.sudo_set_basket_concentration_cap, "cap", storage.BasketConcentrationCap, {
    bounds: aboveZero,
    also: (state, cap) => events.BasketConcentrationCapSet.deposit(state, { cap }),
  }),
  globalSetting(calls.sudo_set_basket_daily_turnover_cap, "cap", storage.BasketDailyTurnoverCap, {
    bounds: aboveZero,
    also: (state, cap) => events.BasketDailyTurnoverCapSet.deposit(state, { cap }),
  }),
  globalSetting(calls.sudo_set_basket_liquidity_cap, "cap", storage.BasketLiquidityCap, {
    bounds: aboveZero,
    also: (state, cap) => events.BasketLiquidityCapSet.deposit(state, { cap }),
  }),
]

export const globalSettings: readonly Setting[] = [...subnets, ...keys, ...emission, ...baskets]
