"""The outbox of notifications: each is marked as being sent before it is shown, so that none is ever shown twice.

A crash between the mark and the screen loses the pop-up and nothing else: the batch is there in the window. Of answers
that are owed it is the other way round: told of twice they are a nuisance, and told of never a promise is broken. So
they are reminded of again, if still owed, unless it is known that a notification of them was on screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select, update

from inbox.item import Channel
from inbox.store import Store
from inbox.store.instants import from_micros, to_micros
from inbox.store.tables import batch, item, notice

STALE = timedelta(hours=12)
"""A notice that could not be shown for so long (the app was closed) is news no more."""

SHOWN_NAMES = 3

_SENDING = notice.c.state == "sending"


@dataclass(frozen=True, slots=True)
class DueNotice:
    """`kind` is batch, passed or promise. `people` and `subjects`: the newest few. `rule` let a single item pass;
    `tool` is where that is from, of a mention. `owed`: how many promised answers are due before long."""

    id: int
    kind: str
    batch: int | None
    total: int
    people: tuple[str, ...]
    subjects: tuple[str, ...]
    rule: str
    tool: str = ""
    owed: int = 0


class Outbox:
    """One thread calls this: the engine's."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def recover(self) -> None:
        """After a start: what was being sent when the app ended counts as shown, and owed answers as not told of."""
        with self._store.write() as connection:
            for row in connection.execute(select(notice).where(_SENDING, notice.c.kind == "promise")).all():
                _untold(connection, row)
            connection.execute(update(notice).where(_SENDING).values(state="shown"))

    def next_at(self) -> datetime | None:
        """When the next pending notice may be shown."""
        with self._store.read() as connection:
            found = connection.exec_driver_sql("SELECT min(not_before) FROM notice WHERE state = 'pending'").scalar()
        return None if found is None else from_micros(found)

    def take(self, now: datetime, *, in_focus: bool = False, in_check_in: bool = False) -> tuple[DueNotice, ...]:
        """What is due, already marked as being sent. Stale ones are dropped; in focus only break-throughs are due.

        Answers that are owed are told of in a check-in only, with the batch where one is told of: else they are as if
        nobody had been reminded, and the next check-in does that.
        """
        next_at = self.next_at()
        if next_at is None or next_at > now:
            return ()
        kinds = ("passed",) if in_focus else ("passed", "batch", "promise")
        with self._store.write() as connection:
            due = connection.execute(
                select(notice)
                .where(notice.c.state == "pending", notice.c.kind.in_(kinds), notice.c.not_before <= to_micros(now))
                .order_by(notice.c.id)
            ).all()
            ids = [row.id for row in due]
            connection.execute(update(notice).where(notice.c.id.in_(ids)).values(state="sending"))
            fresh = [row for row in due if from_micros(row.since) > now - STALE]
            found = [one for one in (_describe(connection, row) for row in fresh) if one.total]
            others = [one for one in found if one.kind != "promise"]
            owed = next((one for one in reversed(found) if one.kind == "promise" and in_check_in), None)
            for row in due:
                if row.kind == "promise" and (owed is None or row.id != owed.id):
                    _untold(connection, row)
            return tuple(others) if owed is None else _together(connection, others, owed)

    def shown(self, id: int) -> None:
        """It is on screen, with what it tells of beside."""
        beside = select(notice.c.batch).where(notice.c.id == id).scalar_subquery()
        mine = or_(notice.c.id == id, and_(_SENDING, notice.c.kind == "promise", notice.c.batch == beside))
        with self._store.write() as connection:
            connection.execute(update(notice).where(mine).values(state="shown"))


def _together(connection: Connection, others: Sequence[DueNotice], owed: DueNotice) -> tuple[DueNotice, ...]:
    """With what is owed told by the batch's notice, where there is one; which one that is, is noted."""
    batch = next((one for one in others if one.kind == "batch"), None)
    if batch is None:
        return *others, owed
    connection.execute(update(notice).where(notice.c.id == owed.id).values(batch=batch.batch))
    return tuple(replace(one, owed=owed.owed) if one is batch else one for one in others)


def _untold(connection: Connection, due: Any) -> None:
    """Of what this was about nobody was reminded."""
    connection.execute(update(notice).where(notice.c.id == due.id).values(state="untold"))
    mine = (item.c.reminded_at == due.since) & item.c.due_at.is_not(None)
    connection.execute(update(item).where(mine).values(reminded_at=None))


def _describe(connection: Connection, due: Any) -> DueNotice:
    if due.kind == "promise":
        return _owed(connection, due)
    if due.kind == "passed":
        row = connection.execute(
            select(
                item.c.sender_name, item.c.sender_address, item.c.subject, item.c.passes, item.c.channel, item.c.tool
            ).where(item.c.id == due.item)
        ).one()
        who = row.sender_name or row.sender_address
        tool = row.tool if row.channel == Channel.MENTION else ""
        return DueNotice(due.id, due.kind, None, 1, (who,), (row.subject,), row.passes, tool)
    by = connection.execute(select(batch.c.by).where(batch.c.id == due.batch)).scalar_one()
    mine = (item.c.batch == due.batch) & item.c.state.in_(("released", "expired"))
    # What flows is told of bit by bit: only what came since the last notice counts.
    chosen = mine if by == "check_in" else mine & (item.c.released_at >= due.since)
    total = int(connection.execute(select(func.count()).select_from(item).where(chosen)).scalar_one())
    newest = connection.execute(
        select(item.c.sender_name, item.c.sender_address, item.c.subject)
        .where(chosen)
        .order_by(item.c.received_at.desc(), item.c.id.desc())
        .limit(20)
    ).all()
    names = tuple(dict.fromkeys(row.sender_name or row.sender_address for row in newest))[:SHOWN_NAMES]
    subjects = tuple(row.subject for row in newest[:SHOWN_NAMES])
    return DueNotice(due.id, due.kind, due.batch, total, names, subjects, "")


def _owed(connection: Connection, due: Any) -> DueNotice:
    """What is left of it: whoever was answered meanwhile is told of no more."""
    mine = (
        (item.c.reminded_at == due.since)
        & item.c.due_at.is_not(None)
        & item.c.answered_at.is_(None)
        & item.c.state.not_in(["done", "expired"])
    )
    rows = connection.execute(
        select(item.c.sender_name, item.c.sender_address, item.c.subject).where(mine).order_by(item.c.due_at, item.c.id)
    ).all()
    names = tuple(dict.fromkeys(row.sender_name or row.sender_address for row in rows))[:SHOWN_NAMES]
    subjects = tuple(row.subject for row in rows[:SHOWN_NAMES])
    return DueNotice(due.id, due.kind, None, len(rows), names, subjects, "", owed=len(rows))
