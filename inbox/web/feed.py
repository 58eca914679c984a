"""What a tool tells over its API, made into a `Source` that reads, waits, looks and marks as read.

A tool is one file with a `Feed`; everything around it is here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from inbox.errors import Gone, Offline, SignInRefused, SourceError, Unsupported
from inbox.item import Arrival, Channel, Fetched, Past, Reason
from inbox.mail.clean import many_lines, one_line, preview
from inbox.rank import rank
from inbox.sources import LookBack, Mailbox, Probe, Remark
from inbox.wakeup import Wakeup
from inbox.writing import Begin, Change, Outcome, Standing, Stands, What

_MOST_TEXT: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Told:
    """One thing a tool tells of. `key` is the tool's own name for it, with no other thing's ever. `at` is aware.

    `thread`, `event`, `link`, `project`, `people`, `group` and `bot` as in `inbox.mail.mentions.Mention`, so that the
    same thing is known again when it comes by mail. `others`: further names of it, as `event`.
    """

    key: str
    reason: Reason
    actor: str
    title: str
    text: str
    at: datetime
    project: str = ""
    thread: str = ""
    event: str = ""
    others: tuple[str, ...] = ()
    link: str = ""
    people: int = 1
    group: bool = False
    bot: bool = False


@dataclass(frozen=True, slots=True)
class Portion:
    """`told`: oldest first. `cursor` as in `Fetched`."""

    told: tuple[Told, ...]
    cursor: str


class Feed(Protocol):
    """What one tool's API can do. One thread; raises `inbox.errors` only, as `inbox.web.client` does."""

    @property
    def push(self) -> bool:
        """It tells by itself, while `wait` waits."""

    def news(self, cursor: str, now: datetime) -> Iterator[Portion]:
        """What is new after `cursor`, in portions. '' the first time: what is unread there, as far back as `Start`."""

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        """As `Source.wait`; who cannot be told of anything waits for the wake-up alone."""

    def probe(self) -> Probe:
        """Sign in and look, changing nothing. `Probe.auth` names the person there."""

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        """How these are there now; whoever is not in the answer could not be looked at."""

    def mark(self, key: str, *, read: bool) -> bool:
        """Mark as read, or as unread again. False: this cannot be done there, should not be, or is not taken back.

        Raises Gone where something newer would be marked with it: that has not been told yet, and would never be.
        """

    def close(self) -> None:
        """Never raises; may be called twice."""


class FeedSource:
    """The `Source` of a `Feed`, and what it may change there (`inbox.writing.Writes`)."""

    def __init__(self, tool: str, feed: Feed) -> None:
        self._tool = tool
        self._feed = feed

    @property
    def push(self) -> bool:
        return self._feed.push

    @property
    def remarks(self) -> tuple[Remark, ...]:
        return getattr(self._feed, "remarks", ())  # few have any

    def fetch(self, cursor: str, now: datetime) -> Iterator[Fetched]:
        for portion in self._feed.news(cursor, now):
            yield Fetched(tuple(arrival(self._tool, one, now) for one in portion.told), portion.cursor)

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        self._feed.wait(wakeup, seconds)

    def message(self, key: str) -> bytes:
        raise Gone("There is no mail of this: all there is of it is shown.")

    def mailboxes(self) -> tuple[Mailbox, ...]:
        return ()

    def look_back(self, asked: LookBack) -> Past:
        """What was read before is not asked for again: these tools keep no history of what they told."""
        return Past((), asked.cursor, 0, 0, None, over=bool(asked.read))

    def probe(self) -> Probe:
        return self._feed.probe()

    def close(self) -> None:
        self._feed.close()

    def carry_out(self, changes: Sequence[Change], begin: Begin) -> Iterator[tuple[int, Outcome]]:
        seen = [one for one in changes if one.what is What.SEEN]
        asked = [one.key for one in seen if one.wanted and one.stands is Stands.OFF]
        before = self._feed.standing(asked) if asked else {}
        for change in changes:
            if change.what is not What.SEEN:
                yield change.id, Outcome(Stands.OFF, problem=Unsupported.code, detail="There is no archive there.")
            elif not change.wanted or begin([change.id]):
                yield change.id, self._carried_out(change, before.get(change.key))

    def _carried_out(self, change: Change, before: Standing | None) -> Outcome:
        if change.wanted and change.stands is Stands.OFF and before in {Standing.READ, Standing.GONE}:
            return Outcome(Stands.FOUND)
        try:
            done = self._feed.mark(change.key, read=change.wanted)
        except Offline:
            raise
        except SignInRefused as error:
            self._feed.standing([change.key])  # raises where the token is good for nothing any more
            return Outcome(Stands.OFF, problem=Unsupported.code, detail=f"Reading is allowed, and not this: {error}")
        except SourceError as error:
            return Outcome(Stands.OFF, problem=error.code, detail=error.detail)
        if change.wanted and not done:
            # With a problem, so that it is not tried again at once and for ever; with this one nobody is bothered.
            return Outcome(Stands.OFF, problem=Gone.code, detail="It is not marked as read there.")
        return Outcome(Stands.ON if change.wanted else Stands.OFF)

    def standing(self, keys: Sequence[str]) -> Mapping[str, Standing]:
        return self._feed.standing(keys)


def arrival(tool: str, told: Told, now: datetime) -> Arrival:
    """What a tool told, as the queue has it."""
    text = many_lines(told.text[:_MOST_TEXT])
    return Arrival(
        key=told.key,
        content_key=hashlib.blake2b(f"{tool}\0{told.key}".encode("utf-8", "replace"), digest_size=16).hexdigest(),
        channel=Channel.MENTION,
        reason=told.reason,
        sender_name=one_line(told.actor, 200),
        sender_address="",
        subject=one_line(told.title, 500),
        received_at=min(told.at, now),
        preview=preview(text),
        text=text,
        thread=one_line(told.thread, 300),
        link=told.link if told.link.startswith("https://") else "",
        tool=tool,
        project=one_line(told.project, 300),
        rank=rank(told.reason, people=told.people, group=told.group, bot=told.bot),
        events=tuple(one_line(one, 300) for one in (told.event, *told.others) if one),
    )
