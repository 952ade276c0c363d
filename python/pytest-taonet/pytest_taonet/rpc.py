"""JSON-RPC over HTTP with what Python brings along."""

from __future__ import annotations

import http.client
import json
from itertools import count
from typing import Any
from urllib.parse import urlsplit

ids = count(1)


class TaonetError(RuntimeError):
    """The chain refused. `field` names what of the question was wrong, where it says."""

    def __init__(self, method: str, error: dict[str, Any]):
        super().__init__(f"{method}: {error.get('message')}")
        data = error.get("data")
        self.code = error.get("code")
        self.data = data
        self.field = data.get("field") if isinstance(data, dict) else None


def request(url: str, method: str, params: list[Any], timeout: float) -> Any:
    """One call. Raises TaonetError for a refusal, OSError when nobody answers."""
    at = urlsplit(url)
    connection = http.client.HTTPConnection(at.hostname or "127.0.0.1", at.port, timeout=timeout)
    try:
        body = json.dumps({"jsonrpc": "2.0", "id": next(ids), "method": method, "params": params})
        connection.request("POST", "/", body, {"Content-Type": "application/json"})
        answer = json.loads(connection.getresponse().read())
    finally:
        connection.close()
    if "error" in answer:
        raise TaonetError(method, answer["error"])
    return answer.get("result")
