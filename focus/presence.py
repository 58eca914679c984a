"""What a service shows of the person, and the one decision about it. Plain values; no I/O.

The decision looks only at what is wanted, what was found and what was noted: never at what happened last. So it is
right after any crash, repeated call or reordering.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

CLOCKS_DIFFER = timedelta(seconds=60)


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

    @property
    def blank(self) -> bool:
        return self.level is Level.AVAILABLE and not self.text and not self.emoji


class Stage(StrEnum):
    """How far a lease has come. WRITING: noted, perhaps not yet on the service. SHOWN: read back from it.
    ENDING: being put back. YIELDED: the person changed it, hands off until the block ends."""

    WRITING = "writing"
    SHOWN = "shown"
    ENDING = "ending"
    YIELDED = "yielded"


@dataclass(frozen=True, slots=True)
class Entry:
    """A lease: the person's presence `before` us, what we `asked` for, and what the service made of it (`ours`).

    `replaced`: what of ours it showed last, while a new writing is not confirmed.
    """

    before: Presence
    asked: Presence
    ours: Presence
    stage: Stage = Stage.WRITING
    replaced: Presence | None = None


@dataclass(frozen=True, slots=True)
class Leave:
    """It is as it should be."""


@dataclass(frozen=True, slots=True)
class Write:
    """Note `entry`, then write `entry.asked`."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class Confirm:
    """It shows what we asked for: note that."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class Restore:
    """Write this, which is what the person had (blank: clear), then forget the entry."""

    before: Presence


@dataclass(frozen=True, slots=True)
class Yield:
    """The person changed it during our block: leave it alone, and remember that until the block ends."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Nothing of ours is left there: drop the entry."""


Step = Leave | Write | Confirm | Restore | Yield | Forget


def same(found: Presence, other: Presence) -> bool:
    """The same to whoever looks: level, text and emoji, and the end to within a minute."""
    if not _alike(found, other):
        return False
    if found.blank or (found.until is None and other.until is None):
        return True
    return found.until is not None and other.until is not None and abs(found.until - other.until) <= CLOCKS_DIFFER


def reconcile(wanted: Presence | None, found: Presence, entry: Entry | None, now: datetime) -> Step:
    """The next step towards `wanted` (as this service would show it; None: nothing of ours) from what was found."""
    if wanted is not None and (wanted.blank or _over(wanted, now)):
        wanted = None
    if entry is None:
        return _begin(wanted, _still_valid(found, now))
    if wanted is None:
        return _end(found, entry, now)
    return _keep(wanted, found, entry, now)


def _begin(wanted: Presence | None, found: Presence) -> Step:
    if wanted is None or same(found, wanted) or _stronger(found, wanted):
        return Leave()
    return Write(Entry(before=found, asked=wanted, ours=wanted))


def _end(found: Presence, entry: Entry, now: datetime) -> Step:
    if entry.stage is Stage.YIELDED:
        return Forget()
    if _ours(found, entry):
        # Past its end too: not everything that shows an end ends by itself.
        return Restore(_still_valid(entry.before, now))
    if _ended_by_service(found, entry, now) is not None and not _still_valid(entry.before, now).blank:
        return Restore(entry.before)
    return Forget()


def _keep(wanted: Presence, found: Presence, entry: Entry, now: datetime) -> Step:
    if entry.stage is Stage.YIELDED:
        return Leave()
    if _ours(found, entry):
        if not same(entry.asked, wanted) or entry.stage is Stage.ENDING:
            return Write(Entry(entry.before, asked=wanted, ours=wanted, replaced=found))
        if entry.stage is Stage.SHOWN:
            return Leave()
        if same(found, entry.asked):
            return Confirm(replace(entry, ours=found, stage=Stage.SHOWN, replaced=None))
        return Write(entry)
    put_back = entry.stage is Stage.ENDING
    valid = _still_valid(found, now)
    never_written = entry.stage is Stage.WRITING and same(valid, _still_valid(entry.before, now))
    if put_back or never_written:
        # Only the note is left: this begins anew.
        step = _begin(wanted, valid)
        return Forget() if isinstance(step, Leave) else step
    ended = _ended_by_service(found, entry, now)
    if ended is not None:
        return Write(Entry(entry.before, asked=wanted, ours=wanted, replaced=ended))
    return Yield()


def _ours(found: Presence, entry: Entry) -> bool:
    if entry.replaced is not None and same(found, entry.replaced):
        return True
    # Until it is read back, nobody knows to which step the service rounds the end.
    return _alike(found, entry.asked) if entry.stage is Stage.WRITING else same(found, entry.ours)


def _stronger(found: Presence, wanted: Presence) -> bool:
    """The person keeps others away already, at least as strongly and as long."""
    if found.level is not wanted.level or wanted.level < Level.BUSY:
        return found.level > wanted.level
    return found.until is None or (wanted.until is not None and found.until >= wanted.until)


def _ended_by_service(found: Presence, entry: Entry, now: datetime) -> Presence | None:
    """Which of ours has come to its end there."""
    for ours in (entry.ours, entry.replaced) if found.blank else ():
        if ours is not None and ours.until is not None and ours.until <= now + CLOCKS_DIFFER:
            return ours
    return None


def _still_valid(presence: Presence, now: datetime) -> Presence:
    return Presence() if _over(presence, now) else presence


def _over(presence: Presence, now: datetime) -> bool:
    return presence.until is not None and presence.until <= now


def _alike(one: Presence, other: Presence) -> bool:
    return (one.level, one.text, one.emoji) == (other.level, other.text, other.emoji)
