"""What a week makes of waiting, in words: a warning where something would wait for ever, a note where for long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from desktop.window.forms.span_words import channel_words, day_name, time_words
from desktop.window.forms.week import clock
from focus.schedule import Mode, Schedule
from focus.waits import DAY, Wait, longest_wait

translate = QCoreApplication.translate
LONG = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Warned:
    """`serious`: something would never be released."""

    text: str
    serious: bool


def _kinds(accounts: Sequence[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """What may arrive: mail and mentions, of each account where these are known."""
    for channel in ("mail", "mention"):
        if not accounts:
            yield channel_words(channel), frozenset({channel})
        for account in accounts:
            form = translate("Waits", "{channel} of {account}")
            yield form.format(channel=channel_words(channel), account=account), frozenset({channel, account})


def _moment(minute: int) -> str:
    day, rest = divmod(minute, DAY)
    return translate("Waits", "{day} {time}").format(day=day_name(day, long=True), time=time_words(clock(rest)))


def _length(span: timedelta) -> str:
    hours, minutes = divmod(round(span.total_seconds()) // 60, 60)
    if not minutes:
        return translate("Waits", "{hours} h").format(hours=hours)
    return translate("Waits", "{hours} h {minutes} min").format(hours=hours, minutes=minutes)


def _long(wait: Wait) -> str:
    form = translate("Waits", "The longest wait is {length}: from {start} to {end}.")
    return form.format(length=_length(wait.length), start=_moment(wait.since), end=_moment(wait.until))


def warnings(schedule: Schedule, accounts: Sequence[str] = ()) -> tuple[Warned, ...]:
    """At most two: what would wait for ever, and the longest wait if it is over a day."""
    kinds = list(_kinds(accounts))
    found = {name: longest_wait(schedule, labels) for name, labels in kinds}
    never = [name for name, wait in found.items() if wait is None]
    said = []
    if never and not any(span.kind is Mode.CHECK_IN for span in schedule.spans):
        said.append(
            Warned(translate("Waits", "There is no check-in: what arrives would wait for ever. Add one."), True)
        )
    elif never:
        form = translate("Waits", "No check-in admits {what}: it would wait for ever. Let one admit it.")
        said.append(Warned(form.format(what=", ".join(never)), True))
    waits = [wait for wait in found.values() if wait is not None and wait.length > LONG]
    if waits:
        said.append(Warned(_long(max(waits, key=lambda wait: wait.length)), False))
    return tuple(said)
