"""Random weeks, in any zone and near its clock changes, for the property tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import strategies as st

from focus.schedule import (
    NORMAL,
    DayException,
    DayTemplate,
    Mode,
    Override,
    PublicHolidays,
    Schedule,
    Span,
    Stand,
)
from tests.focus.week import DAY, EVERY_DAY, offset

FIRST, LAST = datetime(1970, 1, 3, tzinfo=UTC), datetime(2037, 12, 28, tzinfo=UTC)
ODD_ZONES = (
    "Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kwajalein", "Africa/Casablanca",
    "America/Sao_Paulo", "America/St_Johns", "Asia/Kathmandu", "Africa/Monrovia", "Asia/Pyongyang", "Antarctica/Troll",
    "America/Godthab", "Asia/Gaza", "Africa/Cairo", "America/Havana", "Europe/Dublin", "UTC",
)  # fmt: skip
COUNTRIES = (("FR", ""), ("DE", "BY"), ("US", ""), ("JP", ""), ("IL", ""), ("IR", ""))
zones = st.one_of(st.sampled_from(ODD_ZONES), st.sampled_from(sorted(available_timezones()))).map(ZoneInfo)


@lru_cache(maxsize=64)
def transitions(zone: ZoneInfo) -> tuple[datetime, ...]:
    """A midnight (UTC) within a day of each change of the zone's clock, 1970 to 2037."""
    days = [FIRST + number * DAY for number in range((LAST - FIRST) // DAY)]
    offsets = [offset(zone, day) for day in days]
    return tuple(day for day, before, after in zip(days, offsets, offsets[1:], strict=False) if before != after)


@st.composite
def moments(draw: st.DrawFn, zone: ZoneInfo) -> datetime:
    """Any instant, half of the time within three days of a change of the clock."""
    changes = transitions(zone)
    near = draw(st.booleans())
    if changes and near:
        return draw(st.sampled_from(changes)) + timedelta(minutes=draw(st.integers(-3 * 1440, 3 * 1440)))
    return FIRST + timedelta(minutes=draw(st.integers(0, (LAST - FIRST) // timedelta(minutes=1))))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """Often short, often at night, where clocks change."""
    start = draw(st.one_of(st.integers(0, 4 * 60), st.integers(0, 1439)))
    length = draw(st.one_of(st.integers(1, 90), st.integers(1, 1439)))
    end = (start + length) % 1440
    kind = draw(st.sampled_from((Mode.FOCUS, Mode.CHECK_IN, Mode.TOGETHER)))
    days = draw(st.one_of(st.just(EVERY_DAY), st.frozensets(st.integers(0, 6))))
    labels = st.frozensets(st.sampled_from(("mail", "mention")), min_size=1)
    admits = draw(st.one_of(st.none(), labels)) if kind is Mode.CHECK_IN else None
    return Span(kind, days, time(start // 60, start % 60), time(end // 60, end % 60), admits)


@st.composite
def exceptions(draw: st.DrawFn, middle: date, likes: tuple[str, ...]) -> DayException:
    """Near the middle, most often short; a long one may reach far to both sides."""
    long = draw(st.integers(0, 9)) == 0
    first = middle + draw(st.integers(-40, 20) if long else st.integers(-3, 5)) * DAY
    last = first + draw(st.integers(0, 90) if long else st.integers(0, 3)) * DAY
    like = draw(st.sampled_from(("", "", "", *likes)))
    return DayException(first, last, () if like else tuple(draw(st.lists(spans(), max_size=2))), like=like)


@st.composite
def schedules(draw: st.DrawFn, zone: ZoneInfo, around: datetime, *, most: int = 5) -> Schedule:
    middle = around.astimezone(zone).date()
    templates = tuple(
        DayTemplate(name, tuple(draw(st.lists(spans(), max_size=2))))
        for name in draw(st.sampled_from(((), (), ("quiet",), ("quiet", "busy"))))
    )
    likes = tuple(one.name for one in templates)
    holidays = None
    if draw(st.integers(0, 3)) == 0:
        like = draw(st.sampled_from(("", *likes)))
        of_day = () if like else tuple(draw(st.lists(spans(), max_size=2)))
        holidays = PublicHolidays(*draw(st.sampled_from(COUNTRIES)), of_day, like)
    return Schedule(
        zone,
        tuple(draw(st.lists(spans(), max_size=most))),
        tuple(draw(st.lists(exceptions(middle, (NORMAL, *likes)), max_size=3))),
        draw(st.sampled_from(("hold", "flow"))),
        draw(st.sampled_from(("release", "next"))),
        templates,
        holidays,
    )


@st.composite
def overrides(draw: st.DrawFn, around: datetime) -> tuple[Override, ...]:
    found = []
    for _ in range(draw(st.integers(0, 3))):
        since = around + timedelta(minutes=draw(st.integers(-600, 600)))
        length = timedelta(minutes=draw(st.integers(1, 600)))
        stand = draw(st.sampled_from((Stand.FOLLOWS, Stand.FOLLOWS, *Stand)))
        if stand is Stand.OFF:
            length *= draw(st.sampled_from((1, 1, 20, 300)))
        mode = draw(st.sampled_from(list(Mode))) if stand is Stand.FOLLOWS else Mode.OPEN
        found.append(Override(mode, since, since + length, stand=stand))
    return tuple(found)
