"""A miner's day with `bittensor` 10: //Dave registers on netuid 1, after others. Usage: miner_v10.py URL WALLETS"""

import bittensor as bt
from lab10 import charged, event, free, names, outcome, stored, sub, sudo, tao, wallet
from steps import step

dave = wallet("Dave")
cold, hot = dave.coldkey.ss58_address, dave.hotkey.ss58_address


@step
def limits():
    return outcome(sudo(("sudo_set_serving_rate_limit", {"netuid": 1, "serving_rate_limit": 0})))


@step
def register():
    burn = sub.recycle(1)
    refused = sub.register_limit(dave, 1, limit_price=tao(0.000001))
    before = free(cold)
    made = sub.burned_register(dave, 1)
    taken = before - free(cold) - int(made.extrinsic_receipt.total_fee_amount)
    uid = sub.get_uid_for_hotkey_on_subnet(hot, 1)
    return {
        **outcome(made),
        "refused": outcome(refused)["error"],
        "paid": [burn, taken],
        "event": event(made, "SubtensorModule.NeuronRegistered"),
        "uid": uid,
        "hotkey": hot,
        "registered": sub.is_hotkey_registered(hot, 1),
        "owner": [sub.get_hotkey_owner(hot), cold],
    }


@step
def again():
    made = sub.burned_register(dave, 1)
    return {"success": made.success, "message": made.message, "events": names(made)}


@step
def serve_axon():
    axon = bt.Axon(wallet=dave, ip="1.1.1.1", port=8091, external_ip="1.1.1.1", external_port=8091)
    response = sub.serve_axon(1, axon)
    uid = sub.get_uid_for_hotkey_on_subnet(hot, 1)
    served = sub.metagraph(1).axons[uid]
    return {**outcome(response), "axon": f"{served.ip}:{served.port}", "hotkey": served.hotkey == hot}


@step
def prometheus():
    call = sub.compose_call(
        "SubtensorModule", "serve_prometheus", {"netuid": 1, "version": 1, "ip": int.from_bytes(bytes([1, 1, 1, 1])), "port": 9091, "ip_type": 4}
    )
    sent = sub.sign_and_send_extrinsic(call=call, wallet=dave, sign_with="hotkey", wait_for_inclusion=True)
    return {**outcome(sent), "stored": stored("Prometheus", 1, hot)}


@step
def commitment():
    """What miners publish: a line of text."""
    made = sub.set_commitment(dave, 1, "model at https://a.b/c")
    return {**outcome(made), "read": sub.get_commitment(1, sub.get_uid_for_hotkey_on_subnet(hot, 1))}


sub.close()
