"""The times a person picks or types for a snooze. Pure: `now` is handed in, aware, in the schedule's zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from desktop.core.views import Now
from focus.schedule import Mode

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(9990, 1, 1, tzinfo=UTC)
MORNING = time(9)
EVENING = time(19)
_FRIDAY = 4
_DAYS = {
    name: place
    for names in (
        ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        ("lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
        ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    )
    for place, name in enumerate(names)
}
_NAMED = {"today": 0, "aujourd'hui": 0, "tomorrow": 1, "demain": 1}
_LENGTH = re.compile(
    r"(?:(?P<days>\d{1,3}) ?(?:d|days?|j|jours?))? ?"
    r"(?:(?P<hours>\d{1,3}) ?(?:h|hours?|heures?))? ?"
    r"(?:(?P<minutes>\d{1,4}) ?(?:m|min|minutes?)?)?"
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def choices(now: Now) -> tuple[tuple[str, datetime], ...]:
    """What a snooze offers, soonest first, each a code and an aware instant after `now.at`.

    Codes: check_in, after_block, tonight, tomorrow, monday, three_days.
    """
    at = now.at
    offered: list[tuple[str, datetime | None]] = [
        ("check_in", now.next_check_in),
        ("after_block", now.until if now.mode is Mode.FOCUS else None),
        ("tonight", _wall(at, at.date(), EVENING)),
        ("tomorrow", _wall(at, at.date() + timedelta(days=1), MORNING)),
        ("monday", monday(at)),
        ("three_days", _wall(at, _working_days_on(at.date(), 3), MORNING)),
    ]
    later = [(code, when) for code, when in offered if when is not None and when > at]
    return tuple(sorted(later, key=lambda pair: pair[1]))


def monday(now: datetime) -> datetime:
    """The morning of the Monday after today."""
    return _wall(now, _next_weekday(now.date(), 0), MORNING)


def parse(text: str, now: datetime) -> datetime:
    """An instant after `now` from "14:30", "2h", "1h30", "45m", "3d", "mon 9:00", "tomorrow", "2026-11-30 14:00".

    French day names work too. A time of day that has passed means tomorrow's. Raises ValueError for all else.
    """
    said = " ".join(text.casefold().split())
    span = length(said)
    if span is not None:
        # By way of UTC: with a zone, "+" would move the hands of the clock, also over an hour that is not there.
        return (now.astimezone(UTC) + span).astimezone(now.tzinfo)
    words = said.split(" ")
    at = _clock(words.pop()) if words and ":" in words[-1] else None
    if not words and at is not None:
        today = _wall(now, now.date(), at)
        return today if today > now else _wall(now, now.date() + timedelta(days=1), at)
    on = day(words[0], now.date()) if len(words) == 1 else None
    if on is None:
        raise ValueError(f"{text!r} is not a time: 14:30, 2h, 45m, mon 9:00, tomorrow or 2026-11-30 14:00 would be")
    when = _wall(now, on, at or MORNING)
    if not in_range(when):
        raise ValueError(f"{text!r} is not between the years {EARLIEST.year} and {LATEST.year - 1}")
    if when <= now:
        raise ValueError(f"{text!r} has passed")
    return when


@dataclass(frozen=True, slots=True)
class Asked:
    """A focus block as it was typed: for a length, until an instant, or neither; and on what."""

    length: timedelta | None = None
    until: datetime | None = None
    intention: str = ""


def focus(text: str, now: datetime) -> Asked:
    """From "50m", "50", "11:30", "1 h 30 Release 2.0", "until 11:30 on Release 2.0"; the rest is what it is on.

    A time of day that has passed means tomorrow's.
    """
    words = text.split()
    if words and words[0].casefold() in ("until", "till", "for", "jusqu'à", "jusqu’à", "pendant"):
        words = words[1:] if len(words) > 1 and words[1][:1].isdigit() else words
    for count in range(min(3, len(words)), 0, -1):
        said, rest = " ".join(words[:count]).casefold().rstrip(",:"), _on(words[count:])
        span = timedelta(minutes=int(said)) if said.isdigit() and len(said) < 4 and not rest else length(said)
        if span is not None and timedelta() < span <= timedelta(hours=24):
            return Asked(length=span, intention=rest)
        if _CLOCK.fullmatch(said):
            try:
                return Asked(until=parse(said, now), intention=rest)
            except ValueError:  # 25:70
                continue
    return Asked(intention=" ".join(words))


def _on(words: list[str]) -> str:
    """What follows a time, without the word between them."""
    if words and words[0].casefold() in ("on", "sur", "-", "–", "—", ","):
        words = words[1:]
    return " ".join(words)


def in_range(instant: datetime) -> bool:
    """Whether it can be reckoned with: at the ends of the calendar another zone's time would fall off it."""
    return EARLIEST <= instant < LATEST


def length(said: str) -> timedelta | None:
    """A length from "50m", "1h30", "90 min", "3d"; None for all else, a bare number too."""
    match = _LENGTH.fullmatch(said)
    if match is None or not said or said.isdigit():
        return None
    span = timedelta(**{unit: int(count or 0) for unit, count in match.groupdict().items()})
    return span or None


def _clock(word: str) -> time:
    match = _CLOCK.fullmatch(word)
    if match is None:
        raise ValueError(f"{word!r} is not a time of day such as 14:30")
    hour, minute = int(match[1]), int(match[2])
    if hour > 23 or minute > 59:
        raise ValueError(f"{word!r} is not a time of day such as 14:30")
    return time(hour, minute)


def day(word: str, today: date) -> date | None:
    """The day of "monday" (the next one, never today), "tomorrow" or "2026-11-30", in small letters; None for all else.

    Raises ValueError for a date that there is not.
    """
    if word in _NAMED:
        return today + timedelta(days=_NAMED[word])
    if word in _DAYS:
        return _next_weekday(today, _DAYS[word])
    match = _DATE.fullmatch(word)
    return None if match is None else date(int(match[1]), int(match[2]), int(match[3]))


def _next_weekday(today: date, weekday: int) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _working_days_on(today: date, count: int) -> date:
    day = today
    while count:
        day += timedelta(days=1)
        count -= day.weekday() <= _FRIDAY
    return day


def _wall(now: datetime, day: date, at: time) -> datetime:
    return datetime.combine(day, at, now.tzinfo)
