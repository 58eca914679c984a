"""Rules decide of what is new, by what the queue knows around it. Called within the queue's transactions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from inbox.item import Arrival, Channel
from inbox.promises import Promises
from inbox.rulebook import Rulebook
from inbox.rules import DONE, Around, Decision
from inbox.store.instants import to_micros
from inbox.urgency import NOT_A_PERSON, SECOND_TRY_WITHIN, answers_by_itself, in_time, tried_by, who_tries

_LATEST = 2000
_UNWRITTEN = ", ".join(f"'{reason.value}'" for reason in sorted(NOT_A_PERSON))
_TRIED = (
    "SELECT 1 FROM (SELECT * FROM item ORDER BY id DESC LIMIT ?) WHERE received_at BETWEEN ? AND ? "  # noqa: S608
    f"AND reason NOT IN ({_UNWRITTEN}) AND list_id = '' "
)
_BY_ADDRESS = f"{_TRIED} AND lower(sender_address) = ? AND (verdict = 'verified' OR channel = 'mention') LIMIT 1"
_BY_NAME = f"{_TRIED} AND channel = 'mention' AND account = ? AND tool = ? AND sender_name = ? LIMIT 1"
_PASSED = "SELECT passes, count(*) FROM item WHERE arrived_at >= ? AND passes <> '' GROUP BY passes"
# What was not sent (it waits or was refused) nobody can answer.
MINE = (
    "SELECT message_id FROM outgoing WHERE state IN ('sending', 'sent', 'unsure') "
    "AND message_id IN (SELECT value FROM json_each(?)) "
    "UNION SELECT message_id FROM body JOIN item ON item.id = body.id WHERE message_id <> '' "
    "AND message_id IN (SELECT value FROM json_each(?)) AND verdict = 'verified' "
    "AND lower(sender_address) IN (SELECT value FROM json_each(?))"
)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What an account's arrivals are decided by.

    `mine`: the person's own addresses, in lower case. `block_since`: when the focus block of now began (aware), None
    where none runs. `known_since`: nothing that came before is urgent, for it is the account's past.
    `promises`: what answers are promised; None for none.
    """

    book: Rulebook = field(default_factory=Rulebook)
    mine: frozenset[str] = frozenset()
    block_since: datetime | None = None
    known_since: datetime | None = None
    promises: Promises | None = None


class Judge:
    """Decides of one portion, in its order. What passes counts against its rule's budget at once.

    What is known of the person's own mails: those that Écluse sent, and those of their addresses that reached an
    account and that someone vouches for (a copy to oneself). One that another program sent and that never came back
    is not known. Of an answer to what the person wrote elsewhere, the tool itself says so.
    """

    def __init__(self, connection: Connection, account: str, ruling: Ruling, now: datetime) -> None:
        self._connection = connection
        self._account = account
        self._ruling = ruling
        self._now = now
        self._seen: dict[tuple[str, ...], list[datetime]] = {}
        self._passed = self._so_far()
        promises = ruling.promises
        self._asks_thread = ruling.book.asks_thread or (promises is not None and promises.book.asks_thread)
        self._asks_second_try = ruling.book.asks_second_try
        self._plain = Around(mine=ruling.mine, passed=self._passed)

    def __call__(self, arrival: Arrival) -> Decision:
        promises = self._ruling.promises
        if promises is None and not self._ruling.book.rules:
            return Decision()
        around = self.around(arrival)
        decision = self._decided(arrival, around)
        if promises is None or decision.act == DONE:
            return decision
        since = min(arrival.received_at, self._now)
        made = promises.made(arrival, self._account, since, rule=decision.promise, around=around)
        known = self._ruling.known_since
        if made is None or (known is not None and since < known and made.due_at <= self._now):
            return decision  # the account's past: no promise is broken before it is known of
        return replace(decision, promise=made.name, due_at=made.due_at)

    def _decided(self, arrival: Arrival, around: Around) -> Decision:
        decision = self._ruling.book.decide(arrival, self._account, around)
        if not decision.passes:
            return decision
        decision = in_time(decision, arrival.received_at, self._now, self._ruling.known_since)
        if self._passed is not None and decision.passes:
            self._passed[decision.rule] = self._passed.get(decision.rule, 0) + 1
        return decision

    def around(self, arrival: Arrival) -> Around:
        """What rules and promises ask for."""
        if not self._asks_thread and not self._asks_second_try:
            return self._plain
        thread_mine, answers_me = self._of_mine(arrival) if self._asks_thread else (False, False)
        return Around(
            thread_mine,
            answers_me,
            self._asks_second_try and self._tried_before(arrival),
            self._ruling.mine,
            self._passed,
        )

    def _so_far(self) -> dict[str, int] | None:
        since = self._ruling.block_since
        if since is None or not self._ruling.book.asks_budget:
            return None
        rows = self._connection.exec_driver_sql(_PASSED, (to_micros(since),))
        return {str(name): int(count) for name, count in rows}

    def _of_mine(self, arrival: Arrival) -> tuple[bool, bool]:
        """Whether the first mail of its thread is the person's, and whether the one it answers is."""
        if arrival.channel is Channel.MENTION:
            return False, answers_by_itself(arrival)
        if not arrival.references:
            return False, False
        named = json.dumps([one for one in arrival.references if one])
        mine = self._connection.exec_driver_sql(MINE, (named, named, json.dumps(sorted(self._ruling.mine))))
        known = set(mine.scalars())
        return arrival.references[0] in known, arrival.references[-1] in known

    def _tried_before(self, arrival: Arrival) -> bool:
        who = who_tries(arrival, self._account)
        if who is None:
            return False
        since, until = arrival.received_at - SECOND_TRY_WITHIN, arrival.received_at
        found = any(since <= one <= until for one in self._seen.get(who, ()))
        for one in tried_by(arrival, self._account):
            self._seen.setdefault(one, []).append(until)
        return found or self._stored(_BY_ADDRESS if len(who) == 1 else _BY_NAME, since, until, who)

    def _stored(self, statement: str, since: datetime, until: datetime, who: Iterable[Any]) -> bool:
        given = (_LATEST, to_micros(since), to_micros(until), *who)
        return self._connection.exec_driver_sql(statement, given).scalar() is not None
