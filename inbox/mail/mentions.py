"""Mentions out of mails: what a tool's notification says happened there. Plain values.

`letter` is what a tool's reader is given of a mail, `tools` has one small file per tool, `recognition` finds the tool
and tells whether it really sent the mail. Header fields and addresses decide, never the language of the words, and a
vendor's header fields are read from that vendor only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from inbox.item import Reason


@dataclass(frozen=True, slots=True)
class Known:
    """What the person said of tools, for all accounts.

    `logins`: their names there, without @, in lower case. `hosts`: those of tools which their team runs itself, in
    ASCII. `senders`: names of other tools, by the address or the domain (`@example.org`) they write from; all in
    lower case. `passed`: who a rule lets pass, in the same way. `checks_signatures`: whether keys may be asked for in
    DNS where no server vouches for one of those.
    """

    logins: frozenset[str] = frozenset()
    hosts: tuple[str, ...] = ()
    senders: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    passed: frozenset[str] = frozenset()
    checks_signatures: bool = True


NOTHING: Final = Known()


def nothing() -> Known:
    """The person has said nothing of tools."""
    return NOTHING


@dataclass(frozen=True, slots=True)
class Mention:
    """What a reader found in a mail. Each text may be empty where the mail does not say.

    `actor`: who did it, as the tool calls them. `project`: the repository, board, room it is about. `thread`: the
    tool's own name for the issue, page or conversation, without a scheme, the same as its API source gives
    (`github.com/owner/repo/issues/7`). `event`: what happened, within the tool, in the same way
    (`github.com/owner/repo/issues/7#comment-18`); '' where a mail does not say. `link`: https, at the tool's own
    hosts, without tracking. `excerpt`: what was written. `people`: how many were named with the person, as far as it
    shows; `group`: not by name, but as one of a team or a room. `bot`: a program did it. `why`: the field or the
    address that decided, in a few English words.
    """

    reason: Reason
    actor: str = ""
    project: str = ""
    thread: str = ""
    event: str = ""
    link: str = ""
    excerpt: str = ""
    people: int = 1
    group: bool = False
    bot: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Notification:
    """A mail of a tool, or what looks like one: then it is not `verified`, and stays an ordinary mail.

    `tool`: its name in `inbox.mail.tools`, or what the person calls it.
    """

    tool: str
    title: str
    verified: bool
    mention: Mention
    rank: int
