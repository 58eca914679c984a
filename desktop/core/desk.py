"""Everything a person can ask of Écluse, as one Protocol: the window, the tray, the command line and the
control socket all speak to this, and `desktop.core.engine.Engine` is it.

Every call runs on the engine's thread and returns plain values. A wrong request raises `RequestError`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from desktop.core.desks.books import BooksDesk
from desktop.core.desks.promises import PromisesDesk
from desktop.core.desks.rehearsal import RehearsalDesk
from desktop.core.desks.review import ReviewDesk
from desktop.core.desks.rules import RulesDesk
from desktop.core.desks.week import WeekDesk
from desktop.core.later import Later, RequestError, Superseded
from focus.levels import AS_USUAL, Levels

if TYPE_CHECKING:  # the window knows the desk before what stands behind it is loaded
    from desktop.core.settings.model import ProviderSettings
    from desktop.core.views import (
        AccountLine,
        AccountSettings,
        BatchView,
        Counts,
        HistoryLine,
        Hold,
        Now,
        Preferences,
        PreviewLine,
        ProviderLine,
        Row,
        SignInStep,
        ToolLine,
    )
    from focus.presence import Level
    from focus.schedule import Schedule
    from focus.wording import Wording
    from inbox.answering import Answer, Draft, Filled, SavedAnswer, TheirNine, Way
    from inbox.discovery.found import Outcome
    from inbox.item import Details, State
    from inbox.mail.opened import Opened
    from inbox.reply import Composed
    from inbox.sending import Outgoing
    from inbox.sources import Mailbox, Probe, Value


__all__ = ["Desk", "Later", "RequestError", "Superseded"]


class Desk(WeekDesk, RulesDesk, PromisesDesk, RehearsalDesk, BooksDesk, ReviewDesk, Protocol):
    # What is going on
    def now(self) -> Now: ...
    def counts(self) -> Counts: ...
    def accounts(self) -> tuple[AccountLine, ...]: ...
    def presence(self) -> tuple[ProviderLine, ...]: ...

    # Lists. `after` is the id of the last row one has: the next page follows it.
    def rows(self, state: State, *, limit: int = 50, after: int | None = None) -> tuple[Row, ...]:
        """Newest first (snoozed: soonest first). Asking for the held pile is a peek, and is counted."""

    def batch(self, id: int | None = None) -> tuple[BatchView, tuple[Row, ...]] | None:
        """A batch (the newest if None) with its rows in reading order; None if there has been none yet."""

    def follow_batch(self, is_shown: bool, /) -> None:
        """Whether the newest batch is on screen: then it comes along with changes of the queue."""

    def search(self, query: str, *, limit: int = 50, after: int | None = None) -> tuple[Row, ...]: ...
    def details(self, id: int) -> Details: ...
    def hold(self, id: int) -> Hold | None:
        """Until when it waits and why; None where it does not."""

    def thread(self, id: int) -> tuple[Row, ...]:
        """The conversation an item belongs to, oldest first, with itself: at most 500."""

    # Reading. What an opened mail shows comes from strangers: `inbox.mail.opened` says what was done about that.
    def open_mail(self, id: int) -> Later[Opened]:
        """The whole mail, from where it is kept or from what was opened before; else what the database has of it."""

    def save_attachment(self, id: int, index: int, folder: Path) -> Later[Path]:
        """Write an attachment into `folder` under its own name, or one like it if that is taken. Gives the file.

        Raises SourceError where the mail cannot be had, RequestError where there is no such attachment or folder.
        """

    def load_images(self, id: int) -> Later[Mapping[str, bytes]]:
        """Fetch the remote images of one mail, because the person asked for it: their senders learn of it.

        By their names in `Opened.html` ("remote:N"), undecoded; one that could not be had is left out.
        """

    # Triage. Each returns how many items changed; each can be undone. Where the account's switches say so, "done" and
    # its undo follow at the server (`desktop.core.two_way`).
    def done(self, ids: Sequence[int]) -> int: ...
    def snooze(self, ids: Sequence[int], until: datetime) -> int: ...
    def pin(self, ids: Sequence[int], pinned: bool) -> int: ...
    def undo(self) -> str:
        """Take back the latest action; returns its name ('done', 'snooze', 'pin', 'tool'), or '' if there is none."""

    # Tools for which there is no reader. What such a sender writes from now on is the tool's too.
    def tools(self) -> tuple[ToolLine, ...]: ...
    def call_tool(self, id: int, name: str = "") -> ToolLine:
        """All of this item's sender, and what is there and not done, is a tool's; without a name it is given one."""

    def add_tool(self, name: str, sender: str) -> ToolLine:
        """`sender`: an address, or `@` and a domain. As `call_tool`."""

    def remove_tool(self, name: str) -> tuple[ToolLine, ...]:
        """By name or by sender; returns what is gone. What is there already stays as it is."""

    # Answers. Only `send` and `resend` let anything leave the machine.
    def recipients(self, id: int, way: Way) -> tuple[str, ...]:
        """The addresses a reply would go to, To before Cc; () for a forward, which goes to whom the person names."""

    def quoted(self, id: int, way: Way) -> str:
        """What will follow the person's own words: the signature, and the mail that is answered or sent on."""

    def compose(self, id: int, answer: Answer) -> Later[Composed]:
        """The message as it would be sent."""

    def send(self, id: int, answer: Answer) -> Later[Outgoing]:
        """Put it in the outbox, and drop the item's draft. The running app sends it 10 s later, or at `send_at`; where
        none runs it is sent before this returns, or left for the app to send at `send_at`."""

    def outbox(self) -> tuple[Outgoing, ...]:
        """Newest first: all that is not sent, and what was sent last."""

    def resend(self, id: int) -> Later[Outgoing]:
        """Send now what waits, was refused, or may have been sent: nothing does the last two by itself."""

    def discard(self, id: int) -> Outgoing:
        """Take back what waits, or forget what became of it; returns what it was.

        What surely was not sent is the draft of its item again, its text above that of one begun meanwhile.
        """

    # What is being written. A draft is on the disk when `save_draft` returns.
    def draft(self, id: int) -> Draft | None: ...
    def save_draft(self, draft: Draft) -> Draft:
        """With the time of it. One that says nothing (no text, file or recipient) is dropped."""

    def drop_draft(self, id: int) -> bool: ...
    def drafts(self) -> tuple[Draft, ...]:
        """The one saved last comes first."""

    # The answers library
    def answers(self, query: str = "") -> tuple[SavedAnswer, ...]:
        """Those in which each word of `query` begins a word, accents ignored; most used first."""

    def keep_answer(self, answer: SavedAnswer) -> int:
        """Its id; a new one where that is 0. `uses` and `used_at` are not taken over."""

    def drop_answer(self, id: int) -> None: ...
    def fill_answer(self, id: int, item: int) -> Filled:
        """Ready for an answer to `item`. A use counts when an answer that names it in `used` has been sent."""

    # "At their 9:00"
    def their_nine(self, id: int, address: str = "") -> TheirNine:
        """Where the sender of the item lives, or `address`: `at` is None until `set_zone` said in which zone."""

    def set_zone(self, address: str, zone: str) -> None:
        """An IANA name; '' forgets it."""

    def zones(self) -> Mapping[str, str]:
        """What `set_zone` was told: IANA names by address."""

    # Focus and check-ins
    def focus(
        self,
        *,
        length: timedelta | None = None,
        until: datetime | None = None,
        intention: str = "",
        presence: Levels = AS_USUAL,
    ) -> Now:
        """Focus now, for `length` or until an instant; with neither, until the next check-in.

        `presence`: how strongly one is shown busy meanwhile, on providers that there are.
        """

    def extend(self, length: timedelta) -> Now: ...
    def stop_focus(self) -> Now: ...
    def open_check_in(self) -> Now: ...
    def close_check_in(self) -> Now: ...

    # Accounts and providers
    def pull(self, account: str | None = None) -> Later[None]:
        """Ask the sources now; done when each has answered or failed (`accounts()` tells)."""

    def find_account(self, address: str) -> Later[Outcome]:
        """Look for the server of a mail address; raises `inbox.errors.WrongSetting` for what is none.

        Asks the hosts of `inbox.discovery.search.asks`, and DNS, for settings. Nothing is kept.
        """

    def test_account(
        self, kind: str, values: Mapping[str, Value], secrets: Mapping[str, str], *, name: str | None = None
    ) -> Later[Probe]:
        """Sign in with these values and look; raises `inbox.errors.SourceError`. Nothing is kept.

        With `name`, secrets that are not given are those of that account.
        """

    def mailboxes(self, account: str) -> Later[tuple[Mailbox, ...]]:
        """The folders an account has at its server, chosen or not; () for a kind of account that has none."""

    def history(self) -> tuple[HistoryLine, ...]:
        """How far the history of each account is fetched; accounts for which none was asked for are not in it."""

    def fetch_history(self, account: str, since: datetime) -> HistoryLine:
        """Fetch what came since, newest first, as done. It goes on by itself, also after the next start."""

    def pause_history(self, account: str) -> HistoryLine: ...
    def resume_history(self, account: str) -> HistoryLine: ...
    def stop_history(self, account: str) -> None:
        """Fetch no more of it; what is there stays."""

    def add_account(self, name: str, kind: str, values: Mapping[str, Value], secrets: Mapping[str, str]) -> Later[str]:
        """Keep an account and start reading it. Gives '' or, where the secret lasts for this session only, why."""

    def begin_sign_in(
        self,
        kind: str,
        values: Mapping[str, Value],
        secrets: Mapping[str, str],
        *,
        name: str | None = None,
        device: bool = False,
        provider: bool = False,
    ) -> Later[SignInStep]:
        """Sign in by OAuth with an account's settings; with `name`, secrets that are not given are that account's.

        With `provider` all of it is of a provider, `kind` and `name` too. With `device` by a code, for a computer
        without a browser. It ends by itself after five minutes (a code's life: fifteen at most), or when another one
        begins. Raises `inbox.errors`.
        """

    def finish_sign_in(self, id: str, seconds: float | None = None) -> Later[str | None]:
        """Wait for the person; gives the secret `grant` of that account, for `test_account` and the like.

        None where they have not signed in within `seconds`. Raises `inbox.errors`. Nothing is kept.
        """

    def stop_sign_in(self, id: str) -> None:
        """Wait for the person no longer."""

    def account(self, name: str) -> AccountSettings:
        """What an account was set up with, without its secrets."""

    def change_account(self, name: str, values: Mapping[str, Value], secrets: Mapping[str, str]) -> Later[str]:
        """Other values for an account; secrets that are not given stay. Returns as `add_account` does."""

    def remove_account(self, name: str, *, forget_items: bool = False) -> Later[str]:
        """Read it no more. Gives '' or, where its secret may still be in the keyring, why."""

    def add_provider(
        self,
        name: str,
        kind: str,
        values: Mapping[str, Value],
        secrets: Mapping[str, str],
        *,
        account: str = "",
        level: Level | None = None,
        text: str = "",
        language: str = "",
    ) -> Later[str]:
        """Show presence on one more service, from now on; the rest as in `ProviderSettings`. Returns as `add_account`.

        With `account` its sign-in serves, and what `values` and `secrets` have of the same name is not asked for.
        """

    def provider(self, name: str) -> ProviderSettings:
        """What a provider was set up with, without its secrets."""

    def change_provider(self, provider: ProviderSettings, secrets: Mapping[str, str]) -> Later[str]:
        """Other settings for the one of that name; secrets that are not given stay. Returns as `add_account`.

        What it shows is put back, and shown anew where it should be.
        """

    def remove_provider(self, name: str) -> Later[str]:
        """Put back what the service showed before us, then forget it. Gives '' or what could not be done, and why."""

    def wording(self) -> Wording:
        """What colleagues read, as the person wants it."""

    def set_wording(self, wording: Wording) -> None:
        """Raises RequestError for a text that names what there is not."""

    def preview_presence(
        self,
        *,
        length: timedelta | None = None,
        until: datetime | None = None,
        intention: str = "",
        presence: Levels = AS_USUAL,
        wording: Wording | None = None,
        provider: ProviderSettings | None = None,
    ) -> Later[tuple[PreviewLine, ...]]:
        """What each service would show if focus were started so now; with neither `length` nor `until`, in the focus
        block of now if one is running. `wording`: in place of the one that is kept; `provider`: this one alone, kept or
        not. Nothing is sent, no keyring asked.
        """

    def heal(self) -> Later[tuple[ProviderLine, ...]]:
        """Compare what is wanted with what every service shows, and put right what is ours."""

    def undo_presence(self, name: str) -> Later[tuple[ProviderLine, ...]]:
        """Put back now what the person had on this provider, and leave it alone until the block ends. Gives the lines.

        Raises RequestError where nothing of it is ours.
        """

    def noticed(self, notice: int) -> None: ...

    # Settings
    def schedule(self) -> Schedule: ...
    def set_schedule(self, schedule: Schedule) -> None:
        """Keep this week and follow it from now on; raises `focus.errors.WrongPlan`.

        A zone that is the one in force leaves the setting as it is written ("system" stays "system").
        """

    def preferences(self) -> Preferences: ...
    def set_preferences(self, preferences: Preferences) -> None: ...
