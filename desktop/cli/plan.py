"""plan pause|off|resume."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli import times
from desktop.cli.asking import Asking
from desktop.cli.focus import say_now
from desktop.cli.output import Failed, as_json, now_of
from desktop.cli.parsing import Commands, Parser, command, group
from desktop.core.settings.zones import zone_named


def add(commands: Commands) -> None:
    plan = group(commands, "plan", "step out of the plan for a while, or follow it again")
    command(plan, "pause", _pause, "until the day ends nothing is held, and nobody is shown busy", json=True)
    off = command(plan, "off", _off, "you are not there: hold everything, without check-ins, until then", json=True)
    _until(off)
    command(plan, "resume", _resume, "follow the plan again", json=True)


def _until(made: Parser) -> None:
    made.add_argument(
        "--until", required=True, metavar="WHEN", help=f"{times.DAY_OR_WHEN}; a day is the beginning of it"
    )


def _pause(options: Namespace) -> int:
    return _ask(options, "pause_plan")


def _off(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        view = ask("now")
        zone = zone_named(view["zone"])
        if zone is None:
            raise Failed(f"The time zone {view['zone']} is not known here.", "Choose another one in the settings.")
        try:
            until = times.day_or_moment(options.until, now_of(view), zone)
        except ValueError as error:
            raise Failed(f"--until: {error}. Nothing was changed.", status=2) from error
    return _ask(options, "off", until=until.isoformat())


def _resume(options: Namespace) -> int:
    return _ask(options, "resume_plan")


def _ask(options: Namespace, request: str, **given: str) -> int:
    with Asking(options.paths) as ask:
        view = ask(request, **given)
        as_json(ask("status")) if options.json else say_now(view)
    return 0
