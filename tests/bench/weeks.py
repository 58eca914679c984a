"""What it costs to know what holds, until when, and when the next check-in is, in a week of very many spans."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from focus import timeline
from focus.cautions import warnings
from focus.plan import Plan
from focus.schedule import DayException, Mode, Override, PublicHolidays, Schedule, Span, Stand
from tests.bench.databases import Databases
from tests.bench.timing import Line, alternated

SPANS, MOMENTS = 200, 300
_NOW = datetime(2026, 3, 1, tzinfo=UTC)
_FEW = 5


def measure(_: Databases) -> list[Line]:
    many, few = a_week(SPANS), a_week(_FEW)
    moments = [_NOW + timedelta(minutes=number * 1777) for number in range(MOMENTS)]
    lines: list[Line] = []
    for what, ask in _ASKED.items():
        took, floor = alternated(lambda ask=ask: _each(ask, many, moments), lambda ask=ask: _each(ask, few, moments))  # type: ignore[misc]
        lines += [
            Line(f"{what}, {SPANS} spans", took / MOMENTS * 1e3, "ms", most=1.0),
            Line(f"{what}, {SPANS} spans", took / MOMENTS * 1e3, "ms", f"{_FEW} spans", floor / MOMENTS * 1e3),
        ]
    anew, kept = alternated(lambda: _anew(many), lambda: Plan(many).period_at(_NOW))
    lines.append(Line(f"a plan laid out anew, {SPANS} spans", anew * 1e3, "ms", "one that is kept", kept * 1e3))
    warned, floor = alternated(lambda: warnings(many, _NOW), lambda: warnings(few, _NOW))
    lines.append(Line("warnings of 60 days", warned * 1e3, "ms", f"{_FEW} spans", floor * 1e3))
    return lines


def _off_for_a_year(schedule: Schedule, now: datetime) -> object:
    away = Override(Mode.OPEN, now, now + timedelta(days=366), stand=Stand.OFF)
    return Plan(schedule, (away,)).period_at(now + timedelta(days=100))


_ASKED: dict[str, Callable[[Schedule, datetime], object]] = {
    "mode_at": lambda week, now: Plan(week).mode_at(now),
    "next_change": lambda week, now: Plan(week).next_change(now),
    "next_check_in": lambda week, now: Plan(week).next_check_in(now, frozenset({"mail"})),
    "what holds in a year off": _off_for_a_year,
}


def _each(ask: Callable[[Schedule, datetime], object], schedule: Schedule, moments: list[datetime]) -> None:
    for moment in moments:
        ask(schedule, moment)


def _anew(schedule: Schedule) -> None:
    timeline.timeline.cache_clear()
    Plan(replace(schedule)).period_at(_NOW)


def a_week(count: int) -> Schedule:
    """With days that differ and the public holidays of a country."""
    chance = random.Random(count)
    spans = []
    for _ in range(count):
        start, length = chance.randrange(1440), chance.choice((10, 30, 120))
        end = (start + length) % 1440
        kind = chance.choice((Mode.FOCUS, Mode.CHECK_IN, Mode.TOGETHER))
        days = frozenset(chance.sample(range(7), chance.randint(1, 7)))
        spans.append(Span(kind, days, time(start // 60, start % 60), time(end // 60, end % 60)))
    away = DayException(date(2026, 8, 1), date(2026, 8, 31), name="Summer")
    return Schedule(ZoneInfo("Europe/Paris"), tuple(spans), (away,), holidays=PublicHolidays("FR"))
