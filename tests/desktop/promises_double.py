"""The promises of the window tests' desk, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from desktop.core.promise_views import USUAL, Owed, PromiseLine, WorkCalendar
from focus.plan import Plan
from focus.schedule import Mode
from inbox.batch import is_owed_by
from inbox.item import Item
from inbox.promises import Kept, Promise


class PromisesDouble:
    items: dict[int, Item]

    def __init__(self) -> None:
        self.promised: tuple[Promise, ...] = ()
        self.work_calendars: tuple[WorkCalendar, ...] = (WorkCalendar(USUAL),)
        self.kept_promises = Kept()

    @property
    def within(self) -> dict[str, str]:
        return {one.name: one.within for one in self.promised}

    def due_soon(self, items: Sequence[Item], plan: Plan, now: datetime) -> dict[str, Any]:
        """Of a batch: what is due before the next check-in."""
        before = plan.next_check_in(now)
        if before is None or plan.mode_at(now) is not Mode.CHECK_IN:
            return {}
        owed = sorted((one.due_at, one) for one in items if one.due_at is not None and is_owed_by(one, before))
        lines = (Owed(one.id, one.sender_name, one.subject, one.promised, at) for at, one in owed)
        return {"owed": tuple(lines), "owed_before": before}

    def promises(self) -> tuple[PromiseLine, ...]:
        known = {"", *(one.name for one in self.work_calendars)}
        return tuple(PromiseLine(one, problem="" if one.calendar in known else "no_calendar") for one in self.promised)

    def set_promises(self, promises: Sequence[Promise]) -> tuple[PromiseLine, ...]:
        self.promised = tuple(promises)
        return self.promises()

    def calendars(self) -> tuple[WorkCalendar, ...]:
        return self.work_calendars

    def set_calendars(self, calendars: Sequence[WorkCalendar]) -> tuple[WorkCalendar, ...]:
        self.work_calendars = tuple(calendars)
        return self.work_calendars

    def promises_kept(self, since: datetime, until: datetime) -> Kept:
        return self.kept_promises

    def due_by(self, ids: Sequence[int], until: datetime) -> tuple[int, ...]:
        due = {id: self.items[id].due_at for id in ids}
        return tuple(id for id, at in due.items() if at is not None and at < until)
