"""What passes a hold: ordered rules with names, first match wins. Pure.

An address is matched as written in the From header. Whether the receiving server vouches for it (`Item.verdict`) is
not asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from inbox.item import Arrival, Channel, Reason

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
_NUMBER = r"(?<![\w.,/-])(?!(?:19|20)\d\d\b)(?:\d{3}[ -]?\d{3}|\d{4,8}|[A-Z0-9]{3}-[A-Z0-9]{3})(?![\w/-]|[.,]\d)"
_CODE = re.compile(rf"(?i:{_NOUN})[^\d]{{0,60}}?{_NUMBER}|{_NUMBER} (?:is|est) [^\n]{{0,40}}?(?i:{_NOUN})")
_MAGIC = re.compile(r"\b(magic link|sign.?in link|log.?in link|lien (magique|de connexion))\b")
_HEAD = 1500


@dataclass(frozen=True, slots=True)
class Match:
    """All that is set must hold; within a list, any. Comparison ignores case and accents."""

    address: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    account: tuple[str, ...] = ()
    reason: tuple[str, ...] = ()
    list: bool | None = None
    code: bool | None = None


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
            return rule.name if rule.act == PASS else ""
    return ""


def matches(match: Match, arrival: Arrival, account: str) -> bool:
    """Whether every condition that is set holds. A match with no condition holds for nothing."""
    return (
        (not match.address or arrival.sender_address.casefold() in {folded(one) for one in match.address})
        and (not match.domain or _is_below(match.domain, arrival.sender_address))
        and (not match.channel or arrival.channel in match.channel)
        and (not match.account or account in match.account)
        and (not match.reason or arrival.reason in match.reason)
        and (match.list is None or match.list == (bool(arrival.list_id) or arrival.reason is Reason.LIST))
        and (not match.words or _has_words(match.words, arrival))
        and (match.code is None or match.code == is_code(arrival))
        and match != _NOTHING
    )


def _is_below(domains: Sequence[str], address: str) -> bool:
    domain = address.casefold().rpartition("@")[2]
    return any(domain == one or domain.endswith("." + one) for one in map(folded, domains))


def is_code(arrival: Arrival) -> bool:
    """A sign-in code or magic link, judged by the subject and the first lines; never from a list, nor in an answer."""
    if arrival.list_id or arrival.channel is not Channel.MAIL or arrival.reason is Reason.REPLIED:
        return False
    head = f"{arrival.subject}\n{arrival.text[:_HEAD]}"
    # One of these is in all that the expressions find: looking for each costs a twentieth of those. Text beyond ASCII
    # is slow to put in lower case, bytes are not.
    seen = head.encode("latin-1", "replace").lower()
    if not (
        b"code" in seen or b"pin" in seen or b"otp" in seen or b"passe" in seen or b"link" in seen or b"lien" in seen
    ):
        return False
    low = head.lower()
    return bool(_MAGIC.search(low) or (_PURPOSE.search(low) and _CODE.search(head)))


def _has_words(words: Sequence[str], arrival: Arrival) -> bool:
    text = folded(f"{arrival.subject}\n{arrival.text}")
    return any(re.search(rf"(?<!\w){re.escape(folded(word))}(?!\w)", text) for word in words)


def folded(text: str) -> str:
    """Without case and accents, for comparison only."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
