"""Waiting in IDLE (RFC 2177) on the socket and a wake-up at once.

IMAPClient's `idle_check` returns nothing for ever once the peer has hung up, and sleeps over what imaplib has read
ahead already. So this reads nothing while it waits: whatever makes the socket readable is taken as "look again",
and whether the peer still lives shows when DONE is answered, or not.
"""

from __future__ import annotations

import ssl
from enum import Enum, auto
from typing import Final

from inbox.imap.connection import CHECK_SECONDS, Connection
from inbox.imap.opening import READ_SECONDS
from inbox.wakeup import Wakeup

RENEWAL_SECONDS: Final = 9 * 60.0
"""Less than the 10 to 15 minutes after which home routers forget a silent connection."""


class Heard(Enum):
    NEWS = auto()
    NOTHING = auto()
    REFUSED = auto()


def idle(connection: Connection, wakeup: Wakeup, seconds: float) -> Heard:
    """Return at the first sign of anything, when woken, or after `seconds`; never later than the renewal.

    Afterwards the connection takes commands again. REFUSED: the server does not want IDLE, at once. Raises
    `inbox.errors` if the connection is dead.
    """
    with connection.on_the_wire(), connection.patience(CHECK_SECONDS):
        imap = connection.imap
        tag = imap._command("IDLE")
        while imap._get_response() is not None:  # None is the "+" we wait for; others may come first
            connection.overhear()
            if imap.tagged_commands[tag] is not None:
                del imap.tagged_commands[tag]
                return Heard.REFUSED
        heard = Heard.NEWS
        if not connection.news and not _read_ahead(connection):
            readable = wakeup.wait(min(seconds, RENEWAL_SECONDS), also=connection.socket)
            heard = Heard.NEWS if readable else Heard.NOTHING
        imap.send(b"DONE\r\n")
        while imap.tagged_commands[tag] is None:
            imap._get_response()
            connection.overhear()
        del imap.tagged_commands[tag]
        connection.news = connection.news or heard is Heard.NEWS
        return Heard.NEWS if connection.news else Heard.NOTHING


def _read_ahead(connection: Connection) -> bool:
    """Is there something between the socket and us already, which no `select` would tell of?"""
    connection.socket.settimeout(0)
    try:
        connection.imap.file.peek(1)
    except (ssl.SSLWantReadError, BlockingIOError):
        return False
    finally:
        connection.socket.settimeout(READ_SECONDS)
    return True
