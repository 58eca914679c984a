"""One thing that arrived, and the states it may be in. Plain values; no I/O."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """Where an item stands. Only `inbox.queue` moves an item from one to another."""

    HELD = "held"
    RELEASED = "released"
    SNOOZED = "snoozed"
    DONE = "done"
    EXPIRED = "expired"
    """Released when the code or the link in it was good no more: in its batch like all else, and named there."""


class Channel(StrEnum):
    """What a check-in admits and a rule matches, beside account names."""

    MAIL = "mail"
    MENTION = "mention"


class Reason(StrEnum):
    """Why an item reached the person."""

    DIRECT = "direct"
    MENTIONED = "mentioned"
    ASSIGNED = "assigned"
    REVIEW_ASKED = "review_asked"
    REPLIED = "replied"
    SUBSCRIBED = "subscribed"
    STATE_CHANGE = "state_change"
    LIST = "list"
    AUTOMATIC = "automatic"


class Verdict(StrEnum):
    """Whether the account's own server (RFC 8601), or where it is silent a signature, vouches for the domain of the
    sender's address."""

    VERIFIED = "verified"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Arrival(NamedTuple):
    """What a source read, before the queue has stored it. Made for each mail there is: a tuple is made the fastest.

    `key` is the source's own name for it, unique within the account (for IMAP: mailbox, UIDVALIDITY, UID).
    `content_key` is the same for the same message met again under another key, and differs between two
    messages that only share a Message-ID. `to` are the addresses of To and Cc; `references` the identifiers of the
    mails it answers, the first and the latest. `utc_offset`: how far ahead of UTC the clock was by which it was
    written, in minutes; None where it says none. Times are aware, in UTC. Strings hold no NUL and no lone surrogate.

    `tool` is where a mention is from (`github`), `project` what it names there (a repository, a room, a board), `rank`
    how much it asks of the person (`inbox.rank`). A mail with a `tool` that is of the channel MAIL only looks
    like that tool's: nobody vouches for it. `events` are names of what happened, the same by whatever way one is told
    of it: two arrivals that share one are one thing. `caught`: off the desktop's own notifications, a title and a line
    without such a name; then `tool` is the name of a reader or an API source (`slack`) where the app is known.
    """

    key: str
    content_key: str
    channel: Channel
    reason: Reason
    sender_name: str
    sender_address: str
    subject: str
    received_at: datetime
    preview: str
    text: str
    message_id: str = ""
    thread: str = ""
    list_id: str = ""
    link: str = ""
    to: tuple[str, ...] = ()
    reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    unreadable: bool = False
    verdict: Verdict = Verdict.UNKNOWN
    utc_offset: int | None = None
    tool: str = ""
    project: str = ""
    rank: int = 0
    events: tuple[str, ...] = ()
    caught: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """Some arrivals and the cursor that is right once they are stored. The cursor is opaque to all but its source."""

    arrivals: tuple[Arrival, ...]
    cursor: str


@dataclass(frozen=True, slots=True)
class Past:
    """A portion of history, newest first, and the cursor that is right once it is stored.

    `seen`: by how many messages that moves on, those included that are stored already. `left`: about how many are
    still to come. `reached`: all that came after this is fetched, aware. `over`: there is nothing more.
    """

    arrivals: tuple[Arrival, ...]
    cursor: str
    seen: int = 0
    left: int | None = None
    reached: datetime | None = None
    over: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the queue, without its text. `id` is the queue's own number. Times are aware, in UTC. `also`: the
    other accounts by which it came (`Origin`).

    What was decided of it as it arrived (`inbox.rules.Decision`): `ruled_by` and `because` say by which rule and why,
    `passed_by` that it let it through; `waits_for` names the check-in it is held for, `refused_by` the rule that would
    have let it through, had anyone vouched for who wrote it.

    `promised`: by which promise an answer is due at `due_at`; `answered_at`: when one was sent from here."""

    id: int
    account: str
    channel: Channel
    reason: Reason
    sender_name: str
    sender_address: str
    subject: str
    preview: str
    received_at: datetime
    arrived_at: datetime
    state: State
    state_since: datetime
    snoozed_until: datetime | None = None
    released_at: datetime | None = None
    batch: int | None = None
    passed_by: str = ""
    pinned: bool = False
    thread: str = ""
    link: str = ""
    list_id: str = ""
    unreadable: bool = False
    verdict: Verdict = Verdict.UNKNOWN
    tool: str = ""
    project: str = ""
    rank: int = 0
    caught: bool = False
    ruled_by: str = ""
    waits_for: str = ""
    because: str = ""
    refused_by: str = ""
    label: str = ""
    promised: str = ""
    due_at: datetime | None = None
    answered_at: datetime | None = None
    also: tuple[str, ...] = ()

    @property
    def is_out(self) -> bool:
        """It was given to the person, who has neither done it nor put it away."""
        return self.state is State.RELEASED or self.state is State.EXPIRED

    @property
    def has_mail(self) -> bool:
        """It came as a mail, which can be opened and answered; of others a tool told over its API, and text and link
        are all there is."""
        return self.channel is Channel.MAIL or bool(self.sender_address)


@dataclass(frozen=True, slots=True)
class Sums:
    """How many items of one account are in each state. `received` is counted apart (`inbox.tally`), so that the two can
    be compared; what was deleted since, as the person wished, is in `forgotten` alone."""

    account: str
    received: int
    held: int = 0
    released: int = 0
    snoozed: int = 0
    done: int = 0
    expired: int = 0
    forgotten: int = 0
    since: datetime | None = None

    @property
    def adds_up(self) -> bool:
        return self.received == self.held + self.released + self.snoozed + self.done + self.expired


@dataclass(frozen=True, slots=True)
class Ledger:
    """As `Sums`, of all accounts together. `since`: when the first item was received; aware, in UTC."""

    received: int
    held: int
    released: int
    snoozed: int
    done: int
    expired: int
    forgotten: int = 0
    since: datetime | None = None
    accounts: tuple[Sums, ...] = ()

    @property
    def adds_up(self) -> bool:
        """As a whole, and account by account."""
        states = self.held + self.released + self.snoozed + self.done + self.expired
        return self.received == states and all(one.adds_up for one in self.accounts)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of an item's history: what happened to it, when, and by what (a rule, a check-in, the person).

    `moment`: the other instant of it. Until when it is held, snoozed or promised; when the check-in that released it
    began; when the code in it was over.
    """

    at: datetime
    what: str
    by: str = ""
    moment: datetime | None = None


class Place(NamedTuple):
    """One of the ways by which an item (its id) came: 0 for the first, else the number of an `Origin`."""

    item: int
    way: int = 0


class By(StrEnum):
    """How something reached an account."""

    MAIL = "mail"
    API = "api"
    DESKTOP = "desktop"


@dataclass(frozen=True, slots=True)
class Origin:
    """One of the ways by which an item came: the account, the tool where there is one, when (aware, in UTC)."""

    account: str
    by: By
    at: datetime
    tool: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """An item opened for reading: its whole text, its history, oldest first, and all the ways by which it came, that
    first by which it is opened."""

    item: Item
    text: str
    message_id: str
    to: tuple[str, ...]
    history: tuple[Event, ...] = field(default=())
    reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    utc_offset: int | None = None
    origins: tuple[Origin, ...] = ()
