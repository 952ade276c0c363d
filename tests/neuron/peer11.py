"""`bittensor` 11 as the other neuron, whose SDK signs and verifies and leaves HTTP to others. Usage: peer11.py PORT AXON_SS58"""

import http.client
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import bittensor as bt
from bittensor import http_auth
from bittensor.wallets import Keypair
from steps import step

port, axon_ss58 = int(sys.argv[1]), sys.argv[2]


def keys(scheme):
    return Keypair.create_from_uri("//Charlie", crypto_type=bt.wallets.parse_crypto_type(scheme))


me = keys("sr25519")


class Verifier(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        try:
            caller = http_auth.verify(
                self.headers, body, method="POST", path=self.path, self_hotkey_ss58=me.ss58_address
            )
            status, answer = 200, {"caller": caller.hotkey_ss58, "body": body.decode()}
        except http_auth.AuthError as error:
            status, answer = 401, {"message": type(error).__name__}
        data = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


@step
def axon():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Verifier)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return {"port": server.server_address[1], "hotkey": me.ss58_address}


def post(pair, path="/echo?n=1", body=b'{"prompt": "hello"}', receiver=axon_ss58, sent=None):
    headers = http_auth.sign(pair, method="POST", path=path, body=body, receiver_ss58=receiver)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("POST", path, sent or body, headers)
    response = connection.getresponse()
    answer = json.loads(response.read())
    connection.close()
    return {
        "status": response.status,
        "code": (answer.get("error") or {}).get("code"),
        "from": answer.get("from"),
        "signed": response.getheader("x-bittensor-signature") is not None,
    }


@step
def signed():
    return {
        "hotkey": me.ss58_address,
        "sr25519": post(me),
        "ed25519": post(keys("ed25519")),
        "edhotkey": keys("ed25519").ss58_address,
        "changed": post(me, sent=b'{"prompt": "jello"}'),
        "unbound": post(me, receiver=None),
        "stranger": post(me, receiver=me.ss58_address),
    }


sys.stdin.read()
