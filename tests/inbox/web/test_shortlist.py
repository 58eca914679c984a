"""A list that a server gives in one piece."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from inbox.item import Reason
from inbox.sources import Start
from inbox.web.feed import Told
from inbox.web.listing import Listed
from inbox.web.shortlist import Shortlist

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


def listed(*names: str, at: datetime = NOW - timedelta(hours=1)) -> list[Listed]:
    return [Listed(name, at, lambda name=name: Told(name, Reason.MENTIONED, "", name, "", at)) for name in names]  # type: ignore[misc]


def told(cursor: str, here: Sequence[Listed], now: datetime = NOW, start: Start | None = None) -> tuple[list[str], str]:
    found: list[str] = []
    for portion in Shortlist(cursor, now, start or Start()).news(here):
        found += [one.key for one in portion.told]
        cursor = portion.cursor
    return found, cursor


def test_what_was_hidden_below_comes_however_old() -> None:
    _, cursor = told("", listed("b", "c"))
    assert told(cursor, [*listed("a", at=NOW - timedelta(days=3)), *listed("c")])[0] == ["a"]


def test_but_nothing_from_before_the_start() -> None:
    _, cursor = told("", listed("b"))
    assert told(cursor, listed("a", at=NOW - timedelta(days=15)))[0] == []


def test_a_list_that_only_shrinks_leaves_the_cursor() -> None:
    _, cursor = told("", listed("a", "b"))
    assert told(cursor, listed("b")) == ([], cursor)
    assert told(cursor, []) == ([], cursor)


def test_a_portion_that_was_not_stored_comes_again_whole() -> None:
    names = [f"{number:03}" for number in range(250)]
    portions = list(Shortlist("", NOW, Start()).news(listed(*names)))
    assert [len(portion.told) for portion in portions] == [100, 100, 50]
    rest, _ = told(portions[0].cursor, listed(*names))
    assert rest == names[100:]


def test_a_clock_that_was_ahead_is_no_obstacle() -> None:
    _, cursor = told("", listed("a"), NOW + timedelta(days=400))
    assert told(cursor, listed("a", "b"))[0] == ["a", "b"]


def test_the_cursor_holds_no_more_than_the_list() -> None:
    _, cursor = told("", listed("a", "b"))
    _, cursor = told(cursor, listed("c"))
    assert len(json.loads(cursor)["listed"]) == 1


def test_what_is_not_for_the_person_is_known_all_the_same() -> None:
    asked: list[str] = []
    nothing = Listed("x", NOW, lambda: asked.append("x"))
    _, cursor = told("", [nothing])
    assert told(cursor, [nothing]) == ([], cursor)
    assert asked == ["x"]
