import { Percent, PerU16 } from "@taonet/frame/types/sp_arithmetic"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import type { Hex } from "@taonet/primitives/hex"
import {
  array,
  as,
  bool,
  bytes,
  type Codec,
  compact,
  newtype,
  option,
  optionNested,
  struct,
  tuple,
  u8,
  u16,
  u32,
  u64,
  u128,
  unitEnum,
  unitStruct,
  v,
  variant,
  vec,
} from "@taonet/primitives/scale/index"
import { BoundedVecU8 } from "../../types/bounded.ts"
import { FixedI64, I96F32, U64F64 } from "../../types/fixed.ts"
import { Runtime } from "../../types/misc.ts"
import { AlphaBalance, NetUid, TaoBalance } from "../../types/subtensorCommon.ts"

export interface SubnetIdentityV3 {
  subnet_name: Uint8Array
  github_repo: Uint8Array
  subnet_contact: Uint8Array
  subnet_url: Uint8Array
  discord: Uint8Array
  description: Uint8Array
  logo_url: Uint8Array
  additional: Uint8Array
}
export const SubnetIdentityV3: Codec<SubnetIdentityV3> = struct<SubnetIdentityV3>(
  "pallet_subtensor::pallet::SubnetIdentityV3",
  {
    subnet_name: bytes,
    github_repo: bytes,
    subnet_contact: bytes,
    subnet_url: bytes,
    discord: bytes,
    description: bytes,
    logo_url: bytes,
    additional: bytes,
  },
)

export type ConsensusMode = "Current" | "Previous" | "Auto"
export const ConsensusMode: Codec<ConsensusMode> = unitEnum<ConsensusMode>(
  "pallet_subtensor::pallet::ConsensusMode",
  ["Current", "Previous", "Auto"],
)

export interface LockState {
  locked_mass: bigint
  conviction: bigint
  last_update: bigint
}
export const LockState: Codec<LockState> = struct<LockState>("pallet_subtensor::staking::lock::LockState", {
  locked_mass: AlphaBalance,
  conviction: U64F64,
  last_update: u64,
})

export type Hyperparameter =
  | "Unknown"
  | "ServingRateLimit"
  | "MaxDifficulty"
  | "AdjustmentAlpha"
  | "MaxWeightLimit"
  | "ImmunityPeriod"
  | "MinAllowedWeights"
  | "Kappa"
  | "Rho"
  | "ActivityCutoff"
  | "PowRegistrationAllowed"
  | "MinBurn"
  | "MaxBurn"
  | "BondsMovingAverage"
  | "BondsPenalty"
  | "CommitRevealEnabled"
  | "LiquidAlphaEnabled"
  | "AlphaValues"
  | "WeightCommitInterval"
  | "TransferEnabled"
  | "AlphaSigmoidSteepness"
  | "Yuma3Enabled"
  | "BondsResetEnabled"
  | "ImmuneNeuronLimit"
  | "RecycleOrBurn"
  | "MaxAllowedUids"
  | "BurnHalfLife"
  | "BurnIncreaseMult"
  | "SubnetEmissionEnabled"
  | "MinChildkeyTake"
  | "ActivityCutoffFactorMilli"
  | "TriggerEpoch"
  | "CollateralLockShare"
  | "CollateralDrainRatio"
  | "LiquidAlphaConsensusMode"
export const Hyperparameter: Codec<Hyperparameter> = unitEnum<Hyperparameter>(
  "pallet_subtensor::utils::rate_limiting::Hyperparameter",
  [
    "Unknown",
    "ServingRateLimit",
    "MaxDifficulty",
    "AdjustmentAlpha",
    "MaxWeightLimit",
    "ImmunityPeriod",
    "MinAllowedWeights",
    "Kappa",
    "Rho",
    "ActivityCutoff",
    "PowRegistrationAllowed",
    "MinBurn",
    "MaxBurn",
    "BondsMovingAverage",
    "BondsPenalty",
    "CommitRevealEnabled",
    "LiquidAlphaEnabled",
    "AlphaValues",
    "WeightCommitInterval",
    "TransferEnabled",
    "AlphaSigmoidSteepness",
    "Yuma3Enabled",
    "BondsResetEnabled",
    "ImmuneNeuronLimit",
    "RecycleOrBurn",
    "MaxAllowedUids",
    "BurnHalfLife",
    "BurnIncreaseMult",
    "SubnetEmissionEnabled",
    "MinChildkeyTake",
    "ActivityCutoffFactorMilli",
    "TriggerEpoch",
    "CollateralLockShare",
    "CollateralDrainRatio",
    "LiquidAlphaConsensusMode",
  ],
)

export type RateLimitKey =
  | { readonly type: "SetSNOwnerHotkey"; readonly value: number }
  | { readonly type: "OwnerHyperparamUpdate"; readonly value: readonly [number, Hyperparameter] }
  | { readonly type: "NetworkLastRegistered" }
  | { readonly type: "LastTxBlock"; readonly value: Hex }
  | { readonly type: "LastTxBlockChildKeyTake"; readonly value: Hex }
  | { readonly type: "LastTxBlockDelegateTake"; readonly value: Hex }
  | { readonly type: "AddStakeBurn"; readonly value: number }
export const RateLimitKey: Codec<RateLimitKey> = variant<RateLimitKey>(
  "pallet_subtensor::RateLimitKey",
  {
    SetSNOwnerHotkey: v(0, NetUid),
    OwnerHyperparamUpdate: v(1, NetUid, Hyperparameter),
    NetworkLastRegistered: v(2),
    LastTxBlock: v(3, as("AccountId", AccountId32)),
    LastTxBlockChildKeyTake: v(4, as("AccountId", AccountId32)),
    LastTxBlockDelegateTake: v(5, as("AccountId", AccountId32)),
    AddStakeBurn: v(6, NetUid),
  },
  { params: { AccountId: AccountId32 } },
)

export type RecycleOrBurnEnum = "Burn" | "Recycle"
export const RecycleOrBurnEnum: Codec<RecycleOrBurnEnum> = unitEnum<RecycleOrBurnEnum>(
  "pallet_subtensor::pallet::RecycleOrBurnEnum",
  ["Burn", "Recycle"],
  { typeName: "pallet_subtensor::RecycleOrBurnEnum" },
)

export type DissolveCleanupPhase =
  | "SubnetRootDividendsRootClaimable"
  | "SubnetRootDividendsRootClaimed"
  | "AlphaInOutStakesGetTotalAlphaValue"
  | "AlphaInOutStakesSettleStakes"
  | "AlphaInOutStakesAlpha"
  | "AlphaInOutStakesHotkeyTotals"
  | "AlphaInOutStakesLocks"
  | "AlphaInOutStakesDecayingLocks"
  | "AlphaInOutStakes"
  | "ProtocolLiquidity"
  | "PurgeNetuid"
  | "NetworkIsNetworkMember"
  | "NetworkParameters"
  | "NetworkMapParameters"
  | "NetworkUpdateWeightsOnRoot"
  | "NetworkChildkeyTake"
  | "NetworkChildkeys"
  | "NetworkParentkeys"
  | "NetworkLastHotkeyEmissionOnNetuid"
  | "NetworkTotalHotkeyAlphaLastEpoch"
  | "NetworkTransactionKeyLastBlock"
  | "NetworkLock"
  | "NetworkDecayingLock"
  | "SubnetBasketHoldingsToRoot"
  | "NetworkPendingBasketDeposits"
  | "NetworkAlphaAssetCounters"
export const DissolveCleanupPhase: Codec<DissolveCleanupPhase> = unitEnum<DissolveCleanupPhase>(
  "pallet_subtensor::subnets::dissolution::DissolveCleanupPhase",
  [
    "SubnetRootDividendsRootClaimable",
    "SubnetRootDividendsRootClaimed",
    "AlphaInOutStakesGetTotalAlphaValue",
    "AlphaInOutStakesSettleStakes",
    "AlphaInOutStakesAlpha",
    "AlphaInOutStakesHotkeyTotals",
    "AlphaInOutStakesLocks",
    "AlphaInOutStakesDecayingLocks",
    "AlphaInOutStakes",
    "ProtocolLiquidity",
    "PurgeNetuid",
    "NetworkIsNetworkMember",
    "NetworkParameters",
    "NetworkMapParameters",
    "NetworkUpdateWeightsOnRoot",
    "NetworkChildkeyTake",
    "NetworkChildkeys",
    "NetworkParentkeys",
    "NetworkLastHotkeyEmissionOnNetuid",
    "NetworkTotalHotkeyAlphaLastEpoch",
    "NetworkTransactionKeyLastBlock",
    "NetworkLock",
    "NetworkDecayingLock",
    "SubnetBasketHoldingsToRoot",
    "NetworkPendingBasketDeposits",
    "NetworkAlphaAssetCounters",
  ],
)

export interface DissolveCleanupStatus {
  netuid: number
  phase: DissolveCleanupPhase
  last_key: Uint8Array | undefined
  subnet_total_alpha_value: bigint | undefined
  subnet_distributed_tao: bigint | undefined
}
export const DissolveCleanupStatus: Codec<DissolveCleanupStatus> = struct<DissolveCleanupStatus>(
  "pallet_subtensor::subnets::dissolution::DissolveCleanupStatus",
  {
    netuid: NetUid,
    phase: DissolveCleanupPhase,
    last_key: option(bytes),
    subnet_total_alpha_value: option(u128),
    subnet_distributed_tao: option(u128),
  },
)

export interface NetworkRegistrationInfo {
  coldkey: Hex
  hotkey: Hex
  mechid: number
  identity: SubnetIdentityV3 | undefined
  lock_amount: bigint
  median_subnet_alpha_price: bigint
  registration_block: bigint
  lock_id: number
}
export const NetworkRegistrationInfo: Codec<NetworkRegistrationInfo> = struct<NetworkRegistrationInfo>(
  "pallet_subtensor::subnets::subnet::NetworkRegistrationInfo",
  {
    coldkey: as("AccountId", AccountId32),
    hotkey: as("AccountId", AccountId32),
    mechid: u16,
    identity: as("Option<SubnetIdentityOfV3>", option(SubnetIdentityV3)),
    lock_amount: TaoBalance,
    median_subnet_alpha_price: U64F64,
    registration_block: u64,
    lock_id: u32,
  },
  { params: { AccountId: AccountId32 } },
)

export interface AxonInfo {
  block: bigint
  version: number
  ip: bigint
  port: number
  ip_type: number
  protocol: number
  placeholder1: number
  placeholder2: number
}
export const AxonInfo: Codec<AxonInfo> = struct<AxonInfo>("pallet_subtensor::pallet::AxonInfo", {
  block: u64,
  version: u32,
  ip: u128,
  port: u16,
  ip_type: u8,
  protocol: u8,
  placeholder1: u8,
  placeholder2: u8,
})

export interface NeuronCertificate {
  public_key: Uint8Array
  algorithm: number
}
export const NeuronCertificate: Codec<NeuronCertificate> = struct<NeuronCertificate>(
  "pallet_subtensor::pallet::NeuronCertificate",
  {
    public_key: BoundedVecU8,
    algorithm: u8,
  },
)

export interface PrometheusInfo {
  block: bigint
  version: number
  ip: bigint
  port: number
  ip_type: number
}
export const PrometheusInfo: Codec<PrometheusInfo> = struct<PrometheusInfo>(
  "pallet_subtensor::pallet::PrometheusInfo",
  {
    block: u64,
    version: u32,
    ip: u128,
    port: u16,
    ip_type: u8,
  },
)

export interface ChainIdentityV2 {
  name: Uint8Array
  url: Uint8Array
  github_repo: Uint8Array
  image: Uint8Array
  discord: Uint8Array
  description: Uint8Array
  additional: Uint8Array
}
export const ChainIdentityV2: Codec<ChainIdentityV2> = struct<ChainIdentityV2>(
  "pallet_subtensor::pallet::ChainIdentityV2",
  {
    name: bytes,
    url: bytes,
    github_repo: bytes,
    image: bytes,
    discord: bytes,
    description: bytes,
    additional: bytes,
  },
)

export interface BetaBaselineOf {
  price_divisor: bigint
  rate0: bigint
  tr_splice: bigint
  first_block: bigint
}
export const BetaBaselineOf: Codec<BetaBaselineOf> = struct<BetaBaselineOf>(
  "pallet_subtensor::pallet::BetaBaselineOf",
  {
    price_divisor: U64F64,
    rate0: I96F32,
    tr_splice: U64F64,
    first_block: u64,
  },
)

export interface BetaIndexSnapshotOf {
  bag_level: bigint
  stake_level: bigint
  block: bigint
}
export const BetaIndexSnapshotOf: Codec<BetaIndexSnapshotOf> = struct<BetaIndexSnapshotOf>(
  "pallet_subtensor::pallet::BetaIndexSnapshotOf",
  {
    bag_level: U64F64,
    stake_level: U64F64,
    block: u64,
  },
)

export interface BetaIndexSweepOf {
  cursor: Uint8Array
  weight_sum: bigint
  rel_bag_sum: bigint
  rel_stake_sum: bigint
}
export const BetaIndexSweepOf: Codec<BetaIndexSweepOf> = struct<BetaIndexSweepOf>(
  "pallet_subtensor::pallet::BetaIndexSweepOf",
  {
    cursor: bytes,
    weight_sum: u128,
    rel_bag_sum: U64F64,
    rel_stake_sum: U64F64,
  },
)

export interface BetaIndexFundSampleOf {
  nav: bigint
  display: bigint
  stake: bigint
}
export const BetaIndexFundSampleOf: Codec<BetaIndexFundSampleOf> = struct<BetaIndexFundSampleOf>(
  "pallet_subtensor::pallet::BetaIndexFundSampleOf",
  {
    nav: u64,
    display: U64F64,
    stake: U64F64,
  },
)

export interface SubnetLease {
  beneficiary: Hex
  coldkey: Hex
  hotkey: Hex
  emissions_share: number
  end_block: number | undefined
  netuid: number
  cost: bigint
}
export const SubnetLease: Codec<SubnetLease> = struct<SubnetLease>(
  "pallet_subtensor::subnets::leasing::SubnetLease",
  {
    beneficiary: as("AccountId", AccountId32),
    coldkey: as("AccountId", AccountId32),
    hotkey: as("AccountId", AccountId32),
    emissions_share: Percent,
    end_block: as("Option<BlockNumber>", option(u32)),
    netuid: NetUid,
    cost: as("Balance", TaoBalance),
  },
  { params: { AccountId: AccountId32, BlockNumber: u32, Balance: TaoBalance } },
)

export interface MinerCollateralState {
  locked: bigint
  drain_ratio: bigint
  min_locked: bigint
  earned: bigint
}
export const MinerCollateralState: Codec<MinerCollateralState> = struct<MinerCollateralState>(
  "pallet_subtensor::pallet::MinerCollateralState",
  {
    locked: AlphaBalance,
    drain_ratio: U64F64,
    min_locked: AlphaBalance,
    earned: AlphaBalance,
  },
)

export const BoundedVecAccountId32: Codec<Hex[]> = newtype(
  "bounded_collections::bounded_vec::BoundedVec",
  as("Vec<T>", vec(AccountId32)),
  { params: { T: AccountId32, S: undefined } },
)

export const SubtensorTransactionExtension: Codec<undefined> = unitStruct(
  "pallet_subtensor::extensions::subtensor::SubtensorTransactionExtension",
  { params: { T: Runtime } },
)

export interface DelegateInfo {
  delegate_ss58: Hex
  take: number
  nominators: (readonly [Hex, (readonly [number, bigint])[]])[]
  owner_ss58: Hex
  registrations: number[]
  validator_permits: number[]
  return_per_1000: bigint
  total_daily_return: bigint
}
export const DelegateInfo: Codec<DelegateInfo> = struct<DelegateInfo>(
  "pallet_subtensor::rpc_info::delegate_info::DelegateInfo",
  {
    delegate_ss58: as("AccountId", AccountId32),
    take: as("Compact<PerU16>", compact(PerU16)),
    nominators: as(
      "Vec<(AccountId, Vec<(Compact<NetUid>, Compact<u64>)>)>",
      vec(tuple(AccountId32, vec(tuple(compact(NetUid), compact(u64))))),
    ),
    owner_ss58: as("AccountId", AccountId32),
    registrations: as("Vec<Compact<NetUid>>", vec(compact(NetUid))),
    validator_permits: as("Vec<Compact<NetUid>>", vec(compact(NetUid))),
    return_per_1000: as("Compact<u64>", compact(u64)),
    total_daily_return: as("Compact<u64>", compact(u64)),
  },
  { params: { AccountId: AccountId32 } },
)

export interface NeuronInfo {
  hotkey: Hex
  coldkey: Hex
  uid: number
  netuid: number
  active: boolean
  axon_info: AxonInfo
  prometheus_info: PrometheusInfo
  stake: (readonly [Hex, bigint])[]
  rank: number
  emission: bigint
  incentive: number
  consensus: number
  trust: number
  validator_trust: number
  dividends: number
  last_update: bigint
  validator_permit: boolean
  weights: (readonly [number, number])[]
  bonds: (readonly [number, number])[]
  pruning_score: number
}
export const NeuronInfo: Codec<NeuronInfo> = struct<NeuronInfo>(
  "pallet_subtensor::rpc_info::neuron_info::NeuronInfo",
  {
    hotkey: as("AccountId", AccountId32),
    coldkey: as("AccountId", AccountId32),
    uid: as("Compact<u16>", compact(u16)),
    netuid: as("Compact<NetUid>", compact(NetUid)),
    active: bool,
    axon_info: AxonInfo,
    prometheus_info: PrometheusInfo,
    stake: as("Vec<(AccountId, Compact<AlphaBalance>)>", vec(tuple(AccountId32, compact(AlphaBalance)))),
    rank: as("Compact<u16>", compact(u16)),
    emission: as("Compact<AlphaBalance>", compact(AlphaBalance)),
    incentive: as("Compact<PerU16>", compact(PerU16)),
    consensus: as("Compact<PerU16>", compact(PerU16)),
    trust: as("Compact<PerU16>", compact(PerU16)),
    validator_trust: as("Compact<PerU16>", compact(PerU16)),
    dividends: as("Compact<PerU16>", compact(PerU16)),
    last_update: as("Compact<u64>", compact(u64)),
    validator_permit: bool,
    weights: as("Vec<(Compact<u16>, Compact<u16>)>", vec(tuple(compact(u16), compact(u16)))),
    bonds: as("Vec<(Compact<u16>, Compact<u16>)>", vec(tuple(compact(u16), compact(u16)))),
    pruning_score: as("Compact<u16>", compact(u16)),
  },
  { params: { AccountId: AccountId32 } },
)

export interface NeuronInfoLite {
  hotkey: Hex
  coldkey: Hex
  uid: number
  netuid: number
  active: boolean
  axon_info: AxonInfo
  prometheus_info: PrometheusInfo
  stake: (readonly [Hex, bigint])[]
  rank: number
  emission: bigint
  incentive: number
  consensus: number
  trust: number
  validator_trust: number
  dividends: number
  last_update: bigint
  validator_permit: boolean
  pruning_score: number
}
export const NeuronInfoLite: Codec<NeuronInfoLite> = struct<NeuronInfoLite>(
  "pallet_subtensor::rpc_info::neuron_info::NeuronInfoLite",
  {
    hotkey: as("AccountId", AccountId32),
    coldkey: as("AccountId", AccountId32),
    uid: as("Compact<u16>", compact(u16)),
    netuid: as("Compact<NetUid>", compact(NetUid)),
    active: bool,
    axon_info: AxonInfo,
    prometheus_info: PrometheusInfo,
    stake: as("Vec<(AccountId, Compact<AlphaBalance>)>", vec(tuple(AccountId32, compact(AlphaBalance)))),
    rank: as("Compact<u16>", compact(u16)),
    emission: as("Compact<AlphaBalance>", compact(AlphaBalance)),
    incentive: as("Compact<PerU16>", compact(PerU16)),
    consensus: as("Compact<PerU16>", compact(PerU16)),
    trust: as("Compact<PerU16>", compact(PerU16)),
    validator_trust: as("Compact<PerU16>", compact(PerU16)),
    dividends: as("Compact<PerU16>", compact(PerU16)),
    last_update: as("Compact<u64>", compact(u64)),
    validator_permit: bool,
    pruning_score: as("Compact<u16>", compact(u16)),
  },
  { params: { AccountId: AccountId32 } },
)

export interface SubnetInfo {
  netuid: number
  rho: number
  kappa: number
  difficulty: bigint
  immunity_period: number
  max_allowed_validators: number
  min_allowed_weights: number
  max_weights_limit: number
  scaling_law_power: number
  subnetwork_n: number
  max_allowed_uids: number
  blocks_since_last_step: bigint
  tempo: number
  network_modality: number
  network_connect: number[][]
  emission_values: bigint
  burn: bigint
  owner: Hex
}
export const SubnetInfo: Codec<SubnetInfo> = struct<SubnetInfo>(
  "pallet_subtensor::rpc_info::subnet_info::SubnetInfo",
  {
    netuid: as("Compact<NetUid>", compact(NetUid)),
    rho: as("Compact<u16>", compact(u16)),
    kappa: as("Compact<u16>", compact(u16)),
    difficulty: as("Compact<u64>", compact(u64)),
    immunity_period: as("Compact<u16>", compact(u16)),
    max_allowed_validators: as("Compact<u16>", compact(u16)),
    min_allowed_weights: as("Compact<u16>", compact(u16)),
    max_weights_limit: as("Compact<u16>", compact(u16)),
    scaling_law_power: as("Compact<u16>", compact(u16)),
    subnetwork_n: as("Compact<u16>", compact(u16)),
    max_allowed_uids: as("Compact<u16>", compact(u16)),
    blocks_since_last_step: as("Compact<u64>", compact(u64)),
    tempo: as("Compact<u16>", compact(u16)),
    network_modality: as("Compact<u16>", compact(u16)),
    network_connect: vec(array(u16, 2)),
    emission_values: as("Compact<u64>", compact(u64)),
    burn: as("Compact<TaoBalance>", compact(TaoBalance)),
    owner: as("AccountId", AccountId32),
  },
  { params: { AccountId: AccountId32 } },
)

export interface SubnetInfov2 {
  netuid: number
  rho: number
  kappa: number
  difficulty: bigint
  immunity_period: number
  max_allowed_validators: number
  min_allowed_weights: number
  max_weights_limit: number
  scaling_law_power: number
  subnetwork_n: number
  max_allowed_uids: number
  blocks_since_last_step: bigint
  tempo: number
  network_modality: number
  network_connect: number[][]
  emission_value: bigint
  burn: bigint
  owner: Hex
  identity: SubnetIdentityV3 | undefined
}
export const SubnetInfov2: Codec<SubnetInfov2> = struct<SubnetInfov2>(
  "pallet_subtensor::rpc_info::subnet_info::SubnetInfov2",
  {
    netuid: as("Compact<NetUid>", compact(NetUid)),
    rho: as("Compact<u16>", compact(u16)),
    kappa: as("Compact<u16>", compact(u16)),
    difficulty: as("Compact<u64>", compact(u64)),
    immunity_period: as("Compact<u16>", compact(u16)),
    max_allowed_validators: as("Compact<u16>", compact(u16)),
    min_allowed_weights: as("Compact<u16>", compact(u16)),
    max_weights_limit: as("Compact<u16>", compact(u16)),
    scaling_law_power: as("Compact<u16>", compact(u16)),
    subnetwork_n: as("Compact<u16>", compact(u16)),
    max_allowed_uids: as("Compact<u16>", compact(u16)),
    blocks_since_last_step: as("Compact<u64>", compact(u64)),
    tempo: as("Compact<u16>", compact(u16)),
    network_modality: as("Compact<u16>", compact(u16)),
    network_connect: vec(array(u16, 2)),
    emission_value: as("Compact<u64>", compact(u64)),
    burn: as("Compact<TaoBalance>", compact(TaoBalance)),
    owner: as("AccountId", AccountId32),
    identity: option(SubnetIdentityV3),
  },
  { params: { AccountId: AccountId32 } },
)

export interface SubnetHyperparams {
  rho: number
  kappa: number
  immunity_period: number
  min_allowed_weights: number
  max_weights_limit: number
  tempo: number
  min_difficulty: bigint
  max_difficulty: bigint
  weights_version: bigint
  weights_rate_limit: bigint
  adjustment_interval: number
  activity_cutoff: bigint
  registration_allowed: boolean
  target_regs_per_interval: number
  min_burn: bigint
  max_burn: bigint
  bonds_moving_avg: bigint
  max_regs_per_block: number
  serving_rate_limit: bigint
  max_validators: number
  adjustment_alpha: bigint
  difficulty: bigint
  commit_reveal_period: bigint
  commit_reveal_weights_enabled: boolean
  alpha_high: number
  alpha_low: number
  liquid_alpha_enabled: boolean
}
export const SubnetHyperparams: Codec<SubnetHyperparams> = struct<SubnetHyperparams>(
  "pallet_subtensor::rpc_info::subnet_info::SubnetHyperparams",
  {
    rho: as("Compact<u16>", compact(u16)),
    kappa: as("Compact<u16>", compact(u16)),
    immunity_period: as("Compact<u16>", compact(u16)),
    min_allowed_weights: as("Compact<u16>", compact(u16)),
    max_weights_limit: as("Compact<u16>", compact(u16)),
    tempo: as("Compact<u16>", compact(u16)),
    min_difficulty: as("Compact<u64>", compact(u64)),
    max_difficulty: as("Compact<u64>", compact(u64)),
    weights_version: as("Compact<u64>", compact(u64)),
    weights_rate_limit: as("Compact<u64>", compact(u64)),
    adjustment_interval: as("Compact<u16>", compact(u16)),
    activity_cutoff: as("Compact<u64>", compact(u64)),
    registration_allowed: bool,
    target_regs_per_interval: as("Compact<u16>", compact(u16)),
    min_burn: as("Compact<TaoBalance>", compact(TaoBalance)),
    max_burn: as("Compact<TaoBalance>", compact(TaoBalance)),
    bonds_moving_avg: as("Compact<u64>", compact(u64)),
    max_regs_per_block: as("Compact<u16>", compact(u16)),
    serving_rate_limit: as("Compact<u64>", compact(u64)),
    max_validators: as("Compact<u16>", compact(u16)),
    adjustment_alpha: as("Compact<u64>", compact(u64)),
    difficulty: as("Compact<u64>", compact(u64)),
    commit_reveal_period: as("Compact<u64>", compact(u64)),
    commit_reveal_weights_enabled: bool,
    alpha_high: as("Compact<u16>", compact(u16)),
    alpha_low: as("Compact<u16>", compact(u16)),
    liquid_alpha_enabled: bool,
  },
)

export interface SubnetHyperparamsV2 {
  rho: number
  kappa: number
  immunity_period: number
  min_allowed_weights: number
  max_weights_limit: number
  tempo: number
  min_difficulty: bigint
  max_difficulty: bigint
  weights_version: bigint
  weights_rate_limit: bigint
  adjustment_interval: number
  activity_cutoff: bigint
  registration_allowed: boolean
  target_regs_per_interval: number
  min_burn: bigint
  max_burn: bigint
  bonds_moving_avg: bigint
  max_regs_per_block: number
  serving_rate_limit: bigint
  max_validators: number
  adjustment_alpha: bigint
  difficulty: bigint
  commit_reveal_period: bigint
  commit_reveal_weights_enabled: boolean
  alpha_high: number
  alpha_low: number
  liquid_alpha_enabled: boolean
  alpha_sigmoid_steepness: bigint
  yuma_version: number
  subnet_is_active: boolean
  transfers_enabled: boolean
  bonds_reset_enabled: boolean
  user_liquidity_enabled: boolean
}
export const SubnetHyperparamsV2: Codec<SubnetHyperparamsV2> = struct<SubnetHyperparamsV2>(
  "pallet_subtensor::rpc_info::subnet_info::SubnetHyperparamsV2",
  {
    rho: as("Compact<u16>", compact(u16)),
    kappa: as("Compact<u16>", compact(u16)),
    immunity_period: as("Compact<u16>", compact(u16)),
    min_allowed_weights: as("Compact<u16>", compact(u16)),
    max_weights_limit: as("Compact<u16>", compact(u16)),
    tempo: as("Compact<u16>", compact(u16)),
    min_difficulty: as("Compact<u64>", compact(u64)),
    max_difficulty: as("Compact<u64>", compact(u64)),
    weights_version: as("Compact<u64>", compact(u64)),
    weights_rate_limit: as("Compact<u64>", compact(u64)),
    adjustment_interval: as("Compact<u16>", compact(u16)),
    activity_cutoff: as("Compact<u64>", compact(u64)),
    registration_allowed: bool,
    target_regs_per_interval: as("Compact<u16>", compact(u16)),
    min_burn: as("Compact<TaoBalance>", compact(TaoBalance)),
    max_burn: as("Compact<TaoBalance>", compact(TaoBalance)),
    bonds_moving_avg: as("Compact<u64>", compact(u64)),
    max_regs_per_block: as("Compact<u16>", compact(u16)),
    serving_rate_limit: as("Compact<u64>", compact(u64)),
    max_validators: as("Compact<u16>", compact(u16)),
    adjustment_alpha: as("Compact<u64>", compact(u64)),
    difficulty: as("Compact<u64>", compact(u64)),
    commit_reveal_period: as("Compact<u64>", compact(u64)),
    commit_reveal_weights_enabled: bool,
    alpha_high: as("Compact<u16>", compact(u16)),
    alpha_low: as("Compact<u16>", compact(u16)),
    liquid_alpha_enabled: bool,
    alpha_sigmoid_steepness: FixedI64,
    yuma_version: as("Compact<u16>", compact(u16)),
    subnet_is_active: bool,
    transfers_enabled: bool,
    bonds_reset_enabled: bool,
    user_liquidity_enabled: bool,
  },
)

export interface DynamicInfo {
  netuid: number
  owner_hotkey: Hex
  owner_coldkey: Hex
  subnet_name: number[]
  token_symbol: number[]
  tempo: number
  last_step: bigint
  blocks_since_last_step: bigint
  emission: bigint
  alpha_in: bigint
  alpha_out: bigint
  tao_in: bigint
  alpha_out_emission: bigint
  alpha_in_emission: bigint
  tao_in_emission: bigint
  pending_alpha_emission: bigint
  pending_root_emission: bigint
  subnet_volume: bigint
  network_registered_at: bigint
  subnet_identity: SubnetIdentityV3 | undefined
  moving_price: bigint
}
export const DynamicInfo: Codec<DynamicInfo> = struct<DynamicInfo>(
  "pallet_subtensor::rpc_info::dynamic_info::DynamicInfo",
  {
    netuid: as("Compact<NetUid>", compact(NetUid)),
    owner_hotkey: as("AccountId", AccountId32),
    owner_coldkey: as("AccountId", AccountId32),
    subnet_name: as("Vec<Compact<u8>>", vec(compact(u8))),
    token_symbol: as("Vec<Compact<u8>>", vec(compact(u8))),
    tempo: as("Compact<u16>", compact(u16)),
    last_step: as("Compact<u64>", compact(u64)),
    blocks_since_last_step: as("Compact<u64>", compact(u64)),
    emission: as("Compact<u64>", compact(u64)),
    alpha_in: as("Compact<AlphaBalance>", compact(AlphaBalance)),
    alpha_out: as("Compact<AlphaBalance>", compact(AlphaBalance)),
    tao_in: as("Compact<TaoBalance>", compact(TaoBalance)),
    alpha_out_emission: as("Compact<AlphaBalance>", compact(AlphaBalance)),
    alpha_in_emission: as("Compact<AlphaBalance>", compact(AlphaBalance)),
    tao_in_emission: as("Compact<TaoBalance>", compact(TaoBalance)),
    pending_alpha_emission: as("Compact<AlphaBalance>", compact(AlphaBalance)),
    pending_root_emission: as("Compact<TaoBalance>", compact(TaoBalance)),
    subnet_volume: as("Compact<u128>", compact(u128)),
    network_registered_at: as("Compact<u64>", compact(u64)),
    subnet_identity: option(SubnetIdentityV3),
    moving_price: I96F32,
  },
  { params: { AccountId: AccountId32 } },
)

export interface Metagraph {
  netuid: number
  name: number[]
  symbol: number[]
  identity: SubnetIdentityV3 | undefined
  network_registered_at: bigint
  owner_hotkey: Hex
  owner_coldkey: Hex
  block: bigint
  tempo: number
  last_step: bigint
  blocks_since_last_step: bigint
  subnet_emission: bigint
  alpha_in: bigint
  alpha_out: bigint
  tao_in: bigint
  alpha_out_emission: bigint
  alpha_in_emission: bigint
  tao_in_emission: bigint
  pending_alpha_emission: bigint
  pending_root_emission: bigint
  subnet_volume: bigint
  moving_price: bigint
  rho: number
  kappa: number
  min_allowed_weights: number
  max_weights_limit: number
  weights_version: bigint
  weights_rate_limit: bigint
  activity_cutoff: bigint
  max_validators: number
  num_uids: number
  max_uids: number
  burn: bigint
  difficulty: bigint
  registration_allowed: boolean
  pow_registration_allowed: boolean
  immunity_period: number
  min_difficulty: bigint
  max_difficulty: bigint
  min_burn: bigint
  max_burn: bigint
  adjustment_alpha: bigint
  adjustment_interval: number
  target_regs_per_interval: number
  max_regs_per_block: number
  serving_rate_limit: bigint
  commit_reveal_weights_enabled: boolean
  commit_reveal_period: bigint
  liquid_alpha_enabled: boolean
  alpha_high: number
  alpha_low: number
  bonds_moving_avg: bigint
  hotkeys: Hex[]
  coldkeys: Hex[]
  identities: (ChainIdentityV2 | undefined)[]
  axons: AxonInfo[]
  active: boolean[]
  validator_permit: boolean[]
  pruning_score: number[]
  last_update: bigint[]
  emission: bigint[]
  dividends: number[]
  incentives: number[]
  consensus: number[]
  trust: number[]
  rank: number[]
  block_at_registration: bigint[]
  alpha_stake: bigint[]
  tao_stake: bigint[]
  total_stake: bigint[]
  tao_dividends_per_hotkey: (readonly [Hex, bigint])[]
  alpha_dividends_per_hotkey: (readonly [Hex, bigint])[]
  collateral_locked: bigint[]
  collateral_min: bigint[]
  collateral_earned: bigint[]
}
export const Metagraph: Codec<Metagraph> = struct<Metagraph>(
  "pallet_subtensor::rpc_info::metagraph::Metagraph",
  {
    netuid: as("Compact<NetUid>", compact(NetUid)),
    name: as("Vec<Compact<u8>>", vec(compact(u8))),
    symbol: as("Vec<Compact<u8>>", vec(compact(u8))),
    identity: option(SubnetIdentityV3),
    network_registered_at: as("Compact<u64>", compact(u64)),
    owner_hotkey: as("AccountId", AccountId32),
    owner_coldkey: as("AccountId", AccountId32),
    block: as("Compact<u64>", compact(u64)),
    tempo: as("Compact<u16>", compact(u16)),
    last_step: as("Compact<u64>", compact(u64)),
    blocks_since_last_step: as("Compact<u64>", compact(u64)),
    subnet_emission: as("Compact<u64>", compact(u64)),
    alpha_in: as("Compact<AlphaBalance>", compact(AlphaBalance)),
    alpha_out: as("Compact<AlphaBalance>", compact(AlphaBalance)),
    tao_in: as("Compact<TaoBalance>", compact(TaoBalance)),
    alpha_out_emission: as("Compact<AlphaBalance>", compact(AlphaBalance)),
    alpha_in_emission: as("Compact<AlphaBalance>", compact(AlphaBalance)),
    tao_in_emission: as("Compact<TaoBalance>", compact(TaoBalance)),
    pending_alpha_emission: as("Compact<AlphaBalance>", compact(AlphaBalance)),
    pending_root_emission: as("Compact<TaoBalance>", compact(TaoBalance)),
    subnet_volume: as("Compact<u128>", compact(u128)),
    moving_price: I96F32,
    rho: as("Compact<u16>", compact(u16)),
    kappa: as("Compact<u16>", compact(u16)),
    min_allowed_weights: as("Compact<u16>", compact(u16)),
    max_weights_limit: as("Compact<u16>", compact(u16)),
    weights_version: as("Compact<u64>", compact(u64)),
    weights_rate_limit: as("Compact<u64>", compact(u64)),
    activity_cutoff: as("Compact<u64>", compact(u64)),
    max_validators: as("Compact<u16>", compact(u16)),
    num_uids: as("Compact<u16>", compact(u16)),
    max_uids: as("Compact<u16>", compact(u16)),
    burn: as("Compact<TaoBalance>", compact(TaoBalance)),
    difficulty: as("Compact<u64>", compact(u64)),
    registration_allowed: bool,
    pow_registration_allowed: bool,
    immunity_period: as("Compact<u16>", compact(u16)),
    min_difficulty: as("Compact<u64>", compact(u64)),
    max_difficulty: as("Compact<u64>", compact(u64)),
    min_burn: as("Compact<TaoBalance>", compact(TaoBalance)),
    max_burn: as("Compact<TaoBalance>", compact(TaoBalance)),
    adjustment_alpha: as("Compact<u64>", compact(u64)),
    adjustment_interval: as("Compact<u16>", compact(u16)),
    target_regs_per_interval: as("Compact<u16>", compact(u16)),
    max_regs_per_block: as("Compact<u16>", compact(u16)),
    serving_rate_limit: as("Compact<u64>", compact(u64)),
    commit_reveal_weights_enabled: bool,
    commit_reveal_period: as("Compact<u64>", compact(u64)),
    liquid_alpha_enabled: bool,
    alpha_high: as("Compact<u16>", compact(u16)),
    alpha_low: as("Compact<u16>", compact(u16)),
    bonds_moving_avg: as("Compact<u64>", compact(u64)),
    hotkeys: as("Vec<AccountId>", vec(AccountId32)),
    coldkeys: as("Vec<AccountId>", vec(AccountId32)),
    identities: as("Vec<Option<ChainIdentityOfV2>>", vec(option(ChainIdentityV2))),
    axons: vec(AxonInfo),
    active: vec(bool),
    validator_permit: vec(bool),
    pruning_score: as("Vec<Compact<u16>>", vec(compact(u16))),
    last_update: as("Vec<Compact<u64>>", vec(compact(u64))),
    emission: as("Vec<Compact<AlphaBalance>>", vec(compact(AlphaBalance))),
    dividends: as("Vec<Compact<PerU16>>", vec(compact(PerU16))),
    incentives: as("Vec<Compact<PerU16>>", vec(compact(PerU16))),
    consensus: as("Vec<Compact<PerU16>>", vec(compact(PerU16))),
    trust: as("Vec<Compact<PerU16>>", vec(compact(PerU16))),
    rank: as("Vec<Compact<u16>>", vec(compact(u16))),
    block_at_registration: as("Vec<Compact<u64>>", vec(compact(u64))),
    alpha_stake: as("Vec<Compact<AlphaBalance>>", vec(compact(AlphaBalance))),
    tao_stake: as("Vec<Compact<TaoBalance>>", vec(compact(TaoBalance))),
    total_stake: as("Vec<Compact<TaoBalance>>", vec(compact(TaoBalance))),
    tao_dividends_per_hotkey: as(
      "Vec<(AccountId, Compact<TaoBalance>)>",
      vec(tuple(AccountId32, compact(TaoBalance))),
    ),
    alpha_dividends_per_hotkey: as(
      "Vec<(AccountId, Compact<AlphaBalance>)>",
      vec(tuple(AccountId32, compact(AlphaBalance))),
    ),
    collateral_locked: as("Vec<Compact<AlphaBalance>>", vec(compact(AlphaBalance))),
    collateral_min: as("Vec<Compact<AlphaBalance>>", vec(compact(AlphaBalance))),
    collateral_earned: as("Vec<Compact<AlphaBalance>>", vec(compact(AlphaBalance))),
  },
  { params: { AccountId: AccountId32 } },
)

export interface SubnetState {
  netuid: number
  hotkeys: Hex[]
  coldkeys: Hex[]
  active: boolean[]
  validator_permit: boolean[]
  pruning_score: number[]
  last_update: bigint[]
  emission: bigint[]
  dividends: number[]
  incentives: number[]
  consensus: number[]
  trust: number[]
  rank: number[]
  block_at_registration: bigint[]
  alpha_stake: bigint[]
  tao_stake: bigint[]
  total_stake: bigint[]
  emission_history: bigint[][]
}
export const SubnetState: Codec<SubnetState> = struct<SubnetState>(
  "pallet_subtensor::rpc_info::show_subnet::SubnetState",
  {
    netuid: as("Compact<NetUid>", compact(NetUid)),
    hotkeys: as("Vec<AccountId>", vec(AccountId32)),
    coldkeys: as("Vec<AccountId>", vec(AccountId32)),
    active: vec(bool),
    validator_permit: vec(bool),
    pruning_score: as("Vec<Compact<u16>>", vec(compact(u16))),
    last_update: as("Vec<Compact<u64>>", vec(compact(u64))),
    emission: as("Vec<Compact<AlphaBalance>>", vec(compact(AlphaBalance))),
    dividends: as("Vec<Compact<PerU16>>", vec(compact(PerU16))),
    incentives: as("Vec<Compact<PerU16>>", vec(compact(PerU16))),
    consensus: as("Vec<Compact<PerU16>>", vec(compact(PerU16))),
    trust: as("Vec<Compact<PerU16>>", vec(compact(PerU16))),
    rank: as("Vec<Compact<u16>>", vec(compact(u16))),
    block_at_registration: as("Vec<Compact<u64>>", vec(compact(u64))),
    alpha_stake: as("Vec<Compact<AlphaBalance>>", vec(compact(AlphaBalance))),
    tao_stake: as("Vec<Compact<TaoBalance>>", vec(compact(TaoBalance))),
    total_stake: as("Vec<Compact<TaoBalance>>", vec(compact(TaoBalance))),
    emission_history: as("Vec<Vec<Compact<AlphaBalance>>>", vec(vec(compact(AlphaBalance)))),
  },
  { params: { AccountId: AccountId32 } },
)

export interface SelectiveMetagraph {
  netuid: number
  name: number[] | undefined
  symbol: number[] | undefined
  identity: { readonly value: SubnetIdentityV3 | undefined } | undefined
  network_registered_at: bigint | undefined
  owner_hotkey: Hex | undefined
  owner_coldkey: Hex | undefined
  block: bigint | undefined
  tempo: number | undefined
  last_step: bigint | undefined
  blocks_since_last_step: bigint | undefined
  subnet_emission: bigint | undefined
  alpha_in: bigint | undefined
  alpha_out: bigint | undefined
  tao_in: bigint | undefined
  alpha_out_emission: bigint | undefined
  alpha_in_emission: bigint | undefined
  tao_in_emission: bigint | undefined
  pending_alpha_emission: bigint | undefined
  pending_root_emission: bigint | undefined
  subnet_volume: bigint | undefined
  moving_price: bigint | undefined
  rho: number | undefined
  kappa: number | undefined
  min_allowed_weights: number | undefined
  max_weights_limit: number | undefined
  weights_version: bigint | undefined
  weights_rate_limit: bigint | undefined
  activity_cutoff: bigint | undefined
  max_validators: number | undefined
  num_uids: number | undefined
  max_uids: number | undefined
  burn: bigint | undefined
  difficulty: bigint | undefined
  registration_allowed: boolean | undefined
  pow_registration_allowed: boolean | undefined
  immunity_period: number | undefined
  min_difficulty: bigint | undefined
  max_difficulty: bigint | undefined
  min_burn: bigint | undefined
  max_burn: bigint | undefined
  adjustment_alpha: bigint | undefined
  adjustment_interval: number | undefined
  target_regs_per_interval: number | undefined
  max_regs_per_block: number | undefined
  serving_rate_limit: bigint | undefined
  commit_reveal_weights_enabled: boolean | undefined
  commit_reveal_period: bigint | undefined
  liquid_alpha_enabled: boolean | undefined
  alpha_high: number | undefined
  alpha_low: number | undefined
  bonds_moving_avg: bigint | undefined
  hotkeys: Hex[] | undefined
  coldkeys: Hex[] | undefined
  identities: (ChainIdentityV2 | undefined)[] | undefined
  axons: AxonInfo[] | undefined
  active: boolean[] | undefined
  validator_permit: boolean[] | undefined
  pruning_score: number[] | undefined
  last_update: bigint[] | undefined
  emission: bigint[] | undefined
  dividends: number[] | undefined
  incentives: number[] | undefined
  consensus: number[] | undefined
  trust: number[] | undefined
  rank: number[] | undefined
  block_at_registration: bigint[] | undefined
  alpha_stake: bigint[] | undefined
  tao_stake: bigint[] | undefined
  total_stake: bigint[] | undefined
  tao_dividends_per_hotkey: (readonly [Hex, bigint])[] | undefined
  alpha_dividends_per_hotkey: (readonly [Hex, bigint])[] | undefined
  validators: number[] | undefined
  commitments: (readonly [Hex, number[]])[] | undefined
  collateral_locked: bigint[] | undefined
  collateral_min: bigint[] | undefined
  collateral_earned: bigint[] | undefined
}
export const SelectiveMetagraph: Codec<SelectiveMetagraph> = struct<SelectiveMetagraph>(
  "pallet_subtensor::rpc_info::metagraph::SelectiveMetagraph",
  {
    netuid: as("Compact<NetUid>", compact(NetUid)),
    name: as("Option<Vec<Compact<u8>>>", option(vec(compact(u8)))),
    symbol: as("Option<Vec<Compact<u8>>>", option(vec(compact(u8)))),
    identity: optionNested(option(SubnetIdentityV3)),
    network_registered_at: as("Option<Compact<u64>>", option(compact(u64))),
    owner_hotkey: as("Option<AccountId>", option(AccountId32)),
    owner_coldkey: as("Option<AccountId>", option(AccountId32)),
    block: as("Option<Compact<u64>>", option(compact(u64))),
    tempo: as("Option<Compact<u16>>", option(compact(u16))),
    last_step: as("Option<Compact<u64>>", option(compact(u64))),
    blocks_since_last_step: as("Option<Compact<u64>>", option(compact(u64))),
    subnet_emission: as("Option<Compact<u64>>", option(compact(u64))),
    alpha_in: as("Option<Compact<AlphaBalance>>", option(compact(AlphaBalance))),
    alpha_out: as("Option<Compact<AlphaBalance>>", option(compact(AlphaBalance))),
    tao_in: as("Option<Compact<TaoBalance>>", option(compact(TaoBalance))),
    alpha_out_emission: as("Option<Compact<AlphaBalance>>", option(compact(AlphaBalance))),
    alpha_in_emission: as("Option<Compact<AlphaBalance>>", option(compact(AlphaBalance))),
    tao_in_emission: as("Option<Compact<TaoBalance>>", option(compact(TaoBalance))),
    pending_alpha_emission: as("Option<Compact<AlphaBalance>>", option(compact(AlphaBalance))),
    pending_root_emission: as("Option<Compact<TaoBalance>>", option(compact(TaoBalance))),
    subnet_volume: as("Option<Compact<u128>>", option(compact(u128))),
    moving_price: option(I96F32),
    rho: as("Option<Compact<u16>>", option(compact(u16))),
    kappa: as("Option<Compact<u16>>", option(compact(u16))),
    min_allowed_weights: as("Option<Compact<u16>>", option(compact(u16))),
    max_weights_limit: as("Option<Compact<u16>>", option(compact(u16))),
    weights_version: as("Option<Compact<u64>>", option(compact(u64))),
    weights_rate_limit: as("Option<Compact<u64>>", option(compact(u64))),
    activity_cutoff: as("Option<Compact<u64>>", option(compact(u64))),
    max_validators: as("Option<Compact<u16>>", option(compact(u16))),
    num_uids: as("Option<Compact<u16>>", option(compact(u16))),
    max_uids: as("Option<Compact<u16>>", option(compact(u16))),
    burn: as("Option<Compact<TaoBalance>>", option(compact(TaoBalance))),
    difficulty: as("Option<Compact<u64>>", option(compact(u64))),
    registration_allowed: option(bool),
    pow_registration_allowed: option(bool),
    immunity_period: as("Option<Compact<u16>>", option(compact(u16))),
    min_difficulty: as("Option<Compact<u64>>", option(compact(u64))),
    max_difficulty: as("Option<Compact<u64>>", option(compact(u64))),
    min_burn: as("Option<Compact<TaoBalance>>", option(compact(TaoBalance))),
    max_burn: as("Option<Compact<TaoBalance>>", option(compact(TaoBalance))),
    adjustment_alpha: as("Option<Compact<u64>>", option(compact(u64))),
    adjustment_interval: as("Option<Compact<u16>>", option(compact(u16))),
    target_regs_per_interval: as("Option<Compact<u16>>", option(compact(u16))),
    max_regs_per_block: as("Option<Compact<u16>>", option(compact(u16))),
    serving_rate_limit: as("Option<Compact<u64>>", option(compact(u64))),
    commit_reveal_weights_enabled: option(bool),
    commit_reveal_period: as("Option<Compact<u64>>", option(compact(u64))),
    liquid_alpha_enabled: option(bool),
    alpha_high: as("Option<Compact<u16>>", option(compact(u16))),
    alpha_low: as("Option<Compact<u16>>", option(compact(u16))),
    bonds_moving_avg: as("Option<Compact<u64>>", option(compact(u64))),
    hotkeys: as("Option<Vec<AccountId>>", option(vec(AccountId32))),
    coldkeys: as("Option<Vec<AccountId>>", option(vec(AccountId32))),
    identities: as("Option<Vec<Option<ChainIdentityOfV2>>>", option(vec(option(ChainIdentityV2)))),
    axons: option(vec(AxonInfo)),
    active: option(vec(bool)),
    validator_permit: option(vec(bool)),
    pruning_score: as("Option<Vec<Compact<u16>>>", option(vec(compact(u16)))),
    last_update: as("Option<Vec<Compact<u64>>>", option(vec(compact(u64)))),
    emission: as("Option<Vec<Compact<AlphaBalance>>>", option(vec(compact(AlphaBalance)))),
    dividends: as("Option<Vec<Compact<PerU16>>>", option(vec(compact(PerU16)))),
    incentives: as("Option<Vec<Compact<PerU16>>>", option(vec(compact(PerU16)))),
    consensus: as("Option<Vec<Compact<PerU16>>>", option(vec(compact(PerU16)))),
    trust: as("Option<Vec<Compact<PerU16>>>", option(vec(compact(PerU16)))),
    rank: as("Option<Vec<Compact<u16>>>", option(vec(compact(u16)))),
    block_at_registration: as("Option<Vec<Compact<u64>>>", option(vec(compact(u64)))),
    alpha_stake: as("Option<Vec<Compact<AlphaBalance>>>", option(vec(compact(AlphaBalance)))),
    tao_stake: as("Option<Vec<Compact<TaoBalance>>>", option(vec(compact(TaoBalance)))),
    total_stake: as("Option<Vec<Compact<TaoBalance>>>", option(vec(compact(TaoBalance)))),
    tao_dividends_per_hotkey: as(
      "Option<Vec<(AccountId, Compact<TaoBalance>)>>",
      option(vec(tuple(AccountId32, compact(TaoBalance)))),
    ),
    alpha_dividends_per_hotkey: as(
      "Option<Vec<(AccountId, Compact<AlphaBalance>)>>",
      option(vec(tuple(AccountId32, compact(AlphaBalance)))),
    ),
    validators: as("Option<Vec<Compact<u16>>>", option(vec(compact(u16)))),
    commitments: as(
      "Option<Vec<(AccountId, Vec<Compact<u8>>)>>",
      option(vec(tuple(AccountId32, vec(compact(u8))))),
    ),
    collateral_locked: as("Option<Vec<Compact<AlphaBalance>>>", option(vec(compact(AlphaBalance)))),
    collateral_min: as("Option<Vec<Compact<AlphaBalance>>>", option(vec(compact(AlphaBalance)))),
    collateral_earned: as("Option<Vec<Compact<AlphaBalance>>>", option(vec(compact(AlphaBalance)))),
  },
  { params: { AccountId: AccountId32 } },
)

export type HyperparamValue =
  | { readonly type: "Bool"; readonly value: boolean }
  | { readonly type: "U16"; readonly value: number }
  | { readonly type: "U32"; readonly value: number }
  | { readonly type: "U64"; readonly value: bigint }
  | { readonly type: "U128"; readonly value: bigint }
  | { readonly type: "TaoBalance"; readonly value: bigint }
  | { readonly type: "I32F32"; readonly value: bigint }
  | { readonly type: "U64F64"; readonly value: bigint }
export const HyperparamValue: Codec<HyperparamValue> = variant<HyperparamValue>(
  "pallet_subtensor::rpc_info::subnet_info::HyperparamValue",
  {
    Bool: v(0, bool),
    U16: v(1, as("Compact<u16>", compact(u16))),
    U32: v(2, as("Compact<u32>", compact(u32))),
    U64: v(3, as("Compact<u64>", compact(u64))),
    U128: v(4, as("Compact<u128>", compact(u128))),
    TaoBalance: v(5, as("Compact<TaoBalance>", compact(TaoBalance))),
    I32F32: v(6, FixedI64),
    U64F64: v(7, U64F64),
  },
)

export interface HyperparamEntry {
  name: Uint8Array
  value: HyperparamValue
}
export const HyperparamEntry: Codec<HyperparamEntry> = struct<HyperparamEntry>(
  "pallet_subtensor::rpc_info::subnet_info::HyperparamEntry",
  {
    name: bytes,
    value: HyperparamValue,
  },
)

export interface StakeInfo {
  hotkey: Hex
  coldkey: Hex
  netuid: number
  stake: bigint
  locked: bigint
  emission: bigint
  tao_emission: bigint
  drain: bigint
  is_registered: boolean
}
export const StakeInfo: Codec<StakeInfo> = struct<StakeInfo>(
  "pallet_subtensor::rpc_info::stake_info::StakeInfo",
  {
    hotkey: as("AccountId", AccountId32),
    coldkey: as("AccountId", AccountId32),
    netuid: as("Compact<NetUid>", compact(NetUid)),
    stake: as("Compact<AlphaBalance>", compact(AlphaBalance)),
    locked: as("Compact<u64>", compact(u64)),
    emission: as("Compact<AlphaBalance>", compact(AlphaBalance)),
    tao_emission: as("Compact<TaoBalance>", compact(TaoBalance)),
    drain: as("Compact<u64>", compact(u64)),
    is_registered: bool,
  },
  { params: { AccountId: AccountId32 } },
)

export interface StakeAvailability {
  total: bigint
  locked: bigint
  available: bigint
}
export const StakeAvailability: Codec<StakeAvailability> = struct<StakeAvailability>(
  "pallet_subtensor::rpc_info::stake_info::StakeAvailability",
  {
    total: as("Compact<AlphaBalance>", compact(AlphaBalance)),
    locked: as("Compact<AlphaBalance>", compact(AlphaBalance)),
    available: as("Compact<AlphaBalance>", compact(AlphaBalance)),
  },
)

export interface BasketHolding {
  netuid: number
  alpha: bigint
  spot_tao: bigint
  realizable_tao: bigint
}
export const BasketHolding: Codec<BasketHolding> = struct<BasketHolding>(
  "pallet_subtensor::rpc_info::basket_info::BasketHolding",
  {
    netuid: NetUid,
    alpha: AlphaBalance,
    spot_tao: TaoBalance,
    realizable_tao: TaoBalance,
  },
)

export interface BasketSummary {
  hotkey: Hex
  nav_tao: bigint
  spot_nav_tao: bigint
  shares: bigint
  deposited_tao: bigint
  redeemed_tao: bigint
  holdings: BasketHolding[]
}
export const BasketSummary: Codec<BasketSummary> = struct<BasketSummary>(
  "pallet_subtensor::rpc_info::basket_info::BasketSummary",
  {
    hotkey: as("AccountId", AccountId32),
    nav_tao: TaoBalance,
    spot_nav_tao: TaoBalance,
    shares: u64,
    deposited_tao: TaoBalance,
    redeemed_tao: TaoBalance,
    holdings: vec(BasketHolding),
  },
  { params: { AccountId: AccountId32 } },
)

export interface BasketPosition {
  hotkey: Hex
  beta: bigint
  beta_total: bigint
  nav_tao: bigint
  value_tao: bigint
  spot_value_tao: bigint
}
export const BasketPosition: Codec<BasketPosition> = struct<BasketPosition>(
  "pallet_subtensor::rpc_info::basket_info::BasketPosition",
  {
    hotkey: as("AccountId", AccountId32),
    beta: u64,
    beta_total: u64,
    nav_tao: TaoBalance,
    value_tao: TaoBalance,
    spot_value_tao: TaoBalance,
  },
  { params: { AccountId: AccountId32 } },
)

export interface BetaPricing {
  hotkey: Hex
  spot_price: bigint
  display_price: bigint
  stake_price: bigint
  staker_yield: bigint
  staker_twr: bigint
  bag_index: bigint
  stake_index: bigint
  first_block: bigint
  provisional: boolean
  spot_nav_tao: bigint
  shares: bigint
  display_shares: bigint
}
export const BetaPricing: Codec<BetaPricing> = struct<BetaPricing>(
  "pallet_subtensor::rpc_info::basket_info::BetaPricing",
  {
    hotkey: as("AccountId", AccountId32),
    spot_price: U64F64,
    display_price: U64F64,
    stake_price: U64F64,
    staker_yield: U64F64,
    staker_twr: U64F64,
    bag_index: U64F64,
    stake_index: U64F64,
    first_block: u64,
    provisional: bool,
    spot_nav_tao: TaoBalance,
    shares: u64,
    display_shares: U64F64,
  },
  { params: { AccountId: AccountId32 } },
)

export interface BetaPricingPage {
  pricing: BetaPricing[]
  next: Hex | undefined
}
export const BetaPricingPage: Codec<BetaPricingPage> = struct<BetaPricingPage>(
  "pallet_subtensor::rpc_info::basket_info::BetaPricingPage",
  {
    pricing: as("Vec<BetaPricing<AccountId>>", vec(BetaPricing)),
    next: as("Option<AccountId>", option(AccountId32)),
  },
  { params: { AccountId: AccountId32 } },
)

export interface BetaPosition {
  hotkey: Hex
  beta: bigint
  display_beta: bigint
  display_price: bigint
  value_tao: bigint
  spot_value_tao: bigint
  provisional: boolean
}
export const BetaPosition: Codec<BetaPosition> = struct<BetaPosition>(
  "pallet_subtensor::rpc_info::basket_info::BetaPosition",
  {
    hotkey: as("AccountId", AccountId32),
    beta: u64,
    display_beta: U64F64,
    display_price: U64F64,
    value_tao: TaoBalance,
    spot_value_tao: TaoBalance,
    provisional: bool,
  },
  { params: { AccountId: AccountId32 } },
)

export interface BasketTradingStatus {
  enabled: boolean
  frozen: boolean
  refill_blocks: bigint
  tao_available: bigint
  budget_tao: bigint
}
export const BasketTradingStatus: Codec<BasketTradingStatus> = struct<BasketTradingStatus>(
  "pallet_subtensor::rpc_info::basket_info::BasketTradingStatus",
  {
    enabled: bool,
    frozen: bool,
    refill_blocks: u64,
    tao_available: TaoBalance,
    budget_tao: TaoBalance,
  },
)
