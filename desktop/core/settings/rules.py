"""The rules of a settings file, or of one of their own: read, and looked at for what can never happen."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from desktop.core.settings.reader import MISSING, Table, one_of
from focus.schedule import Mode, Schedule
from inbox.item import Channel, Reason
from inbox.patterns import compiled
from inbox.rules import ACTS, CODES, DONE, HOLD, PASS, Match, Rule
from inbox.shadows import never_vouched, shadowed

_CHOICES = {"channel": tuple(Channel), "reason": tuple(Reason)}
_FLAGS = ("thread_mine", "answers_me", "second_try", "code", "verified", "unverified")
MOST_RULES = 5000
_LARGEST_BUDGET = 1000


@dataclass(frozen=True, slots=True)
class Oddity:
    """What is odd about a rule, its `place` counted from 1. `code`: never_matches (the rule at `by` takes all of it),
    never_passes (it lets pass only who is vouched for, where nobody is), no_check_in (of the name it waits for), or
    same_name (as the rule at `by`). `words`: as one sentence."""

    place: int
    rule: str
    code: str
    words: str
    by: int | None = None


def read_rules(table: Table) -> tuple[Rule, ...]:
    """Raises SettingsError. A file without rules has the one that is on from the start."""
    if not table.has("rule"):
        table.known.add("rule")
        return (CODES,)
    found = table.tables("rule")
    if len(found) > MOST_RULES:
        raise table.wrong("rule", f"at most {MOST_RULES} rules")
    return tuple(_rule(one) for one in found)


def oddities(rules: Sequence[Rule], schedule: Schedule) -> Iterator[Oddity]:
    """In the order of the rules. One that is off does nothing, odd or not."""
    names = check_ins(schedule)
    taken: dict[str, int] = {}
    by = dict(shadowed(rules))
    for place, rule in enumerate(rules):
        if rule.off:
            continue
        called = f'rule {place + 1} ("{rule.name}")'
        if place in by:
            words = f'{called} never matches: rule {by[place] + 1} ("{rules[by[place]].name}") takes all of it'
            yield Oddity(place + 1, rule.name, "never_matches", words, by[place] + 1)
        if never_vouched(rule):
            words = f"{called} never lets anything pass: it is for whom nobody vouches, and wants someone to"
            yield Oddity(place + 1, rule.name, "never_passes", words)
        if rule.until and rule.until not in names:
            near = difflib.get_close_matches(rule.until, names, n=1)
            hint = f' (did you mean "{near[0]}"?)' if near else ""
            words = f'{called} waits for "{rule.until}", and no check-in of the week is called so{hint}: any will do'
            yield Oddity(place + 1, rule.name, "no_check_in", words)
        if rule.name in taken:
            words = f"{called} is called as rule {taken[rule.name] + 1} is: what says which one decided fits both"
            yield Oddity(place + 1, rule.name, "same_name", words, taken[rule.name] + 1)
        taken.setdefault(rule.name, place)


def check_ins(schedule: Schedule) -> frozenset[str]:
    """The names of the week's check-ins, those of exceptions too."""
    spans = schedule.every_span()
    return frozenset(span.name for span in spans if span.kind is Mode.CHECK_IN and span.name)


def _rule(table: Table) -> Rule:
    act = table.value("act")
    if act is MISSING:
        act = PASS
    if act not in ACTS:
        raise table.wrong("act", one_of(ACTS))
    if table.has("until") and act != HOLD:
        raise table.wrong("until", f'with act = "{HOLD}": the name of the check-in that it is held for')
    if table.has("budget") and act != PASS:
        raise table.wrong("budget", f'with act = "{PASS}": how many may pass in one focus block')
    if table.has("promise") and act == DONE:
        raise table.wrong("promise", f'with act = "{HOLD}" or "{PASS}": nobody answers what is done')
    budget = table.number("budget", 1, least=1, most=_LARGEST_BUDGET)
    until = table.text("until") if table.has("until") else ""
    label, promise = table.text("label", ""), table.text("promise", "")
    given = budget if table.has("budget") else None
    rule = Rule(table.text("name"), read_match(table), act, until, given, label, promise, table.flag("off") is True)
    table.known |= {"until", "budget", "label", "promise"}
    if rule.act == PASS and rule.match.project and not (rule.match.tool or rule.match.address or rule.match.domain):
        # Of another tool anyone may call a board or a channel so.
        raise table.wrong(
            "match", 'with the tool beside the project, such as { tool = ["github"], project = ["acme"] }'
        )
    table.finish()
    return rule


def read_match(table: Table) -> Match:
    """A condition that is not understood would let more through than was meant: it is an error even in the settings."""
    inner = table.table("match")
    inner.strict = True
    found: dict[str, Any] = {}
    for field in fields(Match):
        name = field.name
        if name in _FLAGS:
            found[name] = inner.flag(name)
        elif name == "list":
            found[name] = _list(inner)
        else:
            found[name] = _texts(inner, name)
    inner.finish()
    match = Match(**found)
    if match.nothing:
        raise table.wrong("match", "a table with one condition at least, such as { code = true }")
    return match


def _list(inner: Table) -> bool | tuple[str, ...] | None:
    value = inner.value("list")
    if isinstance(value, bool):
        return value
    return inner.texts("list", "true, false, or a list of names of lists, not empty")


def _texts(inner: Table, name: str) -> tuple[str, ...]:
    choices = _CHOICES.get(name)
    texts = inner.texts(name) or ()
    if choices and not set(texts) <= set(choices):
        raise inner.wrong(name, f"a list out of {', '.join(choices)}")
    for one in texts if name == "regex" else ():
        try:
            compiled(one)
        except ValueError as error:
            raise inner.wrong(name, f"a list of expressions that RE2 knows (of {one!r} it says: {error})") from error
    if name == "address" and not all("@" in one for one in texts):
        raise inner.wrong(name, 'a list of addresses; for all of a domain, say domain = ["client.example"]')
    if name == "domain" and any("@" in one for one in texts):
        raise inner.wrong(name, 'a list of domains without an @, such as ["client.example"]')
    return texts
