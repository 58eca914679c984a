"""What a rehearsal found, in words. Only words are made here."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.core.rehearsal.values import Rehearsal, Replay
from desktop.window import texts
from desktop.window.counted import Counted

translate = QCoreApplication.translate
LEAST_ARRIVALS = 10
LEAST_DAYS = 3
"""With less than these, figures a day would be chance."""


def days_of(found: Rehearsal) -> int:
    """How many days there is anything of: before the first arrival nothing was read, and no average counts that."""
    if found.first is None:
        return found.proposed.days
    return max(1, min(found.proposed.days, ceil((found.until - found.first) / timedelta(days=1))))


def is_enough(found: Rehearsal) -> bool:
    return found.arrivals >= LEAST_ARRIVALS and days_of(found) >= LEAST_DAYS


def line(found: Rehearsal) -> tuple[tuple[str, bool], ...]:
    """The sentence below the week, in parts, each with whether it stands out."""
    if not is_enough(found):
        return ((_too_little(found), False),)
    days = days_of(found)
    told = translate("Rehearsal", "{check_ins} instead of {notifications}").format(
        check_ins=_check_ins(found.proposed.batches / days), notifications=_notifications(found.arrivals / days)
    )
    form = translate("Rehearsal", "With this week {days} would have had {told}; {urgent}.")
    before, _, after = form.partition("{told}")
    fills = {"days": Counted().last_days(days), "urgent": _urgent(found.proposed.rule)}
    never = f" {Counted().never(found.proposed.never)}" if found.proposed.never else ""
    return (before.format(**fills), False), (told, True), (after.format(**fills) + never, False)


def _urgent(count: int) -> str:
    return (
        Counted().urgent(count) if count else translate("Rehearsal", "no rule would have let anything through at once")
    )


def _too_little(found: Rehearsal) -> str:
    if not found.arrivals:
        return translate("Rehearsal", "Nothing has arrived yet that this week could be tried on.")
    words = translate(
        "Rehearsal",
        "So far {messages} in {days}: too little to try this week on. With more, this says what it would mean.",
    )
    return words.format(messages=Counted().messages(found.arrivals), days=Counted().days(max(1, days_of(found))))


def _check_ins(a_day: float) -> str:
    if _is_whole(a_day):
        return Counted().check_ins_a_day(round(a_day))
    return translate("Rehearsal", "{count} check-ins a day").format(count=number(a_day))


def _notifications(a_day: float) -> str:
    if _is_whole(a_day):
        return Counted().notifications(round(a_day))
    return translate("Rehearsal", "{count} notifications").format(count=number(a_day))


def _is_whole(value: float) -> bool:
    return value >= 10 or abs(value - round(value)) < 0.05


def number(value: float) -> str:
    """With one decimal where that says more."""
    return QLocale().toString(round(value)) if _is_whole(value) else QLocale().toString(value, "f", 1)


def wait(span: timedelta | None) -> str:
    return "–" if span is None else texts.length(span)


def figures(replay: Replay, days: int) -> tuple[tuple[str, str], ...]:
    """What a replay of so many days comes to: what is counted, and the count in words."""
    count = QLocale().toString
    return (
        (translate("Rehearsal", "Interruptions a day"), number(replay.told / max(1, days))),
        (translate("Rehearsal", "At check-ins"), count(replay.check_in)),
        (translate("Rehearsal", "While together"), count(replay.together)),
        (translate("Rehearsal", "In open time"), count(replay.open)),
        (translate("Rehearsal", "At once, by a rule"), count(replay.rule)),
        (translate("Rehearsal", "Done by a rule"), count(replay.done)),
        (translate("Rehearsal", "Would never come out"), count(replay.never)),
        (translate("Rehearsal", "Usual wait"), wait(replay.median)),
        (translate("Rehearsal", "Longest wait"), wait(replay.worst)),
        (translate("Rehearsal", "Sign-in codes that expired while held"), count(replay.expired)),
    )
