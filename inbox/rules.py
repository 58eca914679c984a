"""What passes a hold: ordered rules with names, first match wins. Pure.

Anyone can write any address into a mail. A rule that lets pass a person, a domain or a tool does so where someone
vouches for that: the account's own server, or a signature (`Item.verdict`). Where nobody says anything, only with
`unverified`; where it was found to be forged, never. To hold something, its looks are enough.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from inbox.item import Arrival, Channel, Item, Reason, Verdict

PASS = "pass"  # noqa: S105 (what a rule does, not a secret)
HOLD = "hold"

# A sign-in code stands alone right after its noun ("your code is: 482913") or before it ("482 913 is your code"), in a
# mail that says what it is for (English and French). A year is no code, nor are codes of other kinds.
_PURPOSE = re.compile(
    r"\b(verification|verify|security|sign.?in|log.?in|one.?time|2fa|passcode|authenticat\w*"
    r"|v[ée]rification|s[ée]curit[ée]|connexion|connecter|usage unique)\b"
)
_NOUN = (
    r"(?<!zip )(?<!area )(?<!promo )(?<!source )(?<!discount )\b"
    r"(?:codes?(?! (?:postal|review|promo|client|article|barre))|pin|passcode|otp|mot de passe [àa] usage unique)\b"
)
_NUMBER = (
    r"(?<![\w.,/-])(?!(?:19|20)[0-9]{2}\b)"
    r"(?:[0-9]{3}[ -]?[0-9]{3}|[0-9]{4,8}|[A-Z0-9]{3}-[A-Z0-9]{3})(?![\w/-]|[.,]\d)"
)
_CODE = re.compile(rf"(?i:{_NOUN})[^\d]{{0,60}}?{_NUMBER}|{_NUMBER} (?:is|est) [^\n]{{0,40}}?(?i:{_NOUN})")
_MAGIC = re.compile(r"\b(magic link|sign.?in link|log.?in link|lien (magique|de connexion))\b")
_FEWEST_DIGITS = 4  # of a code, unless it has a dash
_HEAD = 1500


@dataclass(frozen=True, slots=True)
class Match:
    """All that is set must hold; within a list, any. Comparison ignores case and accents.

    `project`: that one, or any in it (`acme` is also acme/boat). `unverified`: it need not be known who wrote.
    """

    address: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    account: tuple[str, ...] = ()
    reason: tuple[str, ...] = ()
    tool: tuple[str, ...] = ()
    project: tuple[str, ...] = ()
    list: bool | None = None
    code: bool | None = None
    unverified: bool | None = None

    @property
    def nothing(self) -> bool:
        """No condition is set."""
        return replace(self, unverified=None) == _NOTHING

    @property
    def of_someone(self) -> bool:
        """It is about who wrote, or where from."""
        return bool(self.address or self.domain or self.tool or self.project)


@dataclass(frozen=True, slots=True)
class Rule:
    """`act` is "pass" (released at once, whatever the mode) or "hold" (waits like all else; stops later rules)."""

    name: str
    match: Match
    act: str = PASS


_NOTHING = Match()

CODES = Rule("codes", Match(code=True))
"""The preset that is on from the start: sign-in codes and magic links expire before the next check-in."""


def passing_rule(arrival: Arrival, account: str, rules: Sequence[Rule]) -> str:
    """The name of the rule that lets this through, or ''."""
    for rule in rules:
        if matches(rule.match, arrival, account):
            if rule.act != PASS:
                return ""
            if vouched_for(rule.match, arrival):
                return rule.name
    return ""


def refusing_rule(arrival: Arrival | Item, account: str, rules: Sequence[Rule]) -> str:
    """The name of the rule that would let this through if it were known who wrote it; '' if none would."""
    for rule in rules:
        if matches(rule.match, arrival, account):
            return rule.name if rule.act == PASS and not vouched_for(rule.match, arrival) else ""
    return ""


def vouched_for(match: Match, arrival: Arrival | Item) -> bool:
    """Whether it is known to be from who it says, as far as the match asks for that.

    What is a mention is verified, whatever way it came.
    """
    if not match.of_someone or arrival.channel is Channel.MENTION:
        return True
    if arrival.verdict is Verdict.FAILED:
        return False
    said_by_its_looks = bool(match.tool or match.project)
    return match.unverified is True or (arrival.verdict is Verdict.VERIFIED and not said_by_its_looks)


def people(rules: Sequence[Rule]) -> frozenset[str]:
    """Who is let pass where it is known to be them: addresses, and domains after an @."""
    passing = [rule.match for rule in rules if rule.act == PASS]
    return frozenset(
        {folded(one) for match in passing for one in match.address}
        | {f"@{folded(one)}" for match in passing for one in match.domain}
    )


def matches(match: Match, arrival: Arrival | Item, account: str) -> bool:
    """Whether every condition that is set holds for what it says it is. A match with no condition holds for nothing.

    Of an `Item` the words are looked for in its subject and preview.
    """
    return (
        (not match.address or arrival.sender_address.casefold() in {folded(one) for one in match.address})
        and (not match.domain or _is_below(match.domain, arrival.sender_address))
        and (not match.channel or arrival.channel in match.channel)
        and (not match.account or account in match.account)
        and (not match.reason or arrival.reason in match.reason)
        and (not match.tool or folded(arrival.tool) in {folded(one) for one in match.tool})
        and (not match.project or any(_is_in(folded(arrival.project), folded(one)) for one in match.project))
        and (match.list is None or match.list == (bool(arrival.list_id) or arrival.reason is Reason.LIST))
        and (not match.words or _has_words(match.words, arrival))
        and (match.code is None or match.code == is_code(arrival))
        and not match.nothing
    )


def _is_below(domains: Sequence[str], address: str) -> bool:
    domain = address.casefold().rpartition("@")[2]
    return any(domain == one or domain.endswith("." + one) for one in map(folded, domains))


def is_code(arrival: Arrival | Item) -> bool:
    """A sign-in code or magic link, judged by the subject and the first lines; never from a list, nor in an answer."""
    if arrival.list_id or arrival.channel is not Channel.MAIL or arrival.reason is Reason.REPLIED:
        return False
    head = f"{arrival.subject}\n{_text(arrival)[:_HEAD]}"
    # What is in all that the expressions find is looked for first, at a twentieth of their cost. Text beyond ASCII is
    # slow to put in lower case, bytes are not.
    seen = head.encode("latin-1", "replace").lower()
    linked = b" link" in seen or b"lien " in seen
    numbered = len(seen) - len(seen.translate(None, b"0123456789")) >= _FEWEST_DIGITS or b"-" in seen
    named = numbered and (b"code" in seen or b"pin" in seen or b"otp" in seen or b"passe" in seen)
    if not linked and not named:
        return False
    low = head.lower()
    return bool(linked and _MAGIC.search(low)) or bool(named and _PURPOSE.search(low) and _CODE.search(head))


def _text(arrival: Arrival | Item) -> str:
    return arrival.text if isinstance(arrival, Arrival) else arrival.preview


def _is_in(project: str, other: str) -> bool:
    return project == other or project.startswith(f"{other}/")


def _has_words(words: Sequence[str], arrival: Arrival | Item) -> bool:
    text = folded(f"{arrival.subject}\n{_text(arrival)}")
    return any(re.search(rf"(?<!\w){re.escape(folded(word))}(?!\w)", text) for word in words)


def folded(text: str) -> str:
    """Without case and accents, for comparison only."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
