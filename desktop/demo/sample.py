"""The sample mailbox in the window: what the first run offers to whoever has no account at hand yet.

It lives as long as the app: the account is made through the desk like any other, and forgotten, with its items, when
the app ends or the person has seen enough. `forget` at a start clears away what a crash left of it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from desktop.core.desk import Desk, Later
from desktop.demo.mailbox import OWNER, Mail, letters, send
from desktop.demo.server import HOST, SampleServer

NAME: Final = "sample"
"""What the account is called."""

LATER: Final = 12
"""So many of the letters come while one watches. The first is a sign-in code, which passes."""
_FIRST, _APART = 20.0, 75.0


class SampleMailbox:
    """A mailbox with two dozen messages of the last hours; a dozen more come while one watches. Any thread."""

    def __init__(self, now: datetime) -> None:
        """`now`: aware. Nothing is made before `start`."""
        self._now = now
        self._server = SampleServer(now)

    def start(self) -> None:
        """Takes a tenth of a second. Raises `server.NoServer`, whose text says what is missing and how to get it."""
        self._server.start()
        earlier, coming = sample_mails(self._now)
        self._server.deliver(earlier)
        for number, mail in enumerate(coming):
            self._server.deliver_later(mail, _FIRST + number * _APART)

    def add_to(self, desk: Desk) -> Later[str]:
        """On the engine's thread: have the account named NAME read this mailbox. Returns as `Desk.add_account` does."""
        values, secrets = self._server.account()
        return desk.add_account(NAME, "imap", values, secrets)

    def stop(self) -> None:
        """End the server; nothing is left of it on the disk. May be called twice."""
        self._server.stop()


def forget(desk: Desk) -> Later[bool]:
    """On the engine's thread: remove the sample account and its items. False if there is none.

    One by that name which the person made for a server of their own is left alone.
    """
    if all(line.name != NAME for line in desk.accounts()):
        return Later(lambda: False)
    values = desk.account(NAME).values
    if (values.get("host"), values.get("user")) != (HOST, OWNER.addr_spec):
        return Later(lambda: False)
    removed = desk.remove_account(NAME, forget_items=True)

    def gone() -> bool:
        removed.run()
        return True

    return Later(gone)


def sample_mails(now: datetime) -> tuple[list[Mail], list[Mail]]:
    """Those that are there already, the last one minutes old, and those to come, dated as they will come."""
    all_letters = letters()
    earlier, coming = all_letters[:-LATER], all_letters[-LATER:]
    there = [send(letter, now - timedelta(minutes=7 + 23 * back)) for back, letter in enumerate(reversed(earlier))]
    later = [send(letter, now + timedelta(seconds=_FIRST + number * _APART)) for number, letter in enumerate(coming)]
    return there[::-1], later
