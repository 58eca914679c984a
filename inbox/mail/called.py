"""Tools that the person named by the address they write from, for which there is no reader. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from inbox.item import Reason
from inbox.mail import domains
from inbox.mail.letter import Letter
from inbox.mail.mentions import Known, Mention, Notification
from inbox.mail.tools import discover
from inbox.rank import rank

_BRACKET: Final = re.compile(r"\s*\([^()]*\)$")
_NO_LETTER: Final = re.compile(r"[\W_]+")
_MOST_NAME: Final = 60


def name_of(address: str, known: Known) -> str:
    """What the person calls the tool that writes from this address, its domain or one above it; '' if they do not."""
    if not known.senders:
        return ""
    address = address.lower()
    below = address.rpartition("@")[2].split(".")
    places = (address, *(f"@{'.'.join(below[start:])}" for start in range(len(below))))
    return next((known.senders[one] for one in places if one in known.senders), "")


def notification(name: str, letter: Letter, vouched: frozenset[str], known: Known) -> Notification:
    """What a mail of such a tool tells of: something the person follows, or where it calls them, a mention.

    Its link is the first one that leads to the sender's own domain. `vouched` as in `inbox.mail.recognition`.
    """
    host = domains.ascii_host(letter.sender_address.rpartition("@")[2])
    home = registered(host)
    letter = replace(letter, own_hosts=(home,) if home else (), logins=known.logins)
    reason, why = Reason.SUBSCRIBED, "a sender that the person named"
    if me := letter.called():
        reason, why = Reason.MENTIONED, f"@{me} in the new text"
    people = max(1, len(letter.named()))
    verified = bool(host) and any(domains.within(one, host) for one in vouched)
    mention = Mention(
        reason, actor=letter.actor(name), link=next(letter.links(), ""), excerpt=letter.prose(), people=people, why=why
    )
    return Notification(name, name, verified, mention, rank(reason, people=people) if verified else 0)


def suggestion(sender_name: str, address: str) -> str:
    """How a tool might be called that writes so: by the word of the sender's name that its domain has too, else by the
    domain. Of `Ada from Loom` and no-reply@mail.loom.com that is Loom.

    Never as a tool that has a reader: a rule may let that one pass.
    """
    home = registered(domains.ascii_host(address.rpartition("@")[2]))
    label = home.partition(".")[0]
    if label in discover():
        return home[:_MOST_NAME]
    shown = _BRACKET.sub("", sender_name).strip()
    for word in (shown, *shown.split()):
        if label and _NO_LETTER.sub("", word).casefold() == _NO_LETTER.sub("", label):
            return word[:_MOST_NAME]
    return (label.capitalize() or shown or address)[:_MOST_NAME]


def registered(host: str) -> str:
    """The part of a host (ASCII) that somebody has registered: `claap.io` of `mail.claap.io`; '' if nobody has."""
    labels = host.split(".")
    names = (".".join(labels[start:]) for start in range(len(labels) - 2, -1, -1))
    return next((one for one in names if domains.owned(one)), "")
