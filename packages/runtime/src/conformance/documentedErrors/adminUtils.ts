import type { DocumentedErrors, UnreachableErrors } from "./types.ts"

/* Behind each call: what it checks after its origin, in the order of the reference (behaviour/subnets.md sections 7 to 10). */

const window = "SubtensorModule.AdminActionProhibitedDuringWeightsWindow"
const rate = "SubtensorModule.TxRateLimitExceeded"
const exists = "SubnetDoesNotExist"
const notRoot = "NotPermittedOnRootSubnet"

/** A subnet's owner within its rate limit, or root; outside the freeze window. */
const owner = (...errors: readonly string[]) => ["BadOrigin", rate, window, ...errors]
const root = (...errors: readonly string[]) => ["BadOrigin", ...errors]

const ownerCalls: DocumentedErrors = {
  sudo_set_serving_rate_limit: owner(),
  sudo_set_max_difficulty: owner(exists),
  sudo_set_weights_version_key: owner(exists),
  sudo_set_adjustment_alpha: owner(exists),
  sudo_set_immunity_period: owner(exists),
  sudo_set_min_allowed_weights: owner(exists),
  sudo_set_max_allowed_uids: owner(
    exists,
    "MaxAllowedUidsLessThanMinAllowedUids",
    "MaxAllowedUIdsLessThanCurrentUIds",
    "MaxAllowedUidsGreaterThanDefaultMaxAllowedUids",
    "SubtensorModule.TooManyUIDsPerMechanism",
  ),
  sudo_set_rho: owner(exists),
  sudo_set_activity_cutoff: owner(exists, "SubtensorModule.ActivityCutoffTooLow"),
  sudo_set_min_burn: owner(exists, "ValueNotInBounds"),
  sudo_set_max_burn: owner(exists, "ValueNotInBounds"),
  sudo_set_bonds_moving_average: owner("BondsMovingAverageMaxReached", exists),
  sudo_set_tempo: owner("SubtensorModule.SubnetNotExists", "SubtensorModule.TempoOutOfBounds"),
  sudo_set_commit_reveal_weights_enabled: owner(exists),
  sudo_set_liquid_alpha_enabled: owner(),
  sudo_set_alpha_values: owner(
    "SubtensorModule.LiquidAlphaDisabled",
    "SubtensorModule.AlphaHighTooLow",
    "SubtensorModule.AlphaLowOutOfRange",
  ),
  sudo_set_commit_reveal_weights_interval: owner(
    exists,
    "SubtensorModule.RevealPeriodTooLarge",
    "SubtensorModule.RevealPeriodTooSmall",
  ),
  sudo_set_bonds_penalty: owner(exists),
  sudo_set_toggle_transfer: owner(),
  // Its limit is the subnet's, so it binds root too; the window does not matter.
  sudo_set_sn_owner_hotkey: root(
    "SubtensorModule.SubnetNotExists",
    rate,
    "SubtensorModule.CannotUseSystemAccount",
  ),
  sudo_set_alpha_sigmoid_steepness: owner(exists, "NegativeSigmoidSteepness"),
  sudo_set_yuma3_enabled: owner(),
  sudo_set_bonds_reset_enabled: owner(),
  sudo_set_owner_immune_neuron_limit: owner("SubtensorModule.InvalidValue"),
  sudo_set_mechanism_count: owner(
    "SubtensorModule.MechanismDoesNotExist",
    "SubtensorModule.InvalidValue",
    "SubtensorModule.TooManyUIDsPerMechanism",
  ),
  sudo_set_mechanism_emission_split: owner(
    "SubtensorModule.MechanismDoesNotExist",
    "SubtensorModule.InvalidValue",
  ),
  sudo_trim_to_max_allowed_uids: owner(
    "SubtensorModule.SubnetNotExists",
    "SubtensorModule.InvalidValue",
    "SubtensorModule.TrimmingWouldExceedMaxImmunePercentage",
  ),
  sudo_set_recycle_or_burn: owner(),
  sudo_set_burn_half_life: owner(exists, notRoot, "InvalidValue"),
  sudo_set_burn_increase_mult: owner(exists, notRoot, "InvalidValue"),
  // No rate limit.
  sudo_set_owner_cut_enabled: root(window, exists, notRoot),
  sudo_set_min_childkey_take_per_subnet: owner(exists, "InvalidValue"),
  sudo_set_owner_cut_auto_lock_enabled: root(window, exists, notRoot),
  sudo_set_activity_cutoff_factor: owner("SubtensorModule.ActivityCutoffFactorMilliOutOfBounds"),
  sudo_set_collateral_lock_share: owner(exists, notRoot, "CollateralLockShareTooHigh"),
  sudo_set_collateral_drain_ratio: owner(exists, notRoot, "CollateralDrainRatioOutOfBounds"),
  sudo_set_liquid_alpha_consensus_mode: owner(),
}

const rootSubnetCalls: DocumentedErrors = {
  sudo_set_min_difficulty: root(window, exists),
  sudo_set_difficulty: root(window, exists),
  sudo_set_weights_set_rate_limit: root(exists),
  sudo_set_adjustment_interval: root(exists),
  sudo_set_kappa: root(exists),
  sudo_set_rao_recycled: root(exists),
  sudo_set_target_registrations_per_interval: root(window, exists),
  sudo_set_max_allowed_validators: root(window, exists, "MaxValidatorsLargerThanMaxUIds"),
  sudo_set_max_registrations_per_block: root(window, exists),
  sudo_set_subtoken_enabled: root(window),
  sudo_set_min_allowed_uids: root(
    window,
    exists,
    "MinAllowedUidsGreaterThanMaxAllowedUids",
    "MinAllowedUidsGreaterThanCurrentUids",
  ),
  sudo_set_subnet_emission_enabled: root(exists, notRoot),
  sudo_set_network_registration_allowed: root(),
  sudo_set_ema_price_halving_period: root(),
  sudo_set_min_non_immune_uids: root(),
}

const globalCalls: DocumentedErrors = {
  swap_authorities: root(),
  schedule_grandpa_change: root("GrandpaChangeDelayMustBeZero", "Grandpa.ChangePending", "Grandpa.TooSoon"),
  sudo_set_default_take: root(),
  sudo_set_tx_rate_limit: root(),
  sudo_set_subnet_owner_cut: root(),
  sudo_set_network_rate_limit: root(),
  sudo_set_network_immunity_period: root(),
  sudo_set_network_min_lock_cost: root(),
  sudo_set_subnet_limit: root(),
  sudo_set_lock_reduction_interval: root(),
  sudo_set_stake_threshold: root(),
  sudo_set_nominator_min_required_stake: root(),
  sudo_set_tx_delegate_take_rate_limit: root(),
  sudo_set_min_delegate_take: root(),
  sudo_set_dissolve_network_schedule_duration: root(),
  sudo_set_evm_chain_id: root(),
  sudo_toggle_evm_precompile: root(),
  sudo_set_subnet_moving_alpha: root(),
  sudo_set_commit_reveal_version: root(),
  sudo_set_ck_burn: root(),
  sudo_set_admin_freeze_window: root(),
  sudo_set_owner_hparam_rate_limit: root(),
  sudo_set_tao_flow_cutoff: root(),
  sudo_set_tao_flow_normalization_exponent: root("InvalidValue"),
  sudo_set_tao_flow_smoothing_factor: root(),
  sudo_set_start_call_delay: root(),
  sudo_set_coldkey_swap_announcement_delay: root(),
  sudo_set_coldkey_swap_reannouncement_delay: root(),
  sudo_set_max_mechanism_count: root("SubtensorModule.InvalidValue"),
  sudo_set_net_tao_flow_enabled: root(),
  sudo_set_max_epochs_per_block: root("ValueNotInBounds"),
  sudo_set_emission_bar_quantile: root("InvalidValue"),
  sudo_set_emission_gate_exponent: root("InvalidValue"),
  sudo_set_emission_bar_rank: root(),
  sudo_set_basket_trading_enabled: root(),
  sudo_set_basket_trading_frozen: root(),
  sudo_set_basket_concentration_cap: root("ValueNotInBounds"),
  sudo_set_basket_daily_turnover_cap: root("ValueNotInBounds"),
  sudo_set_basket_liquidity_cap: root("ValueNotInBounds"),
}

/** Refused whoever asks. */
const retiredCalls: DocumentedErrors = {
  sudo_set_network_pow_registration_allowed: ["POWRegistrationDisabled"],
  sudo_set_total_issuance: ["Deprecated"],
}

export const documentedErrors: DocumentedErrors = {
  ...ownerCalls,
  ...rootSubnetCalls,
  ...globalCalls,
  ...retiredCalls,
}

export const unreachable: UnreachableErrors = {
  sudo_set_network_pow_registration_allowed: { ok: "proof-of-work registration is off for good" },
}
