"""schedule day|holidays|preset: days that differ from the week, and a week to begin with."""

from __future__ import annotations

import os
from argparse import Namespace
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.cli import times
from desktop.cli.asking import Asking
from desktop.cli.output import Failed, as_json, count, now_of, say, table
from desktop.cli.parsing import Commands, amount, command
from desktop.core.settings.week import PRESETS, preset, schedule_table
from focus.schedule import NORMAL

if TYPE_CHECKING:
    from focus.schedule import Schedule


def add(schedule: Commands) -> None:
    day = command(schedule, "day", _day, "have a date be like a day template, or as its weekday again")
    day.add_argument("date", metavar="DATE", help="2026-12-24, tomorrow, friday")
    plan = day.add_mutually_exclusive_group(required=True)
    plan.add_argument("--like", metavar="NAME", help="a [[schedule.template]] of your settings")
    plan.add_argument("--normal", action="store_true", help="as its weekday, though it be a holiday")
    holidays = command(schedule, "holidays", _holidays, "the public holidays to come, of your country", json=True)
    holidays.add_argument("--count", type=amount, default=20, metavar="N", help="how many (20)")
    zone = command(schedule, "zone", _zone, "by whose clock the week is followed", json=True)
    whose = 'that of this zone from now on, such as Europe/Paris; "system": this machine\'s'
    zone.add_argument("zone", nargs="?", metavar="ZONE", help=whose)
    week = command(schedule, "preset", _preset, "begin anew with a week of 2, 3 or 4 check-ins a working day")
    week.add_argument("check_ins", type=int, choices=PRESETS, metavar="2|3|4", help="how many")


def _day(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        now = now_of(ask("now"))
        try:
            day = times.date_of(options.date, now.date())
        except ValueError as error:
            raise Failed(f"{error}. Nothing was changed.", status=2) from error
        if options.normal:
            ask("day_normal", date=day.isoformat())
            say(f"{day:%a %Y-%m-%d} is as its weekday.")
        else:
            ask("day_like", date=day.isoformat(), template=options.like)
            say(f'{day:%a %Y-%m-%d} is like "{options.like}".')
    return 0


def _holidays(options: Namespace) -> int:
    from desktop.core.clock import SystemClock
    from desktop.core.days import coming
    from desktop.core.notice_words import language_of
    from desktop.core.settings.load import load
    from desktop.core.week_requests import holiday
    from focus.wall_time import local_date

    settings, _ = load(options.paths.settings_file)
    schedule = settings.schedule
    if schedule.holidays is None and not options.json:
        raise Failed("Your settings name no country.", 'They would with [schedule.holidays] and country = "FR".')
    today = local_date(SystemClock().now(), schedule.zone)
    found = coming(schedule, today, language_of(settings.language, os.environ), options.count)
    if options.json:
        as_json([holiday(one, schedule.zone) for one in found])
        return 0
    usual = _plan(schedule)
    rows = [(f"{one.day:%a %Y-%m-%d}", one.name, _instead(one.exception, usual)) for one in found]
    table(("DAY", "HOLIDAY", "PLAN"), rows, "None is known.")
    return 0


def _plan(schedule: Schedule) -> str:
    """What there is on a public holiday, in a few words."""
    of = schedule.holidays
    if of is None:
        return ""
    if of.like:
        return f"like {of.like}"
    return count(len(of.spans), "span") if of.spans else "day off"


def _instead(exception: str | None, usual: str) -> str:
    return usual if exception is None else "as its weekday" if exception == NORMAL else exception


def _zone(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        found = ask("set_week_zone", zone=options.zone) if options.zone is not None else ask("week_zone")
    if options.json:
        as_json(found)
    elif found["follows_machine"]:
        say(f"The week follows this machine's clock, wherever it is taken: now that of {found['zone']}.")
    else:
        here = f" This machine is in {found['machine']}." if found["machine"] not in (None, found["zone"]) else ""
        say(f"The week follows the clock of {found['zone']}, wherever this machine is.{here}")
    return 0


def _preset(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        found: dict[str, Any] = ask("schedule")
        there = len(found["span"])
        found["span"] = _spans(options.check_ins)
        ask("set_schedule", schedule=found)
        say(f"{options.check_ins} check-ins a working day, in place of {count(there, 'span')}. `ecluse schedule show`")
    return 0


def _spans(check_ins: int) -> Any:
    from zoneinfo import ZoneInfo

    from focus.schedule import Schedule

    return schedule_table(Schedule(ZoneInfo("UTC"), preset(check_ins)), "UTC")["span"]


def dates(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"
