"""When a source could not be asked: what begins such a gap, what ends it, and whether anything may be missing. Pure.

A gap lasts from when a source was first out of reach until it answers (`until`); it is caught up once everything there
was to be had has been read and stored. Times are aware, in UTC.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

GRACE: Final = timedelta(minutes=2)
"""What is out of reach for less than this is asked again before anybody would have looked."""

KEPT: Final = timedelta(weeks=12)

ASLEEP: Final = "asleep"
"""The `problem` of a gap of no account: the machine slept, and nothing could be asked."""

_NO_NEWS: Final = frozenset({"connecting", "off"})


class Doubt(StrEnum):
    """Why it is not known that nothing is missing."""

    NOT_KEPT = "not_kept"
    """The source tells of what is, not of what was."""
    TOO_LONG = "too_long"
    """It keeps what came for a shorter time than the gap was long."""
    BEGUN_ANEW = "begun_anew"
    """How far it had been read was no longer known, so it was read from a later point."""


@dataclass(frozen=True, slots=True)
class Gap:
    """`until` None: it lasts. `caught_up` None: not all of what came meanwhile is stored yet. `items`: how many came by
    it when it was read again. `problem`: the code of what was met (`inbox.errors`), `detail` what was said."""

    id: int
    account: str
    since: datetime
    until: datetime | None
    caught_up: datetime | None
    items: int
    problem: str
    detail: str
    doubt: str = ""

    @property
    def whole(self) -> bool:
        """All is read, and nothing can be missing."""
        return self.caught_up is not None and not self.doubt


@dataclass(frozen=True, slots=True)
class Standing:
    """How an account is: `code` ok, connecting, off, or what was met last, and `since` when. `read_at`: when all there
    was to be had was last stored. `keeps`: for how long the other side keeps what came; None for ever."""

    account: str
    code: str
    since: datetime | None
    detail: str = ""
    read_at: datetime | None = None
    keeps: timedelta | None = None


def follow(open: Sequence[Gap], seen: Standing, now: datetime, awake_since: datetime) -> list[Gap]:
    """What is to be written of an account: gaps that begin (`id` 0) or go on as changed; mostly nothing.

    `open`: its gaps that are not caught up. `awake_since`: when the machine woke, or Écluse began.
    """
    if seen.code in _NO_NEWS or seen.since is None:
        return []
    if seen.code == "ok":
        return [caught_up for one in open if (caught_up := _caught_up(one, seen, now)) is not None]
    if any(one.until is None for one in open):
        return []
    begun = max(seen.since, awake_since, *(one.until for one in open if one.until))
    if now - begun < GRACE:
        return []
    return [Gap(0, seen.account, begun, None, None, 0, seen.code, seen.detail)]


def _caught_up(one: Gap, seen: Standing, now: datetime) -> Gap | None:
    """By the first complete read after it ended."""
    if seen.since is None or seen.read_at is None or seen.read_at < (one.until or one.since):
        return None
    first = seen.since if seen.since >= (one.until or one.since) else seen.read_at
    until = one.until or first
    caught_up = replace(one, until=until, caught_up=max(first, until))
    return replace(caught_up, doubt=one.doubt or _doubt(until - one.since, seen.keeps))


def _doubt(length: timedelta, keeps: timedelta | None) -> str:
    if keeps is None or length <= keeps:
        return ""
    return Doubt.TOO_LONG if keeps else Doubt.NOT_KEPT


def caught_up(one: Gap, now: datetime) -> Gap:
    """A gap of no account: all have been asked since."""
    return replace(one, caught_up=max(now, one.until or one.since))


def answered(open: Sequence[Gap], items: int, now: datetime) -> list[Gap]:
    """A portion came of an account whose gaps are `open`: what lasts has ended, and the latest brought it."""
    if not open:
        return []
    latest = max(open, key=lambda one: one.since)
    return [
        replace(one, until=one.until or max(now, one.since), items=one.items + (items if one is latest else 0))
        for one in open
        if one.until is None or (items and one is latest)
    ]


def interrupted(open: Iterable[Gap], at: datetime) -> list[Gap]:
    """At `at` the machine went to sleep, or Écluse began again: what lasts has ended, as far as is known."""
    return [replace(one, until=max(at, one.since)) for one in open if one.until is None]


def begun_anew(open: Iterable[Gap]) -> list[Gap]:
    return [replace(one, doubt=Doubt.BEGUN_ANEW.value) for one in open if one.doubt != Doubt.BEGUN_ANEW]


def touching(gaps: Iterable[Gap], since: datetime, until: datetime) -> list[Gap]:
    """Those of which some lies between."""
    return [one for one in gaps if one.since < until and (one.caught_up is None or one.caught_up > since)]
