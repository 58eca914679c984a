"""What a replay costs the rest of the app. That it is what the app does: `test_replay_lived`."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from desktop.core.rehearsal.past import Past
from desktop.core.rehearsal.replay import replay
from desktop.core.rehearsal.values import Came
from focus.schedule import Mode, Schedule, Span
from inbox.rulebook import Rulebook
from inbox.rules import HOLD, Match, Rule
from tests.inbox.arrivals import arrival

MONDAY = datetime(2026, 11, 16, 8, tzinfo=UTC)
WEEK = Schedule(
    ZoneInfo("UTC"),
    (
        Span(Mode.FOCUS, frozenset(range(5)), time(8), time(11)),
        Span(Mode.CHECK_IN, frozenset(range(5)), time(11), time(11, 30)),
    ),
)


def test_what_became_alike_of_several_is_one_value() -> None:
    """A thousand of them at each step of a drag would have Python look for garbage in all that the app has."""
    by_rule = Rule("client", Match(domain=("client.example",)), HOLD)
    came = [
        Came(arrival(received_at=MONDAY + timedelta(minutes=n), sender_address=f"a@{who}.example"))
        for n, who in enumerate(("client", "other") * 50)
    ]
    outcomes = replay(WEEK, Rulebook((by_rule,)), Past(came))
    assert {(one.by, one.rule) for one in outcomes} == {("check_in", "client"), ("check_in", "")}
    assert len({id(one) for one in outcomes}) == 2
