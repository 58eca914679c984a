"""schedule show|check: pure functions of a schedule and a moment. Neither the database nor the app is asked."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from desktop.cli import times
from desktop.cli.output import Failed, as_json, length, note, say, when
from desktop.cli.parsing import Commands, command, group
from desktop.cli.words import LEVELS, MODES
from desktop.core.answers import rfc3339
from desktop.core.clock import SystemClock
from desktop.core.settings.load import load, load_schedule
from desktop.core.settings.week import DAYS
from focus.levels import EVERYWHERE, written
from focus.plan import Plan
from focus.schedule import Schedule, Span
from focus.waits import longest_wait
from inbox.item import Channel

_LONG = timedelta(hours=24)
_STDIN = "-"


def add(commands: Commands) -> None:
    schedule = group(commands, "schedule", "the week as it is planned, without what was asked for just now")
    show = command(schedule, "show", _show, "what holds at a moment, or the week", json=True)
    show.add_argument("--at", type=_at, metavar="RFC3339", help="this moment instead of now; - reads one a line")
    check = command(schedule, "check", _check, "whether a schedule can be, and how long something may have to wait")
    for made in (show, check):
        made.add_argument("--schedule", type=Path, metavar="FILE", help="this file instead of your settings")


def _at(words: str) -> Any:
    return words if words == _STDIN else times.rfc3339(words)


def _schedule(options: Namespace) -> Schedule:
    if options.schedule is not None:
        return load_schedule(options.schedule)
    settings, warnings = load(options.paths.settings_file)
    for warning in warnings:
        note(warning)
    return settings.schedule


def _show(options: Namespace) -> int:
    schedule = _schedule(options)
    plan = Plan(schedule)
    if options.at == _STDIN:
        for moment in _moments():
            shown = _state(plan, moment)
            as_json(shown, line=True) if options.json else _say(plan, shown, moment)
            sys.stdout.flush()  # whoever asks line by line waits for this one
        return 0
    now = options.at or SystemClock().now()
    if options.json:
        as_json(_state(plan, now))
    elif options.at:
        _say(plan, _state(plan, now), now)
    else:
        _week(schedule)
        _say(plan, _state(plan, now), now)
    return 0


def _state(plan: Plan, at: datetime) -> dict[str, Any]:
    zone = plan.schedule.zone
    now = at.astimezone(UTC)
    period = plan.period_at(now)
    return {
        "mode": str(period.mode),
        "since": rfc3339(period.since, zone),
        "until": rfc3339(period.until, zone),
        "next_check_in": rfc3339(plan.next_check_in(now), zone),
    }


def _moments() -> Iterator[datetime]:
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        try:
            yield times.instant(line.strip())
        except ValueError as error:
            raise Failed(f"standard input: line {number}: {error}", status=2) from error


def _say(plan: Plan, shown: dict[str, Any], at: datetime) -> None:
    now = at.astimezone(plan.schedule.zone)
    until = f" until {when(shown['until'], now)}" if shown["until"] else ""
    coming = when(shown["next_check_in"], now, none="none planned")
    say(f"{when(now.isoformat(), now)} {MODES[shown['mode']]}{until}. Next check-in {coming}.")


def _week(schedule: Schedule) -> None:
    for place, day in enumerate(DAYS):
        spans = sorted((span for span in schedule.spans if place in span.days), key=lambda span: span.start)
        for number, span in enumerate(spans):
            admits = f" ({', '.join(sorted(span.admits))} only)" if span.admits else ""
            label = span.name or span.intention
            what = MODES[str(span.kind)] + admits + (f": {label}" if label else "")
            say(f"{'' if number else day.capitalize():<4} {span.start:%H:%M}-{span.end:%H:%M}  {what}{_shown(span)}")
        if not spans:
            say(f"{day.capitalize():<4} nothing planned")
    for exception in schedule.exceptions:
        spans_that_day = [f"{span.start:%H:%M}-{span.end:%H:%M} {MODES[str(span.kind)]}" for span in exception.spans]
        say(f"{exception.first.isoformat()}: {', '.join(spans_that_day) or 'nothing planned'}")
    say(f"Times are of {schedule.zone}. In open time items {_BETWEEN[schedule.between]}.")


def _shown(span: Span) -> str:
    """How strongly one is shown busy in it, where that is not as usual."""
    levels = written(span.presence)
    if isinstance(levels, str):
        return f" ({LEVELS[levels]})"
    told = [f"{'elsewhere' if name == EVERYWHERE else name}: {LEVELS[level]}" for name, level in levels.items()]
    return f" ({', '.join(told)})" if told else ""


_BETWEEN = {"hold": "wait for the next check-in", "flow": "come through"}


def _check(options: Namespace) -> int:
    schedule = _schedule(options)
    Plan(schedule)
    warnings = _warnings(schedule)
    for warning in warnings:
        say(f"Warning: {warning}")
    say("The schedule can be followed." if warnings else "The schedule is good.")
    return 0


def _warnings(schedule: Schedule) -> list[str]:
    """What is allowed, and perhaps not meant."""
    named = {name for span in schedule.spans for name in span.admits or ()}
    accounts = sorted(named - set(Channel))
    ways = {
        "A mail": frozenset({Channel.MAIL.value}),
        "A mention": frozenset({Channel.MENTION.value}),
        **{f'An item of "{name}"': frozenset({name, *Channel}) for name in accounts},
    }
    waits = {what: longest_wait(schedule, labels) for what, labels in ways.items()}
    if not any(waits.values()):
        return ["no check-in is planned: every item would wait for ever, unless you open a check-in yourself."]
    found = []
    for what, wait in waits.items():
        if wait is None:
            found.append(f"{what} would wait for ever: no check-in admits it.")
        elif wait.length > _LONG:
            since, until = _weekday(wait.since), _weekday(wait.until)
            found.append(f"{what} may wait {length(wait.length)}: nothing lets it through from {since} to {until}.")
    return found


def _weekday(minute: int) -> str:
    day, rest = divmod(minute, 24 * 60)
    return f"{DAYS[day % 7].capitalize()} {rest // 60:02}:{rest % 60:02}"
