"""What is to be sent, what is being sent and what became of it. One thread calls this: the engine's.

A letter is marked as being sent before it is handed over. Whatever ends the app meanwhile leaves that mark, and the
next start makes it `unsure`: it may have been sent, so only the person sends it again.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, delete, insert, literal_column, select, update

from inbox.answered import answered
from inbox.answering import Answer, Way, drafts, saved
from inbox.errors import SourceError
from inbox.sending import Letter, Outgoing, Progress, Unsure
from inbox.store import Store
from inbox.store.instants import from_micros, maybe, to_micros
from inbox.store.tables import outgoing

if TYPE_CHECKING:  # it brings much of the `email` package, which only an answer needs
    from inbox.reply import Composed

TRIES_FIRST = timedelta(seconds=30)
TRIES_MOST = timedelta(minutes=15)
GIVES_UP = timedelta(days=2)
"""A server that takes nothing for so long will not: the person is told, instead of somebody waiting for an answer."""

TRIES_LEAST = 20
"""However old: the first try after a week in which no app ran may come before the network does."""

LISTED = 200


_COLUMNS = [column for column in outgoing.c if column.name not in {"message", "answer"}]
_FLOWN = select(outgoing.c.tries, outgoing.c.written_at, outgoing.c.send_at, outgoing.c.answer, outgoing.c.item)
_WAITING = outgoing.c.state == literal_column("'waiting'")  # word for word that of the partial index


class MailOutbox:
    def __init__(self, store: Store) -> None:
        self._store = store

    def recover(self, now: datetime) -> int:
        """After a start: what was being sent when the app ended may have been sent. Returns how many."""
        lost = {"problem": Unsure.code, "detail": "Écluse ended while the message was being sent."}
        with self._store.read() as connection:
            stuck = outgoing.c.state == Progress.SENDING.value
            if connection.execute(select(outgoing.c.id).where(stuck).limit(1)).scalar() is None:
                return 0
        with self._store.write() as connection:
            changed = update(outgoing).where(stuck).values(state=Progress.UNSURE.value, since=to_micros(now), **lost)
            return connection.execute(changed).rowcount

    def put(
        self, account: str, item: int, answer: Answer, composed: Composed, now: datetime, not_before: datetime
    ) -> Outgoing:
        """The draft of it goes in the same transaction: an answer is in one place, whatever happens."""
        with self._store.write() as connection:
            made = connection.execute(
                insert(outgoing).values(
                    account=account,
                    item=item,
                    sender=composed.sender,
                    recipients=json.dumps(composed.recipients),
                    subject=str(composed.message["Subject"]),
                    message_id=str(composed.message["Message-ID"]),
                    message=bytes(composed),
                    written_at=to_micros(now),
                    state=Progress.WAITING.value,
                    since=to_micros(now),
                    not_before=to_micros(not_before),
                    tries=0,
                    problem="",
                    detail="",
                    answer=drafts.to_json(answer),
                    send_at=None if answer.send_at is None else to_micros(answer.send_at),
                )
            )
            drafts.drop(connection, item)
        found = self.get(int(made.lastrowid))
        assert found is not None
        return found

    def next_at(self, but: Collection[str] = ()) -> datetime | None:
        """When the next letter may go, of any account `but` these."""
        with self._store.read() as connection:
            next_at = select(outgoing.c.not_before).where(_WAITING, outgoing.c.account.not_in(but))
            return maybe(connection.execute(next_at.order_by(outgoing.c.not_before).limit(1)).scalar())

    def take(self, now: datetime, id: int | None = None, but: Collection[str] = ()) -> Letter | None:
        """The letter that is due, of any account `but` these, or this one if it waits: marked as being sent already."""
        next_at = self.next_at(but)
        if next_at is None or (id is None and next_at > now):
            return None
        wanted = outgoing.c.not_before <= to_micros(now) if id is None else outgoing.c.id == id
        with self._store.write() as connection:
            row = connection.execute(
                select(outgoing)
                .where(_WAITING, wanted, outgoing.c.account.not_in(but))
                .order_by(outgoing.c.not_before, outgoing.c.id)
                .limit(1)
            ).one_or_none()
            if row is None:
                return None
            marked = {"state": Progress.SENDING.value, "since": to_micros(now), "tries": row.tries + 1}
            connection.execute(update(outgoing).where(outgoing.c.id == row.id).values(**marked))
        return Letter(row.id, row.account, row.sender, tuple(json.loads(row.recipients)), row.message)

    def landed(self, id: int, error: SourceError | None, now: datetime) -> Outgoing:
        """What became of a letter that was taken: sent, or what went wrong."""
        with self._store.write() as connection:
            mine = outgoing.c.id == id, outgoing.c.state == Progress.SENDING.value
            row = connection.execute(_FLOWN.where(*mine)).one()
            began = from_micros(max(row.written_at, row.send_at or 0))
            progress, pause = _after(error, row.tries, now - began)
            if progress is Progress.SENT:
                answer = drafts.from_json(row.answer)
                saved.count(connection, answer.used, now)
                if row.item is not None and answer.way is not Way.FORWARD:
                    answered(connection, row.item, now)
            connection.execute(
                update(outgoing)
                .where(*mine)
                .values(
                    state=progress.value,
                    since=to_micros(now),
                    not_before=to_micros(now + pause),
                    problem=error.code if error else "",
                    detail=error.detail if error else "",
                )
            )
        found = self.get(id)
        assert found is not None
        return found

    def get(self, id: int) -> Outgoing | None:
        return next(iter(self._rows(outgoing.c.id == id)), None)

    def rows(self) -> tuple[Outgoing, ...]:
        """Newest first: all that is not sent, and what was sent last."""
        left = self._rows(outgoing.c.state != Progress.SENT.value)
        sent = self._rows(outgoing.c.state == Progress.SENT.value)
        return tuple(sorted((*left, *sent), key=lambda one: one.id, reverse=True))

    def retry(self, id: int, now: datetime) -> bool:
        """Have it sent now, because the person says so. False if it is being sent, was sent, or is not there."""
        again = Progress.WAITING.value, Progress.UNSURE.value, Progress.REFUSED.value
        values = {"state": Progress.WAITING.value, "since": to_micros(now), "not_before": to_micros(now)}
        with self._store.write() as connection:
            mine = update(outgoing).where(outgoing.c.id == id, outgoing.c.state.in_(again))
            changed = mine.values(**values, written_at=to_micros(now), problem="", detail="")
            return bool(connection.execute(changed).rowcount)

    def drop(self, id: int, now: datetime) -> bool:
        """Forget it, sent or not; what surely was not sent is a draft again, while there is what it answers.

        False if it is being sent just now, or is not there.
        """
        with self._store.write() as connection:
            mine = outgoing.c.id == id, outgoing.c.state != Progress.SENDING.value
            row = connection.execute(select(outgoing.c.item, outgoing.c.state, outgoing.c.answer).where(*mine)).first()
            if row is None:
                return False
            if row.item is not None and row.state in {Progress.WAITING.value, Progress.REFUSED.value}:
                drafts.give_back(connection, row.item, drafts.from_json(row.answer), now)
            connection.execute(delete(outgoing).where(*mine))
            return True

    def forget(self, account: str) -> None:
        """What the account has sent. What it has not sent stays, to be seen."""
        with self._store.write() as connection:
            sent = outgoing.c.account == account, outgoing.c.state == Progress.SENT.value
            connection.execute(delete(outgoing).where(*sent))

    def _rows(self, which: ColumnElement[bool]) -> list[Outgoing]:
        query = select(*_COLUMNS).where(which).order_by(outgoing.c.id.desc()).limit(LISTED)
        with self._store.read() as connection:
            return [_outgoing(row) for row in connection.execute(query)]


def _after(error: SourceError | None, tries: int, age: timedelta) -> tuple[Progress, timedelta]:
    """Only where it is certain that nothing was sent, and likely that it can be, is it tried again by itself."""
    if error is None:
        return Progress.SENT, timedelta()
    if isinstance(error, Unsure):
        return Progress.UNSURE, timedelta()
    if not error.retries or (age > GIVES_UP and tries >= TRIES_LEAST):
        return Progress.REFUSED, timedelta()
    pause = min(TRIES_MOST, TRIES_FIRST * 2 ** min(tries - 1, 10))
    return Progress.WAITING, max(pause, timedelta(seconds=error.wait_seconds))


def _outgoing(row: Any) -> Outgoing:
    progress = Progress(row.state)
    not_before = from_micros(row.not_before) if progress is Progress.WAITING else None
    return Outgoing(
        row.id, row.account, row.item, tuple(json.loads(row.recipients)), row.subject, row.message_id, progress,
        from_micros(row.written_at), from_micros(row.since), not_before, row.tries, row.problem, row.detail,
        maybe(row.send_at),
    )  # fmt: skip
