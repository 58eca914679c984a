"""The answers library: texts to be used again, found as one types. One thread calls this: the engine's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from inbox.answering import SavedAnswer
from inbox.store import Store
from inbox.store.instants import maybe, to_micros
from inbox.store.tables import saved_answer

LISTED = 200


class SavedAnswers:
    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, query: str = "") -> tuple[SavedAnswer, ...]:
        """Those in which each word of `query` begins a word of the title or the text; accents and case are ignored.

        Most used first, then the one used last.
        """
        order = saved_answer.c.uses.desc(), saved_answer.c.used_at.desc(), saved_answer.c.title, saved_answer.c.id
        with self._store.read() as connection:
            rows = connection.execute(select(saved_answer).order_by(*order)).all()
        wanted = _words(query)
        found = []
        for row in rows:
            if wanted:
                words = _words(f"{row.title} {row.text}")
                if not all(any(word.startswith(one) for word in words) for one in wanted):
                    continue
            found.append(SavedAnswer(row.id, row.title, row.text, row.uses, maybe(row.used_at)))
        return tuple(found[:LISTED])

    def get(self, id: int) -> SavedAnswer | None:
        with self._store.read() as connection:
            row = connection.execute(select(saved_answer).where(saved_answer.c.id == id)).one_or_none()
        return None if row is None else SavedAnswer(row.id, row.title, row.text, row.uses, maybe(row.used_at))

    def keep(self, answer: SavedAnswer) -> int:
        """A new one where `id` is 0, else other words for that one; its uses stay. Returns the id, 0 if it is gone."""
        words = {"title": answer.title, "text": answer.text}
        with self._store.write() as connection:
            if not answer.id:
                made = connection.execute(insert(saved_answer).values(**words, uses=0))
                return int(made.lastrowid)
            mine = saved_answer.c.id == answer.id
            return answer.id if connection.execute(update(saved_answer).where(mine).values(**words)).rowcount else 0

    def drop(self, id: int) -> bool:
        with self._store.write() as connection:
            return bool(connection.execute(delete(saved_answer).where(saved_answer.c.id == id)).rowcount)


def count(connection: Connection, ids: Sequence[int], now: datetime) -> None:
    """They were in an answer that has been sent."""
    if ids:
        used = update(saved_answer).where(saved_answer.c.id.in_(ids))
        connection.execute(used.values(uses=saved_answer.c.uses + 1, used_at=to_micros(now)))


def _words(text: str) -> list[str]:
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return re.findall(r"\w+", plain.casefold())
