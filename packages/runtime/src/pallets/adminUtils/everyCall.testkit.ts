/** For tests of AdminUtils: every call with a value that it accepts, what that writes, and what it tells. Source: behaviour/subnets.md section 10. */
import { U64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { createTestChain, type TestChain } from "../../testKit.ts"
import { storage } from "../subtensor/schema.ts"
import { storage as system } from "../system/schema.ts"
import type { calls } from "./schema.ts"

const account = (byte: string): Hex => `0x${byte.repeat(32)}`
export const [owner, stranger, hotkey] = [account("aa"), account("bb"), account("cc")]
export const netuid = 5
const { ONE } = U64F64

/** Block 1000 on a chain with one subnet of 100 neurons, whose next epoch is far away, and an owner. */
export function openAdmin(): TestChain {
  const chain = createTestChain()
  const { state } = chain
  system.Number.set(state, 1000)
  openSubnet(chain, netuid)
  storage.SubnetworkN.set(state, netuid, 100)
  chain.takeEvents()
  return chain
}

export function openSubnet({ state }: TestChain, id: number): void {
  storage.NetworksAdded.set(state, id, true)
  storage.SubnetOwner.set(state, id, owner)
  storage.Tempo.set(state, id, 360)
  storage.LastEpochBlock.set(state, id, 990n)
}

export interface Example {
  readonly call: keyof typeof calls
  readonly args: Readonly<Record<string, unknown>>
  /** Item of SubtensorModule that gets the value; none for calls that other tests look at. */
  readonly item?: keyof typeof storage
  readonly value?: unknown
  readonly events: readonly string[]
}

type Row = readonly [
  name: string,
  field: string,
  value: unknown,
  item: keyof typeof storage | undefined,
  /** Left out: the item's name with `Set`. */
  events?: readonly string[],
]

const S = (...names: string[]) => names.map((name) => `SubtensorModule.${name}`)
const A = (...names: string[]) => names.map((name) => `AdminUtils.${name}`)

const ownerRows: readonly Row[] = [
  ["serving_rate_limit", "serving_rate_limit", 7n, "ServingRateLimit"],
  ["max_difficulty", "max_difficulty", 7n, "MaxDifficulty"],
  ["weights_version_key", "weights_version_key", 7n, "WeightsVersionKey"],
  ["adjustment_alpha", "adjustment_alpha", 7n, "AdjustmentAlpha"],
  ["immunity_period", "immunity_period", 7, "ImmunityPeriod"],
  ["min_allowed_weights", "min_allowed_weights", 7, "MinAllowedWeights", S("MinAllowedWeightSet")],
  ["max_allowed_uids", "max_allowed_uids", 128, "MaxAllowedUids"],
  ["rho", "rho", 7, "Rho", []],
  ["activity_cutoff", "activity_cutoff", 360, "ActivityCutoff"],
  ["min_burn", "min_burn", 7n, "MinBurn"],
  ["max_burn", "max_burn", 200_000_000n, "MaxBurn"],
  ["bonds_moving_average", "bonds_moving_average", 975_000n, "BondsMovingAverage"],
  ["bonds_penalty", "bonds_penalty", 7, "BondsPenalty"],
  ["tempo", "tempo", 360, "Tempo"],
  ["commit_reveal_weights_enabled", "enabled", false, "CommitRevealWeightsEnabled", S("CommitRevealEnabled")],
  ["liquid_alpha_enabled", "enabled", true, "LiquidAlphaOn", []],
  ["commit_reveal_weights_interval", "interval", 2n, "RevealPeriodEpochs", S("CommitRevealPeriodsSet")],
  ["toggle_transfer", "toggle", false, "TransferToggle", S("TransferToggle")],
  ["alpha_sigmoid_steepness", "steepness", 7, "AlphaSigmoidSteepness", []],
  ["yuma3_enabled", "enabled", true, "Yuma3On", A("Yuma3EnableToggled")],
  [
    "bonds_reset_enabled",
    "enabled",
    true,
    "BondsResetOn",
    [...S("BondsResetOnSet"), ...A("BondsResetToggled")],
  ],
  ["owner_immune_neuron_limit", "immune_neurons", 7, "ImmuneOwnerUidsLimit", []],
  ["recycle_or_burn", "recycle_or_burn", "Recycle", "RecycleOrBurn", []],
  ["burn_half_life", "burn_half_life", 7, "BurnHalfLife", A("BurnHalfLifeSet")],
  ["burn_increase_mult", "burn_increase_mult", 2n * ONE, "BurnIncreaseMult", A("BurnIncreaseMultSet")],
  ["owner_cut_enabled", "enabled", false, "OwnerCutEnabled", []],
  ["min_childkey_take_per_subnet", "take", 7, "MinChildkeyTakePerSubnet", S("MinChildKeyTakePerSubnetSet")],
  ["owner_cut_auto_lock_enabled", "enabled", true, "OwnerCutAutoLockEnabled", []],
  ["activity_cutoff_factor", "factor_milli", 5000, "ActivityCutoffFactorMilli"],
  ["collateral_lock_share", "lock_share", 7, "CollateralLockShare", A("CollateralLockShareSet")],
  ["collateral_drain_ratio", "drain_ratio", 2n * ONE, "CollateralDrainRatio", A("CollateralDrainRatioSet")],
  ["liquid_alpha_consensus_mode", "mode", "Previous", "LiquidAlphaConsensusMode"],
  ["mechanism_emission_split", "maybe_split", [65_535], "MechanismEmissionSplit", []],
  ["mechanism_count", "mechanism_count", 1, "MechanismCountCurrent", []],
]

const rootSubnetRows: readonly Row[] = [
  ["min_difficulty", "min_difficulty", 7n, "MinDifficulty"],
  ["difficulty", "difficulty", 7n, "Difficulty"],
  ["weights_set_rate_limit", "weights_set_rate_limit", 7n, "WeightsSetRateLimit"],
  ["adjustment_interval", "adjustment_interval", 7, "AdjustmentInterval"],
  ["kappa", "kappa", 7, "Kappa"],
  ["rao_recycled", "rao_recycled", 7n, "RAORecycledForRegistration"],
  [
    "target_registrations_per_interval",
    "target_registrations_per_interval",
    7,
    "TargetRegistrationsPerInterval",
    S("RegistrationPerIntervalSet"),
  ],
  ["max_allowed_validators", "max_allowed_validators", 7, "MaxAllowedValidators"],
  ["max_registrations_per_block", "max_registrations_per_block", 7, "MaxRegistrationsPerBlock"],
  ["subtoken_enabled", "subtoken_enabled", true, "SubtokenEnabled", []],
  ["min_allowed_uids", "min_allowed_uids", 7, "MinAllowedUids"],
  ["subnet_emission_enabled", "enabled", true, "SubnetEmissionEnabled", A("SubnetEmissionEnabledSet")],
  [
    "network_registration_allowed",
    "registration_allowed",
    false,
    "NetworkRegistrationAllowed",
    S("RegistrationAllowed"),
  ],
  ["ema_price_halving_period", "ema_halving", 7n, "EMAPriceHalvingBlocks", []],
  ["min_non_immune_uids", "min", 7, "MinNonImmuneUids"],
]

const globalRows: readonly Row[] = [
  ["default_take", "default_take", 7, "MaxDelegateTake"],
  ["tx_rate_limit", "tx_rate_limit", 7n, "TxRateLimit"],
  ["subnet_owner_cut", "subnet_owner_cut", 7, "SubnetOwnerCut"],
  ["network_rate_limit", "rate_limit", 7n, "NetworkRateLimit"],
  ["network_immunity_period", "immunity_period", 7n, "NetworkImmunityPeriod"],
  ["network_min_lock_cost", "lock_cost", 7n, "NetworkMinLockCost"],
  ["subnet_limit", "max_subnets", 7, "SubnetLimit"],
  [
    "lock_reduction_interval",
    "interval",
    7n,
    "NetworkLockReductionInterval",
    S("NetworkLockCostReductionIntervalSet"),
  ],
  ["stake_threshold", "min_stake", 7n, "StakeThreshold"],
  ["nominator_min_required_stake", "min_stake", 7n, "NominatorMinRequiredStake", []],
  ["tx_delegate_take_rate_limit", "tx_rate_limit", 7n, "TxDelegateTakeRateLimit"],
  ["min_delegate_take", "take", 7, "MinDelegateTake"],
  ["dissolve_network_schedule_duration", "duration", 7, "DissolveNetworkScheduleDuration"],
  ["evm_chain_id", "chain_id", 7n, undefined, []],
  ["subnet_moving_alpha", "alpha", 7n, "SubnetMovingAlpha", []],
  ["commit_reveal_version", "version", 7, "CommitRevealWeightsVersion", S("CommitRevealVersionSet")],
  ["ck_burn", "burn", 7n, "CKBurn", []],
  ["admin_freeze_window", "window", 7, "AdminFreezeWindow"],
  ["owner_hparam_rate_limit", "epochs", 7, "OwnerHyperparamRateLimit"],
  ["tao_flow_cutoff", "flow_cutoff", 7n, "TaoFlowCutoff", []],
  ["tao_flow_normalization_exponent", "exponent", 2n * ONE, "FlowNormExponent", []],
  ["tao_flow_smoothing_factor", "smoothing_factor", 7n, "FlowEmaSmoothingFactor", []],
  ["start_call_delay", "delay", 7n, "StartCallDelay"],
  ["coldkey_swap_announcement_delay", "duration", 7, "ColdkeySwapAnnouncementDelay"],
  ["coldkey_swap_reannouncement_delay", "duration", 7, "ColdkeySwapReannouncementDelay"],
  ["max_mechanism_count", "max_mechanism_count", 7, "MaxMechanismCount", []],
  ["net_tao_flow_enabled", "enabled", true, "NetTaoFlowEnabled", []],
  ["max_epochs_per_block", "max_epochs_per_block", 7, "MaxEpochsPerBlock"],
  ["emission_bar_quantile", "quantile", 7n, "EmissionBarQuantile", []],
  ["emission_gate_exponent", "exponent", 2n * ONE, "EmissionGateExponent", []],
  ["emission_bar_rank", "rank", 7, "EmissionBarRank", []],
  ["basket_trading_enabled", "enabled", true, "BasketTradingEnabled", A("BasketTradingToggled")],
  ["basket_concentration_cap", "cap", 7, "BasketConcentrationCap", A("BasketConcentrationCapSet")],
  ["basket_daily_turnover_cap", "cap", 7, "BasketDailyTurnoverCap", A("BasketDailyTurnoverCapSet")],
  ["basket_liquidity_cap", "cap", 7, "BasketLiquidityCap", A("BasketLiquidityCapSet")],
]

const exampleOf =
  (base: Readonly<Record<string, unknown>>) =>
  ([name, field, value, item, events = S(`${item}Set`)]: Row): Example => ({
    call: `sudo_set_${name}` as keyof typeof calls,
    args: { ...base, [field]: value },
    ...(item ? { item } : {}),
    value,
    events,
  })

/** Calls with more than one value, or whose value goes elsewhere. */
const specials: readonly Example[] = [
  {
    call: "sudo_set_alpha_values",
    args: { netuid, alpha_low: 2000, alpha_high: 3000 },
    item: "AlphaValues",
    value: [2000, 3000],
    events: [],
  },
  {
    call: "sudo_set_sn_owner_hotkey",
    args: { netuid, hotkey },
    item: "SubnetOwnerHotkey",
    value: hotkey,
    events: S("SubnetOwnerHotkeySet"),
  },
  {
    call: "sudo_trim_to_max_allowed_uids",
    args: { netuid, max_n: 128 },
    item: "MaxAllowedUids",
    value: 128,
    events: [],
  },
  { call: "swap_authorities", args: { new_authorities: [new Uint8Array(32).fill(7)] }, events: [] },
  {
    call: "schedule_grandpa_change",
    args: { next_authorities: [[new Uint8Array(32).fill(7), 1n]], in_blocks: 0, forced: undefined },
    events: [],
  },
  {
    call: "sudo_toggle_evm_precompile",
    args: { precompile_id: "Staking", enabled: false },
    events: A("PrecompileUpdated"),
  },
  {
    call: "sudo_set_basket_trading_frozen",
    args: { hotkey, frozen: true },
    events: A("BasketTradingFrozenSet"),
  },
]

const needsLiquidAlpha = "sudo_set_alpha_values"

/** What an example needs before it is accepted. */
export function prepare({ state }: TestChain, { call }: Example): void {
  if (call === needsLiquidAlpha) storage.LiquidAlphaOn.set(state, netuid, true)
}

/** All calls but the two that are always refused. */
export const examples: readonly Example[] = [
  ...[...ownerRows, ...rootSubnetRows].map(exampleOf({ netuid })),
  ...globalRows.map(exampleOf({})),
  ...specials,
]
