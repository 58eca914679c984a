"""A direct mention by who has been met counts more than one by a stranger."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from inbox.item import Arrival, Channel, Fetched, Reason, State
from inbox.queue import Queue
from inbox.rank import STRANGER
from inbox.reading import Reading
from tests.inbox.arrivals import NOON, arrival


def mention(actor: str = "ada", project: str = "acme/boat", **changed: Any) -> Arrival:
    told: dict[str, Any] = {"channel": Channel.MENTION, "reason": Reason.MENTIONED, "tool": "github", "rank": 5}
    return arrival(**{**told, "sender_name": actor, "project": project, **changed})


def stored(queue: Queue, reading: Reading, *arrivals: Arrival) -> list[int]:
    """The ranks that these are given, in their order."""
    queue.accept("work", Fetched(arrivals, "c"), NOON)
    newest_first = list(reading.rows(State.HELD))[: len(arrivals)]
    return [item.rank for item in newest_first[::-1]]


def test_while_nobody_has_been_met_nobody_is_a_stranger(queue: Queue, reading: Reading) -> None:
    assert stored(queue, reading, mention("ada"), mention("eve", "evil/spam")) == [5, 5]


def test_who_has_been_met_and_where(queue: Queue, reading: Reading) -> None:
    stored(queue, reading, mention("ada", "acme/boat", rank=2, reason=Reason.SUBSCRIBED))
    assert stored(queue, reading, mention("ada", "other/place")) == [5]
    assert stored(queue, reading, mention("bob", "acme/boat")) == [5]
    assert stored(queue, reading, mention("eve", "evil/spam")) == [STRANGER]
    assert stored(queue, reading, mention("eve", "evil/spam", tool="gitlab")) == [5]
    assert stored(queue, reading, mention("", "")) == [5]


def test_only_direct_mentions_are_looked_at(queue: Queue, reading: Reading) -> None:
    stored(queue, reading, mention())
    assert stored(queue, reading, mention("eve", "evil/spam", rank=4, reason=Reason.ASSIGNED)) == [4]
    assert stored(queue, reading, arrival(sender_name="eve", rank=0)) == [0]


def test_what_is_not_verified_or_in_a_crowd_makes_nobody_known(queue: Queue, reading: Reading) -> None:
    stored(queue, reading, mention())
    stored(
        queue, reading, mention("eve", "evil/spam", channel=Channel.MAIL, rank=0), mention("mal", "evil/mass", rank=0)
    )
    assert stored(queue, reading, mention("eve", "evil/spam"), mention("mal", "evil/mass")) == [STRANGER, STRANGER]


def test_five_thousand_in_one_poll(queue: Queue, reading: Reading) -> None:
    stored(queue, reading, mention())
    many = [mention(f"eve{n}", f"evil/{n}", received_at=NOON - timedelta(seconds=n)) for n in range(5000)]
    assert stored(queue, reading, *many[:1]) == [STRANGER]
    queue.accept("work", Fetched(tuple(many), "d"), NOON)
    assert reading.count(State.HELD) == 5001
