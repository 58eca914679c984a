"""What a scripted server has to show: mails, their numbers, and the number of the numbering."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

DATE = "22-Nov-2026 10:00:00 +0000"


@dataclass(frozen=True)
class Mail:
    uid: int
    content: bytes
    date: str = DATE


def mail(number: int, body: str = "hello") -> bytes:
    """A small mail of our own making."""
    return (
        f"Message-ID: <{number}@example.org>\r\nFrom: Person {number} <p{number}@example.org>\r\n"
        f"To: me@example.com\r\nSubject: mail {number}\r\nDate: Sun, 22 Nov 2026 10:00:00 +0000\r\n\r\n{body}\r\n"
    ).encode()


@dataclass
class Mailbox:
    """What the server has. `next_uid` None: it does not say."""

    mails: list[Mail] = field(default_factory=list)
    validity: int = 7
    next_uid: int | None = 0

    @classmethod
    def of(cls, count: int) -> Mailbox:
        return cls([Mail(number, mail(number)) for number in range(1, count + 1)])

    def add(self, *contents: bytes) -> None:
        for content in contents:
            self.mails.append(Mail((self.mails[-1].uid if self.mails else 0) + 1, content))

    def __len__(self) -> int:
        return len(self.mails)

    @property
    def following(self) -> int:
        """UIDNEXT, as it is told."""
        return self.next_uid or (self.mails[-1].uid + 1 if self.mails else len(self) + 1)

    def rows(self, numbers: str, *, by_uid: bool) -> Iterator[tuple[int, Mail]]:
        wanted = _ranges(numbers, self.mails[-1].uid if by_uid and self.mails else len(self))
        for sequence, one in enumerate(self.mails, start=1):
            if any(low <= (one.uid if by_uid else sequence) <= high for low, high in wanted):
                yield sequence, one

    def since(self, numbers: str, day: str) -> list[int]:
        """UIDs, by sequence numbers and the day of INTERNALDATE."""
        return [one.uid for _, one in self.rows(numbers, by_uid=False) if _day(one.date[:11]) >= _day(day)]


class Endless(Mailbox):
    """So many mails that none of them exists before it is asked for."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def __len__(self) -> int:
        return self._count

    def rows(self, numbers: str, *, by_uid: bool) -> Iterator[tuple[int, Mail]]:
        for low, high in _ranges(numbers, self._count):
            for number in range(low, min(high, self._count) + 1):
                yield number, Mail(number, mail(number))


@cache
def _day(words: str) -> date:
    return datetime.strptime(f"{words} +0000", "%d-%b-%Y %z").date()


def _ranges(numbers: str, star: int) -> list[tuple[int, int]]:
    found = []
    for part in numbers.split(","):
        ends = [star if end == "*" else int(end) for end in part.split(":")]
        found.append((min(ends), max(ends)))
    return found
