"""A scripted server with several mailboxes that can also be written to, and as strict with every line.

`folders` are filled from `boxes`. `renumber`: every SELECT and EXAMINE numbers its mailbox anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from tests.servers.imap_script import Command, ScriptedImap, Session
from tests.servers.mailbox import Mail

_QUOTED = r'"(?:[^"\\\r\n\0]|\\["\\])*"'
_UIDS = r"[0-9]+(?:,[0-9]+)*"
_DATE = '"[ 0-9]{2}-[A-Z][a-z]{2}-[0-9]{4} [0-9:]{8} [+-][0-9]{4}"'
_GRAMMAR = {
    name: re.compile(rf"[A-Z]+[0-9]+ {rest}".encode())
    for name, rest in {
        "SELECT": f"SELECT {_QUOTED}",
        "FLAGS": rf"UID FETCH {_UIDS} \(UID (?:FLAGS|RFC822\.SIZE)\)",
        "STORE": rf"UID STORE {_UIDS} [+-]FLAGS\.SILENT \(\\Seen\)",
        "MOVE": f"UID MOVE {_UIDS} {_QUOTED}",
        "COPY": f"UID COPY {_UIDS} {_QUOTED}",
        "SEARCH": r"UID SEARCH HEADER Message-ID \{[0-9]+\}",
        "APPEND": rf"APPEND {_QUOTED} \(\\Seen\) {_DATE} \{{[0-9]+\}}",
    }.items()
}
# What is to be known of EXPUNGE is that nobody ever sends it: it is in no grammar here.


@dataclass
class Box:
    role: str = ""
    validity: int = 7
    mails: list[Mail] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    next_uid: int = 1

    def add(self, *contents: bytes) -> None:
        for content in contents:
            self.mails.append(Mail(self.next_uid, content))
            self.next_uid += 1


class WritingImap(ScriptedImap):
    def __init__(self, **boxes: Box) -> None:
        super().__init__()
        self.capabilities = "IMAP4rev1 IDLE AUTH=PLAIN MOVE UIDPLUS SPECIAL-USE"
        self.boxes = {"INBOX": Box(), **boxes}
        self.renumber = False
        self.tells_copyuid = True
        self.permanent = r"(\Seen \Deleted)"
        self.selected: dict[Session, tuple[str, bool]] = {}
        self.literals: list[bytes] = []
        self.grammar.update(_GRAMMAR)
        self.replies.update(
            {
                "SELECT": _select,
                "EXAMINE": _select,
                "FLAGS": _fetch,
                "LIST": _fetch,
                "FETCH": _fetch,
                "STORE": _store,
                "MOVE": _move,
                "COPY": _move,
                "SEARCH": _search,
                "APPEND": _append,
                "NOOP": lambda session, command: session.ok(command),
                "MAILBOXES": _list,
            }
        )

    def uids(self, name: str) -> list[int]:
        return [one.uid for one in self.boxes[name].mails]

    def said(self, *names: str) -> list[bytes]:
        """The lines of these commands, without their tags."""
        return [
            line.split(b" ", 1)[1].rstrip()
            for line in self.commands
            if (name := self.named(line)) is not None and name in names
        ]


def _box(session: Session) -> Box:
    server: Any = session.server
    return server.boxes[server.selected[session][0]]  # type: ignore[no-any-return]


def _name(command: Command) -> str:
    found = re.findall(_QUOTED.encode(), command.line)[0][1:-1]
    return re.sub(rb"\\(.)", rb"\1", found).decode()


def _list(session: Session, command: Command) -> None:
    server: Any = session.server
    for name, box in server.boxes.items():
        session.write(f'* LIST ({box.role}) "/" "{name}"\r\n')
    session.ok(command)


def _select(session: Session, command: Command) -> None:
    server: Any = session.server
    name = _name(command)
    server.selected.pop(session, None)
    if name not in server.boxes:
        session.no(command, "[NONEXISTENT] no such mailbox")
        return
    box = server.boxes[name]
    if server.renumber:
        box.validity += 1
    writable = command.name == "SELECT"
    server.selected[session] = name, writable
    session.write(f"* {len(box.mails)} EXISTS\r\n* OK [PERMANENTFLAGS {server.permanent}] kept\r\n")
    session.write(f"* OK [UIDVALIDITY {box.validity}] ok\r\n* OK [UIDNEXT {box.next_uid}] next\r\n")
    session.ok(command, "[READ-WRITE] selected" if writable else "[READ-ONLY] selected")


def _rows(session: Session, command: Command) -> list[tuple[int, Mail]]:
    numbers = re.search(rb"(?:FETCH|STORE|MOVE|COPY) ([0-9:,*]+)", command.line)
    assert numbers is not None
    box = _box(session)
    ranges = []
    for part in numbers[1].decode().split(","):
        ends = [max(len(box.mails), box.next_uid - 1) if end == "*" else int(end) for end in part.split(":")]
        ranges.append((min(ends), max(ends)))
    by_uid = b" UID " in command.line
    return [
        (sequence, one)
        for sequence, one in enumerate(box.mails, start=1)
        if any(low <= (one.uid if by_uid else sequence) <= high for low, high in ranges)
    ]


def _fetch(session: Session, command: Command) -> None:
    box = _box(session)
    for sequence, one in _rows(session, command):
        if b"BODY" in command.line:
            session.mail_row(sequence, one)
            continue
        said = f"UID {one.uid}"
        if b"FLAGS" in command.line:
            said += rf" FLAGS ({chr(92)}Seen)" if one.uid in box.seen else " FLAGS ()"
        if b"SIZE" in command.line:
            said += f" RFC822.SIZE {len(one.content)}"
        if b"INTERNALDATE" in command.line:
            said += f' INTERNALDATE "{one.date}"'
        session.write(f"* {sequence} FETCH ({said})\r\n")
    session.ok(command)


def _must_write(session: Session, command: Command) -> None:
    server: Any = session.server
    if not server.selected[session][1]:
        server.violations.append(b"read-only: " + command.line)


def _store(session: Session, command: Command) -> None:
    _must_write(session, command)
    uids = {one.uid for _, one in _rows(session, command)}
    box = _box(session)
    box.seen = box.seen | uids if b"+FLAGS" in command.line else box.seen - uids
    session.ok(command)


def _move(session: Session, command: Command) -> None:
    server: Any = session.server
    _must_write(session, command)
    source, rows = _box(session), _rows(session, command)
    if _name(command) not in server.boxes:
        session.no(command, "[TRYCREATE] no such mailbox")
        return
    target = server.boxes[_name(command)]
    old, new = [one.uid for _, one in rows], []
    for _, one in rows:
        target.add(one.content)
        new.append(target.mails[-1].uid)
        if one.uid in source.seen:
            target.seen.add(new[-1])
    if old and server.tells_copyuid:
        numbers = ",".join(map(str, old)), ",".join(map(str, new))
        session.write(f"* OK [COPYUID {target.validity} {numbers[0]} {numbers[1]}] moved\r\n")
    if command.name == "MOVE":
        for sequence, _ in reversed(rows):
            session.write(f"* {sequence} EXPUNGE\r\n")
        source.mails = [one for one in source.mails if one.uid not in old]
    session.ok(command)


def _literal(session: Session, command: Command) -> bytes:
    server: Any = session.server
    size = int(command.line.rsplit(b"{", 1)[1][:-1])
    session.write("+ go on\r\n")
    session.flush()
    literal = session.file.read(size)
    server.literals.append(literal)
    if session.file.readline() != b"\r\n":
        server.violations.append(b"after a literal: " + command.line)
    return literal


def _search(session: Session, command: Command) -> None:
    wanted = _literal(session, command)
    found = [one.uid for one in _box(session).mails if b"Message-ID: " + wanted in one.content]
    session.write(f"* SEARCH {' '.join(map(str, found))}".rstrip() + "\r\n")
    session.ok(command)


def _append(session: Session, command: Command) -> None:
    server: Any = session.server
    content = _literal(session, command)
    if _name(command) not in server.boxes:
        session.no(command, "[TRYCREATE] no such mailbox")
        return
    box = server.boxes[_name(command)]
    box.add(content)
    box.seen.add(box.mails[-1].uid)
    session.ok(command, f"[APPENDUID {box.validity} {box.mails[-1].uid}] filed")
