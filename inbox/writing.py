"""What Écluse may change at a server, each only where the person asked for it. Plain values; no I/O."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable


class What(StrEnum):
    """A change that follows from an item being done, and is taken back when that is undone."""

    SEEN = "seen"
    """The mail is marked as read."""
    ARCHIVE = "archive"
    """The mail goes to the archive mailbox."""


class Stands(StrEnum):
    """How the mail is at the server, as far as we know."""

    OFF = "off"
    UNSURE = "unsure"
    """We were about to change it when something ended us or the connection."""
    ON = "on"
    FOUND = "found"
    """It was so before us: there is nothing of ours to take back."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one mail. `wanted`: to be made; else to be taken back.

    `key` is where the mail is now, as far as we know, `origin` where it was before we moved it ('': not moved).
    `content_key` and `message_id` tell the mail from others.
    """

    id: int
    what: What
    wanted: bool
    stands: Stands
    key: str
    origin: str
    content_key: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a change. `key`: where the mail is from now on, '' for where it was; `origin`: where it was.

    `problem` is the code of an `inbox.errors` class, '' where there is none; with one it is not tried again.
    """

    stands: Stands
    key: str = ""
    origin: str = ""
    problem: str = ""
    detail: str = ""


class Standing(StrEnum):
    """What a look at the server finds of a mail."""

    UNREAD = "unread"
    READ = "read"
    GONE = "gone"
    """It is not in its mailbox any more: moved or deleted by someone else."""


Begin = Callable[[Sequence[int]], Collection[int]]
"""Notes durably that these changes (ids) are about to be made; returns those that are still wanted."""


@runtime_checkable
class Writes(Protocol):
    """A source that can also change things at its server, and look at what others changed there.

    Used like a `Source`: on its thread, and raising `inbox.errors` only. Afterwards it reads on as before.
    """

    def carry_out(self, changes: Sequence[Change], begin: Begin) -> Iterator[tuple[int, Outcome]]:
        """Make these changes or take them back; each is answered as soon as it is known (by its id).

        What was ended in the middle can be asked for again: nothing is done twice.
        """

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        """How these mails are there. Whoever is not in the answer could not be looked at."""


@runtime_checkable
class FilesSent(Protocol):
    """A source whose server has a mailbox for copies of what was sent. Used like a `Source`."""

    def file_sent(self, message: bytes, message_id: str, at: datetime, *, insist: bool) -> bool:
        """Have a copy of a mail that was sent in the mailbox for that, once.

        False: the server keeps one by itself, and not `insist`. Raises Unsupported or WrongSetting where there is no
        such mailbox.
        """

    def was_sent(self, message_id: str) -> bool:
        """Whether the mailbox for sent mail has a message of this Message-ID."""
