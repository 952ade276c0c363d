"""A miner: how it answers, and a server that answers only signed requests."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bittensor import http_auth

from .protocol import LONGEST_BODY, PATH, BadMessage, Question, read_question


def answer(question: Question, effort: float = 1.0) -> int:
    """The work. `effort` is the share of the text that this miner bothers to read: the example's better and worse miners."""
    read = question.text[: round(len(question.text) * effort)]
    return read.count(question.letter)


class Miner:
    """Listens on `port` (0 is any free one) until `close`."""

    def __init__(self, hotkey, effort: float = 1.0, host: str = "127.0.0.1", port: int = 0):
        nonces = http_auth.InMemoryNonceStore()
        own = hotkey.ss58_address

        class Handler(BaseHTTPRequestHandler):
            timeout = 10

            def do_POST(self):
                length = self.headers.get("content-length", "")
                if not length.isdigit() or int(length) > LONGEST_BODY:
                    return self.reply(413, {"message": "too long"})
                body = self.rfile.read(int(length))
                try:
                    http_auth.verify(
                        self.headers, body, method="POST", path=self.path, self_hotkey_ss58=own, nonce_store=nonces
                    )
                    if self.path != PATH:
                        return self.reply(404, {"message": "no such path"})
                    self.reply(200, {"count": answer(read_question(body), effort)})
                except http_auth.AuthError as error:
                    self.reply(401, {"message": type(error).__name__})
                except BadMessage as error:
                    self.reply(400, {"message": str(error)})

            def reply(self, status: int, value: dict) -> None:
                data = json.dumps(value).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer((host, port), Handler)
        self._server.daemon_threads = True
        self.host, self.port = self._server.server_address[:2]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
