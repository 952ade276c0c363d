"""A subnet owner's day with `bittensor` 11: //Bob registers netuid 2 and makes it his own. Usage: owner_v11.py URL"""

import bittensor as bt
from bittensor.intents.hyperparameters import OWNER_HYPERPARAMETERS
from lab11 import calls, charged, do, event, names, ss58, stored, sub, sudo, wallet
from steps import step

bob, eve = wallet("//Bob", "//Bob//hot"), wallet("//Eve", "//Eve//hot")
netuid = 2
one = 2**64

# What every setting gets: another value than a new subnet has. `epoch_consensus` is a call that spec 461 does not have.
values = {
    "tempo": 720, "immunity_period": 5000, "min_allowed_weights": 3, "weights_version": 7,
    "activity_cutoff_factor": 2000, "min_burn": 600_000, "max_burn": 50 * 10**9, "bonds_moving_avg": 800_000,
    "bonds_penalty": 12_345, "serving_rate_limit": 20, "commit_reveal_period": 3, "max_allowed_uids": 128,
    "burn_increase_mult": 3 * one // 2, "burn_half_life": 500, "collateral_lock_share": 1000,
    "collateral_drain_ratio": 2 * one, "adjustment_alpha": 2**63, "rho": 12, "max_difficulty": 2**60,
    "alpha_sigmoid_steepness": 500, "min_childkey_take": 1000, "owner_immune_neuron_limit": 4,
    "commit_reveal_weights_enabled": False, "liquid_alpha_enabled": True, "alpha_low": 40_000, "alpha_high": 50_000,
    "registration_allowed": False, "network_pow_registration_allowed": True, "yuma3_enabled": True,
    "bonds_reset_enabled": True, "transfers_enabled": False, "owner_cut_enabled": False,
    "owner_cut_auto_lock_enabled": True,
}  # fmt: skip


@step
def limits():
    admin = calls.AdminUtils
    result = sudo(
        admin.sudo_set_admin_freeze_window(window=0),
        admin.sudo_set_owner_hparam_rate_limit(epochs=0),
        admin.sudo_set_start_call_delay(delay=0),
    )
    return {"success": result.success, "events": names(result)}


@step
def register_network():
    cost = sub.read("subnet_registration_cost")
    made = charged(ss58("//Bob"), lambda: sub.execute(bt.RegisterSubnet(hotkey_ss58=ss58("//Bob//hot")), bob))
    return {
        **made,
        "cost": cost,
        "owner": stored("SubnetOwner", netuid),
        "hotkey": stored("SubnetOwnerHotkey", netuid),
        "locked": stored("SubnetLocked", netuid),
    }


@step
def register_again():
    """The network's rate limit lies between two subnets, whoever makes them."""
    return do(bt.RegisterSubnet(hotkey_ss58=ss58("//Charlie//hot")), wallet("//Charlie", "//Charlie//hot"))


@step
def identity():
    intent = bt.SetSubnetIdentity(
        netuid=netuid, subnet_name="fruit", github_repo="https://github.com/a/b", subnet_contact="a@b.cd",
        subnet_url="https://a.b", discord="a", description="d", logo_url="https://a.b/c.png", additional="more",
    )  # fmt: skip
    return {**do(intent, bob), "read": sub.read("subnet_identity", netuid=netuid)}


@step
def identity_of_another():
    return do(bt.SetSubnetIdentity(netuid=netuid, subnet_name="mine"), eve)


@step
def symbol():
    result = sub.execute(bt.UpdateSymbol(netuid=netuid, symbol="ت"), bob)
    taken = do(bt.UpdateSymbol(netuid=netuid, symbol="α"), bob)
    wrong = do(bt.UpdateSymbol(netuid=netuid, symbol="fruit"), bob)
    return {
        "success": result.success,
        "event": event(result, "SubtensorModule.SymbolUpdated"),
        "read": sub.read("token_symbols")[netuid],
        "taken": taken["error"],
        "wrong": wrong["error"],
    }


@step
def start():
    first = do(bt.StartCall(netuid=netuid), bob)
    return {**first, "again": do(bt.StartCall(netuid=netuid), bob)["error"], "active": stored("SubtokenEnabled", netuid)}


@step
def hyperparameters():
    """Each of them, its event and its value as the client reads it."""
    failed, seen = {}, []
    for name in values:
        result = sub.execute(bt.SetHyperparameter(netuid=netuid, name=name, value=values[name]), bob)
        seen += names(result)
        if not result.success:
            failed[name] = result.error.name
    return {"failed": failed, "events": sorted(set(seen)), "left_out": sorted({*OWNER_HYPERPARAMETERS} - {*values})}


@step
def read_back():
    """What the client's read shows, and the rest from storage."""
    shown = sub.read("subnet_hyperparameters", netuid=netuid)
    rest = {
        "bonds_penalty": "BondsPenalty", "max_allowed_uids": "MaxAllowedUids", "adjustment_alpha": "AdjustmentAlpha",
        "rho": "Rho", "max_difficulty": "MaxDifficulty", "owner_immune_neuron_limit": "ImmuneOwnerUidsLimit",
        "network_pow_registration_allowed": "NetworkPowRegistrationAllowed", "yuma3_enabled": "Yuma3On",
    }  # fmt: skip
    found = {**shown, **{name: stored(item, netuid) for name, item in rest.items()}}
    return {name: [value, found.get(name, "absent")] for name, value in values.items() if found.get(name, "absent") != value}


@step
def refused():
    """Beyond a bound, and by somebody else."""
    too_many = calls.AdminUtils.sudo_set_max_allowed_uids(netuid=netuid, max_allowed_uids=300)
    return {
        "bound": sub.submit_call(too_many, bob).error.name,
        "stranger": do(bt.SetHyperparameter(netuid=netuid, name="rho", value=3), eve)["error"],
    }


@step
def mechanisms():
    result = sub.execute(bt.SetMechanismCount(netuid=netuid, mechanism_count=2), bob)
    return {"success": result.success, "error": result.error and result.error.name, "read": sub.read("mechanism_count", netuid=netuid)}


@step
def rate_limit():
    """With the limit in place, a change within two tempos of the last is refused to the owner, and not to root."""
    sudo(calls.AdminUtils.sudo_set_owner_hparam_rate_limit(epochs=2))
    again = do(bt.SetHyperparameter(netuid=netuid, name="bonds_penalty", value=1), bob)["error"]
    sudo(calls.AdminUtils.sudo_set_bonds_penalty(netuid=netuid, bonds_penalty=2), calls.AdminUtils.sudo_set_network_rate_limit(rate_limit=0))
    return {"again": again, "value": stored("BondsPenalty", netuid)}
