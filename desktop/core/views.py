"""What the engine shows of itself: plain values for the window, the tray and the command line.

Times are aware, in UTC, unless a name says otherwise. Words for people are not in here, but codes that each
renderer turns into words: the window in the person's language, the command line in English.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the window shows these before anything that fills them is loaded
    from desktop.core.book_lines import GapLine
    from desktop.core.promise_views import Owed
    from focus.presence import Level, Presence
    from focus.schedule import Mode
    from inbox.item import Item
    from inbox.sources import Remark, Value


@dataclass(frozen=True, slots=True)
class Hold:
    """Until when an item is held and why. `because`: off, focus, together_soon, between, snoozed, not_admitted, never,
    or rule (one has it wait for the check-in `name`)."""

    until: datetime | None
    because: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An item in a list. `hold` is set while it is held; `passed_by` names the rule that let it through.

    `refused_by`: while it is held, the rule that would let it through if it were known who wrote it. `owed_today`: an
    answer is due today, or was before; `within`: how much working time was promised, as written ("1 working day").
    """

    item: Item
    hold: Hold | None = None
    refused_by: str = ""
    owed_today: bool = False
    within: str = ""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule: `match` as the settings have it. `unverified`: of the item it was made from nobody vouches for who wrote,
    and one like it would not pass. `off`: it decides nothing. `new`: False where a key found it there already."""

    name: str
    match: Mapping[str, Any]
    act: str
    until: str = ""
    budget: int | None = None
    label: str = ""
    unverified: bool = False
    off: bool = False
    new: bool = True
    promise: str = ""


@dataclass(frozen=True, slots=True)
class ToolLine:
    """A tool that the person named, and who writes for it: an address, or `@` and a domain, in lower case. `items`: how
    many there became the tool's when it was named; `unverified`: how many only look like it, for nobody vouches for
    them."""

    name: str
    sender: str
    items: int = 0
    unverified: int = 0


@dataclass(frozen=True, slots=True)
class DaySpan:
    """One coloured stretch of the day bar; `start` and `end` are aware, in the schedule's zone."""

    mode: Mode
    start: datetime
    end: datetime
    label: str = ""


@dataclass(frozen=True, slots=True)
class Now:
    """What is going on and until when. `at`, `since`, `until` and `next_check_in` are aware, in the schedule's zone."""

    at: datetime
    mode: Mode
    since: datetime | None
    until: datetime | None
    next_check_in: datetime | None
    next_focus: datetime | None
    intention: str
    overridden: bool
    day: tuple[DaySpan, ...]
    flows: bool
    """Open time lets items through (`between = "flow"`, or the plan is paused)."""
    stands: str = ""
    """How Écluse stands to the plan: '' follows it; paused: it holds nothing and shows nobody busy until `until`; off:
    it holds everything until then, and no check-in comes before."""
    elsewhere: str = ""
    """The machine's own zone, an IANA name, where its clock shows another time than the schedule's; '' otherwise."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Beside the sidebar's entries. `batch` is what is left of the latest batch."""

    batch: int
    held: int
    snoozed: int


@dataclass(frozen=True, slots=True)
class BatchView:
    """The header of a batch: `total` items from `people` senders, of which `left` are not yet done or snoozed."""

    id: int
    by: str
    start: datetime
    opened_at: datetime
    name: str
    total: int
    people: int
    left: int
    elsewhere: int = 0
    """What was handled in another program before it came to that, and is no work any more."""
    gaps: tuple[GapLine, ...] = ()
    """When a source could not be asked between the batch before and this one."""
    owed: tuple[Owed, ...] = ()
    """In a check-in: the answers that are due before the next one begins, the soonest first."""
    owed_before: datetime | None = None
    """When that is."""


SIGNS_OUT_SOON = timedelta(days=14)
"""So long before its sign-in ends an account says so."""


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account and how it is. `health`: ok, connecting, offline, sign_in_refused, signed_out, certificate_refused,
    wrong_setting, unsupported, broken, no_secret, no_keyring, off. `since`: since when it has been so; `detail`: what
    was said. `signs_out`: when its sign-in ends by itself as far as is known, for an account that signs in by OAuth."""

    name: str
    kind: str
    title: str
    health: str
    since: datetime | None
    detail: str
    last_fetch: datetime | None
    items: int
    push: bool
    next_try: datetime | None = None
    """When it is asked again by itself, while something is wrong."""
    signs_out: datetime | None = None
    remarks: tuple[Remark, ...] = ()
    """What the person should know although it is read."""
    provider: str = ""
    """The provider that signs in as this account does; '' for none."""
    oauth: bool = False
    """It signs in by OAuth, for what it was asked for only: no provider can sign in as it does."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """How far an account's history is fetched. `state`: running, waiting, paused, finished.

    `done`: messages gone through, of about `expected`; `added`: those that were new. `reached`: all that came after
    this is there. While it waits, `problem` says for what: the `health` of the account, disk_full, storage, or the code
    of a `SourceError`; `detail` is what was said, `next_try` when it goes on by itself, if that is known.
    """

    account: str
    state: str
    since: datetime
    done: int
    added: int
    expected: int | None
    reached: datetime | None
    per_second: float | None
    problem: str
    detail: str
    next_try: datetime | None
    began_at: datetime


@dataclass(frozen=True, slots=True)
class SignInStep:
    """What the person does to sign in: open `url` in a browser, and where `code` is not '' type it there."""

    id: str
    url: str
    code: str


@dataclass(frozen=True, slots=True)
class ProviderLine:
    """A provider: what we want shown, what was found last, whether that is ours, and a problem's code if any."""

    name: str
    kind: str
    wanted: Presence | None
    found: Presence | None
    ours: bool
    until: datetime | None
    previous: Presence | None
    problem: str
    detail: str
    signs_out: datetime | None = None
    """As of an account."""
    sign_in: str = ""
    """The account whose sign-in serves; '' for its own."""
    title: str = ""
    """What its kind is called, in English."""
    yielded: bool = False
    """The person's, by their change or by undo, and left alone until the block ends."""


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """What a service would show in a focus block. `level`: AVAILABLE is nothing at all; `called`: the service's own
    word for it, '' for none. `text` is as cut, `until` as rounded, `emoji` as the service writes it.

    `notes`, codes: nothing (it shows nothing in this block), no_do_not_disturb and text_only (that is the most it can,
    and more was asked), no_text (it shows none), shorter (the text was shortened for it), shows_end (it tells the end
    itself, to each reader in their own time zone), no_end (it ends nothing by itself: Écluse takes it back).
    `problem`, `detail`: a code and what was said, where it cannot be opened with its settings.
    """

    name: str
    kind: str
    title: str
    level: Level
    called: str = ""
    text: str = ""
    emoji: str = ""
    until: datetime | None = None
    notes: tuple[str, ...] = ()
    problem: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """One notification to show. `kind`: batch, passed (a break-through; then `tool` is where a mention is from) or
    promise (nothing is new, but answers are due). `owed`: so many answers are due before the next check-in, and were
    not told of yet. The renderer makes and cleans the words."""

    id: int
    kind: str
    batch: int | None
    total: int
    people: tuple[str, ...]
    subjects: tuple[str, ...]
    rule: str
    next_check_in: datetime | None
    tool: str = ""
    owed: int = 0


@dataclass(frozen=True, slots=True)
class AccountSettings:
    """What an account was set up with; secrets are never in here."""

    name: str
    kind: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Preferences:
    """How Écluse looks and how much it tells. `language`: system, en, fr. `theme`: system, light, dark.

    `privacy`, of notifications: full (sender and subject), senders, counts.
    """

    language: str = "system"
    theme: str = "system"
    privacy: str = "senders"


@dataclass(frozen=True, slots=True)
class WeekZone:
    """`zone`: the one in force (an IANA name), which `follows` the machine's or is one of the week's own. `machine`:
    the one the machine is set to now."""

    zone: str
    machine: str
    follows: bool
