"""Which questions are asked, and what an answer is worth."""

from __future__ import annotations

import random
import string
from dataclasses import dataclass, field

from .miner import answer
from .protocol import Question

SPEED_SHARE = 0.1
FAST_SECONDS, SLOW_SECONDS = 1.0, 10.0


@dataclass(frozen=True)
class Personal:
    """What a validator may do in its own way: the weights of the criteria and of the question sets, by number of words."""

    exact: float = 0.5
    close: float = 0.5
    words: dict[int, float] = field(default_factory=lambda: {20: 1, 120: 2})
    questions_per_round: int = 3

    def __post_init__(self):
        for name in ("exact", "close"):
            if not 0 <= getattr(self, name) <= 1_000:
                raise ValueError(f"{name}: a number from 0 to 1000 is needed, not {getattr(self, name)!r}")
        if self.exact + self.close == 0:
            raise ValueError("exact, close: one of them needs a weight above 0")
        if not self.words or min(self.words.values()) < 0 or sum(self.words.values()) == 0:
            raise ValueError("words: at least one set needs a share above 0")
        if not 1 <= self.questions_per_round <= 50:
            raise ValueError(f"questions_per_round: 1 to 50 are needed, not {self.questions_per_round}")


def new_question(personal: Personal, rng: random.Random) -> Question:
    """Fresh for every question, so that a miner gains nothing by remembering answers."""
    words = rng.choices(list(personal.words), list(personal.words.values()))[0]
    text = " ".join("".join(rng.choices(string.ascii_lowercase, k=rng.randint(2, 9))) for _ in range(words))
    return Question(text, rng.choice(string.ascii_lowercase))


def score(personal: Personal, question: Question, given: int, seconds: float) -> float:
    """In [0, 1]. The validator knows the right answer because it can do the work itself. Speed is a share of it, never added."""
    right = answer(question)
    exact = float(given == right)
    close = 1 - abs(given - right) / max(1, given, right)
    quality = (personal.exact * exact + personal.close * close) / (personal.exact + personal.close)
    speed = min(1.0, max(0.0, (SLOW_SECONDS - seconds) / (SLOW_SECONDS - FAST_SECONDS)))
    return quality * (1 - SPEED_SHARE + SPEED_SHARE * speed)


def weights_of(averages: dict[int, float], exponent: float = 2.0) -> tuple[list[int], list[int]]:
    """u16 weights by uid, the best 65535; nothing when nobody earned any."""
    raised = {uid: average**exponent for uid, average in averages.items()}
    best = max(raised.values(), default=0.0)
    if best == 0:
        return [], []
    weights = {uid: round(65_535 * value / best) for uid, value in sorted(raised.items())}
    kept = {uid: weight for uid, weight in weights.items() if weight > 0}
    return list(kept), list(kept.values())
