"""Which mailboxes a connection has (RFC 3501 6.3.8), and what each is for (RFC 6154), or seems to be for.

IMAPClient's own listing dies of a single name that is not right; this one leaves none out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from inbox.imap import names, refusals
from inbox.imap.answers import Piece
from inbox.imap.connection import Connection
from inbox.imap.opening import Garbled
from inbox.imap.refusals import Refused
from inbox.sources import Mailbox, Role

__all__ = ["Mailbox", "Role", "listed"]

_MOST: Final = 5000
_ENDLESS: Final = 50_000

_LINE: Final = re.compile(
    rb'\((?P<flags>[^)]*)\) (?:"(?P<delimiter>(?:[^"\\]|\\.)?)"|NIL) (?P<name>.*)', re.IGNORECASE | re.DOTALL
)
_QUOTED: Final = re.compile(rb'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_LITERAL: Final = re.compile(rb"\{\d+\+?\}$")

_ROLES: Final = {
    rb"\inbox": Role.INBOX, rb"\sent": Role.SENT, rb"\drafts": Role.DRAFTS, rb"\archive": Role.ARCHIVE,
    rb"\junk": Role.JUNK, rb"\spam": Role.JUNK, rb"\trash": Role.TRASH, rb"\all": Role.ALL, rb"\allmail": Role.ALL,
}  # fmt: skip
"""RFC 6154, and what Gmail's XLIST had before there was one."""

_WORDS: Final = {
    Role.SENT: (
        "sent", "sent items", "sent messages", "sent mail", "envoyés", "éléments envoyés", "messages envoyés",
        "courrier envoyé", "objets envoyés",
    ),
    Role.DRAFTS: ("drafts", "draft", "brouillons", "brouillon"),
    Role.ARCHIVE: ("archive", "archives"),
    Role.JUNK: (
        "junk", "junk mail", "junk e-mail", "junk email", "spam", "bulk mail", "indésirables", "courrier indésirable",
        "messages indésirables", "pourriel", "quarantaine",
    ),
    Role.TRASH: (
        "trash", "deleted items", "deleted messages", "deleted", "bin", "corbeille", "éléments supprimés",
        "messages supprimés", "courrier supprimé",
    ),
    Role.ALL: ("all mail", "tous les messages"),
}  # fmt: skip
"""The last guess, and only for a role that no mailbox was given by the server."""


def listed(connection: Connection) -> tuple[Mailbox, ...]:
    """Every mailbox once, the INBOX first, the others as the server has them; 5000 at most. Raises `inbox.errors`."""
    found: dict[str, Mailbox] = {}
    for number, pieces in enumerate(_lines(connection), start=1):
        if number > _ENDLESS:
            raise Garbled("The list of mailboxes has no end.")
        mailbox = _read(pieces)
        if mailbox is not None and len(found) < _MOST:
            found.setdefault(mailbox.name, mailbox)
    ordered = sorted(found.values(), key=lambda one: one.role is not Role.INBOX)
    return _with_guesses(ordered)


def _lines(connection: Connection) -> Iterable[Sequence[Piece]]:
    """The most telling list that the server has. One that refuses it, in spite of what it offers, is asked plainly."""
    offered = connection.capabilities
    if {"SPECIAL-USE", "LIST-EXTENDED"} <= offered:
        asked, more = "LIST", ["RETURN", "(SPECIAL-USE)"]
    elif "SPECIAL-USE" not in offered and "XLIST" in offered:
        asked, more = "XLIST", []
    else:
        asked, more = "LIST", []
    try:
        return list(connection.converse(asked, '""', '"*"', *more, asked=asked))
    except Refused as refusal:
        if asked == "LIST" and not more:
            raise refusals.of_command(refusal.text) from None
    try:
        return list(connection.converse("LIST", '""', '"*"', asked="LIST"))
    except Refused as refusal:
        raise refusals.of_command(refusal.text) from None


def _read(pieces: Sequence[Piece]) -> Mailbox | None:
    """None for what is no line of a list."""
    first = pieces[0]
    line, literal = (first, None) if isinstance(first, bytes) else first
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    flags = found["flags"].lower().split()
    delimiter = re.sub(rb"\\(.)", rb"\1", found["delimiter"] or b"").decode("latin-1")
    if literal is not None and _LITERAL.fullmatch(found["name"]):
        wire = literal
    elif quoted := _QUOTED.match(found["name"]):
        wire = re.sub(rb"\\(.)", rb"\1", quoted[1])
    else:
        wire = found["name"].partition(b" (")[0]  # RFC 5258: more about it may follow
    if not wire:
        return None
    name, sound = names.read(wire)
    if name.upper() == "INBOX":
        name = "INBOX"  # its name has no case (RFC 3501 5.1)
    role = next((_ROLES[flag] for flag in flags if flag in _ROLES), None)
    if name == "INBOX":
        role = Role.INBOX
    elif role is Role.INBOX:
        role = None  # an old Gmail's, which calls it by the language of the person
    return Mailbox(name, delimiter, role, selectable=sound and not {rb"\noselect", rb"\nonexistent"} & set(flags))


def _with_guesses(mailboxes: Sequence[Mailbox]) -> tuple[Mailbox, ...]:
    """Well-known names, at the top or right below the INBOX; the earlier a word stands in its list, the better."""
    taken = {one.role for one in mailboxes}
    guessed: dict[str, Role] = {}
    for role, words in _WORDS.items():
        if role in taken:
            continue
        ranked = [
            (words.index(word), one.name)
            for one in mailboxes
            if one.role is None and one.selectable and (word := _last_part(one)) in words
        ]
        if ranked:
            guessed[min(ranked)[1]] = role
    return tuple(replace(one, role=guessed[one.name]) if one.name in guessed else one for one in mailboxes)


def _last_part(mailbox: Mailbox) -> str:
    """'' for what lies deeper: a "Sent" inside of a client's folder is no place for all that is sent."""
    parts = mailbox.name.split(mailbox.delimiter) if mailbox.delimiter else [mailbox.name]
    if len(parts) > 1 and parts[0].upper() in {"INBOX", "[GMAIL]", "[GOOGLE MAIL]"}:
        parts = parts[1:]
    return parts[0].casefold() if len(parts) == 1 else ""
