"""How far an account's history is fetched, in words."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from desktop.core.text import cleaned
from desktop.core.views import HistoryLine
from desktop.window.counted import Counted
from desktop.window.texts import moment

translate = QCoreApplication.translate

EVERYTHING = 1980
"""A day before this year means: however old."""


def day(instant: datetime) -> str:
    """Where the person is, as the locale writes it."""
    local = instant.astimezone()
    return QLocale().toString(QDate(local.year, local.month, local.day), "d MMMM yyyy")


def history_words(line: HistoryLine, now: datetime) -> str:
    """All there is to say, in one line."""
    if line.state == "finished":
        form = translate("History fetched", "History since {day} is here")
        everything = translate("History fetched", "The whole history is here")
        said = everything if line.since.year < EVERYTHING else form.format(day=day(line.since))
        return f"{said} · {Counted().messages(line.done)}"
    parts = [translate("History fetched", "History paused") if line.state == "paused" else _at_work(line)]
    if line.reached is not None and line.done:
        parts.append(translate("History fetched", "back to {day}").format(day=day(line.reached)))
    if line.state == "running" and line.per_second:
        parts.append(Counted().a_second(round(line.per_second)))
    if line.state == "waiting":
        parts.append(_waits(line, now))
    return " · ".join(parts)


def _at_work(line: HistoryLine) -> str:
    if not line.expected:
        return translate("History fetched", "Fetching history")
    form = translate("History fetched", "Fetching history: {done} of about {all}")
    return form.format(done=QLocale().toString(line.done), all=QLocale().toString(max(line.done, line.expected)))


def _waits(line: HistoryLine, now: datetime) -> str:
    words = {
        "connecting": translate("History fetched", "the account is read first"),
        "offline": translate("History fetched", "the server cannot be reached"),
        "disk_full": translate("History fetched", "the disk is nearly full: make room, and it goes on"),
        "storage": translate("History fetched", "the disk could not be written"),
    }
    said = words.get(line.problem, translate("History fetched", "the account cannot be read: see above"))
    if line.next_try is not None:
        form = translate("History fetched", "{problem}, trying again at {time}")
        said = form.format(problem=said, time=moment(line.next_try, now.astimezone()))
    detail = cleaned(line.detail, 120)
    return f"{said} ({detail})" if detail else said
