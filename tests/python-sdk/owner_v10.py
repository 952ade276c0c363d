"""A subnet owner's day with `bittensor` 10, awaited: //Charlie registers the next subnet. Usage: owner_v10.py URL WALLETS"""

import asyncio

import bittensor as bt
from bittensor.core.chain_data import SubnetIdentity
from lab10 import names, outcome, sub, sudo, url, wallet
from steps import step

charlie, eve = wallet("Charlie"), wallet("Eve")
netuid = sub.get_total_subnets()


loop = asyncio.new_event_loop()
client = loop.run_until_complete(bt.AsyncSubtensor(network=url).__aenter__())


def awaited(act):
    return loop.run_until_complete(act(client))


async def outcome_of(response):
    """The asynchronous receipt's parts are awaited."""
    receipt = response.extrinsic_receipt
    if receipt is None:
        return {"success": response.success, "message": response.message}
    events = [event["event"] for event in await receipt.triggered_events]
    error = await receipt.error_message
    return {
        "success": response.success,
        "events": [f"{event['module_id']}.{event['event_id']}" for event in events],
        "error": error and error.get("name"),
    }


async def setting(client, name, **params):
    call = await client.compose_call("AdminUtils", name, {"netuid": netuid, **params})
    return await outcome_of(await client.sign_and_send_extrinsic(call=call, wallet=charlie, wait_for_inclusion=True))


@step
def limits():
    return outcome(sudo(("sudo_set_admin_freeze_window", {"window": 0}), ("sudo_set_network_rate_limit", {"rate_limit": 0})))


@step
def register_network():
    async def act(client):
        cost = await client.get_subnet_burn_cost()
        made = await outcome_of(await client.register_subnet(charlie))
        info = await client.subnet(netuid)
        return {**made, "cost": cost, "netuid": info.netuid, "owner": info.owner_coldkey, "hotkey": info.owner_hotkey}

    return {**awaited(act), "wanted": netuid}


@step
def identity():
    async def act(client):
        identity = SubnetIdentity(
            subnet_name="trees", github_repo="https://github.com/c/d", subnet_contact="c@d.ef", subnet_url="https://c.d",
            logo_url="https://c.d/e.png", discord="c", description="wood", additional="",
        )  # fmt: skip
        made = await outcome_of(await client.set_subnet_identity(charlie, netuid, identity))
        stranger = await outcome_of(await client.set_subnet_identity(eve, netuid, identity))
        info = await client.subnet(netuid)
        return {**made, "stranger": stranger["error"], "read": vars(info.subnet_identity)}

    return awaited(act)


@step
def start():
    async def act(client):
        before = await client.is_subnet_active(netuid)
        made = await outcome_of(await client.start_call(charlie, netuid))
        again = await outcome_of(await client.start_call(charlie, netuid))
        return {**made, "again": again["error"], "active": [before, await client.is_subnet_active(netuid)]}

    return awaited(act)


@step
def schedule():
    """
    The tempo, and an epoch ahead of its time. The client's own set_tempo and set_activity_cutoff_factor are accepted by spec 461 without
    effect: their successors are calls of AdminUtils.
    """

    async def act(client):
        without_effect = [
            (await client.set_tempo(charlie, netuid, 500)).success,
            await client.tempo(netuid),
            (await client.set_activity_cutoff_factor(charlie, netuid, 2500)).success,
            await client.get_activity_cutoff_factor_milli(netuid),
        ]
        tempo = await setting(client, "sudo_set_tempo", tempo=400)
        short = await setting(client, "sudo_set_tempo", tempo=100)
        factor = await setting(client, "sudo_set_activity_cutoff_factor", factor_milli=2500)
        blocked = await outcome_of(await client.trigger_epoch(charlie, netuid))
        await setting(client, "sudo_set_commit_reveal_weights_enabled", enabled=False)
        index = await client.get_subnet_epoch_index(netuid)
        early = await outcome_of(await client.trigger_epoch(charlie, netuid))
        pending = await client.get_pending_epoch_at(netuid)
        await client.wait_for_block(pending + 1)
        return {
            "without_effect": without_effect,
            "tempo": [tempo["success"], await client.tempo(netuid)],
            "short": short["error"],
            "factor": [factor["success"], await client.get_activity_cutoff_factor_milli(netuid)],
            "blocked": blocked["error"],
            "early": early,
            "epochs": await client.get_subnet_epoch_index(netuid) - index,
        }

    return awaited(act)


@step
def hyperparameters():
    """A raw call, as the client has no method for it."""
    call = sub.compose_call("AdminUtils", "sudo_set_alpha_sigmoid_steepness", {"netuid": netuid, "steepness": 77})
    sent = sub.sign_and_send_extrinsic(call=call, wallet=charlie, wait_for_inclusion=True)
    return {"success": sent.success, "events": names(sent), "read": sub.get_subnet_hyperparameters(netuid).alpha_sigmoid_steepness}


loop.run_until_complete(client.close())
sub.close()
