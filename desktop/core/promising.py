"""What the person promises, as it is set: which calendar each promise runs by, and what is owed. On the engine's
thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from desktop.core.desk import RequestError
from desktop.core.promise_views import USUAL, PromiseLine, WorkCalendar
from desktop.core.settings import promise_edit
from desktop.core.settings.model import Settings
from desktop.core.settings.zones import zone_named
from desktop.core.setup import Setup
from focus.working_time import Calendar, due, within
from inbox.promised import Answers
from inbox.promises import Kept, Promise, Promises
from inbox.store import Store


def promises_of(settings: Settings) -> Promises:
    """As the settings have them. Made once for each: it is asked of every arrival."""
    calendars = {one.name: working(one, settings) for one in calendars_of(settings)}
    lengths = {one.within: within(one.within) for one in settings.promises}

    def due_at(promise: Promise, asked: datetime) -> datetime | None:
        return due(asked, lengths[promise.within], calendars.get(promise.calendar) or calendars[USUAL])

    return Promises(settings.promises, due_at)


def calendars_of(settings: Settings) -> tuple[WorkCalendar, ...]:
    """That of promises which name none first, written or not."""
    usual = next((one for one in settings.calendars if one.name == USUAL), WorkCalendar(USUAL))
    return usual, *(one for one in settings.calendars if one.name != USUAL)


def working(one: WorkCalendar, settings: Settings) -> Calendar:
    zone = (zone_named(one.zone) if one.zone else None) or settings.schedule.zone
    return Calendar(zone, one.hours, one.country, one.region, frozenset(one.days_off))


class Promising:
    def __init__(self, store: Store, setup: Setup, now: Callable[[], datetime]) -> None:
        self._answers = Answers(store)
        self._setup = setup
        self._now = now

    def lines(self) -> tuple[PromiseLine, ...]:
        settings = self._setup.settings
        known = {"", *(one.name for one in calendars_of(settings))}
        return tuple(
            PromiseLine(one, problem="" if one.calendar in known else "no_calendar") for one in settings.promises
        )

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
        self._setup.change(partial(promise_edit.replace_calendars, calendars=calendars))
        return self.calendars()

    def kept(self, since: datetime, until: datetime) -> Kept:
        return self._answers.kept(since, until, self._now())

    def due_by(self, ids: Sequence[int], until: datetime) -> tuple[int, ...]:
        return tuple(self._answers.due_by(list(ids), until))
