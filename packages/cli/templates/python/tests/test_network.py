"""The whole subnet on a fresh chain: questions, scores, weights, an epoch."""

import os
import subprocess
import sys
from contextlib import contextmanager

from {{module}}.chain import Chain, hotkey_of
from {{module}}.dev import FOLDER
from {{module}}.miner import Miner
from {{module}}.validator import Validator

NETUID = 2
UID_OF_VALIDATOR1 = 1
EFFORT = {"good": 1.0, "fair": 0.7, "poor": 0.3}


def test_better_miners_earn_more(taonet):
    chain = Chain(taonet.url, NETUID)
    miners = {name: Miner(hotkey_of(f"//{name}_hk"), effort) for name, effort in EFFORT.items()}
    try:
        for name, miner in miners.items():
            chain.serve(hotkey_of(f"//{name}_hk"), "0.0.0.0", miner.port)
        for name in ("validator1", "validator2"):
            validator = Validator(chain, hotkey_of(f"//{name}_hk"), seed=name)
            for _ in range(2):
                averages = validator.round()
            assert validator.set_weights(averages)
        taonet.mine_to_epoch(NETUID)
        # Uids go in the order of subnet.yaml: owner, validator1, validator2, good, fair, poor.
        good, fair, poor = chain.shares("Incentive")[3:]
        assert good > fair > poor
        assert all(share > 0 for share in chain.shares("Dividends")[1:3])
    finally:
        for miner in miners.values():
            miner.close()
        chain.close()


def test_weights_are_committed_where_the_subnet_hides_them(taonet):
    taonet.set_storage("SubtensorModule", "CommitRevealWeightsEnabled", True, NETUID)
    chain = Chain(taonet.url, NETUID)
    try:
        read = lambda item, *keys: chain.sub.query(("SubtensorModule", item), [NETUID, *keys])
        before = read("Weights", UID_OF_VALIDATOR1)
        chain.set_weights(hotkey_of("//validator1_hk"), [3], [65_535])
        [(who, *_)] = read("TimelockedWeightCommits", read("SubnetEpochIndex"))
        assert who == hotkey_of("//validator1_hk").ss58_address
        assert read("Weights", UID_OF_VALIDATOR1) == before
    finally:
        chain.close()


@contextmanager
def joining(url, role, name, *options):
    """A neuron in a process of its own; gives the first line that it prints."""
    command = [sys.executable, "-m", "{{module}}.join", role, "--url", url, *options]
    env = {**os.environ, "TAONET_HOTKEY": f"//{name}"}
    process = subprocess.Popen(command, cwd=FOLDER, env=env, stdout=subprocess.PIPE, text=True)
    try:
        yield process.stdout.readline()
    finally:
        process.kill()
        process.communicate()


def test_neurons_join_from_outside(taonet, tmp_path):
    chain = Chain(taonet.url, NETUID)
    try:
        with joining(taonet.url, "miner", "good_hk", "--port", "0") as line:
            [miner] = chain.endpoints()
            assert line.endswith(f"on port {miner.port}\n") and miner.hotkey == hotkey_of("//good_hk").ss58_address
            with joining(taonet.url, "validator", "validator1_hk", "--scores", str(tmp_path)) as line:
                assert line.startswith(f"weights set {{{miner.uid}: ")
    finally:
        chain.close()
    assert list(tmp_path.glob("*.scores.json"))
