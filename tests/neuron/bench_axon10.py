"""Python's axon with one synapse, for packages/neuron/src/axon.bench.ts: says its port and ends with its input."""

import json
import socket
import sys
from types import SimpleNamespace
from typing import ClassVar, Optional

import bittensor as bt
from bittensor_wallet import Keypair


class Prompt(bt.Synapse):
    text: str = ""
    completion: Optional[str] = None
    required_hash_fields: ClassVar[tuple[str, ...]] = ("text",)


def forward(synapse: Prompt) -> Prompt:
    synapse.completion = synapse.text
    return synapse


with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
hotkey = Keypair.create_from_uri("//Bob")
axon = bt.Axon(wallet=SimpleNamespace(hotkey=hotkey, coldkeypub=hotkey), port=port, external_ip="127.0.0.1")
axon.attach(forward).start()
while True:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            break
print(json.dumps({"port": port}), flush=True)
sys.stdin.read()
