"""rules list|check|try|not-urgent|always|on|off|move|remove: what comes through at once, what waits, what is done."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop.cli.asking import Asking
from desktop.cli.checking import Found, check
from desktop.cli.output import as_json, count, note, now_of, say, table, when
from desktop.cli.parsing import Commands, amount, command, group, item_id


def add(commands: Commands) -> None:
    rules = group(commands, "rules", "what comes through at once, what waits for which check-in, and what is done")
    command(rules, "list", _list, "your rules in their order: the first that matches decides", json=True)
    checks = command(rules, "check", _check, "whether rules can be used, and what is odd about them", json=True)
    checks.add_argument("file", type=Path, nargs="?", metavar="FILE", help="this file instead of your settings")
    keys = (
        (
            "not-urgent",
            "not_urgent",
            "what came through at once was not urgent: what its sender writes waits from now on",
        ),
        ("always", "always", "let through at once whatever the sender of this message writes from now on"),
    )
    for name, request, words in keys:
        made = command(rules, name, _write, words, json=True)
        made.add_argument("id", type=item_id, metavar="ID")
        made.set_defaults(request=request)
    tried = command(rules, "try", _try, "what a rule would have decided of lately, had it been on", json=True)
    tried.add_argument("name", metavar="NAME", help="a rule's name")
    tried.add_argument("--days", type=amount, default=30, metavar="N", help="of so many days, 30 if not given")
    for deed, on, words in (
        ("on", True, "switch a rule on again"),
        ("off", False, "switch a rule off: it stays in its place, and decides nothing"),
    ):
        switch = command(rules, deed, _switch, words, json=True)
        switch.add_argument("name", metavar="NAME", help="a rule's name")
        switch.set_defaults(on=on)
    move = command(rules, "move", _move, "put a rule at another place: the first that matches decides", json=True)
    move.add_argument("name", metavar="NAME", help="a rule's name")
    move.add_argument("place", type=amount, metavar="N", help="its number from now on, 1 for the first")
    remove = command(rules, "remove", _remove, "remove a rule", json=True)
    remove.add_argument("name", metavar="NAME", help="a rule's name")


def _list(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        found = ask("rules")
    if options.json:
        as_json(found)
        return 0
    rows = [
        (str(place), one["name"], _act(one), "; ".join(f"{key} {_value(value)}" for key, value in one["match"].items()))
        for place, one in enumerate(found, 1)
    ]
    table(("N", "NAME", "WHAT HAPPENS", "WHERE"), rows, "There is no rule: everything waits for its check-in.")
    return 0


def _act(rule: Mapping[str, Any]) -> str:
    if rule["off"]:
        return "is off"
    label = f", labelled {rule['label']}" if rule["label"] else ""
    if rule["act"] == "hold":
        return (f'waits for "{rule["until"]}"' if rule["until"] else "waits for its check-in") + label
    if rule["act"] == "done":
        return f"is done{label}"
    return "passes" + (f", {rule['budget']} in a block" if rule["budget"] else "") + label


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " or ".join(value)


def _check(options: Namespace) -> int:
    from desktop.core.settings.load import load, load_rules
    from desktop.core.settings.rules import oddities

    def own(file: Path) -> Found:
        settings, _ = load(file)
        return settings.rules, tuple(oddities(settings.rules, settings.schedule))

    def of_file(file: Path) -> Found:
        return load_rules(file, load(options.paths.settings_file)[0].schedule)

    return check(options, "rule", of_file, own)


def _write(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        made = ask(options.request, ids=[options.id])
    if options.json:
        as_json(made)
        return 0
    where = "; ".join(f"{key} {_value(value)}" for key, value in made["match"].items())
    say(f'Rule "{made["name"]}": {where} {_act(made)} from now on. `ecluse rules remove "{made["name"]}"` ends that.')
    if made["unverified"]:
        note("nobody vouches for the sender of this message: one like it would still wait, and say so.")
    return 0


def _remove(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        gone = ask("remove_rule", name=options.name)
    as_json(gone) if options.json else say(f'Rule "{gone["name"]}" is removed. What has arrived stays as it is.')
    return 0


def _switch(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        found = ask("switch_rule", name=options.name, on=options.on)
    is_on = "is on again" if options.on else "is off, and decides nothing"
    return _changed(options, found, f'Rule "{options.name}" {is_on}.')


def _move(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        found = ask("move_rule", name=options.name, place=options.place)
    place = next(place for place, one in enumerate(found["rules"], 1) if one["name"] == options.name)
    return _changed(options, found, f'Rule "{options.name}" is number {place} now.')


def _changed(options: Namespace, found: Mapping[str, Any], words: str) -> int:
    """What is odd about the rules then is told, too."""
    if options.json:
        as_json(found)
        return 0
    say(words)
    for one in found["warnings"]:
        say(f"Warning: {one['words']}")
    return 0


_TRIED = {
    "through": "comes through",
    "held": "held",
    "done": "done",
    "over_budget": "held, over its budget",
    "unverified": "held, unverified",
}


def _try(options: Namespace) -> int:
    with Asking(options.paths) as ask:
        found, now = ask("try_rule", name=options.name, days=options.days), now_of(ask("now"))
    if options.json:
        as_json(found)
        return 0
    rows = [(when(one["at"], now), one["sender"], one["subject"], _tried(one)) for one in found["lines"]]
    table(("ARRIVED", "FROM", "SUBJECT", "WHAT"), rows, "None of them would have been decided of by this rule.")
    counts = "; ".join(f"{_TRIED[what]} {found[what]}" for what in _TRIED if found[what])
    regretted = (
        f"; {found['not_urgent']} of those that come through you called not urgent" if found["not_urgent"] else ""
    )
    say(f"Of {count(found['items'], 'message')} in {count(found['days'], 'day')}: {counts or 'none'}{regretted}.")
    return 0


def _tried(one: Mapping[str, Any]) -> str:
    return _TRIED[one["what"]] + (", you called it not urgent" if one["not_urgent"] else "")
