"""What is older than the person wants to keep goes, once a day and a little at a time; nothing before they say so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from desktop.core.desk import RequestError
from desktop.core.kept_mails import KeptMails
from desktop.core.retaining import AFTER_START, EVERY
from desktop.core.settings.retained import Retention, is_right, length
from inbox.forgetting import PORTION
from tests.desktop.core.day import Day, at

LATER = at(12) + timedelta(days=100)


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    opened = Day(tmp_path, at(8))
    opened.be(at(8))
    yield opened
    opened.engine.close()


def all_done(day: Day, how_many: int) -> None:
    day.be(at(9))
    day.arrive(how_many)
    day.be(at(11))
    day.engine.done(range(1, how_many + 1))


def pass_time(day: Day, start: datetime, length: timedelta) -> None:
    """As the heartbeat does: the next tick is when something is due."""
    now, end = start, start + length
    while now <= end:
        day.clock.set_to(now)
        due = day.engine.tick(now)
        now = min(one for one in (due, now + timedelta(hours=2)) if one is not None and one > now)


def test_nothing_is_deleted_before_the_person_says_so(day: Day) -> None:
    all_done(day, 5)
    assert day.engine.retention() == Retention()
    pass_time(day, LATER, 3 * EVERY)
    assert day.engine.ledger().received == 5


def test_what_is_older_goes_with_its_opened_mail_and_the_ledger_stays_right(day: Day) -> None:
    all_done(day, PORTION + 30)
    mails = KeptMails(day.paths.mails)
    mails.put("work", 7, b"From: a\n\nkept")
    day.engine.set_retention(Retention(items="90 days", lived="90 days"))
    pass_time(day, LATER, AFTER_START - timedelta(minutes=1))
    assert day.engine.ledger().received == PORTION + 30
    pass_time(day, LATER + AFTER_START, timedelta(minutes=5))
    ledger = day.engine.ledger()
    assert (ledger.received, ledger.forgotten, ledger.adds_up) == (0, PORTION + 30, True)
    assert not mails.has("work", 7)
    assert day.engine.search("Contract") == ()


def test_what_is_younger_stays_until_its_day_has_come(day: Day) -> None:
    all_done(day, 2)
    day.engine.set_retention(Retention(items="90 days"))
    pass_time(day, at(11) + timedelta(days=89), timedelta(hours=3))
    assert day.engine.ledger().received == 2
    pass_time(day, at(13) + timedelta(days=89), timedelta(hours=26))
    assert day.engine.ledger().received == 0


def test_a_clock_that_is_wrong_for_a_while_deletes_nothing(day: Day) -> None:
    all_done(day, 2)
    day.engine.set_retention(Retention(items="90 days"))
    pass_time(day, at(11), timedelta(hours=5))
    pass_time(day, at(11) + timedelta(days=20_000), AFTER_START - timedelta(minutes=1))
    pass_time(day, at(17), timedelta(hours=30))
    assert day.engine.ledger().received == 2


@pytest.mark.logs("could not be deleted")
def test_a_full_disk_is_tried_again(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    all_done(day, 2)
    day.engine.set_retention(Retention(items="90 days"))

    def full(*_: object) -> list[tuple[str, int]]:
        raise OperationalError("", {}, Exception("disk is full"))

    with monkeypatch.context() as broken:
        broken.setattr("inbox.forgetting.Forgetting.items", full)
        pass_time(day, LATER, AFTER_START + timedelta(minutes=1))
    assert day.engine.ledger().received == 2
    pass_time(day, LATER + AFTER_START, timedelta(hours=2))
    assert day.engine.ledger().received == 0


def test_a_length_that_is_none_is_refused_and_nothing_is_changed(day: Day) -> None:
    before = day.paths.settings_file.read_bytes()
    with pytest.raises(RequestError, match="90 days"):
        day.engine.set_retention(Retention(items="soon"))
    assert day.paths.settings_file.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "days"),
    [("forever", None), ("1 day", 1), ("8 weeks", 56), ("6 months", 180), ("2 years", 730), ("1000 years", 365_000)],
)
def test_lengths(text: str, days: int | None) -> None:
    assert is_right(text)
    assert length(text) == (None if days is None else timedelta(days=days))


@pytest.mark.parametrize("text", ["", "0 days", "-1 days", "2years", "1001 years", "99999 years", "a year", "2 Years"])
def test_what_is_no_length(text: str) -> None:
    assert not is_right(text)
