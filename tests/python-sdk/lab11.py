"""`bittensor` 11 on one local chain, with what a scenario needs to say what a transaction did. The first argument is the chain's URL."""

import json
import sys
import urllib.request
from types import SimpleNamespace

import bittensor as bt
from bittensor.sp_core import Keypair

url = sys.argv[1]
sub = bt.Subtensor(url, fallback_endpoints=[], archive_endpoints=[])
calls = bt.calls
zero_ss58 = "5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM"


def keys(uri):
    return Keypair.create_from_uri(uri)


def ss58(uri):
    return keys(uri).ss58_address


def wallet(coldkey, hotkey):
    cold, hot = keys(coldkey), keys(hotkey)
    return SimpleNamespace(coldkey=cold, coldkeypub=cold, hotkey=hot, hotkeypub=hot)


alice = wallet("//Alice", "//Alice//hot")


def free(address):
    return sub.balances.balance(coldkey_ss58=address).rao


def _event_of(record):
    record = getattr(record, "value", record)
    event = record.get("event", record)
    return f"{event.get('module_id')}.{event.get('event_id')}", event.get("attributes")


def names(result):
    """The events of a transaction as `Pallet.Event`."""
    return [_event_of(record)[0] for record in result.events]


def event(result, name):
    """What the first event of this name, `Pallet.Event`, carries; None without one."""
    return next((carried for found, carried in map(_event_of, result.events) if found == name), None)


def outcome(result):
    return {
        "success": result.success,
        "fee": result.fee,
        "events": names(result),
        "error": result.error and result.error.name,
        "code": result.error and result.error.code.value,
    }


def charged(address, act):
    """The outcome of `act`, with what it took from the account beside the fee."""
    before = free(address)
    result = act()
    return {**outcome(result), "taken": before - free(address) - (result.fee.rao if result.fee else 0)}


def sudo(*inner):
    """One batch of root calls, signed by //Alice."""
    batch = sub.compose(calls.Utility.batch_all(calls=[sub.compose(call) for call in inner]))
    return sub.submit_call(calls.Sudo.sudo(call=batch), alice)


def stored(item, *params):
    """A value of SubtensorModule's storage."""
    return sub.query(("SubtensorModule", item), list(params))


def do(intent, who):
    return outcome(sub.execute(intent, who))


def mine(**blocks):
    """Makes blocks at once: `count=` or `to=`."""
    body = {"jsonrpc": "2.0", "id": 1, "method": "dev_newBlock", "params": [blocks]}
    request = urllib.request.Request(url.replace("ws://", "http://"), json.dumps(body).encode(), {"Content-Type": "application/json"})
    answer = json.loads(urllib.request.urlopen(request, timeout=120).read())
    if "error" in answer:
        raise RuntimeError(answer["error"])


def height():
    return sub.query(("System", "Number"), [])


def stake(netuid, hotkey, coldkey):
    return sub.staking.stake(coldkey, hotkey, netuid).rao


def shielded(intent, who):
    """
    Sent encrypted, whatever the intent prefers. The client counts nonces itself and does not count the one inside, so its next transaction
    from the same key would be refused as outdated: it is told to ask again.
    """
    result = sub.submit_shielded(intent, who)
    sub._client._substrate.raw.clear_nonce_cache_for_account(who.coldkey.ss58_address)
    return result


def carrier(result):
    """The events of the extrinsic before: what carried the one that was inside."""
    block, index = (int(part) for part in result.extrinsic_id.split("-"))
    return dict(_event_of(record) for record in sub.at(block).query(("System", "Events"), []) if record["extrinsic_idx"] == index - 1)
