"""The kinds of account Écluse can read from, one module each.

To add one:
1. Make `inbox/sources/NAME.py` with a module-level `SPEC: SourceSpec` and nothing heavy imported at its top.
2. `SPEC.name` is the module's name; `SPEC.fields` are its settings: the form, the command line's questions,
   the validation and the documentation are all made from them. A `secret` field goes to the keyring only.
3. `SPEC.open(values, secrets, terms)` gives a `Source`. It may not touch the network yet.
4. A source raises only what `inbox.errors` has.
5. Make `tests/inbox/sources/test_NAME.py` with a subclass of `SourceContract`.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import pkgutil
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Final, Protocol

from inbox.item import Fetched, Past
from inbox.mail.mentions import Known, nothing
from inbox.oauth import Tokens
from inbox.vouching import UNSIGNED, Signatures
from inbox.wakeup import Wakeup

Value = str | int | bool | tuple[str, ...]

MOST_MESSAGE: Final = 50 * 1024 * 1024
"""Bytes of one message that are read at once; what servers of today let through is less."""


@dataclass(frozen=True, slots=True)
class Field:
    """One setting of an account. `kind`: text, texts, number, choice, flag, file, secret or grant. The window
    translates labels. Of `texts`, one or several, `most` is how many.

    A grant is a secret that nobody types: it is what signing in by OAuth gave. `identifies`: another value means other
    mail, which is read from its start. `where`: a field and the value it must have for this one to count.
    """

    name: str
    label: str
    kind: str = "text"
    help: str = ""
    default: Value | None = None
    required: bool = True
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    identifies: bool = False
    where: tuple[str, str] | None = None
    group: str = ""
    """A code of GROUPS: fields that stand together, and that a form may fold away. '' is always shown."""


GROUPS: Final[Mapping[str, str]] = {
    "server": "Server",
    "authority": "Addresses of the sign-in",
    "reading": "Reading",
    "changes": "Changes at the server",
    "sending": "Sending",
    "trust": "Certificates and trust",
}
"""What a group is called, by its code."""


@dataclass(frozen=True, slots=True)
class Start:
    """How far back the first connect reaches: whichever is less."""

    days: int = 14
    mails: int = 500


@dataclass(frozen=True, slots=True)
class Trial:
    """What signing in to a submission server found: `server` as host:port, `auth` the SASL mechanism.

    Where it failed `problem` is the code of the error, and `detail` what was said.
    """

    server: str
    tls: str = ""
    auth: str = ""
    problem: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Probe:
    """What a live test of an account found: one line each for the form, `account test` and the doctor."""

    server: str
    capabilities: tuple[str, ...]
    tls: str
    messages: int
    auth: str = ""
    """How it was signed in: the SASL mechanism, or LOGIN; '' where nothing is signed in to."""
    sending: Trial | None = None
    """What came of signing in to send; None where the account does not send."""
    mailboxes: tuple[Mailbox, ...] = ()
    """What there is to choose from."""
    remarks: tuple[Remark, ...] = ()


def number(values: Mapping[str, Value], name: str, default: int) -> int:
    """The value of a field of kind number."""
    found = values.get(name, default)
    assert isinstance(found, int), name
    return found


class Role(StrEnum):
    """What a mailbox is for (RFC 6154), as the server says or as its name lets one guess."""

    INBOX = "inbox"
    SENT = "sent"
    DRAFTS = "drafts"
    ARCHIVE = "archive"
    JUNK = "junk"
    TRASH = "trash"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A folder at the server. `delimiter` parts the name into levels; '' where there is but one level.

    Only what is `selectable` can be read or written to; `name` is then what it is asked for by.
    """

    name: str
    delimiter: str = ""
    role: Role | None = None
    selectable: bool = True


@dataclass(frozen=True, slots=True)
class LookBack:
    """What history is asked for: what came at `since` or later (aware) and `read`, the cursor of `Source.fetch`, knows.

    `cursor`: '' for the first portion, then that of the portion before. `stored` gives, of the beginnings of keys it
    is handed, those that need not be read again; it may be asked from the source's thread, and raises SourceError.
    """

    since: datetime
    now: datetime
    read: str
    cursor: str
    stored: Callable[[Sequence[str]], Collection[str]]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a source is opened with beside its own settings. `tokens`: for an account that signs in by OAuth.

    `known`: what the person says of tools, as it is whenever this is called; from any thread.
    """

    start: Start = Start()
    tokens: Tokens | None = None
    known: Callable[[], Known] = nothing
    signatures: Signatures = UNSIGNED
    """Looks at who signed a mail that no server vouches for; for the source's thread."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What the person should know of an account that is read all the same.

    `code`: mailbox (one cannot be read, which `about` names), alert (a server's words to its people), no_service
    (nothing shows notifications), pop_ups (nothing keeps them off the screen in a focus block; why, if it was tried).
    """

    code: str
    detail: str
    about: str = ""


class Source(Protocol):
    """Reads one account. Used by one thread only, except for what `wakeup` is for."""

    @property
    def push(self) -> bool:
        """Whether the other side tells of what is new by itself: `wait` then need not be short."""

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """As of the latest fetch."""

    def fetch(self, cursor: str, now: datetime) -> Iterator[Fetched]:
        """Everything after `cursor` ('' for the first time), oldest first, in portions that are stored one by one.

        Connects as needed. After an error, or when the reader stops early, the next call starts afresh.
        """

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        """Return when there may be something new, when woken, or after `seconds`.

        At once where something new was heard of before and has not been fetched since.
        """

    def message(self, key: str) -> bytes:
        """What an arrival was made from, whole (RFC 5322 for mail). Raises `Gone` where it is not there any more.

        Of what is larger than MOST_MESSAGE the beginning.
        """

    def mailboxes(self) -> tuple[Mailbox, ...]:
        """What there is at the other side, whether it is read or not; () where there is nothing to choose from."""

    def look_back(self, asked: LookBack) -> Past:
        """One small portion of history, in a fraction of a second: what is new waits for no more than that.

        Nothing that `fetch` has still to give is in it. Where nothing moved, there is nothing to be had for now.
        """

    def probe(self) -> Probe:
        """Sign in and look, changing nothing."""

    def close(self) -> None:
        """Never raises; may be called twice."""


class Opens(Protocol):
    def __call__(self, values: Mapping[str, Value], secrets: Mapping[str, str], terms: Terms, /) -> Source:
        """Raises WrongSetting; touches no network."""


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """What a module of this package says of itself."""

    name: str
    title: str
    fields: tuple[Field, ...]
    open: Opens
    by_address: bool = False
    """The fields host, port and user can be found from a mail address (`inbox.discovery`)."""
    mentions: bool = False
    """It tells of mentions, over a tool's API: there are no mails to open or to answer, and no history. `title` is the
    tool's own name, the same in every language."""
    paste: tuple[str, ...] = ()
    """A file of `resources` that one pastes at the tool to be given a token there."""
    keeps: timedelta | None = None
    """For how long the other side keeps what came, so that it can be read later: None for ever, zero not at all."""
    system: str = ""
    """The only system it works on, as `sys.platform` has it: elsewhere it is not offered."""

    @property
    def offered(self) -> bool:
        return self.system in {"", sys.platform}

    def place(self, values: Mapping[str, Value]) -> str:
        """What is read with these settings, as a short name without spaces: a cursor is good for one place only."""
        said = [str(values.get(one.name) or one.default or "").strip() for one in self.fields if one.identifies]
        return hashlib.sha256(json.dumps([self.name, *said]).encode()).hexdigest()[:16]


class Kinds(MutableMapping[str, SourceSpec]):
    """The sources by name, in order; each is loaded when it is asked for: who reads one account needs no other's.

    A module without its SPEC is a programming error, and raises then.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._loaded: dict[str, SourceSpec] = {}

    def __getitem__(self, name: str) -> SourceSpec:
        if name not in self._loaded:
            if name not in self._names:
                raise KeyError(name)
            spec = getattr(importlib.import_module(f"{__name__}.{name}"), "SPEC", None)
            if not isinstance(spec, SourceSpec) or spec.name != name:
                raise RuntimeError(f"inbox/sources/{name}.py needs a SPEC named {name!r}")
            self._loaded[name] = spec
        return self._loaded[name]

    def __setitem__(self, name: str, spec: SourceSpec) -> None:
        self._loaded[name] = spec

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys([*self._names, *self._loaded]))

    def __len__(self) -> int:
        return len({*self._names, *self._loaded})

    def __contains__(self, name: object) -> bool:
        return name in self._names or name in self._loaded


@cache
def discover() -> Kinds:
    """Every source in this package."""
    return Kinds(sorted(info.name for info in pkgutil.iter_modules(__path__)))
