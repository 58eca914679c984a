"""What one may not have meant with a week: codes and numbers, for whoever puts them into words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from focus import holidays
from focus.gate import flows
from focus.plan import Plan, Stretch, admits
from focus.schedule import NORMAL, Mode, Schedule, Span
from focus.waits import Wait, longest_wait
from focus.wall_time import DAY, instant, local_date

CHANNELS: Final = ("mail", "mention")
LONG: Final = timedelta(hours=24)
AHEAD: Final = timedelta(days=60)
MINUTE: Final = timedelta(minutes=1)
_BEFORE: Final = timedelta(days=15)
"""What waits now began to wait then at the earliest, as far as this looks."""


@dataclass(frozen=True, slots=True)
class WeekWarning:
    """`code`:

    * no_check_in: nothing planned ever lets anything out;
    * never: nothing planned lets out what `label` names (mail, mention, or an account);
    * long_wait: such an item may wait `length`, from `since` to `until` (aware, UTC): the next time, or this one.
      `weekly`: it is so in an ordinary week; else `cause` says what the days are called on which it comes to that (the
      name of an exception or '');
    * too_short: the check-in called `name` (or '') that starts at `since` and lasts `length` is too short for the usual
      batch of `items`, which takes `needs`.
    """

    code: str
    label: str = ""
    since: datetime | None = None
    until: datetime | None = None
    length: timedelta = timedelta()
    weekly: bool = False
    cause: str = ""
    name: str = ""
    items: int = 0
    needs: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Usual:
    """What check-ins bring: how many items a week, and how long one takes (the median)."""

    a_week: float
    each: timedelta


def warnings(
    schedule: Schedule, now: datetime, *, usual: Usual | None = None, language: str = ""
) -> tuple[WeekWarning, ...]:
    """In the order in which they matter. `language`: of the names of public holidays. Raises as `Plan`."""
    named = sorted({name for span in schedule.every_span() for name in span.admits or ()} - set(CHANNELS))
    ways = {
        **{channel: frozenset({channel}) for channel in CHANNELS},
        **{account: frozenset({account, *CHANNELS}) for account in named},
    }
    weekly = {label: longest_wait(schedule, labels) for label, labels in ways.items()}
    if not any(weekly.values()):
        return (WeekWarning("no_check_in"),)
    found = [WeekWarning("never", label) for label, wait in weekly.items() if wait is None]
    found += [_each_week(schedule, now, label, wait) for label, wait in weekly.items() if wait and wait.length > LONG]
    longest = {label: max(wait.length, LONG) for label, wait in weekly.items() if wait is not None}
    found += _once(schedule, now, {label: ways[label] for label in longest}, longest, language)
    return (*found, *(_too_short(schedule, now, usual) if usual else ()))


def _each_week(schedule: Schedule, now: datetime, label: str, wait: Wait) -> WeekWarning:
    """Where it is so in an ordinary week, the next time."""
    zone = schedule.zone
    today = local_date(now, zone)
    monday = today - today.weekday() * DAY
    for week in (monday - 7 * DAY, monday, monday + 7 * DAY):
        since = _at(week, wait.since, schedule)
        until = _at(week + (7 * DAY if wait.until <= wait.since else timedelta()), wait.until, schedule)
        if until > now:
            break
    return WeekWarning("long_wait", label, since, until, wait.length, weekly=True)


def _at(monday: date, minute: int, schedule: Schedule) -> datetime:
    days, rest = divmod(minute, DAY // MINUTE)
    return instant(monday + days * DAY, time(rest // 60, rest % 60), schedule.zone)


def _once(
    schedule: Schedule,
    now: datetime,
    ways: Mapping[str, frozenset[str]],
    longest: Mapping[str, timedelta],
    language: str,
) -> list[WeekWarning]:
    """Where days that differ make it worse than an ordinary week does, within `AHEAD`."""
    found: dict[tuple[datetime, datetime | None], WeekWarning] = {}
    for label, since, until in _gaps(Plan(schedule), now, ways):
        if until is None or _on_the_wall(since, until, schedule) > longest[label]:
            length = AHEAD if until is None else until - since
            cause = _cause(schedule, since, until or now + AHEAD, language)
            found.setdefault((since, until), WeekWarning("long_wait", label, since, until, length, cause=cause))
    return sorted(found.values(), key=lambda one: one.since or now)


def _gaps(
    plan: Plan, now: datetime, ways: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, datetime, datetime | None]]:
    """From when to when nothing lets through what comes this way; each that is not over, and begins within `AHEAD`."""
    closed, ahead = dict.fromkeys(ways, now - _BEFORE), now + AHEAD
    for one in plan.stretches(now - _BEFORE):
        if one.start > ahead:
            break
        for label, labels in ways.items():
            if _lets_out(plan, one, labels):
                if closed[label] < one.start and one.start > now:
                    yield label, closed[label], one.start
                closed[label] = max(closed[label], one.end)
    seek = {Mode.CHECK_IN, Mode.TOGETHER} | ({Mode.OPEN} if plan.schedule.between == "flow" else set())
    for label, since in closed.items():
        if since <= ahead:
            later = plan.stretches(ahead, seek)
            yield label, since, next((one.start for one in later if _lets_out(plan, one, ways[label])), None)


def _lets_out(plan: Plan, one: Stretch, labels: frozenset[str]) -> bool:
    if one.mode is Mode.CHECK_IN:
        return any(admits(check_in.admits, labels) for check_in in one.in_effect())
    return one.mode is Mode.TOGETHER or (one.mode is Mode.OPEN and flows(plan, one.stand))


def _cause(schedule: Schedule, since: datetime, until: datetime, language: str) -> str:
    """What the first day is called that differs between the two, and has a name."""
    day, last = local_date(since, schedule.zone), local_date(until, schedule.zone)
    while day <= last:
        exception, of = schedule.exception_on(day), schedule.holidays
        if exception is not None:
            name = exception.name or (exception.like if exception.like != NORMAL else "")
        else:
            name = holidays.named(of.country, of.region, day.year, language).get(day, "") if of is not None else ""
        if name:
            return name
        day += DAY
    return ""


def _too_short(schedule: Schedule, now: datetime, usual: Usual) -> Iterator[WeekWarning]:
    check_ins = [span for span in schedule.spans if span.kind is Mode.CHECK_IN and span.days]
    a_week = sum(len(span.days) for span in check_ins)
    items = round(usual.a_week / a_week) if a_week else 0
    needs = items * usual.each
    for span in check_ins:
        start, end = (datetime.combine(date.min, at) for at in (span.start, span.end))
        length = end - start if end > start else end + DAY - start
        if needs > length:
            yield WeekWarning(
                "too_short", since=_next(span, schedule, now), length=length, name=span.name, items=items, needs=needs
            )


def _next(span: Span, schedule: Schedule, now: datetime) -> datetime:
    day = local_date(now, schedule.zone)
    while day.weekday() not in span.days or instant(day, span.start, schedule.zone) <= now:
        day += DAY
    return instant(day, span.start, schedule.zone)


def _on_the_wall(since: datetime, until: datetime, schedule: Schedule) -> timedelta:
    """An hour that is skipped or repeated is nobody's plan."""
    first, last = (at.astimezone(schedule.zone).replace(tzinfo=None) for at in (since, until))
    return last - first
