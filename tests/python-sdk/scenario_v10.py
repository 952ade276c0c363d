"""What `bittensor` 10 must be able to do against a fresh local chain. Usage: scenario_v10.py ws://127.0.0.1:PORT WALLETS"""

import asyncio
import inspect

import bittensor as bt
from lab10 import alice, charged, free, keys, outcome, send, sub, sudo, tao, url, wallet, zero_ss58
from steps import step

bob, charlie, nobody = (wallet(name) for name in ("Bob", "Charlie", "Nobody"))
alice_ss58, bob_ss58 = alice.coldkey.ss58_address, bob.coldkey.ss58_address
bob_hot, charlie_hot = bob.hotkey.ss58_address, charlie.hotkey.ss58_address


@step
def connect():
    return {"chain": sub.substrate.chain, "fast": sub.is_fast_blocks(), "spec": sub.substrate.runtime.runtime_version}


@step
def blocks():
    first = sub.block
    reached = sub.wait_for_block(first + 2)
    return {"first": first, "reached": reached, "now": sub.get_current_block()}


@step
def balances():
    return {uri: free(keys(uri).ss58_address) for uri in ("//Alice", "//Bob", "//Ferdie", "//Nobody")}


@step
def subnets():
    infos = sub.get_all_subnets_info()
    dynamic = sub.all_subnets()
    return {
        "infos": [{"netuid": s.netuid, "tempo": s.tempo, "n": s.subnetwork_n, "owner": s.owner_ss58} for s in infos],
        "dynamic": [{"netuid": s.netuid, "price": s.price.rao, "name": s.subnet_name, "symbol": s.symbol} for s in dynamic],
        "exists": [sub.subnet_exists(netuid) for netuid in (0, 1, 2)],
    }


@step
def metagraph():
    graph = sub.metagraph(1)
    full = sub.get_metagraph_info(1)
    return {
        "n": int(graph.n),
        "uids": graph.uids,
        "hotkeys": graph.hotkeys,
        "stake": graph.alpha_stake,
        "name": graph.name,
        "symbol": graph.symbol,
        "owner": graph.owner_coldkey,
        "info": [full.num_uids, full.max_uids, full.tempo],
    }


@step
def neurons():
    return [{"uid": n.uid, "hotkey": n.hotkey, "stake": n.stake.rao, "active": n.active} for n in sub.neurons(1)]


@step
def hyperparameters():
    return vars(sub.get_subnet_hyperparameters(1))


@step
def every_read():
    """Every read that the client has, on this young chain."""
    given = {
        "netuid": 1, "uid": 0, "origin_netuid": 0, "destination_netuid": 1, "crowdloan_id": 0, "address": alice_ss58,
        "hotkey_ss58": zero_ss58, "coldkey_ss58": alice_ss58, "coldkey_ss58s": [alice_ss58], "amount": tao(1),
        "real_account_ss58": alice_ss58, "delegate_account_ss58": alice_ss58, "param_name": "Tempo", "addresses": alice_ss58,
    }  # fmt: skip
    done, failed = [], {}
    for name in dir(sub):
        reads = name.startswith(("get_", "is_", "all_", "query_identity", "blocks_", "neuron", "sim_", "last_drand"))
        plain = name in ("bonds", "weights", "tempo", "recycle", "subnet", "difficulty", "immunity_period",
                         "commit_reveal_enabled", "does_hotkey_exist", "min_allowed_weights", "max_weight_limit",
                         "weights_rate_limit", "tx_rate_limit", "subnetwork_n", "subnet_exists", "metagraph")  # fmt: skip
        if not (reads or plain):
            continue
        wanted = inspect.signature(getattr(sub, name)).parameters.values()
        needed = [p.name for p in wanted if p.default is p.empty]
        if any(p not in given for p in needed):
            continue
        args = [given[p] for p in needed]
        try:
            getattr(sub, name)(*args)
            done.append(name)
        except Exception as error:  # noqa: BLE001
            failed[name] = f"{type(error).__name__}: {error}"
    return {"done": len(done), "failed": failed}


@step
def transfer():
    to = keys("//Receiver").ss58_address
    estimate = sub.get_transfer_fee(wallet=alice, destination_ss58=to, amount=tao(12.5))
    sent = charged(alice_ss58, lambda: sub.transfer(alice, to, tao(12.5)))
    return {**sent, "estimate": estimate, "received": free(to)}


@step
def transfer_in_block():
    """A block's transactions, decoded by the client."""
    to = keys("//Receiver").ss58_address
    response = sub.transfer(bob, to, tao(1), wait_for_finalization=True)
    receipt = response.extrinsic_receipt
    info = sub.get_block_info(block_hash=receipt.block_hash)
    call = info.extrinsics[receipt.extrinsic_idx].value["call"]
    return {
        "index": receipt.extrinsic_idx,
        "count": len(info.extrinsics),
        "call": f"{call['call_module']}.{call['call_function']}",
        "before": sub.get_balance(to, block=info.number - 1),
        "after": sub.get_balance(to, block=info.number),
    }


@step
def transfer_too_much():
    """The client refuses by itself what it knows to fail, so the call is composed by hand."""
    call = sub.compose_call("Balances", "transfer_keep_alive", {"dest": alice_ss58, "value": 2 * 10**15})
    return charged(bob_ss58, lambda: send(call, bob))


@step
def transfer_without_funds():
    call = sub.compose_call("Balances", "transfer_keep_alive", {"dest": alice_ss58, "value": 10**9})
    return outcome(send(call, nobody))


@step
def stake_before_start():
    call = sub.compose_call("SubtensorModule", "add_stake", {"hotkey": zero_ss58, "netuid": 1, "amount_staked": 10**9})
    return outcome(send(call, bob))


@step
def settings():
    response = sudo(
        ("sudo_set_admin_freeze_window", {"window": 0}),
        ("sudo_set_weights_set_rate_limit", {"netuid": 1, "weights_set_rate_limit": 0}),
        ("sudo_set_commit_reveal_weights_enabled", {"netuid": 1, "enabled": False}),
        ("sudo_set_network_rate_limit", {"rate_limit": 0}),
    )
    return {**outcome(response), "rate_limit": sub.weights_rate_limit(1), "window": sub.get_admin_freeze_window()}


@step
def weights_without_registration():
    response = sub.set_weights(bob, 1, uids=[0], weights=[1.0], max_attempts=1)
    call = sub.compose_call(
        "SubtensorModule", "set_weights", {"netuid": 1, "dests": [0], "weights": [65535], "version_key": 0}
    )
    return {**outcome(send(call, bob, sign_with="hotkey")), "refused": [response.success, response.message]}


@step
def start():
    inner = sub.compose_call("SubtensorModule", "start_call", {"netuid": 1})
    response = send(sub.compose_call("Sudo", "sudo_as", {"who": zero_ss58, "call": inner}), alice)
    return {**outcome(response), "active": sub.is_subnet_active(1)}


@step
def register():
    burn = sub.recycle(1)
    made = charged(bob_ss58, lambda: sub.burned_register(bob, 1))
    return {**made, "burn": burn, "uid": sub.get_uid_for_hotkey_on_subnet(bob_hot, 1)}


@step
def register_again():
    call = sub.compose_call("SubtensorModule", "burned_register", {"netuid": 1, "hotkey": bob_hot})
    return outcome(send(call, bob))


@step
def register_miner():
    return {**outcome(sub.burned_register(charlie, 1)), "uid": sub.get_uid_for_hotkey_on_subnet(charlie_hot, 1)}


@step
def add_stake():
    staked = charged(bob_ss58, lambda: sub.add_stake(bob, 1, bob_hot, tao(100)))
    positions = sub.get_stake_info_for_coldkey(bob_ss58)
    return {**staked, "positions": [{"hotkey": p.hotkey_ss58, "netuid": p.netuid, "stake": p.stake} for p in positions]}


@step
def remove_stake():
    before = sub.get_stake(bob_ss58, bob_hot, 1)
    removed = charged(bob_ss58, lambda: sub.unstake(bob, 1, bob_hot, bt.Balance.from_tao(0.5, netuid=1)))
    return {**removed, "before": before, "after": sub.get_stake(bob_ss58, bob_hot, 1)}


@step
def tempo():
    """Short epochs from here on: the staker must hold the majority when the first one runs."""
    return {**outcome(sudo(("sudo_set_tempo", {"netuid": 1, "tempo": 10}))), "tempo": sub.tempo(1)}


def wait_for_epoch():
    sub.wait_for_block(sub.block + sub.blocks_until_next_epoch(1) + 1)


@step
def set_weights():
    wait_for_epoch()
    response = sub.set_weights(bob, 1, uids=[2], weights=[1.0], block_time=0.25, max_attempts=2)
    return {**outcome(response), "permit": sub.get_subnet_validator_permits(1), "weights": sub.weights(1)}


@step
def incentive():
    """An epoch later the miner is paid for the weight."""
    wait_for_epoch()
    wait_for_epoch()
    graph = sub.metagraph(1, lite=False)
    return {
        "incentive": graph.I,
        "dividends": graph.D,
        "emission": graph.E,
        "weights": graph.W,
        "bonds": graph.B,
        "neuron": sub.neuron_for_uid(2, 1).incentive,
    }


@step
def serve_axon():
    axon = bt.Axon(wallet=bob, ip="8.8.4.4", port=8091, external_ip="8.8.4.4", external_port=8091)
    response = sub.serve_axon(1, axon)
    served = sub.metagraph(1).axons[1]
    return {**outcome(response), "axon": f"{served.ip}:{served.port}"}


@step
def register_subnet():
    cost = sub.get_subnet_burn_cost()
    made = charged(charlie.coldkey.ss58_address, lambda: sub.register_subnet(charlie))
    return {**made, "cost": cost, "netuids": sub.get_all_subnets_netuid(), "owner": sub.subnet(2).owner_coldkey}


@step
def asynchronous():
    """The asynchronous client, with many reads in flight at once."""

    async def run():
        async with bt.AsyncSubtensor(network=url) as client:
            first = await client.block
            await client.wait_for_block(first + 1)
            found = await asyncio.gather(*(client.get_balance(keys(f"//{n}").ss58_address) for n in ("Two", "Three")))
            graph = await client.metagraph(1)
            return {"passed": await client.block > first, "balances": found, "n": int(graph.n)}

    return asyncio.run(run())


sub.close()
