"""Joins the queue, the plan, the keeper and the accounts: requests in, plain events out.

What is asked is answered here; what happens by itself is in `desktop.core.rhythm`. All of it runs on the engine's
thread (`desktop.core.heartbeat`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core import pop_ups
from desktop.core.backfill import Backfill
from desktop.core.books import Books
from desktop.core.days import Days, usual_of
from desktop.core.desk import Later, RequestError
from desktop.core.dispatch import Dispatch
from desktop.core.drafting import Drafting
from desktop.core.events import Event
from desktop.core.filing import Filing
from desktop.core.flights import at_servers_too
from desktop.core.following import Following
from desktop.core.keeping import Keeping
from desktop.core.opener import Opener
from desktop.core.presenting import Presenting, known
from desktop.core.promising import Promising
from desktop.core.rehearsing import Rehearsing
from desktop.core.retaining import Retaining
from desktop.core.reviewing import Reviews
from desktop.core.rhythm import Rhythm
from desktop.core.rule_keys import RuleKeys
from desktop.core.rule_list import RuleList
from desktop.core.setup import Setup
from desktop.core.showing import batch_view, day_end, row
from desktop.core.steering import Steering
from desktop.core.tools import Tools
from desktop.core.trying import Trying
from desktop.core.two_way import TwoWay
from desktop.core.undoing import Undoing
from desktop.core.views import (
    BatchView,
    Counts,
    Hold,
    Now,
    Preferences,
    Row,
)
from desktop.core.week_zone import WeekZones
from focus.levels import AS_USUAL, Levels
from focus.schedule import Schedule
from focus.sessions import Sessions
from inbox.answering import Answer, Draft, Filled, TheirNine, Way
from inbox.item import Details, Fetched, Item, Place, State
from inbox.saying import SAID
from inbox.sending import Outgoing
from inbox.sources import Mailbox, Probe, Value
from inbox.store import Store
from inbox.writing import Standing

if TYPE_CHECKING:  # it brings much of the `email` package, which only an answer needs
    from inbox.mail.opened import Opened
    from inbox.reply import Composed

LONGEST_SNOOZE = timedelta(days=3653)


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
        self.setup = setup
        signing_in = setup.signing_in
        self.begin_sign_in, self.finish_sign_in = signing_in.begin, signing_in.finish
        self.stop_sign_in = signing_in.stop
        following = Following(listener, self.batch)
        self.follow_batch = following.follow
        self._promising = promising = Promising(store, setup, now)
        self._rhythm = Rhythm(store, sessions, setup, following.emit, promising)
        self._queue = self._rhythm.queue
        self._reading = self._rhythm.reading
        self._clock = now
        self._emit = listener
        self._steering = Steering(self._rhythm, now, self.tick)
        self._steer(self._steering, now)
        self._filing = Filing(store, setup, now, listener)
        self._two_way = TwoWay(store, setup, now, listener)
        self._backfill = backfill = Backfill(store, self._queue, setup, now, listener)
        self.history, self.fetch_history, self.stop_history = backfill.lines, backfill.begin, backfill.stop
        self.pause_history, self.resume_history = backfill.pause, backfill.resume
        self._opener = Opener(self._reading, setup)
        self._dispatch = dispatch = Dispatch(store, setup, self._opener, now, listener, self._filing.landed)
        self.outbox, self.resend, self.discard = dispatch.rows, dispatch.resend, dispatch.discard
        self._drafting = drafting = Drafting(store, setup, now)
        self.draft, self.drop_draft, self.drafts = drafting.draft, drafting.drop_draft, drafting.drafts
        self.answers, self.keep_answer, self.drop_answer = drafting.answers, drafting.keep_answer, drafting.drop_answer
        self.set_zone, self.zones = drafting.set_zone, drafting.zones
        tools = Tools(setup, self._queue, self.details, self._triaged, now)
        self.tools, self.call_tool, self.add_tool, self.remove_tool = tools.lines, tools.call, tools.add, tools.remove
        rules = RuleList(setup)
        keys = RuleKeys(setup, rules, self._queue, self.details, now, self._rhythm.language)
        self.rules, self.not_urgent, self.always = keys.lines, keys.not_urgent, keys.always
        self.remove_rule, self.rule_set, self.set_rules = keys.remove, rules.shown, rules.set_rules
        self.put_rule, self.move_rule, self.take_rule = rules.put_rule, rules.move_rule, rules.take_rule
        taking_back = {"tool": tools.take_back, **dict.fromkeys(SAID, keys.take_back)}
        self._undo = Undoing(self._queue, now, taking_back).undo
        self.promises, self.set_promises = promising.lines, promising.set
        self.calendars, self.set_calendars = promising.calendars, promising.set_calendars
        self.promises_kept, self.due_by = promising.kept, promising.due_by
        self._present(setup, now)
        self._books = Books(store, setup)
        self.ledger, self.gaps = self._reading.ledger, self._books.lines
        self.accounts, self.presence = setup.account_lines, setup.presences.lines
        self._look_back(store, setup, now)
        rehearsing = Rehearsing(store.path, setup, now)
        self.rehearse, self.caught = rehearsing.rehearse, Trying(rehearsing, lambda: self._rhythm.plan).caught
        self._parts = (
            self._rhythm,
            self._books,
            self._dispatch,
            self._backfill,
            self._two_way,
            self._filing,
            Retaining(store, setup, self._rhythm.changed),
            rehearsing,
        )

    def _steer(self, steering: Steering, now: Callable[[], datetime]) -> None:
        self.extend, self.stop_focus = steering.extend, steering.stop_focus
        self.open_check_in, self.close_check_in = steering.open_check_in, steering.close_check_in
        self.pause_plan, self.off, self.resume_plan = steering.pause_plan, steering.off, steering.resume_plan
        days = Days(self.schedule, self.set_schedule, self._rhythm.language, now, usual_of(self._store))
        self.day_like, self.day_normal, self.coming_holidays = days.like, days.normal, days.holidays
        self.countries, self.week_warnings = days.countries, days.warnings
        zones = WeekZones(self.setup)
        self.week_zone, self.set_week_zone = zones.now, zones.follow

    def _present(self, setup: Setup, now: Callable[[], datetime]) -> None:
        presenting = Presenting(setup, lambda: self._rhythm.plan, now)
        self.wording, self.set_wording = presenting.wording, presenting.set_wording
        self.provider, self.preview_presence = setup.provider, presenting.preview_presence
        self.add_provider, self.change_provider = presenting.add_provider, presenting.change_provider
        self.remove_provider, self.heal = setup.remove_provider, setup.heal
        self.undo_presence = setup.presences.undo

    def _look_back(self, store: Store, setup: Setup, now: Callable[[], datetime]) -> None:
        reviews = Reviews(setup, store.path, now, self._rhythm.lived)
        self.review, self.review_text, self.note = reviews.review, reviews.text, reviews.note
        self.objectives, self.set_objectives = reviews.objectives, reviews.set_objectives
        self.note_template, self.set_note_template = reviews.note_template, reviews.set_note_template
        self.private_intentions, self.set_private_intentions = reviews.private, reviews.set_private
        self.usual_note, self.retention = reviews.usual_note, reviews.retention
        self.set_retention = reviews.set_retention
        keeping = Keeping(setup, now, self._emit)
        self.export, self.backup, self.delete_everything = keeping.export, keeping.backup, keeping.delete_everything
        self.backed_up = keeping.backed_up
        self.find_account, self.account = setup.find_account, setup.account
        self.add_account, self.change_account = setup.add_account, setup.change_account

    # Time passes

    def start(self, now: datetime) -> None:
        self._dispatch.start(now)
        self._books.start(now)
        self._rhythm.start()

    def tick(self, now: datetime) -> datetime | None:
        due = [one.tick(now) for one in self._parts]
        return min((one for one in due if one is not None), default=None)

    def woke(self, now: datetime) -> None:
        self._books.woke(now)
        self._rhythm.woke()

    def arrived(self, account: str, fetched: Fetched) -> None:
        """What a source has read. An account that was removed meanwhile has nothing to say any more."""
        if self.setup.settings.account(account) is not None:
            now = self._clock()
            self._books.arrived(account, self._rhythm.arrived(account, fetched, now, self._two_way.writes()), now)

    def watched(self, account: str) -> Mapping[str, Place]:
        """The account's items that others may have handled, by key."""
        return self._two_way.watched(account)

    def looked(self, found: Mapping[Place, Standing]) -> None:
        """What a look at them found at the server."""
        if self._queue.looked(found, self._clock()):
            self._rhythm.changed()

    def cursor(self, account: str) -> str:
        return self._reading.cursor(account)

    def start_over(self, account: str) -> None:
        """It reads another place than the one its cursor is of."""
        self._rhythm.starts_over(account)
        self._books.starts_over(account)

    def presence_changed(self) -> None:
        pop_ups.tell(self._emit, self.setup.account_lines(), self.setup.presences.lines())

    def close(self) -> None:
        self._rhythm.leave(self._clock())
        self.setup.close()
        self._dispatch.close()
        self._opener.close()
        self._store.close()

    # What is going on

    def now(self) -> Now:
        return self._rhythm.view(self._clock())

    def counts(self) -> Counts:
        return self._rhythm.counts()

    def rows(self, state: State, *, limit: int = 50, after: int | None = None) -> tuple[Row, ...]:
        if state is State.HELD and after is None:
            self._queue.peeked(self._clock())
        return self._with_holds(self._reading.rows(state, limit, after))

    def batch(self, id: int | None = None) -> tuple[BatchView, tuple[Row, ...]] | None:
        plan, now = self._rhythm.plan, self._clock()
        found = self._reading.batch(id, today=day_end(plan.schedule.zone, now) if self._promising.promises else None)
        if found is None:
            return None
        gaps = self._books.of_batch(found[0], self._reading.opened_before)
        owed = self._promising.owed(plan, now) if id is None else ((), None)
        return batch_view(*found, gaps, *owed), self._with_holds(found[1])

    def search(self, query: str, *, limit: int = 50, after: int | None = None) -> tuple[Row, ...]:
        return self._with_holds(self._reading.search(query, limit, after))

    def details(self, id: int) -> Details:
        found = self._reading.details(id)
        if found is None:
            raise RequestError(f"There is no item {id}.", "`ecluse queue` lists what there is.")
        return found

    def hold(self, id: int) -> Hold | None:
        [found] = self._with_holds([self.details(id).item])
        return found.hold

    def thread(self, id: int) -> tuple[Row, ...]:
        return self._with_holds(self._reading.thread(self.details(id).item))

    # Reading

    def open_mail(self, id: int) -> Later[Opened]:
        return self._opener.open(self.details(id))

    def save_attachment(self, id: int, index: int, folder: Path) -> Later[Path]:
        return self._opener.save(self.details(id).item, index, folder)

    def load_images(self, id: int) -> Later[Mapping[str, bytes]]:
        return self._opener.load_images(self.details(id))

    # Triage

    def done(self, ids: Sequence[int]) -> int:
        return self._triaged(self._queue.done(self._existing(ids), self._clock(), self._two_way.writes()))

    def snooze(self, ids: Sequence[int], until: datetime) -> int:
        now = self._clock()
        if until <= now:
            raise RequestError(f"{until:%Y-%m-%d %H:%M} has passed; nothing was snoozed.", "Name a time to come.")
        if until > now + LONGEST_SNOOZE:
            raise RequestError(f"{until:%Y} is too far away; nothing was snoozed.", "Ten years are the most.")
        return self._triaged(self._queue.snooze(self._existing(ids), until, now))

    def pin(self, ids: Sequence[int], pinned: bool) -> int:
        return self._triaged(self._queue.pin(self._existing(ids), pinned, self._clock()))

    def undo(self) -> str:
        undone = self._undo()
        self._triaged(1 if undone else 0)
        return undone

    # Answers

    def recipients(self, id: int, way: Way) -> tuple[str, ...]:
        return self._dispatch.composing.recipients(self.details(id), way)

    def quoted(self, id: int, way: Way) -> str:
        return self._dispatch.composing.quoted(self.details(id), way)

    def compose(self, id: int, answer: Answer) -> Later[Composed]:
        return self._dispatch.composing.compose(self.details(id), answer)

    def send(self, id: int, answer: Answer) -> Later[Outgoing]:
        return self._dispatch.send(self.details(id), answer)

    def save_draft(self, draft: Draft) -> Draft:
        self._existing([draft.item])
        return self._drafting.save_draft(draft)

    def fill_answer(self, id: int, item: int) -> Filled:
        return self._drafting.fill_answer(id, self.details(item), self.now().next_check_in)

    def their_nine(self, id: int, address: str = "") -> TheirNine:
        return self._drafting.their_nine(self.details(id), address)

    # Focus and check-ins

    def focus(
        self,
        *,
        length: timedelta | None = None,
        until: datetime | None = None,
        intention: str = "",
        presence: Levels = AS_USUAL,
    ) -> Now:
        known(presence, self.setup.settings.providers)
        return self._steering.focus(length, until, intention, presence)

    # Settings, accounts and providers

    def schedule(self) -> Schedule:
        return self.setup.settings.schedule

    def set_schedule(self, schedule: Schedule) -> None:
        self.setup.set_schedule(schedule)
        self.tick(self._clock())

    def preferences(self) -> Preferences:
        return self.setup.settings.preferences

    def set_preferences(self, preferences: Preferences) -> None:
        self.setup.set_preferences(preferences)

    def pull(self, account: str | None = None) -> Later[None]:
        pulled = self.setup.pull(account)
        return pulled if self.setup.live else at_servers_too(pulled, self.setup.call, self._two_way, self._filing)

    def test_account(
        self, kind: str, values: Mapping[str, Value], secrets: Mapping[str, str], *, name: str | None = None
    ) -> Later[Probe]:
        return self.setup.test_account(kind, values, secrets, name or "")

    def mailboxes(self, account: str) -> Later[tuple[Mailbox, ...]]:
        return self.setup.errand(account, lambda source: source.mailboxes(), urgent=True)

    def remove_account(self, name: str, *, forget_items: bool = False) -> Later[str]:
        removed = self.setup.remove_account(name)
        self._two_way.forget(name)
        self._rhythm.starts_over(name)
        self._backfill.forget(name)
        self._books.forget(name)
        if forget_items:
            self._queue.forget(name)
            self._dispatch.forget(name)
        self._opener.forget_removed()
        self._rhythm.changed()
        return removed

    def noticed(self, notice: int) -> None:
        self._rhythm.outbox.shown(notice)

    # Inside

    def _existing(self, ids: Sequence[int]) -> list[int]:
        known = self._reading.existing(ids)
        unknown = [id for id in ids if id not in known]
        if unknown:
            raise RequestError(
                f"There is no item {unknown[0]}. Nothing was changed.", "`ecluse queue` lists what there is."
            )
        return list(ids)

    def _triaged(self, changed: int) -> int:
        if changed:
            self._rhythm.changed()
            self.tick(self._clock())
        return changed

    def _with_holds(self, items: Sequence[Item]) -> tuple[Row, ...]:
        plan, now = self._rhythm.plan, self._clock()
        return tuple(row(item, plan, now, self._rhythm.honoured, self._promising.within) for item in items)
