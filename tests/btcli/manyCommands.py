"""
Runs btcli commands one after the other in one process, with one command line interface: a start of the program, and its decoding of the
metadata, takes longer than any command.
Its argument is a JSON list of {"step": name, "args": [...]}. Writes one JSON line each: the exit code and what was printed. Between commands
{"step": name, "rpc": [url, method, params]} asks the chain for something.
"""

import contextlib
import io
import json
import sys
import time
import urllib.request

import typer
from bittensor_cli.cli import CLIManager

program = typer.main.get_command(CLIManager().app)



def ask(url, method, params):
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
    request = urllib.request.Request(url.replace("ws://", "http://"), body, {"Content-Type": "application/json"})
    return json.loads(urllib.request.urlopen(request, timeout=120).read())


for command in json.loads(sys.argv[1]):
    began = time.monotonic()
    if "rpc" in command:
        print(json.dumps({"step": command["step"], "ms": 0, "value": ask(*command["rpc"])}), flush=True)
        continue
    out, err, code = io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            program.main(command["args"], prog_name="btcli", standalone_mode=False)
        except SystemExit as end:
            code = end.code or 0
        except BaseException as error:  # noqa: BLE001
            code, _ = 1, print(f"{type(error).__name__}: {error}")
    value = {"code": code, "stdout": out.getvalue(), "stderr": err.getvalue()}
    print(json.dumps({"step": command["step"], "ms": round((time.monotonic() - began) * 1000), "value": value}), flush=True)
