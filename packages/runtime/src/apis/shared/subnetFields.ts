import { I64F64 } from "@taonet/primitives/fixed/formats"
import { mulDivFloor, saturatingAddU64, saturatingSubU64, U16_MAX } from "@taonet/primitives/integers"
import { storage } from "../../pallets/subtensor/storage.ts"
import type { AxonInfo, Metagraph } from "../../pallets/subtensor/types.ts"
import { subnetName } from "./subnetName.ts"
import type { SubnetView } from "./subnetView.ts"
import { compactBytes } from "./wireText.ts"

type Fields = { readonly [K in keyof Metagraph]: (view: SubnetView) => Metagraph[K] }
/** An item of SubtensorModule with one value per netuid. */
interface PerSubnet<V> {
  get(state: SubnetView["state"], netuid: number): V
}

const of =
  <V>(item: PerSubnet<V>) =>
  ({ state, netuid }: SubnetView): V =>
    item.get(state, netuid)
const zero = (): bigint => 0n
const empty = (): number[] => []

export const absentAxon: AxonInfo = {
  block: 0n,
  version: 0,
  ip: 0n,
  port: 0,
  ip_type: 0,
  protocol: 0,
  placeholder1: 0,
  placeholder2: 0,
}

const lastStep = of(storage.LastMechansimStepBlock)

/** Blocks without weights after which a validator is inactive: its factor counts thousandths of a tempo. */
export function activityCutoff({ state, netuid }: SubnetView): bigint {
  const factor = storage.ActivityCutoffFactorMilli.get(state, netuid)
  const blocks = mulDivFloor(BigInt(factor), BigInt(storage.Tempo.get(state, netuid)), 1000n)
  return blocks > 0n ? blocks : 1n
}

const facts = {
  netuid: ({ netuid }) => netuid,
  name: ({ state, netuid }) => subnetName(state, netuid),
  symbol: ({ state, netuid }) => compactBytes(storage.TokenSymbol.get(state, netuid)),
  identity: of(storage.SubnetIdentitiesV3),
  network_registered_at: of(storage.NetworkRegisteredAt),
  owner_hotkey: of(storage.SubnetOwnerHotkey),
  owner_coldkey: of(storage.SubnetOwner),
  block: ({ block }) => block,
  tempo: of(storage.Tempo),
  last_step: lastStep,
  // Not the storage counter of the same name: no epoch yet counts from block 0.
  blocks_since_last_step: (view) => saturatingSubU64(view.block, lastStep(view)),
  subnet_emission: zero,
  alpha_in: of(storage.SubnetAlphaIn),
  alpha_out: of(storage.SubnetAlphaOut),
  tao_in: of(storage.SubnetTAO),
  alpha_out_emission: of(storage.SubnetAlphaOutEmission),
  alpha_in_emission: of(storage.SubnetAlphaInEmission),
  tao_in_emission: of(storage.SubnetTaoInEmission),
  pending_alpha_emission: ({ state, netuid }) =>
    saturatingAddU64(
      storage.PendingValidatorEmission.get(state, netuid),
      storage.PendingServerEmission.get(state, netuid),
    ),
  pending_root_emission: zero,
  subnet_volume: of(storage.SubnetVolume),
  moving_price: of(storage.SubnetMovingPrice),
} satisfies Partial<Fields>

const settings = {
  rho: of(storage.Rho),
  kappa: of(storage.Kappa),
  min_allowed_weights: of(storage.MinAllowedWeights),
  max_weights_limit: () => U16_MAX,
  weights_version: of(storage.WeightsVersionKey),
  weights_rate_limit: of(storage.WeightsSetRateLimit),
  activity_cutoff: activityCutoff,
  max_validators: of(storage.MaxAllowedValidators),
  num_uids: ({ uids }) => uids.length,
  max_uids: of(storage.MaxAllowedUids),
  burn: of(storage.Burn),
  difficulty: of(storage.Difficulty),
  registration_allowed: of(storage.NetworkRegistrationAllowed),
  pow_registration_allowed: of(storage.NetworkPowRegistrationAllowed),
  immunity_period: of(storage.ImmunityPeriod),
  min_difficulty: of(storage.MinDifficulty),
  max_difficulty: of(storage.MaxDifficulty),
  min_burn: of(storage.MinBurn),
  max_burn: of(storage.MaxBurn),
  adjustment_alpha: of(storage.AdjustmentAlpha),
  adjustment_interval: of(storage.AdjustmentInterval),
  target_regs_per_interval: of(storage.TargetRegistrationsPerInterval),
  max_regs_per_block: of(storage.MaxRegistrationsPerBlock),
  serving_rate_limit: of(storage.ServingRateLimit),
  commit_reveal_weights_enabled: of(storage.CommitRevealWeightsEnabled),
  commit_reveal_period: of(storage.RevealPeriodEpochs),
  liquid_alpha_enabled: of(storage.LiquidAlphaOn),
  alpha_high: ({ state, netuid }) => storage.AlphaValues.get(state, netuid)[1],
  alpha_low: ({ state, netuid }) => storage.AlphaValues.get(state, netuid)[0],
  bonds_moving_avg: of(storage.BondsMovingAverage),
} satisfies Partial<Fields>

/** Lists by uid. Those that are one storage value keep its length; pruning score, trust and rank are no longer kept. */
const neurons = {
  hotkeys: (view) => view.hotkeys(),
  coldkeys: (view) => view.coldkeys(),
  identities: (view) => view.coldkeys().map((coldkey) => storage.IdentitiesV2.get(view.state, coldkey)),
  axons: ({ state, netuid, hotkeys }) =>
    hotkeys().map((hotkey) => storage.Axons.get(state, netuid, hotkey) ?? absentAxon),
  active: of(storage.Active),
  validator_permit: of(storage.ValidatorPermit),
  pruning_score: empty,
  last_update: ({ state, index }) => storage.LastUpdate.get(state, index),
  emission: of(storage.Emission),
  dividends: of(storage.Dividends),
  incentives: ({ state, index }) => storage.Incentive.get(state, index),
  consensus: of(storage.Consensus),
  trust: empty,
  rank: empty,
  block_at_registration: ({ state, netuid, uids }) =>
    uids.map((uid) => storage.BlockAtRegistration.get(state, netuid, uid)),
  alpha_stake: (view) => view.stakeWeights().alpha,
  tao_stake: (view) => view.stakeWeights().tao,
  total_stake: (view) => view.stakeWeights().total.map(I64F64.toU64),
  tao_dividends_per_hotkey: (view) => view.hotkeys().map((hotkey) => [hotkey, 0n] as const),
  alpha_dividends_per_hotkey: ({ state, netuid, hotkeys }) =>
    hotkeys().map((hotkey) => [hotkey, storage.AlphaDividendsPerSubnet.get(state, netuid, hotkey)] as const),
  collateral_locked: (view) => view.collateral().map((row) => row?.locked ?? 0n),
  collateral_min: (view) => view.collateral().map((row) => row?.min_locked ?? 0n),
  collateral_earned: (view) => view.collateral().map((row) => row?.earned ?? 0n),
} satisfies Partial<Fields>

/** What each field of a metagraph holds; other answers about a subnet show some of the same fields. */
export const subnetFields: Fields = { ...facts, ...settings, ...neurons }

/** The fields of a metagraph in their order on the wire. */
export const subnetNames = Object.keys(subnetFields) as (keyof Metagraph)[]

/** The named fields of a subnet. */
export function subnetPart<K extends keyof Metagraph>(
  view: SubnetView,
  names: readonly K[],
): Pick<Metagraph, K> {
  const part: Partial<Pick<Metagraph, K>> = {}
  for (const name of names) part[name] = subnetFields[name](view)
  return part as Pick<Metagraph, K>
}

export const wholeMetagraph = (view: SubnetView): Metagraph => subnetPart(view, subnetNames)
