"""What the plugin does without any SDK; run by pytestTaonet.test.ts."""

import time

import pytest
from pytest_taonet import TaonetError

ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"


def test_moves_the_chain(taonet):
    assert taonet.block == 0
    taonet.mine(3)
    taonet.mine_to(5)
    assert taonet.block == 5
    assert taonet.call(ALICE, "System", "remark", remark="0x00")["ok"]
    taonet.increase_time(3600)
    state = taonet.dump()
    taonet.mine()
    taonet.load(state)
    assert taonet.block == 6


    taonet.impersonate(ALICE)
    taonet.set_faults(rateLimit429=1, methods=["chain_getHeader"])


def test_is_fresh_again(taonet):
    assert taonet.block == 0
    with pytest.raises(TaonetError, match="is not impersonated"):
        taonet.stop_impersonating(ALICE)
    first = taonet.snapshot()
    taonet.set_balance(ALICE, tao="1.5")
    taonet.set_storage("SubtensorModule", "Tempo", 7, 1)
    taonet.revert(first)
    assert taonet.block == 0


def test_is_fresh_soon(taonet, request):
    begin = time.perf_counter()
    for _ in range(5):
        taonet.rpc("dev_revert", request.getfixturevalue("_taonet_chain")[1])
    print(f"measured: revert {(time.perf_counter() - begin) / 5 * 1000:.1f} ms")
    assert time.perf_counter() - begin < 5
