"""Which letters still need their copy in the mailbox for sent mail, and which may be found there.

A letter that may have been sent was, if it lies there: then nobody has to be asked. One thread calls this: the
engine's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import and_, exists, func, insert, literal, select, update

from inbox.answering import drafts, saved
from inbox.sending import Progress
from inbox.store import Store
from inbox.store.instants import from_micros, to_micros
from inbox.store.tables import outgoing, sent_copy

FIRST_AFTER: Final = timedelta(seconds=5)
"""A server that keeps copies by itself is given the time for it: then one is found."""

MOST_AT_ONCE: Final = 20
_LOOKS: Final = (timedelta(seconds=20), timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1))
_TRIES_FIRST: Final = timedelta(seconds=15)
_TRIES_MOST: Final = timedelta(minutes=15)


class Copy(StrEnum):
    WANTED = "wanted"
    """It was sent: a copy is to be there."""
    LOOK = "look"
    """It may have been sent: a copy may be there."""
    FILED = "filed"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """`sent`: it was sent, at `at` (aware); else it is only looked for. `message`: RFC 5322, lines ending in CR LF."""

    id: int
    message_id: str
    message: bytes
    at: datetime
    sent: bool


_WAITING: Final = (  # asked at every tick: SQLAlchemy would take longer to make it than SQLite takes to answer
    "SELECT account, min(sent_copy.not_before) FROM sent_copy JOIN outgoing ON outgoing.id = sent_copy.outgoing "
    "WHERE sent_copy.not_before IS NOT NULL GROUP BY account"
)
_MINE: Final = sent_copy.c.outgoing == outgoing.c.id
_UNKNOWN: Final = and_(
    outgoing.c.state.in_([Progress.SENT.value, Progress.UNSURE.value]), ~exists().where(_MINE).correlate(outgoing)
)
_SENT_SINCE: Final = and_(outgoing.c.state == Progress.SENT.value, sent_copy.c.state == Copy.LOOK.value)
_DUE: Final = sent_copy.c.not_before.is_not(None)


class SentCopies:
    def __init__(self, store: Store) -> None:
        self._store = store

    def catch_up(self, now: datetime) -> None:
        """After a letter landed, and at the start: whatever ended the app, none is passed over."""
        with self._store.read() as connection:
            since = select(sent_copy.c.outgoing).join(outgoing, _MINE).where(_SENT_SINCE)
            unknown = connection.execute(select(outgoing.c.id).where(_UNKNOWN).limit(1)).scalar()
            if unknown is None and connection.execute(since.limit(1)).scalar() is None:
                return
        at = to_micros(now + FIRST_AFTER)
        state = func.iif(outgoing.c.state == Progress.SENT.value, Copy.WANTED.value, Copy.LOOK.value)
        fresh = select(outgoing.c.id, state, literal(at), literal(0), literal("")).where(_UNKNOWN)
        with self._store.write() as connection:
            names = ["outgoing", "state", "not_before", "tries", "detail"]
            wanted = {"state": Copy.WANTED.value, "not_before": at, "tries": 0}
            connection.execute(update(sent_copy).where(sent_copy.c.outgoing.in_(since)).values(**wanted))
            connection.execute(insert(sent_copy).from_select(names, fresh))

    def waiting(self) -> dict[str, datetime]:
        """The accounts that have something to be filed or looked for, and from when on."""
        with self._store.read() as connection:
            return {account: from_micros(at) for account, at in connection.exec_driver_sql(_WAITING)}

    def take(self, account: str, now: datetime) -> tuple[Wanted, ...]:
        columns = outgoing.c.id, outgoing.c.message_id, outgoing.c.message, outgoing.c.since, outgoing.c.state
        due = outgoing.c.account == account, _DUE, sent_copy.c.not_before <= to_micros(now)
        query = select(*columns).join(sent_copy, _MINE).where(*due).order_by(outgoing.c.id).limit(MOST_AT_ONCE)
        with self._store.read() as connection:
            rows = connection.execute(query).all()
        return tuple(
            Wanted(row.id, row.message_id, row.message, from_micros(row.since), row.state == Progress.SENT.value)
            for row in rows
        )

    def settled(self, id: int, state: Copy, detail: str = "") -> None:
        with self._store.write() as connection:
            values = {"state": state.value, "not_before": None, "detail": detail}
            connection.execute(update(sent_copy).where(sent_copy.c.outgoing == id).values(**values))

    def found(self, id: int, now: datetime) -> bool:
        """A letter that may have been sent was: it lies where sent mail does. False if it is not unsure any more."""
        with self._store.write() as connection:
            unsure = outgoing.c.id == id, outgoing.c.state == Progress.UNSURE.value
            row = connection.execute(select(outgoing.c.answer).where(*unsure)).one_or_none()
            if row is None:
                return False
            saved.count(connection, drafts.from_json(row.answer).used, now)
            sent = {"state": Progress.SENT.value, "since": to_micros(now), "problem": "", "detail": ""}
            connection.execute(update(outgoing).where(*unsure).values(**sent))
            filed = {"state": Copy.FILED.value, "not_before": None}
            connection.execute(update(sent_copy).where(sent_copy.c.outgoing == id).values(**filed))
        return True

    def not_found(self, id: int, now: datetime) -> None:
        """Not yet: servers file with a delay. After some looks it is for the person to say."""
        with self._store.write() as connection:
            mine = sent_copy.c.outgoing == id
            tries = int(connection.execute(select(sent_copy.c.tries).where(mine)).scalar() or 0)
            later = to_micros(now + _LOOKS[tries]) if tries < len(_LOOKS) else None
            connection.execute(update(sent_copy).where(mine).values(tries=tries + 1, not_before=later))

    def put_off(self, account: str, now: datetime, wait_seconds: float) -> None:
        """The server is away: all that is due for the account waits, longer each time."""
        of_account = select(outgoing.c.id).where(outgoing.c.account == account)
        mine = sent_copy.c.outgoing.in_(of_account), _DUE
        with self._store.write() as connection:
            tries = connection.execute(select(func.max(sent_copy.c.tries)).where(*mine)).scalar() or 0
            pause = max(timedelta(seconds=wait_seconds), min(_TRIES_MOST, _TRIES_FIRST * 2 ** min(tries, 10)))
            # Looks are counted only where one was had.
            tried = func.iif(sent_copy.c.state == Copy.WANTED.value, tries + 1, sent_copy.c.tries)
            connection.execute(update(sent_copy).where(*mine).values(not_before=to_micros(now + pause), tries=tried))
