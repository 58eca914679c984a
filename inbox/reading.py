"""Everything that is read from the queue and changes nothing. One thread: the store's."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    text,
    union,
)

from inbox import journal, origins, tally
from inbox.batch import reading_order
from inbox.item import Channel, Details, Item, Ledger, Reason, State, Verdict
from inbox.store import Store
from inbox.store.instants import from_micros, maybe, to_micros
from inbox.store.search import match_expression
from inbox.store.tables import batch, body, item, looked, origin, outgoing

COLUMNS: tuple[ColumnElement[Any], ...] = (
    item.c.id,
    item.c.account,
    item.c.channel,
    item.c.reason,
    item.c.sender_name,
    item.c.sender_address,
    item.c.subject,
    item.c.preview,
    item.c.received_at,
    item.c.arrived_at,
    item.c.state,
    item.c.state_since,
    item.c.snoozed_until,
    item.c.released_at,
    item.c.batch,
    item.c.passes,
    item.c.pinned,
    item.c.thread,
    item.c.link,
    item.c.list_id,
    item.c.unreadable,
    item.c.verdict,
    item.c.tool,
    item.c.project,
    item.c.rank,
    item.c.caught,
    item.c.ruled_by,
    item.c.waits_for,
    item.c.because,
    item.c.refused_by,
    item.c.label,
    item.c.promised,
    item.c.due_at,
    item.c.answered_at,
    literal_column("(SELECT group_concat(account, char(10)) FROM origin WHERE origin.item = item.id)").label("also"),
)

# A literal, not a bound value: it must match the WHERE of the partial indexes word for word.
in_state = {state: item.c.state == literal_column(f"'{state.value}'") for state in State}

# Newest first, but the snoozed: soonest first. Each is the order of its partial index.
_SORTED_BY: dict[State, tuple[ColumnElement[Any], bool]] = {
    State.HELD: (item.c.id, True),
    State.RELEASED: (item.c.released_at, True),
    State.SNOOZED: (item.c.snoozed_until, False),
    State.DONE: (item.c.state_since, True),
    State.EXPIRED: (item.c.id, True),
}


def _page(state: State) -> Select[Any]:
    column, descending = _SORTED_BY[state]
    query = select(*COLUMNS).where(in_state[state]).limit(bindparam("most"))
    return query.order_by(column.desc(), item.c.id.desc()) if descending else query.order_by(column, item.c.id)


# Made once: to make a statement and its key in SQLAlchemy's cache takes longer than SQLite takes to answer it.
_PAGES = {state: _page(state) for state in State}
_THESE = select(*COLUMNS).where(item.c.id.in_(bindparam("ids", expanding=True))).order_by(item.c.id.desc())
_NEWEST_BATCH = select(batch).where(exists().where(item.c.batch == batch.c.id)).order_by(batch.c.id.desc()).limit(1)
_NEWEST = _NEWEST_BATCH.with_only_columns(batch.c.id).scalar_subquery()
_LEFT = select(func.count()).where(item.c.batch == _NEWEST, or_(in_state[State.RELEASED], in_state[State.EXPIRED]))
_BATCH = select(batch).where(batch.c.id == bindparam("id"))
_HANDLED = select(looked.c.item).where(looked.c.batch == bindparam("id"))
_OF_BATCH = select(*COLUMNS).where(
    item.c.batch == bindparam("id"), or_(~in_state[State.DONE], item.c.id.not_in(_HANDLED))
)
_OWED_BEFORE = select(*COLUMNS).where(
    in_state[State.RELEASED],
    literal_column("due_at IS NOT NULL"),
    item.c.due_at < bindparam("end"),
    item.c.answered_at.is_(None),
    item.c.batch.is_distinct_from(bindparam("id")),
)
_ELSEWHERE = select(func.count()).where(item.c.id.in_(_HANDLED), in_state[State.DONE])
_COUNTS = {state: select(func.count()).select_from(item).where(in_state[state]) for state in State}
_WAITING = select(
    _LEFT.scalar_subquery(), _COUNTS[State.HELD].scalar_subquery(), _COUNTS[State.SNOOZED].scalar_subquery()
)

# Asking an enum for a value costs ten times a look-up, and lists ask three times a row.
_CHANNELS = {channel.value: channel for channel in Channel}
_REASONS = {reason.value: reason for reason in Reason}
_STATES = {state.value: state for state in State}
_VERDICTS = {verdict.value: verdict for verdict in Verdict}


_WRITTEN_TO = select(outgoing.c.recipients).order_by(outgoing.c.id.desc()).limit(500)
_WROTE_OFTEN = text(
    "SELECT lower(substr(sender_address, instr(sender_address, '@') + 1)) AS domain "
    "FROM (SELECT sender_address FROM item ORDER BY id DESC LIMIT 5000) WHERE sender_address LIKE '%_@_%' "
    "GROUP BY domain HAVING count(*) >= 3 ORDER BY count(*) DESC LIMIT 500"
)


_MOST_NAMES = 500
_IN_THREAD: tuple[ColumnElement[bool], ...] = (item.c.account == bindparam("account"), literal_column("thread <> ''"))
_OF_THREADS = (
    select(*COLUMNS)
    .where(*_IN_THREAD, item.c.thread.in_(bindparam("threads", expanding=True)))
    .order_by(item.c.received_at.desc(), item.c.id.desc())
    .limit(bindparam("most"))
)
_NAMES: BindParameter[list[str]] = bindparam("names", expanding=True)
_NAMED = select(body.c.message_id, item.c.thread).join(item, item.c.id == body.c.id)
_THREAD_NAMES = (
    _NAMED.where(*_IN_THREAD, item.c.thread.in_(_NAMES)).limit(_MOST_NAMES),
    _NAMED.where(*_IN_THREAD, literal_column("message_id <> ''"), body.c.message_id.in_(_NAMES)).limit(_MOST_NAMES),
)
"""What answers one of these mails, and what these mails answer: the name of each, and the thread it names."""


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """A batch as it was opened: by what (`check_in`, `together`, `open`, `snooze`), and when that began."""

    id: int
    by: str
    start: datetime
    opened_at: datetime
    name: str
    elsewhere: int = 0
    """How many more there would have been, had they not been handled in another program."""


class Reading:
    """Lists, one item, search and sums."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def rows(self, state: State, limit: int = 50, after: int | None = None) -> list[Item]:
        """A page of the items in `state`; `after` is the id of the last item of the page before."""
        query = _PAGES[state]
        with self._store.read() as connection:
            if after is not None:
                query = _following(connection, query, *_SORTED_BY[state], after)
            return [to_item(row) for row in connection.execute(query, {"most": limit}).all()]

    def count(self, state: State) -> int:
        with self._store.read() as connection:
            return int(connection.execute(_COUNTS[state]).scalar_one())

    def ledger(self) -> Ledger:
        """All sums in one view of the database."""
        with self._store.read() as connection:
            return tally.ledger(connection)

    def details(self, id: int) -> Details | None:
        with self._store.read() as connection:
            row = connection.execute(select(*COLUMNS).where(item.c.id == id)).one_or_none()
            if row is None:
                return None
            content = connection.execute(select(body).where(body.c.id == id)).one()
            history = journal.history(connection, to_item(row))
            came = origins.of(connection, to_item(row), content.message_id)
        return Details(
            to_item(row),
            content.text,
            content.message_id,
            to=tuple(json.loads(content.recipients)),
            history=history,
            reply_to=tuple(json.loads(content.reply_to)),
            references=tuple(json.loads(content.reference_ids)),
            utc_offset=content.utc_offset,
            origins=came,
        )

    def thread(self, of: Item, most: int = 500) -> list[Item]:
        """What belongs to the conversation of an item, in its account, oldest first, `of` included.

        By References and In-Reply-To, never by subject. Of a longer one the newest, and `of`.
        """
        if not of.thread:
            return [of]
        with self._store.read() as connection:
            given = {"account": of.account, "threads": list(_threads(connection, of)), "most": most}
            found = [to_item(row) for row in connection.execute(_OF_THREADS, given).all()]
        whole = found if any(one.id == of.id for one in found) else [*found[: most - 1], of]
        return sorted(whole, key=lambda one: (one.received_at, one.id))

    def search(self, query: str, limit: int = 50, after: int | None = None) -> list[Item]:
        """The newest items with all words of `query`, in any state. Never raises, whatever is typed."""
        words = match_expression(query)
        if not words:
            return []
        # The ids come first, in row order and cut off at `limit`; joining before that costs a hundred times as much.
        found = text(
            "SELECT rowid FROM item_fts WHERE item_fts MATCH :words AND rowid < :below ORDER BY rowid DESC LIMIT :most"
        )
        below = after if after is not None else 1 << 62
        with self._store.read() as connection:
            ids = list(connection.execute(found, {"words": words, "below": below, "most": limit}).scalars())
            if not ids:
                return []
            return [to_item(row) for row in connection.execute(_THESE, {"ids": ids}).all()]

    def batch(self, id: int | None = None, *, today: datetime | None = None) -> tuple[BatchRecord, list[Item]] | None:
        """A batch (the newest that has items if None) with its items in reading order, whatever became of them.

        `today`: until when it is (aware). Then the newest batch comes with what is left of others before it, where the
        answer is due today.
        """
        with self._store.read() as connection:
            chosen = connection.execute(_NEWEST_BATCH) if id is None else connection.execute(_BATCH, {"id": id})
            found = chosen.one_or_none()
            if found is None:
                return None
            mine = {"id": found.id}
            rows = connection.execute(_OF_BATCH, mine).all()
            if today is not None and id is None:
                rows = [*rows, *connection.execute(_OWED_BEFORE, {**mine, "end": to_micros(today)}).all()]
            items = reading_order(map(to_item, rows), today)
            elsewhere = int(connection.execute(_ELSEWHERE, mine).scalar_one())
        opened = from_micros(found.start), from_micros(found.opened_at)
        record = BatchRecord(found.id, found.by, *opened, found.name, elsewhere)
        return record, items

    def opened_before(self, record: BatchRecord) -> datetime | None:
        """When the batch before this one was opened."""
        earlier = select(func.max(batch.c.opened_at)).where(batch.c.opened_at < to_micros(record.opened_at))
        with self._store.read() as connection:
            return maybe(connection.execute(earlier).scalar())

    def waiting(self) -> tuple[int, int, int]:
        """How many items of the newest batch are neither done nor snoozed; how many are held; how many snoozed."""
        with self._store.read() as connection:
            left, held, snoozed = connection.execute(_WAITING).one()
        return left, held, snoozed

    def cursor(self, account: str) -> str:
        with self._store.read() as connection:
            found = connection.exec_driver_sql("SELECT value FROM cursor WHERE account = ?", (account,)).scalar()
        return "" if found is None else str(found)

    def items_of(self, account: str) -> int:
        """How many came by it, those that came by another too included."""
        first = select(item.c.id).where(item.c.account == account)
        further = select(origin.c.item).where(origin.c.account == account)
        with self._store.read() as connection:
            counted = select(func.count()).select_from(union(first, further).subquery())
            return int(connection.execute(counted).scalar_one())

    def places(self, id: int) -> list[tuple[str, str]]:
        """Where its mail can be had: the accounts by which it came, and their names for it, the first one first."""
        with self._store.read() as connection:
            first = connection.execute(select(item.c.account, item.c.key).where(item.c.id == id)).all()
            mails = select(origin.c.account, origin.c.key).where(origin.c.item == id, origin.c.message_id != "")
            return [(account, key) for account, key in (*first, *connection.execute(mails.order_by(origin.c.id)))]

    def correspondents(self) -> tuple[str, ...]:
        """Addresses that stand for the domains the person deals with, the best known first: whom they wrote to last,
        then who wrote to them most often of late."""
        with self._store.read() as connection:
            written = [one for (told,) in connection.execute(_WRITTEN_TO) for one in json.loads(told)]
            return (*written, *(f"@{domain}" for (domain,) in connection.execute(_WROTE_OFTEN)))

    def every_id(self) -> list[int]:
        """Of all items, the oldest first."""
        with self._store.read() as connection:
            return list(connection.execute(select(item.c.id).order_by(item.c.id)).scalars())

    def existing(self, ids: Sequence[int]) -> set[int]:
        with self._store.read() as connection:
            return set(connection.execute(select(item.c.id).where(item.c.id.in_(ids))).scalars())


def _threads(connection: Connection, of: Item) -> set[str]:
    """The names of one conversation: a mail that has only In-Reply-To (RFC 5322) names its parent, not the first."""
    known: set[str] = set()
    fresh = {of.thread}
    while fresh and len(known) < _MOST_NAMES:
        known |= fresh
        given = {"account": of.account, "names": list(fresh)[:_MOST_NAMES]}
        told = [row for statement in _THREAD_NAMES for row in connection.execute(statement, given)]
        fresh = {name for row in told for name in row if name} - known
    return known


def to_item(row: Any) -> Item:
    (
        id, account, channel, reason, name, address, subject, preview, received, arrived, state, since, snoozed,
        released, batch_id, passes, pinned, thread, link, list_id, unreadable, verdict, tool, project, rank, caught,
        ruled_by, waits_for, because, refused_by, label, promised, due_at, answered_at, also,
    ) = row  # fmt: skip
    return Item(
        id, account, _CHANNELS[channel], _REASONS[reason], name, address, subject, preview, from_micros(received),
        from_micros(arrived), _STATES[state], from_micros(since), maybe(snoozed), maybe(released), batch_id, passes,
        pinned, thread, link, list_id, unreadable, _VERDICTS[verdict], tool, project, rank, bool(caught),
        ruled_by, waits_for, because, refused_by, label, promised, maybe(due_at), maybe(answered_at),
        _others(account, also) if also else (),
    )  # fmt: skip


def _others(account: str, also: str) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys(also.split("\n")) if one != account)


def _following(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], descending: bool, after: int
) -> Select[Any]:
    """Keyset paging: what comes behind the row `after` in the list's order, also if that row has left the list."""
    if column is item.c.id:
        return query.where(item.c.id < after)
    value = connection.execute(select(column).where(item.c.id == after)).scalar()
    if value is None:
        return query.where(literal_column("0"))
    if descending:
        return query.where(or_(column < value, and_(column == value, item.c.id < after)))
    return query.where(or_(column > value, and_(column == value, item.c.id > after)))
