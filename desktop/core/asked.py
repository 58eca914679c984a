"""What several kinds of requests say, as values. Pure."""

from __future__ import annotations

from datetime import datetime

from desktop.core import when
from desktop.core.settings.reader import Table


def instant(given: Table, key: str) -> datetime:
    """An instant (aware). Raises SettingsError."""
    try:
        found = datetime.fromisoformat(given.text(key))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or not when.in_range(found):
        raise given.wrong(key, "an RFC 3339 time with offset, not before 1970 or after 9989")
    return found
