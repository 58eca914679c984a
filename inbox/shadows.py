"""Rules that can never decide anything, because an earlier one does wherever they would. Pure.

What is told is certain; not all that is so is told: of words and expressions only the same ones are compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inbox.folding import folded
from inbox.rules import PASS, Match, Rule

_TEXTS = ("words", "regex", "channel", "account", "reason", "tool", "plus")
_FLAGS = ("thread_mine", "answers_me", "second_try", "code", "verified")


def shadowed(rules: Sequence[Rule]) -> Iterator[tuple[int, int]]:
    """The place of each rule that never comes to decide, and of the first that takes all it matches. From 0.

    What takes all of a rule has the first of that one's values among its own: only such rules are compared.
    """
    known: dict[tuple[str, str], list[int]] = {}
    for place, rule in enumerate(rules):
        if rule.off:
            continue
        before = sorted({one for key in _found_in(rule.match) for one in known.get(key, ())})
        by = next((one for one in before if takes_all(rules[one], rule)), None)
        if by is not None:
            yield place, by
        for key in _kept_as(rule.match):
            known.setdefault(key, []).append(place)


def _kept_as(match: Match) -> Iterator[tuple[str, str]]:
    """One thing it asks for, with all the values that will do; '' where it asks for none of a list of values."""
    for name in ("address", "domain", "plus", "project", "words", "regex", *_TEXTS):  # the rarest first
        if values := getattr(match, name):
            yield from ((name, folded(one)) for one in values)
            return
    yield from (("list", folded(one)) for one in match.list) if isinstance(match.list, tuple) else [("", "")]


def _found_in(match: Match) -> Iterator[tuple[str, str]]:
    """Where all that may take this are kept."""
    yield "", ""
    for name in (*_TEXTS, "address"):
        if values := getattr(match, name):
            yield name, folded(values[0])
    if isinstance(match.list, tuple):
        yield "list", folded(match.list[0])
    labels = folded((match.address or match.domain or ("",))[0]).rpartition("@")[2].split(".")
    yield from (("domain", ".".join(labels[place:])) for place in range(len(labels)))
    parts = folded((match.project or ("",))[0]).split("/")
    yield from (("project", "/".join(parts[: place + 1])) for place in range(len(parts)))


def never_vouched(rule: Rule) -> bool:
    """It lets pass only whom someone vouches for, and only where nobody does."""
    match = rule.match
    return rule.act == PASS and match.verified is False and match.of_someone and match.unverified is not True


def takes_all(first: Rule, later: Rule) -> bool:
    """Whether the first decides wherever the later one would."""
    if not _covers(first.match, later.match):
        return False
    match = first.match
    if first.act != PASS or not (match.of_someone or match.thread_mine or match.answers_me):
        return True
    # The first leaves to others what nobody vouches for. The later one must want as much.
    of = later.match
    if not match.of_someone:
        return later.act == PASS and bool(of.of_someone or of.thread_mine or of.answers_me)
    if match.unverified:
        return later.act == PASS and of.of_someone
    if match.tool or match.project:
        return later.act == PASS and bool(of.tool or of.project) and of.unverified is not True
    return of.verified is True or (later.act == PASS and of.of_someone and of.unverified is not True)


def _covers(first: Match, later: Match) -> bool:
    """What the later one matches, the first one does."""
    return (
        all(_within(getattr(later, name), getattr(first, name)) for name in _TEXTS)
        and all(getattr(first, name) in {None, getattr(later, name)} for name in _FLAGS)
        and _covers_sender(first, later)
        and _covers_project(first.project, later.project)
        and _covers_list(first.list, later.list)
    )


def _within(values: Sequence[str], wider: Sequence[str]) -> bool:
    return not wider or (bool(values) and {folded(one) for one in values} <= {folded(one) for one in wider})


def _covers_sender(first: Match, later: Match) -> bool:
    addresses, domains = ({one.lower() for one in found} for found in (first.address, first.domain))
    of_address, of_domain = ({one.lower() for one in found} for found in (later.address, later.domain))
    by_address = not addresses or (bool(of_address) and of_address <= addresses)
    below = {one.rpartition("@")[2] for one in of_address} or of_domain
    by_domain = not domains or (
        bool(below) and all(any(one == wide or one.endswith(f".{wide}") for wide in domains) for one in below)
    )
    return by_address and by_domain


def _covers_project(first: Sequence[str], later: Sequence[str]) -> bool:
    wide = [folded(one) for one in first]
    narrow = [folded(one) for one in later]
    return not wide or (
        bool(narrow) and all(any(one == of or one.startswith(f"{of}/") for of in wide) for one in narrow)
    )


def _covers_list(first: bool | tuple[str, ...] | None, later: bool | tuple[str, ...] | None) -> bool:
    if first is None or first == later:
        return True
    if isinstance(later, tuple):
        return first is True or (isinstance(first, tuple) and _within(later, first))
    return False
