"""The whole subnet on a fresh chain: questions, scores, weights, an epoch."""

from {{module}}.chain import Chain, hotkey_of
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
