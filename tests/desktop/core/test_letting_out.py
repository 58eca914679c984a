"""What comes out at an opening, and when the engine looks for that."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desktop.core.letting_out import check_ins, fewer_check_ins
from focus.schedule import DayException, Mode, Schedule, Span
from inbox.item import Channel, State
from tests.desktop.core.day import Day, at

PARIS = ZoneInfo("Europe/Paris")
EVERY_DAY = frozenset(range(7))


def named(name: str, days: frozenset[int] = EVERY_DAY) -> Span:
    return Span(Mode.CHECK_IN, days, time(18), time(18, 20), name=name)


WEEK = Schedule(
    PARIS,
    (named("digest"),),
    (
        DayException(date(2026, 11, 19), date(2026, 11, 20), (named("gone", frozenset()),)),
        DayException(date(2026, 11, 24), date(2026, 11, 24)),
    ),
)


@pytest.mark.parametrize(
    ("now", "names", "fewer"),
    [
        (datetime(2026, 11, 19, 12, tzinfo=UTC), {"digest", "gone"}, datetime(2026, 11, 21, 23, tzinfo=UTC)),
        (datetime(2026, 11, 21, 22, 59, tzinfo=UTC), {"digest", "gone"}, datetime(2026, 11, 21, 23, tzinfo=UTC)),
        (datetime(2026, 11, 21, 23, tzinfo=UTC), {"digest"}, None),
    ],
)
def test_a_check_in_of_one_day_is_waited_for_until_that_has_gone_by(
    now: datetime, names: set[str], fewer: datetime | None
) -> None:
    assert check_ins(WEEK, now) == names
    assert fewer_check_ins(WEEK, now) == fewer


def test_a_check_in_that_begins_within_another_is_looked_for_at_its_start(tmp_path: Path) -> None:
    day = Day(tmp_path, at(8))
    file = day.paths.settings_file
    within = file.read_text().replace('end = "11:30"', 'end = "11:30"\nadmits = ["mail"]', 1)
    spans = '[[schedule.span]]\nkind = "check_in"\ndays = ["mon"]\nstart = "11:10"\nend = "11:20"\n[[account]]'
    file.write_text(within.replace("[[account]]", spans, 1))
    day.be(at(8, 45))
    day.arrive(channel=Channel.MENTION)
    day.be(at(11))
    assert day.count(State.HELD) == 1
    day.be(at(11, 9, 50))
    assert day.engine.tick(at(11, 9, 50)) == at(11, 10)
    day.be(at(11, 10))
    assert day.count(State.HELD) == 0
    day.engine.close()
