"""Those who are told of a presence and cannot be asked what they make of it: a webhook, a command, a shortcut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import uuid4

from focus.presence import Presence


class Kind(StrEnum):
    START = "start"
    CHANGE = "change"
    END = "end"


@dataclass(frozen=True, slots=True)
class Event:
    """`id` is the same for each try to tell one event, and for no other. `at`: when it was first tried (aware, UTC)."""

    id: str
    kind: Kind
    presence: Presence
    at: datetime


class Told:
    """A part that tells, at least once, in order. `tell` may block, and raises what `focus.errors` has.

    After a crash nobody knows what arrived: then a start or an end may be told once more. What has arrived already,
    as far as this process knows, is not.
    """

    name = "told"
    lasting = True

    def __init__(self, tell: Callable[[Event], None], now: Callable[[], datetime]) -> None:
        self._tell = tell
        self._now = now
        self._arrived: Presence | None = None
        self._trying: Event | None = None

    def shown(self, presence: Presence) -> Presence:
        return replace(presence, emoji="")

    def read(self) -> Presence | None:
        return None

    def write(self, presence: Presence) -> None:
        shown = self.shown(presence)
        if shown == self._arrived:
            return
        if self._trying is None or self._trying.presence != shown:
            self._trying = Event(uuid4().hex, self._kind(shown), shown, self._now())
        self._tell(self._trying)
        self._arrived, self._trying = shown, None

    def _kind(self, shown: Presence) -> Kind:
        if shown.blank:
            return Kind.END
        return Kind.START if self._arrived is None or self._arrived.blank else Kind.CHANGE
