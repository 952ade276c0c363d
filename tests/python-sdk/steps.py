"""Runs a client's scenario step by step: one JSON line each, and a failed step does not end the run."""

import json
import time
import traceback

_failed = 0


def _plain(value):
    """Numbers beyond a double's exact range go out as strings, so that no rao is lost on the way."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**53 else str(value)
    if isinstance(value, float):
        return value
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [_plain(inner) for inner in value]
    if hasattr(value, "rao"):
        return _plain(int(value.rao))
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    return str(value)


def step(function):
    """Runs `function` at once under its own name. Its value is what later steps see as `function`."""
    global _failed
    began = time.monotonic()
    line = {"step": function.__name__}
    value = None
    try:
        value = function()
        line["value"] = _plain(value)
    except BaseException as error:  # noqa: BLE001
        _failed += 1
        line["error"] = f"{type(error).__name__}: {error}"
        line["trace"] = traceback.format_exc()[-2000:]
    line["ms"] = round((time.monotonic() - began) * 1000)
    print(json.dumps(line), flush=True)
    return value
