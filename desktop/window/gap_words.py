"""When a source could not be asked, as a sentence: since when, until when, and whether anything can be missing."""

from __future__ import annotations

from datetime import datetime

from desktop.core.book_lines import GapLine
from desktop.core.text import cleaned
from desktop.window.counted import Counted
from desktop.window.texts import clock, moment, translate


def gap_line(one: GapLine, now: datetime) -> str:
    """github unreachable 10:05 to 10:40, caught up at 10:41: 3 messages, nothing lost."""
    who, since = _who(one), moment(one.since, now)
    if one.until is None:
        pattern = translate("Gaps", "{who} since {start}. What comes there is read when it answers again.")
        return pattern.format(who=who, start=since)
    until = _then(one.until, one.since, now)
    if one.caught_up is None:
        pattern = translate("Gaps", "{who} from {start} to {end}, not caught up yet.")
        return pattern.format(who=who, start=since, end=until)
    caught_up = _then(one.caught_up, one.until, now)
    if one.asleep or (one.doubt and not one.items):
        came = _fate(one)
    else:
        came = translate("Gaps", "{messages}, {fate}").format(messages=Counted().messages(one.items), fate=_fate(one))
    pattern = translate("Gaps", "{who} from {start} to {end}, caught up at {caught_up}: {fate}.")
    return pattern.format(who=who, start=since, end=until, caught_up=caught_up, fate=came)


def _then(instant: datetime, before: datetime, now: datetime) -> str:
    """The day is said once."""
    here, there = instant.astimezone(now.tzinfo), before.astimezone(now.tzinfo)
    return clock(here) if here.date() == there.date() else moment(instant, now)


def gaps_of_batch(gaps: tuple[GapLine, ...], now: datetime) -> str:
    """One grey line each; of many the latest."""
    return "\n".join(gap_line(one, now) for one in gaps[-3:])


def _who(one: GapLine) -> str:
    if one.asleep:
        return translate("Gaps", "The computer was asleep")
    pattern = {
        "offline": translate("Gaps", "{account} could not be reached"),
        "sign_in_refused": translate("Gaps", "{account} refused the sign-in"),
        "signed_out": translate("Gaps", "{account} was signed out"),
        "certificate_refused": translate("Gaps", "{account} had no good certificate"),
        "no_secret": translate("Gaps", "{account} was without its password"),
        "no_keyring": translate("Gaps", "{account} was without its password"),
    }.get(one.problem, translate("Gaps", "{account} could not be read"))
    return pattern.format(account=cleaned(one.account, 60))


def _fate(one: GapLine) -> str:
    if not one.doubt:
        return translate("Gaps", "nothing lost")
    return {
        "not_kept": translate("Gaps", "what came meanwhile cannot be known, for it keeps nothing"),
        "too_long": translate("Gaps", "something may be missing, for it does not keep messages that long"),
        "begun_anew": translate("Gaps", "something may be missing, for it was read from a later point"),
    }.get(one.doubt, cleaned(one.doubt, 80))
