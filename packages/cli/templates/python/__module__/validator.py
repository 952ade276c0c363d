"""A validator: asks each miner signed questions, keeps averages, sets weights."""

from __future__ import annotations

import http.client
import json
import os
import random
import time
from pathlib import Path

from bittensor import http_auth

from .chain import Endpoint
from .protocol import LONGEST_BODY, PATH, BadMessage, read_answer, write
from .scoring import Personal, new_question, score, weights_of

TIMEOUT_SECONDS = 10.0
ALPHA = 0.1


def ask(hotkey, miner: Endpoint, body: bytes) -> int:
    """Raises OSError, HTTPException or BadMessage: all of them the miner's failure."""
    headers = http_auth.sign(hotkey, method="POST", path=PATH, body=body, receiver_ss58=miner.hotkey)
    connection = http.client.HTTPConnection(miner.ip, miner.port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("POST", PATH, body, {"content-type": "application/json", **headers})
        response = connection.getresponse()
        answer = response.read(LONGEST_BODY)
        if response.status != 200:
            raise BadMessage(f"status {response.status}")
        return read_answer(answer)
    finally:
        connection.close()


class Scores:
    """Moving averages by hotkey, corrected so that the first are plain means. Kept in a file, all or nothing."""

    def __init__(self, path: Path | None = None):
        self._path = path
        self._kept: dict[str, list[float]] = {}
        if path and path.exists():
            self._kept = {str(key): [float(part) for part in parts] for key, parts in json.loads(path.read_text()).items()}

    def record(self, hotkey: str, value: float) -> None:
        total, weight = self._kept.get(hotkey, (0.0, 0.0))
        self._kept[hotkey] = [total * (1 - ALPHA) + value * ALPHA, weight * (1 - ALPHA) + ALPHA]

    def average(self, hotkey: str) -> float | None:
        kept = self._kept.get(hotkey)
        return kept[0] / kept[1] if kept else None

    def save(self) -> None:
        if self._path is None:
            return
        beside = self._path.with_suffix(".tmp")
        with open(beside, "w") as file:
            json.dump(self._kept, file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)


class Validator:
    def __init__(self, chain, hotkey, personal: Personal | None = None, scores: Scores | None = None, seed: str | None = None):
        self._chain = chain
        self._hotkey = hotkey
        self._personal = personal or Personal()
        self._random = random.Random(seed) if seed else random.SystemRandom()
        self.scores = scores or Scores()

    def round(self) -> dict[int, float]:
        """One round of questions to all miners; the averages by uid. Nothing is recorded when all at once fall silent: that is our line."""
        marks = {}
        miners = [one for one in self._chain.endpoints() if one.hotkey != self._hotkey.ss58_address]
        for miner in miners:
            marks[miner.hotkey] = self._mark(miner)
        earned_before = any(self.scores.average(hotkey) for hotkey in marks)
        if not (len(marks) > 1 and earned_before and not any(marks.values())):
            for hotkey, mark in marks.items():
                self.scores.record(hotkey, mark)
            self.scores.save()
        return {one.uid: average for one in miners if (average := self.scores.average(one.hotkey)) is not None}

    def set_weights(self, averages: dict[int, float]) -> bool:
        uids, weights = weights_of(averages)
        if uids:
            self._chain.set_weights(self._hotkey, uids, weights)
        return bool(uids)

    def _mark(self, miner: Endpoint) -> float:
        total = 0.0
        for _ in range(self._personal.questions_per_round):
            question = new_question(self._personal, self._random)
            begun = time.monotonic()
            try:
                given = ask(self._hotkey, miner, write(question))
            except (OSError, http.client.HTTPException, BadMessage):
                continue
            total += score(self._personal, question, given, time.monotonic() - begun)
        return total / self._personal.questions_per_round
