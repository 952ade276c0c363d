"""The classes that both sides of the test know, as an owner of a subnet writes them for SDK 10."""

import sys
from typing import Any, ClassVar, Optional

import bittensor as bt
import bittensor.utils.networking as networking

# The SDK asks the internet for its own address.
networking.get_external_ip = lambda: "192.0.2.1"


class Prompt(bt.Synapse):
    """Everything that is asked is covered by the hash; two fields have no default."""

    text: str
    roles: list[str]
    temperature: float = 1.0
    seed: Optional[int] = None
    options: dict[str, Any] = {}
    weights: list[float] = []
    careful: bool = False
    completion: Optional[str] = None
    required_hash_fields: ClassVar[tuple[str, ...]] = (
        "text",
        "roles",
        "temperature",
        "seed",
        "options",
        "weights",
        "careful",
    )

    def deserialize(self):
        return self.completion


class Stock(bt.Synapse):
    """As most subnets write it: nothing is covered."""

    question: str = ""
    answer: Optional[str] = None


class Closed(Stock):
    """Served by an axon that does not let uncovered fields through."""


class Barred(bt.Synapse):
    """Nobody may ask this."""


class Missing(bt.Synapse):
    """Not served."""


class Broken(bt.Synapse):
    """Its handler fails."""


class Tokens(bt.StreamingSynapse):
    prompt: str
    completion: str = ""
    required_hash_fields: ClassVar[tuple[str, ...]] = ("prompt",)

    async def process_streaming_response(self, response):
        async for chunk in response.content.iter_any():
            text = chunk.decode()
            self.completion += text
            yield text

    def extract_response_json(self, response):
        """As the SDK's own examples do: from the headers."""
        found = {k.decode(): v.decode() for k, v in response._raw_headers}

        def end(prefix):
            return {k[len(prefix) :]: v for k, v in found.items() if k.startswith(prefix)}

        return {
            "name": found.get("name", ""),
            "timeout": float(found.get("timeout", 0)),
            "dendrite": end("bt_header_dendrite_"),
            "axon": end("bt_header_axon_"),
            "prompt": self.prompt,
            "completion": self.completion,
        }


def status(synapse):
    """What a validator looks at."""
    return {
        "code": synapse.dendrite.status_code,
        "message": synapse.dendrite.status_message,
        "axon": [synapse.axon.status_code, synapse.axon.hotkey, synapse.axon.process_time is not None],
        "success": synapse.is_success,
    }


def wait_for_end():
    sys.stdin.read()
