"""What an answer holds, read as it is meant: a server is a stranger too, and may send anything. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from inbox.errors import Broken


def found(data: Any, *path: str) -> Any:
    """What stands under these names, one in the other; None where there is no such thing."""
    for name in path:
        data = data.get(name) if isinstance(data, Mapping) else None
    return data


def text(data: Any, *path: str) -> str:
    """'' where there is no text."""
    value = found(data, *path)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def name(data: Any, *path: str) -> str:
    """What something is called by, which is a number with some tools and a text with others; '' where it is neither."""
    value = found(data, *path)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else text(data, *path)


def number(data: Any, *path: str) -> int:
    """0 where there is none."""
    value = found(data, *path)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def instant(data: Any, *path: str) -> datetime | None:
    """As RFC 3339 has it, in UTC; None where it is no instant."""
    try:
        at = datetime.fromisoformat(text(data, *path))
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def epoch(data: Any, *path: str, unit: float = 1.0) -> datetime | None:
    """Seconds since 1970, or parts of them (`unit` 0.001: milliseconds), as a number or as text."""
    value = found(data, *path)
    try:
        return datetime.fromtimestamp(float(value) * unit, UTC) if isinstance(value, int | float | str) else None
    except (ValueError, OverflowError, OSError):
        return None


def objects(data: Any, *path: str) -> list[Mapping[str, Any]]:
    """Of a list, the objects in it. Raises Broken where there is no list: it is not the answer to what was asked."""
    value = found(data, *path)
    if not isinstance(value, list):
        raise Broken("The server's answer has no list where one was asked for.")
    return [one for one in value if isinstance(one, Mapping)]
