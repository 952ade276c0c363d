import { U64F64 } from "@taonet/primitives/fixed/formats"
import { constants, storage, errors as subtensor, events as subtensorEvents } from "../../subtensor/schema.ts"
import { withinUidLimit } from "../mechanisms.ts"
import { hyperparameter, weightsVersionKeyLimit } from "../ownerLimits.ts"
import { calls, errors, events } from "../schema.ts"
import { exists, must, notRoot, open, ownerSetting, type Setting } from "../setting.ts"

/*
 * What a subnet's owner may set, and root: behaviour/subnets.md section 10.1. Bounds in blocks, rao, parts of 65535, or U64F64 bits.
 */

const BONDS_MOVING_AVERAGE_MAX = 975_000n
const REVEAL_PERIOD_MAX = 100n
const IMMUNE_NEURONS_MAX = 10
const BURN_HALF_LIFE_MAX = 36_100
const BURN_INCREASE_MAX = 3n * U64F64.ONE
const COLLATERAL_SHARE_MAX = 62_258
const DRAIN_RATIO_MAX = 10n * U64F64.ONE

const ordinary = [open, exists]
const notOnRoot = [open, exists, notRoot]

const consensus: readonly Setting[] = [
  ownerSetting(calls.sudo_set_weights_version_key, "weights_version_key", storage.WeightsVersionKey, {
    limit: weightsVersionKeyLimit,
    checks: ordinary,
    event: subtensorEvents.WeightsVersionKeySet,
  }),
  ownerSetting(calls.sudo_set_min_allowed_weights, "min_allowed_weights", storage.MinAllowedWeights, {
    limit: hyperparameter("MinAllowedWeights"),
    checks: ordinary,
    event: subtensorEvents.MinAllowedWeightSet,
  }),
  ownerSetting(calls.sudo_set_rho, "rho", storage.Rho, {
    limit: hyperparameter("Rho"),
    checks: ordinary,
  }),
  ownerSetting(calls.sudo_set_activity_cutoff, "activity_cutoff", storage.ActivityCutoff, {
    limit: hyperparameter("ActivityCutoff"),
    checks: [
      ...ordinary,
      must(
        (value, { state }) => value >= storage.MinActivityCutoff.get(state),
        subtensor.ActivityCutoffTooLow,
      ),
    ],
    event: subtensorEvents.ActivityCutoffSet,
  }),
  ownerSetting(calls.sudo_set_bonds_moving_average, "bonds_moving_average", storage.BondsMovingAverage, {
    limit: hyperparameter("BondsMovingAverage"),
    checks: [
      open,
      must(
        (value, { byOwner }) => !byOwner || value <= BONDS_MOVING_AVERAGE_MAX,
        errors.BondsMovingAverageMaxReached,
      ),
      exists,
    ],
    event: subtensorEvents.BondsMovingAverageSet,
  }),
  ownerSetting(calls.sudo_set_bonds_penalty, "bonds_penalty", storage.BondsPenalty, {
    limit: hyperparameter("BondsPenalty"),
    checks: ordinary,
    event: subtensorEvents.BondsPenaltySet,
  }),
  ownerSetting(calls.sudo_set_bonds_reset_enabled, "enabled", storage.BondsResetOn, {
    limit: hyperparameter("BondsResetEnabled"),
    checks: [open],
    event: subtensorEvents.BondsResetOnSet,
    announce: (state, netuid, enabled) => events.BondsResetToggled.deposit(state, { netuid, enabled }),
  }),
  ownerSetting(calls.sudo_set_yuma3_enabled, "enabled", storage.Yuma3On, {
    limit: hyperparameter("Yuma3Enabled"),
    checks: [open],
    announce: (state, netuid, enabled) => events.Yuma3EnableToggled.deposit(state, { netuid, enabled }),
  }),
  ownerSetting(calls.sudo_set_liquid_alpha_enabled, "enabled", storage.LiquidAlphaOn, {
    limit: hyperparameter("LiquidAlphaEnabled"),
    checks: [open],
  }),
  ownerSetting(calls.sudo_set_liquid_alpha_consensus_mode, "mode", storage.LiquidAlphaConsensusMode, {
    limit: hyperparameter("LiquidAlphaConsensusMode"),
    checks: [open],
    event: subtensorEvents.LiquidAlphaConsensusModeSet,
  }),
  ownerSetting(calls.sudo_set_alpha_sigmoid_steepness, "steepness", storage.AlphaSigmoidSteepness, {
    limit: hyperparameter("AlphaSigmoidSteepness"),
    checks: [
      ...ordinary,
      must((value, { byOwner }) => !byOwner || value >= 0, errors.NegativeSigmoidSteepness),
    ],
  }),
  ownerSetting(calls.sudo_set_commit_reveal_weights_enabled, "enabled", storage.CommitRevealWeightsEnabled, {
    limit: hyperparameter("CommitRevealEnabled"),
    checks: ordinary,
    event: subtensorEvents.CommitRevealEnabled,
  }),
  ownerSetting(calls.sudo_set_commit_reveal_weights_interval, "interval", storage.RevealPeriodEpochs, {
    limit: hyperparameter("WeightCommitInterval"),
    checks: [
      ...ordinary,
      must((value) => value <= REVEAL_PERIOD_MAX, subtensor.RevealPeriodTooLarge),
      must((value) => value >= 1n, subtensor.RevealPeriodTooSmall),
    ],
    event: subtensorEvents.CommitRevealPeriodsSet,
  }),
]

const neurons: readonly Setting[] = [
  ownerSetting(calls.sudo_set_serving_rate_limit, "serving_rate_limit", storage.ServingRateLimit, {
    limit: hyperparameter("ServingRateLimit"),
    checks: [open],
    event: subtensorEvents.ServingRateLimitSet,
  }),
  ownerSetting(calls.sudo_set_immunity_period, "immunity_period", storage.ImmunityPeriod, {
    limit: hyperparameter("ImmunityPeriod"),
    checks: ordinary,
    event: subtensorEvents.ImmunityPeriodSet,
  }),
  ownerSetting(calls.sudo_set_max_allowed_uids, "max_allowed_uids", storage.MaxAllowedUids, {
    limit: hyperparameter("MaxAllowedUids"),
    checks: [
      ...ordinary,
      must(
        (value, { state, netuid }) => value >= storage.MinAllowedUids.get(state, netuid),
        errors.MaxAllowedUidsLessThanMinAllowedUids,
      ),
      must(
        (value, { state, netuid }) => value >= storage.SubnetworkN.get(state, netuid),
        errors.MaxAllowedUIdsLessThanCurrentUIds,
      ),
      must(
        (value, { state }) => value <= constants.InitialMaxAllowedUids.get(state),
        errors.MaxAllowedUidsGreaterThanDefaultMaxAllowedUids,
      ),
      must(
        (value, { state, netuid }) =>
          withinUidLimit(state, value, storage.MechanismCountCurrent.get(state, netuid)),
        subtensor.TooManyUIDsPerMechanism,
      ),
    ],
    event: subtensorEvents.MaxAllowedUidsSet,
  }),
  ownerSetting(calls.sudo_set_owner_immune_neuron_limit, "immune_neurons", storage.ImmuneOwnerUidsLimit, {
    limit: hyperparameter("ImmuneNeuronLimit"),
    checks: [open, must((value) => value >= 1 && value <= IMMUNE_NEURONS_MAX, subtensor.InvalidValue)],
  }),
  ownerSetting(calls.sudo_set_min_childkey_take_per_subnet, "take", storage.MinChildkeyTakePerSubnet, {
    limit: hyperparameter("MinChildkeyTake"),
    checks: [
      ...ordinary,
      must(
        (take, { state }) =>
          take >= storage.MinChildkeyTake.get(state) && take <= storage.MaxChildkeyTake.get(state),
        errors.InvalidValue,
      ),
    ],
    event: subtensorEvents.MinChildKeyTakePerSubnetSet,
  }),
]

const registration: readonly Setting[] = [
  ownerSetting(calls.sudo_set_max_difficulty, "max_difficulty", storage.MaxDifficulty, {
    limit: hyperparameter("MaxDifficulty"),
    checks: ordinary,
    event: subtensorEvents.MaxDifficultySet,
  }),
  ownerSetting(calls.sudo_set_adjustment_alpha, "adjustment_alpha", storage.AdjustmentAlpha, {
    limit: hyperparameter("AdjustmentAlpha"),
    checks: ordinary,
    event: subtensorEvents.AdjustmentAlphaSet,
  }),
  ownerSetting(calls.sudo_set_min_burn, "min_burn", storage.MinBurn, {
    limit: hyperparameter("MinBurn"),
    checks: [
      ...ordinary,
      must((value, { state }) => value < constants.MinBurnUpperBound.get(state), errors.ValueNotInBounds),
      must((value, { state, netuid }) => value < storage.MaxBurn.get(state, netuid), errors.ValueNotInBounds),
    ],
    event: subtensorEvents.MinBurnSet,
  }),
  ownerSetting(calls.sudo_set_max_burn, "max_burn", storage.MaxBurn, {
    limit: hyperparameter("MaxBurn"),
    checks: [
      ...ordinary,
      must((value, { state }) => value > constants.MaxBurnLowerBound.get(state), errors.ValueNotInBounds),
      must((value, { state, netuid }) => value > storage.MinBurn.get(state, netuid), errors.ValueNotInBounds),
    ],
    event: subtensorEvents.MaxBurnSet,
  }),
  ownerSetting(calls.sudo_set_burn_half_life, "burn_half_life", storage.BurnHalfLife, {
    limit: hyperparameter("BurnHalfLife"),
    checks: [...notOnRoot, must((value) => value >= 1 && value <= BURN_HALF_LIFE_MAX, errors.InvalidValue)],
    announce: (state, netuid, burn_half_life) =>
      events.BurnHalfLifeSet.deposit(state, { netuid, burn_half_life }),
  }),
  ownerSetting(calls.sudo_set_burn_increase_mult, "burn_increase_mult", storage.BurnIncreaseMult, {
    limit: hyperparameter("BurnIncreaseMult"),
    checks: [
      ...notOnRoot,
      must((value) => value >= U64F64.ONE && value <= BURN_INCREASE_MAX, errors.InvalidValue),
    ],
    announce: (state, netuid, burn_increase_mult) =>
      events.BurnIncreaseMultSet.deposit(state, { netuid, burn_increase_mult }),
  }),
  ownerSetting(calls.sudo_set_collateral_lock_share, "lock_share", storage.CollateralLockShare, {
    limit: hyperparameter("CollateralLockShare"),
    checks: [...notOnRoot, must((value) => value <= COLLATERAL_SHARE_MAX, errors.CollateralLockShareTooHigh)],
    announce: (state, netuid, lock_share) =>
      events.CollateralLockShareSet.deposit(state, { netuid, lock_share }),
  }),
  ownerSetting(calls.sudo_set_collateral_drain_ratio, "drain_ratio", storage.CollateralDrainRatio, {
    limit: hyperparameter("CollateralDrainRatio"),
    checks: [
      ...notOnRoot,
      must((value) => value > 0n && value <= DRAIN_RATIO_MAX, errors.CollateralDrainRatioOutOfBounds),
    ],
    announce: (state, netuid, drain_ratio) =>
      events.CollateralDrainRatioSet.deposit(state, { netuid, drain_ratio }),
  }),
]

const money: readonly Setting[] = [
  ownerSetting(calls.sudo_set_toggle_transfer, "toggle", storage.TransferToggle, {
    limit: hyperparameter("TransferEnabled"),
    checks: [open],
    event: subtensorEvents.TransferToggle,
  }),
  ownerSetting(calls.sudo_set_recycle_or_burn, "recycle_or_burn", storage.RecycleOrBurn, {
    limit: hyperparameter("RecycleOrBurn"),
    checks: [open],
  }),
  ownerSetting(calls.sudo_set_owner_cut_enabled, "enabled", storage.OwnerCutEnabled, { checks: notOnRoot }),
  ownerSetting(calls.sudo_set_owner_cut_auto_lock_enabled, "enabled", storage.OwnerCutAutoLockEnabled, {
    checks: notOnRoot,
  }),
]

export const ownerSettings: readonly Setting[] = [...consensus, ...neurons, ...registration, ...money]
