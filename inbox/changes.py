"""The journal of changes wanted at servers: what is to be made there or taken back, and how far that has come.

A change is wanted in the transaction that changes the item's state (`inbox.queue`), and noted as about to be made
before it is: whatever ends the app, the next start knows what may have been done, and looks. One thread calls this:
the engine's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, case, func, select, text, update

from inbox.item import Place
from inbox.store import Store
from inbox.store.instants import from_micros, to_micros
from inbox.store.tables import body, item, origin, server_change
from inbox.writing import Change, Outcome, Stands, What

MOST_AT_ONCE: Final = 200

_TRIES_FIRST: Final = timedelta(seconds=10)
_TRIES_MOST: Final = timedelta(minutes=15)

_WAITING: Final = (  # asked at every tick: SQLAlchemy would take longer to make it than SQLite takes to answer
    "SELECT account, min(not_before) FROM server_change WHERE not_before IS NOT NULL GROUP BY account"
)
_DUE: Final = server_change.c.not_before.is_not(None)
_WANT: Final = text(
    "INSERT INTO server_change (item, way, account, what, action, wanted, stands, origin, since, not_before, tries, "
    "problem, detail) VALUES (:item, :way, :account, :what, :action, 1, 'off', '', :at, :at, 0, '', '') "
    "ON CONFLICT (item, way, what) DO UPDATE SET action = :action, wanted = 1, since = :at, not_before = :at, "
    "tries = 0, problem = '', detail = '', "
    "stands = CASE stands WHEN 'on' THEN 'unsure' WHEN 'found' THEN 'off' ELSE stands END"
)
_MATCHES: Final = case(
    (server_change.c.wanted, server_change.c.stands.in_([Stands.ON.value, Stands.FOUND.value])),
    else_=server_change.c.stands.in_([Stands.OFF.value, Stands.FOUND.value]),
)
_AT: Final = (
    func.coalesce(origin.c.key, item.c.key).label("key"),
    func.coalesce(origin.c.content_key, item.c.content_key).label("content_key"),
    func.coalesce(origin.c.message_id, body.c.message_id).label("message_id"),
)
# What is taken back comes first, in the opposite order of its making: a mail that is moved has another number after.
_kind: ColumnElement[int] = case(
    (~server_change.c.wanted, case((server_change.c.what == What.ARCHIVE.value, 0), else_=1)),
    (server_change.c.what == What.SEEN.value, 2),
    else_=3,
)


def want(
    connection: Connection, rows: Sequence[Any], writes: Mapping[str, Collection[What]], action: int, at: int
) -> None:
    """In the transaction of the queue that makes these items (`id`, `account`) done: by every way they came."""
    if not any(writes.values()):
        return
    ways = select(origin.c.item, origin.c.id, origin.c.account).where(origin.c.item.in_([row.id for row in rows]))
    further = ((Place(item, way), account) for item, way, account in connection.execute(ways))
    want_at(connection, chain(((Place(row.id), row.account) for row in rows), further), writes, action, at)


def want_at(
    connection: Connection,
    places: Iterable[tuple[Place, str]],
    writes: Mapping[str, Collection[What]],
    action: int,
    at: int,
) -> None:
    """As `want`, at these places, each with its account."""
    wanted = [
        {"item": place.item, "way": place.way, "account": account, "what": what.value, "action": action, "at": at}
        for place, account in places
        for what in writes.get(account, ())
    ]
    if wanted:
        connection.execute(_WANT, wanted)


def take_back(connection: Connection, items: Collection[int], action: int, at: int) -> None:
    """In the transaction of the queue that undoes the action for these items. What was not begun is just dropped."""
    begun = server_change.c.stands.in_([Stands.ON.value, Stands.UNSURE.value])
    connection.execute(
        update(server_change)
        .where(server_change.c.action == action, server_change.c.item.in_(items))
        .values(wanted=False, since=at, not_before=case((begun, at)), tries=0, problem="", detail="")
    )


class Changes:
    def __init__(self, store: Store) -> None:
        self._store = store

    def waiting(self) -> dict[str, datetime]:
        """The accounts that have something to be done, and from when on."""
        with self._store.read() as connection:
            return {account: from_micros(at) for account, at in connection.exec_driver_sql(_WAITING)}

    def take(self, account: str, now: datetime) -> tuple[Change, ...]:
        """What is to be done next for an account, all of one kind, oldest first."""
        due = server_change.c.account == account, _DUE, server_change.c.not_before <= to_micros(now)
        with self._store.read() as connection:
            kind = connection.execute(select(func.min(_kind)).where(*due)).scalar()
            rows = connection.execute(
                select(
                    server_change.c.id, server_change.c.what, server_change.c.wanted, server_change.c.stands,
                    server_change.c.origin, *_AT,
                )
                .join(item, item.c.id == server_change.c.item)
                .join(body, body.c.id == server_change.c.item)
                .outerjoin(origin, and_(origin.c.id == server_change.c.way, origin.c.item == server_change.c.item))
                .where(*due, _kind == kind)
                .order_by(server_change.c.id)
                .limit(MOST_AT_ONCE)
            ).all()  # fmt: skip
        return tuple(
            Change(
                row.id, What(row.what), bool(row.wanted), Stands(row.stands), row.key, row.origin, row.content_key,
                row.message_id,
            )
            for row in rows
        )  # fmt: skip

    def begin(self, ids: Collection[int]) -> frozenset[int]:
        """Note that these changes are about to be made: from now on it is unsure how the mails are. Returns those that
        are still wanted."""
        with self._store.write() as connection:
            begun = (
                update(server_change)
                .where(server_change.c.id.in_(ids), server_change.c.wanted)
                .values(stands=Stands.UNSURE.value)
                .returning(server_change.c.id)
            )
            return frozenset(connection.execute(begun).scalars())

    def landed(self, id: int, outcome: Outcome, now: datetime) -> None:
        """What became of a change. What is not as it is wanted now is due again, unless there is a problem with it."""
        at = to_micros(now)
        known = {"stands": outcome.stands.value, "problem": outcome.problem, "detail": outcome.detail, "since": at}
        if outcome.origin or outcome.stands is Stands.OFF:
            known["origin"] = outcome.origin
        with self._store.write() as connection:
            mine = server_change.c.id == id
            connection.execute(update(server_change).where(mine).values(**known))
            again = None if outcome.problem else case((_MATCHES, None), else_=at)
            connection.execute(update(server_change).where(mine).values(not_before=again))
            if outcome.key:
                place = Place(*connection.execute(select(server_change.c.item, server_change.c.way).where(mine)).one())
                there = origin.c.id == place.way if place.way else item.c.id == place.item
                moved = update(origin if place.way else item).prefix_with("OR IGNORE").where(there)
                connection.execute(moved.values(key=outcome.key))

    def drop(self, account: str, *, but: Collection[What]) -> None:
        """The person does not want it any more: what has not been begun, apart from these kinds, is not made."""
        idle = server_change.c.account == account, _DUE, server_change.c.stands == Stands.OFF.value
        with self._store.write() as connection:
            unwanted = update(server_change).where(*idle, server_change.c.what.not_in([what.value for what in but]))
            connection.execute(unwanted.values(wanted=False, not_before=None))

    def forget(self, account: str) -> None:
        """The account is read no more: nothing is made there or taken back."""
        with self._store.write() as connection:
            mine = update(server_change).where(server_change.c.account == account, _DUE)
            connection.execute(mine.values(not_before=None))

    def put_off(self, account: str, now: datetime, wait_seconds: float, detail: str) -> None:
        """The server could not be reached, or said "later": all that is due for the account waits, longer each time."""
        with self._store.write() as connection:
            mine = server_change.c.account == account, _DUE
            tries = connection.execute(select(func.max(server_change.c.tries)).where(*mine)).scalar() or 0
            pause = max(timedelta(seconds=wait_seconds), min(_TRIES_MOST, _TRIES_FIRST * 2 ** min(tries, 10)))
            later = {"not_before": to_micros(now + pause), "tries": tries + 1, "detail": detail}
            connection.execute(update(server_change).where(*mine).values(**later))
