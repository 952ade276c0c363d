"""A miner's day with `bittensor` 11: //Ferdie registers on netuid 1 and serves. Usage: miner_v11.py URL"""

import bittensor as bt
from lab11 import alice, calls, do, event, outcome, ss58, stored, sub, sudo, wallet, zero_ss58
from steps import step

ferdie, eve = wallet("//Ferdie", "//Ferdie//hot"), wallet("//Eve", "//Eve//hot")
cold, hot = ss58("//Ferdie"), ss58("//Ferdie//hot")


@step
def limits():
    admin = calls.AdminUtils
    inner = sub.compose(calls.SubtensorModule.start_call(netuid=1))
    start = sub.submit_call(calls.Sudo.sudo_as(who=zero_ss58, call=inner), alice)
    return {
        "start": start.success,
        "settings": outcome(sudo(admin.sudo_set_admin_freeze_window(window=0), admin.sudo_set_serving_rate_limit(netuid=1, serving_rate_limit=4)))["success"],
    }


@step
def serve_before():
    return do(bt.ServeAxon(netuid=1, ip="8.8.4.4", port=8091), ferdie)


@step
def register():
    """Below a limit price first, then at the price of the moment. The client's BurnedRegister goes through MevShield only."""
    burn = sub.read("burn", netuid=1)
    low = calls.SubtensorModule.register_limit(netuid=1, hotkey=hot, limit_price=1000)
    refused = outcome(sub.submit_call(low, ferdie))
    call = calls.SubtensorModule.burned_register(netuid=1, hotkey=hot)
    before = sub.balances.balance(coldkey_ss58=cold).rao
    result = sub.submit_call(call, ferdie)
    taken = before - sub.balances.balance(coldkey_ss58=cold).rao - result.fee.rao
    return {
        **outcome(result),
        "refused": refused["error"],
        "paid": [burn, taken],
        "event": event(result, "SubtensorModule.NeuronRegistered"),
        "hotkey": hot,
        "owner": [sub.read("hotkey_owner", hotkey_ss58=hot), cold],
        "netuids": sub.read("netuids_for_hotkey", hotkey_ss58=hot),
        "burn_after": sub.read("burn", netuid=1),
    }


@step
def serve_axon():
    result = sub.execute(bt.ServeAxon(netuid=1, ip="8.8.4.4", port=8091), ferdie)
    again = do(bt.ServeAxon(netuid=1, ip="8.8.4.4", port=8092), ferdie)
    return {
        **outcome(result),
        "event": [event(result, "SubtensorModule.AxonServed"), hot],
        "again": again["error"],
        "axon": sub.subnets.metagraph(1).neurons[1].axon,
    }


@step
def addresses():
    """Those that no neuron has are refused, and start no wait; one of a private network is taken."""
    sub.wait_for_block(sub.block + 5, timeout=120)
    return {ip: do(bt.ServeAxon(netuid=1, ip=ip, port=8091), ferdie)["error"] for ip in ("127.0.0.1", "255.255.255.255", "10.0.0.1")}


@step
def serve_axon_tls():
    sub.wait_for_block(sub.block + 5, timeout=120)
    result = sub.execute(bt.ServeAxonTls(netuid=1, ip="2001:4860:4860::8888", port=443, certificate="0x01" + "41" * 32), ferdie)
    kept = stored("NeuronCertificates", 1, hot)
    return {**outcome(result), "axon": sub.subnets.metagraph(1).neurons[1].axon, "certificate": kept}


@step
def prometheus():
    result = sub.execute(bt.ServePrometheus(netuid=1, ip="8.8.4.4", port=9090), ferdie)
    return {**outcome(result), "event": [event(result, "SubtensorModule.PrometheusServed"), hot], "stored": stored("Prometheus", 1, hot)}


@step
def reset():
    sub.wait_for_block(sub.block + 5, timeout=120)
    return {**do(bt.ResetAxon(netuid=1), ferdie), "stored": stored("Axons", 1, hot)}


@step
def taken_hotkey():
    """Another coldkey cannot register this hotkey elsewhere."""
    call = calls.SubtensorModule.burned_register(netuid=1, hotkey=hot)
    associate = do(bt.AssociateHotkey(hotkey_ss58=hot), eve)
    return {"register": outcome(sub.submit_call(call, eve))["error"], "associate": associate["success"], "owner": stored("Owner", hot) == cold}


@step
def protected_register():
    """The client's own way to register, through MevShield only."""
    result = sub.execute(bt.BurnedRegister(netuid=1, hotkey_ss58=ss58("//Eve//hot")), eve)
    return {**outcome(result), "uid": sub.neurons.uid(ss58("//Eve//hot"), 1)}
