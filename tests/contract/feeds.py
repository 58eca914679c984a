"""A tool's server as the tests of its source need it, and what they ask of the source. Used by `feed_contract`."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from inbox.item import Arrival, Channel
from inbox.sources import Source, Start
from inbox.web.feed import FeedSource
from inbox.writing import Change, Outcome, Stands, What, Writes
from tests.servers.web import Web

TOKEN = "s3cret-of-the-tests"
"""What a double takes for its person's token."""


def now() -> datetime:
    return datetime.now(UTC)


class Double(Protocol):
    """A tool's server, with one person on it. `web` is what it is asked through."""

    web: Web

    def tell(self, *numbers: int, text: str = "look here") -> None:
        """Something happens there for the person, and again for each number, in this order: minutes ago by the tool's
        clock, a second apart. The title or the text has "thing NUMBER" in it."""

    def open(self, start: Start, *, url: str = "") -> Source:
        """As `SPEC.open` does, with a token that is right. `url`: instead of the double's own."""

    def read_there(self, number: int) -> None:
        """The person reads it in the tool's own window."""

    def loop(self) -> None:
        """From now on the list's pages have no end."""


@contextmanager
def opened(double: Double, start: Start | None = None) -> Iterator[FeedSource]:
    source = double.open(start or Start())
    assert isinstance(source, FeedSource)
    try:
        yield source
    finally:
        source.close()


def everything(source: Source, cursor: str = "") -> tuple[list[Arrival], str]:
    found: list[Arrival] = []
    for fetched in source.fetch(cursor, now()):
        found += fetched.arrivals
        cursor = fetched.cursor
    return found, cursor


def after_a_clock_that_was_ahead(double: Double) -> list[int]:
    """What is given of a thing that was hidden by a first look with a wrong clock, and then by one with the right."""
    double.tell(1)
    with opened(double) as source:
        (ahead,) = source.fetch("", now() + timedelta(days=400))
        assert ahead.arrivals == ()
        return numbers(everything(source, ahead.cursor)[0])


def numbers(found: Sequence[Arrival]) -> list[int]:
    told = [re.search(r"thing (\d+)", f"{one.subject}\n{one.text}") for one in found]
    assert None not in told, found
    return [int(one[1]) for one in told if one is not None]


def change(key: str, *, wanted: bool = True, stands: Stands = Stands.OFF) -> Change:
    return Change(7, What.SEEN, wanted, stands, key, "", "", "")


def carried_out(source: Writes, asked: Change) -> Outcome:
    ((id, outcome),) = source.carry_out([asked], lambda ids: ids)
    assert id == asked.id
    return outcome


def is_as_promised(one: Arrival) -> None:
    assert one.channel is Channel.MENTION
    assert one.received_at.tzinfo is UTC
    assert one.received_at <= now()
    assert one.tool
    assert one.sender_address == ""
    for text in (one.key, one.subject, one.sender_name, one.preview, one.thread, one.project, *one.events):
        assert text.isprintable(), text
        assert text.encode() is not None
    assert one.key
    assert "\0" not in one.text
    assert one.text.encode() is not None
    assert one.link == "" or one.link.startswith("https://")
    assert all("://" not in name for name in (one.thread, *one.events))


ODD: tuple[Any, ...] = (
    None, "", [], {}, -1, 10**30, "\0", "x" * 5000, 1.5, False, "2026-13-99", ["a"], {"id": []}, "\ud800",
)  # fmt: skip


def twisted(data: Any, chance: random.Random) -> Any:
    """The same with something else in a place or two."""
    if isinstance(data, dict):
        return {
            name: twisted(value, chance) if chance.random() > 0.08 else chance.choice(ODD)
            for name, value in data.items()
        }
    if isinstance(data, list):
        return [twisted(value, chance) if chance.random() > 0.05 else chance.choice(ODD) for value in data]
    return data if chance.random() > 0.05 else chance.choice(ODD)
