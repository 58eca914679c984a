"""What must hold at every step of a year, looked at from outside: by the database and by the week alone.

Whether something came out early is judged by the plan's spans and not by the gate that let it out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from focus.plan import Plan, admits
from focus.schedule import Mode, Occurrence, Stand
from tests.year.app import App

LONGEST_OPEN = timedelta(hours=24)
_BACK = timedelta(days=14)
_FRESH = timedelta(minutes=50)
_LETS = {"codes", "the lab"}


@dataclass(slots=True)
class Thing:
    """One thing that was sent to the person, by one way or two."""

    number: int
    channel: str
    account: str
    received_at: datetime
    rule: str = ""
    """That lets it pass, holds it, or does it."""
    waits_for: str = ""
    accounts: set[str] = field(default_factory=set)
    id: int = 0
    open_at: timedelta = timedelta(0)
    """How much open time there had been when it was there to be read."""
    out: int = 0


@dataclass(slots=True)
class Snapshot:
    held: frozenset[int]
    snoozed: dict[int, datetime]


class Broken(AssertionError):
    """An invariant does not hold; the text says at which step and of which item."""


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _at(micros: int) -> datetime:
    return _EPOCH + timedelta(microseconds=micros)


class Watch:
    """`things` by their number; what is stored of them is told apart by the subject, which is that number."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.things: dict[int, Thing] = {}
        self.by_id: dict[int, Thing] = {}
        self.open_time = timedelta(0)
        self.steps = 0
        self.released = self.woken = self.passed = self.expired = 0
        self.longest_open = timedelta(0)
        self.latest: Snapshot = Snapshot(frozenset(), {})
        self.plan = app.engine._rhythm.plan
        self._last = 0
        self._digest_due: dict[int, timedelta] = {}
        self._connection: sqlite3.Connection | None = None
        self._seen_at = app.clock.now()
        self.known_since = self._seen_at + timedelta(days=2)
        """Until each account has been looked at for the first time, what it brings is its past."""

    # What is there

    def _ask(self, statement: str, *given: object) -> list[tuple[Any, ...]]:
        if self._connection is None:
            self._connection = sqlite3.connect(self.app.paths.database)
        return self._connection.execute(statement, given).fetchall()

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def after_restart(self) -> None:
        """What was not committed is not there: numbers of rows may be given anew."""
        (last,) = self._ask("SELECT coalesce(max(id), 0) FROM item")[0]
        for id in [id for id in self.by_id if id > last]:
            self.by_id.pop(id).id = 0
        self._last = min(self._last, last)

    def _snapshot(self) -> Snapshot:
        held = frozenset(id for (id,) in self._ask("SELECT id FROM item WHERE state = 'held'"))
        snoozed = self._ask("SELECT id, snoozed_until FROM item WHERE state = 'snoozed'")
        return Snapshot(held, {id: _at(until) for id, until in snoozed})

    def step(self, what: str, plan_before: Plan, *, ticked: bool) -> None:
        """After each step: what changed by it may have changed, and what had to has."""
        self.steps += 1
        now, plan = self.app.clock.now(), self.app.engine._rhythm.plan
        new = self._new()
        before, after = self.latest, self._snapshot()
        plans = (plan_before, plan)
        left = [id for id in (*before.held, *new) if id not in after.held]
        self._check_left(what, left, now, plans)
        for id in before.snoozed.keys() - after.snoozed.keys():
            self._check_woken(what, id, before.snoozed[id], now, plans)
        for id in after.held - before.held - set(new):
            self._require(what.startswith("undo"), what, id, "is held again")
        if what.startswith("undo"):
            back = after.held - before.held
            wrong = [id for id in back if self.by_id[id].out]
            self._require(not wrong, what, wrong[0] if wrong else 0, "was out, and is held again by an undo")
            for id in back:
                self.by_id[id].open_at = self.open_time
        self._digest(plan, now)
        self._check_let_through(what, [id for id in new if id in after.held], now, plans)
        if ticked:
            self._check_on_time(what, after, now, plan)
        self._check_ledger(what)
        self.latest, self.plan, self._seen_at = after, plan, now

    def _new(self) -> list[int]:
        rows = self._ask("SELECT id, subject FROM item WHERE id > ? ORDER BY id", self._last)
        for id, subject in rows:
            thing = self.things[int(str(subject).split()[-1])]
            self._require(thing.id == 0, "arrive", id, f"is there twice, as {thing.id} too")
            thing.id, thing.open_at = id, self.open_time
            # By a clock that is behind, nothing has come later than now.
            thing.received_at = min(thing.received_at, self.app.clock.now())
            self.by_id[id] = thing
            self._last = id
        return [id for id, _ in rows]

    # What may be

    def _check_left(self, what: str, left: list[int], now: datetime, plans: tuple[Plan, ...]) -> None:
        for id in left:
            rows = self._ask(
                "SELECT item.state, released_at, passes, batch.by, batch.name, ruled_by "
                "FROM item LEFT JOIN batch ON batch.id = item.batch WHERE item.id = ?",
                id,
            )
            self._require(bool(rows), what, id, "is gone")
            state, released_at, passes, by, name, ruled_by = rows[0]
            thing = self.by_id[id]
            if state == "done":
                self._require(what in {"done", "undo"} or ruled_by == "receipts", what, id, "is done by itself")
            elif state == "snoozed":
                self._require(what in {"snooze", "undo"}, what, id, "is snoozed by itself")
            else:
                self._require(thing.out == 0, what, id, "came out twice")
                thing.out += 1
                self.released += 1
                self.expired += state == "expired"
                self._require(_at(released_at) == now, what, id, "came out at another time than now")
                if passes:
                    self.passed += 1
                    self._require(str(passes) == thing.rule, what, id, f"was let through by {passes}")
                else:
                    why = self._early(thing, str(by), str(name), now, plans)
                    self._require(not why, what, id, f"came out early by {by}: {why}")

    def _early(self, thing: Thing, by: str, name: str, now: datetime, plans: tuple[Plan, ...]) -> str:
        """'' where one of the plans, as the person left them, lets it out."""
        for plan in plans:
            period = plan.period_at(now)
            if by == "together" and period.mode is Mode.TOGETHER:
                return ""
            if by == "open" and period.mode is Mode.OPEN and period.stand is Stand.PAUSED:
                return ""
            if by == "check_in" and period.mode is not Mode.FOCUS and period.stand is not Stand.OFF:
                current = period.occurrence if period.mode is Mode.CHECK_IN else None
                if current is not None and self._lets(current, thing):
                    return ""
                if any(self._lets(one, thing) for one in self._over(plan, thing.received_at, now)):
                    return ""
                if any(self._lets(one, thing) for one in self._over(Plan(plan.schedule), thing.received_at, now)):
                    return ""
        return f"{plans[-1].mode_at(now)}, received {thing.received_at}"

    def _check_let_through(self, what: str, new: list[int], now: datetime, plans: tuple[Plan, ...]) -> None:
        """Out of focus there is no budget: what a rule lets through, and is fresh, is not held."""
        if any(one.mode_at(now) is Mode.FOCUS for one in plans):
            return
        for id in new:
            thing = self.by_id[id]
            fresh = timedelta(0) <= now - thing.received_at < _FRESH and thing.received_at >= self.known_since
            self._require(not fresh or thing.rule not in _LETS, what, id, "is held though its rule lets it through")

    @staticmethod
    def _lets(one: Occurrence, thing: Thing) -> bool:
        if thing.waits_for:
            return one.name == thing.waits_for
        return admits(one.admits, frozenset({thing.channel, thing.account, *thing.accounts}))

    @staticmethod
    def _over(plan: Plan, received_at: datetime, now: datetime) -> Iterator[Occurrence]:
        since = max(received_at, now - _BACK)
        for one in plan.occurrences(since, now):
            if one.kind is Mode.CHECK_IN and one.end <= now and received_at < one.end:
                yield one

    def _check_woken(self, what: str, id: int, until: datetime, now: datetime, plans: tuple[Plan, ...]) -> None:
        rows = self._ask("SELECT state FROM item WHERE id = ?", id)
        self._require(bool(rows), what, id, "is gone")
        if what in {"undo", "done", "snooze"}:
            return
        self.woken += 1
        self._require(str(rows[0][0]) == "released", what, id, f"was snoozed, and is {rows[0][0]}")
        self._require(until <= now, what, id, f"came back before {until}")
        self._require(any(one.mode_at(now) is not Mode.FOCUS for one in plans), what, id, "came back in focus")
        self.by_id[id].out = max(1, self.by_id[id].out)

    def _check_on_time(self, what: str, after: Snapshot, now: datetime, plan: Plan) -> None:
        period = plan.period_at(now)
        if period.mode is not Mode.FOCUS and period.stand is not Stand.OFF:
            late = [id for id, until in after.snoozed.items() if until <= now]
            self._require(not late, what, late[0] if late else 0, "should have come back")
        current = period.occurrence if period.mode is Mode.CHECK_IN else None
        for id in after.held:
            thing = self.by_id[id]
            if period.mode is Mode.TOGETHER or (current is not None and self._lets(current, thing)):
                self._require(False, what, id, "is held where it should be out")
            since = self._digest_due.get(id) if thing.waits_for else thing.open_at
            if since is not None:
                waited = self.open_time - since
                self.longest_open = max(self.longest_open, waited)
                self._require(waited <= LONGEST_OPEN, what, id, f"has waited for {waited} of open time")

    def _digest(self, plan: Plan, now: datetime) -> None:
        """What waits for the digest is due once one has begun that it had come before."""
        if now <= self._seen_at:
            return
        for one in Plan(plan.schedule).occurrences(max(self._seen_at, now - _BACK), now):
            # What a pause or a time off hides is not made up for: it waits for the next one.
            if one.name == "friday digest" and not self._set_aside(plan, one.start):
                for id in self.latest.held:
                    thing = self.by_id[id]
                    if thing.waits_for and thing.received_at < one.end:
                        self._digest_due.setdefault(id, self.open_time)

    @staticmethod
    def _set_aside(plan: Plan, at: datetime) -> bool:
        return any(one.stand is not Stand.FOLLOWS and one.since <= at < one.until for one in plan.overrides)

    def _check_ledger(self, what: str) -> None:
        ledger = self.app.engine.ledger()
        self._require(ledger.adds_up, what, 0, f"the ledger does not add up: {ledger}")
        stored = len(self.by_id)
        self._require(ledger.received == stored, what, 0, f"{ledger.received} received, and {stored} stored")
        again = self._ask("SELECT id FROM item WHERE state = 'held' AND released_at IS NOT NULL LIMIT 1")
        self._require(not again, what, again[0][0] if again else 0, "is held again though it was out")

    def _require(self, holds: bool, what: str, id: int, why: str) -> None:
        if not holds:
            now = self.app.clock.now()
            thing = self.by_id.get(id)
            raise Broken(f"step {self.steps} ({what}) at {now:%Y-%m-%d %H:%M:%S}: item {id} {why}; {thing}")
