"""What waits for an answer is promised one anew, after promises have changed: looked at bit by bit, written at once.

Of tens of thousands of items that takes seconds, and the engine has others to answer meanwhile. One thread calls this:
the engine's.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection

from inbox.item import Arrival, Channel, Reason, State, Verdict
from inbox.judging import Judge, Ruling
from inbox.promises import Promises
from inbox.store import Store
from inbox.store.instants import from_micros, to_micros

LOOKS_BACK: Final = timedelta(days=60)
"""What came before that has waited too long for a new promise to be about it."""

SLICE: Final = 0.01
"""So many seconds the engine's thread is kept from others at a time, but for the writing."""

_AT_ONCE: Final = 100
_STATES: Final = tuple(f"'{state.value}'" for state in (State.HELD, State.RELEASED, State.SNOOZED))
_WAITS: Final = f"answered_at IS NULL AND state IN ({', '.join(_STATES)})"
# Each by its partial index, which has nothing else in it.
_ALL: Final = " UNION ALL ".join(f"SELECT id FROM item WHERE state = {state}" for state in _STATES)  # noqa: S608
_THESE: Final = (
    "SELECT item.id, account, channel, reason, sender_name, sender_address, subject, received_at, list_id, verdict, "  # noqa: S608
    "tool, project, ruled_by, promised, due_at, recipients, reference_ids, text "
    "FROM item JOIN body ON body.id = item.id WHERE item.id IN (SELECT value FROM json_each(?)) "
    f"AND {_WAITS} AND (due_at IS NOT NULL OR received_at >= ?)"
)
# In memory (`inbox.store`), of this connection, and gone with it.
_NOTES: Final = (
    "CREATE TEMP TABLE IF NOT EXISTS due_anew "
    "(item INTEGER PRIMARY KEY, promised TEXT, due_at INTEGER, had TEXT, was_due_at INTEGER)"
)
_NOTE: Final = "INSERT OR REPLACE INTO due_anew VALUES (?, ?, ?, ?, ?)"
# What was promised otherwise since it was looked at stays: it came by a further way just now.
_WRITE: Final = (
    "UPDATE item SET promised = due_anew.promised, due_at = due_anew.due_at FROM due_anew "  # noqa: S608
    "WHERE item.id = due_anew.item AND item.promised = due_anew.had AND item.due_at IS due_anew.was_due_at "
    f"AND {_WAITS}"
)
# Asking an enum for a value costs ten times a look-up.
_CHANNELS: Final = {channel.value: channel for channel in Channel}
_REASONS: Final = {reason.value: reason for reason in Reason}
_VERDICTS: Final = {verdict.value: verdict for verdict in Verdict}


class Anew:
    """What waits for an answer when this begins is promised one as `promises` have it; what is answered or done by the
    end stays as it was. What nothing was promised of before, and what would be late at `now` (aware), is left at that.

    Until `go_on` has said that all is written, every one of these items is due as it was before: they change together,
    in one transaction. A crash before it leaves nothing behind, and whoever begins again finds the same. What arrives
    meanwhile is not for this: by which promises that is judged, `inbox.judging.Ruling` says.
    """

    def __init__(
        self, store: Store, promises: Promises, named: Mapping[str, str], mine: frozenset[str], now: datetime
    ) -> None:
        """`named`: by rule, the promise it names. `mine`: the person's own addresses."""
        self._store = store
        self._promises = promises
        self._named = named
        self._ruling = Ruling(promises.book, mine)
        self._now = now
        self._waiting: list[int] | None = None
        self._seen = 0

    def go_on(self, seconds: float = SLICE) -> int | None:
        """Look at some more for about so long, or once all is seen write what was found. Returns how many items are
        due otherwise than before when that is written; None until then. After an error it may be called again."""
        until = time.monotonic() + seconds
        if not self._all_seen():
            self._look(until)
            if not self._all_seen() or time.monotonic() >= until:
                return None
        with self._store.write() as connection:
            return connection.exec_driver_sql(_WRITE).rowcount

    def _all_seen(self) -> bool:
        return self._waiting is not None and self._seen >= len(self._waiting)

    def _look(self, until: float) -> None:
        with self._store.read() as connection:
            waiting = self._begun(connection) if self._waiting is None else self._waiting
            seen = self._seen
            while seen < len(waiting):
                found = list(self._otherwise(connection, waiting[seen : seen + _AT_ONCE]))
                if found:
                    connection.exec_driver_sql(_NOTE, found)
                seen += _AT_ONCE
                if time.monotonic() >= until:
                    break
        self._waiting, self._seen = waiting, seen  # the notes of a transaction that failed are not there

    def _begun(self, connection: Connection) -> list[int]:
        connection.exec_driver_sql(_NOTES)
        connection.exec_driver_sql("DELETE FROM due_anew")  # of one that was not gone on with
        return list(connection.exec_driver_sql(_ALL).scalars())

    def _otherwise(self, connection: Connection, ids: Sequence[int]) -> Iterator[tuple[int, str, int | None, str, Any]]:
        """Of these items: what is promised otherwise by now, as it is noted."""
        judges: dict[str, Judge] = {}
        since = to_micros(self._now - LOOKS_BACK)
        for row in connection.exec_driver_sql(_THESE, (json.dumps(ids), since)).all():
            if row.account not in judges:
                judges[row.account] = Judge(connection, row.account, self._ruling, self._now)
            name, due_at = self._made(row, judges[row.account])
            if (name, due_at) != (row.promised, row.due_at):
                yield row.id, name, due_at, row.promised, row.due_at

    def _made(self, row: Any, judge: Judge) -> tuple[str, int | None]:
        one = _arrival(row)
        by_rule = self._named.get(row.ruled_by, "")
        made = self._promises.made(one, row.account, one.received_at, rule=by_rule, around=judge.around(one))
        if made is None or (made.due_at <= self._now and row.due_at is None):
            return "", None  # no promise is broken by being made
        return made.name, to_micros(made.due_at)


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
