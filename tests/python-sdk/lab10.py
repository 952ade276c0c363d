"""`bittensor` 10 on one local chain, with what a scenario needs to say what a transaction did. Arguments: the chain's URL, a folder for wallets."""

import sys

import bittensor as bt
from bittensor_wallet import Keypair, Wallet

url, folder = sys.argv[1], sys.argv[2]
sub = bt.Subtensor(network=url)
zero_ss58 = "5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM"


def keys(uri):
    return Keypair.create_from_uri(uri)


def ss58(uri):
    return keys(uri).ss58_address


def wallet(name, hotkey="hot"):
    """A wallet folder as people have it, without a password: //Name and //Name//hotkey."""
    made = Wallet(name=name, hotkey=hotkey, path=folder)
    made.set_coldkey(keys(f"//{name}"), encrypt=False, overwrite=True)
    made.set_coldkeypub(keys(f"//{name}"), encrypt=False, overwrite=True)
    made.set_hotkey(keys(f"//{name}//{hotkey}"), encrypt=False, overwrite=True)
    return made


alice = wallet("Alice")


def tao(amount):
    return bt.Balance.from_tao(amount)


def alpha(amount, netuid):
    return bt.Balance.from_tao(amount, netuid=netuid)


def free(address):
    return sub.get_balance(address).rao


def _events(response):
    receipt = response.extrinsic_receipt
    if receipt is None:
        return []
    events = (getattr(event, "value", event)["event"] for event in receipt.triggered_events)
    return [(f"{event['module_id']}.{event['event_id']}", event.get("attributes")) for event in events]


def names(response):
    """The events of a transaction as `Pallet.Event`."""
    return [name for name, _ in _events(response)]


def event(response, name):
    """What the first event of this name, `Pallet.Event`, carries; None without one."""
    return next((carried for found, carried in _events(response) if found == name), None)


def fee_of(response):
    receipt = response.extrinsic_receipt
    return 0 if receipt is None else int(receipt.total_fee_amount)


def outcome(response):
    receipt = response.extrinsic_receipt
    error = None if receipt is None else receipt.error_message
    return {
        "success": response.success,
        "message": response.message,
        "fee": fee_of(response),
        "events": names(response),
        "error": error and error.get("name"),
    }


def charged(address, act):
    """The outcome of `act`, with what it took from the account beside the fee."""
    before = free(address)
    response = act()
    return {**outcome(response), "taken": before - free(address) - fee_of(response)}


def send(call, signer, **options):
    return sub.sign_and_send_extrinsic(
        call=call, wallet=signer, wait_for_inclusion=True, wait_for_finalization=True, **options
    )


def compose(pallet, name, **params):
    return sub.compose_call(pallet, name, params)


def sudo(*inner):
    """One batch of root calls of AdminUtils, each a name and its parameters, signed by //Alice."""
    batch = sub.compose_call("Utility", "batch_all", {"calls": [sub.compose_call("AdminUtils", n, p) for n, p in inner]})
    return send(sub.compose_call("Sudo", "sudo", {"call": batch}), alice)


def stored(item, *params):
    """A value of SubtensorModule's storage."""
    found = sub.query_subtensor(item, params=list(params))
    return getattr(found, "value", found)
