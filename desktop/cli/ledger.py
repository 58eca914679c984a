"""ledger: what was received and where it is now, and when a source could not be asked."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from desktop.cli.asking import Asking
from desktop.cli.output import as_json, count, note, now_of, say, table, when
from desktop.cli.parsing import Commands, command

_STATES = ("held", "released", "snoozed", "done", "expired")
_SHOWN_BACK = timedelta(days=7)
_PROBLEMS = {
    "offline": "unreachable",
    "sign_in_refused": "sign-in refused",
    "signed_out": "signed out",
    "certificate_refused": "certificate refused",
    "no_secret": "without its password",
    "no_keyring": "without its password",
    "asleep": "the computer was asleep",
}
"""By an account's health, what was wrong meanwhile."""
_DOUBTS = {
    "not_kept": "what came meanwhile cannot be known: it tells only of what is",
    "too_long": "it keeps what came for a shorter time: something may be missing",
    "begun_anew": "it was read from a later point: something may be missing",
}


def add(commands: Commands) -> None:
    command(
        commands,
        "ledger",
        _ledger,
        "how many items are in which state, and when a source could not be asked",
        json=True,
    )


def _ledger(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        found, now = ask("ledger"), now_of(ask("now"))
    if options.json:
        as_json(found)
    else:
        _show(found, now)
    if not adds_up(found):
        note("the ledger does not add up: this is a fault of Écluse. Nothing was changed; please report it.")
        return 1
    return 0


def adds_up(found: Mapping[str, Any]) -> bool:
    """Of a `ledger` answer: in all, and account by account."""
    sums = (found, *found["accounts"])
    return all(one["received"] == sum(one[state] for state in _STATES) for one in sums)


def _show(found: Mapping[str, Any], now: datetime) -> None:
    for state in _STATES:
        say(f"{state:<9} {found[state]:>9}")
    since = f"   since {when(found['since'], now)}" if found["since"] else ""
    say(f"{'received':<9} {found['received']:>9}{since}")
    if found["forgotten"]:
        say(f"{'deleted':<9} {found['forgotten']:>9}   as you asked, and not counted above")
    accounts = found["accounts"]
    if len(accounts) > 1:
        say()
        columns = ("received", *_STATES)
        rows = [(*(f"{one[column]:>{len(column)}}" for column in columns), one["account"]) for one in accounts]
        table((*map(str.upper, columns), "ACCOUNT"), rows, "")
    gaps = [one for one in found["gaps"] if _is_recent(one, now)]
    if gaps:
        say()
    for one in gaps:
        say(gap_line(one, now))
    older = len(found["gaps"]) - len(gaps)
    if older:
        say(f"{count(older, 'older gap')}: `ecluse ledger --json` has them all.")


def _is_recent(one: Mapping[str, Any], now: datetime) -> bool:
    return one["until"] is None or now - datetime.fromisoformat(one["until"]) <= _SHOWN_BACK


def gap_line(one: Mapping[str, Any], now: datetime) -> str:
    """Of a `gap` answer: "github unreachable 10:05 to 10:40, caught up at 10:41, 3 items, nothing lost"."""
    problem = _PROBLEMS.get(one["problem"], "could not be read")
    who = problem if one["asleep"] else f"{one['account']} {problem}"
    if one["until"] is None:
        return f"{who} since {when(one['since'], now)}: what comes meanwhile is read when it answers again"
    line = f"{who} {when(one['since'], now)} to {when(one['until'], now)}"
    if one["caught_up"] is None:
        return f"{line}, not caught up yet"
    came = "" if one["asleep"] else f", {count(one['items'], 'item')}"
    fate = _DOUBTS.get(one["doubt"], one["doubt"]) if one["doubt"] else "nothing lost"
    return f"{line}, caught up at {when(one['caught_up'], now)}{came}, {fate}"
