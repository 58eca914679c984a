"""What happens by itself: arrivals are held, openings release them, presence and notifications follow.

Every decision is a pure function of `inbox` or `focus`; this only asks them in the right order. All of it runs on
the engine's thread, and `tick` may be called any number of times.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from sqlalchemy.exc import DBAPIError

from desktop.core.events import BatchReleased, Event, NoticeDue, NowChanged, Problem, QueueChanged
from desktop.core.letting_out import fewer_check_ins, releases
from desktop.core.living import Living
from desktop.core.notice_words import language_of
from desktop.core.own_addresses import own_addresses
from desktop.core.presence_words import wanted
from desktop.core.promising import Promising
from desktop.core.setup import Setup
from desktop.core.showing import now_view
from desktop.core.views import Counts, Notice, Now
from focus.gate import Opening, attended, openings, quiet
from focus.plan import Plan
from focus.presence import Presence
from focus.schedule import Mode, Override, Schedule
from focus.sessions import Sessions
from focus.sessions import State as SessionState
from inbox.accepting import Follows
from inbox.item import Fetched, State
from inbox.judging import Ruling
from inbox.lived import LivedTime
from inbox.notices import Outbox
from inbox.queue import Queue, Settled
from inbox.reading import Reading
from inbox.rulebook import Rulebook
from inbox.store import Store

T = TypeVar("T")

ASK_BEFORE = timedelta(seconds=20)
"""How long before a check-in the sources are asked once more, so that its batch is complete."""

CATCH_UP_WITHIN = timedelta(minutes=10)
"""How long what belongs to a missed check-in may still come from a source that does not answer."""

QUIET_ENDS_WITHIN = timedelta(seconds=3)
"""How long a notification waits for do-not-disturb to be taken back."""

log = logging.getLogger(__name__)


class Rhythm:
    """The plan as it is, and everything that follows from it as time passes and items arrive."""

    def __init__(
        self, store: Store, sessions: Sessions, setup: Setup, emit: Callable[[Event], None], promising: Promising
    ) -> None:
        self.queue = Queue(store)
        self.reading = Reading(store)
        self.outbox = Outbox(store)
        self.living = Living(LivedTime(store), live=lambda: setup.live)
        self._sessions = sessions
        self._session = sessions.load()
        self.honoured = self._session.honoured
        """Up to when check-ins have been attended (`focus.gate`)."""
        self._setup = setup
        self._emit = emit
        self._promising = promising
        self._plan: Plan | None = None
        self._schedule: Schedule | None = None
        self._overrides: tuple[Override, ...] | None = None
        self._followed: Schedule | None = None
        self._shown: Now | None = None
        self._asked_for: datetime | None = None
        self._catching_up: datetime | None = None
        self._quiet_since: datetime | None = None
        self._known_since: dict[str, datetime] = {}
        self._begun: set[str] = set()
        """The accounts that have a cursor."""
        self._book = Rulebook()
        self._open_batch = 0
        self._told = 0
        self._full = False

    @property
    def plan(self) -> Plan:
        """Made anew with another schedule or another override: every event asks for it several times."""
        schedule, overrides = self._setup.settings.schedule, self._session.overrides
        if self._plan is None or self._schedule is not schedule or self._overrides is not overrides:
            self._plan, self._schedule, self._overrides = Plan(schedule, overrides), schedule, overrides
        return self._plan

    def start(self) -> None:
        """What an earlier run left behind is put right before anything else happens."""
        self.outbox.recover()
        self._setup.start()

    def view(self, now: datetime) -> Now:
        """What is going on, for whoever shows it."""
        return now_view(self.plan, now, self._setup.machine)

    def tick(self, now: datetime) -> datetime | None:
        """Do what is due at `now`. Returns the next instant at which something will be due."""
        return self._safely(partial(self._tick, now))

    def _safely(self, work: Callable[[], T]) -> T | None:
        try:
            done = work()
        except (DBAPIError, OSError) as error:
            # A full or failing disk: what was not written did not happen, and is tried again at the next tick.
            self._report_storage(error)
            return None
        self._full = False
        return done

    def _tick(self, now: datetime) -> datetime | None:
        for problem in self._setup.refresh():
            self._emit(problem)
        self._keep_to(self._setup.settings.schedule)
        plan = self.plan
        # First of all: a pop-up that comes while the desktop still keeps quiet would not be seen.
        self._setup.presences.want(self._presences(plan, now), plan.period_at(now).since)
        if self._promising.follow(now):
            self.changed()
        self._settle(plan, now)
        self._promising.remind(plan, now)
        self._tell(plan, now)
        self._ask_before_check_in(plan, now)
        self.living.tick(plan, now)
        view = self.view(now)
        if self._shown is None or _differs(view, self._shown):
            self._shown = view
            self._emit(NowChanged(view))
        return self._next_due(plan, now)

    def lived(self) -> None:
        """What has been lived until now is written down, for whoever reads it next."""
        self._safely(self.living.keep)

    def leave(self, now: datetime) -> None:
        """What is lived until now is noted; called at the end."""
        self._safely(partial(self.living.leave, self.plan, now))

    def woke(self) -> None:
        log.info("the machine slept, or its clock was set: connecting anew")
        self._setup.woke()
        self._shown = None

    def keep(self, overrides: tuple[Override, ...]) -> None:
        """Written before anything follows from it, so that a crash and a start find the same plan.

        How far check-ins were attended moves on with every tick, but is written only where a later start would
        take one for missed: an idle app writes nothing.
        """
        state = SessionState(overrides, self.honoured)
        self._sessions.save(state)
        self._session = state

    def _keep_to(self, schedule: Schedule) -> None:
        """What another week, or the same on another clock, would have had before now was not missed. What this run
        knows of that is written down: a later start would take it for missed, and let out what is held."""
        if self._followed is not schedule:
            if self._followed is not None and self._followed != schedule:
                self.keep(self._session.overrides)
            self._followed = schedule

    def language(self) -> str:
        """en or fr."""
        return language_of(self._setup.settings.language, os.environ)

    def counts(self) -> Counts:
        return Counts(*self.reading.waiting())

    def starts_over(self, account: str) -> None:
        """What comes next of it is its past."""
        self._begun.discard(account)
        self.queue.start_over(account)

    def changed(self) -> None:
        self._told += 1
        self._emit(QueueChanged(self.counts()))

    def arrived(self, account: str, fetched: Fetched, now: datetime, follows: Follows) -> int:
        """Stored held, with the cursor; then whatever may come out comes out. What follows from that is the next
        tick's, which the engine's thread makes soon: a row is on screen before it is counted how the day goes on.

        Returns how many items are new or were added to.
        """
        if account not in self._begun:
            if not self.reading.cursor(account):
                # The first look at a mailbox brings its past, and nothing of the past is urgent.
                self._known_since[account] = now
            self._begun.add(account)
        plan, told = self.plan, self._told
        ruling = self._ruling(account, plan, now)
        opened = openings(plan, self.honoured, now)
        due = [one for one in opened if not one.caught_up]
        stored, settled = self.queue.accept_and_settle(account, fetched, now, ruling, releases(plan, due, now), follows)
        self._announce(settled)
        if len(due) < len(opened):
            self._safely(partial(self._settle, plan, now))  # a missed check-in waits until all have been asked
        if stored and told == self._told:  # nothing of it came out, which would have been told
            self.changed()
        return stored

    def _ruling(self, account: str, plan: Plan, now: datetime) -> Ruling:
        settings = self._setup.settings
        if self._book.written is not settings.rules:
            self._book = Rulebook(settings.rules)
        since = None
        if self._book.asks_budget and (period := plan.period_at(now)).mode is Mode.FOCUS:
            since = period.occurrence.start if period.occurrence else period.since
        mine, known = own_addresses(settings.accounts), self._known_since.get(account)
        return Ruling(self._book, mine, since, known, self._promising.promises)

    def _settle(self, plan: Plan, now: datetime) -> None:
        if self.honoured is not None and self.honoured > now + timedelta(days=1):
            # The clock was wrong once, and is right again: what it made of the future is not kept.
            self.honoured = now
        due = openings(plan, self.honoured, now)
        caught_up = any(one.caught_up for one in due)
        if caught_up and not self._may_catch_up(now):
            self._release(plan, [one for one in due if not one.caught_up], now)
            return
        self._release(plan, due, now)
        if caught_up and self._more_may_come(now):
            return
        self._catching_up = None
        if not self._setup.catches_up:
            return
        honoured = self.honoured = attended(plan, self.honoured, now)
        entered = next((one.start for one in due if one.by == "check_in"), None)
        kept = self._session.honoured
        wound_back = kept is not None and honoured is not None and honoured < kept
        if caught_up or kept is None or wound_back or (entered is not None and kept < entered):
            self.keep(self._session.overrides)

    def _release(self, plan: Plan, due: Sequence[Opening], now: datetime) -> None:
        outgoing = releases(plan, due, now, self.honoured)
        self._announce(self.queue.settle(now, outgoing, wakes_snoozed=not quiet(plan, now)))

    def _announce(self, settled: Settled) -> None:
        for id, _ in settled.batches:
            self._emit(BatchReleased(id, quiet=id == self._open_batch))
            self._open_batch = id
        if settled:
            self.changed()
        for id, count in settled.batches:  # after it is on its way to the screen
            log.info("batch %d: %d released", id, count)

    def _may_catch_up(self, now: datetime) -> bool:
        """A missed check-in is caught up once the sources have been asked, or do not answer soon: one whole batch."""
        if not self._setup.catches_up:
            return False
        if self._catching_up is None or now < self._catching_up:
            self._catching_up = now
            self._setup.ask()
        return self._setup.fetched_since(self._catching_up) or now - self._catching_up >= ASK_BEFORE

    def _more_may_come(self, now: datetime) -> bool:
        """A server that is still out of reach may hold mail of the missed check-in: it joins when it comes."""
        since = self._catching_up
        return since is not None and not self._setup.fetched_since(since) and now - since < CATCH_UP_WITHIN

    def _tell(self, plan: Plan, now: datetime) -> None:
        if not self._setup.notifies or self._quiet_ends(plan, now):
            return
        coming, in_check_in = plan.next_check_in(now), plan.mode_at(now) is Mode.CHECK_IN
        for due in self.outbox.take(now, in_focus=quiet(plan, now), in_check_in=in_check_in):
            told = due.people, due.subjects, due.rule, coming, due.tool, due.owed
            self._emit(NoticeDue(Notice(due.id, due.kind, due.batch, due.total, *told)))

    def _quiet_ends(self, plan: Plan, now: datetime) -> bool:
        """Do-not-disturb is being taken back right now; that is waited for, but not for long."""
        if plan.mode_at(now) is Mode.FOCUS or self._setup.presences.settled(0.0):
            self._quiet_since = None
            return False
        self._quiet_since = self._quiet_since or now
        return abs(now - self._quiet_since) < QUIET_ENDS_WITHIN

    def _ask_before_check_in(self, plan: Plan, now: datetime) -> None:
        coming = plan.next_check_in(now)
        if coming is not None and coming - now <= ASK_BEFORE and self._asked_for != coming:
            self._asked_for = coming
            self._setup.ask()

    def _next_due(self, plan: Plan, now: datetime) -> datetime | None:
        coming = plan.next_check_in(now)
        before = coming - ASK_BEFORE if coming is not None and coming - now > ASK_BEFORE else None
        snoozed = next((one.snoozed_until for one in self.reading.rows(State.SNOOZED, limit=1)), None)
        quiet = self._quiet_since and self._quiet_since + QUIET_ENDS_WITHIN
        told = self.outbox.next_at() if self._setup.notifies else None
        # Of blocks that touch, each may show something else.
        block = next(plan.stretches(now)).end if plan.mode_at(now) is Mode.FOCUS else None
        # A check-in that begins within another changes no mode, and lets out what the other does not admit.
        fewer = fewer_check_ins(plan.schedule, now)
        due = (plan.next_change(now), block, before, coming, fewer, told, snoozed, quiet, self._promising.next_at(now))
        return min((one for one in due if one is not None and one > now), default=None)

    def _presences(self, plan: Plan, now: datetime) -> dict[str, Presence]:
        settings = self._setup.settings
        return wanted(settings, plan, now, self.language())

    def _report_storage(self, error: DBAPIError | OSError) -> None:
        if not self._full:
            self._full = True
            said = str(error.orig if isinstance(error, DBAPIError) else error)
            log.error("the disk could not be read or written: %s", said)
            self._emit(Problem("storage", said))


def _differs(view: Now, shown: Now) -> bool:
    """Apart from the moment it was made. The same instants on another clock are not the same to look at."""
    return str(view.at.tzinfo) != str(shown.at.tzinfo) or replace(view, at=shown.at) != shown
