"""A desk in memory, for the forms: it keeps what it is given, and fails when told to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from desktop.core.backed_up import BackedUp
from desktop.core.book_lines import GapLine
from desktop.core.desk import Desk, Later
from desktop.core.left import Left
from desktop.core.review_views import Erased
from desktop.core.settings.model import ProviderSettings
from desktop.core.settings.retained import Retention
from desktop.core.settings.week import preset
from desktop.core.showing import now_view
from desktop.core.views import AccountLine, AccountSettings, Now, Preferences, PreviewLine, ProviderLine
from focus.plan import Plan
from focus.presence import Level, Presence
from focus.schedule import Schedule
from focus.wording import Wording
from inbox.discovery.found import Outcome
from inbox.sources import Mailbox, Probe, Role, Value
from tests.desktop.history_double import HistoryDouble
from tests.desktop.promises_double import PromisesDouble
from tests.desktop.rehearsal_double import RehearsalDouble
from tests.desktop.rules_double import RulesDouble
from tests.desktop.signing_in_double import SigningInDouble
from tests.desktop.week_double import DaysDouble

T = TypeVar("T")
NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


def account_line(name: str, health: str = "ok", detail: str = "", **more: Any) -> AccountLine:
    now = datetime.now(UTC)
    line = AccountLine(name, "imap", name, health, now - timedelta(minutes=12), detail, now, 1234, push=True)
    return replace(line, **more)


def provider_line(name: str, *, ours: bool = False, problem: str = "", detail: str = "") -> ProviderLine:
    busy = Presence(Level.DO_NOT_DISTURB, until=NOON + timedelta(hours=1))
    found = busy if ours else Presence()
    return ProviderLine(name, name, busy if ours else None, found, ours, busy.until, Presence(), problem, detail)


@dataclass
class MemoryDesk(HistoryDouble, SigningInDouble, DaysDouble, RehearsalDouble, RulesDouble, PromisesDouble):
    """Only what the forms ask. `fails` maps a method's name to what it raises."""

    lines: list[AccountLine] = field(default_factory=list)
    providers: list[ProviderLine] = field(default_factory=list)
    set_up: dict[str, ProviderSettings] = field(default_factory=dict)
    said: Wording = field(default_factory=Wording)
    previewed: tuple[PreviewLine, ...] = ()
    plan: Schedule = field(default_factory=lambda: Schedule(ZoneInfo("Europe/Paris"), preset(3)))
    retained: Retention = field(default_factory=Retention)
    erasing_leaves: tuple[Left, ...] = ()
    machine: ZoneInfo | None = None
    likes: Preferences = field(default_factory=Preferences)
    fails: dict[str, Exception] = field(default_factory=dict)
    session_only: str = ""
    left_behind: str = ""
    probe: Probe = field(default_factory=lambda: Probe("imap.example.org", ("IDLE",), "TLS 1.3", 1234))
    outcome: Outcome = field(default_factory=lambda: Outcome("example.org", None))
    folders: tuple[Mailbox, ...] = (Mailbox("INBOX", "/", Role.INBOX), Mailbox("Clients", "/"))
    kept: dict[str, AccountSettings] = field(default_factory=dict)
    calls: list[tuple[Any, ...]] = field(default_factory=list)

    gap_lines: tuple[GapLine, ...] = ()
    last_backup: BackedUp = field(default_factory=lambda: BackedUp(None, None, False, "ecluse restore FILE"))

    def gaps(self, since: datetime | None = None) -> tuple[GapLine, ...]:
        return self.gap_lines

    def __post_init__(self) -> None:
        RehearsalDouble.__init__(self)
        RulesDouble.__init__(self)
        PromisesDouble.__init__(self)

    def _week(self) -> Schedule:
        return self.plan

    def now(self) -> Now:
        return now_view(Plan(self.plan), NOON, self.machine)

    def _called(self, name: str, *arguments: Any) -> None:
        self.calls.append((name, *arguments))
        if name in self.fails:
            raise self.fails[name]

    def finish_sign_in(self, id: str, seconds: float | None = None) -> Later[str | None]:
        def run() -> str | None:
            self._called("finish_sign_in", id)
            return "{}"

        return Later(run)

    def accounts(self) -> tuple[AccountLine, ...]:
        return tuple(self.lines)

    def presence(self) -> tuple[ProviderLine, ...]:
        return tuple(self.providers)

    def account(self, name: str) -> AccountSettings:
        self._called("account", name)
        return self.kept[name]

    def find_account(self, address: str) -> Later[Outcome]:
        def run() -> Outcome:
            self._called("find_account", address)
            return self.outcome

        return Later(run)

    def test_account(
        self, kind: str, values: Mapping[str, Value], secrets: Mapping[str, str], *, name: str | None = None
    ) -> Later[Probe]:
        def run() -> Probe:
            self._called("test_account", kind, dict(values), dict(secrets), name)
            return self.probe

        return Later(run)

    def mailboxes(self, account: str) -> Later[tuple[Mailbox, ...]]:
        def run() -> tuple[Mailbox, ...]:
            self._called("mailboxes", account)
            return self.folders

        return Later(run)

    def add_account(self, name: str, kind: str, values: Mapping[str, Value], secrets: Mapping[str, str]) -> Later[str]:
        def run() -> str:
            self._called("add_account", name, kind, dict(values), dict(secrets))
            self.kept[name] = AccountSettings(name, kind, dict(values))
            self.lines.append(account_line(name, "connecting"))
            return self.session_only

        return Later(run)

    def change_account(self, name: str, values: Mapping[str, Value], secrets: Mapping[str, str]) -> Later[str]:
        self._called("change_account", name, dict(values), dict(secrets))
        return Later(lambda: self.session_only)

    def remove_account(self, name: str, *, forget_items: bool = False) -> Later[str]:
        self._called("remove_account", name, forget_items)
        self.lines = [line for line in self.lines if line.name != name]
        return Later(lambda: self.left_behind)

    def add_provider(
        self, name: str, kind: str, values: Mapping[str, Value], secrets: Mapping[str, str], **more: Any
    ) -> Later[str]:
        self._called("add_provider", name, kind, dict(values), dict(secrets), more)
        self.providers.append(provider_line(name))
        return Later(lambda: self.session_only)

    def provider(self, name: str) -> ProviderSettings:
        self._called("provider", name)
        return self.set_up[name]

    def wording(self) -> Wording:
        return self.said

    def set_wording(self, wording: Wording) -> None:
        self._called("set_wording", wording)
        self.said = wording

    def preview_presence(self, **given: Any) -> Later[tuple[PreviewLine, ...]]:
        def run() -> tuple[PreviewLine, ...]:
            self._called("preview_presence", given)
            return self.previewed

        return Later(run)

    def change_provider(self, provider: ProviderSettings, secrets: Mapping[str, str]) -> Later[str]:
        self._called("change_provider", provider, dict(secrets))
        return Later(lambda: self.session_only)

    def remove_provider(self, name: str) -> Later[str]:
        self._called("remove_provider", name)
        self.providers = [line for line in self.providers if line.name != name]
        return Later(lambda: self.left_behind)

    def heal(self) -> Later[tuple[ProviderLine, ...]]:
        self._called("heal")
        return Later(lambda: tuple(self.providers))

    def undo_presence(self, name: str) -> Later[tuple[ProviderLine, ...]]:
        self._called("undo_presence", name)
        self.providers = [
            replace(line, ours=False, until=None, found=line.previous, previous=None, yielded=True)
            if line.name == name
            else line
            for line in self.providers
        ]
        return Later(lambda: tuple(self.providers))

    def schedule(self) -> Schedule:
        return self.plan

    def set_schedule(self, schedule: Schedule) -> None:
        self._called("set_schedule", schedule)
        self.plan = schedule

    def preferences(self) -> Preferences:
        return self.likes

    def set_preferences(self, preferences: Preferences) -> None:
        self._called("set_preferences", preferences)
        self.likes = preferences

    def _moment(self) -> datetime:
        return NOON

    def retention(self) -> Retention:
        return self.retained

    def set_retention(self, retention: Retention) -> None:
        self._called("set_retention", retention)
        self.retained = retention

    def export(self, file: Path) -> Later[int]:
        def run() -> int:
            self._called("export", file)
            return 412

        return Later(run)

    def backup(self, file: Path) -> Later[None]:
        def run() -> None:
            self._called("backup", file)
            self.last_backup = BackedUp(file, NOON, True, f"ecluse restore {file}")

        return Later(run)

    def backed_up(self) -> Later[BackedUp]:
        return Later(lambda: self.last_backup)

    def delete_everything(self) -> Later[Erased]:
        def run() -> Erased:
            self._called("delete_everything")
            return Erased(self.erasing_leaves)

        return Later(run)

    def last(self, name: str) -> tuple[Any, ...]:
        """The arguments of the latest call of a method."""
        return next(call[1:] for call in reversed(self.calls) if call[0] == name)


class AtOnce:
    """Answers on the spot where the engine has a thread; with `held`, only when `go` is called."""

    def __init__(self, desk: MemoryDesk) -> None:
        self.desk = desk
        self.held = False
        self._waiting: list[Callable[[], None]] = []

    def call(self, fn: Callable[[Desk], T | Later[T]]) -> Future[T]:
        future: Future[T] = Future()

        def run() -> None:
            try:
                value = fn(cast(Desk, self.desk))
                future.set_result(value.run() if isinstance(value, Later) else value)
            except Exception as error:  # noqa: BLE001 - what the engine's thread does, too
                future.set_exception(error)

        if self.held:
            self._waiting.append(run)
        else:
            run()
        return future

    def go(self) -> None:
        self.held = False
        waiting, self._waiting = self._waiting, []
        for run in waiting:
            run()
