"""`python -m {{module}}.dev`: a development chain, miners and validators, and after each epoch what everybody scored and earned."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
import time
from collections import deque
from pathlib import Path

from .chain import Chain, hotkey_of
from .miner import Miner
from .scoring import Personal
from .validator import Validator

FOLDER = Path(__file__).resolve().parent.parent
NETUID = 2
MINERS = {"good": 1.0, "fair": 0.7, "poor": 0.3}
# One validator does as the owner says, the other in its own way.
VALIDATORS = {"validator1": Personal(), "validator2": Personal(exact=0.7, close=0.3, words={20: 1, 120: 3})}
# The checkout that made this folder.
MADE_BY = "{{checkout}}/packages/cli/bin/taonet.mjs"


def command() -> list[str]:
    named = os.environ.get("TAONET_BIN", MADE_BY)
    if Path(named).exists():
        return ["node", named]
    found = shutil.which("taonet")
    if found is None:
        raise SystemExit("the taonet command was not found: set TAONET_BIN to packages/cli/bin/taonet.mjs of a checkout")
    return [found]


def start_chain(port: int) -> tuple[subprocess.Popen, str]:
    """The process, and its address once it listens."""
    arguments = ["dev", "--port", str(port), "--block-time", "250", "--scenario", str(FOLDER / "subnet.yaml")]
    process = subprocess.Popen([*command(), *arguments], stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        found = re.search(r"Listening on (ws://\S+)", line)
        if found:
            return process, found[1]
    raise SystemExit("the chain did not start")


def table(chain: Chain, scores: dict[str, dict[int, float]]) -> str:
    incentive, dividends = chain.shares("Incentive"), chain.shares("Dividends")
    lines = [f"\nblock {chain.epoch_block()}", "uid  who         scores by validator  incentive  dividends"]
    for uid, who in enumerate(["owner", *VALIDATORS, *MINERS]):
        given = "  ".join(f"{by[uid]:.2f}" for by in scores.values() if uid in by)
        lines.append(f"{uid:<5}{who:<12}{given:<21}{incentive[uid]:<11.1%}{dividends[uid]:.1%}")
    return "\n".join(lines)


def main() -> None:
    epochs = int(os.environ.get("EPOCHS", "0"))
    process, url = start_chain(int(os.environ.get("PORT", "9944")))
    miners = []
    # The chain prints a line for each block, which must not fill the pipe.
    threading.Thread(target=lambda: deque(process.stdout, maxlen=0), daemon=True).start()
    try:
        chain = Chain(url, NETUID)
        print(f"subnet {NETUID} runs on {url}; a table after each epoch, Ctrl-C ends it", flush=True)
        for name, effort in MINERS.items():
            hotkey = hotkey_of(f"//{name}_hk")
            miners.append(Miner(hotkey, effort))
            chain.serve(hotkey, "0.0.0.0", miners[-1].port)
        validators = {name: Validator(chain, hotkey_of(f"//{name}_hk"), own) for name, own in VALIDATORS.items()}
        run(chain, validators, epochs)
    except KeyboardInterrupt:
        pass
    finally:
        for miner in miners:
            miner.close()
        process.terminate()
        process.wait(10)


def run(chain: Chain, validators: dict[str, Validator], epochs: int) -> None:
    seen, shown = chain.epoch_block(), 0
    while not epochs or shown < epochs:
        scores = {}
        for name, validator in validators.items():
            scores[name] = validator.round()
            validator.set_weights(scores[name])
        if chain.epoch_block() != seen:
            seen, shown = chain.epoch_block(), shown + 1
            print(table(chain, scores), flush=True)
        time.sleep(0.5)


if __name__ == "__main__":
    main()
