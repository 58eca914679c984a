"""What comes out at an opening: what it admits, and what waited for it because a rule says so. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from focus.gate import LOOK_BACK, Opening
from focus.plan import Plan
from focus.schedule import Mode, Schedule
from focus.wall_time import instant, local_date
from inbox.release import Release


def check_ins(schedule: Schedule, now: datetime) -> frozenset[str]:
    """The names of the check-ins that there are: those of exceptions too, but of days gone by."""
    yesterday = local_date(now, schedule.zone) - timedelta(days=1)
    spans = schedule.every_span(yesterday)
    return frozenset(span.name for span in spans if span.kind is Mode.CHECK_IN and span.name)


def fewer_check_ins(schedule: Schedule, now: datetime) -> datetime | None:
    """When `check_ins` lose one next, for its day has gone by: what waited for it comes out with the rest from then on.
    None where all are of the week."""
    yesterday = local_date(now, schedule.zone) - timedelta(days=1)
    going = [
        one.last
        for one in schedule.exceptions
        if one.last >= yesterday
        and any(span.kind is Mode.CHECK_IN and span.name for span in schedule.spans_of(one) or ())
    ]
    return instant(min(going) + timedelta(days=2), time(), schedule.zone) if going else None


def releases(plan: Plan, due: Sequence[Opening], now: datetime, honoured: datetime | None = None) -> list[Release]:
    """What `due` lets out. With `honoured`, the check-ins that were missed since then are made up for as well."""
    week = check_ins(plan.schedule, now)
    found = [Release(one.by, one.start, one.admits, one.name, one.received_before, _held_now(one), week) for one in due]
    late = missed(plan, honoured, now) if found and week else {}
    if late:
        # The batch of those that were missed, else that which lets out what they would have.
        place = next((number for number, one in enumerate(due) if one.caught_up), 0)
        current = {name for one in found for name, before in one.waited if before is None}
        waited = tuple((name, end) for name, end in late.items() if name not in current)
        found[place] = replace(found[place], waited=(*found[place].waited, *waited))
    return found


def _held_now(one: Opening) -> tuple[tuple[str, datetime | None], ...]:
    return ((one.name, None),) if one.by == Mode.CHECK_IN and one.name and not one.caught_up else ()


def missed(plan: Plan, honoured: datetime | None, now: datetime) -> dict[str, datetime]:
    """By name, when the latest one ended that was missed."""
    if honoured is None or plan.schedule.missed != "release":
        return {}
    ended = plan.check_ins_missed(max(honoured, now - LOOK_BACK), now)
    return {one.name: one.end for one in ended if one.name}  # in the order of their ends
