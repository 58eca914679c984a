"""From a plan and items to what a person is shown: pure, for every window and command line alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from desktop.core.letting_out import check_ins
from desktop.core.views import BatchView, DaySpan, Hold, Now, Row
from desktop.core.waiting import waiting
from focus.gate import flows, hold, quiet
from focus.plan import Plan
from focus.schedule import Mode
from focus.wall_time import instant, local_date
from inbox.batch import is_owed_by
from inbox.item import Item, State

if TYPE_CHECKING:  # it brings SQLAlchemy, and the window shows the mode before that is loaded
    from desktop.core.book_lines import GapLine
    from desktop.core.promise_views import Owed
    from inbox.reading import BatchRecord


def now_view(plan: Plan, now: datetime, machine: ZoneInfo | None = None) -> Now:
    """What is going on at `now`, in the schedule's zone. `machine`: the machine's own, where that is known."""
    zone = plan.schedule.zone
    apart = machine is not None and now.astimezone(machine).utcoffset() != now.astimezone(zone).utcoffset()
    period = plan.period_at(now)
    occurrence = period.occurrence
    return Now(
        at=now.astimezone(zone),
        mode=period.mode,
        since=period.since and period.since.astimezone(zone),
        until=period.until and period.until.astimezone(zone),
        next_check_in=_local(plan.next_check_in(now), plan),
        next_focus=_local(plan.next_start(Mode.FOCUS, now), plan),
        intention=occurrence.intention if occurrence else "",
        overridden=period.overridden,
        day=day_spans(plan, now),
        flows=flows(plan, period.stand),
        stands=period.stand.value,
        elsewhere=machine.key or "" if machine is not None and apart else "",
    )


def day_spans(plan: Plan, now: datetime) -> tuple[DaySpan, ...]:
    """The planned stretches of the local day around `now`, in order, cut at midnight."""
    zone = plan.schedule.zone
    midnight, tomorrow = instant(local_date(now, zone), time(), zone), day_end(zone, now)
    spans = []
    for one in plan.occurrences(midnight, tomorrow):
        if one.kind is Mode.OPEN:
            continue
        start, end = max(one.start, midnight), min(one.end, tomorrow)
        label = one.intention or one.name
        spans.append(DaySpan(one.kind, start.astimezone(zone), end.astimezone(zone), label))
    return tuple(spans)


def row(item: Item, plan: Plan, now: datetime, honoured: datetime | None, within: Mapping[str, str] = {}) -> Row:
    """With until when and why an item waits, while it does. `within`: by promise, how much time it has."""
    made = _row(item, plan, now, honoured)
    if item.due_at is None:
        return made
    return replace(
        made, owed_today=is_owed_by(item, day_end(plan.schedule.zone, now)), within=within.get(item.promised, "")
    )


def day_end(zone: ZoneInfo, now: datetime) -> datetime:
    """The next midnight there (aware, UTC)."""
    return instant(local_date(now, zone) + timedelta(days=1), time(), zone)


def _row(item: Item, plan: Plan, now: datetime, honoured: datetime | None) -> Row:
    if item.state is State.SNOOZED:
        return Row(item, Hold(_out_of_focus(item.snoozed_until, plan), "snoozed"))
    if item.state is not State.HELD:
        return Row(item)
    if item.waits_for and item.waits_for in check_ins(plan.schedule, now):
        held = waiting(plan, now, item.waits_for, honoured=honoured, received_at=item.received_at)
        return Row(item, held, item.refused_by)
    labels = frozenset({item.channel.value, item.account, *item.also})
    until, because, name = hold(plan, now, labels, honoured=honoured, received_at=item.received_at)
    return Row(item, Hold(until, because, name), item.refused_by)


def batch_view(
    record: BatchRecord,
    items: list[Item],
    gaps: tuple[GapLine, ...] = (),
    owed: tuple[Owed, ...] = (),
    owed_before: datetime | None = None,
) -> BatchView:
    """`items` may have some of other batches too."""
    mine = [item for item in items if item.batch == record.id]
    people = {item.sender_address or item.sender_name for item in mine}
    left = sum(1 for item in mine if item.is_out)
    return BatchView(
        record.id,
        record.by,
        record.start,
        record.opened_at,
        record.name,
        len(mine),
        len(people),
        left,
        record.elsewhere,
        gaps,
        owed,
        owed_before,
    )


def _out_of_focus(moment: datetime | None, plan: Plan) -> datetime | None:
    """What is snoozed until a moment in focus comes back when that ends, and so when the person is off."""
    if moment is None or not quiet(plan, moment):
        return moment
    return plan.period_at(moment).until or moment


def _local(moment: datetime | None, plan: Plan) -> datetime | None:
    return None if moment is None else moment.astimezone(plan.schedule.zone)
