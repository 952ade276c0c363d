"""Python's dendrite asks many miners at once, for packages/neuron/src/fanOut.bench.ts. Usage: bench_dendrite10.py TARGETS TEXT"""

import asyncio
import json
import statistics
import sys
import time
from typing import ClassVar, Optional

import bittensor as bt
import bittensor.utils.networking as networking
from bittensor_wallet import Keypair

networking.get_external_ip = lambda: "192.0.2.1"


class Prompt(bt.Synapse):
    text: str = ""
    completion: Optional[str] = None
    required_hash_fields: ClassVar[tuple[str, ...]] = ("text",)


axons = [
    bt.AxonInfo(version=1, ip=t["ip"], port=t["port"], ip_type=4, hotkey=t["hotkey"], coldkey=t["hotkey"])
    for t in json.loads(sys.argv[1])
]


async def main():
    calls, whole, failed = [], [], 0
    async with bt.Dendrite(wallet=Keypair.create_from_uri("//Alice")) as dendrite:
        for turn in range(6):
            began = time.perf_counter()

            async def ask(axon):
                answer = await dendrite.call(axon, Prompt(text=sys.argv[2]), timeout=60, deserialize=False)
                return time.perf_counter() - began, answer.is_success

            answers = await asyncio.gather(*(ask(axon) for axon in axons))
            failed += sum(not good for _, good in answers)
            if turn > 0:
                calls += [seconds * 1000 for seconds, _ in answers]
                whole.append((time.perf_counter() - began) * 1000)
    calls.sort()
    p50, p99 = calls[len(calls) // 2], calls[int(len(calls) * 0.99)]
    took = f"all {len(axons)} in {statistics.median(whole):.0f} ms (at most {max(whole):.0f})"
    print(f"{'bittensor 10.5.0':26} answers p50 {p50:.0f} ms, p99 {p99:.0f} ms; {took}, {failed} failed")


asyncio.run(main())
