import { call, defineCalls } from "@taonet/frame/schema/calls"
import { H160, H256 } from "@taonet/frame/types/primitive_types"
import { Percent, PerU16 } from "@taonet/frame/types/sp_arithmetic"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import {
  as,
  bool,
  btreeSet,
  bytes,
  bytesFixed,
  compact,
  option,
  tuple,
  u8,
  u16,
  u32,
  u64,
  u128,
  vec,
} from "@taonet/primitives/scale/index"
import { BoundedVecU8_2 } from "../../types/bounded.ts"
import { AlphaBalance, MechId, NetUid, TaoBalance } from "../../types/subtensorCommon.ts"
import { SubnetIdentityV3 } from "./types.ts"

export const calls = defineCalls("SubtensorModule", {
  set_weights: call(0, "Sets the caller's weights over the miners of a subnet", {
    netuid: NetUid,
    dests: vec(u16),
    weights: vec(u16),
    version_key: u64,
  }),
  set_mechanism_weights: call(119, "Sets the caller's weights over the miners of one mechanism of a subnet", {
    netuid: NetUid,
    mecid: MechId,
    dests: vec(u16),
    weights: vec(u16),
    version_key: u64,
  }),
  batch_set_weights: call(
    80,
    "Sets the caller's weights on several subnets; a failed item does not stop the others",
    {
      netuids: as("Vec<Compact<NetUid>>", vec(compact(NetUid))),
      weights: as("Vec<Vec<(Compact<u16>, Compact<u16>)>>", vec(vec(tuple(compact(u16), compact(u16))))),
      version_keys: as("Vec<Compact<u64>>", vec(compact(u64))),
    },
  ),
  commit_weights: call(96, "Commits to weights by their hash, to be revealed in a later epoch", {
    netuid: NetUid,
    commit_hash: H256,
  }),
  commit_mechanism_weights: call(115, "Commits to weights for one mechanism of a subnet by their hash", {
    netuid: NetUid,
    mecid: MechId,
    commit_hash: H256,
  }),
  batch_commit_weights: call(
    100,
    "Commits weight hashes on several subnets; a failed item does not stop the others",
    { netuids: as("Vec<Compact<NetUid>>", vec(compact(NetUid))), commit_hashes: vec(H256) },
  ),
  reveal_weights: call(97, "Reveals and applies weights that the caller committed by hash before", {
    netuid: NetUid,
    uids: vec(u16),
    values: vec(u16),
    salt: vec(u16),
    version_key: u64,
  }),
  reveal_mechanism_weights: call(116, "Reveals and applies committed weights for one mechanism of a subnet", {
    netuid: NetUid,
    mecid: MechId,
    uids: vec(u16),
    values: vec(u16),
    salt: vec(u16),
    version_key: u64,
  }),
  commit_crv3_mechanism_weights: call(
    117,
    "Commits encrypted weights for one mechanism with the fixed commit-reveal version 4",
    { netuid: NetUid, mecid: MechId, commit: BoundedVecU8_2, reveal_round: u64 },
  ),
  batch_reveal_weights: call(
    98,
    "Reveals several committed weight sets of the caller on one subnet, all or none",
    {
      netuid: NetUid,
      uids_list: vec(vec(u16)),
      values_list: vec(vec(u16)),
      salts_list: vec(vec(u16)),
      version_keys: vec(u64),
    },
  ),
  decrease_take: call(65, "Lowers the share of dividends that a hotkey keeps from its nominators", {
    hotkey: AccountId32,
    take: PerU16,
  }),
  increase_take: call(
    66,
    "Raises the share of dividends that a hotkey keeps from its nominators, with a rate limit",
    { hotkey: AccountId32, take: PerU16 },
  ),
  add_stake: call(2, "Stakes TAO from the caller to a hotkey on a subnet at the pool price", {
    hotkey: AccountId32,
    netuid: NetUid,
    amount_staked: TaoBalance,
  }),
  remove_stake: call(3, "Unstakes alpha from a hotkey on a subnet and pays the caller in TAO", {
    hotkey: AccountId32,
    netuid: NetUid,
    amount_unstaked: AlphaBalance,
  }),
  serve_axon: call(4, "Publishes the axon endpoint (IP, port, protocol) of the calling hotkey on a subnet", {
    netuid: NetUid,
    version: u32,
    ip: u128,
    port: u16,
    ip_type: u8,
    protocol: u8,
    placeholder1: u8,
    placeholder2: u8,
  }),
  serve_axon_tls: call(
    40,
    "Publishes the axon endpoint of the calling hotkey together with a TLS certificate",
    {
      netuid: NetUid,
      version: u32,
      ip: u128,
      port: u16,
      ip_type: u8,
      protocol: u8,
      placeholder1: u8,
      placeholder2: u8,
      certificate: bytes,
    },
  ),
  serve_prometheus: call(5, "Publishes the Prometheus endpoint of the calling hotkey on a subnet", {
    netuid: NetUid,
    version: u32,
    ip: u128,
    port: u16,
    ip_type: u8,
  }),
  register: call(
    6,
    "Registers a hotkey on a subnet by paying the burn price; the proof-of-work arguments are ignored",
    { netuid: NetUid, block_number: u64, nonce: u64, work: bytes, hotkey: AccountId32, coldkey: AccountId32 },
  ),
  root_register: call(62, "Registers a hotkey on the root network (netuid 0) by paying the root burn price", {
    hotkey: AccountId32,
  }),
  burned_register: call(7, "Registers a hotkey on a subnet by paying the current burn price in TAO", {
    netuid: NetUid,
    hotkey: AccountId32,
  }),
  swap_hotkey: call(70, "Moves a hotkey's registrations and stake to a new hotkey, on one subnet or on all", {
    hotkey: AccountId32,
    new_hotkey: AccountId32,
    netuid: option(NetUid),
  }),
  swap_hotkey_v2: call(
    72,
    "Swaps a hotkey for a new one and lets the caller choose to leave the stake behind",
    { hotkey: AccountId32, new_hotkey: AccountId32, netuid: option(NetUid), keep_stake: bool },
  ),
  swap_coldkey: call(
    71,
    "As root, moves everything a coldkey owns to a new coldkey, charging an optional cost",
    { old_coldkey: AccountId32, new_coldkey: AccountId32, swap_cost: TaoBalance },
  ),
  set_childkey_take: call(
    75,
    "Sets the share a child hotkey keeps of the dividends it earns for its parents on a subnet",
    { hotkey: AccountId32, netuid: NetUid, take: PerU16 },
  ),
  sudo_set_tx_childkey_take_rate_limit: call(
    69,
    "As root, sets how many blocks must pass between two childkey take increases",
    { tx_rate_limit: u64 },
  ),
  sudo_set_min_childkey_take: call(76, "As root, sets the lowest allowed childkey take", { take: PerU16 }),
  sudo_set_max_childkey_take: call(77, "As root, sets the highest allowed childkey take", { take: PerU16 }),
  register_network: call(59, "Creates a subnet owned by the caller and locks the current lock cost in TAO", {
    hotkey: AccountId32,
  }),
  dissolve_network: call(61, "Removes a subnet and starts its cleanup; only root may call it", {
    coldkey: AccountId32,
    netuid: NetUid,
  }),
  set_children: call(67, "Schedules the child hotkeys of a hotkey on a subnet with their stake proportions", {
    hotkey: AccountId32,
    netuid: NetUid,
    children: vec(tuple(u64, AccountId32)),
  }),
  schedule_swap_coldkey: call(73, "Always refused; replaced by the announced coldkey swap", {
    new_coldkey: AccountId32,
  }),
  set_identity: call(68, "Sets the on-chain identity (name, links, description) of the calling coldkey", {
    name: bytes,
    url: bytes,
    github_repo: bytes,
    image: bytes,
    discord: bytes,
    description: bytes,
    additional: bytes,
  }),
  set_subnet_identity: call(78, "Sets the public identity of a subnet; only its owner may call it", {
    netuid: NetUid,
    subnet_name: bytes,
    github_repo: bytes,
    subnet_contact: bytes,
    subnet_url: bytes,
    discord: bytes,
    description: bytes,
    logo_url: bytes,
    additional: bytes,
  }),
  register_network_with_identity: call(
    79,
    "Creates a subnet owned by the caller and sets its identity in the same call",
    { hotkey: AccountId32, identity: as("Option<SubnetIdentityOfV3>", option(SubnetIdentityV3)) },
  ),
  unstake_all: call(
    83,
    "Unstakes everything the caller has on a hotkey across all subnets and pays out TAO",
    { hotkey: AccountId32 },
  ),
  unstake_all_alpha: call(
    84,
    "Unstakes the caller's alpha on a hotkey from all subnets and restakes the TAO on root",
    { hotkey: AccountId32 },
  ),
  move_stake: call(85, "Moves the caller's stake to another hotkey and optionally to another subnet", {
    origin_hotkey: AccountId32,
    destination_hotkey: AccountId32,
    origin_netuid: NetUid,
    destination_netuid: NetUid,
    alpha_amount: AlphaBalance,
  }),
  transfer_stake: call(86, "Transfers the caller's stake on a hotkey to another coldkey", {
    destination_coldkey: AccountId32,
    hotkey: AccountId32,
    origin_netuid: NetUid,
    destination_netuid: NetUid,
    alpha_amount: AlphaBalance,
  }),
  swap_stake: call(87, "Swaps the caller's stake on a hotkey from one subnet to another", {
    hotkey: AccountId32,
    origin_netuid: NetUid,
    destination_netuid: NetUid,
    alpha_amount: AlphaBalance,
  }),
  add_stake_limit: call(88, "Stakes TAO to a hotkey on a subnet, but not above a limit price", {
    hotkey: AccountId32,
    netuid: NetUid,
    amount_staked: TaoBalance,
    limit_price: TaoBalance,
    allow_partial: bool,
  }),
  remove_stake_limit: call(89, "Unstakes alpha from a hotkey on a subnet, but not below a limit price", {
    hotkey: AccountId32,
    netuid: NetUid,
    amount_unstaked: AlphaBalance,
    limit_price: TaoBalance,
    allow_partial: bool,
  }),
  swap_stake_limit: call(
    90,
    "Swaps stake on a hotkey between two subnets within a limit on the relative price",
    {
      hotkey: AccountId32,
      origin_netuid: NetUid,
      destination_netuid: NetUid,
      alpha_amount: AlphaBalance,
      limit_price: TaoBalance,
      allow_partial: bool,
    },
  ),
  move_stake_limit: call(
    149,
    "Moves stake to another hotkey or subnet within a limit on the relative price",
    {
      origin_hotkey: AccountId32,
      destination_hotkey: AccountId32,
      origin_netuid: NetUid,
      destination_netuid: NetUid,
      alpha_amount: AlphaBalance,
      limit_price: TaoBalance,
      allow_partial: bool,
    },
  ),
  try_associate_hotkey: call(91, "Makes the caller the owner of a hotkey that has no owner yet", {
    hotkey: AccountId32,
  }),
  start_call: call(92, "Starts emission and staking on a new subnet; only its owner may call it", {
    netuid: NetUid,
  }),
  associate_evm_key: call(
    93,
    "Links an EVM address, proven by its signature, to the calling hotkey's neuron on a subnet",
    { netuid: NetUid, evm_key: H160, block_number: u64, signature: as("Signature", bytesFixed(65)) },
  ),
  recycle_alpha: call(101, "Destroys the caller's alpha on a hotkey and lowers the subnet's alpha supply", {
    hotkey: AccountId32,
    amount: AlphaBalance,
    netuid: NetUid,
  }),
  burn_alpha: call(102, "Burns the caller's alpha on a hotkey while it still counts as issued", {
    hotkey: AccountId32,
    amount: AlphaBalance,
    netuid: NetUid,
  }),
  set_pending_childkey_cooldown: call(
    109,
    "As root, sets how many blocks newly scheduled children wait before they apply",
    { cooldown: u64 },
  ),
  remove_stake_full_limit: call(
    103,
    "Unstakes the caller's whole position on a hotkey and subnet, with an optional limit price",
    { hotkey: AccountId32, netuid: NetUid, limit_price: option(TaoBalance) },
  ),
  register_leased_network: call(
    110,
    "Creates a subnet paid by a crowdloan and leases it to the crowdloan's creator",
    { emissions_share: Percent, end_block: as("Option<BlockNumberFor<T>>", option(u32)) },
  ),
  terminate_lease: call(
    111,
    "Ends an expired subnet lease and makes the beneficiary the owner of the subnet",
    { lease_id: as("LeaseId", u32), hotkey: AccountId32 },
  ),
  update_symbol: call(112, "Changes the token symbol of a subnet to an unused one from the symbol table", {
    netuid: NetUid,
    symbol: bytes,
  }),
  commit_timelocked_weights: call(
    113,
    "Commits encrypted weights that the chain reveals by itself with a drand round",
    { netuid: NetUid, commit: BoundedVecU8_2, reveal_round: u64, commit_reveal_version: u16 },
  ),
  set_coldkey_auto_stake_hotkey: call(
    114,
    "Chooses the hotkey to which the caller's miner rewards on a subnet are staked",
    { netuid: NetUid, hotkey: AccountId32 },
  ),
  commit_timelocked_mechanism_weights: call(
    118,
    "Commits encrypted weights for one mechanism that the chain reveals with a drand round",
    { netuid: NetUid, mecid: MechId, commit: BoundedVecU8_2, reveal_round: u64, commit_reveal_version: u16 },
  ),
  root_dissolve_network: call(120, "As root, removes a subnet and starts its cleanup", { netuid: NetUid }),
  claim_root: call(121, "Claims the caller's basket rewards from all staking hotkeys as root stake", {
    subnets: btreeSet(NetUid),
  }),
  claim_root_with_hotkey: call(148, "Claims the caller's basket rewards from one hotkey as root stake", {
    hotkey: AccountId32,
  }),
  stake_into_basket: call(
    147,
    "Stakes TAO into the basket of a root validator hotkey in return for basket shares",
    { hotkey: AccountId32, amount_staked: TaoBalance },
  ),
  swap_basket: call(
    150,
    "Trades part of a hotkey's basket from one subnet to another; only the hotkey's owner may call it",
    {
      hotkey: AccountId32,
      origin_netuid: NetUid,
      destination_netuid: NetUid,
      amount: AlphaBalance,
      min_amount_out: u64,
    },
  ),
  sudo_set_root_claim_threshold: call(
    124,
    "Sets the smallest basket amount of a subnet worth claiming; for its owner or root",
    { netuid: NetUid, new_value: u64 },
  ),
  announce_coldkey_swap: call(
    125,
    "Announces a coldkey swap by the hash of the new coldkey and starts the waiting time",
    { new_coldkey_hash: as("T::Hash", H256) },
  ),
  swap_coldkey_announced: call(
    126,
    "Carries out the caller's announced coldkey swap after the waiting time",
    { new_coldkey: AccountId32 },
  ),
  dispute_coldkey_swap: call(
    127,
    "Disputes the caller's announced coldkey swap and freezes the coldkey until root resets it",
    {},
  ),
  reset_coldkey_swap: call(128, "As root, clears the swap announcement and dispute of a coldkey", {
    coldkey: AccountId32,
  }),
  enable_voting_power_tracking: call(
    129,
    "Turns on voting power tracking for a subnet; for its owner or root",
    { netuid: NetUid },
  ),
  disable_voting_power_tracking: call(
    130,
    "Schedules the end of voting power tracking for a subnet; for its owner or root",
    { netuid: NetUid },
  ),
  sudo_set_voting_power_ema_alpha: call(
    131,
    "As root, sets the smoothing factor of a subnet's voting power average",
    { netuid: NetUid, alpha: u64 },
  ),
  add_stake_burn: call(132, "Buys alpha of a subnet with the caller's TAO and burns it at once", {
    hotkey: AccountId32,
    netuid: NetUid,
    amount: TaoBalance,
    limit: option(TaoBalance),
  }),
  clear_coldkey_swap_announcement: call(133, "Withdraws the caller's own coldkey swap announcement", {}),
  register_limit: call(134, "Registers a hotkey on a subnet only if the burn price is at or below a limit", {
    netuid: NetUid,
    hotkey: AccountId32,
    limit_price: u64,
  }),
  set_auto_parent_delegation_enabled: call(
    135,
    "Chooses whether a root hotkey becomes parent of new subnets' owner hotkeys",
    { hotkey: AccountId32, enabled: bool },
  ),
  lock_stake: call(136, "Locks part of the caller's stake on a subnet to build conviction for a hotkey", {
    hotkey: AccountId32,
    netuid: NetUid,
    amount: AlphaBalance,
  }),
  move_lock: call(137, "Moves the caller's lock on a subnet to another hotkey", {
    destination_hotkey: AccountId32,
    netuid: NetUid,
  }),
  set_perpetual_lock: call(
    138,
    "Chooses whether the caller's lock on a subnet stays in full or decays over time",
    { netuid: NetUid, enabled: bool },
  ),
  set_tempo: call(139, "Accepted but has no effect in this runtime; the tempo is set through AdminUtils", {
    netuid: NetUid,
    tempo: u16,
  }),
  set_activity_cutoff_factor: call(
    140,
    "Accepted but has no effect in this runtime; the factor is set through AdminUtils",
    { netuid: NetUid, factor_milli: u32 },
  ),
  trigger_epoch: call(141, "Schedules an early epoch of a subnet; only its owner may call it", {
    netuid: NetUid,
  }),
  set_reject_locked_alpha: call(
    142,
    "Chooses whether the caller refuses to receive locked alpha from others",
    { enabled: bool },
  ),
  transfer_stake_and_hotkey: call(
    143,
    "Transfers the caller's stake to another coldkey and another hotkey at once",
    {
      destination_coldkey: AccountId32,
      origin_hotkey: AccountId32,
      destination_hotkey: AccountId32,
      origin_netuid: NetUid,
      destination_netuid: NetUid,
      alpha_amount: AlphaBalance,
    },
  ),
  add_collateral: call(144, "Adds miner collateral for an owned hotkey from its stake or by buying alpha", {
    netuid: NetUid,
    hotkey: AccountId32,
    alpha: AlphaBalance,
    limit_price: TaoBalance,
  }),
  set_min_collateral: call(
    145,
    "Sets the collateral floor of an owned hotkey that emission fills and does not drain",
    { netuid: NetUid, hotkey: AccountId32, min_locked: AlphaBalance },
  ),
})
