"""`bittensor` 10 as the other neuron: its dendrite calls our axon, its axon is called. Usage: peer10.py PORT AXON_SS58"""

import asyncio
import json
import socket
import sys
import time
from types import SimpleNamespace
from typing import Tuple

import bittensor as bt
from bittensor_wallet import Keypair
from steps import step
from synapses import Barred, Broken, Closed, Missing, Prompt, Stock, Tokens, status, wait_for_end

port, axon_ss58 = int(sys.argv[1]), sys.argv[2]
hotkey = Keypair.create_from_uri("//Charlie")
seen = {}


def keep(synapse: bt.Synapse, **fields):
    seen[synapse.name] = {"from": synapse.dendrite.hotkey, **fields}


def prompt(synapse: Prompt) -> Prompt:
    keep(synapse, **synapse.model_dump(include=set(Prompt.required_hash_fields)))
    synapse.completion = f"Python read {synapse.text}"
    return synapse


def stock(synapse: Stock) -> Stock:
    keep(synapse, question=synapse.question)
    synapse.answer = synapse.question.upper()
    synapse.question = "rewritten"
    return synapse


def barred(synapse: Barred) -> Barred:
    return synapse


def refuse(synapse: Barred) -> Tuple[bool, str]:
    return True, "nobody may"


def broken(synapse: Broken) -> Broken:
    raise RuntimeError("secret detail")


async def tokens(synapse: Tokens) -> Tokens.BTStreamingResponse:
    async def streamer(send):
        for word in synapse.prompt.split():
            await send({"type": "http.response.body", "body": f"{word};".encode(), "more_body": True})

    return synapse.create_streaming_response(token_streamer=streamer)


@step
def axon():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        chosen = free.getsockname()[1]
    wallet = SimpleNamespace(hotkey=hotkey, coldkeypub=hotkey)
    server = bt.Axon(wallet=wallet, port=chosen, external_ip="127.0.0.1")
    server.attach(prompt).attach(stock).attach(tokens).attach(broken)
    server.attach(barred, blacklist_fn=refuse)
    server.start()
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", chosen)) == 0:
                break
        time.sleep(0.05)
    return {"port": chosen, "hotkey": hotkey.ss58_address}


target = bt.AxonInfo(
    version=bt.settings.version_as_int, ip="127.0.0.1", port=port, ip_type=4, hotkey=axon_ss58, coldkey=axon_ss58
)
tricky = "it's \"quoted\"\n\\ 漢字 🙂 \u200b"
full = dict(
    text=tricky,
    roles=["user", tricky],
    temperature=1e-7,
    seed=2**70,
    options={"b": [1, 1.0, None, True], "a": {"10": tricky}},
    weights=[1.0, 0.1],
    careful=True,
)


async def calls(dendrite):
    def one(synapse, **more):
        return dendrite.call(target, synapse, timeout=120, deserialize=False, **more)

    answered = await one(Prompt(**full))
    parallel = await dendrite.forward(
        [target] * 8, Prompt(text="hi", roles=[]), timeout=120, deserialize=False
    )
    chunks, last = [], None
    stream = dendrite.call_stream(target, Tokens(prompt="one two three"), timeout=120, deserialize=False)
    async for item in stream:
        if isinstance(item, str):
            chunks.append(item)
        else:
            last = item
    stranger = bt.AxonInfo(**{**vars(target), "hotkey": hotkey.ss58_address})
    return {
        "ping": status(await one(bt.Synapse())),
        "prompt": {**status(answered), "completion": answered.completion, "same": answered.text == tricky},
        "parallel": [answer.dendrite.status_code for answer in parallel],
        "stock": {**status(answer := await one(Stock(question="why"))), "answer": answer.answer},
        "closed": status(await one(Closed(question="why"))),
        "barred": status(await one(Barred())),
        "missing": status(await one(Missing())),
        "stranger": status(await dendrite.call(stranger, bt.Synapse(), timeout=120)),
        "stream": {**status(last), "text": "".join(chunks), "completion": last.completion},
        "hotkey": hotkey.ss58_address,
    }


@step
def dendrite():
    async def session():
        async with bt.Dendrite(wallet=hotkey) as client:
            return await calls(client)

    return asyncio.run(session())


wait_for_end()


@step
def handled():
    return json.loads(json.dumps(seen, default=str))
