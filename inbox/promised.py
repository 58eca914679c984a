"""What is promised of the items that are there: kept right when promises change, listed, and what became of it.

An answer counts from the moment it has left. What is marked as done counts as handled then, as long as it is done.
One thread calls this: the engine's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from inbox.item import Arrival, Channel, Item, Reason, State, Verdict
from inbox.judging import Judge, Ruling
from inbox.promises import By, Kept, Outcome, Promises, tallied
from inbox.reading import COLUMNS, in_state, to_item
from inbox.store import Store
from inbox.store.instants import from_micros, maybe, maybe_micros, to_micros
from inbox.store.tables import item, looked, notice

# Word for word that of the partial index.
_DUE: Final[ColumnElement[bool]] = literal_column("due_at IS NOT NULL")
_STATES: Final = (State.HELD, State.RELEASED, State.SNOOZED)
_WAITS: Final = and_(item.c.answered_at.is_(None), or_(*(in_state[state] for state in _STATES)))
_OWED: Final = and_(_DUE, _WAITS)
"""It waits for an answer that is promised."""

_ELSEWHERE: Final = exists().where(looked.c.item == item.c.id, looked.c.handled != "").correlate(item)
_OUTCOME: Final = select(
    item.c.id,
    item.c.promised,
    item.c.sender_name,
    item.c.sender_address,
    item.c.due_at,
    item.c.answered_at,
    item.c.state,
    item.c.state_since,
    _ELSEWHERE.label("elsewhere"),
)
_LATELY: Final = (
    "SELECT item.id, account, channel, reason, sender_name, sender_address, subject, received_at, list_id, verdict, "
    "tool, project, ruled_by, promised, due_at, recipients, reference_ids, text "
    "FROM item JOIN body ON body.id = item.id WHERE state = '{state}' AND answered_at IS NULL "
    "AND (due_at IS NOT NULL OR received_at >= ?) AND item.id > ? ORDER BY item.id LIMIT ?"
)
# Asking an enum for a value costs ten times a look-up.
_CHANNELS: Final = {channel.value: channel for channel in Channel}
_REASONS: Final = {reason.value: reason for reason in Reason}
_VERDICTS: Final = {verdict.value: verdict for verdict in Verdict}
_AT_ONCE: Final = 500
LOOKS_BACK: Final = timedelta(days=60)
"""What came before that has waited too long for a new promise to be about it."""

_SET: Final = (
    update(item).where(item.c.id == bindparam("of")).values(promised=bindparam("name"), due_at=bindparam("at"))
)
_UNSET: Final = update(item).where(_DUE, _WAITS).values(promised="", due_at=None)


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one promise: how many items wait for an answer, how many of these are `late`, and when the next is due."""

    open: int = 0
    late: int = 0
    next_due: datetime | None = None


class Answers:
    def __init__(self, store: Store) -> None:
        self._store = store

    def follow(self, promises: Promises, named: Mapping[str, str], mine: frozenset[str], now: datetime) -> int:
        """What waits for an answer is promised one as these have it; what is answered or done stays as it was. What
        nothing was promised of before, and what would be late by now, is left at that.

        `named`: by rule, the promise it names. `mine`: the person's own addresses. Returns how many items are due
        otherwise than before.
        """
        with self._store.read() as connection:
            if not promises.promises and connection.execute(select(exists().where(_DUE, _WAITS))).scalar() == 0:
                return 0
        with self._store.write() as connection:
            if not promises.promises:
                return connection.execute(_UNSET).rowcount
            changed = [
                {"of": row.id, "name": name, "at": due}
                for row, name, due in _made(connection, promises, named, mine, now)
                if (name, due) != (row.promised, row.due_at)
            ]
            if changed:
                connection.execute(_SET, changed)
        return len(changed)

    def standing(self, now: datetime) -> dict[str, Standing]:
        """By the name of each promise that items wait for."""
        late = item.c.due_at <= to_micros(now)
        sums = select(
            item.c.promised,
            func.count(),
            func.count().filter(late),
            func.min(item.c.due_at).filter(~late),
        )
        with self._store.read() as connection:
            rows = connection.execute(sums.where(_OWED).group_by(item.c.promised)).all()
        return {name: Standing(count, behind, maybe(coming)) for name, count, behind, coming in rows}

    def owed(self, before: datetime, most: int = 100) -> list[Item]:
        """What waits for an answer that is due before then, the soonest first."""
        query = select(*COLUMNS).where(_OWED, item.c.due_at < to_micros(before))
        with self._store.read() as connection:
            return [to_item(row) for row in connection.execute(query.order_by(item.c.due_at, item.c.id).limit(most))]

    def remind(self, before: datetime, since: datetime, now: datetime) -> int:
        """Have one notification tell of what is due before then and was not told of yet; none, where one has been since
        `since`. Returns of how many items."""
        untold = and_(_OWED, item.c.due_at < to_micros(before), item.c.reminded_at.is_(None))
        with self._store.read() as connection:
            if not connection.execute(select(exists().where(untold))).scalar():
                return 0
            told = select(exists().where(notice.c.kind == "promise", notice.c.since >= to_micros(since)))
            if connection.execute(told).scalar():
                return 0
        at = to_micros(now)
        with self._store.write() as connection:
            count = connection.execute(update(item).where(untold).values(reminded_at=at)).rowcount
            values = {"kind": "promise", "state": "pending", "since": at, "not_before": at, "batch": None, "item": None}
            connection.execute(insert(notice).values(values))
        return count

    def outcomes(self, since: datetime, until: datetime) -> list[Outcome]:
        """Of what was due from `since` on and before `until`, in the order of due times. In state EXPIRED it was not
        answered."""
        due = and_(_DUE, item.c.due_at >= to_micros(since), item.c.due_at < to_micros(until))
        with self._store.read() as connection:
            return [_outcome(row) for row in connection.execute(_OUTCOME.where(due).order_by(item.c.due_at, item.c.id))]

    def kept(self, since: datetime, until: datetime, now: datetime) -> Kept:
        """As `outcomes`, in sum (`inbox.promises.Kept`)."""
        return tallied(self.outcomes(since, until), now)

    def due_by(self, ids: Sequence[int], until: datetime) -> list[int]:
        """Those of these (ids) that wait for an answer which is due before `until`."""
        mine = select(item.c.id).where(item.c.id.in_(ids), _OWED, item.c.due_at < to_micros(until))
        with self._store.read() as connection:
            return list(connection.execute(mine.order_by(item.c.due_at, item.c.id)).scalars())


def give(connection: Connection, id: int, name: str, promises: Promises) -> None:
    """In the queue's transaction: an item that nothing was promised of came by a way of which that is."""
    row = connection.execute(select(item.c.received_at).where(item.c.id == id, ~_DUE, _WAITS)).one_or_none()
    made = None if row is None else promises.named(name, from_micros(row.received_at))
    if made is not None:
        connection.execute(_SET, {"of": id, "name": made.name, "at": to_micros(made.due_at)})


def _made(
    connection: Connection, promises: Promises, named: Mapping[str, str], mine: frozenset[str], now: datetime
) -> Iterator[tuple[Any, str, int | None]]:
    """Each row that waits, with what is promised of it and when that is due."""
    ruling = Ruling(promises.book, mine)
    judges: dict[str, Judge] = {}
    for row in _rows(connection, now):
        if row.account not in judges:
            judges[row.account] = Judge(connection, row.account, ruling, now)
        one = _arrival(row)
        around = judges[row.account].around(one)
        asked = from_micros(row.received_at)
        made = promises.made(one, row.account, asked, rule=named.get(row.ruled_by, ""), around=around)
        if made is not None and made.due_at <= now and row.due_at is None:
            made = None  # no promise is broken by being made
        yield (row, "", None) if made is None else (row, made.name, maybe_micros(made.due_at))


def _rows(connection: Connection, now: datetime) -> Iterator[Any]:
    """What waits, and was not history when it came."""
    since = to_micros(now - LOOKS_BACK)
    for state in _STATES:
        after = 0
        query = _LATELY.format(state=state.value)
        while found := connection.exec_driver_sql(query, (since, after, _AT_ONCE)).all():
            yield from found
            after = found[-1].id


def _arrival(row: Any) -> Arrival:
    """As far as promises ask."""
    return Arrival(
        key="", content_key="", channel=_CHANNELS[row.channel], reason=_REASONS[row.reason],
        sender_name=row.sender_name, sender_address=row.sender_address, subject=row.subject,
        received_at=from_micros(row.received_at), preview="", text=row.text, list_id=row.list_id,
        to=_texts(row.recipients), references=_texts(row.reference_ids), verdict=_VERDICTS[row.verdict],
        tool=row.tool, project=row.project,
    )  # fmt: skip


def _texts(value: str) -> tuple[str, ...]:
    return () if value == "[]" else tuple(json.loads(value))


def _outcome(row: Any) -> Outcome:
    done = row.state_since if row.state == State.DONE.value else None
    by, at = By.NOTHING, None
    if row.answered_at is not None and (done is None or row.answered_at <= done):
        by, at = By.ANSWERED, row.answered_at
    elif done is not None:
        by, at = By.ELSEWHERE if row.elsewhere else By.DONE, done
    who = row.sender_name or row.sender_address
    return Outcome(row.id, row.promised, who, from_micros(row.due_at), by, maybe(at))
