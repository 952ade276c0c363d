import { definePallet } from "@taonet/frame/pallet"
import { addCollateral } from "./calls/addCollateral.ts"
import { addStake } from "./calls/addStake.ts"
import { addStakeBurn } from "./calls/addStakeBurn.ts"
import { addStakeLimit } from "./calls/addStakeLimit.ts"
import { announceColdkeySwap } from "./calls/announceColdkeySwap.ts"
import { associateEvmKey } from "./calls/associateEvmKey.ts"
import { batchCommitWeights } from "./calls/batchCommitWeights.ts"
import { batchRevealWeights } from "./calls/batchRevealWeights.ts"
import { batchSetWeights } from "./calls/batchSetWeights.ts"
import { burnAlpha } from "./calls/burnAlpha.ts"
import { burnedRegister } from "./calls/burnedRegister.ts"
import { claimRoot } from "./calls/claimRoot.ts"
import { claimRootWithHotkey } from "./calls/claimRootWithHotkey.ts"
import { clearColdkeySwapAnnouncement } from "./calls/clearColdkeySwapAnnouncement.ts"
import { commitCrv3MechanismWeights } from "./calls/commitCrv3MechanismWeights.ts"
import { commitMechanismWeights } from "./calls/commitMechanismWeights.ts"
import { commitTimelockedMechanismWeights } from "./calls/commitTimelockedMechanismWeights.ts"
import { commitTimelockedWeights } from "./calls/commitTimelockedWeights.ts"
import { commitWeights } from "./calls/commitWeights.ts"
import { decreaseTake } from "./calls/decreaseTake.ts"
import { disableVotingPowerTracking } from "./calls/disableVotingPowerTracking.ts"
import { disputeColdkeySwap } from "./calls/disputeColdkeySwap.ts"
import { dissolveNetwork } from "./calls/dissolveNetwork.ts"
import { enableVotingPowerTracking } from "./calls/enableVotingPowerTracking.ts"
import { increaseTake } from "./calls/increaseTake.ts"
import { lockStake } from "./calls/lockStake.ts"
import { moveLock } from "./calls/moveLock.ts"
import { moveStake } from "./calls/moveStake.ts"
import { moveStakeLimit } from "./calls/moveStakeLimit.ts"
import { recycleAlpha } from "./calls/recycleAlpha.ts"
import { register } from "./calls/register.ts"
import { registerLeasedNetwork } from "./calls/registerLeasedNetwork.ts"
import { registerLimit } from "./calls/registerLimit.ts"
import { registerNetwork } from "./calls/registerNetwork.ts"
import { registerNetworkWithIdentity } from "./calls/registerNetworkWithIdentity.ts"
import { removeStake } from "./calls/removeStake.ts"
import { removeStakeFullLimit } from "./calls/removeStakeFullLimit.ts"
import { removeStakeLimit } from "./calls/removeStakeLimit.ts"
import { resetColdkeySwap } from "./calls/resetColdkeySwap.ts"
import { revealMechanismWeights } from "./calls/revealMechanismWeights.ts"
import { revealWeights } from "./calls/revealWeights.ts"
import { rootDissolveNetwork } from "./calls/rootDissolveNetwork.ts"
import { rootRegister } from "./calls/rootRegister.ts"
import { scheduleSwapColdkey } from "./calls/scheduleSwapColdkey.ts"
import { serveAxon } from "./calls/serveAxon.ts"
import { serveAxonTls } from "./calls/serveAxonTls.ts"
import { servePrometheus } from "./calls/servePrometheus.ts"
import { setActivityCutoffFactor } from "./calls/setActivityCutoffFactor.ts"
import { setAutoParentDelegationEnabled } from "./calls/setAutoParentDelegationEnabled.ts"
import { setChildkeyTake } from "./calls/setChildkeyTake.ts"
import { setChildren } from "./calls/setChildren.ts"
import { setColdkeyAutoStakeHotkey } from "./calls/setColdkeyAutoStakeHotkey.ts"
import { setIdentity } from "./calls/setIdentity.ts"
import { setMechanismWeights } from "./calls/setMechanismWeights.ts"
import { setMinCollateral } from "./calls/setMinCollateral.ts"
import { setPendingChildkeyCooldown } from "./calls/setPendingChildkeyCooldown.ts"
import { setPerpetualLock } from "./calls/setPerpetualLock.ts"
import { setRejectLockedAlpha } from "./calls/setRejectLockedAlpha.ts"
import { setSubnetIdentity } from "./calls/setSubnetIdentity.ts"
import { setTempo } from "./calls/setTempo.ts"
import { setWeights } from "./calls/setWeights.ts"
import { stakeIntoBasket } from "./calls/stakeIntoBasket.ts"
import { startCall } from "./calls/startCall.ts"
import { sudoSetMaxChildkeyTake } from "./calls/sudoSetMaxChildkeyTake.ts"
import { sudoSetMinChildkeyTake } from "./calls/sudoSetMinChildkeyTake.ts"
import { sudoSetRootClaimThreshold } from "./calls/sudoSetRootClaimThreshold.ts"
import { sudoSetTxChildkeyTakeRateLimit } from "./calls/sudoSetTxChildkeyTakeRateLimit.ts"
import { sudoSetVotingPowerEmaAlpha } from "./calls/sudoSetVotingPowerEmaAlpha.ts"
import { swapBasket } from "./calls/swapBasket.ts"
import { swapColdkey } from "./calls/swapColdkey.ts"
import { swapColdkeyAnnounced } from "./calls/swapColdkeyAnnounced.ts"
import { swapHotkey } from "./calls/swapHotkey.ts"
import { swapHotkeyV2, swapHotkeyV2Info } from "./calls/swapHotkeyV2.ts"
import { swapStake } from "./calls/swapStake.ts"
import { swapStakeLimit } from "./calls/swapStakeLimit.ts"
import { terminateLease } from "./calls/terminateLease.ts"
import { transferStake } from "./calls/transferStake.ts"
import { transferStakeAndHotkey } from "./calls/transferStakeAndHotkey.ts"
import { triggerEpoch } from "./calls/triggerEpoch.ts"
import { tryAssociateHotkey } from "./calls/tryAssociateHotkey.ts"
import { unstakeAll } from "./calls/unstakeAll.ts"
import { unstakeAllAlpha } from "./calls/unstakeAllAlpha.ts"
import { updateSymbol } from "./calls/updateSymbol.ts"
import { subtensorHooks } from "./hooks.ts"
import { calls, schema } from "./schema.ts"

/** The pallet of subnets: every dispatchable in the table's order, and the block step. */
export const subtensor = definePallet(schema, calls, {
  calls: {
    set_weights: setWeights,
    set_mechanism_weights: setMechanismWeights,
    batch_set_weights: batchSetWeights,
    commit_weights: commitWeights,
    commit_mechanism_weights: commitMechanismWeights,
    batch_commit_weights: batchCommitWeights,
    reveal_weights: revealWeights,
    reveal_mechanism_weights: revealMechanismWeights,
    commit_crv3_mechanism_weights: commitCrv3MechanismWeights,
    batch_reveal_weights: batchRevealWeights,
    decrease_take: decreaseTake,
    increase_take: increaseTake,
    add_stake: addStake,
    remove_stake: removeStake,
    serve_axon: serveAxon,
    serve_axon_tls: serveAxonTls,
    serve_prometheus: servePrometheus,
    register: register,
    root_register: rootRegister,
    burned_register: burnedRegister,
    swap_hotkey: swapHotkey,
    swap_hotkey_v2: swapHotkeyV2,
    swap_coldkey: swapColdkey,
    set_childkey_take: setChildkeyTake,
    sudo_set_tx_childkey_take_rate_limit: sudoSetTxChildkeyTakeRateLimit,
    sudo_set_min_childkey_take: sudoSetMinChildkeyTake,
    sudo_set_max_childkey_take: sudoSetMaxChildkeyTake,
    register_network: registerNetwork,
    dissolve_network: dissolveNetwork,
    set_children: setChildren,
    schedule_swap_coldkey: scheduleSwapColdkey,
    set_identity: setIdentity,
    set_subnet_identity: setSubnetIdentity,
    register_network_with_identity: registerNetworkWithIdentity,
    unstake_all: unstakeAll,
    unstake_all_alpha: unstakeAllAlpha,
    move_stake: moveStake,
    transfer_stake: transferStake,
    swap_stake: swapStake,
    add_stake_limit: addStakeLimit,
    remove_stake_limit: removeStakeLimit,
    swap_stake_limit: swapStakeLimit,
    move_stake_limit: moveStakeLimit,
    try_associate_hotkey: tryAssociateHotkey,
    start_call: startCall,
    associate_evm_key: associateEvmKey,
    recycle_alpha: recycleAlpha,
    burn_alpha: burnAlpha,
    set_pending_childkey_cooldown: setPendingChildkeyCooldown,
    remove_stake_full_limit: removeStakeFullLimit,
    register_leased_network: registerLeasedNetwork,
    terminate_lease: terminateLease,
    update_symbol: updateSymbol,
    commit_timelocked_weights: commitTimelockedWeights,
    set_coldkey_auto_stake_hotkey: setColdkeyAutoStakeHotkey,
    commit_timelocked_mechanism_weights: commitTimelockedMechanismWeights,
    root_dissolve_network: rootDissolveNetwork,
    claim_root: claimRoot,
    claim_root_with_hotkey: claimRootWithHotkey,
    stake_into_basket: stakeIntoBasket,
    swap_basket: swapBasket,
    sudo_set_root_claim_threshold: sudoSetRootClaimThreshold,
    announce_coldkey_swap: announceColdkeySwap,
    swap_coldkey_announced: swapColdkeyAnnounced,
    dispute_coldkey_swap: disputeColdkeySwap,
    reset_coldkey_swap: resetColdkeySwap,
    enable_voting_power_tracking: enableVotingPowerTracking,
    disable_voting_power_tracking: disableVotingPowerTracking,
    sudo_set_voting_power_ema_alpha: sudoSetVotingPowerEmaAlpha,
    add_stake_burn: addStakeBurn,
    clear_coldkey_swap_announcement: clearColdkeySwapAnnouncement,
    register_limit: registerLimit,
    set_auto_parent_delegation_enabled: setAutoParentDelegationEnabled,
    lock_stake: lockStake,
    move_lock: moveLock,
    set_perpetual_lock: setPerpetualLock,
    set_tempo: setTempo,
    set_activity_cutoff_factor: setActivityCutoffFactor,
    trigger_epoch: triggerEpoch,
    set_reject_locked_alpha: setRejectLockedAlpha,
    transfer_stake_and_hotkey: transferStakeAndHotkey,
    add_collateral: addCollateral,
    set_min_collateral: setMinCollateral,
  },
  info: { swap_hotkey_v2: swapHotkeyV2Info },
  hooks: subtensorHooks,
})
