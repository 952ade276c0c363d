"""The whole subnet on a fresh chain: questions, scores, weights, an epoch."""

from {{module}}.chain import Chain, hotkey_of
from {{module}}.miner import Miner
from {{module}}.validator import Validator

NETUID = 2
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
