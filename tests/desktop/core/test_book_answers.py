from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from desktop.core import book_answers
from desktop.core.book_lines import GapLine
from inbox.item import Ledger, Sums

PARIS = ZoneInfo("Europe/Paris")
FIVE = GapLine(
    "hub",
    "GitHub",
    datetime(2026, 11, 23, 10, 5, tzinfo=UTC),
    datetime(2026, 11, 23, 10, 40, tzinfo=UTC),
    datetime(2026, 11, 23, 10, 41, tzinfo=UTC),
    3,
    "offline",
    "no route",
)


def test_the_ledger() -> None:
    since = datetime(2026, 11, 23, 8, tzinfo=UTC)
    sums = Sums("work", 15, 1, 2, 3, 4, 5, 7, since)
    found = book_answers.ledger((Ledger(15, 1, 2, 3, 4, 5, 7, since, (sums,)), [FIVE]), PARIS)
    states = {"received": 15, "held": 1, "released": 2, "snoozed": 3, "done": 4, "expired": 5, "forgotten": 7}
    assert found == {
        **states,
        "since": "2026-11-23T09:00:00+01:00",
        "accounts": [{"account": "work", **states}],
        "gaps": [
            {
                "account": "hub",
                "asleep": False,
                "since": "2026-11-23T11:05:00+01:00",
                "until": "2026-11-23T11:40:00+01:00",
                "caught_up": "2026-11-23T11:41:00+01:00",
                "items": 3,
                "problem": "offline",
                "detail": "no route",
                "nothing_lost": True,
                "doubt": None,
            }
        ],
    }


def test_what_is_not_caught_up_is_not_said_to_be_whole() -> None:
    assert book_answers.gap(replace(FIVE, caught_up=None), PARIS)["nothing_lost"] is None
    doubted = book_answers.gap(replace(FIVE, doubt="too_long"), PARIS)
    assert (doubted["nothing_lost"], doubted["doubt"]) == (False, "too_long")
    assert book_answers.gap(replace(FIVE, account=""), PARIS)["asleep"]
