"""Every clock change of every zone, 1970 to 2037, against the slow reference: `python -m tests.zones [ZONE...]`.

A part of it is in every run of the suite (`tests/focus/test_timeline.py`). Zones that are names of one and the same are
looked at once. What is found is printed with the line that shows it again.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo, available_timezones

from focus.overrides import off, pause
from focus.plan import Plan
from focus.schedule import NORMAL, DayException, DayTemplate, Mode, PublicHolidays, Schedule, Span
from tests.focus.strategies import FIRST, LAST, transitions
from tests.focus.week import DAY, EVERY_DAY, Reference, instant, offset

_MINUTE = timedelta(minutes=1)
_KINDS = (Mode.FOCUS, Mode.CHECK_IN, Mode.TOGETHER)
_ADMITS = (None, frozenset({"mail"}), frozenset({"mention"}))


def different() -> dict[str, list[str]]:
    """The zones that show the time as no other does, each with the other names of it."""
    found: dict[bytes, list[str]] = defaultdict(list)
    for name in sorted(available_timezones()):
        found[data_of(name)].append(name)
    return {names[0]: names[1:] for names in found.values()}


def data_of(name: str) -> bytes:
    """What the tz database has of a zone (RFC 9636), as `zoneinfo` finds it."""
    for folder in TZPATH:
        if (Path(folder) / name).is_file():
            return (Path(folder) / name).read_bytes()
    return files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()


def around_a_change(zone: ZoneInfo, near: datetime, seed: str) -> None:
    """A random week, with days that differ, holidays, a pause or a time off: from two days before to three after."""
    chance = random.Random(f"{seed} {zone.key} {near:%F}")
    schedule = _week(chance, zone, near)
    now = near - 2 * DAY
    plan = Plan(schedule)
    asked = chance.choice(("", "", "pause", "off"))
    if asked == "pause":
        plan = Plan(schedule, pause(plan, near - 12 * 60 * _MINUTE))
    elif asked == "off":
        since = near - chance.randrange(2000) * _MINUTE
        plan = Plan(schedule, off(plan, since, since + chance.randrange(1, 4000) * _MINUTE))
    _walked(plan, Reference(schedule, plan.overrides, near, days=8), now, near + 3 * DAY)


def _walked(plan: Plan, reference: Reference, now: datetime, end: datetime) -> None:
    """No instant without a mode, `mode_at` and `next_change` agree, and check-ins come strictly later."""
    changes = [cut for cut in reference.changes(now) if cut <= end]
    for since, until in pairwise([now, *changes]):
        period = plan.period_at(since)
        assert (period.mode, period.stand) == (reference.mode(since), reference.stand(since)), since
        assert plan.next_change(since) == until, (since, plan.next_change(since), until)
        assert plan.mode_at(until - _MINUTE / 60) is period.mode
        assert plan.period_at(until).since == until
    labels = frozenset({"mail"})
    while (coming := reference.next_check_in(now, labels)) is not None and coming <= end:
        found = plan.next_check_in(now, labels)
        assert found == coming > now, (now, found, coming)
        now = coming


def _week(chance: random.Random, zone: ZoneInfo, near: datetime) -> Schedule:
    middle = near.astimezone(zone).date()
    quiet = DayTemplate("quiet", tuple(_span(chance) for _ in range(2)))
    first = middle + chance.randrange(-2, 3) * DAY
    exceptions = (
        DayException(first, first + chance.randrange(3) * DAY, (_span(chance),)),
        DayException(middle + DAY, middle + DAY, like=chance.choice((NORMAL, "quiet"))),
    )
    return Schedule(
        zone,
        tuple(_span(chance) for _ in range(6)),
        exceptions[: chance.randrange(3)],
        templates=(quiet,),
        holidays=chance.choice((None, PublicHolidays("US", like="quiet"))),
    )


def _span(chance: random.Random) -> Span:
    """Most often at night, where clocks change."""
    start = chance.randrange(300) if chance.random() < 0.7 else chance.randrange(1440)
    end = (start + chance.choice((chance.randrange(1, 90), chance.randrange(1, 1440)))) % 1440
    kind = chance.choice(_KINDS)
    days = EVERY_DAY if chance.random() < 0.8 else frozenset(chance.sample(range(7), 3))
    admits = chance.choice(_ADMITS) if kind is Mode.CHECK_IN else None
    return Span(kind, days, time(start // 60, start % 60), time(end // 60, end % 60), admits)


def a_year(zone: ZoneInfo, year: int, at: time) -> None:
    """A daily check-in runs once for every day of the year: where a day is skipped, right after it."""
    end = (datetime.combine(date.min, at) + 10 * _MINUTE).time()
    plan = Plan(Schedule(zone, (Span(Mode.CHECK_IN, EVERY_DAY, at, end),)))
    days = [date(year, 1, 1) + number * DAY for number in range((date(year + 1, 1, 1) - date(year, 1, 1)) // DAY)]
    planned = sorted({instant(zone, datetime.combine(day, at)) for day in days})
    now, runs = planned[0] - _MINUTE / 60, []
    while (found := plan.next_check_in(now)) is not None and found <= planned[-1]:
        assert found > now
        runs.append(found)
        now = found
    assert runs == planned, (zone.key, year, at, set(runs) ^ set(planned))


def years(zone: ZoneInfo, seed: str) -> Iterator[tuple[int, time]]:
    """The years in which a clock changed and each fifth of the others, with a time of day that is often that of the
    change."""
    chance = random.Random(f"{seed} {zone.key}")
    for year in range(FIRST.year, LAST.year + 1):
        changes = [near for near in transitions(zone) if near.year == year]
        if not changes and year % 5:
            continue
        minute = chance.randrange(1440)
        if changes and chance.random() < 0.5:
            change = chance.choice(changes)
            steps = (change + number * 15 * _MINUTE for number in range(97))
            found = next((one for one in steps if offset(zone, one) != offset(zone, change)), change)
            local = found.astimezone(zone)
            minute = (local.hour * 60 + local.minute + chance.randrange(-70, 10)) % 1440
        yield year, time(minute // 60, minute % 60)


def main(names: Iterable[str], seed: str = "1") -> int:
    began, wrong, changes, aliases = datetime.now(UTC), 0, 0, different()
    asked = list(names) or list(aliases)
    for number, name in enumerate(asked, 1):
        zone = ZoneInfo(name)
        checks = [(around_a_change, (zone, near, seed)) for near in transitions(zone)]
        changes += len(checks)
        for check, given in (*checks, *((a_year, (zone, year, at)) for year, at in years(zone, seed))):
            try:
                check(*given)  # type: ignore[operator]
            except AssertionError as error:
                wrong += 1
                print(f"WRONG {name}: {check.__name__}{given[1:]}: {error}", flush=True)
        if number % 25 == 0:
            print(f"{number} of {len(asked)} zones, {changes} changes, {wrong} wrong", flush=True)
    others = sum(len(aliases.get(name, ())) for name in asked)
    span = datetime.now(UTC) - began
    print(f"{len(asked)} zones ({others} more names of the same), {changes} changes, {wrong} wrong, in {span}")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
