"""One HTTP client for every tool that is asked: HTTPS, bounded answers, and a token that never leaves for another host.

RFC 9110 for the codes, RFC 9110 10.2.3 for Retry-After. Used by one thread.
"""

from __future__ import annotations

import json
import logging
import math
import re
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

from inbox.errors import (
    Broken,
    CertificateRefused,
    Gone,
    Offline,
    SignInRefused,
    SourceError,
    Unsupported,
    WrongSetting,
)
from inbox.mail.clean import one_line
from inbox.mail.domains import ascii_host
from inbox.web.trust import trust

if TYPE_CHECKING:
    import httpx

MOST_ANSWER: Final = 5 * 1024 * 1024
"""Bytes of one answer, unpacked."""
MOST_DEPTH: Final = 50
MOST_WAIT: Final = 24 * 3600.0
_SECONDS: Final = 30.0
"""Between two pieces of an answer."""
_WHOLE_SECONDS: Final = 120.0
"""For all of one: nobody else is read on this thread meanwhile, however slowly a server goes on talking."""
_MOST_REDIRECTS: Final = 5
_PAGE: Final = "A web page came, where a machine's answer was asked for: is this the right address?"
_OURS: Final = {"Accept": "application/json", "User-Agent": "Ecluse"}
_LEAST_SECRET: Final = 8
_IN_QUOTES: Final = re.compile(r'"([^"]*)"')
_PORTS: Final = {"https": 443, "http": 80}
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})

Query = Mapping[str, str | int | bool]


def _clock() -> datetime:
    """For a Retry-After that is a date: what is waited for is a length of time."""
    return datetime.now(UTC)  # noqa: TID251


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered. `headers`: names in lower case. `data`: its JSON, None where it sent nothing; `body`:
    what it sent, where it was asked for as it is."""

    status: int
    headers: Mapping[str, str]
    data: Any = None
    body: bytes = b""


class Client:
    """Asks one tool. `base` is the address its paths begin with, https, or http to this very machine."""

    def __init__(
        self,
        base: str,
        headers: Mapping[str, str],
        *,
        ca_file: str = "",
        now: Callable[[], datetime] = _clock,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """`headers` go to this address's own host only. Raises WrongSetting ("url", "token", or later "ca_file")."""
        self.base = _checked(base)
        self._headers = {**_OURS, **_sendable(headers)}
        self._ca_file = ca_file
        self._now = now
        self._transport = transport
        self._client: httpx.Client | None = None

    @property
    def host(self) -> str:
        """As in an address, with a port where it is not the usual one."""
        return urlsplit(self.base).netloc

    @property
    def tls(self) -> str:
        """For `Probe.tls`."""
        return "TLS" if self.base.startswith("https:") else ""

    def now(self) -> datetime:
        """For servers that want to be told when something was read."""
        return self._now()

    def get(
        self,
        path: str,
        query: Query | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        seconds: float = _SECONDS,
        expects: tuple[int, ...] = (200,),
    ) -> Answer:
        return self.ask("GET", path, query, headers=headers, seconds=seconds, expects=expects)

    def ask(
        self,
        method: str,
        path: str,
        query: Query | None = None,
        *,
        body: Any = None,
        form: Mapping[str, str] | None = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float = _SECONDS,
        expects: tuple[int, ...] = (200, 201, 202, 204, 205),
        raw: bool = False,
    ) -> Answer:
        """`path`: below the base, or a whole address of its host (a `next` link). `body` is sent as JSON, `content` as
        it is.

        A code that is not expected raises what it means, and so, but for `raw`, does an answer that is no JSON.
        """
        url = self._url(path)
        sent = {**self._headers, **(headers or {})}
        if body is not None:
            content = json.dumps(body, allow_nan=False).encode()
            sent["Content-Type"] = "application/json"
        for _ in range(_MOST_REDIRECTS):
            status, told, read = self._exchange(method, url, query, content, form, sent, seconds)
            if status in {301, 302, 303, 307, 308} and method == "GET" and status not in expects:
                url, query = self._led_on(url, told.get("location", "")), None
                continue
            if raw and status in expects:
                return Answer(status, told, body=read)
            return _answer(status, told, read if status in expects else self._hidden(read), expects, self._now())
        raise Broken("The server sends its callers round in circles.")

    def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def _hidden(self, said: bytes) -> bytes:
        """What a refusal says is shown and logged, and some servers repeat what they were asked with."""
        for name, value in self._headers.items():
            for secret in (value.rpartition(" ")[2], *_IN_QUOTES.findall(value)):
                if name not in _OURS and len(secret) >= _LEAST_SECRET:
                    said = said.replace(secret.encode(), b"...")
        return said

    def _url(self, path: str) -> str:
        """Raises Broken for another host: what we know goes to nobody else."""
        url = path if "://" in path else f"{self.base}/{path.lstrip('/')}"
        if _origin(url) != _origin(self.base):
            there = one_line(urlsplit(url).netloc, 100)
            raise Broken(f"{self.host} sends its callers on to {there!r}: Écluse did not follow.")
        return url

    def _led_on(self, url: str, location: str) -> str:
        try:
            return self._url(urljoin(url, location))
        except ValueError as error:
            raise Broken(
                f"The server sends its callers on to what is no address: {one_line(str(error), 100)}"
            ) from error

    def _exchange(
        self,
        method: str,
        url: str,
        query: Query | None,
        content: bytes | None,
        form: Mapping[str, str] | None,
        headers: Mapping[str, str],
        seconds: float,
    ) -> tuple[int, Mapping[str, str], bytes]:
        import httpx

        told = None if query is None else {name: _as_text(value) for name, value in query.items()}
        end = time.monotonic() + max(_WHOLE_SECONDS, seconds)
        try:
            with self._opened().stream(
                method, url, params=told, content=content, data=form, headers=dict(headers), timeout=seconds
            ) as response:
                read = bytearray()
                for piece in response.iter_bytes(64 * 1024):  # unpacked: a small answer may hold gigabytes
                    read += piece
                    if len(read) > MOST_ANSWER:
                        raise Broken("The server's answer is larger than any it has reason to send.")
                    if time.monotonic() > end:
                        raise Offline("The server does not come to the end of its answer.")
                names = {name.lower(): value for name, value in response.headers.items()}
                return response.status_code, names, bytes(read)
        except httpx.TimeoutException as error:
            raise Offline("The server does not answer.") from error
        except httpx.DecodingError as error:
            raise Broken("The server's answer cannot be unpacked.") from error
        except httpx.TransportError as error:
            raise _transport(error) from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise WrongSetting("url", str(error)) from error

    def _opened(self) -> httpx.Client:
        import httpx

        if self._client is None:
            # It would log every address, and some tools have what is secret in theirs.
            logging.getLogger("httpx").setLevel(logging.WARNING)
            self._client = httpx.Client(
                verify=trust(self._ca_file),
                follow_redirects=False,
                transport=self._transport,
                trust_env=bool(self.tls),  # what is not encrypted stays on this machine: no proxy sees its token
            )
        return self._client


def _checked(base: str) -> str:
    try:
        parts = urlsplit(base.strip())
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise WrongSetting("url", f"{base!r} is no address.") from None
    if parts.username is not None:  # which may be a password, and is not said aloud
        raise WrongSetting(
            "url", "The address has a name before an @: give it without; the token has a place of its own."
        )
    if not host or (host != "::1" and not ascii_host(host)):
        raise WrongSetting("url", f"{base!r} is no address of a server, such as https://git.example.org.")
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _LOOPBACK):
        raise WrongSetting("url", "Only https is used: anything else shows the token to whoever listens.")
    if parts.query or parts.fragment:
        raise WrongSetting("url", "The address ends before the ? or #.")
    return base.strip().rstrip("/")


def _origin(url: str) -> tuple[str, str | None, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.username, parts.hostname, parts.port or _PORTS.get(parts.scheme)


def _sendable(headers: Mapping[str, str]) -> Mapping[str, str]:
    """What cannot be sent is refused here, without a word of it: what refuses it later says it aloud."""
    stripped = {name: value.strip() for name, value in headers.items()}
    if all(value.isascii() and value.isprintable() for value in stripped.values()):
        return stripped
    raise WrongSetting("token", "It holds what no token has: a line's end, or letters beyond ASCII.")


def _as_text(value: str | int | bool) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _transport(error: Exception) -> SourceError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return CertificateRefused(f"The server's certificate is not good for its name: {cause.verify_message}.")
        cause = cause.__cause__ or cause.__context__
    return Offline(one_line(str(error), 200) or type(error).__name__)


def _answer(status: int, headers: Mapping[str, str], read: bytes, expects: tuple[int, ...], now: datetime) -> Answer:
    if status not in expects:
        raise refusal(status, headers, read, now)
    return Answer(status, headers, parsed(read) if read.strip() and status != 304 else None)


def refusal(status: int, headers: Mapping[str, str], read: bytes, now: datetime) -> SourceError:
    """What an answer that was not expected means."""
    said = f"{status}: {one_line(read[:2000].decode('utf-8', 'replace'), 300)}"
    wait = retry_after(headers, now)
    if status == 429 or (status == 403 and (wait or _is_limit(headers, said))):
        return Offline(f"The server asks to be asked less often ({said})", wait_seconds=wait or 60.0)
    if status in {401, 403, 407}:
        return SignInRefused(f"The token is not taken ({said})")
    if status == 410:
        return Gone(f"The server has it no more ({said})")
    if status == 404 and _is_page(read):
        return WrongSetting("url", _PAGE)
    if status in {404, 405, 501}:
        return Unsupported(f"The server does not know what was asked ({said})")
    if status >= 500 or status in {408, 425}:
        return Offline(f"The server has a fault ({said})", wait_seconds=wait)
    if 300 <= status < 400:
        return Broken(f"The server sends its callers on, and where to is not for us ({said})")
    return Broken(f"The server did not understand us ({said})")


def _is_limit(headers: Mapping[str, str], said: str) -> bool:
    """Some say it with 403; and GitHub's "secondary" limits in words alone, with much left of the other ones."""
    return headers.get("x-ratelimit-remaining") == "0" or "rate limit" in said.lower()


def retry_after(headers: Mapping[str, str], now: datetime) -> float:
    """Seconds, at most a day; 0.0 where it says none. In seconds or as a date, or as `x-ratelimit-reset` where none of
    a limit is left."""
    said = headers.get("retry-after", "").strip()
    if not said and headers.get("x-ratelimit-remaining") == "0":
        said = headers.get("x-ratelimit-reset", "").strip()
        try:
            reset = float(said)
        except ValueError:
            return 0.0
        reset = reset / 1000 if reset > 1e11 else reset  # Rocket.Chat has milliseconds there
        return _bounded(reset - now.timestamp() if reset > 1e9 else reset)
    try:
        return _bounded(float(said))
    except ValueError:
        pass
    try:
        at = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError):
        return 0.0
    return _bounded(((at if at.tzinfo else at.replace(tzinfo=UTC)) - now).total_seconds())


def _bounded(seconds: float) -> float:
    return min(max(seconds, 0.0), MOST_WAIT) if math.isfinite(seconds) else 0.0


def parsed(read: bytes) -> Any:
    """JSON as RFC 8259 has it: no NaN, no name twice, no number of ten thousand digits, not deep. Raises Broken."""
    if _is_page(read):
        raise WrongSetting("url", _PAGE)
    try:
        data = json.loads(read, object_pairs_hook=_once, parse_constant=_no_number, parse_int=_number)
    except (ValueError, RecursionError) as error:
        raise Broken(f"The server's answer is no JSON: {one_line(str(error), 100)}") from error
    if _too_deep(data):
        raise Broken("The server's answer is nested too deeply.")
    return data


def _is_page(read: bytes) -> bool:
    return read[:200].lstrip().startswith(b"<")


def _too_deep(data: Any) -> bool:
    level = [data]
    for _ in range(MOST_DEPTH):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _number(digits: str) -> int:
    if len(digits) > 40:
        raise ValueError("a number has too many digits")
    return int(digits)
