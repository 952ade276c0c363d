"""The few things that a neuron needs of the chain, through the official SDK."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from types import SimpleNamespace

import bittensor as bt
import bittensor_core
from bittensor.sp_core import Keypair

SUBTENSOR = bt.calls.SubtensorModule
HTTP = 4


@dataclass(frozen=True)
class Endpoint:
    uid: int
    hotkey: str
    ip: str
    port: int


def hotkey_of(secret: str) -> Keypair:
    """A phrase, or `//name_hk` on a development chain."""
    return Keypair.create_from_uri(secret)


class Chain:
    def __init__(self, url: str, netuid: int):
        self.sub = bt.Subtensor(url, fallback_endpoints=[], archive_endpoints=[])
        self.netuid = netuid

    def serve(self, hotkey: Keypair, ip: str, port: int) -> None:
        """0.0.0.0 stands for "this machine": the chain takes no loopback address."""
        address = int(ipaddress.IPv4Address(ip))
        fields = {"version": 1, "ip": address, "port": port, "ip_type": 4, "protocol": HTTP}
        self._send(SUBTENSOR.serve_axon(netuid=self.netuid, placeholder1=0, placeholder2=0, **fields), hotkey)

    def set_weights(self, hotkey: Keypair, uids: list[int], weights: list[int]) -> None:
        """
        In the clear, or where the subnet hides weights as a commit that the chain opens by itself. This is what `bt.SetWeights` does, which
        in 11.3.0 asks for storage that a chain at spec_version 461 does not have.
        """
        block = self.sub.block
        if self._read("CommitRevealWeightsEnabled", block):
            self._send(self._commit(hotkey, uids, weights, block), hotkey)
        else:
            self._send(SUBTENSOR.set_weights(netuid=self.netuid, dests=uids, weights=weights, version_key=0), hotkey)

    def _commit(self, hotkey: Keypair, uids: list[int], weights: list[int], block: int):
        """Encrypted to the round of drand's quicknet that is out at the epoch of the reveal."""
        commit, reveal_round = bittensor_core.get_encrypted_commit_v2(
            uids=uids,
            weights=weights,
            version_key=0,
            last_epoch_block=self._read("LastEpochBlock", block),
            pending_epoch_at=self._read("PendingEpochAt", block),
            subnet_epoch_index=self._read("SubnetEpochIndex", block),
            tempo=self._read("Tempo", block),
            blocks_since_last_step=self._read("BlocksSinceLastStep", block),
            current_block=block,
            subnet_reveal_period_epochs=self._read("RevealPeriodEpochs", block),
            block_time=self.sub.block_time(),
            hotkey=hotkey.public_key,
        )
        version = self.sub.query(("SubtensorModule", "CommitRevealWeightsVersion"))
        fields = {"commit": commit, "reveal_round": reveal_round, "commit_reveal_version": version}
        return SUBTENSOR.commit_timelocked_weights(netuid=self.netuid, **fields)

    def _read(self, item: str, block: int):
        return self.sub.query(("SubtensorModule", item), [self.netuid], block=block)

    def endpoints(self) -> list[Endpoint]:
        """Where miners say that they listen."""
        found = []
        for uid in range(self.sub.query(("SubtensorModule", "SubnetworkN"), [self.netuid])):
            hotkey = self.sub.query(("SubtensorModule", "Keys"), [self.netuid, uid])
            axon = self.sub.query(("SubtensorModule", "Axons"), [self.netuid, hotkey])
            if axon and axon["port"]:
                ip = str(ipaddress.IPv4Address(axon["ip"]))
                found.append(Endpoint(uid, hotkey, "127.0.0.1" if ip == "0.0.0.0" else ip, axon["port"]))
        return found

    def shares(self, item: str) -> list[float]:
        """`Incentive` or `Dividends` of each uid, as fractions of 1."""
        return [value / 65_535 for value in self.sub.query(("SubtensorModule", item), [self.netuid])]

    def epoch_block(self) -> int:
        """Of the last epoch."""
        return self.sub.query(("SubtensorModule", "LastEpochBlock"), [self.netuid])

    def close(self) -> None:
        self.sub.close()

    def _send(self, call, hotkey: Keypair) -> None:
        wallet = SimpleNamespace(coldkey=hotkey, coldkeypub=hotkey, hotkey=hotkey, hotkeypub=hotkey)
        result = self.sub.submit_call(call, wallet, signer="hotkey")
        if not result.success:
            raise RuntimeError(f"{call}: {result.error.name if result.error else result.message}")
