"""What the engine tells whoever listens. Frozen, plain, safe to hand to another thread."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.left import Left
from desktop.core.views import AccountLine, BatchView, Counts, HistoryLine, Notice, Now, ProviderLine, Row


@dataclass(frozen=True, slots=True)
class NowChanged:
    """The mode, its end, the next check-in or the day's plan changed."""

    now: Now


@dataclass(frozen=True, slots=True)
class QueueChanged:
    """Items came, were released, or changed state: lists that are on screen ask again.

    `newest`: as `Desk.batch` answers, where `Desk.follow_batch` asked for it and it was not sent a moment ago.
    """

    counts: Counts
    newest: tuple[BatchView, tuple[Row, ...]] | None = None


@dataclass(frozen=True, slots=True)
class BatchReleased:
    """A batch opened, or grew (`quiet`)."""

    batch: int
    quiet: bool


@dataclass(frozen=True, slots=True)
class AccountsChanged:
    accounts: tuple[AccountLine, ...]


@dataclass(frozen=True, slots=True)
class HistoryChanged:
    """History is fetched, at most twice a second; it began, ended, was paused, waits, or goes on."""

    lines: tuple[HistoryLine, ...]


@dataclass(frozen=True, slots=True)
class PresenceChanged:
    providers: tuple[ProviderLine, ...]


@dataclass(frozen=True, slots=True)
class NoticeDue:
    """Show this, then call `Desk.noticed(notice.id)`: it is marked as being sent already, and never comes twice."""

    notice: Notice


@dataclass(frozen=True, slots=True)
class OutboxChanged:
    """A letter was put in, is being sent, was sent or not, or was taken back: `Desk.outbox()` tells."""


@dataclass(frozen=True, slots=True)
class Ended:
    """All that Écluse keeps is deleted with its end: the app is to end now. `problems`: what could not be deleted, or
    put back."""

    problems: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the person should know. `code` is stable, `detail` what the system said."""

    code: str
    detail: str


Event = (
    NowChanged
    | QueueChanged
    | BatchReleased
    | AccountsChanged
    | HistoryChanged
    | PresenceChanged
    | NoticeDue
    | OutboxChanged
    | Ended
    | Problem
)
