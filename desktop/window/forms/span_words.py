"""A span of the week in words, for lists, the painted week and screen readers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from desktop.core.text import cleaned
from desktop.window.texts import pair
from focus.levels import Levels
from focus.presence import Level
from focus.schedule import NORMAL, DayException, Mode, Span

translate = QCoreApplication.translate


def day_name(day: int, *, long: bool = False) -> str:
    """0 is Monday."""
    form = QLocale.FormatType.LongFormat if long else QLocale.FormatType.ShortFormat
    return QLocale().standaloneDayName(day + 1, form)


def time_words(moment: time) -> str:
    form = QLocale().timeFormat(QLocale.FormatType.ShortFormat).replace(":ss", "")
    return QLocale().toString(QTime(moment.hour, moment.minute), form)


def kind_words(kind: Mode) -> str:
    words = {
        Mode.FOCUS: translate("Span", "Focus"),
        Mode.CHECK_IN: translate("Span", "Check-in"),
        Mode.TOGETHER: translate("Span", "Together"),
    }
    return words.get(kind, translate("Span", "Open time"))


def days_words(days: Iterable[int]) -> str:
    """Days in a row as "Mon to Fri", others one by one."""
    chosen = sorted(days)
    if len(chosen) == 7:
        return translate("Span", "every day")
    if len(chosen) > 2 and chosen[-1] - chosen[0] == len(chosen) - 1:
        form = translate("Span", "{first} to {last}")
        return form.format(first=day_name(chosen[0]), last=day_name(chosen[-1]))
    return ", ".join(day_name(day) for day in chosen)


def channel_words(channel: str) -> str:
    """A channel in words; an account's name is itself."""
    words = {"mail": translate("Span", "mail"), "mention": translate("Span", "mentions")}
    return words.get(channel, channel)


def admits_words(span: Span) -> str:
    if span.admits is None:
        return translate("Span", "everything")
    return ", ".join(channel_words(channel) for channel in sorted(span.admits)) or translate("Span", "nothing")


def level_words(level: Level | None) -> str:
    """How one is shown in a block; None: as usual."""
    if level is None:
        return translate("Span", "as usual")
    return {
        Level.AVAILABLE: translate("Span", "nothing"),
        Level.TEXT: translate("Presence", "text only"),
        Level.BUSY: translate("Presence", "busy"),
        Level.DO_NOT_DISTURB: translate("Presence", "do not disturb"),
    }[level]


def apart_words(presence: Levels) -> str:
    """That some services are to show something else; '' where none is."""
    if not presence.on:
        return ""
    form = translate("Span", "Otherwise on {services}: set in the settings file, and kept.")
    each = (f"{cleaned(name, 40)} ({level_words(level)})" for name, level in presence.on)
    return form.format(services=", ".join(each))


def presence_words(presence: Levels) -> str:
    """How one is shown in a block, '' where as usual."""
    if not presence.said:
        return ""
    if presence.everywhere is None:
        return translate("Span", "shown otherwise on some services")
    return translate("Span", "shown as: {level}").format(level=level_words(presence.everywhere))


def hours_words(span: Span) -> str:
    return f"{time_words(span.start)}–{time_words(span.end)}"


def caption(span: Span) -> str:
    """What stands in a painted block: its first line, and a second one if there is more to say."""
    first = kind_words(span.kind)
    if span.kind is Mode.CHECK_IN:
        what = translate("Span", "all") if span.admits is None else admits_words(span)
        first = translate("Span", "Check-in: {what}").format(what=span.name or what)
    second = span.intention or span.name if span.kind is not Mode.CHECK_IN else ""
    if span.kind is Mode.TOGETHER and not second:
        second = translate("Span", "nothing is held")
    return f"{first}\n{second}" if second else first


def span_words(span: Span) -> str:
    """The whole span in one line; without days for an exception's."""
    what = admits_words(span) if span.kind is Mode.CHECK_IN else ""
    when = (kind_words(span.kind), days_words(span.days), hours_words(span))
    parts = (*when, what, span.name, span.intention, presence_words(span.presence))
    return " · ".join(part for part in parts if part)


def check_ins_words(spans: Sequence[Span]) -> str:
    """When the check-ins of a week are, day by day or for days in a row."""
    starts: dict[frozenset[int], list[str]] = {}
    for span in spans:
        if span.kind is Mode.CHECK_IN:
            starts.setdefault(span.days, []).append(time_words(span.start))
    lists = (f"{days_words(days)} {', '.join(times)}" for days, times in starts.items())
    return translate("Span", "Check-ins: {when}").format(when=" · ".join(lists))


def nothing_words() -> str:
    return translate("Span", "nothing planned")


def plan_words(spans: Sequence[Span]) -> str:
    """What is planned on one day."""
    return ", ".join(f"{kind_words(span.kind)} {hours_words(span)}" for span in spans) or nothing_words()


def like_words(spans: Sequence[Span], like: str) -> str:
    """What a day that differs is like."""
    if like == NORMAL:
        return translate("Span", "as in any other week")
    return translate("Span", "like “{name}”").format(name=cleaned(like, 60)) if like else plan_words(spans)


def dates_words(first: date, last: date) -> str:
    """A date, or from one to another, both included."""
    if first == last:
        return short_date(first)
    form = translate("Span", "{first} to {last}")
    return form.format(first=short_date(first), last=short_date(last))


def short_date(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), translate("Span", "ddd d MMM yyyy"))


def exception_words(exception: DayException) -> str:
    when = dates_words(exception.first, exception.last)
    if exception.name:
        when = f"{cleaned(exception.name, 80)} · {when}"
    return pair(when, like_words(exception.spans, exception.like))
