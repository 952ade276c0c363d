"""A crowdloan with `bittensor` 11, from its first TAO to a leased subnet and to the lease's end. Usage: lease_v11.py URL"""

import bittensor as bt
from lab11 import calls, do, event, free, height, mine, names, ss58, stored, sub, sudo, wallet
from steps import step

bob, charlie, alice, eve = (wallet(f"//{name}", f"//{name}//hot") for name in ("Bob", "Charlie", "Alice", "Eve"))
creator, giver, other = ss58("//Bob"), ss58("//Charlie"), ss58("//Alice")
rao = 10**9
share = 50


def loan(number=0):
    return sub.read("crowdloan", crowdloan_id=number)


def alpha(coldkey, lease):
    return sub.staking.stake(coldkey, lease["hotkey"], lease["netuid"]).rao


@step
def create():
    """For a subnet that is leased until block 500. Its funds are an account of their own."""
    admin = calls.AdminUtils
    sudo(
        admin.sudo_set_network_rate_limit(rate_limit=0),
        admin.sudo_set_start_call_delay(delay=0),
        admin.sudo_set_admin_freeze_window(window=0),
    )
    before = free(creator)
    lease = {"op": "register_leased_network", "emissions_share": share, "end_block": 500}
    end = height() + 300
    made = sub.execute(bt.CreateCrowdloan(deposit_tao=200, min_contribution_tao=1, cap_tao=2000, end=end, call=lease), bob)
    taken = before - free(creator) - made.fee.rao
    short = do(bt.CreateCrowdloan(deposit_tao=200, min_contribution_tao=1, cap_tao=2000, end=height() + 10, call=lease), bob)
    cheap = do(bt.CreateCrowdloan(deposit_tao=5, min_contribution_tao=1, cap_tao=2000, end=end, call=lease), bob)
    return {
        "success": made.success,
        "events": names(made),
        "raised": loan()["raised"],
        "funds": free(loan()["funds_account"]),
        "taken": taken,
        "short": short["error"],
        "cheap": cheap["error"],
    }


@step
def contribute():
    early = do(bt.FinalizeCrowdloan(crowdloan_id=0), bob)
    small = do(bt.ContributeCrowdloan(crowdloan_id=0, amount_tao=0.5), charlie)
    given = [do(bt.ContributeCrowdloan(crowdloan_id=0, amount_tao=1200), charlie)["success"]]
    back = do(bt.WithdrawCrowdloan(crowdloan_id=0), charlie)
    again = do(bt.ContributeCrowdloan(crowdloan_id=0, amount_tao=1200), charlie)
    before = free(other)
    last = sub.execute(bt.ContributeCrowdloan(crowdloan_id=0, amount_tao=900), alice)
    given += [again["success"], last.success]
    rows = sub.read("crowdloan_contributors", crowdloan_id=0)
    return {
        "early": early["error"],
        "small": small["error"],
        "given": given,
        "back": back["success"],
        "accepted": before - free(other) - last.fee.rao,
        "rows": {row["contributor"]: row["amount_tao"] for row in rows},
        "full": do(bt.ContributeCrowdloan(crowdloan_id=0, amount_tao=1), eve)["error"],
        "stranger": do(bt.FinalizeCrowdloan(crowdloan_id=0), charlie)["error"],
        "funds": free(loan()["funds_account"]),
    }


@step
def finalize():
    """The subnet is registered with what was raised; what is left goes back by share."""
    before = [free(who) for who in (creator, giver, other)]
    made = sub.execute(bt.FinalizeCrowdloan(crowdloan_id=0), bob)
    back = [free(who) - had for who, had in zip((creator, giver, other), before)]
    found = sub.read("lease", lease_id=0)
    left = 2000 * rao - found["cost"].rao
    return {
        "success": made.success,
        "events": [name for name in names(made) if not name.startswith("Balances.")],
        "lease": found,
        "owner": stored("SubnetOwner", found["netuid"]) == found["coldkey"],
        "funds": free(loan()["funds_account"]),
        "finalized": loan()["finalized"],
        "back": [back[0] + made.fee.rao, back[1], back[2]],
        "left": left,
        "twice": do(bt.FinalizeCrowdloan(crowdloan_id=0), bob)["error"],
        "refund": do(bt.RefundCrowdloan(crowdloan_id=0), bob)["error"],
    }


@step
def operate():
    """The beneficiary runs the subnet through a proxy of the lease, which allows what an owner does and nothing else."""
    lease = sub.read("lease", lease_id=0)
    real = {"proxy_for": lease["coldkey"], "proxy_type": "SubnetLeaseBeneficiary"}
    started = sub.execute(bt.StartCall(netuid=lease["netuid"]), bob, **real)
    named = sub.execute(bt.SetSubnetIdentity(netuid=lease["netuid"], subnet_name="leased"), bob, **real)
    steal = sub.execute(bt.Transfer(dest_ss58=creator, amount_tao=0.01), bob, **real)
    return {
        "started": started.success,
        "named": [named.success, sub.read("subnet_identity", netuid=lease["netuid"])["subnet_name"]],
        "steal": steal.error and steal.error.name,
        "direct": do(bt.StartCall(netuid=lease["netuid"]), bob)["error"],
    }


@step
def dividends():
    """What was gathered of the owner's cut is paid when an epoch falls on a hundredth block: by share, and the rest to the beneficiary."""
    lease = sub.read("lease", lease_id=0)
    mine(count=40)
    while stored("LastEpochBlock", lease["netuid"]) != height():
        mine(count=1)
    waiting = stored("AccumulatedLeaseDividends", 0)
    payday = (height() + 20) // 100 * 100 + 100
    # An epoch is due as soon as more blocks than the tempo have passed since the last.
    tempo = payday - stored("LastEpochBlock", lease["netuid"]) - 1
    timed = sudo(calls.AdminUtils.sudo_set_tempo(netuid=lease["netuid"], tempo=tempo))
    before = [alpha(who, lease) for who in (creator, giver, other)]
    mine(to=payday)
    records = [one for one in sub.query(("System", "Events"), []) if one["event_id"] == "SubnetLeaseDividendsDistributed"]
    paid = [(one["attributes"]["contributor"], one["attributes"]["alpha"]) for one in records]
    after = [alpha(who, lease) for who in (creator, giver, other)]
    return {
        "timed": timed.success,
        "waiting": waiting,
        "paid": paid,
        "gained": [now - had for now, had in zip(after, before)],
        "left": stored("AccumulatedLeaseDividends", 0),
        "early": do(bt.TerminateLease(lease_id=0, hotkey_ss58=ss58("//Bob//lease")), bob)["error"],
    }


@step
def terminate():
    lease = sub.read("lease", lease_id=0)
    if height() < 500:
        mine(to=500)
    stranger = do(bt.TerminateLease(lease_id=0, hotkey_ss58=ss58("//Eve//hot")), eve)
    foreign = do(bt.TerminateLease(lease_id=0, hotkey_ss58=ss58("//Bob//lease")), bob)
    associated = do(bt.AssociateHotkey(hotkey_ss58=ss58("//Bob//lease")), bob)
    made = sub.execute(bt.TerminateLease(lease_id=0, hotkey_ss58=ss58("//Bob//lease")), bob)
    return {
        "stranger": stranger["error"],
        "foreign": foreign["error"],
        "associated": associated["success"],
        "success": made.success,
        "event": event(made, "SubtensorModule.SubnetLeaseTerminated"),
        "owner": [stored("SubnetOwner", lease["netuid"]), stored("SubnetOwnerHotkey", lease["netuid"]) == ss58("//Bob//lease")],
        "lease": sub.read("lease", lease_id=0),
        "proxies": sub.read("proxies", coldkey_ss58=lease["coldkey"]),
        "again": do(bt.TerminateLease(lease_id=0, hotkey_ss58=ss58("//Bob//lease")), bob)["error"],
    }
