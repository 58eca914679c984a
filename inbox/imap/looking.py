"""Looks that go before a change at a server and after it, or tell what others changed there. None changes anything."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from inbox.errors import Gone, WrongSetting
from inbox.imap import mailboxes
from inbox.imap.answers import Answer
from inbox.imap.connection import Connection
from inbox.imap.keys import named
from inbox.imap.refusals import Refused, shown
from inbox.mail import MOST_BYTES
from inbox.sources import Mailbox, Role
from inbox.writing import Standing

MOST_UIDS: Final = 200
"""In one command: servers limit the length of a line."""

FLAGS: Final = "(UID FLAGS)"
WHOLE: Final = f"(UID INTERNALDATE RFC822.SIZE BODY.PEEK[]<0.{MOST_BYTES}>)"
LABELS: Final = "X-GM-EXT-1"
"""Gmail's capability: all mail is in one mailbox, and a mailbox is a label."""


def standing(connection: Connection, keys: Sequence[str]) -> Iterator[tuple[str, Standing]]:
    """How these mails are at the server; nothing of those in a mailbox that cannot be read or was numbered anew."""
    places: dict[tuple[str, int], dict[int, str]] = {}
    for key in keys:
        try:
            mailbox, validity, uid = named(key)
        except Gone:
            continue
        places.setdefault((mailbox, validity), {})[uid] = key
    for (mailbox, validity), mails in places.items():
        try:
            if not validity or connection.select(mailbox).validity != validity:
                continue
            for part in parts(mails):
                found = rows(connection, part, FLAGS)
                # What was not answered is asked for again: one answer less is no proof that a mail is gone.
                missing = [uid for uid in part if uid not in found]
                found |= rows(connection, missing, FLAGS)
                yield from ((key, _seen(found.get(uid))) for uid, key in part.items())
        except (WrongSetting, Refused):
            continue


def special(connection: Connection, role: Role, chosen: str, setting: str) -> Mailbox:
    """The mailbox for this: the chosen one, else the server's own. Raises WrongSetting where there is none."""
    there = [one for one in mailboxes.listed(connection) if one.selectable]
    if chosen:
        found = [one for one in there if one.name == chosen or one.name.upper() == chosen.upper() == "INBOX"]
    else:
        roles = [role, Role.ALL] if role is Role.ARCHIVE and LABELS in connection.capabilities else [role]
        found = [one for wanted in roles for one in there if one.role is wanted]
    if not found:
        wanted = f'named "{shown(chosen)}"' if chosen else f"for this ({role.value})"
        raise WrongSetting(setting, f"The server has no mailbox {wanted}.")
    return found[0]


def search(connection: Connection, message_id: str) -> list[int]:
    """The UIDs of mails with this Message-ID in the mailbox that is selected, by no more than what the server says.

    What came with a mail is sent as a literal: nothing in it can become a command.
    """
    wanted = message_id.encode("utf-8", "replace")
    if not wanted or b"\0" in wanted:
        return []
    said: list[bytes] = []
    for pieces in connection.converse("UID", "SEARCH", "HEADER", "Message-ID", asked="SEARCH", literal=wanted):
        said += [piece for piece in pieces if isinstance(piece, bytes)]
    return sorted({int(word) for word in b" ".join(said).split() if word.isdigit() and len(word) <= 10})


def rows(connection: Connection, uids: Collection[int], items: str) -> dict[int, Answer]:
    """What was answered of these mails. An answer without a UID is about some other mail, and changes nothing."""
    rows: dict[int, Answer] = {}
    if uids:
        for row in connection.fetch(numbers(uids), items):
            if row.uid is not None and row.uid in uids:
                rows[row.uid] = row
    return rows


def numbers(uids: Collection[int]) -> str:
    return ",".join(str(uid) for uid in sorted(uids))


def parts(mails: Mapping[int, Any]) -> Iterator[dict[int, Any]]:
    rest = iter(sorted(mails.items()))
    while part := dict(islice(rest, MOST_UIDS)):
        yield part


def _seen(row: Answer | None) -> Standing:
    if row is None:
        return Standing.GONE
    return Standing.READ if row.seen else Standing.UNREAD
