"""Codes and instants in the person's words. Only words are made here: no widget, no question to the engine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from desktop.core.text import cleaned
from desktop.core.views import Now, Row
from desktop.window import mention_words
from desktop.window.counted import Counted
from focus.presence import Level
from focus.schedule import Mode
from inbox.batch import Group, group_of
from inbox.item import Channel, Item, Reason, State

translate = QCoreApplication.translate
_WORTH_SAYING = timedelta(minutes=1)
"""A shorter hold is not mentioned."""


# Times and lengths


def clock(moment: datetime) -> str:
    """The time of day of an aware instant in its own zone, as the locale writes it, without seconds."""
    form = QLocale().timeFormat(QLocale.FormatType.ShortFormat).replace(":ss", "")
    return QLocale().toString(QTime(moment.hour, moment.minute), form)


def moment(when: datetime, now: datetime) -> str:
    """An instant as one says it at `now`, whose zone counts: 16:00, tomorrow 09:00, Mon 09:00, 24 Nov 09:00."""
    local = when.astimezone(now.tzinfo)
    days = (local.date() - now.date()).days
    at = clock(local)
    if days == 0:
        return at
    if days == 1:
        return translate("Times", "tomorrow {time}").format(time=at)
    if days == -1:
        return translate("Times", "yesterday {time}").format(time=at)
    date = QDate(local.year, local.month, local.day)
    if 1 < days < 7:
        return f"{QLocale().toString(date, 'ddd')} {at}"
    if local.year == now.year:
        return f"{QLocale().toString(date, 'd MMM')} {at}"
    return QLocale().toString(date, QLocale.FormatType.ShortFormat)


def day_or_moment(when: datetime, now: datetime) -> str:
    """As `moment`, with weekdays in full, and a day without its time where it is the first instant of it."""
    local = when.astimezone(now.tzinfo)
    days = (local.date() - now.date()).days
    at = "" if (local.hour, local.minute) == (0, 0) else clock(local)
    if days == 1 and not at:
        return translate("Times", "tomorrow")
    if not 1 < days < 7:
        return moment(when, now)
    weekday = QLocale().toString(QDate(local.year, local.month, local.day), "dddd")
    return f"{weekday} {at}".rstrip()


def pair(first: str, second: str) -> str:
    """Who or what, and what there is to say of it."""
    return translate("Texts", "{first}: {second}").format(first=first, second=second)


def length(span: timedelta) -> str:
    """A length in two units at most: 48 min, 1 h 52, 3 days."""
    minutes = max(0, round(span.total_seconds() / 60))
    if minutes < 60:
        return translate("Times", "{minutes} min").format(minutes=minutes)
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        if rest == 0:
            return translate("Times", "{hours} h").format(hours=hours)
        return translate("Times", "{hours} h {minutes}").format(hours=hours, minutes=f"{rest:02}")
    return Counted().days(round(minutes / 1440))


def minutes_left(until: datetime, at: datetime) -> int:
    """Whole minutes still to go, rounded up: it says 1 until the very end."""
    return max(0, -int(between(until, at).total_seconds() // 60))


def between(start: datetime, end: datetime) -> timedelta:
    """How much time passes: two aware datetimes of one zone would be subtracted as if no clock were ever changed."""
    return end.astimezone(UTC) - start.astimezone(UTC)


def share_left(now: Now, at: datetime) -> float:
    """How much of the present mode is left, from 1 to 0; 1 where nothing ends it."""
    if now.since is None or now.until is None or now.until <= now.since:
        return 1.0
    return min(1.0, max(0.0, between(at, now.until) / between(now.since, now.until)))


def level(value: Level) -> str:
    return {
        Level.AVAILABLE: translate("Presence", "available"),
        Level.TEXT: translate("Presence", "text only"),
        Level.BUSY: translate("Presence", "busy"),
        Level.DO_NOT_DISTURB: translate("Presence", "do not disturb"),
    }[value]


def mode_name(mode: Mode) -> str:
    return {
        Mode.FOCUS: translate("Modes", "focus"),
        Mode.CHECK_IN: translate("Modes", "check-in"),
        Mode.TOGETHER: translate("Modes", "together"),
        Mode.OPEN: translate("Modes", "open time"),
    }[mode]


# Items


def sender(item: Item) -> str:
    """The name one reads first; the address where there is no name."""
    return cleaned(item.sender_name, 80) or cleaned(item.sender_address, 80) or translate("Items", "Unknown sender")


def address(item: Item) -> str:
    return cleaned(item.sender_address, 120)


def poses_as_another(item: Item) -> bool:
    """Whether the display name looks like an address that is not the sender's own: a known trick."""
    name = item.sender_name.casefold()
    return "@" in name and item.sender_address.casefold() not in name


def subject(item: Item) -> str:
    return cleaned(item.subject, 300) or translate("Items", "(no subject)")


def preview(item: Item) -> str:
    if item.unreadable:
        return translate("Items", "This message could not be read here. Open it at the source.")
    return cleaned(item.preview, 300)


def chip(item: Item) -> str:
    """Why it reached the person, where that is worth a word."""
    found = {
        Reason.MENTIONED: translate("Items", "mentioned"),
        Reason.ASSIGNED: translate("Items", "assigned"),
        Reason.REVIEW_ASKED: translate("Items", "review asked"),
        Reason.REPLIED: translate("Items", "replied"),
        Reason.STATE_CHANGE: translate("Items", "changed"),
    }.get(item.reason, "")
    if found or item.channel is not Channel.MENTION:
        return found
    return {
        Reason.DIRECT: translate("Items", "to you"),
        Reason.SUBSCRIBED: translate("Items", "followed"),
        Reason.LIST: translate("Items", "list"),
        Reason.AUTOMATIC: translate("Items", "automatic"),
    }.get(item.reason, "")


def is_quiet(item: Item) -> bool:
    """Whether a mention asks nothing of the person: a program's doing, or one name in a crowd."""
    return item.channel is Channel.MENTION and group_of(item) is Group.BULK


def chips(item: Item, *, draft: bool = False) -> tuple[tuple[str, str], ...]:
    """The little labels beside a sender's name, each with its kind: why it came, and what to be careful about."""
    made = [(chip(item), "quiet" if is_quiet(item) else "accent")] if chip(item) else []
    if item.state is State.EXPIRED:
        made.append((translate("Items", "expired"), "due"))
    if item.label:
        made.append((cleaned(item.label, 24), "quiet"))
    if seems := mention_words.seems(item):
        made.append((translate("Items", "looks like {tool}").format(tool=seems), "due"))
    if poses_as_another(item):
        made.append((translate("Items", "check the sender"), "due"))
    if draft:
        made.append((translate("Items", "draft"), "gate"))
    return tuple(made)


def fold_title(rows: Sequence[Row]) -> str:
    return Counted().bulk(len(rows))


def side(row: Row, now: datetime) -> str:
    """The few words at the end of a row: how long it was held, or until when it waits."""
    item = row.item
    if item.state is State.HELD:
        if row.hold is None or row.hold.until is None:
            return translate("Items", "held")
        return translate("Items", "until {time}").format(time=moment(row.hold.until, now))
    if item.state is State.SNOOZED and item.snoozed_until is not None:
        return translate("Items", "until {time}").format(time=moment(item.snoozed_until, now))
    if item.is_out and item.released_at is not None:
        if item.passed_by:
            return translate("Items", "came through")
        waited = item.released_at - item.arrived_at
        if waited < _WORTH_SAYING:
            return moment(item.received_at, now)
        return translate("Items", "held {length}").format(length=length(waited))
    return moment(item.state_since, now)


def sentence(row: Row, now: datetime, *, marked: bool = False, draft: bool = False) -> str:
    """A row as a screen reader says it."""
    item = row.item
    said = [pair(mention_words.with_tool(item, sender(item)), subject(item))]
    if project := mention_words.project(item):
        said.append(project)
    if chip(item):
        said.append(chip(item))
    if seems := mention_words.sign(item)[0]:
        said.append(seems)
    if item.state is State.EXPIRED:
        said.append(translate("Items", "expired"))
    if item.label:
        said.append(cleaned(item.label, 40))
    if draft:
        said.append(translate("Items", "draft"))
    said.append(side(row, now))
    if item.pinned:
        said.append(translate("Items", "pinned"))
    if marked:
        said.append(translate("Items", "selected"))
    return ", ".join(said) + "."


def group_title(group: Group) -> str:
    return {
        Group.PROMISED: translate("Batch", "Answer promised today"),
        Group.MENTIONS: translate("Batch", "Mentions"),
        Group.PEOPLE: translate("Batch", "People"),
        Group.BULK: translate("Batch", "Bulk"),
    }[group]


def verb(item: Item) -> str:
    """What the sender did, between the name and the time in the reading pane."""
    return {
        Reason.MENTIONED: translate("Reading", "mentioned you"),
        Reason.ASSIGNED: translate("Reading", "assigned you"),
        Reason.REVIEW_ASKED: translate("Reading", "asked you for a review"),
        Reason.REPLIED: translate("Reading", "replied to you"),
        Reason.SUBSCRIBED: translate("Reading", "wrote where you follow"),
        Reason.STATE_CHANGE: translate("Reading", "changed its state"),
        Reason.LIST: translate("Reading", "wrote to a list"),
        Reason.AUTOMATIC: translate("Reading", "sent automatically"),
        Reason.DIRECT: translate("Reading", "wrote to you"),
    }[item.reason]
