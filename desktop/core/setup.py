"""What the person has set up, kept in step: the settings file, the accounts being read, the providers being shown on.

The engine's thread calls this. What needs a network or a keyring comes back as `Later`, and touches nothing here
but through `call`, which runs it on the engine's thread again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from desktop.core.accounts import Accounts
from desktop.core.desk import Later, RequestError
from desktop.core.events import AccountsChanged, Event, Problem
from desktop.core.paths import Paths
from desktop.core.pop_ups import with_pop_ups
from desktop.core.presences import Presences
from desktop.core.provider_sign_ins import of_provider, own_secrets, secrets_for_sign_in
from desktop.core.secrets import Secrets
from desktop.core.settings import edit, load, zones
from desktop.core.settings.fields import SECRET, counts
from desktop.core.settings.model import ProviderSettings, Settings
from desktop.core.settings.reader import SettingsError
from desktop.core.sign_ins import GRANT, by_oauth
from desktop.core.signing_in import SigningIn
from desktop.core.submission import sends, server_of, tried
from desktop.core.views import AccountLine, AccountSettings, Preferences, ProviderLine
from focus.providers import discover as discover_providers
from focus.schedule import Schedule
from inbox.discovery import search
from inbox.discovery.found import Outcome
from inbox.gaps import Standing
from inbox.sending import Submission
from inbox.sources import Field as SourceField
from inbox.sources import Probe, Source, Value
from inbox.sources import discover as discover_sources

T = TypeVar("T")


class Setup:
    """`live`: this is the running app. Without it accounts are read only when asked, and no presence is set:
    a command that ends at once must not leave a "busy" behind that nobody takes back."""

    def __init__(
        self,
        paths: Paths,
        *,
        secrets: Secrets,
        accounts: Accounts,
        presences: Presences,
        call: Callable[[Callable[[Any], Any]], Future[Any]],
        count: Callable[[str], int],
        cursor: Callable[[str], str],
        emit: Callable[[Event], None],
        live: bool,
    ) -> None:
        self.paths = paths
        self._file, self.mails = paths.settings_file, paths.mails
        """Where mails are kept that were opened once."""
        self.settings, self.warnings = load.load(self._file)
        self.machine = zones.machine_zone(self.settings)
        """The zone the machine is set to, whatever the week follows."""
        self._read_at = self._emptied = load.stamp(self._file)
        self._secrets = self.keyring = secrets
        self._accounts, self.sign_ins = accounts, accounts.sign_ins
        self.presences = presences
        self._call = call
        self._count = count
        self._cursor = cursor
        self._emit = emit
        self._live = live
        self.signing_in = SigningIn(
            accounts.sign_ins,
            accounts.secrets_for_sign_in,
            accounts.now,
            self.elsewhere,
            lambda one, given: secrets_for_sign_in(one, given, secrets),
        )
        self._pulled = False

    @property
    def notifies(self) -> bool:
        """Only the app that stays shows notifications; a command leaves them to it."""
        return self._live

    @property
    def live(self) -> bool:
        return self._live

    @property
    def catches_up(self) -> bool:
        """A command that only looks takes no missed check-in for caught up: that is the app's, or a pull's."""
        return self._live or self._pulled

    def fetched_since(self, instant: datetime) -> bool:
        """Every account that can answer has, and what it had is stored."""
        return self._accounts.fetched_since(instant)

    def start(self) -> None:
        self._follow()
        if self._live:
            self.presences.start()

    def refresh(self) -> tuple[Problem, ...]:
        """Take over what was changed in the file by hand, and the machine's zone where the schedule follows it."""
        problems: tuple[Problem, ...] = ()
        stamp = load.stamp(self._file)
        if stamp != self._read_at:
            emptied = stamp is not None and stamp[1] == 0 and stamp != self._emptied
            self._emptied = stamp
            found = self._read()
            if emptied or load.stamp(self._file) != stamp:
                return ()  # it is just being written, and half a file is nobody's wish: a later tick reads it whole
            self._read_at = stamp
            if isinstance(found, Problem):
                problems = (found,)
            else:
                self._take(found)
        self.settings = zones.in_zone_now(self.settings)
        self.machine = zones.machine_zone(self.settings)
        return problems

    # Presence

    def heal(self) -> Later[tuple[ProviderLine, ...]]:
        return self.presences.heal()

    def provider(self, name: str) -> ProviderSettings:
        found = self.settings.provider(name)
        if found is None:
            raise RequestError(f'There is no provider named "{name}".', "`ecluse provider list` lists them.")
        return found

    def add_provider(self, one: ProviderSettings, secrets: Mapping[str, str]) -> Later[str]:
        _refuse_taken("a provider", one.name, self.settings.providers)
        return self._keep_provider(one, secrets)

    def change_provider(self, one: ProviderSettings, secrets: Mapping[str, str]) -> Later[str]:
        fields = discover_providers()[one.kind].fields
        if any(field.name in secrets and not counts(field, fields, one.values) for field in fields):
            raise RequestError(f'Provider "{one.name}" signs in in another way. Nothing was changed.')
        if not secrets.keys() <= set(own_secrets(one)):
            raise RequestError(f'Provider "{one.name}" has no such secret. Nothing was changed.')
        return self._keep_provider(one, secrets)

    def _keep_provider(self, one: ProviderSettings, secrets: Mapping[str, str]) -> Later[str]:
        owner, sign_ins = of_provider(one.name), self._accounts.sign_ins
        if GRANT in secrets:
            secrets = {**secrets, GRANT: sign_ins.latest(secrets[GRANT])}

        def keep() -> None:
            self.change(lambda file: edit.save_provider(file, one))
            if GRANT in secrets:
                sign_ins.began(owner, secrets[GRANT])
            if secrets:
                self.presences.reopen(one.name)

        return self._keep_with(owner, secrets, keep)

    def remove_provider(self, name: str) -> Later[str]:
        one = self.settings.provider(name)
        removal = self.presences.removal(name, one)
        if one is not None:
            self._take(self._save(partial(edit.remove_provider, self._file, name)), keep_provider=name)
        return removal

    # Accounts

    def ask(self) -> None:
        """Ask every source, and do not wait."""
        self.elsewhere(self._accounts.ask())

    def pull(self, account: str | None) -> Later[None]:
        if account is not None:
            self.account(account)
        self._accounts.follow(self.settings.accounts, running=True)
        self._pulled = True
        return Later(self._accounts.ask(account, insist=True))

    def woke(self) -> None:
        self._accounts.woke()
        self.presences.woke()

    def account_lines(self) -> tuple[AccountLine, ...]:
        providers = {one.account: one.name for one in reversed(self.settings.providers)}
        lines = [replace(line, provider=providers.get(line.name, "")) for line in self._accounts.lines(self._count)]
        return with_pop_ups(lines, self.presences.lines())

    def standings(self) -> list[Standing]:
        """How every account is that is read by itself."""
        return self._accounts.standings() if self._live else []

    def read(self, account: str) -> None:
        """Read it from now on, also where nothing else is."""
        self._accounts.read(account)

    def health(self, account: str) -> str:
        return self._accounts.health(account)

    def read_up_to(self, account: str) -> tuple[str, str]:
        """The place an account reads, and how far its source has read there ('' for not yet)."""
        return self._accounts.read_up_to(account, self._cursor(account))

    def account(self, name: str) -> AccountSettings:
        found = self.settings.account(name)
        if found is None:
            raise RequestError(f'There is no account named "{name}".', "`ecluse account list` lists them.")
        return found

    def find_account(self, address: str) -> Later[Outcome]:
        def run() -> Outcome:
            from inbox.discovery import internet  # heavy: it knows all of DNS

            return search.search(address, internet.Https())

        return Later(run)

    def test_account(
        self, kind: str, values: Mapping[str, Value], secrets: Mapping[str, str], name: str
    ) -> Later[Probe]:
        one = AccountSettings(name, kind, dict(values))

        def run() -> Probe:
            probe = self._accounts.probe(one, secrets)
            if not sends(values):
                return probe
            known = self._accounts.known_secrets(one, secrets)
            return replace(probe, sending=tried(values, known, self._accounts.tokens(one, known, secrets)))

        return Later(run)

    def add_account(self, name: str, kind: str, values: Mapping[str, Value], secrets: Mapping[str, str]) -> Later[str]:
        _refuse_taken("an account", name, self.settings.accounts)
        return self._keep_account(AccountSettings(name, kind, dict(values)), secrets)

    def change_account(self, name: str, values: Mapping[str, Value], secrets: Mapping[str, str]) -> Later[str]:
        one = AccountSettings(name, self.account(name).kind, dict(values))
        fields = discover_sources()[one.kind].fields
        if any(field.name in secrets and not counts(field, fields, one.values) for field in fields):
            how = "by OAuth" if by_oauth(one.values) else "with a password"
            raise RequestError(
                f'The account "{name}" signs in {how}. Nothing was changed.',
                f"`ecluse account {'sign-in' if by_oauth(one.values) else 'password'} {name}` does that anew.",
            )
        return self._keep_account(one, secrets)

    def remove_account(self, name: str) -> Later[str]:
        """A provider that signs in as it does is put back first, and goes with it."""
        one = self.account(name)
        fields = discover_sources()[one.kind].fields
        removals = [self.presences.removal(each.name, each) for each in self.settings.signing_in_as(name)]
        self._take(self._save(partial(edit.remove_account, self._file, name)))

        def run() -> str:
            left = next((reason for reason in [removal.run() for removal in removals] if reason), "")
            if left:
                return left  # its secrets stay: without them nobody could put it back
            reason = self._accounts.sign_ins.forget(one)
            return self._secrets.delete_all(name, _secret_names(fields)) or reason

        return Later(run)

    def _keep_account(self, one: AccountSettings, secrets: Mapping[str, str]) -> Later[str]:
        if GRANT in secrets:
            secrets = {**secrets, GRANT: self._accounts.sign_ins.latest(secrets[GRANT])}

        def keep() -> None:
            self._take(self._save(partial(edit.save_account, self._file, one)))
            if GRANT in secrets:
                self._accounts.sign_ins.began(one.name, secrets[GRANT])
            if secrets:
                self._accounts.restart(one.name)
                self.presences.reopen(*(each.name for each in self.settings.signing_in_as(one.name)))

        return self._keep_with(one.name, secrets, keep)

    def known_secrets(self, one: AccountSettings) -> dict[str, str]:
        """Blocks: not for the engine's thread."""
        return self._accounts.known_secrets(one)

    def server_of(self, one: AccountSettings) -> Submission:
        """Where its mail goes out. Raises `inbox.errors`. Blocks: not for the engine's thread."""
        known = self.known_secrets(one)
        return server_of(one.values, known, self._accounts.tokens(one, known))

    def errand(self, account: str, work: Callable[[Source], T], *, urgent: bool = False) -> Later[T]:
        """Have something done with an account's source (`Accounts.errand`). Raises RequestError if there is none."""
        self.account(account)
        return Later(self._accounts.errand(account, work, urgent=urgent))

    def let_go(self) -> None:
        """Read no account any more and show nothing: all is to be deleted. The file stays as it is until then."""
        self._take(replace(self.settings, accounts=(), providers=()))

    # Threads

    def call(self, fn: Callable[[Any], T]) -> Future[T]:
        """Run on the engine's thread. From any."""
        return self._call(fn)

    def elsewhere(self, run: Callable[[], None]) -> None:
        """Run off the engine's thread, and do not wait."""
        self._call(lambda _: Later(run))

    # The week and preferences

    def set_schedule(self, schedule: Schedule) -> None:
        zone = self.settings.zone if schedule.zone == self.settings.schedule.zone else schedule.zone.key
        self.change(lambda file: edit.replace_schedule(file, schedule, zone))

    def change(self, change: Callable[[Path], Settings]) -> None:
        """Have the settings file changed (`settings.edit`), and take over what it says then."""
        self._take(self._save(lambda: change(self._file)))

    def set_preferences(self, preferences: Preferences) -> None:
        self.change(lambda file: edit.save_preferences(file, preferences))

    def close(self) -> None:
        """Presence is put back while the accounts end."""
        self.presences.leave()
        self.signing_in.stop()
        self._accounts.close()
        self.presences.close()

    # Inside

    def _save(self, change: Callable[[], Settings]) -> Settings:
        try:
            saved = change()
        except (SettingsError, OSError) as error:
            raise RequestError(f"{error}. Nothing was changed.") from error
        self._read_at = load.stamp(self._file)
        return saved

    def _take(self, settings: Settings, keep_provider: str = "") -> None:
        self.settings = settings
        self._follow(keep_provider)
        self._emit(AccountsChanged(self.account_lines()))

    def _follow(self, keep_provider: str = "") -> None:
        self._accounts.known = self.settings.known
        values = [*(one.values for one in self.settings.accounts), *(one.values for one in self.settings.providers)]
        self._accounts.sign_ins.clients = frozenset(str(one.get("client_id")) for one in values if by_oauth(one))
        self._accounts.follow(self.settings.accounts, running=self._live)
        self.presences.follow(self.settings.providers, keep=keep_provider)

    def _keep_with(self, owner: str, secrets: Mapping[str, str], keep: Callable[[], None]) -> Later[str]:
        """The secrets first, for they are asked for as soon as the settings are kept; if those are not, as before."""

        def run() -> str:
            before = {field: self._secrets.get(owner, field) for field in secrets}
            reasons = [self._secrets.put(owner, field, value) for field, value in secrets.items()]
            try:
                self._call(lambda _: keep()).result()
            except BaseException:
                for field, value in before.items():
                    if value is None:
                        self._secrets.delete(owner, field)
                    else:
                        self._secrets.put(owner, field, value)
                raise
            return next((reason for reason in reasons if reason), "")

        return Later(run)

    def _read(self) -> Settings | Problem:
        try:
            return load.load(self._file)[0]
        except SettingsError as error:
            return Problem("settings", str(error))


def _refuse_taken(kind: str, name: str, there: Iterable[AccountSettings | ProviderSettings]) -> None:
    """Before anything is kept; the settings tell names apart in the same way."""
    for one in there:
        if one.name.casefold() == name.casefold():
            raise RequestError(
                f'There is {kind} named "{one.name}" already. Nothing was changed.', "Choose another name."
            )


def _secret_names(fields: Iterable[SourceField]) -> list[str]:
    return [field.name for field in fields if field.kind in SECRET]
