"""Which tool a mail is from, if any, and what it says happened there. Pure, and nearly free for all other mails.

Looked up by address, by domain, and by the marks of what teams run themselves: how many tools there are costs nothing.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from inbox.mail import called, domains
from inbox.mail.clean import one_line
from inbox.mail.letter import Letter, own
from inbox.mail.mentions import Known, Mention, Notification
from inbox.mail.tools import Tool, discover
from inbox.rank import rank

_MOST: Final = 300
_MOST_EXCERPT: Final = 500
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Index:
    addresses: Mapping[str, Tool]
    domains: Mapping[str, Tool]
    mailboxes: Mapping[str, Tool]
    unmarked: tuple[Tool, ...]
    marks: Mapping[bytes, tuple[Tool, ...]]
    shapes: tuple[tuple[bytes, re.Pattern[bytes]], ...]
    fields: frozenset[bytes]


@cache
def _index() -> _Index:
    addresses: dict[str, Tool] = {}
    below: dict[str, Tool] = {}
    mailboxes: dict[str, Tool] = {}
    marks: dict[bytes, tuple[Tool, ...]] = {}
    for tool in discover().values():
        for sender in tool.senders:
            where = below if sender.startswith("@") else mailboxes if sender.endswith("@") else addresses
            name = sender.strip("@")
            if name in where:
                raise RuntimeError(f"{tool.name} and {where[name].name} both claim {sender}")
            where[name] = tool
        for mark in tool.marks:
            marks[mark.encode()] = (*marks.get(mark.encode(), ()), tool)
    tools = discover().values()
    fields = {name.encode() for tool in tools for name in (*tool.fields, *tool.marks, *tool.unless, *tool.shapes)}
    unmarked = tuple(tool for tool in tools if tool.unmarked)
    return _Index(addresses, below, mailboxes, unmarked, marks, _shapes(tools), frozenset(fields))


def _shapes(tools: Collection[Tool]) -> tuple[tuple[bytes, re.Pattern[bytes]], ...]:
    """One expression for each field, whose groups are called as the tools: how many there are costs nothing."""
    told: dict[str, list[str]] = {}
    for tool in tools:
        for name, shape in tool.shapes.items():
            told.setdefault(name, []).append(f"(?P<{tool.name}>{shape})")
    return tuple((name.encode(), re.compile("|".join(parts).encode())) for name, parts in told.items())


def wanted() -> frozenset[bytes]:
    """The names of all header fields that tools ask for, in lower case."""
    return _index().fields


def candidates(address: str, fields: Mapping[bytes, bytes], known: Known) -> tuple[Tool, ...]:
    """The tools that a mail of this sender, with these header fields, may be from or want to be from; mostly none.

    The first whose reader finds something in it is the one.
    """
    index, address = _index(), address.lower()
    mailbox, _, host = address.rpartition("@")
    if found := _own(index, address, mailbox, host) or _marked(index, fields):
        return (found,)
    likely = []
    for name, pattern in index.shapes:
        if name in fields and (match := pattern.match(fields[name])) and match.lastgroup:
            likely.append(discover()[match.lastgroup])
    if mailbox in index.mailboxes:
        likely.append(index.mailboxes[mailbox])
    if known.hosts and any(_runs(one, address) for one in known.hosts):
        likely += (tool for tool in index.unmarked if tool not in likely)
    return tuple(likely)


def _own(index: _Index, address: str, mailbox: str, host: str) -> Tool | None:
    """Whose own address it is."""
    if found := index.addresses.get(address):
        return found
    if mailbox in index.mailboxes and _is_sender(index.mailboxes[mailbox], address):
        return index.mailboxes[mailbox]
    while host:
        if found := index.domains.get(host):
            return found
        host = host.partition(".")[2]
    return None


def _marked(index: _Index, fields: Mapping[bytes, bytes]) -> Tool | None:
    if index.marks.keys().isdisjoint(fields):
        return None
    for mark in sorted(index.marks.keys() & fields.keys()):
        for tool in index.marks[mark]:
            if not any(name.encode() in fields for name in tool.unless):
                return tool
    return None


def recognised(tool: Tool, letter: Letter, vouched: frozenset[str], known: Known) -> Notification | None:
    """What this mail of the tool tells of; None where it tells of nothing that happened there.

    `vouched`: the domains that the account's own server says have signed it or that it truly comes from, in ASCII.
    """
    homes = _homes(tool, letter, known)
    hosts = (*tool.hosts, *homes)
    try:
        found = tool.read(replace(letter, own_hosts=hosts, logins=known.logins))
    except Exception as error:  # the boundary: a stranger's mail must not stop all others  # noqa: BLE001
        _log.warning("The reader of %s failed on a mail", tool.name, exc_info=error)
        return None
    if found is None:
        return None
    mention = _cleaned(found, hosts, (*homes, *tool.names))
    verified = is_from(tool, letter.sender_address, vouched, known)
    worth = 0
    if verified:
        worth = rank(mention.reason, people=mention.people, bot=mention.bot, group=mention.group)
    return Notification(tool.name, tool.title, verified, mention, worth)


def is_from(tool: Tool, address: str, vouched: frozenset[str], known: Known) -> bool:
    """Whether the tool itself, or one that the person's team runs at a host they added, sent from this address."""
    host = domains.ascii_host(address.rpartition("@")[2])
    if not host:
        return False
    if _is_sender(tool, address):
        return any(_below(one, signer) for one in vouched for signer in tool.signers)
    return any(domains.within(one, host) for one in vouched) and any(_runs(one, address) for one in known.hosts)


def _homes(tool: Tool, letter: Letter, known: Known) -> tuple[str, ...]:
    """The hosts, with what lies below, of which this sender may say that something happened there. Its links may lead
    to the tool's own as well.

    Of one that is known by its marks alone, that is where the mail says that it is from: whoever reads it is told that
    nobody vouches for that. One that gives each of its customers a host is not believed about those of others. Who runs
    others' for them writes from its own address, and names theirs in its Message-ID."""
    mailbox, _, domain = letter.sender_address.lower().rpartition("@")
    home = domains.ascii_host(domain)
    claimed = (home,) if domains.owned(home) else ()
    if not _is_sender(tool, letter.sender_address):
        return (*claimed, *(host for host in known.hosts if _runs(host, letter.sender_address)))
    if f"{mailbox}@" in tool.senders:
        return claimed
    named = letter.message_id.rpartition("@")[2].rstrip(">").lower()
    return (*tool.hosts, *(host for host in known.hosts if host == named))


def signers(name: str, address: str, known: Known) -> tuple[str, ...]:
    """The domains of which one, or one below it, would have to sign a mail of this sender for it to be the tool's."""
    tool = discover().get(name)
    host = domains.ascii_host(address.rpartition("@")[2])
    if tool is not None and _is_sender(tool, address):
        return tool.signers
    named = called.name_of(address, known) or any(_runs(one, address) for one in known.hosts)
    return (host,) if host and named else ()


def _is_sender(tool: Tool, address: str) -> bool:
    address = address.lower()
    mailbox, _, host = address.rpartition("@")
    for one in tool.senders:
        if one.startswith("@"):
            fits = _below(host, one[1:])
        elif one.endswith("@"):
            fits = mailbox == one[:-1] and any(_below(host, signer) for signer in tool.signers)
        else:
            fits = address == one
        if fits:
            return True
    return False


def _runs(host: str, address: str) -> bool:
    """Whether what runs at `host` writes from there, from the domain it lies below, or from one below it."""
    home = address.rpartition("@")[2].lower()
    if home.isascii() and home != host and not home.endswith(f".{host}") and not host.endswith(f".{home}"):
        return False  # as nearly always: the rest is not for every mail
    return domains.within(domains.ascii_host(home) or "-", host)


def _below(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")


def _cleaned(found: Mention, hosts: tuple[str, ...], homes: tuple[str, ...]) -> Mention:
    """`homes`: of which an event may be, as one that is told of twice is one item."""
    of = found.event.partition("/")[0]
    return replace(
        found,
        actor=one_line(found.actor, 200),
        project=one_line(found.project, _MOST),
        thread=one_line(found.thread, _MOST),
        event=one_line(found.event, _MOST) if any(_below(of, one) for one in homes) else "",
        link=own(found.link, hosts) if found.link else "",
        excerpt=one_line(found.excerpt[: 2 * _MOST_EXCERPT], _MOST_EXCERPT),
        why=one_line(found.why, _MOST),
    )
