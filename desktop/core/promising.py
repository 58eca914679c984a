"""What the person promises, as it is set: which calendar each promise runs by, what is owed, and what becomes of it.
On the engine's thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from desktop.core.desk import RequestError
from desktop.core.own_addresses import own_addresses
from desktop.core.promise_views import USUAL, Owed, PromiseLine, WorkCalendar
from desktop.core.settings import promise_edit
from desktop.core.settings.model import Settings
from desktop.core.settings.zones import zone_named
from desktop.core.setup import Setup
from focus.plan import Plan
from focus.schedule import Mode, Schedule
from focus.working_time import Calendar, due, within
from inbox.promised import Answers, Standing
from inbox.promised_anew import Anew
from inbox.promises import Kept, Promise, Promises
from inbox.store import Store

UNPLANNED = timedelta(days=1)
"""How far a check-in looks ahead where no other one is planned."""

_AFTER_START = timedelta(seconds=2)
"""What was promised otherwise while the app was closed can wait until the window is there."""

_SOON = timedelta(milliseconds=1)
"""In between, whoever asks the engine is answered."""

_NEITHER = object()
"""What arrives is promised as it is now, and what waits as it was: to go back to that is a change as well."""

_LONGEST_OFF = 366
_MOST_OWED = 50


def calendars_of(settings: Settings) -> tuple[WorkCalendar, ...]:
    """That of promises which name none first, written or not."""
    usual = next((one for one in settings.calendars if one.name == USUAL), WorkCalendar(USUAL))
    return usual, *(one for one in settings.calendars if one.name != USUAL)


def working(one: WorkCalendar, schedule: Schedule) -> Calendar:
    """With the zone of the schedule where it has none. Who sets no calendar has the schedule's days off as well."""
    zone = (zone_named(one.zone) if one.zone else None) or schedule.zone
    days_off = frozenset(one.days_off)
    if one.name != USUAL:
        return Calendar(zone, one.hours, one.country, one.region, days_off)
    days_off |= frozenset(_days_off(schedule))
    public = schedule.holidays
    if one.country or public is None:
        return Calendar(zone, one.hours, one.country, one.region, days_off)
    return Calendar(zone, one.hours, public.country, public.region, days_off)


def _days_off(schedule: Schedule) -> Iterator[date]:
    """The dates on which nothing at all is planned, by exception."""
    for one in schedule.exceptions:
        if schedule.spans_of(one) == ():
            for passed in range(min((one.last - one.first).days + 1, _LONGEST_OFF)):
                yield one.first + timedelta(days=passed)


class _Promised:
    """The promises of one state of the settings; equal to another where all of them are due alike."""

    def __init__(self, settings: Settings) -> None:
        calendars = {one.name: working(one, settings.schedule) for one in calendars_of(settings)}
        lengths = {one.within: within(one.within) for one in settings.promises}

        def due_at(promise: Promise, asked: datetime) -> datetime | None:
            return due(asked, lengths[promise.within], calendars.get(promise.calendar) or calendars[USUAL])

        self.promises = Promises(settings.promises, due_at)
        self.within = {one.name: one.within for one in settings.promises}
        self.named: Mapping[str, str] = {
            rule.name: rule.promise for rule in settings.rules if rule.promise and not rule.off
        }
        self.alike = (settings.promises, calendars, self.named) if settings.promises else ((), {}, {})


class Promising:
    """After a change, what arrives is promised an answer by the new promises at once. What waits already is gone
    through bit by bit, and until that is done all of it is due, listed and told of as before: then it changes together
    (`inbox.promised_anew`). What was begun and not finished, the next start begins again."""

    def __init__(self, store: Store, setup: Setup, now: Callable[[], datetime]) -> None:
        self._store = store
        self._answers = Answers(store)
        self._setup = setup
        self._now = now
        self._read: Settings | None = None
        self._promised = _Promised(setup.settings)
        self._followed: object = None
        self._anew: tuple[object, Anew] | None = None
        self._within: Mapping[str, str] = {}
        self._not_before: datetime | None = None

    # What follows from the settings

    @property
    def promises(self) -> Promises | None:
        """What new arrivals are promised; None where nobody is promised anything."""
        return self._current().promises if self._setup.settings.promises else None

    @property
    def within(self) -> Mapping[str, str]:
        """By promise, how much time it has; as it had, while items are due by that."""
        current = self._current()
        return current.within if self._followed == current.alike else {**current.within, **self._within}

    def follow(self, now: datetime) -> bool:
        """Have what waits for an answer be due as it is promised now: one slice of that, and the next when `next_at`
        says. Whether any is due otherwise than before, by now."""
        current = self._current()
        if self._followed == current.alike:
            return False
        if self._followed is None and current.promises.promises:
            self._not_before = self._not_before or now + _AFTER_START
            if self._not_before - _AFTER_START <= now < self._not_before:
                return False
        changed = self._answers.unpromise() if not current.promises.promises else self._go_on(current, now)
        if changed is None:
            return False
        self._followed, self._anew, self._within = current.alike, None, current.within
        return changed > 0

    def _go_on(self, current: _Promised, now: datetime) -> int | None:
        if self._anew is None or self._anew[0] != current.alike:
            mine = own_addresses(self._setup.settings.accounts)
            self._followed = _NEITHER
            self._anew = current.alike, Anew(self._store, current.promises, current.named, mine, now)
        return self._anew[1].go_on()

    def next_at(self, now: datetime) -> datetime | None:
        """When `follow` has something to do by itself."""
        if self._anew is not None:
            return now + _SOON
        return self._not_before if self._followed is None and self._not_before and self._not_before > now else None

    def remind(self, plan: Plan, now: datetime) -> None:
        """In a check-in: have one notification tell of what is due before the next one, and was not told of yet."""
        period = plan.period_at(now)
        if self._setup.settings.promises and period.mode is Mode.CHECK_IN and period.since is not None:
            self._answers.remind(plan.next_check_in(now) or now + UNPLANNED, period.since, now)

    def owed(self, plan: Plan, now: datetime) -> tuple[tuple[Owed, ...], datetime | None]:
        """In a check-in: the answers that are due before the next one begins, and when it does."""
        if not self._setup.settings.promises or plan.mode_at(now) is not Mode.CHECK_IN:
            return (), None
        before = plan.next_check_in(now) or now + UNPLANNED
        found = self._answers.owed(before, _MOST_OWED)
        lines = (
            Owed(one.id, one.sender_name or one.sender_address, one.subject, one.promised, one.due_at)
            for one in found
            if one.due_at is not None
        )
        return tuple(lines), before

    # The desk

    def lines(self) -> tuple[PromiseLine, ...]:
        settings = self._setup.settings
        known = {"", *(one.name for one in calendars_of(settings))}
        now = self._now()
        standing = self._answers.standing(now) if settings.promises else {}
        made = []
        for one in settings.promises:
            there, coming = standing.get(one.name, Standing()), self._current().promises.named(one.name, now)
            problem = "" if one.calendar in known else "no_calendar"
            asked_now = None if coming is None else coming.due_at
            made.append(PromiseLine(one, there.open, there.late, there.next_due, asked_now, problem))
        return tuple(made)

    def set(self, promises: Sequence[Promise]) -> tuple[PromiseLine, ...]:
        self._setup.change(partial(promise_edit.replace_promises, promises=promises))
        return self.lines()

    def calendars(self) -> tuple[WorkCalendar, ...]:
        return calendars_of(self._setup.settings)

    def set_calendars(self, calendars: Sequence[WorkCalendar]) -> tuple[WorkCalendar, ...]:
        settings = self._setup.settings
        left = {one.calendar for one in settings.promises} - {"", USUAL} - {one.name for one in calendars}
        gone = sorted(left & {one.name for one in settings.calendars})
        if gone:
            by = next(one.name for one in settings.promises if one.calendar == gone[0])
            raise RequestError(
                f'The promise "{by}" runs by the calendar "{gone[0]}". Nothing was changed.',
                "Give it another calendar first.",
            )
        written = [one for one in calendars if one != WorkCalendar(USUAL)]
        self._setup.change(partial(promise_edit.replace_calendars, calendars=written))
        return self.calendars()

    def kept(self, since: datetime, until: datetime) -> Kept:
        return self._answers.kept(since, until, self._now())

    def due_by(self, ids: Sequence[int], until: datetime) -> tuple[int, ...]:
        return tuple(self._answers.due_by(ids, until))

    def _current(self) -> _Promised:
        if self._read is not self._setup.settings:
            self._read = self._setup.settings
            self._promised = _Promised(self._read)
        return self._promised
