"""What goes wrong between the keeper and a service, at any one step: a request, a call of a part, or a note on disk."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qs, urlencode, urlsplit

import inbox.errors
from desktop.core.connecting import Connection
from focus.errors import Broken, Offline, ProviderError, SignInRefused, Unsupported
from focus.journal import Journal
from focus.presence import Entry, Presence
from focus.providers import Part
from inbox.oauth import Tokens
from inbox.web.client import Client, Query
from tests.servers.web import PAGE, Asked, Says, Web

REQUEST, CALL, NOTE = "request", "call", "note"
T = TypeVar("T")


class Killed(BaseException):
    """The app's process ends here; nothing of it catches this."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`applied`: the service had carried it out before. `says`: what comes instead of its answer; None: no answer.
    `error`: what a part raises, where there are no requests. `kills`: the app ends there."""

    name: str
    applied: bool = False
    says: Says | None = None
    error: ProviderError | None = None
    kills: bool = False


KILLS = (Fault("killed before", kills=True), Fault("killed after", applied=True, kills=True))
LOST = (Fault("no answer, not done"), Fault("no answer, done", applied=True))
GARBAGE = (
    Fault("garbage: a page", says=Says(200, body=PAGE, headers={"Content-Type": "text/html"})),
    Fault("garbage: half of it", applied=True, says=Says(200, body=b'{"status": {"te')),
    Fault("garbage: a list", applied=True, says=Says(200, [])),
    Fault("garbage: an object", applied=True, says=Says(200, {})),
    Fault("garbage: nothing", applied=True, says=Says(200)),
)
CALLS = tuple(
    Fault(f"{error.code}, {'done' if applied else 'not done'}", applied, error=error)
    for error in (Offline("no answer"), Broken("no sense"), SignInRefused("no"), Unsupported("no"))
    for applied in (False, True)
)


class Steps:
    """Counts what is done, and does the fault at the step it is armed for."""

    def __init__(self) -> None:
        self.done: list[tuple[str, str]] = []
        """The kind of each step, and where it was."""
        self.happened: Fault | None = None
        self._where = ""
        self._fault: Fault | None = None
        self._at = -1
        self._lasts = False

    def arm(self, at: int, fault: Fault | None, *, lasts: bool = False) -> None:
        """At the `at`-th step from now; `lasts`: and at each request or call from there on, until armed anew."""
        self.done, self.happened = [], None
        self._fault, self._at, self._lasts = fault, at, lasts

    @contextmanager
    def within(self, where: str) -> Iterator[None]:
        before, self._where = self._where, where
        try:
            yield
        finally:
            self._where = before

    def next(self, kind: str, where: str = "") -> Fault | None:
        """What goes wrong with the step that begins now. Raises Killed where the app ends before it."""
        at = len(self.done)
        self.done.append((kind, where or self._where))
        hit = at == self._at or (self._lasts and at > self._at >= 0 and kind != NOTE)
        if self._fault is None or not hit:
            return None
        self.happened = self._fault
        if self._fault.kills and not self._fault.applied:
            raise Killed
        return self._fault


class MortalJournal(Journal):
    def __init__(self, path: Path, steps: Steps) -> None:
        super().__init__(path)
        self._steps = steps

    def put(self, provider: str, part: str, entry: Entry | None) -> None:
        fault = self._steps.next(NOTE, f"{part}: note")
        super().put(provider, part, entry)
        if fault is not None:
            raise Killed


class WatchedPart:
    """A part whose calls are named, and are steps of their own where `calls` (it is not asked by HTTP)."""

    def __init__(self, part: Part, steps: Steps, *, calls: bool) -> None:
        self._part = part
        self._steps = steps
        self._calls = calls
        self._wrote = False
        self.name = part.name

    @property
    def lasting(self) -> bool:
        return self._part.lasting

    def shown(self, presence: Presence) -> Presence:
        return self._part.shown(presence)

    def read(self) -> Presence | None:
        where, self._wrote = "read back" if self._wrote else "read", False
        return self._step(where, self._part.read)

    def write(self, presence: Presence) -> None:
        self._step("write", lambda: self._part.write(presence))
        self._wrote = True

    def _step(self, where: str, call: Callable[[], T]) -> T:
        with self._steps.within(f"{self.name}: {where}"):
            fault = self._steps.next(CALL) if self._calls else None
            if fault is None:
                return call()
            if fault.applied:
                call()
            if fault.kills or fault.error is None:
                raise Killed
            raise fault.error


Exchanged = tuple[int, Mapping[str, str], bytes]


class WiredClient(Client):
    """The app's own client, each request of it a step, to a double without sockets or to a real server where there is
    no `web`. It outlives the lives it is used in: what a new one takes is the time of the tests."""

    def __init__(self, steps: Steps, web: Web | None, base: str, headers: Mapping[str, str], ca_file: str) -> None:
        self._steps = steps
        self._web = web
        super().__init__(base, headers, ca_file=ca_file)

    def _exchange(
        self, method: str, url: str, query: Query | None, content: bytes | None, form: Mapping[str, str] | None,
        headers: Mapping[str, str], seconds: float,
    ) -> Exchanged:  # fmt: skip
        def answered() -> Exchanged:
            if self._web is None:
                return super(WiredClient, self)._exchange(method, url, query, content, form, headers, seconds)
            return told(self._web.said(as_asked(method, url, query, content, form, headers)))

        fault = self._steps.next(REQUEST)
        if fault is None:
            return answered()
        if fault.applied:
            answered()
        if fault.kills:
            raise Killed
        if fault.says is None:
            raise inbox.errors.Offline("The server does not answer.")
        return told(fault.says)


def as_asked(
    method: str, url: str, query: Query | None, content: bytes | None, form: Mapping[str, str] | None,
    headers: Mapping[str, str],
) -> Asked:  # fmt: skip
    """A request as a server's end of the socket has it."""
    parts = urlsplit(url)
    named = {name: [str(told).lower() if isinstance(told, bool) else str(told)] for name, told in (query or {}).items()}
    sent = {name.lower(): value for name, value in headers.items()}
    if form is not None:
        content = urlencode(form).encode()
        sent["content-type"] = "application/x-www-form-urlencoded"
    return Asked(method, parts.path, parse_qs(parts.query, keep_blank_values=True) | named, sent, content or b"")


def told(says: Says) -> Exchanged:
    body = says.body if says.body is not None else b"" if says.data is None else json.dumps(says.data).encode()
    return says.status, {"content-type": "application/json", **lowered(says.headers)}, body


def lowered(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


class WiredConnection(Connection):
    """The app's own connection, over wired clients."""

    def __init__(
        self,
        wire: Callable[[str, Mapping[str, str], str], Client],
        clients: dict[tuple[str, ...], Client],
        base: str,
        headers: Mapping[str, str],
        tokens: Callable[[], Tokens | None],
        ca_file: str = "",
    ) -> None:
        self._wire = wire
        self._clients = clients
        super().__init__(base, headers, tokens, ca_file)

    def _opened(self, token: str) -> Client:
        headers = {name: value.replace("{token}", token) for name, value in self._headers.items()}
        key = (self._base, *(f"{name}: {value}" for name, value in headers.items()))
        if key not in self._clients:
            self._clients[key] = self._wire(self._base, headers, self._ca_file)
        return self._clients[key]
