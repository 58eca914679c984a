"""What a service shows of the person, and the one decision about it. Plain values; no I/O.

The decision looks only at what is wanted, what was found and what was noted: never at what happened last. So it is
right after any crash, repeated call or reordering.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

CLOCKS_DIFFER = timedelta(seconds=60)
SMALL_STEP = timedelta(minutes=5)
"""More than a service rounds an end by that shows nothing but a level until then."""

_SAME_WORDS = 2 / 3


class Level(IntEnum):
    """How strongly a presence keeps others away; a stronger one is never weakened by us."""

    AVAILABLE = 0
    TEXT = 1
    BUSY = 2
    DO_NOT_DISTURB = 3


@dataclass(frozen=True, slots=True)
class Presence:
    """Presence as a service shows it. `until` is aware, in UTC; None means "until changed". `audience`: who may see it,
    by the service's own name for them, where that is not everyone there."""

    level: Level = Level.AVAILABLE
    text: str = ""
    emoji: str = ""
    until: datetime | None = None
    audience: str = ""

    @property
    def blank(self) -> bool:
        return self.level is Level.AVAILABLE and not self.text and not self.emoji


class Stage(StrEnum):
    """What a lease is about. SHOWING: ours is to be there. ENDING: being put back. UNDOING: being put back because the
    person said so, and then theirs. YIELDED: the person's, hands off until the block ends."""

    SHOWING = "showing"
    ENDING = "ending"
    UNDOING = "undoing"
    YIELDED = "yielded"


@dataclass(frozen=True, slots=True)
class Entry:
    """A lease: the person's presence `before` us, what we `asked` for, and what the service made of it (`ours`).

    `ours` is None until that was read back; `replaced` is what of ours it showed last, while that is so.
    `since` and `ends`: of the block, or of those that touch, also where the service is not told.
    """

    before: Presence
    asked: Presence
    ours: Presence | None = None
    stage: Stage = Stage.SHOWING
    replaced: Presence | None = None
    since: datetime | None = None
    ends: datetime | None = None


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
    """Write this, which is what the person had (blank: clear); then nothing of ours is left."""

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


def covers(found: Presence, asked: Presence) -> bool:
    """What was asked for is there, and to its end at least: a service may only have steps."""
    if not _alike(found, asked):
        return False
    return found.until is None or (asked.until is not None and found.until >= asked.until - CLOCKS_DIFFER)


def another(found: Presence, asked: Presence) -> bool:
    """Found a moment after `asked` was written, and nothing a service makes of that: the person was faster.

    A service may round an end or leave it out, and write a text or an emoji its own way; but its words are the same.
    """
    if found.blank or asked.blank:
        return False
    if found.text or asked.text:
        there, ours = _words(found.text), _words(asked.text)
        shared = len(there & ours)
        return bool(there and ours) and max(shared / len(there), shared / len(ours)) < _SAME_WORDS
    return None not in (found.until, asked.until) and not _near(found.until, asked.until)


def reconcile(
    wanted: Presence | None, found: Presence, entry: Entry | None, now: datetime, since: datetime | None = None
) -> Step:
    """The next step towards `wanted` (as this service would show it; None: nothing of ours) from what was found.

    `since`: when the block began, or the first of those that touch.
    """
    if wanted is not None and (wanted.blank or _over(wanted, now)):
        wanted = None
    if entry is None:
        return _begin(wanted, _still_valid(found, now))
    if wanted is None:
        return _end(found, entry, now)
    if since is not None and _of_earlier_block(entry, since):
        return _begin_again(wanted, found, entry, now)
    return _keep(wanted, found, entry, now)


def _begin(wanted: Presence | None, found: Presence) -> Step:
    if wanted is None or same(found, wanted) or _stronger(found, wanted):
        return Leave()
    return Write(Entry(before=found, asked=wanted))


def _end(found: Presence, entry: Entry, now: datetime) -> Step:
    if entry.stage is Stage.YIELDED:
        return Forget()
    if _ours(found, entry):
        # Past its end too: not everything that shows an end ends by itself.
        return Restore(_still_valid(entry.before, now))
    if _ended_by_service(found, entry, now) is not None and not _still_valid(entry.before, now).blank:
        return Restore(entry.before)
    return Forget()


def _begin_again(wanted: Presence, found: Presence, entry: Entry, now: datetime) -> Step:
    """What is noted is of an earlier block, and perhaps still there."""
    if entry.stage is not Stage.YIELDED:
        ours = found if _ours(found, entry) else _ended_by_service(found, entry, now)
        if ours is not None:
            return Write(Entry(entry.before, asked=wanted, replaced=ours))
    step = _begin(wanted, _still_valid(found, now))
    return Forget() if isinstance(step, Leave) else step


def _keep(wanted: Presence, found: Presence, entry: Entry, now: datetime) -> Step:
    if entry.stage is Stage.YIELDED:
        return Leave()
    if entry.stage is Stage.UNDOING:
        step = _end(found, entry, now)
        return step if isinstance(step, Restore) else Yield()
    if _ours(found, entry):
        if not same(entry.asked, wanted) or entry.stage is Stage.ENDING:
            return Write(Entry(entry.before, asked=wanted, replaced=found))
        if entry.ours is not None:
            return Leave()
        return Confirm(replace(entry, ours=found, replaced=None)) if same(found, wanted) else Write(entry)
    valid = _still_valid(found, now)
    put_back = entry.stage is Stage.ENDING or (entry.ours is None and entry.replaced is None)
    if put_back and same(valid, _still_valid(entry.before, now)):
        # Or it was never written: only the note is there.
        step = _begin(wanted, valid)
        return Forget() if isinstance(step, Leave) else step
    ended = _ended_by_service(found, entry, now)
    if ended is None:
        return Yield()
    # Perhaps it was the person, a moment before the end: then there is nothing to win by showing it once more.
    near = _over(wanted, now + CLOCKS_DIFFER)
    return Leave() if near else Write(Entry(entry.before, asked=wanted, replaced=ended))


def _of_earlier_block(entry: Entry, since: datetime) -> bool:
    """The plan may be changed within a block; but one that was ended, and then begins elsewhere, is another."""
    if entry.stage is Stage.ENDING and entry.since != since:
        return True
    return entry.ends is not None and entry.ends < since


def _ours(found: Presence, entry: Entry) -> bool:
    if entry.replaced is not None and same(found, entry.replaced):
        return True
    if entry.ours is not None:
        return same(found, entry.ours)
    # Until it is read back, nobody knows to which step the service rounds the end. But what has neither text nor emoji
    # is told from the person's own by its end alone.
    ends = None in (found.until, entry.asked.until) or bool(found.text or found.emoji)
    return _alike(found, entry.asked) and (ends or _near(found.until, entry.asked.until))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _near(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= SMALL_STEP


def _stronger(found: Presence, wanted: Presence) -> bool:
    """The person keeps others away already, at least as strongly and as long."""
    if found.level is not wanted.level or wanted.level < Level.BUSY:
        return found.level > wanted.level
    return found.until is None or (wanted.until is not None and found.until >= wanted.until)


def _ended_by_service(found: Presence, entry: Entry, now: datetime) -> Presence | None:
    """Which of ours has come to its end there."""
    for ours in (entry.ours or entry.asked, entry.replaced) if found.blank else ():
        # Not everything that ends tells when it will.
        until = None if ours is None else ours.until or entry.asked.until
        if ours is not None and until is not None and until <= now + CLOCKS_DIFFER:
            return ours
    return None


def _still_valid(presence: Presence, now: datetime) -> Presence:
    return Presence() if _over(presence, now) else presence


def _over(presence: Presence, now: datetime) -> bool:
    return presence.until is not None and presence.until <= now


def _alike(one: Presence, other: Presence) -> bool:
    seen, also = (one.level, one.text, one.emoji, one.audience), (other.level, other.text, other.emoji, other.audience)
    return seen == also
