"""The lines of a message's history. Only words are made here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from desktop.core.text import cleaned
from desktop.window.texts import moment, translate
from inbox.item import Event

_MOST: Final = 60


def event_lines(events: Sequence[Event], now: datetime) -> str:
    """The whole history, oldest first; of one that is longer than anybody reads the latest."""
    return "\n".join(event_line(event, now) for event in events[-_MOST:])


def event_line(event: Event, now: datetime) -> str:
    """One line of an item's history."""
    what, _, by = event.what.partition(":")
    words = _happened(what, by) or cleaned(event.what, 80)
    beside = [part for part in (cleaned(event.by, 80), _moment(what, event, now)) if part]
    line = f"{moment(event.at, now)}  {words}"
    return f"{line} ({', '.join(beside)})" if beside else line


def _happened(what: str, by: str) -> str:
    if what == "undone":
        return _undone(by)
    return {
        "arrived": translate("History", "arrived and was held"),
        "held": _held(by),
        "unverified": translate("History", "not let through at once: nobody vouches for its sender"),
        "held_by_rule": _held_by_rule(by),
        "over_budget": translate("History", "held, first in its group: its rule had let enough through by then"),
        "too_old": translate("History", "not let through at once: it came too late to be urgent"),
        "done_by_rule": translate("History", "done by a rule"),
        "imported": translate("History", "fetched with the history of its account"),
        "promised": translate("History", "an answer is promised"),
        "also": translate("History", "came another way too"),
        "passed": translate("History", "came through at once"),
        "released": _released_by(by),
        "back": translate("History", "came back"),
        "expired": translate("History", "out too late: the code or link in it was good no more"),
        "answered": translate("History", "answered"),
        "done": translate("History", "done"),
        "not_urgent": translate("History", "you called it not urgent: a rule was written"),
        "always": translate("History", "you let its sender through at once: a rule was written"),
        "tool": translate("History", "its sender was called a tool"),
        "snooze": translate("History", "snoozed"),
        "pin": translate("History", "pinned"),
        "unpin": translate("History", "unpinned"),
        "elsewhere": _handled_elsewhere(by),
        "written": _written(by),
        "not_written": translate("History", "could not be changed at the server, and stays as it was there"),
        "not_taken_back": translate("History", "could not be changed back at the server"),
    }.get(what, "")


def _moment(what: str, event: Event, now: datetime) -> str:
    """The other instant that a line names."""
    if event.moment is None:
        return ""
    at = moment(event.moment, now)
    if what in {"held", "snooze"}:
        return translate("Presence", "until {time}").format(time=at)
    if what == "promised":
        return translate("History", "due {time}").format(time=at)
    return translate("History", "since {time}").format(time=at) if what == "expired" else ""


def _undone(what: str) -> str:
    return {
        "done": translate("History", "taken back: it is not done"),
        "snooze": translate("History", "taken back: it is not snoozed"),
        "not_urgent": translate("History", "taken back: the rule is gone"),
        "always": translate("History", "taken back: the rule is gone"),
        "tool": translate("History", "taken back: its sender is no tool"),
    }.get(what, translate("History", "undone"))


def _held(mode: str) -> str:
    return {
        "focus": translate("History", "held, for you were in focus"),
        "check_in": translate("History", "held: that check-in did not admit it"),
    }.get(mode, translate("History", "held for the next check-in"))


def _held_by_rule(check_in: str) -> str:
    if not check_in:
        return translate("History", "held by a rule")
    return translate("History", "held by a rule for the check-in “{name}”").format(name=cleaned(check_in, 80))


def _handled_elsewhere(how: str) -> str:
    if how == "read":
        return translate("History", "read in another program, so done here")
    return translate("History", "moved or deleted in another program, so done here")


def _written(what: str) -> str:
    return {
        "seen": translate("History", "marked as read at the server"),
        "archive": translate("History", "archived at the server"),
    }.get(what, cleaned(what, 80))


def _released_by(by: str) -> str:
    return {
        "check_in": translate("History", "released by the check-in"),
        "together": translate("History", "released: nothing is held while together"),
        "open": translate("History", "released in open time"),
        "snooze": translate("History", "came back from its snooze"),
    }.get(by, translate("History", "released"))
