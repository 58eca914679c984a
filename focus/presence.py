"""What a service shows of the person, and the one decision about it. Plain values; no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class Level(IntEnum):
    """How strongly a presence keeps others away; a stronger one is never weakened by us."""

    AVAILABLE = 0
    TEXT = 1
    BUSY = 2
    DO_NOT_DISTURB = 3


@dataclass(frozen=True, slots=True)
class Presence:
    """Presence as a service shows it. `until` is aware, in UTC; None means "until changed"."""

    level: Level = Level.AVAILABLE
    text: str = ""
    emoji: str = ""
    until: datetime | None = None
