"""Children, takes, identities, proxies and key swaps with `bittensor` 11. //Bob owns netuid 2. Usage: keys_v11.py URL"""

import bittensor as bt
from lab11 import calls, charged, do, event, free, outcome, ss58, stored, sub, sudo, wallet
from steps import step

bob, eve, charlie = wallet("//Bob", "//Bob//hot"), wallet("//Eve", "//Eve//hot"), wallet("//Charlie", "//Charlie//hot")
cold, hot, child = ss58("//Bob"), ss58("//Bob//hot"), ss58("//Charlie//hot")
half = (1 << 64) // 2


@step
def open_subnet():
    admin, chain = calls.AdminUtils, calls.SubtensorModule
    done = [
        sudo(
            admin.sudo_set_network_rate_limit(rate_limit=0),
            admin.sudo_set_start_call_delay(delay=0),
            admin.sudo_set_admin_freeze_window(window=0),
            admin.sudo_set_tx_rate_limit(tx_rate_limit=0),
            admin.sudo_set_tx_delegate_take_rate_limit(tx_rate_limit=0),
            admin.sudo_set_coldkey_swap_announcement_delay(duration=3),
            admin.sudo_set_coldkey_swap_reannouncement_delay(duration=1),
            admin.sudo_set_subtoken_enabled(netuid=0, subtoken_enabled=True),
        ).success,
        do(bt.RegisterSubnet(hotkey_ss58=hot), bob)["success"],
        do(bt.StartCall(netuid=2), bob)["success"],
        sub.submit_call(chain.burned_register(netuid=2, hotkey=child), charlie).success,
        do(bt.AddStake(hotkey_ss58=hot, netuid=2, amount_tao=100, slippage_protection=False), bob)["success"],
    ]
    return done


@step
def children():
    """Scheduled, and in force after the cooldown."""
    result = sub.execute(bt.SetChildren(netuid=2, children=[(half, child)], hotkey_ss58=hot), bob)
    pending = sub.read("pending_children", hotkey_ss58=hot, netuid=2)
    before = sub.read("children", hotkey_ss58=hot, netuid=2)
    return {**outcome(result), "event": event(result, "SubtensorModule.SetChildrenScheduled"), "pending": pending, "before": before, "cooldown": stored("PendingChildKeyCooldown")}


@step
def childkey_take():
    result = sub.execute(bt.SetChildkeyTake(netuid=2, take=0.1, hotkey_ss58=child), charlie)
    much = calls.SubtensorModule.set_childkey_take(hotkey=child, netuid=2, take=20_000)
    return {
        **outcome(result),
        "event": event(result, "SubtensorModule.ChildKeyTakeSet"),
        "stored": stored("ChildkeyTake", child, 2),
        "much": sub.submit_call(much, charlie).error.name,
        "stranger": do(bt.SetChildkeyTake(netuid=2, take=0.05, hotkey_ss58=child), eve)["error"],
    }


@step
def takes():
    lower = sub.execute(bt.DecreaseTake(take=0.05, hotkey_ss58=hot), bob)
    higher = sub.execute(bt.IncreaseTake(take=0.1, hotkey_ss58=hot), bob)
    call = calls.SubtensorModule.increase_take(hotkey=hot, take=20_000)
    return {
        "lower": [lower.success, event(lower, "SubtensorModule.TakeDecreased")],
        "higher": [higher.success, event(higher, "SubtensorModule.TakeIncreased")],
        "much": sub.submit_call(call, bob).error.name,
        "stranger": do(bt.DecreaseTake(take=0.01, hotkey_ss58=hot), eve)["error"],
        "stored": stored("Delegates", hot),
        "delegate": sub.read("delegate_take", hotkey_ss58=hot),
        "keys": [cold, hot],
    }


@step
def identity():
    result = sub.execute(bt.SetIdentity(name="bob", url="https://b.ob", description="d"), bob)
    long = do(bt.SetIdentity(name="n" * 300), bob)
    return {**outcome(result), "read": sub.read("identity", coldkey_ss58=cold), "long": long["error"]}


@step
def proxies():
    """//Eve may stake for //Bob, and not transfer for him."""
    added = sub.execute(bt.AddProxy(delegate_ss58=ss58("//Eve"), proxy_type="Staking"), bob)
    stake = sub.compose(calls.SubtensorModule.add_stake(hotkey=hot, netuid=0, amount_staked=10**9))
    send = sub.compose(calls.Balances.transfer_keep_alive(dest=ss58("//Eve"), value=10**9))
    allowed = sub.submit_call(calls.Proxy.proxy(real=cold, force_proxy_type=None, call=stake), eve)
    denied = sub.submit_call(calls.Proxy.proxy(real=cold, force_proxy_type=None, call=send), eve)
    read = sub.read("proxies", coldkey_ss58=cold)
    removed = sub.execute(bt.RemoveProxy(delegate_ss58=ss58("//Eve"), proxy_type="Staking"), bob)
    return {
        "added": [added.success, event(added, "Proxy.ProxyAdded") is not None],
        "allowed": [allowed.success, event(allowed, "Proxy.ProxyExecuted"), sub.staking.stake(cold, hot, 0).rao],
        "denied": [denied.success, event(denied, "Proxy.ProxyExecuted")],
        "read": read,
        "removed": [removed.success, sub.read("proxies", coldkey_ss58=cold)],
    }


@step
def children_in_force():
    """What was scheduled above, after its block and the epoch that follows."""
    sub.wait_for_block(children["event"][2] + 12, timeout=120)
    return {"children": sub.read("children", hotkey_ss58=hot, netuid=2), "parents": sub.read("parents", hotkey_ss58=child, netuid=2), "keys": [hot, child]}


@step
def hotkey_swap():
    """On one subnet, then everywhere."""
    new, newest = ss58("//Charlie//new"), ss58("//Charlie//newest")
    uid = sub.neurons.uid(child, 2)
    one = charged(ss58("//Charlie"), lambda: sub.execute(bt.SwapHotkey(new_hotkey_ss58=new, hotkey_ss58=child, netuid=2), charlie))
    uid_of_one = sub.neurons.uid(new, 2)
    sub.wait_for_block(sub.block + 2, timeout=120)
    every = charged(ss58("//Charlie"), lambda: sub.execute(bt.SwapHotkey(new_hotkey_ss58=newest, hotkey_ss58=new), charlie))
    taken = do(bt.SwapHotkey(new_hotkey_ss58=hot, hotkey_ss58=newest), charlie)
    return {
        "uid": uid,
        "one": {**one, "uid": uid_of_one},
        "every": {**every, "uid": sub.neurons.uid(newest, 2), "owner": [stored("Owner", newest), ss58("//Charlie")]},
        "taken": taken["error"],
    }


@step
def coldkey_swap():
    """Announced, waited for, and done: stake, subnet and balance change hands."""
    new = wallet("//Bob//next", "//Bob//hot")
    target = ss58("//Bob//next")
    early = do(bt.SwapColdkeyAnnounced(new_coldkey_ss58=target), bob)
    announced = charged(cold, lambda: sub.execute(bt.AnnounceColdkeySwap(new_coldkey_ss58=target), bob))
    stopped = do(bt.Transfer(dest_ss58=ss58("//Eve"), amount_tao=1), bob)
    found = sub.read("coldkey_swap_announcement", coldkey_ss58=cold)
    sub.wait_for_block(sub.block + 5, timeout=120)
    before = free(cold)
    swapped = sub.execute(bt.SwapColdkeyAnnounced(new_coldkey_ss58=target), bob)
    return {
        "early": early["error"],
        "announced": announced,
        "stopped": stopped["error"],
        "found": found,
        "swapped": outcome(swapped),
        "owner": [stored("SubnetOwner", 2), stored("Owner", hot), target],
        "balances": [before, free(cold), free(target)],
        "identity": sub.read("identity", coldkey_ss58=target),
        "new": do(bt.Transfer(dest_ss58=ss58("//Eve"), amount_tao=1), new)["success"],
    }


@step
def coldkey_dispute():
    """By an account that nothing else needs: it is of no use until root resolves the dispute."""
    two = wallet("//Two", "//Two//hot")
    announced = do(bt.AnnounceColdkeySwap(new_coldkey_ss58=ss58("//Two//next")), two)
    disputed = do(bt.DisputeColdkeySwap(), two)
    stuck = do(bt.ClearColdkeySwapAnnouncement(), two)
    return {"announced": announced["success"], "disputed": [disputed["success"], disputed["events"]], "stuck": stuck["error"]}
