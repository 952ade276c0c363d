import { storage, events as subtensorEvents } from "../../subtensor/schema.ts"
import { calls, errors, events } from "../schema.ts"
import { exists, must, notRoot, open, rootSetting, type Setting } from "../setting.ts"

/* What only root may set of a subnet: behaviour/subnets.md sections 10.2 and 10.3. */

const ordinary = [open, exists]

export const rootSubnetSettings: readonly Setting[] = [
  rootSetting(calls.sudo_set_min_difficulty, "min_difficulty", storage.MinDifficulty, {
    checks: ordinary,
    event: subtensorEvents.MinDifficultySet,
  }),
  rootSetting(calls.sudo_set_difficulty, "difficulty", storage.Difficulty, {
    checks: ordinary,
    event: subtensorEvents.DifficultySet,
  }),
  rootSetting(calls.sudo_set_weights_set_rate_limit, "weights_set_rate_limit", storage.WeightsSetRateLimit, {
    checks: [exists],
    event: subtensorEvents.WeightsSetRateLimitSet,
  }),
  rootSetting(calls.sudo_set_adjustment_interval, "adjustment_interval", storage.AdjustmentInterval, {
    checks: [exists],
    event: subtensorEvents.AdjustmentIntervalSet,
  }),
  rootSetting(calls.sudo_set_kappa, "kappa", storage.Kappa, {
    checks: [exists],
    event: subtensorEvents.KappaSet,
  }),
  rootSetting(calls.sudo_set_rao_recycled, "rao_recycled", storage.RAORecycledForRegistration, {
    checks: [exists],
    event: subtensorEvents.RAORecycledForRegistrationSet,
  }),
  rootSetting(
    calls.sudo_set_target_registrations_per_interval,
    "target_registrations_per_interval",
    storage.TargetRegistrationsPerInterval,
    { checks: ordinary, event: subtensorEvents.RegistrationPerIntervalSet },
  ),
  rootSetting(
    calls.sudo_set_max_registrations_per_block,
    "max_registrations_per_block",
    storage.MaxRegistrationsPerBlock,
    { checks: ordinary, event: subtensorEvents.MaxRegistrationsPerBlockSet },
  ),
  rootSetting(calls.sudo_set_max_allowed_validators, "max_allowed_validators", storage.MaxAllowedValidators, {
    checks: [
      ...ordinary,
      must(
        (value, { state, netuid }) => value <= storage.MaxAllowedUids.get(state, netuid),
        errors.MaxValidatorsLargerThanMaxUIds,
      ),
    ],
    event: subtensorEvents.MaxAllowedValidatorsSet,
  }),
  rootSetting(calls.sudo_set_min_allowed_uids, "min_allowed_uids", storage.MinAllowedUids, {
    checks: [
      ...ordinary,
      must(
        (value, { state, netuid }) => value < storage.MaxAllowedUids.get(state, netuid),
        errors.MinAllowedUidsGreaterThanMaxAllowedUids,
      ),
      must(
        (value, { state, netuid }) => value < storage.SubnetworkN.get(state, netuid),
        errors.MinAllowedUidsGreaterThanCurrentUids,
      ),
    ],
    event: subtensorEvents.MinAllowedUidsSet,
  }),
  rootSetting(calls.sudo_set_min_non_immune_uids, "min", storage.MinNonImmuneUids, {
    event: subtensorEvents.MinNonImmuneUidsSet,
  }),
  rootSetting(calls.sudo_set_subtoken_enabled, "subtoken_enabled", storage.SubtokenEnabled, {
    checks: [open],
  }),
  rootSetting(calls.sudo_set_subnet_emission_enabled, "enabled", storage.SubnetEmissionEnabled, {
    checks: [exists, notRoot],
    announce: (state, netuid, enabled) => events.SubnetEmissionEnabledSet.deposit(state, { netuid, enabled }),
  }),
  rootSetting(
    calls.sudo_set_network_registration_allowed,
    "registration_allowed",
    storage.NetworkRegistrationAllowed,
    { event: subtensorEvents.RegistrationAllowed },
  ),
  rootSetting(calls.sudo_set_ema_price_halving_period, "ema_halving", storage.EMAPriceHalvingBlocks),
]
