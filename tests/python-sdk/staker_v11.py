"""A staker's day with `bittensor` 11: //Bob, with limits and slippage, on netuids 1 and 2. Usage: staker_v11.py URL"""

import bittensor as bt
from lab11 import alice, calls, charged, do, event, outcome, ss58, stored, sub, sudo, wallet, zero_ss58
from steps import step

bob, eve = wallet("//Bob", "//Bob//hot"), wallet("//Eve", "//Eve//hot")
cold, hot, other = ss58("//Bob"), ss58("//Bob//hot"), ss58("//Bob//other")
rao = 10**9


def stake(netuid, hotkey=hot, coldkey=cold):
    return sub.staking.stake(coldkey, hotkey, netuid).rao


def price(netuid, at=None):
    """In rao for an alpha, at the end of a block: coinbase moves it with every one."""
    return (at or sub).runtime(("SwapRuntimeApi", "current_alpha_price"), [netuid])


def block_of(result):
    return sub.at(int(result.extrinsic_id.split("-")[0]))


@step
def open_subnets():
    admin = calls.AdminUtils
    done = [
        sudo(
            admin.sudo_set_network_rate_limit(rate_limit=0),
            admin.sudo_set_start_call_delay(delay=0),
            admin.sudo_set_admin_freeze_window(window=0),
            admin.sudo_set_subtoken_enabled(netuid=0, subtoken_enabled=True),
        ).success,
        sub.submit_call(calls.Sudo.sudo_as(who=zero_ss58, call=sub.compose(calls.SubtensorModule.start_call(netuid=1))), alice).success,
        do(bt.RegisterSubnet(hotkey_ss58=hot), bob)["success"],
        do(bt.StartCall(netuid=2), bob)["success"],
        do(bt.AssociateHotkey(hotkey_ss58=other), bob)["success"],
        # No epoch while this lasts: what a stake is worth is what was staked.
        sudo(*(admin.sudo_set_tempo(netuid=netuid, tempo=50_000) for netuid in (0, 1, 2))).success,
        # Without stake on root, coinbase's TAO buys alpha, and the price runs away.
        do(bt.AddStake(hotkey_ss58=hot, netuid=0, amount_tao=100_000, slippage_protection=False), bob)["success"],
    ]
    return {"done": done, "owner": [stored("Owner", other), cold]}


@step
def add():
    result = sub.execute(bt.AddStake(hotkey_ss58=hot, netuid=2, amount_tao=10, slippage_protection=False), bob)
    return {"success": result.success, "keys": [cold, hot], "event": event(result, "SubtensorModule.StakeAdded"), "stake": stake(2)}


@step
def slippage():
    """Protection is on by default: a trade that would move the price by more than five per cent is refused."""
    return do(bt.AddStake(hotkey_ss58=hot, netuid=1, amount_tao=5), bob)


@step
def add_limit():
    """All or nothing at a limit price, then as much as the limit allows."""
    before = price(1)
    limit = before * 11 // 10
    strict = do(bt.AddStakeLimit(hotkey_ss58=hot, netuid=1, amount_tao=20, limit_price_rao=limit), bob)
    part = sub.execute(bt.AddStakeLimit(hotkey_ss58=hot, netuid=1, amount_tao=20, limit_price_rao=limit, allow_partial=True), bob)
    added = event(part, "SubtensorModule.StakeAdded")
    return {"strict": strict["error"], "success": part.success, "event": added, "limit": limit, "after": price(1, block_of(part)), "stake": stake(1)}


@step
def remove_limit():
    held = stake(1)
    before = price(1)
    limit = before * 98 // 100
    amount = held / rao
    strict = do(bt.RemoveStakeLimit(hotkey_ss58=hot, netuid=1, amount_alpha=amount, limit_price_rao=limit), bob)
    part = sub.execute(bt.RemoveStakeLimit(hotkey_ss58=hot, netuid=1, amount_alpha=amount, limit_price_rao=limit, allow_partial=True), bob)
    removed = event(part, "SubtensorModule.StakeRemoved")
    return {"strict": strict["error"], "success": part.success, "event": removed, "limit": limit, "after": price(1, block_of(part)), "held": held, "left": stake(1)}


@step
def too_little():
    low = do(bt.AddStake(hotkey_ss58=hot, netuid=1, amount_tao=0.000001, slippage_protection=False), bob)
    call = calls.SubtensorModule.remove_stake(hotkey=hot, netuid=1, amount_unstaked=10**15)
    much = sub.submit_call(call, eve)
    nowhere = calls.SubtensorModule.add_stake(hotkey=hot, netuid=9, amount_staked=rao)
    return {"low": low["error"], "not_mine": much.error and much.error.name, "nowhere": sub.submit_call(nowhere, bob).error.name}


@step
def move():
    """From one of his hotkeys to another in the same subnet: nothing is traded."""
    before = stake(2)
    result = sub.execute(bt.MoveStake(origin_hotkey_ss58=hot, origin_netuid=2, dest_hotkey_ss58=other, dest_netuid=2, amount_alpha=2, slippage_protection=False), bob)
    return {"success": result.success, "event": event(result, "SubtensorModule.StakeMoved"), "left": before - stake(2), "there": stake(2, other)}


@step
def swap():
    """From subnet 2 to subnet 1, through both pools."""
    before = [stake(2), stake(1)]
    result = sub.execute(bt.SwapStake(hotkey_ss58=hot, origin_netuid=2, dest_netuid=1, amount_alpha=1, slippage_protection=False), bob)
    return {"success": result.success, "event": event(result, "SubtensorModule.StakeSwapped"), "left": before[0] - stake(2), "there": stake(1) - before[1]}


@step
def transfer():
    before = stake(2)
    intent = bt.TransferStake(dest_coldkey_ss58=ss58("//Eve"), hotkey_ss58=hot, origin_netuid=2, dest_netuid=2, amount_alpha=1.5)
    result = sub.execute(intent, bob)
    sudo(calls.AdminUtils.sudo_set_toggle_transfer(netuid=2, toggle=False))
    disallowed = do(intent, bob)
    return {
        **outcome(result),
        "event": event(result, "SubtensorModule.StakeTransferred"),
        "left": before - stake(2),
        "theirs": stake(2, hot, ss58("//Eve")),
        "disallowed": disallowed["error"],
    }


@step
def auto_stake():
    unregistered = do(bt.SetAutoStake(netuid=2, hotkey_ss58=other), bob)
    result = sub.execute(bt.SetAutoStake(netuid=2, hotkey_ss58=hot), bob)
    return {**outcome(result), "unregistered": unregistered["error"], "read": sub.read("auto_stake", coldkey_ss58=cold, netuid=2)}


@step
def unstake_all_alpha():
    """What one hotkey has in all subnets, into root."""
    alpha = stake(2, other)
    result = sub.execute(bt.UnstakeAllAlpha(hotkey_ss58=other), bob)
    return {**outcome(result), "alpha": [alpha, stake(2, other)], "root": stake(0, other)}


@step
def unstake_all():
    made = charged(cold, lambda: sub.execute(bt.UnstakeAll(hotkey_ss58=hot), bob))
    return {**made, "left": [stake(1), stake(2)]}
