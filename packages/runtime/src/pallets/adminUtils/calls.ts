import { call, defineCalls } from "@taonet/frame/schema/calls"
import { PerU16 } from "@taonet/frame/types/sp_arithmetic"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { as, bool, i16, option, tuple, u8, u16, u32, u64, vec } from "@taonet/primitives/scale/index"
import { GrandpaId } from "../../types/consensus.ts"
import { I64F64, I96F32, U64F64 } from "../../types/fixed.ts"
import { MechId, NetUid, TaoBalance } from "../../types/subtensorCommon.ts"
import { BoundedVecPublic } from "../aura/types.ts"
import { ConsensusMode, RecycleOrBurnEnum } from "../subtensor/types.ts"
import { PrecompileEnum } from "./types.ts"

export const calls = defineCalls("AdminUtils", {
  swap_authorities: call(0, "Replaces the list of block authors; root only", {
    new_authorities: BoundedVecPublic,
  }),
  sudo_set_default_take: call(
    1,
    "Sets the highest take a delegate may charge, in parts of 65535; root only",
    { default_take: PerU16 },
  ),
  sudo_set_tx_rate_limit: call(
    2,
    "Sets the blocks that must pass between rate-limited transactions; root only",
    { tx_rate_limit: u64 },
  ),
  sudo_set_serving_rate_limit: call(
    3,
    "Sets the blocks between two endpoint announcements of a neuron; subnet owner or root",
    { netuid: NetUid, serving_rate_limit: u64 },
  ),
  sudo_set_min_difficulty: call(4, "Sets a subnet's lowest proof-of-work difficulty; root only", {
    netuid: NetUid,
    min_difficulty: u64,
  }),
  sudo_set_max_difficulty: call(5, "Sets a subnet's highest proof-of-work difficulty; subnet owner or root", {
    netuid: NetUid,
    max_difficulty: u64,
  }),
  sudo_set_weights_version_key: call(
    6,
    "Sets the version key that weights on a subnet must carry; subnet owner or root",
    { netuid: NetUid, weights_version_key: u64 },
  ),
  sudo_set_weights_set_rate_limit: call(
    7,
    "Sets the blocks between two weight submissions on a subnet; root only",
    { netuid: NetUid, weights_set_rate_limit: u64 },
  ),
  sudo_set_adjustment_interval: call(
    8,
    "Sets a subnet's registration adjustment interval in blocks; root only",
    { netuid: NetUid, adjustment_interval: u16 },
  ),
  sudo_set_adjustment_alpha: call(
    9,
    "Sets how slowly a subnet's registration cost adjusts; subnet owner or root",
    { netuid: NetUid, adjustment_alpha: u64 },
  ),
  sudo_set_immunity_period: call(
    13,
    "Sets how many blocks a new neuron is safe from pruning; subnet owner or root",
    { netuid: NetUid, immunity_period: u16 },
  ),
  sudo_set_min_allowed_weights: call(
    14,
    "Sets the fewest weights a validator must submit; subnet owner or root",
    { netuid: NetUid, min_allowed_weights: u16 },
  ),
  sudo_set_max_allowed_uids: call(
    15,
    "Sets the largest number of neurons on a subnet; subnet owner or root",
    { netuid: NetUid, max_allowed_uids: u16 },
  ),
  sudo_set_kappa: call(16, "Sets a subnet's consensus majority threshold, in parts of 65535; root only", {
    netuid: NetUid,
    kappa: u16,
  }),
  sudo_set_rho: call(17, "Sets the rho parameter of a subnet's consensus; subnet owner or root", {
    netuid: NetUid,
    rho: u16,
  }),
  sudo_set_activity_cutoff: call(
    18,
    "Sets the old activity cutoff in blocks, which no longer has effect; subnet owner or root",
    { netuid: NetUid, activity_cutoff: u16 },
  ),
  sudo_set_activity_cutoff_factor: call(
    97,
    "Sets the activity cutoff in thousandths of the tempo; subnet owner or root",
    { netuid: NetUid, factor_milli: u32 },
  ),
  sudo_set_network_registration_allowed: call(
    19,
    "Opens or closes neuron registration on a subnet; root only",
    { netuid: NetUid, registration_allowed: bool },
  ),
  sudo_set_network_pow_registration_allowed: call(
    20,
    "Does nothing any more; always refused because proof-of-work registration is off",
    { netuid: NetUid, registration_allowed: bool },
  ),
  sudo_set_target_registrations_per_interval: call(
    21,
    "Sets a subnet's target number of registrations per interval; root only",
    { netuid: NetUid, target_registrations_per_interval: u16 },
  ),
  sudo_set_min_burn: call(22, "Sets a subnet's lowest registration price in rao; subnet owner or root", {
    netuid: NetUid,
    min_burn: TaoBalance,
  }),
  sudo_set_max_burn: call(23, "Sets a subnet's highest registration price in rao; subnet owner or root", {
    netuid: NetUid,
    max_burn: TaoBalance,
  }),
  sudo_set_difficulty: call(24, "Sets a subnet's proof-of-work difficulty; root only", {
    netuid: NetUid,
    difficulty: u64,
  }),
  sudo_set_max_allowed_validators: call(25, "Sets the largest number of validators on a subnet; root only", {
    netuid: NetUid,
    max_allowed_validators: u16,
  }),
  sudo_set_bonds_moving_average: call(26, "Sets how strongly a subnet smooths bonds; subnet owner or root", {
    netuid: NetUid,
    bonds_moving_average: u64,
  }),
  sudo_set_bonds_penalty: call(
    60,
    "Sets the penalty for bonds outside consensus, in parts of 65535; subnet owner or root",
    { netuid: NetUid, bonds_penalty: u16 },
  ),
  sudo_set_max_registrations_per_block: call(
    27,
    "Sets the most registrations a subnet takes in one block; root only",
    { netuid: NetUid, max_registrations_per_block: u16 },
  ),
  sudo_set_subnet_owner_cut: call(
    28,
    "Sets the share of emission for subnet owners, in parts of 65535; root only",
    { subnet_owner_cut: u16 },
  ),
  sudo_set_network_rate_limit: call(29, "Sets the blocks between two subnet registrations; root only", {
    rate_limit: u64,
  }),
  sudo_set_tempo: call(30, "Sets the blocks between two epochs of a subnet; subnet owner or root", {
    netuid: NetUid,
    tempo: u16,
  }),
  sudo_set_total_issuance: call(33, "Does nothing any more; always refused as deprecated", {
    total_issuance: TaoBalance,
  }),
  sudo_set_network_immunity_period: call(
    35,
    "Sets how many blocks a new subnet is safe from pruning; root only",
    { immunity_period: u64 },
  ),
  sudo_set_network_min_lock_cost: call(36, "Sets the lowest price of a new subnet in rao; root only", {
    lock_cost: TaoBalance,
  }),
  sudo_set_subnet_limit: call(37, "Sets the largest number of subnets; root only", { max_subnets: u16 }),
  sudo_set_lock_reduction_interval: call(
    38,
    "Sets the blocks over which the price of a new subnet falls; root only",
    { interval: u64 },
  ),
  sudo_set_rao_recycled: call(39, "Sets the recorded registration spending of a subnet in rao; root only", {
    netuid: NetUid,
    rao_recycled: TaoBalance,
  }),
  sudo_set_stake_threshold: call(42, "Sets the stake needed to set weights; root only", { min_stake: u64 }),
  sudo_set_nominator_min_required_stake: call(
    43,
    "Sets the factor of the smallest nomination and clears those below it; root only",
    { min_stake: u64 },
  ),
  sudo_set_tx_delegate_take_rate_limit: call(
    45,
    "Sets the blocks between two changes of a delegate's take; root only",
    { tx_rate_limit: u64 },
  ),
  sudo_set_min_delegate_take: call(
    46,
    "Sets the lowest take a delegate may charge, in parts of 65535; root only",
    { take: PerU16 },
  ),
  sudo_set_min_childkey_take_per_subnet: call(
    93,
    "Sets a subnet's lowest child key take, in parts of 65535; subnet owner or root",
    { netuid: NetUid, take: PerU16 },
  ),
  sudo_set_commit_reveal_weights_enabled: call(
    49,
    "Turns commit-reveal of weights on or off for a subnet; subnet owner or root",
    { netuid: NetUid, enabled: bool },
  ),
  sudo_set_liquid_alpha_enabled: call(
    50,
    "Turns liquid alpha bond smoothing on or off for a subnet; subnet owner or root",
    { netuid: NetUid, enabled: bool },
  ),
  sudo_set_alpha_values: call(
    51,
    "Sets the low and high bound of liquid alpha, in parts of 65535; subnet owner or root",
    { netuid: NetUid, alpha_low: u16, alpha_high: u16 },
  ),
  sudo_set_liquid_alpha_consensus_mode: call(
    104,
    "Chooses which consensus values liquid alpha compares with; subnet owner or root",
    { netuid: NetUid, mode: ConsensusMode },
  ),
  sudo_set_dissolve_network_schedule_duration: call(
    55,
    "Sets a delay for dissolving subnets that is no longer used; root only",
    { duration: as("BlockNumberFor<T>", u32) },
  ),
  sudo_set_commit_reveal_weights_interval: call(
    57,
    "Sets after how many epochs committed weights are revealed; subnet owner or root",
    { netuid: NetUid, interval: u64 },
  ),
  sudo_set_evm_chain_id: call(58, "Sets the chain id used by Ethereum transactions; root only", {
    chain_id: u64,
  }),
  schedule_grandpa_change: call(59, "Schedules a new set of finality voters; root only", {
    next_authorities: as("AuthorityList", vec(tuple(GrandpaId, u64))),
    in_blocks: as("BlockNumberFor<T>", u32),
    forced: as("Option<BlockNumberFor<T>>", option(u32)),
  }),
  sudo_set_toggle_transfer: call(61, "Allows or forbids stake transfers on a subnet; subnet owner or root", {
    netuid: NetUid,
    toggle: bool,
  }),
  sudo_set_recycle_or_burn: call(
    80,
    "Chooses whether a subnet burns or recycles unassigned miner emission; subnet owner or root",
    { netuid: NetUid, recycle_or_burn: RecycleOrBurnEnum },
  ),
  sudo_toggle_evm_precompile: call(62, "Turns one EVM precompile on or off; root only", {
    precompile_id: PrecompileEnum,
    enabled: bool,
  }),
  sudo_set_subnet_moving_alpha: call(
    63,
    "Sets how fast the moving price of subnets follows the spot price; root only",
    { alpha: I96F32 },
  ),
  sudo_set_ema_price_halving_period: call(
    65,
    "Sets the halving period in blocks of a subnet's price average; root only",
    { netuid: NetUid, ema_halving: u64 },
  ),
  sudo_set_alpha_sigmoid_steepness: call(
    68,
    "Sets how steep a subnet's liquid alpha curve is; subnet owner or root",
    { netuid: NetUid, steepness: i16 },
  ),
  sudo_set_yuma3_enabled: call(
    69,
    "Switches a subnet between Yuma 3 and Yuma 2 consensus; subnet owner or root",
    { netuid: NetUid, enabled: bool },
  ),
  sudo_set_bonds_reset_enabled: call(
    70,
    "Lets neurons of a subnet reset their bonds by commitment or not; subnet owner or root",
    { netuid: NetUid, enabled: bool },
  ),
  sudo_set_sn_owner_hotkey: call(
    67,
    "Sets the hotkey that represents a subnet's owner; subnet owner or root",
    { netuid: NetUid, hotkey: as("<T as frame_system::Config>::AccountId", AccountId32) },
  ),
  sudo_set_subtoken_enabled: call(66, "Turns trading of a subnet's alpha token on or off; root only", {
    netuid: NetUid,
    subtoken_enabled: bool,
  }),
  sudo_set_commit_reveal_version: call(
    71,
    "Sets the commit-reveal version that clients must use; root only",
    { version: u16 },
  ),
  sudo_set_owner_immune_neuron_limit: call(
    72,
    "Sets how many owner neurons of a subnet are never pruned; subnet owner or root",
    { netuid: NetUid, immune_neurons: u16 },
  ),
  sudo_set_ck_burn: call(73, "Sets the share of child key dividends that is burned; root only", {
    burn: u64,
  }),
  sudo_set_admin_freeze_window: call(
    74,
    "Sets the blocks before an epoch in which subnet settings are frozen; root only",
    { window: u16 },
  ),
  sudo_set_owner_hparam_rate_limit: call(
    75,
    "Sets the epochs between two changes of one owner setting; root only",
    { epochs: u16 },
  ),
  sudo_set_mechanism_count: call(76, "Sets how many mechanisms a subnet runs; subnet owner or root", {
    netuid: NetUid,
    mechanism_count: MechId,
  }),
  sudo_set_mechanism_emission_split: call(
    77,
    "Sets how a subnet's emission is split between mechanisms; subnet owner or root",
    { netuid: NetUid, maybe_split: option(vec(u16)) },
  ),
  sudo_trim_to_max_allowed_uids: call(
    78,
    "Removes neurons until a subnet has the given number; subnet owner or root",
    { netuid: NetUid, max_n: u16 },
  ),
  sudo_set_min_allowed_uids: call(79, "Sets the smallest neuron limit a subnet may be given; root only", {
    netuid: NetUid,
    min_allowed_uids: u16,
  }),
  sudo_set_tao_flow_cutoff: call(
    81,
    "Sets the flow below which a subnet gets no flow-based emission; root only",
    { flow_cutoff: I64F64 },
  ),
  sudo_set_tao_flow_normalization_exponent: call(
    82,
    "Sets the exponent applied to TAO flows before they are shared; root only",
    { exponent: U64F64 },
  ),
  sudo_set_emission_bar_quantile: call(
    100,
    "Sets the quantile that the subnet emission bar is taken from; root only",
    { quantile: U64F64 },
  ),
  sudo_set_emission_bar_rank: call(
    102,
    "Sets the rank that the subnet emission bar is taken from; root only",
    { rank: u16 },
  ),
  sudo_set_emission_gate_exponent: call(
    101,
    "Sets how sharply emission falls for subnets below the bar; root only",
    { exponent: U64F64 },
  ),
  sudo_set_tao_flow_smoothing_factor: call(
    83,
    "Sets how strongly the average of TAO flows is smoothed; root only",
    { smoothing_factor: u64 },
  ),
  sudo_set_net_tao_flow_enabled: call(
    91,
    "Turns counting of protocol trades in TAO flows on or off; root only",
    { enabled: bool },
  ),
  sudo_set_max_mechanism_count: call(88, "Sets the most mechanisms a subnet may run; root only", {
    max_mechanism_count: MechId,
  }),
  sudo_set_min_non_immune_uids: call(
    84,
    "Sets how many neurons of a subnet must stay open to pruning; root only",
    { netuid: NetUid, min: u16 },
  ),
  sudo_set_start_call_delay: call(
    85,
    "Sets the blocks a new subnet must wait before it may start; root only",
    { delay: u64 },
  ),
  sudo_set_coldkey_swap_announcement_delay: call(
    86,
    "Sets the blocks between announcing and making a coldkey swap; root only",
    { duration: as("BlockNumberFor<T>", u32) },
  ),
  sudo_set_coldkey_swap_reannouncement_delay: call(
    87,
    "Sets the blocks before a coldkey swap may be announced again; root only",
    { duration: as("BlockNumberFor<T>", u32) },
  ),
  sudo_set_burn_half_life: call(
    89,
    "Sets the blocks in which a subnet's registration price halves; subnet owner or root",
    { netuid: NetUid, burn_half_life: u16 },
  ),
  sudo_set_burn_increase_mult: call(
    90,
    "Sets the factor by which each registration raises the price; subnet owner or root",
    { netuid: NetUid, burn_increase_mult: U64F64 },
  ),
  sudo_set_owner_cut_enabled: call(92, "Turns a subnet's owner cut on or off; subnet owner or root", {
    netuid: NetUid,
    enabled: bool,
  }),
  sudo_set_owner_cut_auto_lock_enabled: call(
    95,
    "Turns automatic locking of a subnet's owner cut on or off; subnet owner or root",
    { netuid: NetUid, enabled: bool },
  ),
  sudo_set_subnet_emission_enabled: call(94, "Turns a subnet's TAO emission on or off; root only", {
    netuid: NetUid,
    enabled: bool,
  }),
  sudo_set_collateral_lock_share: call(
    98,
    "Sets the share of the registration price locked as collateral; subnet owner or root",
    { netuid: NetUid, lock_share: u16 },
  ),
  sudo_set_collateral_drain_ratio: call(
    99,
    "Sets how fast new miner collateral is released as it earns; subnet owner or root",
    { netuid: NetUid, drain_ratio: U64F64 },
  ),
  sudo_set_basket_concentration_cap: call(
    105,
    "Sets the largest basket share of one subnet, in parts of 65535; root only",
    { cap: u16 },
  ),
  sudo_set_basket_trading_enabled: call(
    106,
    "Turns basket trading on or off for the whole chain; root only",
    { enabled: bool },
  ),
  sudo_set_basket_trading_frozen: call(107, "Freezes or releases basket trading of one hotkey; root only", {
    hotkey: AccountId32,
    frozen: bool,
  }),
  sudo_set_basket_daily_turnover_cap: call(
    108,
    "Sets the basket share tradable per day, in parts of 65535; root only",
    { cap: u16 },
  ),
  sudo_set_basket_liquidity_cap: call(
    109,
    "Sets the pool share a basket may hold, in parts of 65535; root only",
    { cap: u16 },
  ),
  sudo_set_max_epochs_per_block: call(96, "Sets the most subnet epochs run in one block; root only", {
    max_epochs_per_block: u8,
  }),
})
