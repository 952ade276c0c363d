"""A miner behind its real server."""

import http.client

import pytest
from bittensor import http_auth
from {{module}}.chain import Endpoint, hotkey_of
from {{module}}.miner import Miner
from {{module}}.protocol import PATH, BadMessage, Question, write
from {{module}}.validator import ask

MINER, CALLER = hotkey_of("//miner_hk"), hotkey_of("//caller_hk")
BODY = write(Question("banana", "a"))


@pytest.fixture
def miner():
    server = Miner(MINER)
    yield Endpoint(3, MINER.ss58_address, server.host, server.port)
    server.close()


def post(miner, headers, body=BODY):
    connection = http.client.HTTPConnection(miner.ip, miner.port, timeout=10)
    connection.request("POST", PATH, body, headers)
    status = connection.getresponse().status
    connection.close()
    return status


def signed(body=BODY, receiver=MINER.ss58_address):
    return http_auth.sign(CALLER, method="POST", path=PATH, body=body, receiver_ss58=receiver)


def test_a_signed_question_is_answered(miner):
    assert ask(CALLER, miner, BODY) == 3


def test_a_bad_question_is_refused(miner):
    with pytest.raises(BadMessage, match="400"):
        ask(CALLER, miner, b"{}")


def test_nobody_else_gets_an_answer(miner):
    headers = signed()
    assert post(miner, {}) == 401
    assert post(miner, headers, write(Question("bananas", "a"))) == 401
    assert post(miner, signed(receiver=CALLER.ss58_address)) == 401
    assert post(miner, headers) == 200
    assert post(miner, headers) == 401, "a replay"


def test_long_bodies_are_not_read(miner):
    assert post(miner, signed(b"x" * 20_000), b"x" * 20_000) == 413
