"""What validators ask and miners answer. Everything that comes over the wire is read here, with its limits."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

PATH = "/v1/count"
LONGEST_TEXT = 2_000
LONGEST_BODY = 16_384


class BadMessage(ValueError):
    """The reason goes back to who asked."""


@dataclass(frozen=True)
class Question:
    """How often does `letter` stand in `text`? Put your own task here."""

    text: str
    letter: str


def write(question: Question) -> bytes:
    return json.dumps(asdict(question)).encode()


def read_question(body: bytes) -> Question:
    value = _object(body)
    text, letter = value.get("text"), value.get("letter")
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise BadMessage(f"text of at most {LONGEST_TEXT} characters is needed")
    if not isinstance(letter, str) or len(letter) != 1:
        raise BadMessage("letter must be one character")
    return Question(text, letter)


def read_answer(body: bytes) -> int:
    count = _object(body).get("count")
    if not isinstance(count, int) or isinstance(count, bool) or not 0 <= count <= LONGEST_TEXT:
        raise BadMessage("count must be a whole number")
    return count


def _object(body: bytes) -> dict:
    try:
        value = json.loads(body)
    except ValueError:
        raise BadMessage("the body is not JSON") from None
    if not isinstance(value, dict):
        raise BadMessage("the body is no object")
    return value
