from __future__ import annotations

import tomllib
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.settings.reader import SettingsError, Table
from desktop.core.settings.week import DEFAULT_SPANS, read_schedule, schedule_table
from focus.plan import Plan
from focus.schedule import NORMAL, DayException, DayTemplate, Mode, PublicHolidays, Schedule, Span

WHOLE = """
zone = "Europe/Paris"
between = "hold"            # or "flow"
missed = "release"          # or "next"
[[span]]
kind = "focus"              # focus | check_in | together
days = ["mon", "tue", "wed", "thu", "fri"]
start = "08:30"
end = "11:00"
intention = "Release 2.0"
[[span]]
kind = "check_in"
days = ["mon", "tue", "wed", "thu", "fri", "mon"]
start = "11:00"
end = 11:30:00
admits = ["mail", "mention"]
name = "late morning"
[[exception]]
date = "2026-12-25"
spans = []
[[exception]]
date = 2026-12-24
spans = [{ kind = "together", start = "22:00", end = "02:00" }]
"""
WORKDAYS = frozenset(range(5))
PARIS = ZoneInfo("Europe/Paris")


def read(text: str) -> Schedule:
    return read_schedule(Table("w.toml", tomllib.loads(text), "schedule", strict=True))[0]


def test_the_whole_form() -> None:
    assert read(WHOLE) == Schedule(
        PARIS,
        (
            Span(Mode.FOCUS, WORKDAYS, time(8, 30), time(11), intention="Release 2.0"),
            Span(Mode.CHECK_IN, WORKDAYS, time(11), time(11, 30), frozenset({"mail", "mention"}), "late morning"),
        ),
        (
            DayException(date(2026, 12, 25), date(2026, 12, 25), ()),
            DayException(
                date(2026, 12, 24), date(2026, 12, 24), (Span(Mode.TOGETHER, frozenset(), time(22), time(2)),)
            ),
        ),
    )


SPAN = '[[span]]\nkind = "focus"\ndays = ["mon"]\nstart = "08:30"\nend = "11:00"\n'


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (
            '"08:30"',
            '"25:00"',
            'w.toml: schedule.span[1].start = "25:00" is wrong: it must be a time of day such as "08:3',
        ),
        ('"11:00"', '"24:00"', 'w.toml: schedule.span[1].end = "24:00" is wrong: it must be a time of day'),
        ('"11:00"', '"11:00:30"', 'w.toml: schedule.span[1].end = "11:00:30" is wrong'),
        ('"11:00"', "11:00:30", "w.toml: schedule.span[1].end = 11:00:30 is wrong"),
        ('"08:30"', '"8:30"', 'w.toml: schedule.span[1].start = "8:30" is wrong'),
        ('"08:30"', '"٠٨:٣٠"', "w.toml: schedule.span[1].start"),
        ('"08:30"', "830", "w.toml: schedule.span[1].start = 830 is wrong"),
        ('"11:00"', '"08:30"', 'w.toml: schedule.span[1].end = "08:30" is wrong: it must be another time than "start"'),
        (
            '"focus"',
            '"open"',
            'w.toml: schedule.span[1].kind = "open" is wrong: it must be one of "focus", "check_in", "tog',
        ),
        (
            '["mon"]',
            '["mon", "lundi"]',
            'w.toml: schedule.span[1].days = ["mon", "lundi"] is wrong: it must be a list of d',
        ),
        ('["mon"]', "[]", "w.toml: schedule.span[1].days = [] is wrong"),
        ('days = ["mon"]\n', "", "w.toml: schedule.span[1].days is missing"),
        (
            "[[span]]",
            'zone = "Mars/Base"\n[[span]]',
            'w.toml: schedule.zone = "Mars/Base" is wrong: it must be a time zone',
        ),
        ("[[span]]", 'zone = "../x"\n[[span]]', 'w.toml: schedule.zone = "../x" is wrong'),
        ("[[span]]", 'zone = "Europe"\n[[span]]', 'w.toml: schedule.zone = "Europe" is wrong'),
        ("[[span]]", 'between = "wait"\n[[span]]', 'w.toml: schedule.between = "wait" is wrong'),
        ("[[span]]", 'misssed = "next"\n[[span]]', 'w.toml: schedule.misssed = "next" is not a known key'),
        ("kind", 'admits = ["mail"]\nkind', 'w.toml: schedule.span[1].admits = ["mail"] is wrong: it must be left out'),
        ("kind", "strat = 1\nkind", "w.toml: schedule.span[1].strat = 1 is not a known key"),
        ("[[span]]", "[[exception]]\nspans = []\n[[span]]", "w.toml: schedule.exception[1].date is missing"),
        ("[[span]]", '[[exception]]\ndate = "2026-02-30"\nspans = []\n[[span]]', "w.toml: schedule.exception[1].date"),
        ("[[span]]", '[[exception]]\ndate = "2026-02-20"\n[[span]]', "w.toml: schedule.exception[1].spans is missing"),
    ],
)
def test_what_is_wrong_names_the_place(before: str, after: str, line: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(SPAN.replace(before, after, 1))
    assert str(caught.value).startswith(line)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('from = "2026-12-24"\nspans = []', "w.toml: schedule.exception[1].to is missing"),
        ('from = "2026-12-24"\nto = "2026-12-23"\nspans = []', 'schedule.exception[1].to = "2026-12-23" is wrong'),
        ('date = "2026-12-24"\nto = "2026-12-25"\nspans = []', "it must be left out where there is a"),
        ('date = "9999-12-24"\nspans = []', "it must be a date before the year 9990"),
        ('date = "2026-12-24"\nspans = []\nlike = "normal"', "it must be left out where there are spans"),
        ('date = "2026-12-24"\nlike = "quiet"', 'like = "quiet" is wrong: it must be one of "calm", "normal"'),
        ('date = "2026-12-24"', "schedule.exception[1].spans is missing"),
    ],
)
def test_what_is_wrong_with_days_that_differ(text: str, line: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(f'[[template]]\nname = "calm"\nspan = []\n[[exception]]\n{text}\n')
    assert line in str(caught.value)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[[template]]\nname = "normal"\nspan = []', "a name that no other template has"),
        ('[[template]]\nname = "a"\nspan = []\n[[template]]\nname = "a"\nspan = []', "schedule.template[2].name"),
        ('[[template]]\nname = "a"', "schedule.template[1].span is missing"),
        ("[holidays]", "schedule.holidays.country is missing"),
        ('[holidays]\ncountry = "DE"\nregion = "by"', 'did you mean "BY"?'),
        ('[holidays]\ncountry = "FR"\nlike = "normal"', "the name of a [[schedule.template]], and there is none"),
    ],
)
def test_what_is_wrong_with_templates_and_holidays(text: str, line: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(text + "\n")
    assert line in str(caught.value)


def test_a_date_that_stands_twice_has_both() -> None:
    one = '[[exception]]\ndate = "2026-12-24"\nspans = [{{ kind = "check_in", start = "{}:00", end = "{}:30" }}]\n'
    (found,) = read(one.format("09", "09") + one.format("15", "15")).exceptions
    assert [span.start.hour for span in found.spans] == [9, 15]


def test_the_default_week_is_one_that_can_be() -> None:
    Plan(Schedule(PARIS, DEFAULT_SPANS))
    check_ins = [span for span in DEFAULT_SPANS if span.kind is Mode.CHECK_IN]
    assert {day for span in check_ins for day in span.days} == set(range(7))


times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
words = st.text(st.characters(categories=("L", "N", "P")), max_size=12)
names = st.frozensets(st.sampled_from(["mail", "mention", "work"]), min_size=1)


@st.composite
def spans(draw: st.DrawFn, *, weekly: bool) -> Span:
    kind = draw(st.sampled_from([Mode.FOCUS, Mode.CHECK_IN, Mode.TOGETHER]))
    start, end = draw(st.tuples(times, times).filter(lambda pair: pair[0] != pair[1]))
    days = draw(st.frozensets(st.integers(0, 6), min_size=1)) if weekly else frozenset()
    admits = draw(st.none() | names) if kind is Mode.CHECK_IN else None
    return Span(kind, days, start, end, admits, draw(words), draw(words))


day_spans = st.lists(spans(weekly=False), max_size=3).map(tuple)


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    named = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8).filter(lambda one: one != NORMAL)
    templates = tuple(DayTemplate(name, draw(day_spans)) for name in draw(st.lists(named, max_size=2, unique=True)))
    likes = [one.name for one in templates]
    exceptions = []
    for first in draw(st.lists(st.dates(max_value=date(9900, 1, 1)), max_size=3, unique=True)):
        like = draw(st.sampled_from(["", NORMAL, *likes]))
        last = first + timedelta(days=draw(st.integers(0, 400)))
        exceptions.append(DayException(first, last, () if like else draw(day_spans), draw(words), like))
    holidays = None
    if draw(st.booleans()):
        like = draw(st.sampled_from(["", *likes]))
        country, region = draw(st.sampled_from([("FR", ""), ("DE", "BY"), ("US", "")]))
        holidays = PublicHolidays(country, region, () if like else draw(day_spans), like)
    return Schedule(
        draw(st.sampled_from([PARIS, ZoneInfo("America/New_York"), ZoneInfo("UTC")])),
        tuple(draw(st.lists(spans(weekly=True), max_size=4))),
        tuple(exceptions),
        draw(st.sampled_from(["hold", "flow"])),
        draw(st.sampled_from(["release", "next"])),
        templates,
        holidays,
    )


@given(schedules())
def test_written_and_read_again_it_is_the_same(schedule: Schedule) -> None:
    table = Table("w.toml", schedule_table(schedule, schedule.zone.key), "schedule", strict=True)
    assert read_schedule(table) == (schedule, schedule.zone.key)
