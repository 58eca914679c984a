"""What one may not have meant with a week, in words: what would wait for ever or for long, a check-in too short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from desktop.core.text import cleaned
from desktop.window.counted import Counted
from desktop.window.forms.span_words import channel_words, day_name, short_date, time_words
from desktop.window.texts import pair
from focus.cautions import WeekWarning
from focus.schedule import Schedule

translate = QCoreApplication.translate
SERIOUS = frozenset({"no_check_in", "never"})
"""The codes of what leaves something without any release to come: a week with these is not kept."""


@dataclass(frozen=True, slots=True)
class Warned:
    """`serious`: something would never be released."""

    text: str
    serious: bool


def words(warnings: Sequence[WeekWarning], schedule: Schedule) -> tuple[Warned, ...]:
    """What would wait for ever first; instants as the wall shows them in the schedule's zone."""
    said = []
    if any(one.code == "no_check_in" for one in warnings):
        text = translate("Waits", "There is no check-in: what arrives would wait for ever. Add one.")
        said.append(Warned(text, True))
    elif never := [channel_words(one.label) for one in warnings if one.code == "never"]:
        form = translate("Waits", "No check-in admits {what}: it would wait for ever. Let one admit it.")
        said.append(Warned(form.format(what=", ".join(cleaned(one, 60) for one in never)), True))
    said += _waits([one for one in warnings if one.code == "long_wait"], schedule)
    said += [Warned(_short(one, schedule), False) for one in warnings if one.code == "too_short"]
    return tuple(said)


def _waits(warnings: Sequence[WeekWarning], schedule: Schedule) -> Iterator[Warned]:
    """What all has to wait for is said once; what only some of it has, with its name."""
    by_wait: dict[WeekWarning, list[str]] = {}
    for one in warnings:
        by_wait.setdefault(replace(one, label=""), []).append(cleaned(channel_words(one.label), 60))
    for wait, labels in by_wait.items():
        text = _long(wait, schedule)
        if len(by_wait) > 1 and all(labels):
            text = pair(", ".join(labels), text)
        yield Warned(text[:1].upper() + text[1:], False)


def _long(one: WeekWarning, schedule: Schedule) -> str:
    what = translate("Waits", "The longest wait is {length}: from {start} to {end}.")
    if one.cause:
        what = translate("Waits", "With “{cause}” the longest wait is {length}: from {start} to {end}.")
    start, end = (_moment(at, schedule, weekly=one.weekly) for at in (one.since, one.until))
    return what.format(length=_length(one.length), start=start, end=end, cause=cleaned(one.cause, 60))


def _short(one: WeekWarning, schedule: Schedule) -> str:
    form = translate(
        "Waits", "The check-in on {start} is short: {length}, and its usual {messages} take about {needs}."
    )
    if one.name:
        form = translate(
            "Waits", "The check-in “{name}” on {start} is short: {length}, and its usual {messages} take about {needs}."
        )
    return form.format(
        name=cleaned(one.name, 60),
        start=_moment(one.since, schedule, weekly=True),
        length=_length(one.length),
        messages=Counted().messages(one.items),
        needs=_length(one.needs),
    )


def _moment(at: datetime | None, schedule: Schedule, *, weekly: bool) -> str:
    if at is None:
        return "–"
    local = at.astimezone(schedule.zone)
    day = day_name(local.weekday(), long=True) if weekly else short_date(local.date())
    return translate("Waits", "{day} {time}").format(day=day, time=time_words(local.time()))


def _length(span: timedelta) -> str:
    hours, minutes = divmod(round(span.total_seconds()) // 60, 60)
    if not hours:
        return translate("Waits", "{minutes} min").format(minutes=minutes)
    if not minutes:
        return translate("Waits", "{hours} h").format(hours=hours)
    return translate("Waits", "{hours} h {minutes} min").format(hours=hours, minutes=minutes)
