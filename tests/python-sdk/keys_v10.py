"""Children, takes, proxies and a coldkey swap with `bittensor` 10. //Dave owns //Dave//hot. Usage: keys_v10.py URL WALLETS"""

import bittensor as bt
from bittensor.core.chain_data.proxy import ProxyType
from lab10 import compose, event, free, outcome, send, ss58, sub, sudo, tao, wallet
from steps import step

dave, eve, ferdie = wallet("Dave"), wallet("Eve"), wallet("Ferdie")
cold, hot = dave.coldkey.ss58_address, dave.hotkey.ss58_address
netuid = 1


@step
def limits():
    return outcome(
        sudo(
            ("sudo_set_tx_delegate_take_rate_limit", {"tx_rate_limit": 0}),
            ("sudo_set_coldkey_swap_announcement_delay", {"duration": 12}),
            ("sudo_set_subtoken_enabled", {"netuid": netuid, "subtoken_enabled": True}),
            ("sudo_set_subtoken_enabled", {"netuid": 0, "subtoken_enabled": True}),
        )
    )["success"]


@step
def children():
    """Not itself, and not twice in a row."""
    registered = [sub.burned_register(who, netuid).success for who in (dave, ferdie)]
    staked = sub.add_stake(dave, 0, hot, tao(1200))
    itself = sub.set_children(dave, netuid, hot, [(0.5, hot)])
    made = sub.set_children(dave, netuid, hot, [(0.5, ferdie.hotkey.ss58_address)])
    again = sub.set_children(dave, netuid, hot, [(0.4, ferdie.hotkey.ss58_address)])
    return {
        "registered": registered,
        "staked": staked.success,
        **outcome(made),
        "itself": outcome(itself)["error"],
        "again": outcome(again)["error"],
        "pending": sub.get_children_pending(hot, netuid)[0],
        "child": ferdie.hotkey.ss58_address,
    }


@step
def take():
    lower = sub.set_delegate_take(dave, hot, 0.05)
    higher = sub.set_delegate_take(dave, hot, 0.09)
    stranger = sub.set_delegate_take(eve, hot, 0.03)
    return {
        "made": [lower.success, higher.success],
        "events": [event(lower, "SubtensorModule.TakeDecreased"), event(higher, "SubtensorModule.TakeIncreased")],
        "stranger": [stranger.success, stranger.message],
        "read": round(sub.get_delegate_take(hot), 4),
        "delegate": [d.hotkey_ss58 for d in sub.get_delegates() if d.hotkey_ss58 == hot],
    }


@step
def proxies():
    """//Eve stands in for //Dave, at once and announced."""
    added = sub.add_proxy(dave, eve.coldkey.ss58_address, ProxyType.Transfer, 0)
    call = compose("Balances", "transfer_keep_alive", dest=ss58("//Ferdie"), value=10**9)
    before = free(ss58("//Ferdie"))
    sent = sub.proxy(eve, cold, None, call)
    received = free(ss58("//Ferdie")) - before
    stake = compose("SubtensorModule", "add_stake", hotkey=hot, netuid=0, amount_staked=10**9)
    denied = sub.proxy(eve, cold, None, stake)
    found, deposit = sub.get_proxies_for_real_account(cold)
    removed = sub.remove_proxy(dave, eve.coldkey.ss58_address, ProxyType.Transfer, 0)
    return {
        "made": [added.success, sent.success, removed.success],
        "received": received,
        "denied": [denied.success, event(denied, "Proxy.ProxyExecuted")],
        "found": [[f.delegate, f.proxy_type, f.delay] for f in found],
        "eve": eve.coldkey.ss58_address,
        "deposit": deposit,
        "left": sub.get_proxies_for_real_account(cold)[0],
    }


@step
def pure_proxy():
    made = sub.create_pure_proxy(dave, ProxyType.Any, 0, 0)
    return {**outcome(made), "event": event(made, "Proxy.PureCreated")}


@step
def hotkey_swap():
    call = compose("SubtensorModule", "swap_hotkey_v2", hotkey=hot, new_hotkey=ss58("//Dave//new"), netuid=None, keep_stake=False)
    uid = sub.get_uid_for_hotkey_on_subnet(hot, netuid)
    made = send(call, dave)
    return {
        **outcome(made),
        "event": event(made, "SubtensorModule.HotkeySwapped"),
        "uids": [uid, sub.get_uid_for_hotkey_on_subnet(ss58("//Dave//new"), netuid)],
        "stake": [sub.get_stake(cold, hot, 0).rao, sub.get_stake(cold, ss58("//Dave//new"), 0).rao],
    }


@step
def coldkey_swap():
    target = ss58("//Dave//next")
    announced = sub.announce_coldkey_swap(dave, target)
    found = sub.get_coldkey_swap_announcement(cold)
    # Within the delay of 12 blocks, even with a slow client.
    early = sub.swap_coldkey_announced(dave, target)
    sub.wait_for_block(sub.block + 12)
    wrong = sub.swap_coldkey_announced(dave, ss58("//Eve"))
    swapped = sub.swap_coldkey_announced(dave, target)
    return {
        "announced": outcome(announced),
        "found": found is not None,
        "early": [early.success, outcome(early)["error"], early.message],
        "wrong": [wrong.success, outcome(wrong)["error"], wrong.message],
        "swapped": outcome(swapped),
        "owner": [sub.get_hotkey_owner(ss58("//Dave//new")), target],
        "left": free(cold),
    }


sub.close()
