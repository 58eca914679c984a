"""What a provider asks its service through: HTTP as `desktop` has it, in words of `focus`.

What comes back is a stranger's, and may be anything: it is read by `text`, `whole` and `instant`, which never raise.
Where nothing is to be sent (`focus.recording`), it is `Unknown`.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterator, KeysView, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from focus.errors import SignInRefused


class Answer(Protocol):
    """`headers`: names in lower case. `data`: its JSON, or None. `body`: as it came, where that was asked for."""

    @property
    def status(self) -> int: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def data(self) -> Any: ...
    @property
    def body(self) -> bytes: ...


class Web(Protocol):
    """One service. Signing in, time-outs, caps and redirects are seen to; a token goes to that host only."""

    @property
    def host(self) -> str: ...

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
    ) -> Answer:
        """`path`: below the service's address, or a whole address of its host. One of `body` (sent as JSON), `form` and
        `content` (with a Content-Type among the headers), or none. `raw`: the answer is no JSON.

        Raises what `focus.errors` has; a code that is not expected raises what it means, and no JSON is Broken.
        """

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Unknown(Mapping[str, Any]):
    """In place of what a service would tell, if it were asked: an empty object in which there is everything by name.

    `text` of it is its name in braces; it is no number and no instant.
    """

    name: str = ""

    def __getitem__(self, name: str) -> Any:
        return Unknown(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def keys(self) -> KeysView[str]:
        return _Everything(self)


class _Everything(KeysView[str]):
    def __contains__(self, name: object) -> bool:
        return True

    def __len__(self) -> int:
        return sys.maxsize


def permitted(answer: Answer, title: str) -> Answer:
    """The answer, unless it is a 403 as Google and Microsoft mean it: the token is good, and does not reach this far.

    Raises SignInRefused, with what the service says to that: a token that is renewed would be refused, too.
    """
    if answer.status == 403:
        said = " ".join(text(answer.data, "error", "message").split())[:300] or "it said no more."
        raise SignInRefused(f"{title} does not permit this: {said}")
    return answer


def found(data: Any, *path: str) -> Any:
    """What stands under these names, one in the other; None where there is no such thing."""
    for name in path:
        data = data.get(name) if isinstance(data, Mapping) else None
    return data


def text(data: Any, *path: str) -> str:
    """'' where there is no text."""
    value = found(data, *path)
    if isinstance(value, Unknown):
        return f"{{{value.name}}}"
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def identifier(data: Any, *path: str) -> str:
    """Of what may stand in an address: ASCII letters, digits, dots, hyphens and underscores; '' for all else."""
    value = text(data, *path)
    said = isinstance(found(data, *path), Unknown) or re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", value)
    return value if said else ""


def several(data: Any, *path: str) -> list[Any] | None:
    """None where there is no list; [] for Unknown, so that what comes after an empty one is asked."""
    value = found(data, *path)
    return [] if isinstance(value, Unknown) else value if isinstance(value, list) else None


def whole(data: Any, *path: str) -> int:
    """0 where there is no whole number."""
    value = found(data, *path)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def instant(data: Any, *path: str) -> datetime | None:
    """As RFC 3339 has it, in UTC, or in seconds since 1970; None where it is no instant, or 0."""
    value = found(data, *path)
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC) if value else None
        at = datetime.fromisoformat(text(data, *path))
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        return None


def written(at: datetime) -> str:
    """RFC 3339, in UTC and whole seconds, rounded up: what ends then does not end before it was to."""
    return f"{datetime.fromtimestamp(math.ceil(at.timestamp()), UTC):%Y-%m-%dT%H:%M:%SZ}"
