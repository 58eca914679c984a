"""A rule tried on what has arrived: what it would have decided of, had it been on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, select

from desktop.core.desk import Later, RequestError
from desktop.core.own_addresses import own_addresses
from desktop.core.rule_views import Caught, CaughtLine
from focus.plan import Plan
from focus.schedule import Mode
from inbox.item import Arrival, Channel, Reason, Verdict
from inbox.rulebook import Rulebook
from inbox.rules import Around, Because, Rule
from inbox.saying import NOT_URGENT
from inbox.store.instants import from_micros, to_micros
from inbox.store.tables import action, action_item, body, item

if TYPE_CHECKING:
    from desktop.core.setup import Setup
    from inbox.store import Store

MOST_LINES: Final = 200
MOST_DAYS: Final = 366
_IT: Final = "\0"
"""What the rule is called while it is tried: others may have its name."""
_COUNTED: Final = ("through", "held", "done", "unverified", "over_budget")
_WORDS: Final = {Because.BUDGET: "over_budget", Because.DONE: "done", Because.RULE: "held"}


@dataclass(frozen=True, slots=True)
class _Came:
    id: int
    account: str
    arrival: Arrival
    not_urgent: bool


class Trying:
    """Called on the engine's thread."""

    def __init__(self, store: Store, setup: Setup, plan: Callable[[], Plan], now: Callable[[], datetime]) -> None:
        self._store = store
        self._setup = setup
        self._plan = plan
        self._now = now

    def caught(self, rules: Sequence[Rule], place: int, days: int = 30) -> Later[Caught]:
        if not 0 <= place < len(rules) or not 0 < days <= MOST_DAYS:
            raise RequestError("There is no such rule, or no such time. Nothing was tried.")
        since = self._now() - timedelta(days=days)
        with self._store.read() as connection:
            came = list(_since(connection, since))
        mine, plan = own_addresses(self._setup.settings.accounts), self._plan()
        return Later(lambda: tried(rules, place, came, mine, plan, days))


def tried(
    rules: Sequence[Rule], place: int, came: Sequence[_Came], mine: frozenset[str], plan: Plan, days: int
) -> Caught:
    it = replace(rules[place], name=_IT, off=False)
    book = Rulebook([*rules[:place], it, *rules[place + 1 :]])
    block, passed = _Blocks(plan), dict[str, int]()
    lines = []
    for one in came:
        if book.asks_budget and block.another(one.arrival.received_at):
            passed = {}
        around = Around(mine=mine, passed=passed if block.since else None)
        decision = book.decide(one.arrival, one.account, around)
        if decision.passes:
            passed[decision.rule] = passed.get(decision.rule, 0) + 1
        if decision.rule == _IT:
            lines.append(_line(one, "through" if decision.passes else _WORDS[decision.because]))
        elif decision.refused == _IT:
            lines.append(_line(one, "unverified"))
    counts = {what: sum(line.what == what for line in lines) for what in _COUNTED}
    regretted = sum(line.not_urgent for line in lines if line.what == "through")
    newest = tuple(lines[::-1][:MOST_LINES])
    return Caught(days, len(came), len(lines), **counts, not_urgent=regretted, lines=newest)


class _Blocks:
    """In which focus block something came; asked in the order of time."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._until: datetime | None = None
        self.since: datetime | None = None

    def another(self, at: datetime) -> bool:
        if self._until is not None and at < self._until:
            return False
        period = self._plan.period_at(at)
        self._until = period.until
        self.since = period.since if period.mode is Mode.FOCUS else None
        return True


def _line(one: _Came, what: str) -> CaughtLine:
    arrival = one.arrival
    sender = arrival.sender_name or arrival.sender_address
    return CaughtLine(one.id, arrival.received_at, sender, arrival.subject, what, one.not_urgent)


def _since(connection: Connection, since: datetime) -> Iterator[_Came]:
    said = select(action_item.c.item).join(action, action.c.id == action_item.c.action)
    said = said.where(action.c.undone_at.is_(None), action.c.what.startswith(f"{NOT_URGENT} "))
    regretted = set(connection.execute(said).scalars())
    found = (
        select(item, body.c.recipients, body.c.reference_ids, body.c.text)
        .join(body, body.c.id == item.c.id)
        .where(item.c.received_at >= to_micros(since))
        .order_by(item.c.received_at, item.c.id)
    )
    for row in connection.execute(found):
        yield _Came(row.id, row.account, _arrival(row), row.id in regretted)


def _arrival(row: Any) -> Arrival:
    return Arrival(
        row.key, row.content_key, Channel(row.channel), Reason(row.reason), row.sender_name, row.sender_address,
        row.subject, from_micros(row.received_at), row.preview, row.text, list_id=row.list_id,
        to=tuple(json.loads(row.recipients)), references=tuple(json.loads(row.reference_ids)),
        verdict=Verdict(row.verdict), tool=row.tool, project=row.project,
    )  # fmt: skip
