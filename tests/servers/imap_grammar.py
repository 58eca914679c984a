"""The commands that a scripted server knows, letter by letter: whatever does not match one is a violation."""

from __future__ import annotations

import re
from dataclasses import dataclass

_QUOTED = r'"(?:[^"\\\r\n\0]|\\["\\])*"'
_NUMBERS = r"[0-9*]+(?::[0-9*]+)?(?:,[0-9]+(?::[0-9]+)?)*"
GRAMMAR = {
    name: re.compile(rf"[A-Z]+[0-9]+ {rest}".encode())
    for name, rest in {
        "CAPABILITY": "CAPABILITY",
        "NOOP": "NOOP",
        "LOGOUT": "LOGOUT",
        "IDLE": "IDLE",
        "ID": "ID NIL",
        "LOGIN": f"LOGIN {_QUOTED} {_QUOTED}",
        "AUTHENTICATE": "AUTHENTICATE PLAIN",
        "EXAMINE": f"EXAMINE {_QUOTED}",
        "STATUS": rf"STATUS {_QUOTED} \(MESSAGES UIDNEXT UIDVALIDITY\)",
        "MAILBOXES": r'X?LIST "" "\*"(?: RETURN \(SPECIAL-USE\))?',
        "SEARCH": r"UID SEARCH [0-9]+:[0-9]+(?: SINCE [0-9]{1,2}-[A-Z][a-z]{2}-[0-9]{4})?",
        "LIST": rf"(?:UID )?FETCH {_NUMBERS} \(UID(?: INTERNALDATE)?\)",
        "FETCH": rf"UID FETCH {_NUMBERS} \(UID(?: INTERNALDATE RFC822\.SIZE)? BODY\.PEEK\[\]<0\.[0-9]+>\)",
    }.items()
}


@dataclass
class Command:
    tag: bytes
    name: str
    line: bytes

    @property
    def numbers(self) -> str:
        return self.line.split(b"FETCH ")[1].split(b" ")[0].decode()

    @property
    def mailbox(self) -> str:
        """As it stands between the quotes."""
        return self.line.split(b'"')[1].decode()

    @property
    def by_uid(self) -> bool:
        return b" UID FETCH " in self.line
