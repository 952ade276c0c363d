"""A staker's day with `bittensor` 10: //Charlie, awaited where the client awaits. Usage: staker_v10.py URL WALLETS"""

import asyncio

import bittensor as bt
from lab10 import alpha, charged, event, outcome, ss58, sub, sudo, tao, url, wallet
from steps import step

charlie = wallet("Charlie")
cold = charlie.coldkey.ss58_address
validator, second = ss58("//Bob//hot"), ss58("//Bob//other")


def stake(netuid, hotkey=validator, coldkey=cold):
    return sub.get_stake(coldkey, hotkey, netuid).rao


@step
def add_safe():
    """Within a tolerance: refused, in part, and in full."""
    strict = sub.add_stake(charlie, 2, validator, tao(200), safe_staking=True, rate_tolerance=0.01)
    part = charged(cold, lambda: sub.add_stake(charlie, 2, validator, tao(200), safe_staking=True, allow_partial_stake=True, rate_tolerance=0.01))
    full = charged(cold, lambda: sub.add_stake(charlie, 2, validator, tao(20)))
    return {"strict": outcome(strict)["error"], "part": part, "full": full, "stake": stake(2)}


@step
def unstake_safe():
    held = stake(2)
    strict = sub.unstake(charlie, 2, validator, alpha(held / 1e9, 2), safe_unstaking=True, rate_tolerance=0.001)
    some = sub.unstake(charlie, 2, validator, alpha(1, 2))
    return {"strict": outcome(strict)["error"], **outcome(some), "left": held - stake(2)}


@step
def move():
    moved = sub.move_stake(charlie, 2, validator, 2, second, amount=alpha(1, 2))
    return {**outcome(moved), "event": event(moved, "SubtensorModule.StakeMoved"), "there": stake(2, second)}


@step
def swap():
    before = stake(1)
    swapped = sub.swap_stake(charlie, validator, 2, 1, amount=alpha(1, 2))
    return {**outcome(swapped), "event": event(swapped, "SubtensorModule.StakeSwapped"), "gained": stake(1) - before}


@step
def transfer():
    """The owner of netuid 2 has stopped transfers; then root allows them again."""
    stopped = sub.transfer_stake(charlie, ss58("//Eve"), validator, 2, 2, alpha(1, 2))
    sudo(("sudo_set_toggle_transfer", {"netuid": 2, "toggle": True}))
    sent = sub.transfer_stake(charlie, ss58("//Eve"), second, 2, 2, alpha(0.5, 2))
    return {"stopped": outcome(stopped)["error"], **outcome(sent), "theirs": stake(2, second, ss58("//Eve"))}


@step
def asynchronous():
    """Two stakes of one account, sent one after the other by the asynchronous client."""

    async def act():
        async with bt.AsyncSubtensor(network=url) as client:
            made = [await client.add_stake(charlie, netuid, validator, tao(5)) for netuid in (1, 2)]
            infos = await client.get_stake_info_for_coldkey(cold)
            return {"success": [one.success for one in made], "netuids": sorted(info.netuid for info in infos if info.hotkey_ss58 == validator)}

    return asyncio.run(act())


@step
def unstake_all():
    all_of_it = charged(cold, lambda: sub.unstake_all(charlie, 2, validator, rate_tolerance=None))
    return {**all_of_it, "left": stake(2)}


@step
def root():
    """Stake on root is one to one."""
    return {**charged(cold, lambda: sub.add_stake(charlie, 0, validator, tao(50))), "stake": stake(0)}


@step
def protected_stake():
    """Through MevShield: encrypted to the author's next key, opened and executed in the block."""
    before = stake(2)
    made = sub.add_stake(charlie, 2, validator, tao(3), mev_protection=True, wait_for_inclusion=True, wait_for_finalization=True)
    revealed = made.mev_extrinsic
    events = [] if revealed is None else [getattr(one, "value", one)["event"] for one in revealed.triggered_events]
    return {**outcome(made), "revealed": [f"{one['module_id']}.{one['event_id']}" for one in events], "gained": stake(2) - before}


sub.close()
