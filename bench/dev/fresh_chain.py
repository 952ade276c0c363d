"""How long a test waits for its fresh chain: run by pytest.ts, which reads the line that begins with `fresh:`."""

import json
import time

import pytest

ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
waits = []


@pytest.mark.parametrize("number", range(20))
def test_begins_fresh(request, number):
    began = time.perf_counter()
    taonet = request.getfixturevalue("taonet")
    waits.append((time.perf_counter() - began) * 1000)
    assert taonet.block == 0
    taonet.mine(5)
    taonet.set_balance(ALICE, tao="7")


def test_tells():
    print("\nfresh:", json.dumps(waits))
