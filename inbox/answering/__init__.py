"""What the person writes: answers, drafts of them, and reusable texts. Plain values; no I/O."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class CannotAnswer(Exception):
    """No message can be made of this: the text says why, in a sentence for the person."""


class Way(StrEnum):
    REPLY = "reply"
    REPLY_ALL = "reply_all"
    FORWARD = "forward"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person wrote, and how it goes out. `to`: the addresses a forward goes to; ignored otherwise.

    `attachments`: files by their absolute paths, read when it is put in the outbox. `send_at`: not before this
    instant (aware); None: now. `used`: the saved answers in it, which are counted once it is sent. `originals`: a
    forward takes along what was attached to the mail.
    """

    way: Way
    text: str
    to: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    send_at: datetime | None = None
    used: tuple[int, ...] = ()
    originals: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer that is being written, one at most for an item. Fields as in `Answer`; `saved_at` in UTC."""

    item: int
    way: Way
    to: tuple[str, ...]
    text: str
    attachments: tuple[str, ...] = ()
    send_at: datetime | None = None
    saved_at: datetime | None = None
    used: tuple[int, ...] = ()
    originals: bool = True

    @classmethod
    def of(cls, item: int, said: Answer, saved_at: datetime | None = None) -> Draft:
        return cls(
            item, said.way, said.to, said.text, said.attachments, said.send_at, saved_at, said.used, said.originals
        )

    @property
    def answer(self) -> Answer:
        return Answer(self.way, self.text, self.to, self.attachments, self.send_at, self.used, self.originals)


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What goes along. `name`: one line, no path. `kind`: its MIME type, neither message/* nor multipart/*."""

    name: str
    kind: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """A text to be used again. `id` is 0 before it is kept; `uses`: how many sent answers it was in."""

    id: int
    title: str
    text: str
    uses: int = 0
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A saved answer made ready for one mail (`inbox.answering.fill`).

    `blanks`: what is left for the person to fill, from where to where in `text` (in code points, braces included),
    in order.
    """

    text: str
    blanks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class TheirNine:
    """When it is next 9:00 on a working day (Monday to Friday) where somebody lives.

    `zone`: the IANA zone that the person set for `address`, '' for none, and then `at` is None: no zone is ever
    assumed. `proposals`: zones that go with the clock their mail was written by, likeliest first. `at` in UTC.
    """

    address: str
    zone: str
    at: datetime | None
    proposals: tuple[str, ...] = ()
