import type { State } from "@taonet/frame/state"
import { utf8 } from "@taonet/primitives/bytes"
import { storage } from "../../pallets/subtensor/storage.ts"
import type {
  HyperparamEntry,
  HyperparamValue,
  Metagraph,
  SubnetHyperparams,
  SubnetHyperparamsV2,
} from "../../pallets/subtensor/types.ts"
import { subnetPart } from "../shared/subnetFields.ts"
import { ifExists } from "../shared/subnets.ts"
import { type SubnetView, subnetView } from "../shared/subnetView.ts"

const v1Names = [
  "rho",
  "kappa",
  "immunity_period",
  "min_allowed_weights",
  "max_weights_limit",
  "tempo",
  "min_difficulty",
  "max_difficulty",
  "weights_version",
  "weights_rate_limit",
  "adjustment_interval",
  "activity_cutoff",
  "registration_allowed",
  "target_regs_per_interval",
  "min_burn",
  "max_burn",
  "bonds_moving_avg",
  "max_regs_per_block",
  "serving_rate_limit",
  "max_validators",
  "adjustment_alpha",
  "difficulty",
  "commit_reveal_period",
  "commit_reveal_weights_enabled",
  "alpha_high",
  "alpha_low",
  "liquid_alpha_enabled",
] as const satisfies readonly (keyof Metagraph)[]

/** `get_subnet_hyperparams`. */
export const hyperparameters = (state: State, netuid: number): SubnetHyperparams | undefined =>
  ifExists(state, netuid, () => subnetPart(subnetView(state, netuid), v1Names))

/** `get_subnet_hyperparams_v2`. */
export const hyperparametersV2 = (state: State, netuid: number): SubnetHyperparamsV2 | undefined =>
  ifExists(state, netuid, () => {
    const view = subnetView(state, netuid)
    return { ...subnetPart(view, v1Names), ...newerSettings(view) }
  })

type NewerSettings = Omit<SubnetHyperparamsV2, keyof SubnetHyperparams>

function newerSettings({ state, netuid }: SubnetView): NewerSettings {
  return {
    alpha_sigmoid_steepness: BigInt(storage.AlphaSigmoidSteepness.get(state, netuid)) << 32n,
    yuma_version: storage.Yuma3On.get(state, netuid) ? 3 : 2,
    subnet_is_active: storage.SubtokenEnabled.get(state, netuid),
    transfers_enabled: storage.TransferToggle.get(state, netuid),
    bonds_reset_enabled: storage.BondsResetOn.get(state, netuid),
    user_liquidity_enabled: false,
  }
}

/** Every setting that v3 can show, by its name on the wire. */
type Settings = ReturnType<typeof allSettings>

function allSettings(view: SubnetView) {
  const { state, netuid } = view
  const lowestTake = storage.MinChildkeyTake.get(state)
  const lowestTakeHere = storage.MinChildkeyTakePerSubnet.get(state, netuid)
  return {
    ...subnetPart(view, v1Names),
    ...newerSettings(view),
    activity_cutoff_factor: storage.ActivityCutoffFactorMilli.get(state, netuid),
    burn_half_life: storage.BurnHalfLife.get(state, netuid),
    burn_increase_mult: storage.BurnIncreaseMult.get(state, netuid),
    owner_cut_enabled: storage.OwnerCutEnabled.get(state, netuid),
    owner_cut_auto_lock_enabled: storage.OwnerCutAutoLockEnabled.get(state, netuid),
    min_childkey_take: lowestTake > lowestTakeHere ? lowestTake : lowestTakeHere,
    collateral_lock_share: storage.CollateralLockShare.get(state, netuid),
    collateral_drain_ratio: storage.CollateralDrainRatio.get(state, netuid),
  }
}

/** The entries of v3 in their order on the wire, and the variant each value is put in. */
const v3Entries = [
  ["kappa", "U16"],
  ["immunity_period", "U16"],
  ["min_allowed_weights", "U16"],
  ["max_weights_limit", "U16"],
  ["tempo", "U16"],
  ["weights_version", "U64"],
  ["weights_rate_limit", "U64"],
  ["activity_cutoff", "U64"],
  ["activity_cutoff_factor", "U32"],
  ["registration_allowed", "Bool"],
  ["target_regs_per_interval", "U16"],
  ["min_burn", "TaoBalance"],
  ["max_burn", "TaoBalance"],
  ["burn_half_life", "U16"],
  ["burn_increase_mult", "U64F64"],
  ["bonds_moving_avg", "U64"],
  ["max_regs_per_block", "U16"],
  ["serving_rate_limit", "U64"],
  ["max_validators", "U16"],
  ["commit_reveal_period", "U64"],
  ["commit_reveal_weights_enabled", "Bool"],
  ["alpha_high", "U16"],
  ["alpha_low", "U16"],
  ["liquid_alpha_enabled", "Bool"],
  ["alpha_sigmoid_steepness", "I32F32"],
  ["yuma_version", "U16"],
  ["subnet_is_active", "Bool"],
  ["transfers_enabled", "Bool"],
  ["bonds_reset_enabled", "Bool"],
  ["user_liquidity_enabled", "Bool"],
  ["owner_cut_enabled", "Bool"],
  ["owner_cut_auto_lock_enabled", "Bool"],
  ["min_childkey_take", "U16"],
  ["collateral_lock_share", "U16"],
  ["collateral_drain_ratio", "U64F64"],
] as const satisfies readonly (readonly [keyof Settings, HyperparamValue["type"]])[]

/** `get_subnet_hyperparams_v3`: names and values, so that clients skip what they do not know. */
export const hyperparametersV3 = (state: State, netuid: number): HyperparamEntry[] | undefined =>
  ifExists(state, netuid, () => {
    const settings = allSettings(subnetView(state, netuid))
    return v3Entries.map(([name, type]) => ({
      name: utf8(name),
      value: { type, value: settings[name] } as HyperparamValue,
    }))
  })
