"""rehearse: a week and rules, tried on a file of arrivals or on the person's own last days."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli import times
from desktop.cli.output import Failed, count, length, note, say, table
from desktop.cli.parsing import Commands, Parser, command
from desktop.core.answers import rfc3339
from desktop.core.clock import SystemClock
from desktop.core.own_addresses import own_addresses
from desktop.core.settings.load import load, load_rules, load_schedule
from desktop.core.settings.model import Settings
from desktop.core.settings.reader import MISSING, SettingsError
from focus.schedule import Schedule
from focus.wall_time import local_date
from inbox.rules import Rule

if TYPE_CHECKING:
    from desktop.core.rehearsal.past import Past
    from desktop.core.rehearsal.values import Came, Outcome, Replay

_DAYS = timedelta(days=30)
_STDIN = "-"

_DESCRIPTION = """\
Tries a week and rules on what has arrived, and says when each item would have come out, and by what. Nothing is
changed. What you do not give is taken from your settings."""

_FIELDS = """\
With --json: a line for each arrival, in the order of the file,
  {"id", "released_at", "by", "batch", "rule"}
by: check_in, together, open, rule, or null where nothing in the 60 days after it came lets it out. batch: the start of
what let it out, null for a rule. rule: the name of the rule that decided, whether it lets pass, holds or has it done;
null for none. Then a line {"summary": {...}}:
  arrivals, since, until, days     how many, of when to when, over how many days
  check_in, together, open, rule   how many came out so
  done, never                      how many a rule had done; how many nothing lets out
  batches                          how many, of any kind
  told, interruptions_a_day        notifications of batches and of what broke through; those a day, over all days
  median_seconds, worst_seconds    how long what came out had waited; null where nothing did
  expired                          sign-in codes and links that came out an hour late or more, or not at all
  people                           [{"sender", "items", "median_seconds", "worst_seconds"}], the longest wait first
  rules                            [{"name", "passed", "held", "done"}]
  now                              check_in to rules once more, under your own week and rules; null where they are tried
A line of a file of arrivals:
  {"id", "at", "channel", "account", "sender", "to", "subject", "text", "list_id", "reason", "thread", "answers_me",
   "thread_mine", "tool", "project", "verified"}
All but the first three may be left out. at: an RFC 3339 time. channel: mail or mention. sender, to: as a mail has them;
to may be a list. It counts as vouched for who wrote, but with "verified": false."""


def add(commands: Commands) -> None:
    from argparse import RawDescriptionHelpFormatter

    made: Parser = command(commands, "rehearse", _rehearse, "try a week and rules on what has arrived", json=True)
    made.description, made.epilog = _DESCRIPTION, _FIELDS
    made.formatter_class = RawDescriptionHelpFormatter
    made.add_argument("--schedule", type=Path, metavar="FILE", help="the week to try: a file with [schedule]")
    made.add_argument("--rules", type=Path, metavar="FILE", help="the rules to try: a file with [[rule]]")
    on = made.add_mutually_exclusive_group()
    on.add_argument("--arrivals", type=Path, metavar="FILE", help="what has arrived, as JSON lines; - reads them")
    on.add_argument("--since", type=times.length, metavar="LENGTH", help="your own items of so long; 30d if not given")


@dataclass(frozen=True, slots=True)
class _Tried:
    """What was given, beside the person's own; `own` is None where nothing else was given, or nothing can be read."""

    schedule: Schedule
    rules: tuple[Rule, ...]
    own: tuple[Schedule, tuple[Rule, ...]] | None
    mine: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Arrived:
    """`ids` as JSON."""

    ids: Sequence[str]
    came: Sequence[Came]
    since: datetime | None
    until: datetime | None
    days: int


def _rehearse(options: Namespace) -> int:
    tried = _tried(options)
    found = _of_file(options.arrivals, tried) if options.arrivals is not None else _of_database(options, tried)
    from desktop.core.rehearsal import replayed
    from desktop.core.rehearsal.past import Past
    from desktop.core.rehearsal.replay import replay
    from desktop.core.rehearsal.summary import counted
    from inbox.rulebook import Rulebook

    past = Past(found.came)
    outcomes = replay(tried.schedule, Rulebook(tried.rules), past)
    proposed = counted(past, outcomes, tried.rules, found.days)
    today = None if tried.own is None else replayed(past, tried.own, found.days)
    if options.json:
        _print_lines(found.ids, past, outcomes, tried.schedule.zone)
        print(json.dumps({"summary": _summary(found, tried.schedule.zone, proposed, today)}))
    else:
        _show(found, tried, proposed, today)
    return 0


def _tried(options: Namespace) -> _Tried:
    schedule = None if options.schedule is None else load_schedule(options.schedule)
    settings = _settings(options)
    own = None if settings is None else (settings.schedule, settings.rules)
    week = schedule or (own and own[0])
    rules = own and own[1]
    if options.rules is not None:
        assert week is not None
        rules, odd = load_rules(options.rules, week)
        for one in odd:
            note(one.words)
    assert week is not None
    assert rules is not None
    given = options.schedule is not None or options.rules is not None
    mine = own_addresses(settings.accounts) if settings else frozenset()
    return _Tried(week, rules, own if given else None, mine)


def _settings(options: Namespace) -> Settings | None:
    """None where they cannot be read, and are not needed."""
    try:
        settings, warnings = load(options.paths.settings_file)
    except SettingsError as error:
        if options.schedule is None or options.rules is None:
            raise
        note(f"{error} It is not compared with.")
        return None
    for warning in warnings:
        note(warning)
    return settings


def _of_file(file: Path, tried: _Tried) -> _Arrived:
    from desktop.cli.arrivals import read

    try:
        if str(file) == _STDIN:
            lines, odd = read(sys.stdin.buffer, "standard input", tried.mine)
        else:
            with file.open("rb") as opened:
                lines, odd = read(opened, str(file), tried.mine)
    except OSError as error:
        raise SettingsError(str(file), "", MISSING, f"cannot be read: {error.strerror}") from error
    for one in odd:
        note(one)
    instants = [line.came.arrival.received_at for line in lines]
    since, until = (min(instants), max(instants)) if instants else (None, None)
    zone = tried.schedule.zone
    days = (local_date(until, zone) - local_date(since, zone)).days + 1 if since and until else 0
    return _Arrived([line.id for line in lines], [line.came for line in lines], since, until, days)


def _of_database(options: Namespace, tried: _Tried) -> _Arrived:
    """The app is not asked: it may run, or not."""
    from desktop.core.rehearsing import lately
    from inbox.store import StoreError

    asked: timedelta = options.since or _DAYS
    now = SystemClock().now()
    since, days = now - asked, -(-asked // timedelta(days=1))
    if not options.paths.database.exists():
        return _Arrived((), (), since, now, days)
    try:
        came = lately(options.paths.database, since, tried.mine)
    except StoreError as error:
        raise Failed(str(error), "Start Écluse once, and try again.") from error
    return _Arrived([str(one.id) for one in came], came, since, now, days)


def _print_lines(ids: Sequence[str], past: Past, outcomes: Sequence[Outcome], zone: tzinfo) -> None:
    in_given_order = sorted(zip(past.order, outcomes, strict=True), key=lambda one: one[0])
    for place, one in in_given_order:
        released, batch = _rfc3339(one.released_at, zone), _rfc3339(one.batch, zone)
        told = {"released_at": released, "by": one.by or None, "batch": batch, "rule": one.rule or None}
        print(f'{{"id": {ids[place]}, {json.dumps(told)[1:]}')


def _rfc3339(instant: datetime | None, zone: tzinfo) -> str | None:
    """As elsewhere; but what comes out as it arrives does so at its own instant, to the fraction of a second."""
    told = rfc3339(instant, zone)
    if instant is None or told is None or not instant.microsecond:
        return told
    return f"{told[:19]}.{instant.microsecond:06}{told[19:]}"


def _summary(found: _Arrived, zone: tzinfo, proposed: Replay, today: Replay | None) -> dict[str, Any]:
    return {
        "arrivals": len(found.came),
        "since": rfc3339(found.since, zone),
        "until": rfc3339(found.until, zone),
        "days": found.days,
        **_replay(proposed),
        "now": None if today is None else _replay(today),
    }


def _replay(one: Replay) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in ("check_in", "together", "open", "rule", "done", "never")},
        "batches": one.batches,
        "told": one.told,
        "interruptions_a_day": one.interruptions,
        "median_seconds": _seconds(one.median),
        "worst_seconds": _seconds(one.worst),
        "expired": one.expired,
        "people": [
            {
                "sender": who.sender,
                "items": who.items,
                "median_seconds": _seconds(who.median),
                "worst_seconds": _seconds(who.worst),
            }
            for who in one.people
        ],
        "rules": [
            {"name": rule.name, "passed": rule.passed, "held": rule.held, "done": rule.done} for rule in one.rules
        ],
    }


def _seconds(length: timedelta | None) -> int | None:
    return None if length is None else round(length.total_seconds())


_MOST_PEOPLE = 10
_COUNTS = (
    ("at a check-in", "check_in"),
    ("in a time together", "together"),
    ("in open time", "open"),
    ("at once, by a rule", "rule"),
    ("done by a rule", "done"),
    ("never", "never"),
    ("batches", "batches"),
    ("codes and links too late", "expired"),
)


def _show(found: _Arrived, tried: _Tried, proposed: Replay, today: Replay | None) -> None:
    days = count(found.days, "day")
    say(f"{count(len(found.came), 'item')} in {days}. Nothing is changed.")
    replays = [proposed] if today is None else [proposed, today]
    heads = ("", "YOUR WEEK", "") if today is None else ("", "TRIED", "YOUR WEEK", "")
    rows = [(what, *(str(getattr(one, name)) for one in replays), "") for what, name in _COUNTS]
    rows.append(("interruptions a day", *(f"{one.interruptions:g}" for one in replays), ""))
    rows.append(("half came out within", *(_wait(one.median) for one in replays), ""))
    rows.append(("the longest wait", *(_wait(one.worst) for one in replays), ""))
    table(heads, rows, "")
    say()
    table(
        ("RULE", "AT ONCE", "HELD", "DONE"),
        [(rule.name, str(rule.passed), str(rule.held), str(rule.done)) for rule in proposed.rules],
        "No rule was tried.",
    )
    if proposed.people:
        say()
        table(("WHO WAITS LONGEST", "ITEMS", "HALF WITHIN", "AT THE MOST"), _people(proposed), "")


def _people(one: Replay) -> Iterator[tuple[str, ...]]:
    for who in one.people[:_MOST_PEOPLE]:
        yield who.sender, str(who.items), _wait(who.median), _wait(who.worst)


def _wait(waited: timedelta | None) -> str:
    return "-" if waited is None else length(waited)
