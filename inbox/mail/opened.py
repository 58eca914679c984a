"""A mail opened for reading: what of it may be shown, and what is to be said about it. Plain values; no I/O.

All of it comes from a stranger and was made harmless: strings hold no NUL, no lone surrogate and no control but LF
and TAB; HTML has passed the allow-list of `inbox.mail.pages`. It is text to show, and never a command or a path.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from inbox.item import Verdict


class Caution(StrEnum):
    """What the person is to be told of a mail before they trust it."""

    POSES_AS_ADDRESS = "poses_as_address"
    """The sender's name looks like an address, and it is not the one the mail is from."""
    LOOK_ALIKE = "look_alike"
    """The sender's domain can be mistaken for one that writes often: `Opened.looks_like`."""
    MIXED_SCRIPTS = "mixed_scripts"
    """The sender's domain mixes letters of several scripts."""
    DIRECTION_MARKS = "direction_marks"
    """Name or subject held characters that turn the writing direction; they were taken out."""
    STACKED_MARKS = "stacked_marks"
    """Name or subject held heaps of combining marks; eight of each are left."""
    REPLIES_ELSEWHERE = "replies_elsewhere"
    """An answer would go to another domain than the one the mail is from."""
    DECEPTIVE_LINK = "deceptive_link"
    """At least one link shows another host than the one it leads to."""
    ENCRYPTED = "encrypted"
    """A part is encrypted: Écluse does not open it."""
    INCOMPLETE = "incomplete"
    """There are more parts, or they are nested deeper, than are read."""


class LeftOut(StrEnum):
    """Why there is no HTML to show. `NONE`: there is some, or the mail has none."""

    NONE = ""
    LARGE = "large"
    DEEP = "deep"
    MANY_TAGS = "many_tags"


class PassageKind(StrEnum):
    TEXT = "text"
    QUOTE = "quote"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the plain text; the passages of a mail, joined by line ends, are its text.

    A quote begins with the line that introduces it, such as "On Monday Anna wrote:". `links`: where in `text` one
    begins and ends, and which of `Opened.links` it is.
    """

    kind: PassageKind
    text: str
    links: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the text or the HTML that may be opened: `url` is https or mailto, and was put together anew by us.

    `text`: the words it stood behind. `host`: where it leads, in letters where they can be told from others, else in
    Punycode; of a mailto the address. `deceptive`: its words name another host. `refused`: why it is not opened ('':
    it may be): insecure (http), scheme, host, user (user@host), controls; `url` is then empty.
    """

    text: str
    url: str
    host: str
    deceptive: bool = False
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """`index` is what `Desk.save_attachment` takes. `name` is fit to be a file's. `kind`: its MIME type as told.

    `size` in bytes, decoded. `dangerous`: opening it may run a program; that is judged by its name and its kind.
    """

    index: int
    name: str
    kind: str
    size: int
    dangerous: bool = False


@dataclass(frozen=True, slots=True)
class Invitation:
    """A calendar event in a mail (RFC 5546). `method`: REQUEST, CANCEL, REPLY, COUNTER, PUBLISH, or '' if not told.

    `start` and `end` are dates where `all_day` (the last day is `end`), else aware, in the zone they were written in;
    a time without a zone is in none (`floating`), told as UTC, and meant in the reader's own zone. None: not told or
    not to be read. `answer` is what a REPLY says: accepted, declined, tentative, or ''. `recurs`: it has a rule to
    come again; `start` is the first time.
    """

    method: str
    summary: str
    location: str
    organizer: str
    start: datetime | date | None
    end: datetime | date | None
    all_day: bool = False
    floating: bool = False
    recurs: bool = False
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """One mail, as far as it may be shown.

    `html`: one fragment for each HTML body part, each to be shown in a frame of its own, never joined. An image in it
    is `<img src="inline:N">`, whose bytes are `inline_images["inline:N"]`, or `<img src="remote:N">`, which stands for
    `remote_images[N]` and stays a placeholder until `Desk.load_images` has given bytes under that name. A link is
    `<a href="link:N">` for `links[N]`; nothing else in it names a place. `html_left_out`: why there is none.

    `verdict` as in `Item`. `headers`: name and value of every field, in order, unfolded and decoded. `whole`: made of
    the whole mail. If not, of the text that is in the database, and `problem` says why: the code of a `SourceError`
    ("gone", "offline", ...), "no_account", or "too_much" where the mail took more time or memory than one may; '' where
    only its end is missing, for it is larger than any that is fetched.
    `source_bytes`: the size of what it was made of.
    """

    passages: tuple[Passage, ...] = ()
    html: tuple[str, ...] = ()
    html_left_out: LeftOut = LeftOut.NONE
    inline_images: Mapping[str, bytes] = field(default_factory=dict)
    remote_images: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    verdict: Verdict = Verdict.UNKNOWN
    cautions: tuple[Caution, ...] = ()
    looks_like: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    whole: bool = True
    problem: str = ""
    detail: str = ""
    source_bytes: int = 0
