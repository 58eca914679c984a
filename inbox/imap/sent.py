"""The copy of what was sent, in the mailbox for that: looked for before it is put there, so that there is one."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from inbox.errors import Unsupported, WrongSetting
from inbox.imap import names, refusals
from inbox.imap.connection import Connection
from inbox.imap.looking import LABELS, MOST_UIDS, WHOLE, rows, search, special
from inbox.imap.refusals import Refused
from inbox.sources import Role

_MONTHS: Final = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_KEEP_THEIR_OWN: Final = ("microsoft exchange", "outlook")


def files_by_itself(connection: Connection, host: str) -> bool:
    """Gmail and Microsoft 365 keep a copy of whatever is sent through them."""
    microsoft = host.lower().endswith((".office365.com", ".outlook.com"))
    told = connection.greeting.lower()
    return LABELS in connection.capabilities or microsoft or any(name in told for name in _KEEP_THEIR_OWN)


def file(connection: Connection, mailbox: str, message: bytes, message_id: str, at: datetime) -> None:
    """Raises WrongSetting or Unsupported where there is no place for it."""
    place = special(connection, Role.SENT, mailbox, "sent_mailbox").name
    if _is_in(connection, place, message_id):
        return
    try:
        for _ in connection.converse("APPEND", names.quoted(place), r"(\Seen)", _date_time(at), literal=message):
            pass
    except Refused as refusal:
        raise refusals.of_change(refusal.text) from None


def is_there(connection: Connection, mailbox: str, message_id: str) -> bool:
    try:
        return _is_in(connection, special(connection, Role.SENT, mailbox, "sent_mailbox").name, message_id)
    except (WrongSetting, Unsupported):
        return False


def _is_in(connection: Connection, place: str, message_id: str) -> bool:
    try:
        connection.select(place)
        # By the header itself: a server that finds what is not there would have a letter pass for sent.
        found = rows(connection, search(connection, message_id)[-MOST_UIDS:], WHOLE)
        wanted = message_id.encode()
        return any(row.body is not None and wanted in row.body.partition(b"\r\n\r\n")[0] for row in found.values())
    except WrongSetting as error:
        raise WrongSetting("sent_mailbox", error.detail) from None
    except Refused as refusal:
        raise refusals.of_command(refusal.text) from None


def _date_time(at: datetime) -> str:
    """RFC 3501 date-time; the names of months are English, whatever the locale."""
    return f'"{at:%d}-{_MONTHS[at.month - 1]}-{at:%Y %H:%M:%S %z}"'
