"""What arrived lately, read for whoever wants to go through it once more: of a connection of its own, which writes
nothing. Any thread."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from inbox.item import Arrival, Channel, Reason, Verdict
from inbox.judging import MINE
from inbox.store.instants import from_micros, to_micros
from inbox.urgency import answers_by_itself

_SINCE = (
    "SELECT item.id, account, channel, reason, sender_name, sender_address, subject, received_at, thread, list_id, "
    "verdict, tool, project, recipients, reference_ids, text, "
    "(SELECT group_concat(account, char(10)) FROM origin WHERE origin.item = item.id) "
    "FROM item JOIN body ON body.id = item.id WHERE received_at >= ? ORDER BY received_at, item.id"
)
_MARK = "SELECT max(id), min(id) FROM item"
_PORTION = 50
"""A millisecond: so often `look_up` is called."""

# Asking an enum for a value costs ten times a look-up.
_CHANNELS = {channel.value: channel for channel in Channel}
_REASONS = {reason.value: reason for reason in Reason}
_VERDICTS = {verdict.value: verdict for verdict in Verdict}


class Received(NamedTuple):
    """An item as it arrived, and the other accounts by which it came. `thread_mine`, `answers_me`: as in
    `inbox.rules.Around`, by what is known today."""

    id: int
    account: str
    also: frozenset[str]
    arrival: Arrival
    thread_mine: bool
    answers_me: bool


def mark(connection: sqlite3.Connection) -> tuple[int | None, int | None]:
    """Another one when something new has been stored."""
    found: tuple[int | None, int | None] = connection.execute(_MARK).fetchone()
    return found


def received(
    connection: sqlite3.Connection, since: datetime, mine: frozenset[str], look_up: Callable[[], None] = lambda: None
) -> list[Received]:
    """All that was received since then, whatever has become of it, in the order of that. `mine`: the person's own
    addresses, in lower case. `look_up` is called now and then: what it raises ends this."""
    found: list[tuple[int, str, frozenset[str], Arrival]] = []
    cursor = connection.execute(_SINCE, (to_micros(since),))
    while rows := cursor.fetchmany(_PORTION):
        look_up()
        found.extend(map(_read, rows))
    known = _of_mine(connection, [one[3] for one in found], mine)
    return [Received(*one, *_around(one[3], known)) for one in found]


def _read(row: tuple[Any, ...]) -> tuple[int, str, frozenset[str], Arrival]:
    (
        id, account, channel, reason, name, address, subject, at, thread, list_id, verdict, tool, project, to,
        references, text, also,
    ) = row  # fmt: skip
    arrival = Arrival(
        key="", content_key="", channel=_CHANNELS[channel], reason=_REASONS[reason], sender_name=name,
        sender_address=address, subject=subject, received_at=from_micros(at), preview="", text=text,
        thread=thread, list_id=list_id, to=_texts(to), references=_texts(references), verdict=_VERDICTS[verdict],
        tool=tool, project=project,
    )  # fmt: skip
    return id, account, frozenset(also.split("\n")) if also else _NONE, arrival


_NONE: frozenset[str] = frozenset()


def _texts(value: str) -> tuple[str, ...]:
    return () if value == "[]" else tuple(json.loads(value))


def _of_mine(connection: sqlite3.Connection, arrivals: Sequence[Arrival], mine: frozenset[str]) -> frozenset[str]:
    """Of the mails that these answer, those of the person."""
    named = json.dumps(sorted({one for arrival in arrivals for one in _answered(arrival)}))
    rows: Iterator[tuple[str]] = connection.execute(MINE, (named, named, json.dumps(sorted(mine))))
    return frozenset(row[0] for row in rows)


def _answered(arrival: Arrival) -> tuple[str, ...]:
    return (arrival.references[0], arrival.references[-1]) if arrival.references else ()


def _around(arrival: Arrival, known: frozenset[str]) -> tuple[bool, bool]:
    if arrival.channel is Channel.MENTION:
        return False, answers_by_itself(arrival)
    if not arrival.references:
        return False, False
    return arrival.references[0] in known, arrival.references[-1] in known
