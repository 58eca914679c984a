"""The accounts that are being read: one runner each, with the secrets they need and a line on how each one is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import wait as wait_for
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from time import monotonic
from types import MappingProxyType
from typing import TypeVar

from desktop.core.secrets import Secrets
from desktop.core.settings.fields import SECRET, counts
from desktop.core.sign_ins import GRANT, SignIns, by_oauth
from desktop.core.views import AccountLine, AccountSettings
from inbox.errors import Offline, SignedOut, SignInRefused
from inbox.gaps import Standing
from inbox.item import Fetched
from inbox.mail.mentions import NOTHING, Known
from inbox.oauth import Tokens
from inbox.runner import Health, Runner
from inbox.sources import Probe, Source, Start, Terms, discover, number
from inbox.vouching import UNSIGNED, Signatures

T = TypeVar("T")

PULL_SECONDS = 120.0
"""How long a pull is waited for; what comes later comes with the next one."""
ERRAND_SECONDS = 120.0
URGENT_SECONDS = 2.0
"""How long a person's errand waits for its turn on the account's own connection."""
CLOSE_SECONDS = 1.0
"""How long all runners together are waited for at the end: one that hangs in a call of a server's ends with us."""

MOST_ALERTS = 10
"""So many are told of until the app ends; what else a server has to say stands in the account's line."""

KEYRING_SECONDS = 60.0
"""How soon a keyring is asked again: each time may ask the person to unlock it."""


class NoSecret(SignInRefused):
    """No password is known: the keyring has none."""

    code = "no_secret"


class NoKeyring(Offline):
    """The keyring cannot be asked for the password now; the text says why. After log-in it may be unlocked late."""

    code = "no_keyring"


@dataclass(frozen=True, slots=True)
class Wiring:
    """What a runner is given to hand its findings over: all of it is called on the runner's thread."""

    cursor: Callable[[str], str]
    start_over: Callable[[str], None]
    accept: Callable[[str, Fetched], Callable[[], None]]
    changed: Callable[[], None]
    now: Callable[[], datetime]
    look: Callable[[str, Source], None] | None = None
    """Where the person asked for it: what others did to mails that are not done, after each fetch."""
    alert: Callable[[str, str], None] = lambda account, text: None
    """A server's words to its people: each once."""
    reconnected: Callable[[], None] = lambda: None
    """A server answers again that could not be reached."""


class Accounts:
    """Starts, asks and stops the runners. The engine's thread calls this, except for what is marked."""

    def __init__(
        self, secrets: Secrets, start: Start, wiring: Wiring, sign_ins: SignIns, signatures: Signatures = UNSIGNED
    ) -> None:
        self._secrets = secrets
        self.sign_ins = sign_ins
        self._start = start
        self._wiring = wiring
        self._signatures = signatures
        self.known: Known = NOTHING
        """What the person says of tools; read on the threads of the sources."""
        self._settings: dict[str, AccountSettings] = {}
        self._runners: dict[str, Runner] = {}
        self._health: dict[str, Health] = {}
        self._alerted: dict[str, set[str]] = {}

    def follow(self, accounts: tuple[AccountSettings, ...], *, running: bool) -> None:
        """Read these and no others; one whose settings changed starts anew."""
        wanted = {one.name: one for one in accounts}
        for name in [name for name, one in self._settings.items() if wanted.get(name) != one]:
            self.drop(name)
        for name, one in wanted.items():
            self._settings[name] = one
            if running and name not in self._runners:
                self._run(one)

    def read(self, name: str) -> None:
        """Read this one, if it is not being read yet."""
        if name not in self._runners:
            self._run(self._settings[name])

    def health(self, name: str) -> str:
        """As in `AccountLine`."""
        found = self._health.get(name)
        return found.code if found is not None else "connecting" if name in self._runners else "off"

    def read_up_to(self, name: str, stored: str) -> tuple[str, str]:
        """The place an account reads now, and how far it has been read, out of the cursor that is `stored`."""
        one = self._settings[name]
        place = discover()[one.kind].place(one.values)
        read, _, cursor = stored.partition(" ")
        return place, cursor if read == place else ""

    def drop(self, name: str) -> None:
        self._settings.pop(name, None)
        self._health.pop(name, None)
        self.sign_ins.drop(name)
        runner = self._runners.pop(name, None)
        if runner is not None:
            # Not waited for: it may itself be waiting for this thread. What it still brings finds no account.
            runner.stop(0.0)

    def ask(self, name: str | None = None, *, insist: bool = False) -> Callable[[], None]:
        """Fetch now; `insist`: also where sign-in was refused.

        What is returned waits until every runner has answered or failed: not for the engine's thread.
        """
        asked = [runner.pull(insist=insist) for key, runner in self._runners.items() if name in {None, key}]

        def wait() -> None:
            deadline = monotonic() + PULL_SECONDS
            for pull in asked:
                pull.wait(max(0.0, deadline - monotonic()))

        return wait

    def errand(self, name: str, work: Callable[[Source], T], *, urgent: bool = False) -> Callable[[], T]:
        """Have something done with an account's source: on its own connection where it is being read.

        `urgent`: a person waits; behind thousands of mails that are being fetched it is done on a second connection.
        What is returned does it, or waits until it is done: not for the engine's thread. It raises SourceError.
        """
        one, runner = self._settings[name], self._runners.get(name)

        def alone() -> T:
            with closing(self._open(one)) as source:
                return work(source)

        if runner is None:
            return alone
        asked = runner.errand(work)

        def wait() -> T:
            if urgent and not wait_for([asked], URGENT_SECONDS).done and asked.cancel():
                return alone()
            try:
                return asked.result(ERRAND_SECONDS)
            except TimeoutError as error:
                asked.cancel()
                raise Offline("The server does not answer.") from error

        return wait

    def restart(self, name: str) -> None:
        """With a new secret: what had stopped for the old one tries again.

        The runner is told and not waited for: it may be waiting for the engine's thread, which calls this.
        """
        self.sign_ins.drop(name)
        runner = self._runners.get(name)
        if runner is not None:
            runner.restart()

    def fetched_since(self, instant: datetime) -> bool:
        """Every runner that can answer has fetched well since then; one that waits for a person is not waited for."""
        return all(self._has_fetched(name, instant) for name in self._runners)

    def woke(self) -> None:
        for runner in self._runners.values():
            runner.wake()

    def probe(self, one: AccountSettings, secrets: Mapping[str, str]) -> Probe:
        """Sign in and look, changing nothing. Blocks: not for the engine's thread."""
        source = self._open(one, secrets)
        try:
            return source.probe()
        finally:
            source.close()

    def lines(self, items: Callable[[str], int]) -> tuple[AccountLine, ...]:
        return tuple(self._line(one, items) for one in self._settings.values())

    def standings(self) -> list[Standing]:
        return [
            Standing(name, one.code, one.since, one.detail, one.last_fetch, discover()[self._settings[name].kind].keeps)
            for name, one in list(self._health.items())
            if name in self._settings
        ]

    def close(self, seconds: float = CLOSE_SECONDS) -> None:
        """All runners are told first, then waited for, together no longer than that."""
        deadline = monotonic() + seconds
        for runner in self._runners.values():
            runner.stop(0.0)
        for runner in self._runners.values():
            runner.stop(deadline - monotonic())
        self._runners.clear()

    def _has_fetched(self, name: str, since: datetime) -> bool:
        health = self._health.get(name)
        if health is None or health.code in {"connecting", "offline"}:
            return False
        return health.code != "ok" or (health.last_fetch is not None and health.last_fetch >= since)

    def _run(self, one: AccountSettings) -> None:
        place = discover()[one.kind].place(one.values)
        look = self._wiring.look if one.values.get("read_elsewhere_is_done") else None
        runner = Runner(
            one.name,
            kind=one.kind,
            open_source=lambda: self._open(one),
            cursor=lambda: self._cursor(one.name, place),
            accept=lambda name, fetched: self._wiring.accept(name, _of_place(place, fetched)),
            report=self._report,
            interval=float(number(one.values, "poll_seconds", 120)),
            now=self._wiring.now,
            look=None if look is None else partial(look, one.name),
        )
        self._runners[one.name] = runner
        runner.start()

    def _cursor(self, name: str, place: str) -> str:
        """How far this place has been read. On the runner's thread."""
        read, _, cursor = self._wiring.cursor(name).partition(" ")
        if read == place:
            return cursor
        if read:
            self._wiring.start_over(name)
        return ""

    def _open(self, one: AccountSettings, given: Mapping[str, str] = MappingProxyType({})) -> Source:
        """Asking a keyring may block: not for the engine's thread."""
        known = self.known_secrets(one, given)
        terms = Terms(self._start, self.tokens(one, known, given), lambda: self.known, self._signatures)
        return discover()[one.kind].open(one.values, known, terms)

    def tokens(
        self, one: AccountSettings, known: Mapping[str, str], given: Mapping[str, str] = MappingProxyType({})
    ) -> Tokens | None:
        """None for an account that signs in with a password. May block. Raises SignedOut."""
        return self.sign_ins.tokens(one, known, given)

    def now(self) -> datetime:
        return self._wiring.now()

    def secrets_for_sign_in(self, one: AccountSettings, given: Mapping[str, str]) -> dict[str, str]:
        """All but the grant, which is what a sign-in is for. Blocks."""
        return self.known_secrets(one, {GRANT: "none yet", **given})

    def known_secrets(self, one: AccountSettings, given: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
        """The keyring is asked for what is not `given`, which may block: not for the engine's thread.

        Raises NoKeyring or NoSecret where one is missing that is needed.
        """
        found: dict[str, str] = {}
        fields = discover()[one.kind].fields
        for field in fields:
            if field.kind in SECRET and counts(field, fields, one.values):
                value = given.get(field.name) or self._secrets.get(one.name, field.name)
                if value is not None:
                    found[field.name] = value
                elif field.required and self._secrets.problem:
                    why = f"the keyring cannot be asked: {self._secrets.problem}"
                    raise NoKeyring(why, wait_seconds=KEYRING_SECONDS)
                elif field.kind == "grant":
                    raise SignedOut("Nobody has signed in to this account yet.")
                elif field.required:
                    raise NoSecret("no password is known for this account")
        return found

    def _report(self, name: str, health: Health) -> None:
        """On the runner's thread."""
        before = self._health.get(name)
        self._health[name] = health
        for alert in [one.detail for one in health.remarks if one.code == "alert"]:
            told = self._alerted.setdefault(name, set())
            if alert not in told and len(told) < MOST_ALERTS:
                told.add(alert)
                self._wiring.alert(name, alert)
        if before is not None and before.code == Offline.code != health.code:
            self._wiring.reconnected()
        if before is None or replace(before, last_fetch=health.last_fetch) != health:
            self._wiring.changed()

    def _line(self, one: AccountSettings, items: Callable[[str], int]) -> AccountLine:
        health = self._health.get(one.name)
        title = discover()[one.kind].title
        if health is None:
            code = "connecting" if one.name in self._runners else "off"
            line = AccountLine(one.name, one.kind, title, code, None, "", None, items(one.name), push=False)
            return replace(line, signs_out=self.sign_ins.signs_out(one.name), oauth=by_oauth(one.values))
        return AccountLine(
            one.name,
            one.kind,
            title,
            health.code,
            health.since,
            health.detail,
            health.last_fetch,
            items(one.name),
            push=health.push,
            next_try=health.next_try,
            remarks=health.remarks,
            signs_out=self.sign_ins.signs_out(one.name),
            oauth=by_oauth(one.values),
        )


def _of_place(place: str, fetched: Fetched) -> Fetched:
    return replace(fetched, cursor=f"{place} {fetched.cursor}")
