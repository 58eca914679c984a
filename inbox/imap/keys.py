"""The key of an arrival: the mailbox it was in, by which numbers, its number, and a little of its content key. Pure."""

from __future__ import annotations

from inbox.errors import Gone


def named(key: str) -> tuple[str, int, int]:
    """Mailbox, UIDVALIDITY and UID. Raises Gone for what is no such key."""
    try:
        mailbox, validity, uid, _ = key.rsplit(":", 3)
        return mailbox, int(validity), int(uid)
    except ValueError:
        raise Gone("It was not read from a mailbox.") from None


def moved(key: str, mailbox: str, validity: int, uid: int) -> str:
    """The key of the same mail at another place."""
    return f"{mailbox}:{validity}:{uid}:{key.rpartition(':')[2]}"
