"""What rules find in what arrived is kept, for those that the person has and for those that are tried."""

from __future__ import annotations

from datetime import UTC, datetime

from desktop.core.rehearsal.past import Past
from desktop.core.rehearsal.values import Came
from inbox.rules import HOLD, Match, Rule
from tests.inbox.arrivals import arrival


def test_while_others_are_tried_those_that_the_person_has_are_not_looked_for_again() -> None:
    past = Past([Came(arrival(received_at=datetime(2026, 11, 16, 8, tzinfo=UTC)))])
    own = (Rule("own", Match(domain=("client.example",)), HOLD),)
    looked: list[str] = []
    for number in range(5):
        past.found(own, lambda: looked.append("own"))
        tried = (Rule(f"tried {number}", Match(domain=("client.example",)), HOLD),)
        past.found(tried, lambda: looked.append("tried"))
    assert looked == ["own", *["tried"] * 5]
