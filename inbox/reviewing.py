"""What became of what arrived, summed up for a time: all of it is read, and nothing changed. One thread: the store's.

History that was fetched is left out: it never waited, and nobody waited for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from inbox.saying import NOT_URGENT
from inbox.store import Store
from inbox.store.instants import from_micros, maybe, to_micros

MOST_WAITS = 5
_CANDIDATES = 50
"""Of the longest waits some may turn out to be snoozes."""

Span = tuple[datetime, datetime]
"""From when to when, the second not included; aware."""


class Opened(NamedTuple):
    """A check-in's batch, and how long after it opened the last of it was done, snoozed or answered; None: not all
    is."""

    batch: int
    name: str
    at: datetime
    items: int
    cleared_after: timedelta | None


class Passed(NamedTuple):
    """How many items a rule let through, and how many of these the person called not urgent."""

    rule: str
    items: int
    not_urgent: int


class Wait(NamedTuple):
    """How long an item was held from when it came here; `still`: it is."""

    id: int
    sender: str
    subject: str
    length: timedelta
    still: bool


class Gap(NamedTuple):
    account: str
    since: datetime
    until: datetime | None
    caught_up: datetime | None
    items: int
    problem: str


class Sums(NamedTuple):
    """Of one span: items that had to wait, items a rule let through, check-ins that gave something, looks at the held
    pile."""

    held: int
    passed: int
    check_ins: int
    peeks: int


# When it came out first: what woke from a snooze came out once more.
_FIRST = "coalesce((SELECT min(released_at) FROM earlier WHERE earlier.item = item.id), item.released_at)"
# What had to wait: no rule let it through, none had it done, and it did not come straight into an open check-in.
_SUMS = text(
    "SELECT coalesce(sum(passes = '' AND CASE WHEN released_at IS NULL "  # noqa: S608
    "THEN NOT (state = 'done' AND state_since <= arrived_at) "
    f"ELSE {_FIRST} > arrived_at END), 0), "
    "coalesce(sum(passes <> ''), 0), "
    "(SELECT count(*) FROM batch WHERE by = 'check_in' AND opened_at >= :since AND opened_at < :until "
    "AND (EXISTS (SELECT 1 FROM item WHERE item.batch = batch.id) "
    "OR EXISTS (SELECT 1 FROM earlier WHERE earlier.batch = batch.id))), "
    "(SELECT count(*) FROM peek WHERE at >= :since AND at < :until) "
    "FROM item WHERE id > 0 AND arrived_at >= :since AND arrived_at < :until"
)
_PASSED = text(
    "SELECT passes, count(*), sum(EXISTS (SELECT 1 FROM action_item JOIN action ON action.id = action_item.action "
    "WHERE action_item.item = item.id AND action.undone_at IS NULL AND instr(action.what, :said) = 1)) "
    "FROM item WHERE id > 0 AND arrived_at >= :since AND arrived_at < :until AND passes <> '' "
    "GROUP BY passes ORDER BY count(*) DESC, passes"
)
_PASSED_AT = text(
    f"SELECT {_FIRST} FROM item WHERE id > 0 AND arrived_at >= :since AND arrived_at < :until "  # noqa: S608
    "AND passes <> '' AND released_at IS NOT NULL"
)
_ANSWERED = (
    "coalesce(item.answered_at, (SELECT min(written_at) FROM outgoing WHERE outgoing.item = item.id "
    "AND outgoing.state = 'sent'))"
)
_CHECK_INS = text(
    "SELECT id, name, opened_at, count(*), count(handled), max(handled) FROM ("  # noqa: S608
    "SELECT batch.id, batch.name, batch.opened_at, CASE WHEN item.state IN ('done', 'snoozed', 'expired') "
    f"THEN min(item.state_since, coalesce({_ANSWERED}, item.state_since)) ELSE {_ANSWERED} END AS handled "
    "FROM batch JOIN item ON item.batch = batch.id "
    "WHERE batch.by = 'check_in' AND batch.opened_at >= :since AND batch.opened_at < :until "
    "UNION ALL SELECT batch.id, batch.name, batch.opened_at, (SELECT min(action.at) FROM action_item "
    "JOIN action ON action.id = action_item.action WHERE action_item.item = earlier.item "
    "AND action.what = 'snooze' AND action.undone_at IS NULL AND action.at >= earlier.released_at) "
    "FROM earlier JOIN batch ON batch.id = earlier.batch "
    "WHERE batch.by = 'check_in' AND batch.opened_at >= :since AND batch.opened_at < :until) "
    "GROUP BY id ORDER BY opened_at, id"
)
_WAITS = text(
    "SELECT id, sender_name, sender_address, subject, first - arrived_at AS length, 0, first FROM ("  # noqa: S608
    f"SELECT item.*, {_FIRST} AS first FROM batch JOIN item ON item.batch = batch.id "
    "WHERE batch.opened_at >= :opened AND batch.opened_at < :until "
    "UNION SELECT item.*, earlier.released_at FROM earlier JOIN item ON item.id = earlier.item "
    "WHERE earlier.released_at >= :since AND earlier.released_at < :until) "
    "WHERE id > 0 AND first >= :since AND first < :until ORDER BY length DESC, id LIMIT :most"
)
_STILL = text(
    "SELECT id, sender_name, sender_address, subject, :now - arrived_at AS length, 1, :now FROM item "
    "WHERE state = 'held' ORDER BY id LIMIT :most"
)
_SNOOZED = text(
    "SELECT count(*) FROM action_item JOIN action ON action.id = action_item.action "
    "WHERE action_item.item = :item AND action.what = 'snooze' AND action.undone_at IS NULL AND action.at < :first"
)
_GAPS = text(
    "SELECT account, since, until, caught_up, items, problem FROM gap WHERE account <> '' AND since < :until "
    "AND (until IS NULL OR until > :since) ORDER BY since, id"
)
_LONGEST_BATCH = timedelta(days=2)
"""What joins a batch does so while its check-in lasts."""


class Reviewing:
    def __init__(self, store: Store) -> None:
        self._store = store

    def sums(self, spans: Sequence[Span]) -> list[Sums]:
        """All in one view of the database."""
        with self._store.read() as connection:
            return [Sums(*connection.execute(_SUMS, _bound(*span)).one()) for span in spans]

    def passed(self, span: Span) -> list[Passed]:
        """By rule, those that let most through first."""
        return [Passed(*row) for row in self._rows(_PASSED, **_bound(*span), said=f"{NOT_URGENT} ")]

    def passed_at(self, span: Span) -> list[datetime]:
        """When each item came through that a rule let through."""
        return [from_micros(at) for (at,) in self._rows(_PASSED_AT, **_bound(*span))]

    def check_ins(self, span: Span) -> list[Opened]:
        """Those that gave something, oldest first."""
        return [
            Opened(id, name, from_micros(at), items, _after(at, last) if handled == items else None)
            for id, name, at, items, handled, last in self._rows(_CHECK_INS, **_bound(*span))
        ]

    def waits(self, span: Span, now: datetime) -> list[Wait]:
        """The longest that ended in it, and, if it is going on, those that still go on; longest first. What the person
        snoozed is none of them."""
        opened = to_micros(span[0] - _LONGEST_BATCH)
        with self._store.read() as connection:
            rows = list(connection.execute(_WAITS, {**_bound(*span), "opened": opened, "most": _CANDIDATES}))
            if span[0] <= now < span[1]:
                rows += connection.execute(_STILL, {"now": to_micros(now), "most": MOST_WAITS})
            rows.sort(key=lambda row: -row[4])
            found = [row for row in rows if row[4] > 0 and not _snoozed(connection, row[0], row[6])]
        return [
            Wait(id, name or address, subject, timedelta(microseconds=length), bool(still))
            for id, name, address, subject, length, still, _ in found[:MOST_WAITS]
        ]

    def gaps(self, span: Span) -> list[Gap]:
        """When a source could not be asked, as far as it touches the span, oldest first."""
        return [
            Gap(account, from_micros(since), maybe(until), maybe(caught_up), items, problem)
            for account, since, until, caught_up, items, problem in self._rows(_GAPS, **_bound(*span))
        ]

    def _rows(self, statement: Any, **given: Any) -> Sequence[Any]:
        with self._store.read() as connection:
            return connection.execute(statement, given).all()


def _snoozed(connection: Connection, item: int, first: int) -> bool:
    """Before it came out first: it was the person who had it wait."""
    return bool(connection.execute(_SNOOZED, {"item": item, "first": first}).scalar())


def _after(opened: int, last: int) -> timedelta:
    return timedelta(microseconds=max(0, last - opened))


def _bound(since: datetime, until: datetime) -> dict[str, int]:
    return {"since": to_micros(since), "until": to_micros(until)}
