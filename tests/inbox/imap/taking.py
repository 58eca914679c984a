"""A queue for tests: keeps what it is handed, and counts what came twice."""

from __future__ import annotations

import json

from inbox.errors import SourceError
from inbox.imap.source import ImapSource
from inbox.item import Arrival
from tests.contract.source_contract import now


class Queue:
    """Keeps what is handed over, as the real one does: by key, and the same mail under a new key only once."""

    def __init__(self) -> None:
        self.cursor = ""
        self.items: dict[str, Arrival] = {}
        self.doubled = 0

    def take(self, source: ImapSource) -> None:
        for fetched in source.fetch(self.cursor, now()):
            for one in fetched.arrivals:
                if one.key in self.items or any(one.content_key == known.content_key for known in self.items.values()):
                    self.doubled += 1
                else:
                    self.items[one.key] = one
            self.cursor = fetched.cursor

    def take_stubbornly(self, source: ImapSource, *, tries: int = 12) -> list[SourceError]:
        """As the runner would; returns what went wrong on the way."""
        errors: list[SourceError] = []
        for _ in range(tries):
            try:
                self.take(source)
                return errors
            except SourceError as error:
                errors.append(error)
        raise AssertionError(f"never got through: {errors}")

    @property
    def subjects(self) -> list[str]:
        return [one.subject for one in self.items.values()]


def subjects(*numbers: int) -> list[str]:
    return [f"mail {number}" for number in numbers]


def mark(cursor: str, mailbox: str = "INBOX") -> str:
    """How far one mailbox has been read."""
    return str(json.loads(cursor)[mailbox])
