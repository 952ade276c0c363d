"""A validator's day with `bittensor` 11: //Bob on netuid 1, with commitments by hash. Usage: validator_v11.py URL"""

import hashlib

import bittensor as bt
from lab11 import alice, calls, do, event, outcome, ss58, stored, sub, sudo, wallet, zero_ss58
from steps import step

bob, eve = wallet("//Bob", "//Bob//hot"), wallet("//Eve", "//Eve//hot")
hot = ss58("//Bob//hot")
salt = [1, 2, 3, 65535]


@step
def open_subnet():
    admin, chain = calls.AdminUtils, calls.SubtensorModule
    started = sub.submit_call(calls.Sudo.sudo_as(who=zero_ss58, call=sub.compose(chain.start_call(netuid=1))), alice)
    return [
        sudo(
            admin.sudo_set_admin_freeze_window(window=0),
            admin.sudo_set_weights_set_rate_limit(netuid=1, weights_set_rate_limit=0),
            admin.sudo_set_commit_reveal_weights_enabled(netuid=1, enabled=True),
            admin.sudo_set_commit_reveal_weights_interval(netuid=1, interval=1),
            admin.sudo_set_subtoken_enabled(netuid=0, subtoken_enabled=True),
        ).success,
        started.success,
        sub.submit_call(chain.burned_register(netuid=1, hotkey=hot), bob).success,
        sub.submit_call(chain.burned_register(netuid=1, hotkey=ss58("//Eve//hot")), eve).success,
        do(bt.AddStake(hotkey_ss58=hot, netuid=1, amount_tao=100, slippage_protection=False), bob)["success"],
        # Commitments live for an epoch: long enough for a slow client.
        sudo(admin.sudo_set_tempo(netuid=1, tempo=24)).success,
    ]


def hash_of(uids, values, version_key=0):
    """What the chain hashes: SCALE of the key, the subnet, the weights, the salt and the version."""

    def u16s(numbers):
        return bytes([len(numbers) << 2]) + b"".join(number.to_bytes(2, "little") for number in numbers)

    parts = bob.hotkey.public_key + (1).to_bytes(2, "little") + u16s(uids) + u16s(values) + u16s(salt)
    return "0x" + hashlib.blake2b(parts + version_key.to_bytes(8, "little"), digest_size=32).hexdigest()


@step
def clear_text():
    """With commitments on, weights in the clear are refused."""
    sub.wait_for_epoch(1, timeout=120)
    call = calls.SubtensorModule.set_weights(netuid=1, dests=[2], weights=[65535], version_key=0)
    return outcome(sub.submit_call(call, bob, signer="hotkey"))


@step
def commit():
    sub.wait_for_epoch(1, timeout=120)
    call = calls.SubtensorModule.commit_weights(netuid=1, commit_hash=hash_of([2], [65535]))
    result = sub.submit_call(call, bob, signer="hotkey")
    early = do(bt.RevealWeights(netuid=1, uids=[2], weights=[1.0], salt=salt), bob)
    return {**outcome(result), "event": [event(result, "SubtensorModule.CRV3WeightsCommitted"), event(result, "SubtensorModule.WeightsCommitted")], "early": early["error"], "hash": hash_of([2], [65535])}


@step
def reveal():
    sub.wait_for_epoch(1, timeout=120)
    wrong = do(bt.RevealWeights(netuid=1, uids=[2], weights=[1.0], salt=[9, 9]), bob)
    result = sub.execute(bt.RevealWeights(netuid=1, uids=[2], weights=[1.0], salt=salt), bob)
    again = do(bt.RevealWeights(netuid=1, uids=[2], weights=[1.0], salt=salt), bob)
    return {**outcome(result), "wrong": wrong["error"], "again": again["error"], "weights": sub.read("weights", netuid=1)}


@step
def without_permit():
    """//Eve has no stake: she commits, and no reveal of hers counts."""
    call = calls.SubtensorModule.commit_weights(netuid=1, commit_hash="0x" + "11" * 32)
    stranger = wallet("//Ferdie", "//Ferdie//hot")
    return {
        "stranger": outcome(sub.submit_call(call, stranger, signer="hotkey"))["error"],
        "reveal": do(bt.RevealWeights(netuid=1, uids=[1], weights=[1.0], salt=salt), eve)["error"],
    }


@step
def intents():
    """The client's own SetWeights asks for an entry that spec 461 does not have, before it signs anything."""
    try:
        sub.execute(bt.SetWeights(netuid=1, uids=[2], weights=[1.0]), bob)
        return "sent"
    except Exception as error:  # noqa: BLE001
        return f"{type(error).__name__}: {error}"


@step
def dividends():
    sub.wait_for_epoch(1, timeout=120)
    graph = sub.subnets.metagraph(1)
    return {"incentive": [n.incentive for n in graph.neurons], "dividends": [n.dividends for n in graph.neurons]}
