"""Presence on every provider the person has set up: what the settings name is opened, kept by the keeper and let go.

The engine's thread calls this. What needs a network or a keyring comes back as `Later`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial
from time import monotonic

from desktop.core.connecting import connect
from desktop.core.desk import Later, RequestError
from desktop.core.provider_sign_ins import as_account, of_provider, own_secrets, secrets_of
from desktop.core.secrets import Secrets
from desktop.core.settings.model import ProviderSettings
from desktop.core.sign_ins import SignIns
from desktop.core.streams import stream
from desktop.core.views import ProviderLine
from focus.keeper import Keeper, Line
from focus.presence import Presence
from focus.providers import Means, Provider, discover

NOTIFY_SECONDS = 3.0
LEAVE_SECONDS = 3.0
"""For all services together; with the notifications before, the whole end within five seconds."""
HEAL_SECONDS = 15.0


class Presences:
    """`live`: this is the running app. Without it no presence is set: a command that ends at once must not leave a
    "busy" behind that nobody takes back."""

    def __init__(
        self, keeper: Keeper, secrets: Secrets, sign_ins: SignIns, now: Callable[[], datetime], *, live: bool
    ) -> None:
        self._keeper = keeper
        self._secrets = secrets
        self._sign_ins = sign_ins
        self._now = now
        self._live = live
        self._healed = False
        self._woke = False
        self._wanted: tuple[Mapping[str, Presence], datetime | None] = {}, None
        self._leave_by = 0.0
        self._providers: Mapping[str, ProviderSettings] = {}
        self._opened: dict[str, int] = {}

    def start(self) -> None:
        self._keeper.start()

    def follow(self, providers: Iterable[ProviderSettings], *, keep: str = "") -> None:
        """Have these from now on; one that has gone, but for `keep`, is put back as it was."""
        self._providers = {one.name: one for one in providers}
        openers = {name: partial(self._open, one, self._opened.get(name, 0)) for name, one in self._providers.items()}
        self._keeper.follow(openers, keep=keep)

    def reopen(self, *names: str) -> None:
        """Their secrets are others now."""
        for name in names:
            self._sign_ins.drop(of_provider(name))
            self._opened[name] = self._opened.get(name, 0) + 1
        self.follow(self._providers.values())

    def want(self, presences: Mapping[str, Presence], since: datetime | None = None) -> None:
        """A command that ends at once sets nothing, but takes back what an app that was killed has left behind.

        `since`: when the block began, or the first of those that touch.
        """
        self._wanted = presences, since
        if self._live:
            self._keeper.want(presences, since)
            if self._woke:
                self._woke = False
                self._keeper.heal()
        elif not presences and not self._healed and any(line.ours for line in self._keeper.lines()):
            self._healed = True
            self._keeper.heal()

    def settled(self, seconds: float = NOTIFY_SECONDS) -> bool:
        """Whether every service shows what it should, or has failed once; waits `seconds` for that at most."""
        return self._keeper.settled(seconds)

    def lines(self) -> tuple[ProviderLine, ...]:
        return tuple(
            ProviderLine(
                line.name, self._kind(line.name), line.wanted, line.found, line.ours, line.until, line.previous,
                line.problem, line.detail, self._sign_ins.signs_out(of_provider(line.name)),
                self._account(line.name), self._title(line.name), line.yielded,
            )
            for line in self._keeper.lines()
        )  # fmt: skip

    def heal(self) -> Later[tuple[ProviderLine, ...]]:
        resting = () if self._live else tuple(self._wanted[0])

        def run() -> tuple[ProviderLine, ...]:
            self._keeper.heal(resting)
            self._keeper.settled(HEAL_SECONDS)
            return self.lines()

        return Later(run)

    def undo(self, name: str) -> Later[tuple[ProviderLine, ...]]:
        """Raises RequestError where there is no such provider, or nothing of ours on it."""
        line = next((one for one in self._keeper.lines() if one.name == name), None)
        if line is None:
            raise RequestError(f'There is no provider named "{name}".', "`ecluse provider list` lists them.")
        if not (line.ours or (self._live and name in self._wanted[0])):
            raise RequestError(f'Écluse has set nothing on "{name}".', "There is nothing to undo.")
        presences, since = self._wanted
        wanted = presences.get(name)

        def run() -> tuple[ProviderLine, ...]:
            self._keeper.undo(name, wanted, since)
            self._keeper.settled(HEAL_SECONDS, name)
            return self.lines()

        return Later(run)

    def woke(self) -> None:
        """Healed once it is known what is wanted now: what was wanted before the machine slept may be over."""
        self._woke = True

    def removal(self, name: str, one: ProviderSettings | None) -> Later[str]:
        """What is to be done once the settings do not name it any more. Raises RequestError if there is none."""
        if one is None and all(line.name != name for line in self._keeper.lines()):
            raise RequestError(f'There is no provider named "{name}".', "`ecluse provider list` lists them.")

        def run() -> str:
            left = self._keeper.drop(name)
            if left is not None:
                # Its secret stays: without that nobody could put it back.
                return (
                    f'What "{name}" showed before could not be put back ({left.problem or "no answer"}): it may still '
                    "show you as busy. Écluse goes on trying until it ends; after that, add it again under this name "
                    "to have it put back."
                )
            if one is None:
                return ""
            reason = self._sign_ins.forget(as_account(one))
            return self._secrets.delete_all(of_provider(name), own_secrets(one)) or reason

        return Later(run)

    def drop(self, name: str) -> Line | None:
        """Put this one back, and let it go: what is left of it, where it could not be put back. Blocks."""
        return self._keeper.drop(name)

    def leave(self) -> None:
        """The app ends: what is ours begins to be put back. `close` waits for that."""
        self._leave_by = monotonic() + LEAVE_SECONDS
        self._keeper.leave()

    def close(self) -> None:
        self._keeper.close(max(0.0, self._leave_by - monotonic()))

    def _open(self, one: ProviderSettings, _times: int) -> Provider:
        """On a thread of the keeper's: asking a keyring may block."""
        known, account = secrets_of(one, self._secrets), as_account(one)
        tokens = partial(self._sign_ins.tokens, account, known, {})
        return discover()[one.kind].open(one.values, known, Means(connect(tokens), self._now, stream))

    def _account(self, provider: str) -> str:
        found = self._providers.get(provider)
        return found.account if found else ""

    def _kind(self, provider: str) -> str:
        found = self._providers.get(provider)
        return found.kind if found else ""

    def _title(self, provider: str) -> str:
        spec = discover().get(self._kind(provider))
        return spec.title if spec else ""
