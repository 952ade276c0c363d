"""A straightforward float64 Yuma in numpy: the peer of the benchmarks. Dense rows of validators, whole-array operations, nothing exact.

Reads one line of JSON with an epoch (the format of vectors/yuma), then commands, one a line: "run" computes the epoch, "result" writes its
incentive and dividends as JSON.
"""
import json
import sys

import numpy as np


def load(fields):
    n = fields["n"]
    rows = [u for u in range(n) if fields["validator_permit"][u]]
    block = lambda name: np.array([int(value) for value in fields[name]], dtype=np.float64)
    registered, updated = block("block_at_registration"), block("last_update")

    def dense(name):
        matrix = np.zeros((len(rows), n))
        for k, u in enumerate(rows):
            for uid, value in fields[name][u]:
                matrix[k, uid] = value
        return matrix

    last = int(fields["last_mechanism_step_block"])
    cutoff = fields["activity_cutoff_factor_milli"] * fields["tempo"] // 1000
    return {
        "rows": np.array(rows),
        "n": n,
        "stake": block("alpha_stake") + block("tao_stake") * (int(fields["tao_weight"]) / (2**64 - 1)),
        "active": updated + cutoff >= int(fields["current_block"]),
        "weights": dense("weights"),
        "counted": (updated[rows, None] > registered[None, :]) & (np.array(rows)[:, None] != np.arange(n)[None, :]),
        "bonds": dense("bonds"),
        "carried": (last + 1) > registered,
        "kappa": fields["kappa"] / 65535,
        "penalty": fields["bonds_penalty"] / 65535,
        "alpha": 1 - int(fields["bonds_moving_average"]) / 1e6,
        "yuma3": fields["yuma3_on"],
        "liquid": fields["liquid_alpha_on"],
        "low": fields["alpha_low"] / 65535,
        "high": fields["alpha_high"] / 65535,
        "steepness": fields["alpha_sigmoid_steepness"] / 100,
    }


def normalized(values, axis=None):
    total = values.sum(axis=axis, keepdims=axis is not None)
    return values / np.where(total == 0, 1, total)


def epoch(e):
    rows = e["rows"]
    share = normalized(e["stake"])
    stake = normalized(np.where(e["active"], share, 0)[rows])
    weights = normalized(np.where(e["counted"], e["weights"], 0), axis=1)

    order = np.argsort(weights, axis=0)
    ranked = np.take_along_axis(weights, order, axis=0)
    place = np.argmax(np.cumsum(stake[order], axis=0) > 1 - e["kappa"], axis=0)
    consensus = ranked[place, np.arange(e["n"])]

    clipped = np.minimum(weights, consensus)
    trust = clipped.sum(axis=1)
    incentive = normalized(stake @ clipped)
    grown = weights + e["penalty"] * (clipped - weights)
    bonds = np.where(e["carried"], e["bonds"], 0)
    if e["yuma3"]:
        bonds = bonds / 65535
        alpha = e["alpha"]
        if e["liquid"]:
            gap = np.clip(np.where(grown >= bonds, grown - consensus, bonds - grown), 0, 1)
            curve = 1 / (1 + np.exp(-e["steepness"] * (gap - 0.5)))
            alpha = np.clip(e["low"] + curve * (e["high"] - e["low"]), e["low"], e["high"])
            # A bond whose validator lists the uid no more vanishes.
            bonds = np.where(grown > 0, bonds, 0)
        bonds = (1 - alpha) * bonds + alpha * grown
        dividends = normalized((normalized(bonds, axis=0) @ incentive) * stake)
    else:
        bought = normalized(grown * stake[:, None], axis=0)
        bonds = normalized(e["alpha"] * bought + (1 - e["alpha"]) * normalized(bonds, axis=0), axis=0)
        dividends = normalized(bonds @ incentive)
    return incentive, dividends, trust


def main():
    loaded = load(json.loads(sys.stdin.readline()))
    result = epoch(loaded)
    for line in sys.stdin:
        if line.strip() == "run":
            result = epoch(loaded)
            print("done", flush=True)
        else:
            dividends = np.zeros(loaded["n"])
            dividends[loaded["rows"]] = result[1]
            print(json.dumps({"incentive": result[0].tolist(), "dividends": dividends.tolist()}), flush=True)


main()
