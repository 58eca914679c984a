"""Why a message waits and until when, or how it came: the note above its text. Only words are made here."""

from __future__ import annotations

from datetime import datetime, timedelta

from desktop.core.text import cleaned
from desktop.core.views import Hold, Now, Row, RuleLine
from desktop.window.texts import length, moment, translate
from focus.schedule import Mode
from inbox.item import Item, State
from inbox.rules import HOLD, Because

_WORTH_SAYING = timedelta(minutes=1)
"""A shorter hold is not mentioned."""


def hold_reason(hold: Hold, now: datetime, intention: str = "", rule: str = "") -> str:
    """Until when and why, as one sentence: every hold says so. `intention`: of the focus block of now, if one runs;
    `rule`: the one that has it wait for a check-in of its own."""
    name = cleaned(intention if hold.because == "focus" else hold.name, 80)
    if hold.until is None or hold.because == "never":
        return translate("Hold", "No planned check-in admits it. Open a check-in, or plan one in the settings.")
    time = moment(hold.until, now)
    patterns = {
        "off": (
            translate("Hold", "Held until {time}: you are off until then."),
            translate("Hold", "Held until {time}: you are off until then."),
        ),
        "focus": (
            translate("Hold", "Held until {time}: you are in focus on “{name}”."),
            translate("Hold", "Held until {time}: you are in focus."),
        ),
        "together_soon": (
            translate("Hold", "Held until {time}, when “{name}” begins and nothing is held."),
            translate("Hold", "Held until {time}, when nothing is held any more."),
        ),
        "between": (
            translate("Hold", "Held until {time}, the check-in “{name}”."),
            translate("Hold", "Held until {time}, the next check-in."),
        ),
        "not_admitted": (
            translate("Hold", "Held until {time}: “{name}” is the first check-in that admits it."),
            translate("Hold", "Held until {time}, the first check-in that admits it."),
        ),
        "rule": (
            translate("Hold", "Held until {time}, the check-in “{name}”, by your rule “{rule}”."),
            translate("Hold", "Held until {time}, by your rule “{rule}”."),
        ),
        "snoozed": (
            translate("Hold", "You snoozed it until {time} (“{name}”)."),
            translate("Hold", "You snoozed it until {time}."),
        ),
    }
    with_name, without = patterns.get(hold.because, patterns["between"])
    return (with_name if name else without).format(time=time, name=name, rule=cleaned(rule, 80))


def held_note(row: Row, now: datetime, plan: Now | None = None) -> str:
    """The note above a message's text: how long it waits or waited and why, or by which rule it came at once."""
    item = row.item
    if row.hold is not None:
        why = hold_reason(row.hold, now, plan.intention if plan is not None else "", item.ruled_by)
        return " ".join(part for part in (why, _by_rule(item, row.hold), _refused(row)) if part)
    if item.state is State.SNOOZED and item.snoozed_until is not None:
        until = moment(item.snoozed_until, now)
        return translate("Hold", "You snoozed it until {time}.").format(time=until)
    if item.passed_by:
        rule = cleaned(item.passed_by, 80)
        return translate("Hold", "Came through at once by your rule “{rule}”.").format(rule=rule)
    if item.because == Because.DONE and item.released_at is None:
        return translate("Hold", "Done silently by your rule “{rule}”.").format(rule=cleaned(item.ruled_by, 80))
    if item.released_at is None:
        return ""
    released = moment(item.released_at, now)
    if item.state is State.EXPIRED:
        said = translate("Hold", "Given to you at {time}, too late: the code or link in it was good no more by then.")
        return said.format(time=released)
    if item.released_at - item.arrived_at < _WORTH_SAYING:
        return translate("Hold", "Given to you at {time}.").format(time=released)
    waited = length(item.released_at - item.arrived_at)
    for span in plan.day if plan is not None else ():
        if span.mode is Mode.FOCUS and span.start <= item.arrived_at < span.end and span.label:
            said = translate("Hold", "Held {length} while you were in focus on “{name}”, given to you at {time}.")
            return said.format(length=waited, name=cleaned(span.label, 80), time=released)
    return translate("Hold", "Held {length}, given to you at {time}.").format(length=waited, time=released)


def _refused(row: Row) -> str:
    if not row.refused_by:
        return ""
    sender = cleaned(row.item.sender_address, 100)
    return translate(
        "Hold",
        "It looks like it is from {sender}, but nobody vouches for that: your rule “{rule}” does not let it through.",
    ).format(sender=sender, rule=cleaned(row.refused_by, 80))


def _by_rule(item: Item, hold: Hold) -> str:
    """What a rule has to do with it, where the hold itself does not say so."""
    if not item.ruled_by or hold.because in {"rule", "snoozed"}:
        return ""
    form = {
        Because.BUDGET: translate(
            "Hold", "Your rule “{rule}” had let enough through in this focus block: this one comes first in its group."
        ),
        Because.OLD: translate("Hold", "Your rule “{rule}” did not let it through: it came too late to be urgent."),
        Because.RULE: translate("Hold", "Your rule “{rule}” has it wait."),
    }.get(Because(item.because))
    if form is None:
        return ""
    if item.waits_for and item.because == Because.RULE:
        form = translate("Hold", "Your rule “{rule}” has it wait for “{name}”, and no check-in is called so.")
    return form.format(rule=cleaned(item.ruled_by, 80), name=cleaned(item.waits_for, 80))


def rule_written(rule: RuleLine) -> str:
    """What one key wrote, from which message. It says plainly where the rule would not let this one through."""
    name = cleaned(rule.name, 120)
    if not rule.new:
        return translate("Hold", "The rule “{name}” was there already. Nothing was changed.").format(name=name)
    if rule.act == HOLD:
        return translate("Hold", "New rule “{name}”: it waits from now on.").format(name=name)
    if rule.unverified:
        return translate(
            "Hold",
            "New rule “{name}”. But nobody vouches that this message is from them: one like it would still wait, and "
            "say so.",
        ).format(name=name)
    return translate("Hold", "New rule “{name}”: it comes through at once from now on.").format(name=name)
