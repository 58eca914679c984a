"""What is new in a list that begins with the newest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from inbox.errors import Offline
from inbox.item import Reason
from inbox.sources import Start
from inbox.web import listing
from inbox.web.feed import Told
from inbox.web.listing import Listed, Mark

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def listed(*minutes: float, suffix: str = "") -> list[Listed]:
    """One thing for each, so many minutes ago."""
    found = []
    for ago in sorted(minutes):
        at = NOW - timedelta(minutes=ago)
        told = Told(f"{ago}{suffix}", Reason.MENTIONED, "ada", f"{ago}", "", at)
        found.append(Listed(told.key, at, lambda told=told: told))  # type: ignore[misc]
    return found


def read(
    things: Sequence[Listed], cursor: str = "", start: Start | None = None, now: datetime = NOW
) -> tuple[list[str], str]:
    found: list[str] = []
    for portion in Mark(cursor, now, start or Start()).news(things):
        found += [one.key for one in portion.told]
        cursor = portion.cursor
    return found, cursor


def test_oldest_first_and_once() -> None:
    found, cursor = read(listed(1, 2, 3))
    assert found == ["3", "2", "1"]
    assert read(listed(1, 2, 3), cursor) == ([], cursor)
    assert read(listed(0, 1, 2, 3), cursor)[0] == ["0"]


@pytest.mark.parametrize("begun", [True, False])
def test_what_a_page_passed_over_is_found_when_it_is_read_again(begun: bool) -> None:
    whole = listed(*range(120))
    cursor = read(listed(300), start=Start(mails=0))[1] if begun else ""
    readings = [whole[:49] + whole[50:], whole[:99] + whole[100:], whole]
    found = [
        one.key
        for portion in Mark(cursor, NOW, Start()).news(readings.pop(0), lambda: readings.pop(0))
        for one in portion.told
    ]
    assert found == [str(ago) for ago in reversed(range(120))]
    assert readings == []


def test_what_comes_late_is_not_missed() -> None:
    _, cursor = read(listed(1, 3))
    assert read(listed(1, 2, 3), cursor)[0] == ["2"]
    assert read(listed(1, 2, 3, 500), cursor)[0] == ["2"]


def test_the_same_second_again() -> None:
    _, cursor = read(listed(1))
    assert read(listed(1) + listed(1, suffix="b"), cursor)[0] == ["1b"]


def test_what_lies_ahead_of_our_clock_hides_nothing() -> None:
    _, cursor = read(listed(-600))
    found, cursor = read(listed(-600, 1), cursor)
    assert found == ["1"]
    later = NOW + timedelta(minutes=5)
    assert read(listed(-600, -4, 1), cursor, now=later)[0] == ["-4"]


@pytest.mark.parametrize("jump", [timedelta(days=400), timedelta(days=-400)])
def test_our_clock_jumps_and_nothing_is_lost_or_doubled(jump: timedelta) -> None:
    begun, cursor = read(listed(1, 60 * 24), now=NOW + jump)
    found, cursor = read(listed(0, 1, 60 * 24), cursor)
    again, cursor = read(listed(-1, 0, 1, 60 * 24), cursor)
    assert [*begun, *found, *again] == ["1440", "1", "0", "-1"]
    assert read(listed(-1, 0, 1, 60 * 24), cursor) == ([], cursor)


def test_the_first_time_is_bounded() -> None:
    found, cursor = read(listed(1, 2, 3, 4), start=Start(days=14, mails=2))
    assert found == ["2", "1"]
    assert read(listed(1, 2, 3, 4), cursor)[0] == []
    found, cursor = read(listed(1, 60 * 24 * 20), start=Start(days=14, mails=500))
    assert found == ["1"]
    assert read(listed(1, 60 * 24 * 20), cursor)[0] == []


def test_stops_where_it_knows_the_rest() -> None:
    _, cursor = read(listed(1))
    taken: list[str] = []

    def noted() -> object:
        for one in listed(0, 1, 30, 60, 90):
            taken.append(one.key)
            yield one

    read(noted(), cursor)  # type: ignore[arg-type]
    assert taken == ["0", "1", "30"]


def test_of_too_many_the_oldest_come_first_and_the_rest_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST", 3)
    _, cursor = read([])
    found, cursor = read(listed(1, 2, 3, 4, 5), cursor)
    assert found == ["5", "4", "3"]
    assert read(listed(1, 2, 3, 4, 5), cursor)[0] == ["2", "1"]


def test_in_portions_each_with_its_cursor() -> None:
    things = listed(*(number / 60 for number in range(250)))
    portions = list(Mark("", NOW, Start()).news(things))
    assert [len(portion.told) for portion in portions] == [100, 100, 50]
    rest, _ = read(things, portions[0].cursor)
    assert len(rest) == 150


def test_what_was_told_before_an_error_is_not_told_again() -> None:
    def failing() -> Told | None:
        raise Offline("later")

    things = listed(1, 2, 3)
    found: list[str] = []
    cursor = ""
    with pytest.raises(Offline):  # noqa: PT012
        for portion in Mark("", NOW, Start()).news([Listed(things[0].key, things[0].at, failing), *things[1:]]):
            found += [one.key for one in portion.told]
            cursor = portion.cursor
    assert found == ["3", "2"]
    assert read(things, cursor)[0] == ["1"]


def test_what_is_not_for_the_person_is_passed_once() -> None:
    (one,) = listed(1)
    hidden = Listed(one.key, one.at, lambda: None)
    found, cursor = read([hidden])
    assert (found, bool(cursor)) == ([], True)
    assert read(listed(1), cursor)[0] == []
