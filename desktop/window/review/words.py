"""A review in the person's words: figures for tiles and charts, rows for tables. Only words are made here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale

from desktop.core.review_views import Kept, Outage, PassedBy, Review, Trend, Waited
from desktop.core.text import cleaned
from desktop.window import texts
from desktop.window.counted import Counted
from desktop.window.review.charts import Figure
from desktop.window.texts import length, pair, translate
from focus.review import Day, Week

HOUR = timedelta(hours=1)
SATURDAY = 5
Rows = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""The headers of a table and its lines."""


def dates(review: Review) -> str:
    """The days of the week: 16 to 22 November."""
    first, *_, last = Week.read(review.week).days
    now = review.at.astimezone(ZoneInfo(review.zone))
    year = "" if last.year == now.year and first.year == now.year else " yyyy"
    same = (first.year, first.month) == (last.year, last.month)
    start = _date(first, "d" if same else "d MMMM" if first.year == last.year else f"d MMMM{year}")
    return translate("Review", "{first} to {last}").format(first=start, last=_date(last, f"d MMMM{year}"))


def _date(day: date, form: str) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), form)


def title(review: Review) -> str:
    return translate("Review", "Week in review, {dates}").format(dates=dates(review))


def percent(share: float) -> str:
    """33 of 35 is 94 %: rounded down, so that 100 % is all of them."""
    return translate("Review", "{number} %").format(number=int(share * 100 + 1e-9))


def has_figures(review: Review) -> bool:
    """An hour of open time alone is nothing to look back on, where it is the first there was."""
    days = review.hours.days
    if any(day.focus or day.check_in or day.together for day in days):
        return True
    if review.held or review.check_ins.held or review.passed:
        return True
    return any(day.lived for day in days) and any(known(one) for one in review.trend[:-1])


def nothing(review: Review) -> tuple[str, str]:
    """What is said in place of the figures of a week of which nothing is known."""
    if any(known(one) for one in review.trend):
        return (
            translate("Review", "Nothing is known of this week"),
            translate("Review", "Écluse did not run. Nothing was counted, and nothing is made up."),
        )
    return (
        translate("Review", "There is nothing to look back on yet"),
        translate("Review", "From now on Écluse notes how your time goes. Come back at the end of the week."),
    )


# Tiles


def tiles(review: Review, *, quiet: bool) -> tuple[tuple[str, str], ...]:
    """Figure and words of each. `quiet`: one is in focus in this very week, and how much waits is not told."""
    return (_focus(review), _check_ins(review), _held(review, quiet=quiet), _promises(review.promises))


def _focus(review: Review) -> tuple[str, str]:
    focus, before = review.hours.focus, review.focus_before
    more = focus - before
    if not before:
        words = translate("Review", "in focus")
    elif abs(more) < timedelta(minutes=1):
        words = translate("Review", "in focus, as much as the week before")
    elif more > timedelta():
        words = translate("Review", "in focus, {length} more than the week before").format(length=length(more))
    elif not review.is_over:
        words = translate("Review", "in focus so far; {length} the whole week before").format(length=length(before))
    else:
        words = translate("Review", "in focus, {length} less than the week before").format(length=length(-more))
    return length(focus), words


def _check_ins(review: Review) -> tuple[str, str]:
    count, middle = review.check_ins.held, review.check_ins.median
    if not count:
        return "0", translate("Review", "check-ins that gave something")
    if middle is None:
        one, more = translate("Review", "check-in, not cleared yet"), translate("Review", "check-ins, none cleared yet")
    else:
        one = translate("Review", "check-in, {length} to clear")
        more = translate("Review", "check-ins, median {length} to clear")
    return _number(count), (one if count == 1 else more).format(length=length(middle or timedelta()))


def _held(review: Review, *, quiet: bool) -> tuple[str, str]:
    if quiet:
        return "–", translate("Review", "interruptions held: told when you are out of focus")
    through = translate("Review", "none let through as urgent")
    if review.let_through:
        through = Counted().let_through(review.let_through)
    return _number(review.held), translate("Review", "interruptions held, {through}").format(through=through)


def _promises(promises: Kept | None) -> tuple[str, str]:
    if promises is None or not promises.due:
        return "–", translate("Review", "no promised answer was due")
    words = Counted().in_time(promises.due, _number(promises.kept))
    return percent(promises.kept / promises.due), words


def _number(count: int) -> str:
    return QLocale().toString(count)


# Focus hours a day


def days_shown(review: Review) -> tuple[Day, ...]:
    """Weekends only where something happened on them."""
    return tuple(day for at, day in enumerate(review.hours.days) if at < SATURDAY or day.focus or day.check_in)


def days(review: Review) -> tuple[Figure, ...]:
    today = review.at.astimezone(ZoneInfo(review.zone)).date()
    return tuple(_day(day, today) for day in days_shown(review))


def _day(day: Day, today: date) -> Figure:
    name, whole = _date(day.date, "ddd"), _date(day.date, "dddd")
    rest = day.check_in + day.together
    if day.date > today:
        return Figure(name, 0, "", translate("Review", "{day}: still to come.").format(day=whole), known=False)
    if not day.lived:
        return Figure(name, 0, "", translate("Review", "{day}: Écluse did not run.").format(day=whole), known=False)
    said = translate("Review", "{day}: {focus} in focus, {rest} in check-ins and together.")
    return Figure(
        name, day.focus / HOUR, length(day.focus) if day.focus else "",
        said.format(day=whole, focus=length(day.focus), rest=length(rest)), rest=rest / HOUR,
    )  # fmt: skip


def days_table(review: Review) -> Rows:
    headers = (
        translate("Review", "Day"),
        translate("Review", "Focus"),
        translate("Review", "Check-ins"),
        translate("Review", "Together"),
        translate("Review", "Open time"),
        translate("Review", "Not running"),
    )
    lines = tuple(
        (_date(day.date, "dddd"), *map(_spent, (day.focus, day.check_in, day.together, day.open, day.away)))
        for day in days_shown(review)
    )
    return headers, lines


def _spent(span: timedelta) -> str:
    return length(span) if span else "–"


# Where the hours went


def hours(review: Review) -> tuple[Figure, ...]:
    """By objective; where there are none, by intention. What was outside any comes last, in the colour of the gate."""
    whole = review.hours.focus
    named = [(reached.objective.name, reached.length, "focus") for reached in review.hours.objectives]
    outside = review.hours.outside
    if not named:
        named = [(one.intention, one.length, "focus") for one in review.hours.intentions if one.intention]
        outside = whole - sum((length for _, length, _ in named), timedelta())
        without = translate("Review", "No intention")
    else:
        without = translate("Review", "No objective")
    named.sort(key=lambda one: -one[1])
    if outside:
        named.append((without, outside, "gate"))
    return tuple(_hour(cleaned(name, 80), spent, whole, color) for name, spent, color in named)


def _hour(name: str, spent: timedelta, whole: timedelta, color: str) -> Figure:
    text = length(spent)
    said = translate("Review", "{what}: {length}, {percent}.")
    share = percent(spent / whole if whole else 0.0)
    return Figure(name, spent / HOUR, text, said.format(what=name, length=text, percent=share), color=color)


def hours_table(review: Review) -> Rows:
    """Each intention with what it counted for."""
    none = "–"
    headers = (
        translate("Review", "Intention"),
        translate("Review", "Objective"),
        translate("Review", "Focus"),
    )
    lines = tuple(
        (cleaned(one.intention, 80) or translate("Review", "No intention"), cleaned(one.objective, 80) or none,
         length(one.length))
        for one in review.hours.intentions
    )  # fmt: skip
    return headers, lines


def hours_words(review: Review) -> str:
    if not review.hours.focus:
        return translate("Review", "No focus in this week.")
    if review.hours.objectives:
        return translate("Review", "An hour counts for the objective that the intention of its block belongs to.")
    return translate("Review", "By intention. Objectives are what a quarter is for: the hours then count for them.")


# The trend


def known(trend: Trend) -> bool:
    """Whether anything was noted in that week: before Écluse was there nothing is known, which is no zero."""
    return bool(trend.focus or trend.check_ins or trend.held or trend.passed)


def trend(review: Review) -> tuple[Figure, ...]:
    return tuple(_week(one, is_last=one.week == review.week) for one in review.trend)


def _week(one: Trend, *, is_last: bool) -> Figure:
    monday = Week.read(one.week).monday
    name = _date(monday, "d MMM")
    since = translate("Review", "Week of {day}").format(day=_date(monday, "d MMMM"))
    if not known(one):
        return Figure(name, 0, "", translate("Review", "{week}: nothing is known.").format(week=since), known=False)
    said = translate("Review", "{week}: {length} in focus.").format(week=since, length=length(one.focus))
    return Figure(name, one.focus / HOUR, _short(one.focus), said, color="focus" if is_last else "muted")


def _short(span: timedelta) -> str:
    return translate("Times", "{hours} h").format(hours=round(span / HOUR)) if span >= HOUR else length(span)


def trend_words(review: Review) -> str:
    lived = [one.focus for one in review.trend[:-1] if known(one)]
    if len(lived) < 2:
        return translate("Review", "After a few weeks this shows which way it goes.")
    usual = timedelta(seconds=median(one.total_seconds() for one in lived))
    said = translate("Review", "In the middle of the weeks before: {length} in focus.").format(length=length(usual))
    if review.is_over:
        return said
    running = translate("Review", "The last one is not over.")
    return f"{said} {running}"


def trend_table(review: Review) -> Rows:
    headers = (
        translate("Review", "Week of"),
        translate("Review", "Focus"),
        translate("Review", "Check-ins"),
        translate("Review", "Held"),
        translate("Review", "At once"),
        translate("Review", "Peeks"),
        translate("Review", "Promises"),
    )
    return headers, tuple(_trend_line(one) for one in reversed(review.trend))


def _trend_line(one: Trend) -> tuple[str, ...]:
    day = _date(Week.read(one.week).monday, "d MMMM")
    if not known(one):
        return (day, *("–",) * 6)
    kept = "–" if one.kept is None or not one.kept.due else percent(one.kept.kept / one.kept.due)
    counts = (_number(count) for count in (one.check_ins, one.held, one.passed, one.peeks))
    return (day, length(one.focus), *counts, kept)


# What waited, what came through, what else there was


def waits(review: Review) -> tuple[tuple[str, str], ...]:
    return tuple((_waited(one), length(one.length)) for one in review.waits)


def _waited(one: Waited) -> str:
    sender = cleaned(one.sender, 60) or translate("Items", "Unknown sender")
    said = pair(sender, cleaned(one.subject, 100) or translate("Items", "(no subject)"))
    return translate("Review", "{item} (still waits)").format(item=said) if one.still else said


def passed(review: Review) -> tuple[tuple[str, str], ...]:
    return tuple((_passed(one), _number(one.items)) for one in review.passed)


def _passed(one: PassedBy) -> str:
    rule = cleaned(one.rule, 80)
    if not one.not_urgent:
        return rule
    return translate("Review", "{rule} ({count} not urgent)").format(rule=rule, count=_number(one.not_urgent))


def also(review: Review) -> tuple[tuple[str, str], ...]:
    """Peeks, interruptions of focus, and when a source could not be reached."""
    lines = [
        (translate("Review", "Looks at the held pile"), _number(review.peeks)),
        (translate("Review", "Focus interrupted"), _number(review.interruptions)),
    ]
    return (*lines, *((outage(one, review), "") for one in review.gaps))


def outage(one: Outage, review: Review) -> str:
    """“GitHub” unreachable Tue 10:05 to 10:40, caught up 10:41, nothing lost."""
    zone = ZoneInfo(review.zone)
    name, since = cleaned(one.account, 40), _when(one.since, zone)
    if one.until is None:
        return translate("Review", "“{account}” not reached since {start}").format(account=name, start=since)
    until = _end(one.since, one.until, zone)
    if one.caught_up is None:
        said = translate("Review", "“{account}” not reached {start} to {end}, not caught up yet")
        return said.format(account=name, start=since, end=until)
    caught_up = _end(one.until, one.caught_up, zone)
    said = translate("Review", "“{account}” not reached {start} to {end}, caught up at {caught_up}: nothing lost")
    return said.format(account=name, start=since, end=until, caught_up=caught_up)


def _when(instant: datetime, zone: ZoneInfo) -> str:
    local = instant.astimezone(zone)
    return f"{_date(local.date(), 'ddd')} {texts.clock(local)}"


def _end(before: datetime, instant: datetime, zone: ZoneInfo) -> str:
    local = instant.astimezone(zone)
    return texts.clock(local) if before.astimezone(zone).date() == local.date() else _when(instant, zone)


def summary(review: Review, shown: Sequence[tuple[str, str]]) -> str:
    """What a screen reader says when a week is shown: the title and the tiles."""
    return ". ".join((title(review), *(f"{figure} {words}" for figure, words in shown)))
