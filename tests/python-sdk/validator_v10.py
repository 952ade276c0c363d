"""A validator's day with `bittensor` 10: //Charlie on netuid 1, which commits and reveals. Usage: validator_v10.py URL WALLETS"""

from lab10 import event, outcome, ss58, sub, sudo, tao, wallet
from steps import step

charlie = wallet("Charlie")
cold, hot = charlie.coldkey.ss58_address, charlie.hotkey.ss58_address
netuid = 1
salt = [5, 6, 7, 8]


def wait_for_epoch():
    sub.wait_for_block(sub.block + sub.blocks_until_next_epoch(netuid) + 1)


@step
def register():
    made = sub.burned_register(charlie, netuid)
    staked = sub.add_stake(charlie, netuid, hot, tao(100))
    return {"success": [made.success, staked.success], "uid": sub.get_uid_for_hotkey_on_subnet(hot, netuid), "commit_reveal": sub.commit_reveal_enabled(netuid)}


@step
def commit():
    wait_for_epoch()
    made = sub.commit_weights(charlie, netuid, salt, [2], [65535], version_key=0, wait_for_inclusion=True, wait_for_finalization=True, max_attempts=1)
    early = sub.reveal_weights(charlie, netuid, [2], [1.0], salt, version_key=0, wait_for_inclusion=True, wait_for_finalization=True, max_attempts=1, raise_error=False)
    return {**outcome(made), "early": [early.success, early.message], "permit": sub.get_subnet_validator_permits(netuid)}


@step
def reveal():
    wait_for_epoch()
    made = sub.reveal_weights(charlie, netuid, [2], [1.0], salt, version_key=0, wait_for_inclusion=True, wait_for_finalization=True, max_attempts=1)
    uid = sub.get_uid_for_hotkey_on_subnet(hot, netuid)
    return {**outcome(made), "weights": dict(sub.weights(netuid)).get(uid)}


@step
def timelocked():
    """The client's way on a subnet that commits: sealed to a round of drand's quicknet, and revealed by the chain once that is there."""
    wait_for_epoch()
    made = sub.set_weights(charlie, netuid, [1], [1.0], block_time=0.25, version_key=0, max_attempts=1, wait_for_inclusion=True, wait_for_finalization=True)
    commits = sub.get_timelocked_weight_commits(netuid)
    return {
        **outcome(made),
        "round": (made.data or {}).get("reveal_round"),
        "kept": [[who, round] for who, _, _, round in commits if who == hot],
        "hotkey": hot,
        "event": event(made, "SubtensorModule.TimelockedWeightsCommitted"),
    }


sub.close()
