"""How far mailboxes have been read. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Cursor:
    """Every mail of this UIDVALIDITY up to `uid` is stored. `seconds` (Unix time) is when the newest of them came:
    if the server numbers its mails anew, it says from where on they may be unknown to us."""

    validity: int
    uid: int
    seconds: int = 0

    @classmethod
    def read(cls, text: str) -> Cursor | None:
        """None where there is none yet, or none that this version can read: then one starts as for the first time."""
        try:
            validity, uid, seconds = (int(part) for part in text.split(":"))
        except ValueError:
            return None
        return cls(validity, uid, seconds)

    def __str__(self) -> str:
        return f"{self.validity}:{self.uid}:{self.seconds}"

    def moved(self, uid: int, newest: datetime | None = None) -> Cursor:
        seconds = int(newest.timestamp()) if newest else 0
        return Cursor(self.validity, max(uid, self.uid), max(seconds, self.seconds))

    @property
    def unknown_since(self) -> datetime | None:
        """A day before the newest mail stored, for servers and senders whose clocks differ."""
        return datetime.fromtimestamp(self.seconds, UTC) - timedelta(days=1) if self.seconds else None


class Marks:
    """The cursors of the mailboxes that are read, as one text: the cursor of the account."""

    def __init__(self, cursors: dict[str, Cursor]) -> None:
        self._cursors = cursors

    @classmethod
    def read(cls, text: str, names: Iterable[str]) -> Marks:
        """Those of these mailboxes alone: one that is chosen again later begins anew."""
        try:
            kept = json.loads(text) if text else {}
        except ValueError:
            kept = {}
        if not isinstance(kept, dict):
            kept = {}
        found = {name: Cursor.read(str(kept[name])) for name in names if name in kept}
        return cls({name: cursor for name, cursor in found.items() if cursor is not None})

    def __str__(self) -> str:
        return json.dumps({name: str(cursor) for name, cursor in self._cursors.items()})

    def get(self, name: str) -> Cursor | None:
        return self._cursors.get(name)

    def put(self, name: str, cursor: Cursor) -> None:
        self._cursors[name] = cursor
