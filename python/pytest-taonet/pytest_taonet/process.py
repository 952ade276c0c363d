"""The chain's process: found, started, waited for, stopped."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from collections import deque
from pathlib import Path

START_SECONDS = 120
STOP_SECONDS = 10
READY = re.compile(r"Listening on (ws://\S+)")


class NodeNotStarted(RuntimeError):
    """The command was not found, or it ended before it listened."""


def find_command(start: Path) -> list[str]:
    """The `taonet` command: TAONET_BIN, then node_modules/.bin here or above, then PATH."""
    named = os.environ.get("TAONET_BIN")
    if named:
        if not Path(named).exists():
            raise NodeNotStarted(f"TAONET_BIN names {named}, which is not there")
        return ["node", named] if named.endswith((".mjs", ".js")) else [named]
    for folder in (start, *start.parents):
        local = folder / "node_modules" / ".bin" / "taonet"
        if local.exists():
            return [str(local)]
    found = shutil.which("taonet")
    if found:
        return [found]
    raise NodeNotStarted(
        "the taonet command was not found: set TAONET_BIN to packages/cli/bin/taonet.mjs of a Taonet checkout, "
        f"or install it where node_modules/.bin of {start} or a folder above has it"
    )


class TaonetNode:
    """A development chain in a process of its own."""

    def __init__(self, command: list[str], arguments: list[str]):
        self._last: deque[str] = deque(maxlen=40)
        self._ready = threading.Event()
        self.url = ""
        try:
            self._process = subprocess.Popen(
                [*command, "dev", "--port", "0", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        except OSError as error:
            raise NodeNotStarted(f"{command[0]} could not be started: {error}") from error
        threading.Thread(target=self._read, daemon=True).start()
        if not self._ready.wait(START_SECONDS) or not self.url:
            self.stop()
            raise NodeNotStarted(f"the chain did not start:\n{''.join(self._last)}")

    def _read(self) -> None:
        for line in self._process.stdout or ():
            self._last.append(line)
            found = READY.search(line)
            if found and not self.url:
                self.url = found[1]
                self._ready.set()
        self._ready.set()

    @property
    def output(self) -> str:
        """The last lines that it printed."""
        return "".join(self._last)

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
