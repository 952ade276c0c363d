"""
`python -m {{module}}.join miner` and `… validator`: one neuron on a chain that runs elsewhere. The hotkey's secret comes from TAONET_HOTKEY (a
phrase, or `//name_hk` on a development chain) and must be registered on the subnet.
"""

from __future__ import annotations

import argparse
import os
import threading
import time
from pathlib import Path

from .chain import Chain, hotkey_of
from .miner import Miner
from .scoring import Personal
from .validator import Scores, Validator


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m {{module}}.join")
    parser.add_argument("role", choices=["miner", "validator"])
    parser.add_argument("--url", default="ws://127.0.0.1:9944")
    parser.add_argument("--netuid", type=int, default=2)
    parser.add_argument("--host", default="127.0.0.1", help="where the miner listens")
    parser.add_argument("--port", type=int, default=8091)
    parser.add_argument("--advertise", default="0.0.0.0", help="the address that others are told")
    parser.add_argument("--scores", type=Path, default=Path("."), help="the folder of the validator's scores")
    parser.add_argument("--every", type=float, default=60, help="seconds between a validator's rounds")
    options = parser.parse_args()
    secret = os.environ.get("TAONET_HOTKEY")
    if not secret:
        raise SystemExit("TAONET_HOTKEY is not set")
    hotkey = hotkey_of(secret)
    chain = Chain(options.url, options.netuid)
    try:
        if options.role == "miner":
            mine(chain, hotkey, options)
        else:
            validate(chain, hotkey, options)
    except KeyboardInterrupt:
        pass
    finally:
        chain.close()


def mine(chain: Chain, hotkey, options: argparse.Namespace) -> None:
    miner = Miner(hotkey, host=options.host, port=options.port)
    try:
        chain.serve(hotkey, options.advertise, miner.port)
        print(f"{hotkey.ss58_address} serves subnet {options.netuid} on port {miner.port}", flush=True)
        threading.Event().wait()
    finally:
        miner.close()


def validate(chain: Chain, hotkey, options: argparse.Namespace) -> None:
    path = options.scores / f"{options.netuid}-{hotkey.ss58_address}.scores.json"
    validator = Validator(chain, hotkey, Personal(), Scores(path))
    while True:
        averages = validator.round()
        try:
            done = validator.set_weights(averages)
            print("weights set" if done else "nobody has earned weights yet", averages, flush=True)
        except RuntimeError as error:
            # The rate limit, a lost permit: the averages are kept, and the next round tries again.
            print(f"no weights set: {error}", flush=True)
        time.sleep(options.every)


if __name__ == "__main__":
    main()
