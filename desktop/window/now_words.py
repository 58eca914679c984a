"""What is going on and until when, in the words of the day bar and the tray."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desktop.core.views import Now
from desktop.window import texts
from desktop.window.texts import translate
from focus.schedule import Mode


def headline(now: Now, at: datetime) -> str:
    """The first line of the day bar."""
    if now.stands:
        return _aside(now, at)
    until = None if now.until is None else texts.moment(now.until, at)
    if now.mode is Mode.CHECK_IN:
        if now.until is None:
            return translate("DayBar", "Check-in")
        left = texts.length(timedelta(minutes=texts.minutes_left(now.until, at)))
        return translate("DayBar", "Check-in, {length} left").format(length=left)
    if now.mode is Mode.FOCUS:
        return _until(translate("DayBar", "In focus"), translate("DayBar", "In focus until {time}"), until)
    if now.mode is Mode.TOGETHER:
        return _until(translate("DayBar", "Together"), translate("DayBar", "Together until {time}"), until)
    return _until(translate("DayBar", "Open time"), translate("DayBar", "Open until {time}"), until)


def _aside(now: Now, at: datetime) -> str:
    """That the plan is not followed, and until when."""
    until = None if now.until is None else texts.day_or_moment(now.until, at)
    if now.stands == "paused":
        return _until(translate("DayBar", "Paused"), translate("DayBar", "Paused until {time}"), until)
    return _until(translate("DayBar", "Off"), translate("DayBar", "Off until {time}"), until)


def _until(without: str, pattern: str, until: str | None) -> str:
    return without if until is None else pattern.format(time=until)


def subline(now: Now, at: datetime, busy: str = "") -> str:
    """The second line of the day bar: what comes next, or who sees that the person is `busy`."""
    said = _next(now, at, busy)
    if not now.elsewhere:
        return said
    return translate("DayBar", "{line} ({city} time)").format(line=said, city=city(zone_name(at)))


def _next(now: Now, at: datetime, busy: str) -> str:
    if now.stands == "off":
        return translate("DayBar", "Everything waits, no check-in opens")
    if now.mode is Mode.FOCUS:
        return busy or next_check_in(now, at)
    if now.mode is Mode.CHECK_IN and now.next_focus is not None:
        return translate("DayBar", "Next focus block {time}").format(time=texts.moment(now.next_focus, at))
    if now.mode is Mode.TOGETHER:
        return translate("DayBar", "Nothing is held")
    if now.mode is Mode.OPEN and now.flows:
        return translate("DayBar", "Messages come as they arrive")
    return next_check_in(now, at)


def next_check_in(now: Now, at: datetime) -> str:
    if now.next_check_in is None:
        return translate("DayBar", "No check-in is planned")
    return translate("DayBar", "Next check-in {time}").format(time=texts.moment(now.next_check_in, at))


def zone_name(at: datetime) -> str:
    """The IANA name of its zone, where it has one."""
    return getattr(at.tzinfo, "key", None) or str(at.tzname())


def city(zone: str) -> str:
    """What one says of a zone: its last part."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def two_clocks(now: Now, at: datetime) -> str:
    """What the week's clock shows, and the machine's, where they differ; '' where they do not."""
    if not now.elsewhere:
        return ""
    form = translate(
        "DayBar", "The week follows {zone}, where it is {time}. This machine is in {here}, where it is {now}."
    )
    try:
        here = at.astimezone(ZoneInfo(now.elsewhere))
    except (ZoneInfoNotFoundError, ValueError):
        return ""
    return form.format(zone=zone_name(at), time=texts.clock(at), here=now.elsewhere, now=texts.clock(here))
