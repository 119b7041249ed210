"""The server itself: threads and real sockets on 127.0.0.1, an ephemeral port, every request kept."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from tests.loopback.behaviours import Behaviour, error


@dataclass(frozen=True)
class Received:
    """One request as it arrived. `headers` have lower-case names; `body` is its JSON, {} when it has none."""

    method: str
    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def said(self) -> str:
        """The content of the last message."""
        return str(self.body["messages"][-1]["content"])


class Loopback:
    """Use as a context manager; `url` is the base URL for an OpenAI client.

    Chat completions are answered by the scripted behaviours in their order; the last one goes on answering.
    GET /models lists `models`.
    """

    def __init__(self, *models: str) -> None:
        self.models = models or ("test-model",)
        self.requests: list[Received] = []
        self.closing = threading.Event()
        self._behaviours: list[Behaviour] = []
        self._lock = threading.Lock()
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def script(self, *behaviours: Behaviour) -> Self:
        """Answer the next requests with these."""
        with self._lock:
            self._behaviours = list(behaviours)
        return self

    def receive(self, request: Received) -> Behaviour:
        """Keep a request, and say what is to be done with it."""
        with self._lock:
            self.requests.append(request)
            if request.path.endswith("/models"):
                listed = [{"id": name, "object": "model", "created": 0, "owned_by": "loopback"} for name in self.models]
                return Behaviour(body={"object": "list", "data": listed})
            if not request.path.partition("?")[0].endswith("/chat/completions"):
                return error(404, f"no such path: {request.path}")
            if not self._behaviours:
                return error(418, "nothing is scripted")
            return self._behaviours.pop(0) if len(self._behaviours) > 1 else self._behaviours[0]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, loopback: Loopback) -> None:
        self.loopback = loopback
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is part of the tests, not news for stderr."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers.get("content-length", 0)))
        self._answer(json.loads(content))

    def log_message(self, *_: Any) -> None:
        """Nothing goes to stderr."""

    def _answer(self, asked: dict[str, Any]) -> None:
        loopback = self.server.loopback
        headers = {name.lower(): value for name, value in self.headers.items()}
        behaviour = loopback.receive(Received(self.command, self.path, headers, asked))
        if behaviour.silent:
            loopback.closing.wait()
            self.close_connection = True
            return
        if behaviour.delay:
            time.sleep(behaviour.delay)
        body = behaviour.bytes_for(asked)
        streamed = bool(asked.get("stream")) and behaviour.status == 200
        self.send_response(behaviour.status)
        content_type = {"content-type": "text/event-stream" if streamed else "application/json"}
        for name, value in {**content_type, **behaviour.headers, "content-length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        if behaviour.cut:
            self.wfile.write(body[: len(body) // 2])
            self._reset()
        else:
            self.wfile.write(body)

    def _reset(self) -> None:
        # Lingering for zero seconds makes the kernel send RST in place of FIN.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()
