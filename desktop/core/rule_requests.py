"""What a request says of rules, as values, and the answers as JSON; with their rows in the table of requests. Pure.

Places count from 1, as in the list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import tzinfo
from typing import TYPE_CHECKING, Any

from desktop.core.answers import rfc3339
from desktop.core.desk import Desk, Later, RequestError
from desktop.core.rule_keys import line
from desktop.core.settings.reader import Table
from desktop.core.settings.rules import read_rules

if TYPE_CHECKING:
    from desktop.core.rule_views import Caught, RuleSet
    from desktop.core.views import RuleLine
    from inbox.rules import Rule

Json = Any
Row = tuple[Callable[[Desk, Table], Any], Callable[[Any, tzinfo], Json]]


def rule(one: RuleLine, _: tzinfo) -> Json:
    """`match`: the conditions that are set, as in the settings. `unverified`: nobody vouches for who wrote the item
    that it was made from, and one like it would not pass."""
    return {
        "name": one.name,
        "match": dict(one.match),
        "act": one.act,
        "until": one.until or None,
        "budget": one.budget,
        "label": one.label or None,
        "unverified": one.unverified,
        "promise": one.promise or None,
        "off": one.off,
    }


def rules(found: RuleSet, zone: tzinfo) -> Json:
    """`warnings` as of `rules check`; `check_ins`: the names of those that a rule can wait for."""
    return {
        "rules": [rule(line(one), zone) for one in found.rules],
        "warnings": [asdict(one) for one in found.oddities],
        "check_ins": list(found.check_ins),
    }


def caught(found: Caught, zone: tzinfo) -> Json:
    """`through`, `held`, `done`, `over_budget`, `unverified`: of `items` that arrived, how many the rule would have
    decided of so; `not_urgent`: of those let through, how many the person called that. `lines`: the newest of them."""
    return {
        "days": found.days,
        "items": found.items,
        "total": found.total,
        "through": found.through,
        "held": found.held,
        "done": found.done,
        "over_budget": found.over_budget,
        "unverified": found.unverified,
        "not_urgent": found.not_urgent,
        "lines": [
            {
                "id": one.id,
                "at": rfc3339(one.at, zone),
                "sender": one.sender,
                "subject": one.subject,
                "what": one.what,
                "not_urgent": one.not_urgent,
            }
            for one in found.lines
        ],
    }


def _id(given: Table) -> int:
    ids = given.value("ids")
    if not isinstance(ids, list) or not ids or type(ids[0]) is not int or abs(ids[0]) >= 2**63:
        raise given.wrong("ids", "a list of the numbers of items")
    return int(ids[0])


def _named(desk: Desk, given: Table) -> tuple[int, Rule]:
    """The first of that name."""
    name, there = given.text("name"), desk.rule_set().rules
    place = next((place for place, one in enumerate(there) if one.name == name), None)
    if place is None:
        raise RequestError(f'There is no rule named "{name}". Nothing was changed.', "`ecluse rules list` lists them.")
    return place, there[place]


def _switch(desk: Desk, given: Table) -> RuleSet:
    place, there = _named(desk, given)
    return desk.put_rule(place, replace(there, off=given.flag("on") is False), there)


def _move(desk: Desk, given: Table) -> RuleSet:
    place, there = _named(desk, given)
    return desk.move_rule(place, given.number("place", 1, least=1, most=10**6) - 1, there)


def _try(desk: Desk, given: Table) -> Later[Caught]:
    """`rule`: a list of tables as in the settings, in place of those there are; `name`: of the one that is tried."""
    rules = read_rules(given) if given.has("rule") else desk.rule_set().rules
    name = given.text("name")
    place = next((place for place, one in enumerate(rules) if one.name == name), None)
    if place is None:
        raise RequestError(f'There is no rule named "{name}". Nothing was tried.', "`ecluse rules list` lists them.")
    return desk.caught(rules, place, given.number("days", 30, least=1, most=366))


ROWS: Mapping[str, Row] = {
    "rules": (lambda desk, _: desk.rules(), lambda found, zone: [rule(one, zone) for one in found]),
    "not_urgent": (lambda desk, given: desk.not_urgent(_id(given)), rule),
    "always": (lambda desk, given: desk.always(_id(given)), rule),
    "remove_rule": (lambda desk, given: desk.remove_rule(given.text("name")), rule),
    "rule_set": (lambda desk, _: desk.rule_set(), rules),
    "set_rules": (lambda desk, given: desk.set_rules(read_rules(given)), rules),
    "switch_rule": (_switch, rules),
    "move_rule": (_move, rules),
    "try_rule": (_try, caught),
}
"""`set_rules` has a list `rule` of tables as in the settings: in place of all there were."""
