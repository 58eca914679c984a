"""backfill: fetch what an account held before Écluse first read it, and show how far that is."""

from __future__ import annotations

import argparse
import re
import sys
from argparse import Namespace
from contextlib import closing
from datetime import UTC, date, datetime, time
from typing import Any

from desktop.cli.asking import Asking
from desktop.cli.output import Failed, as_json, count, note, now_of, say, table, when
from desktop.cli.parsing import Commands, command
from desktop.cli.words import HEALTH
from desktop.core.settings.zones import zone_named
from desktop.core.text import escaped
from inbox.wakeup import Wakeup

_EVERYTHING = datetime(1970, 1, 1, tzinfo=UTC)
_LOOK_SECONDS = 0.5
_YEARS = re.compile(r"([1-9]\d?)y", re.ASCII)
_ENDS = frozenset(
    {"sign_in_refused", "certificate_refused", "wrong_setting", "unsupported", "no_secret", "no_keyring", "broken"}
)
"""What nobody but the person can mend: no command waits for that."""

_WAITS = HEALTH | {
    "disk_full": "the disk is nearly full: goes on when there is room",
    "storage": "what was fetched could not be stored; tried again by itself",
    "connecting": "the account is read first",
}


def add(commands: Commands) -> None:
    made = command(
        commands, "backfill", _backfill, "fetch an account's history, stored as done; or show how far it is", json=True
    )
    made.add_argument("name", nargs="?", metavar="NAME", help="an account; without one, how far each is")
    deed = made.add_mutually_exclusive_group()
    deed.add_argument("--since", type=_since, metavar="DAY", help="fetch back to 2016-01-01, or so far: 3y, all")
    for name, help in (
        ("pause", "leave off until it is resumed"),
        ("resume", "go on"),
        ("stop", "fetch no more of it; what is there stays"),
    ):
        deed.add_argument(f"--{name}", action="store_const", const=name, dest="deed", help=help)
    made.add_argument("--follow", action="store_true", help="where the app runs: wait until it has done")


def _since(words: str) -> date | int:
    """A day, or so many years ago."""
    if words == "all":
        return _EVERYTHING.date()
    if years := _YEARS.fullmatch(words):
        return int(years[1])
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{words!r} is not a day such as 2016-01-01, nor 3y or all") from None


def _backfill(options: Namespace) -> int:
    begins = options.since is not None
    with Asking(options.paths) as ask:
        if options.name is None:
            if begins or options.deed or options.follow:
                raise Failed("Which account? Name it: `ecluse account list` lists them.", status=2)
            return _list(options, ask)
        if not any(line["name"] == options.name for line in ask("accounts")):
            raise Failed(f'There is no account named "{options.name}".', "`ecluse account list` lists them.")
        if begins:
            ask("fetch_history", name=options.name, since=_instant(options.since, ask).isoformat())
        elif options.deed:
            ask(f"{options.deed}_history", name=options.name)
        works = begins or options.deed == "resume"
        if options.follow and ask.alone and not (works or options.deed):
            _go_on(options.name, ask)
        if (works and ask.alone) or options.follow:
            return _follow(options, ask)
        line = _line(ask, options.name)
        if options.json:
            as_json(line)
        elif options.deed == "stop":
            say(f'No more history of "{options.name}" is fetched; what is there stays.')
        elif line is None:
            say(f'No history of "{options.name}" was asked for: `ecluse backfill {options.name} --since 2016-01-01`.')
        else:
            say(_told(line))
            if works and line["state"] != "finished":
                say("Écluse goes on by itself. `ecluse backfill` shows how far it is.")
    return 0


def _go_on(name: str, ask: Asking) -> None:
    """There is no app whose work could be looked at: what was begun goes on here."""
    line = _line(ask, name)
    if line is not None and line["state"] != "finished":
        ask("resume_history", name=name)


def _list(options: Namespace, ask: Asking) -> int:
    lines = ask("history")
    if options.json:
        as_json(lines)
        return 0
    now = now_of(ask("now"))
    rows = [
        (
            line["account"],
            line["state"],
            _day(line["since"]),
            f"{line['done']} of {line['expected']}" if line["expected"] is not None else str(line["done"]),
            when(line["reached"], now),
            _waits(line),
        )
        for line in lines
    ]
    table(
        ("ACCOUNT", "STATE", "SINCE", "MESSAGES", "BACK TO", ""),
        rows,
        "No history was asked for: `ecluse backfill NAME --since 2016-01-01`.",
    )
    return 0


def _follow(options: Namespace, ask: Asking) -> int:
    """Until it has done. Ctrl+C pauses what works in this process, and only ends the looking at what does not."""
    with closing(Wakeup()) as wakeup:
        try:
            line = _watched(options.name, ask, wakeup)
        except KeyboardInterrupt:
            _show("")
            if ask.alone:
                ask("pause_history", name=options.name)
                note(f"paused; `ecluse backfill {options.name} --resume` goes on")
            raise
    _show("")
    if options.json:
        as_json(line)
    elif line is not None:
        say(_told(line))
    return 0 if line is not None and line["state"] == "finished" else 1


def _watched(name: str, ask: Asking, wakeup: Wakeup) -> dict[str, Any] | None:
    """The line of an account once nothing is done any more. Raises Failed where only the person can mend something."""
    told = None
    while (line := _line(ask, name)) is not None and line["state"] in {"running", "waiting"}:
        problem = line["problem"]
        if problem in _ENDS and ask.alone:
            _show("")
            raise Failed(
                f"{_told(line)}. It goes on once that is mended, while Écluse runs.",
                f"`ecluse account test {name}` says more.",
            )
        if problem and problem not in {told, "connecting"}:
            _show("")
            note(f"{name}: {_waits(line)}")
        told = problem
        _show(_told(line))
        wakeup.wait(_LOOK_SECONDS)
    return line


def _show(text: str) -> None:
    """On one line of a terminal, in place of what stood there; nowhere else."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{escaped(text)}")
        sys.stderr.flush()


def _line(ask: Asking, name: str) -> dict[str, Any] | None:
    found: dict[str, Any] | None = next((line for line in ask("history") if line["account"] == name), None)
    return found


def _told(line: dict[str, Any]) -> str:
    """Everything there is to say of it, in one line."""
    done, expected = line["done"], line["expected"]
    new = f", {line['added']} of them new" if line["added"] != done else ""
    if line["state"] == "finished":
        since = "" if line["since"] < "1980" else f" since {_day(line['since'])}"
        return f"{line['account']}: the history{since} is there: {count(done, 'message')}{new}."
    parts = [f"{line['account']}: {count(done, 'message')}{new}"]
    if expected:
        parts.append(f"of about {expected} ({min(100, 100 * done // expected)} %)")
    if line["reached"] and done:
        parts.append(f"back to {_day(line['reached'])}")
    if line["per_second"]:
        parts.append(f"{line['per_second']:.0f} a second")
    words = ", ".join(parts)
    return (
        f"{words}; {_waits(line)}" if line["problem"] else words if line["state"] == "running" else f"{words}; paused"
    )


def _waits(line: dict[str, Any]) -> str:
    if not line["problem"]:
        return ""
    detail = f" ({line['detail']})" if line["detail"] else ""
    return f"{_WAITS.get(line['problem'], line['problem'])}{detail}"


def _day(instant: str) -> str:
    return "everything" if instant < "1980" else instant[:10]


def _instant(since: date | int, ask: Asking) -> datetime:
    """The first moment of that day, where the person is."""
    view = ask("now")
    if isinstance(since, int):
        today = now_of(view).date()
        day = today.replace(year=today.year - since, day=min(today.day, 28))
    else:
        day = since
    zone = zone_named(view["zone"])
    return max(_EVERYTHING, datetime.combine(day, time(), zone or UTC).astimezone(UTC))
