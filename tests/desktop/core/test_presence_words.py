"""What colleagues read."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from desktop.core.presence_words import presence_words
from desktop.core.showing import now_view
from focus.plan import Plan
from focus.schedule import Mode, Override, Schedule, Span

NINE = datetime(2026, 11, 23, 8, tzinfo=UTC)
ELEVEN = datetime(2026, 11, 23, 10, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
DAILY = frozenset(range(7))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "In focus until 11:00, reading messages at 11:30"),
        ("fr", "En concentration jusqu’à 11:00, lecture des messages à 11:30"),
    ],
)
def test_it_says_until_when_and_when_messages_are_read(language: str, expected: str) -> None:
    check_in = Span(Mode.CHECK_IN, DAILY, time(11, 30), time(12))
    plan = Plan(Schedule(PARIS, (check_in,)), (Override(Mode.FOCUS, NINE, ELEVEN, "a secret project"),))
    assert presence_words(now_view(plan, NINE), language) == expected


def test_without_a_check_in_it_promises_none() -> None:
    plan = Plan(Schedule(PARIS), (Override(Mode.FOCUS, NINE, ELEVEN),))
    assert presence_words(now_view(plan, NINE), "en") == "In focus until 11:00"
