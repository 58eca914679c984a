"""What a provider would send, noted and not sent: its service is never asked, and no secret is in it.

What only the service could tell is `focus.web.Unknown`, so that an id of the person's prints as `{id}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote, urlsplit

from focus.errors import ProviderError
from focus.presence import Presence
from focus.providers import Means, Provider, ProviderSpec, Value
from focus.stream import Shown
from focus.web import Unknown

HIDDEN: Final = "***"
_HIDDEN_URL: Final = f"https://{HIDDEN}/"
_NAMES: Final = re.compile(r"token|secret|passw|auth|cookie|api.?key|signature", re.IGNORECASE)
"""What is called so is a secret, whoever put it there."""
_LEFT: Final = "{}*,:+@"
"""Characters that stay as they are, so that one can read what would be asked."""


_MULTISTATUS: Final = {
    "PROPFIND": b'<multistatus xmlns="DAV:"><response><href></href><propstat><prop><resourcetype>'
    b'<calendar xmlns="urn:ietf:params:xml:ns:caldav"/></resourcetype></prop></propstat></response></multistatus>',
    "REPORT": b'<multistatus xmlns="DAV:"/>',
}
"""RFC 4918 13: which calendar is a person's own only their server could tell: the address is taken for one, empty."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. `body`: what JSON can hold, None for none."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None


@dataclass(frozen=True, slots=True)
class _Answer:
    """`focus.web.Answer`."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    data: Any = field(default_factory=Unknown)
    body: bytes = b""


class Recording:
    """`focus.web.Web`, in place of a service."""

    def __init__(self, base: str, headers: Mapping[str, str], note: Callable[[Asked], None]) -> None:
        self._base = base.rstrip("/")
        self._headers = dict(headers)
        self._note = note
        self.host = urlsplit(self._base).netloc

    def ask(
        self,
        method: str,
        path: str,
        query: Mapping[str, str | int | bool] | None = None,
        *,
        body: Any = None,
        form: Mapping[str, str] | None = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        expects: tuple[int, ...] = (200, 201, 202, 204, 205),
        raw: bool = False,
    ) -> _Answer:
        url = path if "://" in path else f"{self._base}/{path.lstrip('/')}"
        sent = {**self._headers, **(headers or {})}
        told = body if body is not None else form if form is not None else content
        if body is not None:
            sent["Content-Type"] = "application/json"
        elif form is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        self._note(Asked(method, _readable(url, query), _hidden_headers(sent), hidden(told)))
        return _Answer(expects[0], body=_MULTISTATUS.get(method, b""))

    def close(self) -> None:
        """Nothing was opened."""


class _Stream:
    """`focus.stream.Stream`, in place of a connection."""

    def __init__(self, jid: str, note: Callable[[Asked], None]) -> None:
        self._jid = jid
        self._note = note

    def shown(self) -> Shown | None:
        return None

    def show(self, shown: Shown | None) -> None:
        self._note(Asked("XMPP", self._jid, {}, None if shown is None else asdict(shown)))

    def close(self) -> None:
        """Nothing was opened."""


def requests(spec: ProviderSpec, values: Mapping[str, Value], wanted: Presence, now: datetime) -> list[Asked]:
    """All that would be sent to have this shown, in order: each part is read, written, and read again.

    Raises `focus.errors` where the provider cannot be opened with these values.
    """
    noted: list[Asked] = []
    provider = opened(spec, values, now, noted.append)
    try:
        for part in provider.parts:
            shown = part.shown(wanted)
            if shown.blank:
                continue
            if spec.sends is not None:
                noted += [Asked(one.method, one.url, {}, hidden(one.body)) for one in spec.sends(values, shown)]
                continue
            for ask in (part.read, lambda part=part, shown=shown: part.write(shown), part.read):
                with suppress(ProviderError):  # what was to be asked is noted by then; the answer is none
                    ask()
    finally:
        provider.close()
    return noted


def opened(
    spec: ProviderSpec, values: Mapping[str, Value], now: datetime, note: Callable[[Asked], None] = lambda _: None
) -> Provider:
    """A provider that reaches no service and knows no secret: what it says of itself (`Part.shown`) is as ever."""

    def web(base: str, headers: Mapping[str, str], *, ca_file: str = "") -> Recording:
        return Recording(base, {name: value.replace("{token}", HIDDEN) for name, value in headers.items()}, note)

    def stream(jid: str, *_: Any, **__: Any) -> _Stream:
        return _Stream(jid, note)

    secrets = {
        one.name: _HIDDEN_URL if "url" in one.name else HIDDEN for one in spec.fields if one.kind in {"secret", "grant"}
    }
    return spec.open(values, secrets, Means(web, lambda: now, stream))


def hidden(told: Any) -> Any:
    """The same for JSON, without what is called a secret."""
    match told:
        case bytes():
            return told.decode("utf-8", "replace")
        case Unknown():
            return f"{{{told.name}}}"
        case Mapping():
            return {str(key): HIDDEN if _is_secret(str(key), one) else hidden(one) for key, one in told.items()}
        case str() | int() | float() | bool() | None:
            return told
        case Sequence():
            return [hidden(one) for one in told]
        case _:
            return str(told)


def _is_secret(name: str, value: object) -> bool:
    return isinstance(value, str) and bool(value) and _NAMES.search(name) is not None


def _hidden_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """An Authorization keeps its scheme (RFC 9110 11.6.2)."""
    found = {}
    for name, value in headers.items():
        scheme = value.partition(" ")[0] + " " if name.lower() == "authorization" and " " in value else ""
        found[name] = scheme + HIDDEN if _NAMES.search(name) else value
    return found


def _readable(url: str, query: Mapping[str, str | int | bool] | None) -> str:
    """With its query, and without what a person's own address may hold of a secret."""
    head, _, tail = url.partition("?")
    pairs = [*_pairs(tail), *((name, _text(value)) for name, value in (query or {}).items())]
    asked = "&".join(
        f"{quote(name, _LEFT)}={HIDDEN if _is_secret(name, value) else quote(value, _LEFT)}" for name, value in pairs
    )
    scheme, mark, rest = head.partition("://")
    host, slash, path = rest.partition("/")
    plain = f"{scheme}{mark}{host.rpartition('@')[2]}{slash}{path}"
    for code, char in (("%7B", "{"), ("%7D", "}"), ("%2A", "*")):
        plain = plain.replace(code, char)
    return f"{plain}?{asked}" if asked else plain


def _pairs(query: str) -> Iterator[tuple[str, str]]:
    from urllib.parse import parse_qsl

    yield from parse_qsl(query, keep_blank_values=True)


def _text(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
