"""What is odd about who a mail says it is from. Pure, linear, never raises."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Final

from inbox.mail import domains
from inbox.mail.opened import Caution

_DIRECTION: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NAMED: Final = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}[@＠﹫]((?:[\w-]{1,63}\.){1,8}[\w-]{2,63})")
_BRACKETS: Final = re.compile("[<>＜＞‹›〈〉]")
_MOST_MARKS: Final = 8


def address_domain(address: str) -> str:
    """The domain of an address, in ASCII; '' if it has none."""
    return domains.ascii_host(address.rpartition("@")[2]) if "@" in address else ""


def cautions(
    name: str, address: str, written: Collection[str], reply_to: Collection[str], known: Collection[str]
) -> tuple[tuple[Caution, ...], str]:
    """What the person is to be told, and the domain that the sender's looks like.

    `written`: the fields From and Subject, decoded, before anything was taken out; `known`: the domains, in ASCII,
    that the person has dealt with, the best known first.
    """
    domain = address_domain(address)
    imitated = domains.imitated(domain, known) if domain else ""
    found = {
        Caution.POSES_AS_ADDRESS: _poses(name, address),
        Caution.LOOK_ALIKE: bool(imitated),
        Caution.MIXED_SCRIPTS: bool(domain) and domains.mixes_scripts(domain),
        Caution.DIRECTION_MARKS: any(_DIRECTION.search(one) for one in written),
        Caution.STACKED_MARKS: any(_stacked(one) for one in written),
        Caution.REPLIES_ELSEWHERE: bool(domain) and any(_elsewhere(one, domain) for one in reply_to),
    }
    return tuple(caution for caution, so in found.items() if so), imitated


def _poses(name: str, address: str) -> bool:
    """The name holds an address that is not the mail's own, or the brackets that stand around one."""
    own = address.lower()
    if any(found[0].lower().replace("＠", "@") != own for found in _NAMED.finditer(name)):
        return True
    return bool(_BRACKETS.search(name))


def _elsewhere(address: str, domain: str) -> bool:
    other = address_domain(address)
    return bool(other) and not domains.within(other, domain)


def _stacked(text: str) -> bool:
    run = 0
    for char in text[:2000]:
        run = run + 1 if unicodedata.combining(char) or char == "\u200d" else 0
        if run > _MOST_MARKS:
            return True
    return False
