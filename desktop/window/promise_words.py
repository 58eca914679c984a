"""Answers that are promised, in the person's words. As `desktop.window.texts`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from desktop.core.text import cleaned
from desktop.core.views import BatchView, Row
from desktop.window import texts
from desktop.window.counted import Counted
from desktop.window.texts import translate
from inbox.batch import is_owed
from inbox.item import Item

if TYPE_CHECKING:
    from desktop.core.promise_views import Owed

_NAMED: Final = 3


def chips(item: Item, now: datetime | None, *, short: bool = False) -> tuple[tuple[str, str], ...]:
    """The little label of when an answer is due, with its kind: it stands out on the day, and after. `short`: the time
    alone, where there is little room."""
    if now is None or item.due_at is None or not is_owed(item):
        return ()
    late = item.due_at <= now
    today = item.due_at.astimezone(now.tzinfo).date() == now.date()
    form = translate("Promises", "late: {time}") if late else translate("Promises", "due {time}")
    time = texts.moment(item.due_at, now)
    return ((time if short else form.format(time=time), "owed" if late or today else "later"),)


def spoken(item: Item, now: datetime) -> str:
    """The same as a screen reader says it; '' for none."""
    if item.due_at is None or not is_owed(item):
        return ""
    time = texts.moment(item.due_at, now)
    if item.due_at <= now:
        return translate("Promises", "the answer was due {time}").format(time=time)
    return translate("Promises", "answer due {time}").format(time=time)


def note(row: Row, now: datetime) -> str:
    """What is promised of a message, above its text; '' for nothing."""
    item = row.item
    if item.due_at is None:
        return ""
    length = within(row.within) if row.within else cleaned(item.promised, 80)
    until = texts.moment(item.due_at, now)
    if item.answered_at is not None:
        said = translate("Promises", "Promise: answer within {length}, until {until}. Answered {time}.")
        return said.format(length=length, until=until, time=texts.moment(item.answered_at, now))
    if is_owed(item) and item.due_at <= now:
        return translate("Promises", "Promise: answer within {length}. That was until {until}.").format(
            length=length, until=until
        )
    return translate("Promises", "Promise: answer within {length}, until {until}.").format(length=length, until=until)


def within(written: str) -> str:
    """A length of working time as the settings have it ("1 working day")."""
    from focus.working_time import within as read

    length = read(written)
    if length.days:
        return Counted().working_days(length.days)
    hours, minutes = divmod(length.minutes, 60)
    parts = [translate("Times", "{hours} h").format(hours=hours)] if hours else []
    parts += [translate("Times", "{minutes} min").format(minutes=minutes)] if minutes else []
    return " ".join(parts)


def due_soon(batch: BatchView, at: datetime) -> str:
    """In a check-in, whose answers are due before the next one; '' for nobody's."""
    if not batch.owed or batch.owed_before is None:
        return ""
    named = ", ".join(_named(batch.owed[:_NAMED], at))
    left = len(batch.owed) - _NAMED
    who = f"{named} {Counted().people_more(left)}" if left > 0 else named
    time = texts.moment(batch.owed_before, at)
    return translate("Promises", "Answers due before the next check-in ({time}): {who}.").format(time=time, who=who)


def _named(owed: Sequence[Owed], at: datetime) -> list[str]:
    unknown = translate("Items", "Unknown sender")
    return [f"{cleaned(one.who, 40) or unknown} {texts.moment(one.due_at, at)}" for one in owed]


def late_by_then(count: int) -> str:
    """That a snooze goes past what was promised; '' where it does not."""
    return Counted().due_before_then(count) if count else ""
