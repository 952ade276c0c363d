"""What a holder does with `bittensor` 11: encrypted transactions, locks, collateral and baskets on netuid 2. Usage: holder_v11.py URL"""

import bittensor as bt
from lab11 import alice, calls, carrier, do, event, free, mine, names, outcome, shielded, ss58, stake, stored, sub, sudo, wallet, zero_ss58
from steps import step

bob, charlie, eve = (wallet(f"//{name}", f"//{name}//hot") for name in ("Bob", "Charlie", "Eve"))
cold, hot, mine_too = ss58("//Bob"), ss58("//Bob//hot"), ss58("//Bob//other")
holder = ss58("//Charlie")
rao = 10**9
netuid = 2


@step
def open_subnets():
    admin = calls.AdminUtils
    return [
        sudo(
            admin.sudo_set_network_rate_limit(rate_limit=0),
            admin.sudo_set_start_call_delay(delay=0),
            admin.sudo_set_admin_freeze_window(window=0),
            admin.sudo_set_subtoken_enabled(netuid=0, subtoken_enabled=True),
        ).success,
        sub.submit_call(calls.Sudo.sudo_as(who=zero_ss58, call=sub.compose(calls.SubtensorModule.start_call(netuid=1))), alice).success,
        do(bt.RegisterSubnet(hotkey_ss58=hot), bob)["success"],
        do(bt.StartCall(netuid=netuid), bob)["success"],
        do(bt.AssociateHotkey(hotkey_ss58=mine_too), bob)["success"],
        sudo(*(admin.sudo_set_tempo(netuid=each, tempo=50_000) for each in (0, 1, netuid))).success,
    ]


@step
def shielded_transfer():
    """Nobody sees what it is before it is done."""
    payee = ss58("//Shielded")
    before = free(cold)
    made = shielded(bt.Transfer(dest_ss58=payee, amount_tao=12), bob)
    outside = carrier(made)
    fees = made.fee.rao + outside["TransactionPayment.TransactionFeePaid"]["actual_fee"]
    return {
        "success": made.success,
        "events": names(made),
        "carrier": [*outside],
        "taken": before - free(cold) - fees,
        "payee": free(payee),
    }


@step
def shielded_stake():
    before = stake(netuid, hot, ss58("//Eve"))
    made = shielded(bt.AddStake(hotkey_ss58=hot, netuid=netuid, amount_tao=5, slippage_protection=False), eve)
    added = event(made, "SubtensorModule.StakeAdded")
    return {"success": made.success, "gained": stake(netuid, hot, ss58("//Eve")) - before - added[3], "tao": added[2]}


@step
def shielded_failure():
    """What fails inside fails as it would in the clear, and only fees are lost."""
    before = free(holder)
    made = shielded(bt.AddStake(hotkey_ss58=hot, netuid=9, amount_tao=5, slippage_protection=False), charlie)
    return {"success": made.success, "error": made.error and made.error.name, "lost": 0 < before - free(holder) < rao // 100}


@step
def one_after_the_other():
    """As often as one likes, but for what the client forgets (`shielded`)."""
    intent = bt.Transfer(dest_ss58=ss58("//Shielded"), amount_tao=1)
    results = [sub.submit_shielded(intent, bob).success, sub.submit_shielded(intent, bob).success]
    return [*results, shielded(intent, bob).success, shielded(intent, bob).success, free(ss58("//Shielded"))]


@step
def locks():
    """Charlie locks a part of his alpha for Bob's hotkey."""
    added = do(bt.AddStake(hotkey_ss58=hot, netuid=netuid, amount_tao=100, slippage_protection=False), charlie)
    held = stake(netuid, hot, holder)
    made = sub.execute(bt.LockStake(netuid=netuid, amount_alpha=held / rao / 2, hotkey_ss58=mine_too), charlie)
    locked = stored("Lock", holder, netuid, mine_too)["locked_mass"]
    mismatch = do(bt.LockStake(netuid=netuid, amount_alpha=0.001, hotkey_ss58=hot), charlie)
    remove = calls.SubtensorModule.remove_stake(hotkey=hot, netuid=netuid, amount_unstaked=held - locked + 10**6)
    return {
        "added": added["success"],
        "success": made.success,
        "event": event(made, "SubtensorModule.StakeLocked"),
        "read": sub.read("coldkey_lock", coldkey_ss58=holder, netuid=netuid),
        "half": abs(locked - held // 2) < 10,
        "mismatch": mismatch["error"],
        "more": sub.submit_call(remove, charlie).error.name,
        "too_much": do(bt.LockStake(netuid=netuid, amount_alpha=held / rao, hotkey_ss58=mine_too), charlie)["error"],
        "untouched": stake(netuid, hot, holder) == held,
    }


@step
def conviction():
    """It grows while the lock lasts; decaying locks shrink, perpetual ones do not."""
    bits = lambda: sub.runtime(("StakeInfoRuntimeApi", "get_hotkey_conviction"), [mine_too, netuid])["bits"]  # noqa: E731
    mass = lambda: sub.runtime(("StakeInfoRuntimeApi", "get_coldkey_lock"), [holder, netuid])["locked_mass"]  # noqa: E731
    seen = [(bits(), mass())]
    mine(count=50)
    seen.append((bits(), mass()))
    perpetual = do(bt.SetPerpetualLock(netuid=netuid, enabled=True), charlie)
    kept = mass()
    mine(count=50)
    return {
        "grows": seen[0][0] < seen[1][0] < bits(),
        "decays": seen[0][1] > seen[1][1],
        "perpetual": [perpetual["success"], mass() == kept, sub.read("coldkey_lock", coldkey_ss58=holder, netuid=netuid)["is_perpetual"]],
        "most": sub.read("most_convicted_hotkey", netuid=netuid) == mine_too,
        "locking": [row["coldkey"] == holder for row in sub.read("locks_for_hotkey", hotkey_ss58=mine_too, netuid=netuid)],
    }


@step
def move_lock():
    """To another hotkey of the same owner; and with transferred stake only to who accepts it."""
    moved = sub.execute(bt.MoveLock(netuid=netuid, destination_hotkey_ss58=hot), charlie)
    held = stake(netuid, hot, holder)
    transfer = bt.TransferStake(dest_coldkey_ss58=ss58("//Eve"), hotkey_ss58=hot, origin_netuid=netuid, dest_netuid=netuid, amount_alpha=held / rao * 0.75)
    rejected = do(transfer, charlie)
    accepts = do(bt.SetRejectLockedAlpha(enabled=False), eve)
    accepted = do(transfer, charlie)
    theirs = sub.read("coldkey_lock", coldkey_ss58=ss58("//Eve"), netuid=netuid)
    return {
        "moved": [moved.success, event(moved, "SubtensorModule.LockMoved") is not None],
        "rejected": rejected["error"],
        "accepts": [accepts["success"], sub.read("accepts_locked_alpha", coldkey_ss58=ss58("//Eve"))],
        "accepted": accepted["success"],
        "theirs": theirs and [theirs["hotkey"] == hot, theirs["locked_alpha"].rao > 0],
    }


@step
def collateral():
    """What secures a miner's hotkey cannot be withdrawn. The client sends it encrypted only."""
    registered = outcome(shielded(bt.BurnedRegister(netuid=netuid, hotkey_ss58=mine_too), bob))
    staked = do(bt.AddStake(hotkey_ss58=mine_too, netuid=netuid, amount_tao=20, slippage_protection=False), bob)
    made = shielded(bt.AddCollateral(netuid=netuid, hotkey_ss58=mine_too, amount_alpha=2), bob)
    locked = stored("MinerCollateral", netuid, mine_too, cold)
    held = stake(netuid, mine_too, cold)
    remove = calls.SubtensorModule.remove_stake(hotkey=mine_too, netuid=netuid, amount_unstaked=held)
    refused = sub.submit_call(remove, bob)
    floor = do(bt.SetMinCollateral(netuid=netuid, hotkey_ss58=mine_too, min_alpha=1), bob)
    read = sub.read("miner_collateral", netuid=netuid, hotkey_ss58=mine_too, coldkey_ss58=cold)
    return {
        "ready": [registered["success"], staked["success"]],
        "success": made.success,
        "events": names(made),
        "locked": locked["locked"],
        "held": held >= locked["locked"],
        "refused": refused.error and refused.error.name,
        "floor": [floor["success"], stored("MinerCollateral", netuid, mine_too, cold)["min_locked"]],
        "read": read,
        "stranger": do(bt.SetMinCollateral(netuid=netuid, hotkey_ss58=mine_too, min_alpha=1), eve)["error"],
    }


@step
def basket():
    """Eve buys shares of a root validator's basket and sells them for root stake."""
    registered = do(bt.RootRegister(hotkey_ss58=hot), bob)
    unseated = do(bt.StakeIntoBasket(hotkey_ss58=mine_too, amount_tao=20), eve)
    before = [free(ss58("//Eve")), stake(0, hot, ss58("//Eve"))]
    bought = sub.execute(bt.StakeIntoBasket(hotkey_ss58=hot, amount_tao=20), eve)
    staked_in = event(bought, "SubtensorModule.BasketStakedIn")
    taken = before[0] - free(ss58("//Eve")) - bought.fee.rao
    owed = sub.read("root_basket_owed", coldkey_ss58=ss58("//Eve"))
    claimed = sub.execute(bt.ClaimRootWithHotkey(hotkey_ss58=hot), eve)
    paid = event(claimed, "SubtensorModule.BasketClaimed")
    return {
        "registered": registered["success"],
        "unseated": unseated["error"],
        "bought": [bought.success, staked_in and staked_in["tao"]],
        "taken": taken,
        "owed": owed.rao,
        "claimed": [claimed.success, paid and paid["tao"]],
        "root": stake(0, hot, ss58("//Eve")) - before[1],
        "left": sub.read("root_basket_owed", coldkey_ss58=ss58("//Eve")).rao,
    }


@step
def trade_basket():
    """Off until root allows it, and its owner's alone."""
    refill = do(bt.StakeIntoBasket(hotkey_ss58=hot, amount_tao=20), eve)
    swap = bt.SwapBasket(hotkey_ss58=hot, origin_netuid=0, dest_netuid=netuid, amount=0.5)
    off = do(swap, bob)
    enabled = sudo(calls.AdminUtils.sudo_set_basket_trading_enabled(enabled=True))
    stranger = do(swap, eve)
    return {
        "refill": refill["success"],
        "off": off["error"],
        "enabled": enabled.success,
        "stranger": stranger["error"],
        "swap": do(swap, bob)["error"],
        "holdings": sub.read("validator_basket", hotkey_ss58=hot),
    }
