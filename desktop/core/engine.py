"""Joins the queue, the plan, the keeper and the accounts: requests in, plain events out.

Every decision is a pure function of `inbox` or `focus`; this only asks them in the right order. All of it runs on
the engine's thread (`desktop.core.heartbeat`), and `tick` may be called any number of times.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.exc import DBAPIError

from desktop.core.desk import Later, RequestError
from desktop.core.events import BatchReleased, Event, NoticeDue, NowChanged, PresenceChanged, Problem, QueueChanged
from desktop.core.setup import Setup
from desktop.core.showing import batch_view, now_view, row
from desktop.core.views import (
    AccountLine,
    AccountSettings,
    BatchView,
    Counts,
    Notice,
    Now,
    Preferences,
    ProviderLine,
    Row,
)
from focus import overrides
from focus.errors import WrongPlan
from focus.gate import Opening, attended, openings
from focus.plan import Plan
from focus.presence import Level, Presence
from focus.schedule import Mode, Override, Schedule
from focus.sessions import Sessions
from focus.sessions import State as SessionState
from inbox.item import Arrival, Details, Fetched, Item, Ledger, State
from inbox.notices import Outbox
from inbox.queue import Queue, Release
from inbox.reading import Reading
from inbox.rules import passing_rule
from inbox.sources import Probe, Value
from inbox.store import Store

ASK_BEFORE = timedelta(seconds=20)
"""How long before a check-in the sources are asked once more, so that its batch is complete."""

QUIET_ENDS_WITHIN = timedelta(seconds=3)
"""How long a notification waits for do-not-disturb to be taken back."""

log = logging.getLogger(__name__)


class Engine:
    """`desktop.core.desk.Desk`, on one database. `setup` holds the settings, the accounts and the providers."""

    def __init__(
        self,
        store: Store,
        sessions: Sessions,
        setup: Setup,
        now: Callable[[], datetime],
        listener: Callable[[Event], None],
    ) -> None:
        self._store = store
        self._queue = Queue(store)
        self._reading = Reading(store)
        self._outbox = Outbox(store)
        self._sessions = sessions
        self._session = sessions.load()
        self._honoured = self._session.honoured
        self.setup = setup
        self._clock = now
        self._emit = listener
        self._shown: Now | None = None
        self._asked_for: datetime | None = None
        self._catching_up: datetime | None = None
        self._quiet_since: datetime | None = None
        self._full = False

    # Time passes

    def start(self, now: datetime) -> None:
        """What an earlier run left behind is put right before anything else happens."""
        self._outbox.recover()
        self.setup.start()

    def tick(self, now: datetime) -> datetime | None:
        """Do what is due at `now`. Returns the next instant at which something will be due."""
        for problem in self.setup.refresh():
            self._emit(problem)
        plan = self._plan()
        # First of all: a pop-up that comes while the desktop still keeps quiet would not be seen.
        self.setup.want(self._presence(plan, now))
        try:
            self._settle(plan, now)
            self._tell(plan, now)
        except DBAPIError as error:
            # A full or failing disk: what was not committed did not happen, and is tried again at the next tick.
            self._report_storage(error)
        else:
            self._full = False
        self._ask_before_check_in(plan, now)
        view = now_view(plan, now)
        if self._shown is None or _differs(view, self._shown):
            self._shown = view
            self._emit(NowChanged(view))
        return self._next_due(plan, now)

    def woke(self, now: datetime) -> None:
        log.info("the machine slept, or its clock was set: connecting anew")
        self.setup.woke()
        self._shown = None

    def close(self) -> None:
        self.setup.close()
        self._store.close()

    def cursor(self, account: str) -> str:
        return self._reading.cursor(account)

    def arrived(self, account: str, fetched: Fetched) -> None:
        """Stored held, with the cursor; then whatever may come out comes out."""
        now = self._clock()
        rules = self.setup.settings.rules
        first = not self._reading.cursor(account)

        def passes(arrival: Arrival) -> str:
            # The first look at a mailbox brings its past, and nothing of the past is urgent.
            return "" if first else passing_rule(arrival, account, rules)

        if self._queue.accept(account, fetched, now, passes):
            self._changed()
        self.tick(now)

    def _settle(self, plan: Plan, now: datetime) -> None:
        due = openings(plan, self._honoured, now)
        caught_up = any(one.caught_up for one in due)
        if caught_up and self._still_fetching(now):
            self._release(plan, [one for one in due if not one.caught_up], now)
            return
        self._catching_up = None
        self._release(plan, due, now)
        self._honoured = attended(plan, self._honoured, now)
        entered = next((one.start for one in due if one.by == "check_in"), None)
        kept = self._session.honoured
        if caught_up or kept is None or (entered is not None and kept < entered):
            self._keep(self._session.overrides)

    def _release(self, plan: Plan, due: Sequence[Opening], now: datetime) -> None:
        releases = [Release(one.by, one.start, one.admits, one.name, one.received_before) for one in due]
        quiet = plan.period_at(now).mode is Mode.FOCUS
        settled = self._queue.settle(now, releases, wakes_snoozed=not quiet)
        for id, count in settled.batches:
            log.info("batch %d: %d released", id, count)
            self._emit(BatchReleased(id, quiet=False))
        if settled:
            self._changed()

    def _still_fetching(self, now: datetime) -> bool:
        """A missed check-in is caught up once the sources have been asked: the batch is to be whole."""
        if self._catching_up is None:
            self._catching_up = now
            self.setup.ask()
        return self.setup.asking and now - self._catching_up < ASK_BEFORE

    def _tell(self, plan: Plan, now: datetime) -> None:
        if not self.setup.notifies or self._quiet_ends(plan, now):
            return
        for due in self._outbox.take(now):
            self._emit(
                NoticeDue(
                    Notice(
                        due.id,
                        due.kind,
                        due.batch,
                        due.total,
                        due.people,
                        due.subjects,
                        due.rule,
                        plan.next_check_in(now),
                    )
                )
            )

    def _quiet_ends(self, plan: Plan, now: datetime) -> bool:
        """Do-not-disturb is being taken back right now; that is waited for, but not for long."""
        if plan.mode_at(now) is Mode.FOCUS or self.setup.presence_settled(0.0):
            self._quiet_since = None
            return False
        self._quiet_since = self._quiet_since or now
        return abs(now - self._quiet_since) < QUIET_ENDS_WITHIN

    def _ask_before_check_in(self, plan: Plan, now: datetime) -> None:
        coming = plan.next_check_in(now)
        if coming is not None and coming - now <= ASK_BEFORE and self._asked_for != coming:
            self._asked_for = coming
            self.setup.ask()

    def _next_due(self, plan: Plan, now: datetime) -> datetime | None:
        coming = plan.next_check_in(now)
        before = coming - ASK_BEFORE if coming is not None and coming - now > ASK_BEFORE else None
        snoozed = next((one.snoozed_until for one in self._reading.rows(State.SNOOZED, limit=1)), None)
        quiet = self._quiet_since and self._quiet_since + QUIET_ENDS_WITHIN
        told = self._outbox.next_at() if self.setup.notifies else None
        due = (plan.next_change(now), before, told, snoozed, quiet)
        return min((one for one in due if one is not None and one > now), default=None)

    def _presence(self, plan: Plan, now: datetime) -> Presence | None:
        view = now_view(plan, now)
        if view.mode is not Mode.FOCUS or view.until is None:
            return None
        text = f"In focus until {view.until:%H:%M}"
        if view.next_check_in is not None:
            text += f", reading messages at {view.next_check_in:%H:%M}"
        return Presence(Level.DO_NOT_DISTURB, text, "", plan.period_at(now).until)

    # What is going on

    def now(self) -> Now:
        return now_view(self._plan(), self._clock())

    def counts(self) -> Counts:
        latest = self._reading.batch()
        left = batch_view(*latest).left if latest else 0
        return Counts(left, self._reading.count(State.HELD), self._reading.count(State.SNOOZED))

    def ledger(self) -> Ledger:
        return self._reading.ledger()

    def accounts(self) -> tuple[AccountLine, ...]:
        return self.setup.account_lines()

    def presence(self) -> tuple[ProviderLine, ...]:
        return self.setup.provider_lines()

    def rows(self, state: State, *, limit: int = 50, after: int | None = None) -> tuple[Row, ...]:
        if state is State.HELD and after is None:
            self._queue.peeked(self._clock())
        return self._with_holds(self._reading.rows(state, limit, after))

    def batch(self, id: int | None = None) -> tuple[BatchView, tuple[Row, ...]] | None:
        found = self._reading.batch(id)
        return None if found is None else (batch_view(*found), self._with_holds(found[1]))

    def search(self, query: str, *, limit: int = 50, after: int | None = None) -> tuple[Row, ...]:
        return self._with_holds(self._reading.search(query, limit, after))

    def details(self, id: int) -> Details:
        found = self._reading.details(id)
        if found is None:
            raise RequestError(f"There is no item {id}.", "`ecluse queue` lists what there is.")
        return found

    # Triage

    def done(self, ids: Sequence[int]) -> int:
        return self._triaged(self._queue.done(self._existing(ids), self._clock()))

    def snooze(self, ids: Sequence[int], until: datetime) -> int:
        now = self._clock()
        if until <= now:
            raise RequestError(f"{until:%Y-%m-%d %H:%M} has passed; nothing was snoozed.", "Name a time to come.")
        return self._triaged(self._queue.snooze(self._existing(ids), until, now))

    def pin(self, ids: Sequence[int], pinned: bool) -> int:
        return self._triaged(self._queue.pin(self._existing(ids), pinned, self._clock()))

    def undo(self) -> str:
        undone = self._queue.undo(self._clock())
        self._triaged(1 if undone else 0)
        return undone

    # Focus and check-ins

    def focus(self, *, length: timedelta | None = None, until: datetime | None = None, intention: str = "") -> Now:
        return self._override(lambda plan, now: overrides.focus_now(plan, now, length, until, intention))

    def extend(self, length: timedelta) -> Now:
        return self._override(lambda plan, now: overrides.extend(plan, now, length))

    def stop_focus(self) -> Now:
        return self._override(overrides.stop_focus)

    def open_check_in(self) -> Now:
        return self._override(overrides.open_check_in)

    def close_check_in(self) -> Now:
        return self._override(overrides.close_check_in)

    # Settings, accounts and providers

    def schedule(self) -> Schedule:
        return self.setup.settings.schedule

    def set_schedule(self, schedule: Schedule) -> None:
        self.setup.set_schedule(schedule)
        self._keep(self._session.overrides)
        self.tick(self._clock())

    def preferences(self) -> Preferences:
        return self.setup.settings.preferences

    def set_preferences(self, preferences: Preferences) -> None:
        self.setup.set_preferences(preferences)

    def pull(self, account: str | None = None) -> Later[None]:
        return self.setup.pull(account)

    def test_account(
        self, kind: str, values: Mapping[str, Value], secrets: Mapping[str, str], *, name: str | None = None
    ) -> Later[Probe]:
        return self.setup.test_account(kind, values, secrets, name or "")

    def add_account(self, name: str, kind: str, values: Mapping[str, Value], secrets: Mapping[str, str]) -> Later[str]:
        return self.setup.add_account(name, kind, values, secrets)

    def account(self, name: str) -> AccountSettings:
        return self.setup.account(name)

    def change_account(self, name: str, values: Mapping[str, Value], secrets: Mapping[str, str]) -> Later[str]:
        return self.setup.change_account(name, values, secrets)

    def remove_account(self, name: str, *, forget_items: bool = False) -> None:
        self.setup.remove_account(name)
        if forget_items:
            self._queue.forget(name)
        self._changed()

    def add_provider(self, name: str, kind: str, values: Mapping[str, Value], secrets: Mapping[str, str]) -> Later[str]:
        return self.setup.add_provider(name, kind, values, secrets)

    def remove_provider(self, name: str) -> Later[None]:
        return self.setup.remove_provider(name)

    def heal(self) -> Later[tuple[ProviderLine, ...]]:
        return self.setup.heal()

    def noticed(self, notice: int) -> None:
        self._outbox.shown(notice)

    def quick_check(self) -> str:
        """`PRAGMA quick_check` of the database: "ok", or what is wrong."""
        return self._store.check()

    # Inside

    def _plan(self) -> Plan:
        return Plan(self.setup.settings.schedule, self._session.overrides)

    def _override(self, change: Callable[[Plan, datetime], tuple[Override, ...]]) -> Now:
        now = self._clock()
        try:
            changed = change(self._plan(), now)
        except WrongPlan as error:
            raise RequestError(f"{error}. Nothing was changed.") from error
        self._keep(changed)
        self.tick(now)
        return self.now()

    def _keep(self, changed: tuple[Override, ...]) -> None:
        """Written before anything follows from it, so that a crash and a start find the same plan.

        How far check-ins were attended moves on with every tick, but is written only where a later start would
        take one for missed: an idle app writes nothing.
        """
        state = SessionState(changed, self._honoured)
        self._sessions.save(state)
        self._session = state

    def _existing(self, ids: Sequence[int]) -> list[int]:
        unknown = [id for id in ids if id not in self._reading.existing(ids)]
        if unknown:
            raise RequestError(
                f"There is no item {unknown[0]}. Nothing was changed.", "`ecluse queue` lists what there is."
            )
        return list(ids)

    def _triaged(self, changed: int) -> int:
        if changed:
            self._changed()
            self.tick(self._clock())
        return changed

    def _with_holds(self, items: Sequence[Item]) -> tuple[Row, ...]:
        plan, now = self._plan(), self._clock()
        return tuple(row(item, plan, now, self._honoured) for item in items)

    def _changed(self) -> None:
        self._emit(QueueChanged(self.counts()))

    def _report_storage(self, error: DBAPIError) -> None:
        if not self._full:
            self._full = True
            log.error("the database could not be written: %s", error.orig)
            self._emit(Problem("storage", str(error.orig)))

    def presence_changed(self) -> None:
        self._emit(PresenceChanged(self.setup.provider_lines()))


def _differs(view: Now, shown: Now) -> bool:
    """Apart from the moment it was made."""
    parts = ("mode", "since", "until", "next_check_in", "next_focus", "intention", "overridden", "day", "flows")
    return any(getattr(view, part) != getattr(shown, part) for part in parts)
