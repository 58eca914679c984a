"""schedule show|check, and what is in `desktop.cli.days`. `show`, and `check` of a file, are pure functions of a
schedule and a moment: neither the database nor the app is asked."""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop.cli import days, times
from desktop.cli.asking import Asking
from desktop.cli.checking import as_found
from desktop.cli.output import Failed, as_json, note, say, when
from desktop.cli.parsing import Commands, command, group
from desktop.cli.week_words import caution
from desktop.cli.words import LEVELS, MODES
from desktop.core.answers import rfc3339
from desktop.core.clock import SystemClock
from desktop.core.settings.load import load, load_schedule
from desktop.core.settings.reader import SettingsError
from desktop.core.settings.week import DAYS
from desktop.core.week_requests import warning
from focus.cautions import warnings
from focus.errors import WrongPlan
from focus.levels import EVERYWHERE, written
from focus.plan import Plan
from focus.schedule import NORMAL, Schedule, Span

_STDIN = "-"
_WRONG = "wrong_value"
_CHECKED = """\
With --json: a list of warnings, empty where there is nothing to warn of. Of a
schedule that cannot be followed, with exit status 2:
{"ok": false, "file", "problem": "wrong_value", "advice",
"error": {"key", "value", "right", "message"}}, where key and value are null
for what is not there."""


def add(commands: Commands) -> None:
    schedule = group(commands, "schedule", "the week as it is planned, without what was asked for just now")
    show = command(schedule, "show", _show, "what holds at a moment, or the week", json=True)
    show.add_argument("--at", type=_at, metavar="RFC3339", help="this moment instead of now; - reads one a line")
    check = command(schedule, "check", _check, "whether a schedule can be, and how long something may have to wait")
    check.epilog, check.formatter_class = _CHECKED, argparse.RawDescriptionHelpFormatter
    for made in (show, check):
        made.add_argument("--schedule", type=Path, metavar="FILE", help="this file instead of your settings")
    check.add_argument("file", nargs="?", type=Path, metavar="FILE", help="this file instead of your settings")
    check.add_argument("--json", action="store_true", help="print JSON, with fields that stay as they are")
    days.add(schedule)


def _at(words: str) -> Any:
    return words if words == _STDIN else times.rfc3339(words)


def _schedule(options: Namespace) -> Schedule:
    if options.schedule is not None:
        return load_schedule(options.schedule)
    settings, odd = load(options.paths.settings_file)
    for line in odd:
        note(line)
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
    for template in schedule.templates:
        say(f'A day like "{template.name}": {_spans(template.spans)}')
    for one in schedule.exceptions:
        name = f" ({one.name})" if one.name else ""
        like = "as its weekday" if one.like == NORMAL else f'like "{one.like}"' if one.like else _spans(one.spans)
        say(f"{days.dates(one.first, one.last)}{name}: {like}")
    if (of := schedule.holidays) is not None:
        like = f'like "{of.like}"' if of.like else _spans(of.spans)
        say(f"Public holidays ({f'{of.country} {of.region}'.strip()}): {like}")
    say(f"Times are of {schedule.zone}. In open time items {_BETWEEN[schedule.between]}.")


def _spans(spans: tuple[Span, ...]) -> str:
    said = (f"{span.start:%H:%M}-{span.end:%H:%M} {MODES[str(span.kind)]}" for span in spans)
    return ", ".join(said) or "nothing planned"


def _shown(span: Span) -> str:
    """How strongly one is shown busy in it, where that is not as usual."""
    levels = written(span.presence)
    if isinstance(levels, str):
        return f" ({LEVELS[levels]})"
    told = [f"{'elsewhere' if name == EVERYWHERE else name}: {LEVELS[level]}" for name, level in levels.items()]
    return f" ({', '.join(told)})" if told else ""


_BETWEEN = {"hold": "wait for the next check-in", "flow": "come through"}


def _check(options: Namespace) -> int:
    if options.file is not None and options.schedule is not None:
        raise Failed("Two files were given: it must be one.", status=2)
    options.schedule = options.schedule or options.file
    try:
        schedule = _schedule(options)
        Plan(schedule)
    except (SettingsError, WrongPlan) as error:
        if not options.json:
            raise
        file = options.schedule or options.paths.settings_file
        advice = "Put it right there, and check again. Nothing was changed."
        as_json({"ok": False, "file": str(file), "problem": _WRONG, "advice": advice, "error": as_found(error)})
        return 2
    now = SystemClock().now()
    found = [warning(one, schedule.zone) for one in warnings(schedule, now, language="en")]
    if options.schedule is None and options.paths.database.exists():
        with Asking(options.paths) as ask:  # it knows what usually comes
            found = ask("week_warnings")
    if options.json:
        as_json(found)
        return 0
    local = now.astimezone(schedule.zone)
    for one in found:
        say(f"Warning: {caution(one, local)}")
    say("The schedule can be followed." if found else "The schedule is good.")
    return 0
