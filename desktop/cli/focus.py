"""focus start|stop|extend|status, checkin open|close."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from desktop.cli import times
from desktop.cli.asking import Asking
from desktop.cli.blocks import add_block, one_end
from desktop.cli.output import Failed, as_json, note, now_of, say, when
from desktop.cli.parsing import Commands, command, group
from desktop.cli.words import MODES
from desktop.core.settings.zones import zone_named
from focus.wall_time import next_wall

_STANDS = {"paused": "The plan is paused, nothing is held,", "off": "Off, everything is held,"}
_NOT_RUNNING = "Écluse does not run: this is noted, and busy is shown once it runs (`ecluse run`)."


def add(commands: Commands) -> None:
    focus = group(commands, "focus", "hold everything now, or say what is going on")
    start = command(focus, "start", _start, "focus now: for a length, until a time, or until the next check-in")
    add_block(start)
    start.add_argument("--dry-run", action="store_true", help="print every request that would be sent, and send none")
    start.add_argument("--json", action="store_true", help="print JSON, with fields that stay as they are")
    command(focus, "stop", _ask("stop_focus"), "end this focus block now")
    extend = command(focus, "extend", _extend, "make this focus block longer")
    extend.add_argument("length", type=times.length, metavar="LENGTH", help="15m")
    command(focus, "status", _status, "what is going on, and until when", json=True)
    checkin = group(commands, "checkin", "open or close a check-in now")
    command(checkin, "open", _ask("open_check_in"), "release what is held, now")
    command(checkin, "close", _ask("close_check_in"), "end this check-in: what comes now waits again")


def _start(options: Namespace) -> int:
    one_end(options)
    if options.dry_run:
        from desktop.cli.rehearsing import dry_run

        return dry_run(options)
    given: dict[str, Any] = {"intention": options.on, "presence": dict(options.presence)}
    if options.length is not None:
        given["seconds"] = int(options.length.total_seconds())
    with Asking(options.paths) as ask:
        if options.until is not None:
            view = ask("now")
            zone = zone_named(view["zone"])
            if zone is None:
                raise Failed(f"The time zone {view['zone']} is not known here.", "Give a length instead, such as 50m.")
            given["until"] = next_wall(now_of(view), options.until, zone).isoformat()
        view = ask("focus", **given)
        if ask.alone:
            note(_NOT_RUNNING)
        as_json(ask("status")) if options.json else say_now(view)
    return 0


def _extend(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        say_now(ask("extend", seconds=int(options.length.total_seconds())))
    return 0


def _ask(request: str) -> Any:
    def run(options: Namespace) -> int:
        with Asking(options.paths) as ask:
            say_now(ask(request))
        return 0

    return run


def _status(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        if options.json:
            as_json(ask("status"))
        else:
            say_now(ask("now"))
    return 0


def say_now(view: dict[str, Any]) -> None:
    """What is going on, in a line."""
    now = now_of(view)
    line = _STANDS.get(view["stands"]) or MODES.get(view["mode"], view["mode"])
    if view["intention"]:
        line += f" on {view['intention']}"
    if view["until"]:
        line += f" until {when(view['until'], now)}"
    line += "."
    if view["next_check_in"]:
        line += f" Next check-in {when(view['next_check_in'], now)}."
    else:
        line += " No check-in is planned."
    say(line)
