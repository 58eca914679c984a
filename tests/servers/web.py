"""An HTTP server on the loopback that answers as one function says: the ground for doubles of tools' servers."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

PAGE = b"<!DOCTYPE html><html><title>Sign in</title></html>"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. `path` without the query; `headers`: names in lower case."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes

    def one(self, name: str, default: str = "") -> str:
        """A parameter of the query."""
        return self.query.get(name, [default])[0]

    @property
    def data(self) -> Any:
        """The JSON that was sent; None if there was none."""
        return json.loads(self.body) if self.body else None


@dataclass(frozen=True, slots=True)
class Says:
    """One answer: `data` as JSON, or else `body` as it is."""

    status: int = 200
    data: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


Answers = Callable[[Asked], Says | None]


class Web:
    """`with Web(answer) as web:`; what `answer` gives None for is 404.

    `instead` goes before `answer`, and gives None for what it leaves to it. `twist` changes the JSON of an answer on
    its way. `asked` is all that was asked, in order; all of it is called on the server's threads, one at a time.
    `check` gives what is not as the vendor describes it, of what was asked and, where it is the double's own, of what
    was answered; it is kept in `violations`.
    """

    def __init__(self, answer: Answers, *, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> None:
        self.answer = answer
        self.instead: Answers | None = None
        self.twist: Callable[[Any], Any] | None = None
        self.check: Callable[[Asked, Says | None], list[str]] | None = None
        self.violations: list[str] = []
        self.asked: list[Asked] = []
        self._lock = threading.Lock()
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            timeout = 10

            def handle_one_request(self) -> None:
                try:
                    super().handle_one_request()
                except OSError:  # the client let go of the connection
                    self.close_connection = True

            def answer_one(self) -> None:
                parts = urlsplit(self.path)
                length = int(self.headers.get("Content-Length") or 0)
                asked = Asked(
                    self.command,
                    parts.path,
                    parse_qs(parts.query, keep_blank_values=True),
                    {name.lower(): value for name, value in self.headers.items()},
                    self.rfile.read(length),
                )
                self.say(web.said(asked))

            do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = do_PROPFIND = do_REPORT = answer_one  # noqa: N815

            def say(self, says: Says) -> None:
                body = says.body
                if body is None:
                    body = b"" if says.data is None else json.dumps(says.data).encode()
                self.send_response_only(says.status)
                headers = {"Date": self.date_time_string(), "Content-Type": "application/json", **says.headers}
                for name, value in headers.items():
                    self.send_header(name, value)
                if says.status not in {204, 304}:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if says.status not in {204, 304}:
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """A test says what it wants to know."""

        self._server = ThreadingHTTPServer((host, 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.url = f"{'https' if tls else 'http'}://{host}:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Web:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join(60)
        self._server.server_close()

    def said(self, asked: Asked) -> Says:
        with self._lock:
            self.asked.append(asked)
            says = self.instead(asked) if self.instead is not None else None
            own = says is None and self.twist is None
            says = says or self.answer(asked) or Says(404, {"message": "Not Found"})
            if self.check is not None:
                self.violations += self.check(asked, says if own else None)
            if self.twist is None or says.data is None:
                return says
            return Says(says.status, self.twist(says.data), says.headers, says.body)


def links(asked: Asked, url: str, page: int, last: int) -> dict[str, str]:
    """The Link field (RFC 8288) of one page out of many, with the query that was asked, as most tools write it."""
    query = {name: values for name, values in asked.query.items() if name != "page"}

    def to(number: int, rel: str) -> str:
        return f'<{url}{asked.path}?{urlencode({**query, "page": number}, doseq=True)}>; rel="{rel}"'

    found = [to(page + 1, "next"), to(last, "last")] if page < last else []
    found += [to(1, "first"), to(page - 1, "prev")] if page > 1 else []
    return {"Link": ", ".join(found)} if found else {}
