"""A rule in words: which messages it is about, and what becomes of them. Only words are made here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from desktop.core.rule_views import Caught
from desktop.core.settings.rules import Oddity
from desktop.core.text import cleaned
from desktop.window.counted import Counted
from desktop.window.texts import pair
from inbox.rules import DONE, HOLD, PASS, Match, Rule

translate = QCoreApplication.translate
_LONGEST = 60
_MOST = 4
"""So many values are told; of more, how many."""


def any_of(values: Sequence[str], show: Callable[[str], str] = str) -> str:
    """a, b or c."""
    told = [show(cleaned(value, _LONGEST)) for value in values[:_MOST]]
    if len(values) > _MOST:
        return translate("Rules", "{some} or one of {more} more").format(some=", ".join(told), more=len(values) - _MOST)
    if len(told) < 2:
        return "".join(told)
    return translate("Rules", "{some} or {last}").format(some=", ".join(told[:-1]), last=told[-1])


def quoted(text: str) -> str:
    return translate("Presence", "“{text}”").format(text=text)


def reason_words(reason: str) -> str:
    return {
        "direct": translate("Rules", "written to me"),
        "mentioned": translate("Rules", "I am mentioned"),
        "assigned": translate("Rules", "assigned to me"),
        "review_asked": translate("Rules", "my review is asked"),
        "replied": translate("Rules", "a reply to me"),
        "subscribed": translate("Rules", "I follow it"),
        "state_change": translate("Rules", "its state changed"),
        "list": translate("Rules", "sent to a list"),
        "automatic": translate("Rules", "sent automatically"),
    }.get(reason, cleaned(reason, _LONGEST))


def _channel(channel: str) -> str:
    words = {"mail": translate("Span", "mail"), "mention": translate("Span", "mentions")}
    return words.get(channel, cleaned(channel, _LONGEST))


def _list(wanted: bool | tuple[str, ...]) -> str:
    if isinstance(wanted, bool):
        return translate("Rules", "from a mailing list") if wanted else translate("Rules", "from no mailing list")
    return translate("Rules", "from the list {lists}").format(lists=any_of(wanted))


def _yes_no(name: str, yes: bool) -> str:
    words = {
        "code": (
            translate("Rules", "sign-in codes and magic links"),
            translate("Rules", "no sign-in code and no magic link"),
        ),
        "thread_mine": (
            translate("Rules", "in a conversation that I began"),
            translate("Rules", "in a conversation that another began"),
        ),
        "answers_me": (
            translate("Rules", "in answer to a message of mine"),
            translate("Rules", "not in answer to a message of mine"),
        ),
        "second_try": (
            translate("Rules", "the second time within 15 minutes that someone writes"),
            translate("Rules", "the first time in 15 minutes that someone writes"),
        ),
        "verified": (
            translate("Rules", "where someone vouches for the sender"),
            translate("Rules", "where nobody vouches for the sender"),
        ),
    }
    return words[name][0 if yes else 1]


def _from(match: Match) -> Iterator[str]:
    for values in (match.address, match.domain, match.tool):
        if values:
            yield translate("Rules", "from {who}").format(who=any_of(values))
    if match.list is not None:
        yield _list(match.list)


_TOLD: Final[dict[str, Callable[[Sequence[str]], str]]] = {
    "project": lambda given: translate("Rules", "in {projects}").format(projects=any_of(given)),
    "account": lambda given: translate("Rules", "in the account {accounts}").format(accounts=any_of(given)),
    "plus": lambda given: translate("Rules", "to my address with {tags}").format(
        tags=any_of(given, lambda tag: f"+{tag}")
    ),
    "reason": lambda given: any_of([reason_words(one) for one in given]),
    "words": lambda given: translate("Rules", "with {words}").format(words=any_of(given, quoted)),
    "regex": lambda given: translate("Rules", "where {expressions} is found").format(expressions=any_of(given, quoted)),
}


def _conditions(match: Match) -> Iterator[str]:
    if match.code is not None:
        yield _yes_no("code", match.code)
    if match.channel:
        yield any_of([_channel(one) for one in match.channel])
    yield from _from(match)
    for name, words in _TOLD.items():
        if given := getattr(match, name):
            yield words(given)
    for name in ("thread_mine", "answers_me", "second_try", "verified"):
        if (wanted := getattr(match, name)) is not None:
            yield _yes_no(name, wanted)


def which(match: Match) -> str:
    """Of which messages it decides, with a capital letter."""
    told = list(_conditions(match)) or [translate("Rules", "no message yet")]
    said = told[0]
    for one in told[1:]:
        said = translate("Rules", "{some}, and {last}").format(some=said, last=one)
    if match.unverified:
        sure = translate("Rules", "even where nobody vouches for the sender")
        said = f"{said}, {sure}"
    return said[:1].upper() + said[1:]


def what(rule: Rule) -> str:
    """What becomes of them."""
    said = [_act(rule)]
    if rule.budget is not None and rule.act == PASS:
        said.append(Counted().at_most_in_a_block(rule.budget))
    if rule.label:
        said.append(translate("Rules", "labelled {label}").format(label=quoted(cleaned(rule.label, _LONGEST))))
    if rule.promise:
        promise = quoted(cleaned(rule.promise, _LONGEST))
        said.append(translate("Rules", "with the promise {promise}").format(promise=promise))
    return ", ".join(said)


def _act(rule: Rule) -> str:
    if rule.act == PASS:
        return translate("Rules", "comes through at once")
    if rule.act == DONE:
        return translate("Rules", "is done, silently")
    if rule.until:
        name = quoted(cleaned(rule.until, _LONGEST))
        return translate("Rules", "waits for the check-in {name}").format(name=name)
    return translate("Rules", "waits for its check-in")


def sentence(rule: Rule) -> str:
    """From client.example: comes through at once, at most 3 in a focus block."""
    return pair(which(rule.match), what(rule))


def oddity_words(oddity: Oddity, rules: Sequence[Rule]) -> str:
    """What is odd about a rule, and what to do."""
    by = cleaned(rules[oddity.by - 1].name, _LONGEST) if oddity.by is not None and oddity.by <= len(rules) else ""
    rule = rules[oddity.place - 1] if oddity.place <= len(rules) else None
    until = cleaned(rule.until, _LONGEST) if rule is not None else ""
    return {
        "never_matches": translate(
            "Rules", "It never decides: “{by}” above it takes all of it. Move it up, or remove it."
        ),
        "never_passes": translate(
            "Rules",
            "It never lets anything through: it wants someone to vouch for the sender, and is only for where nobody "
            "does. Take one of the two away.",
        ),
        "no_check_in": translate(
            "Rules",
            "No check-in of your week is called “{until}”: until there is one, the next will do. Edit the rule to "
            "choose another or to add it.",
        ),
        "same_name": translate("Rules", "It is called as another rule is. Give it a name of its own."),
    }.get(oddity.code, cleaned(oddity.words, 300)).format(by=by, until=until)


def caught_words(caught: Caught, act: str) -> str:
    """What a rule would have done: the line below what is being edited."""
    days = Counted().in_the_last_days(caught.days)
    if not caught.items:
        return translate("Rules", "{days}, nothing arrived that it could be tried on.").format(days=days)
    if not caught.total:
        none = Counted().none_of(caught.items)
        return translate("Rules", "{days}, had it been on: {what}.").format(days=days, what=none)
    counted, number = {
        PASS: (Counted().would_pass, caught.through),
        HOLD: (Counted().would_wait, caught.held),
        DONE: (Counted().would_be_done, caught.done),
    }[act]
    counts = [counted(number)]
    if caught.not_urgent:
        counts.append(Counted().called_not_urgent(caught.not_urgent))
    if caught.over_budget:
        counts.append(Counted().over_budget(caught.over_budget))
    if caught.unverified:
        counts.append(Counted().unvouched(caught.unverified))
    form = translate("Rules", "{days}, had it been on: {what}.")
    return form.format(days=days, what=", ".join(counts))


def outcome_words(outcome: str) -> str:
    """Of one message that a rule would have decided of."""
    return {
        "through": translate("Rules", "at once"),
        "held": translate("Rules", "held"),
        "done": translate("Rules", "done"),
        "over_budget": translate("Rules", "held: over its budget"),
        "unverified": translate("Rules", "held: nobody vouches for the sender"),
    }.get(outcome, cleaned(outcome, _LONGEST))
