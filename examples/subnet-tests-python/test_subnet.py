"""A subnet's own tests, each on a chain as fresh as the first: `pytest`. What they begin with is the ready scenario `one-subnet`."""

from datetime import datetime, timezone

import pytest
from clients import Client, Refused
from pytest_taonet import TaonetError

NETUID = 2
TAO = 1_000_000_000
REGISTER = ("SubtensorModule", "burned_register")


@pytest.fixture
def client(subtensor):
    return Client(subtensor)


@pytest.fixture
def newcomer(taonet, client):
    """Bob's hotkey joins the subnet."""
    bob = taonet.wallet("Bob")
    client.send(*REGISTER, {"netuid": NETUID, "hotkey": bob.hotkey.ss58_address}, bob)
    return bob


def set_weights(client, wallet, weights):
    args = {"netuid": NETUID, "dests": list(weights), "weights": list(weights.values()), "version_key": 0}
    client.send("SubtensorModule", "set_weights", args, wallet, signer="hotkey")


class TestWhoIsThere:
    def test_owner_validators_and_miners(self, client):
        assert len(client.hotkeys(NETUID)) == 12

    def test_names_are_keys(self, taonet, client):
        assert client.hotkeys(NETUID)[1] == taonet.address("validator1_hk")
        assert client.uid(taonet.address("miner8_hk"), NETUID) == 11

    def test_where_miners_listen(self, client):
        assert client.axon(5, NETUID) == ("10.0.1.1", 8101)


class TestWhatMinersEarn:
    def test_better_miners_earn_more(self, client):
        incentives = client.incentives(NETUID)
        assert incentives[4] > incentives[8] > incentives[11]

    def test_an_epoch_pays(self, taonet, client):
        cold, hot = taonet.address("miner"), taonet.address("miner1_hk")
        before = client.stake(cold, hot, NETUID)
        taonet.mine_to_epoch(NETUID)
        assert client.stake(cold, hot, NETUID) > before

    def test_a_newcomer_earns_nothing_unseen(self, taonet, client, newcomer):
        taonet.mine_to_epoch(NETUID)
        assert client.incentives(NETUID)[12] == 0

    def test_a_newcomer_earns_once_seen(self, taonet, client, newcomer):
        for name in ("validator1", "validator2"):
            set_weights(client, taonet.wallet(name), {12: 1})
        taonet.mine_to_epoch(NETUID, 2)
        assert client.incentives(NETUID)[12] > 0


class TestRegistration:
    def test_gives_the_next_uid(self, client, newcomer):
        assert client.uid(newcomer.hotkey.ss58_address, NETUID) == 12

    def test_costs_something(self, taonet, client, newcomer):
        assert client.balance(taonet.address("Bob")) < 1_000_000 * TAO

    def test_is_refused_for_a_hotkey_that_is_there(self, client, newcomer):
        with pytest.raises(Refused, match="(?i)already.?registered"):
            client.send(*REGISTER, {"netuid": NETUID, "hotkey": newcomer.hotkey.ss58_address}, newcomer)

    def test_is_refused_to_the_poor(self, taonet, client):
        taonet.set_balance("Bob", tao="0.1")
        bob = taonet.wallet("Bob")
        with pytest.raises(Refused):
            client.send(*REGISTER, {"netuid": NETUID, "hotkey": bob.hotkey.ss58_address}, bob)

    def test_is_immune_for_a_hundred_blocks(self, taonet, newcomer):
        registered = taonet.block
        assert taonet.mine_to_immunity_end(NETUID, 12) == registered + 100


class TestWeights:
    def test_are_not_for_miners_to_set(self, taonet, client):
        with pytest.raises(Refused):
            set_weights(client, taonet.wallet("miner1"), {5: 1})

    def test_come_only_as_often_as_the_subnet_allows(self, taonet, client):
        limit = taonet.call("root", "AdminUtils", "sudo_set_weights_set_rate_limit", netuid=NETUID, weights_set_rate_limit=20)
        assert limit["ok"]
        set_weights(client, taonet.wallet("validator3"), {4: 1})
        with pytest.raises(Refused):
            set_weights(client, taonet.wallet("validator3"), {4: 1})
        taonet.mine(20)
        set_weights(client, taonet.wallet("validator3"), {4: 1})


class TestMoney:
    def test_arrives(self, taonet, client):
        taonet.set_balance("Dave", tao=7)
        client.transfer(taonet.wallet("Bob"), taonet.address("Dave"), 5)
        assert client.balance(taonet.address("Dave")) == 12 * TAO

    def test_is_as_it_was_for_the_next_test(self, taonet, client):
        assert client.balance(taonet.address("Dave")) == 2_000 * TAO


class TestWhatOnlyADevelopmentChainDoes:
    def test_acts_for_anybody(self, taonet, client):
        axon = {"version": 1, "ip": 167_772_161, "port": 9000, "ip_type": 4, "protocol": 4}
        assert taonet.call("miner1_hk", "SubtensorModule", "serve_axon", netuid=NETUID, **axon)["ok"]
        assert client.axon(4, NETUID) == ("10.0.0.1", 9000)

    def test_tries_without_doing(self, taonet):
        block = taonet.block
        tried = taonet.dry_run("Charlie", *REGISTER, netuid=9, hotkey=taonet.address("Charlie_hk"))
        assert not tried["ok"]
        assert taonet.block == block

    def test_travels_in_time(self, taonet):
        taonet.time_travel(datetime(2027, 1, 1))
        taonet.mine()
        assert taonet.now >= datetime(2027, 1, 1, tzinfo=timezone.utc)

    def test_says_what_is_wrong(self, taonet):
        with pytest.raises(TaonetError, match="there is no subnet 77"):
            taonet.mine_to_epoch(77)
