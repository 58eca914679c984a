"""What the tests of the plan share: a short way to write a week, and a reference that does it the long way.

The reference knows no layouts, no caches and no zone arithmetic but "what does the wall show at this instant".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from holidays import country_holidays

from focus.schedule import NORMAL, DayException, Mode, Override, PublicHolidays, Schedule, Span, Stand

PARIS = ZoneInfo("Europe/Paris")
WORKDAYS = frozenset(range(5))
EVERY_DAY = frozenset(range(7))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def at(text: str) -> datetime:
    """ "2026-11-23 09:30" on the wall in Paris."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


def span(
    kind: Mode,
    start: str,
    end: str,
    days: frozenset[int] = EVERY_DAY,
    *,
    name: str = "",
    admits: frozenset[str] | None = None,
    intention: str = "",
) -> Span:
    return Span(kind, days, time.fromisoformat(start), time.fromisoformat(end), admits, name, intention)


def focus(start: str, end: str, days: frozenset[int] = EVERY_DAY, intention: str = "") -> Span:
    return span(Mode.FOCUS, start, end, days, intention=intention)


def check_in(
    start: str, end: str, days: frozenset[int] = EVERY_DAY, *, admits: frozenset[str] | None = None, name: str = ""
) -> Span:
    return span(Mode.CHECK_IN, start, end, days, admits=admits, name=name)


def together(start: str, end: str, days: frozenset[int] = EVERY_DAY, name: str = "") -> Span:
    return span(Mode.TOGETHER, start, end, days, name=name)


def week(
    *spans: Span,
    zone: ZoneInfo = PARIS,
    exceptions: Mapping[str, tuple[Span, ...]] | None = None,
    between: str = "hold",
    missed: str = "release",
) -> Schedule:
    days = tuple(
        DayException(date.fromisoformat(day), date.fromisoformat(day), spans)
        for day, spans in (exceptions or {}).items()
    )
    return Schedule(zone, spans, days, between, missed)


# ------------------------------------------------------------------------------------------- the reference


def offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    found = moment.astimezone(zone).utcoffset()
    assert found is not None
    return found


@lru_cache(maxsize=256)
def segments(zone: ZoneInfo, year: int) -> tuple[tuple[datetime, datetime, timedelta], ...]:
    """From a few days before the year to a few after: (start, end, offset), found by looking at every hour."""
    first, last = datetime(year, 1, 1, tzinfo=UTC) - 5 * DAY, datetime(year + 1, 1, 1, tzinfo=UTC) + 5 * DAY
    hours = [first + hour * HOUR for hour in range((last - first) // HOUR + 1)]
    shifts = [offset(zone, hour) for hour in hours]
    changed = (place for place, (before, after) in enumerate(pairwise(shifts)) if before != after)
    cuts = [first, *(_change(zone, hours[place], hours[place + 1]) for place in changed), last]
    return tuple((start, end, offset(zone, start)) for start, end in pairwise(cuts))


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if offset(zone, middle) == offset(zone, before):
            before = middle
        else:
            after = middle
    return after


def instant(zone: ZoneInfo, wall: datetime) -> datetime:
    for start, end, shift in segments(zone, wall.year):
        if wall < end.replace(tzinfo=None) + shift:
            return max(start, wall.replace(tzinfo=UTC) - shift)
    raise AssertionError("the reference looks at too few days")


def interval(zone: ZoneInfo, day: date, one: Span) -> tuple[datetime, datetime]:
    start = datetime.combine(day, one.start)
    end = datetime.combine(day, one.end) + (DAY if one.end <= one.start else timedelta())
    first, last = instant(zone, start), instant(zone, end)
    return (first, last) if last > first else (first, first + (end - start))


def planned_on(schedule: Schedule, day: date) -> tuple[Span, ...]:
    """The spans that start on this date."""
    weekly = tuple(one for one in schedule.spans if day.weekday() in one.days)
    of = schedule.holidays
    differing = [one for one in schedule.exceptions if one.first <= day <= one.last]
    if differing:
        plan: DayException | PublicHolidays = differing[-1]
    elif of is not None and day in country_holidays(of.country, subdiv=of.region or None, years=day.year):
        plan = of
    else:
        return weekly
    if plan.like == NORMAL:
        return weekly
    return {one.name: one.spans for one in schedule.templates}[plan.like] if plan.like else plan.spans


class Reference:
    """The plan in a window around an instant, as a list of everything that may be in effect."""

    def __init__(self, schedule: Schedule, overrides: tuple[Override, ...], around: datetime, days: int = 18) -> None:
        self._overrides = overrides
        middle = around.astimezone(schedule.zone).date()
        self.spans: list[tuple[datetime, datetime, Span]] = []
        for number in range(-days, days + 1):
            day = middle + number * DAY
            for one in planned_on(schedule, day):
                self.spans.append((*interval(schedule.zone, day, one), one))
        bounds = {bound for start, end, _ in self.spans for bound in (start, end)}
        bounds |= {bound for one in overrides for bound in (one.since, one.until)}
        self.cuts = sorted(bounds)

    def override(self, moment: datetime) -> Override | None:
        return next((one for one in reversed(self._overrides) if one.since <= moment < one.until), None)

    def planned(self, moment: datetime) -> list[tuple[datetime, datetime, Span]]:
        """The spans of the mode that wins at this moment."""
        covering = [one for one in self.spans if one[0] <= moment < one[1]]
        for mode in (Mode.TOGETHER, Mode.CHECK_IN, Mode.FOCUS):
            if winning := [one for one in covering if one[2].kind is mode]:
                return winning
        return []

    def mode(self, moment: datetime) -> Mode:
        override = self.override(moment)
        if override is not None:
            return override.mode
        winning = self.planned(moment)
        return winning[0][2].kind if winning else Mode.OPEN

    def stand(self, moment: datetime) -> Stand:
        override = self.override(moment)
        return override.stand if override is not None else Stand.FOLLOWS

    def changes(self, after: datetime) -> Iterator[datetime]:
        """Every instant after this at which the mode or the stand is another than just before."""
        before = self.mode(after), self.stand(after)
        for cut in self.cuts:
            if cut > after:
                here = self.mode(cut), self.stand(cut)
                if here != before:
                    yield cut
                before = here

    def next_check_in(self, after: datetime, labels: frozenset[str] | None) -> datetime | None:
        before = self.mode(after)
        for cut in self.cuts:
            if cut <= after:
                continue
            mode = self.mode(cut)
            override = self.override(cut)
            found = (
                [(override.since, None)] if override else [(start, one.admits) for start, _, one in self.planned(cut)]
            )
            if mode is Mode.CHECK_IN and any(
                (before is not Mode.CHECK_IN or start == cut)
                and (admits is None or labels is None or bool(admits & labels))
                for start, admits in found
            ):
                return cut
            before = mode
        return None
