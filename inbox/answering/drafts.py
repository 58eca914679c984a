"""Drafts in the database, one for an item: what was saved survives a crash. One thread calls this: the engine's."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from inbox.answering import Answer, Draft, Way
from inbox.store import Store
from inbox.store.instants import from_micros, to_micros
from inbox.store.tables import draft


class Drafts:
    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, item: int) -> Draft | None:
        with self._store.read() as connection:
            return _of(connection, item)

    def all(self) -> tuple[Draft, ...]:
        """The one saved last comes first."""
        with self._store.read() as connection:
            rows = connection.execute(select(draft).order_by(draft.c.saved_at.desc(), draft.c.item.desc()))
            return tuple(_draft(row) for row in rows)

    def save(self, item: int, answer: Answer, now: datetime) -> None:
        with self._store.write() as connection:
            _put(connection, item, answer, now)

    def drop(self, item: int) -> bool:
        with self._store.write() as connection:
            return drop(connection, item)


def drop(connection: Connection, item: int) -> bool:
    return bool(connection.execute(delete(draft).where(draft.c.item == item)).rowcount)


def give_back(connection: Connection, item: int, answer: Answer, now: datetime) -> None:
    """An answer that was taken back is a draft again. Where another was begun meanwhile, nothing of that is lost."""
    newer = _of(connection, item)
    _put(connection, item, answer if newer is None else _with(answer, newer.answer), now)


def _with(answer: Answer, newer: Answer) -> Answer:
    both = newer.text.strip() and newer.text != answer.text
    return replace(
        answer,
        text=f"{answer.text.rstrip()}\n\n{newer.text}" if both else answer.text,
        to=tuple(dict.fromkeys([*answer.to, *newer.to])),
        attachments=tuple(dict.fromkeys([*answer.attachments, *newer.attachments])),
        used=tuple(dict.fromkeys([*answer.used, *newer.used])),
    )


def to_json(answer: Answer) -> str:
    return json.dumps(_fields(answer))


def from_json(kept: str) -> Answer:
    found = json.loads(kept)
    send_at = found["send_at"]
    return Answer(
        Way(found["way"]), found["text"], tuple(found["to"]), tuple(found["attachments"]),
        None if send_at is None else datetime.fromisoformat(send_at), tuple(found["used"]), found["originals"],
    )  # fmt: skip


def _fields(answer: Answer) -> dict[str, Any]:
    send_at = answer.send_at
    return {**asdict(answer), "send_at": None if send_at is None else send_at.isoformat()}


def _put(connection: Connection, item: int, answer: Answer, now: datetime) -> None:
    connection.exec_driver_sql(
        "INSERT INTO draft (item, answer, saved_at) VALUES (?, ?, ?) "
        "ON CONFLICT (item) DO UPDATE SET answer = excluded.answer, saved_at = excluded.saved_at",
        (item, to_json(answer), to_micros(now)),
    )


def _of(connection: Connection, item: int) -> Draft | None:
    row = connection.execute(select(draft).where(draft.c.item == item)).one_or_none()
    return None if row is None else _draft(row)


def _draft(row: Any) -> Draft:
    return Draft.of(row.item, from_json(row.answer), from_micros(row.saved_at))
