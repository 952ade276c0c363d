/**
 * Which calls a proxy type allows, as data. Every call of the runtime belongs to exactly one group; a type allows groups. Calls of a
 * pallet are named, or all of the pallet's that no other group names (`rest`).
 */
export interface CallGroup {
  readonly [pallet: string]: readonly string[] | "rest"
}

const words = (text: string): string[] => text.trim().split(/\s+/)
const settings = (text: string): string[] => words(text).map((name) => `sudo_set_${name}`)

const S = "SubtensorModule"

const groups = {
  Infra: Object.fromEntries(
    words(
      `System Timestamp Grandpa Utility Multisig Preimage Scheduler Proxy Commitments SafeMode Ethereum BaseFee Drand Swap MevShield
      LimitOrders`,
    ).map((pallet) => [pallet, "rest" as const]),
  ),
  Sudo: { Sudo: "rest" },
  Evm: { EVM: "rest" },
  Contracts: { Contracts: "rest" },
  Crowdloan: { Crowdloan: "rest" },
  RootConfig: { AdminUtils: "rest" },
  SubnetMgmt: {
    [S]: words("set_tempo set_activity_cutoff_factor"),
    AdminUtils: [
      ...settings(
        `serving_rate_limit max_difficulty weights_version_key adjustment_alpha immunity_period min_allowed_weights rho activity_cutoff
        activity_cutoff_factor tempo min_burn max_burn bonds_moving_average bonds_penalty min_childkey_take_per_subnet
        commit_reveal_weights_enabled liquid_alpha_enabled alpha_values liquid_alpha_consensus_mode commit_reveal_weights_interval
        toggle_transfer recycle_or_burn alpha_sigmoid_steepness yuma3_enabled bonds_reset_enabled owner_immune_neuron_limit
        mechanism_count mechanism_emission_split max_allowed_uids burn_half_life burn_increase_mult owner_cut_enabled
        owner_cut_auto_lock_enabled collateral_lock_share collateral_drain_ratio`,
      ),
      "sudo_trim_to_max_allowed_uids",
    ],
  },
  OwnerKey: { AdminUtils: ["sudo_set_sn_owner_hotkey"] },
  BalTransfer: { Balances: words("transfer_keep_alive transfer_allow_death transfer_all") },
  BalMaint: { Balances: "rest" },
  StakeMgmt: {
    [S]: words(
      `add_stake add_stake_limit remove_stake remove_stake_limit remove_stake_full_limit unstake_all unstake_all_alpha move_stake
      move_stake_limit swap_stake swap_stake_limit stake_into_basket add_collateral set_min_collateral`,
    ),
  },
  StakeTransfer: { [S]: words("transfer_stake transfer_stake_and_hotkey") },
  Basket: { [S]: ["swap_basket"] },
  Pow: { [S]: words("register register_limit") },
  Burned: { [S]: ["burned_register"] },
  RootReg: { [S]: ["root_register"] },
  HotkeySwap: { [S]: words("swap_hotkey swap_hotkey_v2") },
  ColdkeySwap: {
    [S]: words(
      `schedule_swap_coldkey swap_coldkey announce_coldkey_swap swap_coldkey_announced clear_coldkey_swap_announcement
      dispute_coldkey_swap reset_coldkey_swap`,
    ),
  },
  CriticalNet: { [S]: words("dissolve_network root_dissolve_network") },
  ChildKey: { [S]: words("set_children set_childkey_take") },
  RootClaim: { [S]: words("claim_root claim_root_with_hotkey") },
  Identity: { [S]: words("set_subnet_identity update_symbol") },
  Activation: { [S]: ["start_call"] },
  Value: {
    [S]: words(
      `add_stake_burn lock_stake move_lock set_perpetual_lock recycle_alpha burn_alpha register_network
      register_network_with_identity register_leased_network`,
    ),
  },
  Common: {
    [S]: words(
      `set_weights set_mechanism_weights batch_set_weights commit_weights commit_mechanism_weights batch_commit_weights
      commit_crv3_mechanism_weights commit_timelocked_weights commit_timelocked_mechanism_weights reveal_weights
      reveal_mechanism_weights batch_reveal_weights set_reject_locked_alpha decrease_take increase_take serve_axon serve_axon_tls
      serve_prometheus set_identity try_associate_hotkey associate_evm_key set_coldkey_auto_stake_hotkey
      set_pending_childkey_cooldown set_auto_parent_delegation_enabled sudo_set_tx_childkey_take_rate_limit
      sudo_set_min_childkey_take sudo_set_max_childkey_take terminate_lease trigger_epoch sudo_set_root_claim_threshold
      enable_voting_power_tracking disable_voting_power_tracking sudo_set_voting_power_ema_alpha`,
    ),
  },
} as const satisfies Record<string, CallGroup>

export type GroupName = keyof typeof groups
export const callGroups: Readonly<Record<GroupName, CallGroup>> = groups
