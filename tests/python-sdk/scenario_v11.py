"""What `bittensor` 11 must be able to do against a fresh local chain. Usage: scenario_v11.py ws://127.0.0.1:PORT"""

import asyncio

import bittensor as bt
from lab11 import alice, calls, charged, free, keys, outcome, sub, sudo, url, wallet, zero_ss58
from steps import step

bob = wallet("//Bob", "//Bob//hot")
charlie = wallet("//Charlie", "//Charlie//hot")
alice_ss58, bob_ss58 = alice.coldkey.ss58_address, bob.coldkey.ss58_address
bob_hot, charlie_hot = bob.hotkey.ss58_address, charlie.hotkey.ss58_address


@step
def connect():
    return {
        "spec": sub.spec_version,
        "fast": sub.is_fast_blocks(),
        "symbols": sub.token_symbols,
    }


@step
def blocks():
    first = sub.block
    reached = sub.wait_for_block(first + 2, timeout=120).number
    return {"first": first, "reached": reached, "finalized": sub.finalized_block}


@step
def balances():
    return {uri: free(keys(uri).ss58_address) for uri in ("//Alice", "//Bob", "//Ferdie", "//Nobody")}


@step
def subnets():
    return [
        {"netuid": s.netuid, "tempo": s.tempo, "neurons": s.neuron_count, "burn": s.burn}
        for s in sub.subnets.subnets()
    ]


@step
def metagraph():
    graph = sub.subnets.metagraph(1)
    return {
        "block": graph.block,
        "name": graph.name,
        "symbol": graph.symbol,
        "tempo": graph.tempo,
        "owner": graph.owner_coldkey,
        "max_uids": graph.max_uids,
        "price": graph.price,
        "hotkeys": graph.hotkeys,
        "stakes": [neuron.alpha_stake for neuron in graph.neurons],
    }


@step
def hyperparameters():
    return sub.read("subnet_hyperparameters", netuid=1)


@step
def every_read():
    """Every typed read that the client knows, on this young chain."""
    given = {
        "netuid": 1, "uid": 0, "mechid": 0, "block": 1, "netuids": [1], "lite": False, "call_hash": "0x" + "00" * 32,
        "hotkey_ss58": zero_ss58, "amount_tao": 1.0, "amount_alpha": 1.0,
    }  # fmt: skip
    done, failed = 0, {}
    for read in sub.reads():
        args = {}
        for name, kind in read["params"].items():
            usual = [alice_ss58] if kind == "array" else alice_ss58 if kind == "string" else 1
            args[name] = given.get(name, usual)
        try:
            sub.read(read["name"], **args)
            done += 1
        except Exception as error:  # noqa: BLE001
            failed[read["name"]] = f"{type(error).__name__}: {error}"
    return {"done": done, "failed": failed}


@step
def transfer():
    to = keys("//Receiver").ss58_address
    intent = bt.Transfer(dest_ss58=to, amount_tao=12.5)
    plan = sub.plan(intent, alice)
    sent = charged(alice_ss58, lambda: sub.execute(intent, alice))
    return {**sent, "estimate": plan.fee, "received": free(to)}


@step
def transfer_in_block():
    """A block's transactions, decoded by the client."""
    to = keys("//Receiver").ss58_address
    result = sub.execute(bt.Transfer(dest_ss58=to, amount_tao=1), bob)
    number, index = (int(part) for part in result.extrinsic_id.split("-"))
    info = sub.block_info(number)
    call = info.extrinsics[index]["call"]
    return {
        "hash": info.hash == result.block_hash,
        "pallets": [extrinsic["call"]["call_module"] for extrinsic in info.extrinsics],
        "call": f"{call['call_module']}.{call['call_function']}",
        "before": sub.at(number - 1).balances.balance(coldkey_ss58=to),
        "after": sub.at(number).balances.balance(coldkey_ss58=to),
    }


@step
def sign_elsewhere():
    """A payload made here, signed by something that only sees its bytes, and sent. The client does not count its nonce."""
    dave = keys("//Dave")
    call = calls.Balances.transfer_keep_alive(dest=alice_ss58, value=10**9)
    unsigned = sub.prepare_call(call, address=dave.ss58_address)
    return charged(dave.ss58_address, lambda: sub.submit_signature(unsigned, dave.sign(unsigned.payload)))


@step
def transfer_too_much():
    return charged(bob_ss58, lambda: sub.execute(bt.Transfer(dest_ss58=alice_ss58, amount_tao=2_000_000), bob))


@step
def transfer_without_funds():
    poor = wallet("//Nobody", "//Nobody//hot")
    return outcome(sub.execute(bt.Transfer(dest_ss58=alice_ss58, amount_tao=1), poor))


@step
def stake_before_start():
    call = calls.SubtensorModule.add_stake(hotkey=zero_ss58, netuid=1, amount_staked=10**9)
    return outcome(sub.submit_call(call, bob))


@step
def sudo_without_right():
    inner = sub.compose(calls.System.remark(remark="0x00"))
    return outcome(sub.submit_call(calls.Sudo.sudo(call=inner), bob))


@step
def settings():
    admin = calls.AdminUtils
    result = sudo(
        admin.sudo_set_admin_freeze_window(window=0),
        admin.sudo_set_weights_set_rate_limit(netuid=1, weights_set_rate_limit=0),
        admin.sudo_set_commit_reveal_weights_enabled(netuid=1, enabled=False),
        admin.sudo_set_network_rate_limit(rate_limit=0),
    )
    after = sub.read("subnet_hyperparameters", netuid=1)
    return {**outcome(result), "rate_limit": after["weights_rate_limit"]}


@step
def weights_without_registration():
    call = calls.SubtensorModule.set_weights(netuid=1, dests=[0], weights=[65535], version_key=0)
    return outcome(sub.submit_call(call, bob, signer="hotkey"))


@step
def start():
    inner = sub.compose(calls.SubtensorModule.start_call(netuid=1))
    result = sub.submit_call(calls.Sudo.sudo_as(who=zero_ss58, call=inner), alice)
    return {**outcome(result), "active": sub.query(("SubtensorModule", "SubtokenEnabled"), [1])}


@step
def register():
    """A raw call: the client's own BurnedRegister goes through MevShield only."""
    burn = sub.read("burn", netuid=1)
    call = calls.SubtensorModule.burned_register(netuid=1, hotkey=bob_hot)
    made = charged(bob_ss58, lambda: sub.submit_call(call, bob))
    return {**made, "burn": burn, "uid": sub.neurons.uid(bob_hot, 1)}


@step
def register_again():
    call = calls.SubtensorModule.burned_register(netuid=1, hotkey=bob_hot)
    return outcome(sub.submit_call(call, bob))


@step
def register_miner():
    call = calls.SubtensorModule.burned_register(netuid=1, hotkey=charlie_hot)
    return {**outcome(sub.submit_call(call, charlie)), "uid": sub.neurons.uid(charlie_hot, 1)}


@step
def add_stake():
    intent = bt.AddStake(hotkey_ss58=bob_hot, netuid=1, amount_tao=100, slippage_protection=False)
    staked = charged(bob_ss58, lambda: sub.execute(intent, bob))
    positions = sub.read("stake_for_coldkey", coldkey_ss58=bob_ss58)
    return {**staked, "positions": [{"hotkey": p.hotkey, "netuid": p.netuid, "stake": p.stake} for p in positions]}


@step
def remove_stake():
    before = sub.staking.stake(bob_ss58, bob_hot, 1).rao
    intent = bt.RemoveStake(hotkey_ss58=bob_hot, netuid=1, amount_alpha=0.5, slippage_protection=False)
    removed = charged(bob_ss58, lambda: sub.execute(intent, bob))
    return {**removed, "before": before, "after": sub.staking.stake(bob_ss58, bob_hot, 1).rao}


@step
def tempo():
    """Short epochs from here on: the staker must hold the majority when the first one runs."""
    result = sudo(calls.AdminUtils.sudo_set_tempo(netuid=1, tempo=10))
    return {**outcome(result), "tempo": sub.read("subnet_hyperparameters", netuid=1)["tempo"]}


@step
def set_weights():
    """A raw call: the client's own SetWeights reads an entry that only younger runtimes have."""
    epoch = sub.wait_for_epoch(1, timeout=120)
    call = calls.SubtensorModule.set_weights(netuid=1, dests=[2], weights=[65535], version_key=0)
    result = sub.submit_call(call, bob, signer="hotkey")
    permit = [neuron.validator_permit for neuron in sub.neurons.all(1)]
    after_epoch = epoch.block > epoch.previous
    return {**outcome(result), "epoch": after_epoch, "permit": permit, "weights": sub.read("weights", netuid=1)}


@step
def incentive():
    """An epoch later the miner is paid for the weight."""
    sub.wait_for_epoch(1, timeout=120)
    sub.wait_for_epoch(1, timeout=120)
    graph = sub.subnets.metagraph(1)
    return {
        "incentive": [neuron.incentive for neuron in graph.neurons],
        "dividends": [neuron.dividends for neuron in graph.neurons],
        "emission": [neuron.emission for neuron in graph.neurons],
    }


@step
def serve_axon():
    result = sub.execute(bt.ServeAxon(netuid=1, ip="8.8.4.4", port=8091), bob)
    return {**outcome(result), "axon": sub.subnets.metagraph(1).neurons[1].axon}


@step
def register_subnet():
    cost = sub.read("subnet_registration_cost")
    made = charged(charlie.coldkey.ss58_address, lambda: sub.execute(bt.RegisterSubnet(hotkey_ss58=charlie_hot), charlie))
    return {**made, "cost": cost, "netuids": [s.netuid for s in sub.subnets.subnets()], "owner": sub.subnets.metagraph(2).owner_coldkey}


@step
def asynchronous():
    """The same client, awaited: headers as they come, and many reads in flight at once."""

    async def run():
        async with bt.Subtensor(url, fallback_endpoints=[], archive_endpoints=[]) as client:
            heads = []
            async for header in client.blocks():
                heads.append(header.number)
                if len(heads) == 3:
                    break
            # The stream ends with the loop: its unsubscription is answered before the client closes.
            await asyncio.sleep(0.2)
            found = await asyncio.gather(*(client.balances.balance(keys(f"//{n}").ss58_address) for n in ("One", "Two")))
            await asyncio.sleep(0.2)
            return {"steps": [b - a for a, b in zip(heads, heads[1:])], "balances": found}

    return asyncio.run(run())
