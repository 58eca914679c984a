"""Presence on every provider the person has set up: what the settings name is opened, kept by the keeper and let go.

The engine's thread calls this. What needs a network or a keyring comes back as `Later`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial

from desktop.core.connecting import connect
from desktop.core.desk import Later, RequestError
from desktop.core.secrets import Secrets
from desktop.core.settings.fields import SECRET
from desktop.core.settings.model import ProviderSettings
from desktop.core.streams import stream
from desktop.core.views import ProviderLine
from focus.keeper import Keeper
from focus.presence import Presence
from focus.providers import Field, Means, Provider, discover

NOTIFY_SECONDS = 3.0
CLOSE_SECONDS = 2.0
"""With what the accounts may take, and the notifications before: the whole end within five seconds."""
HEAL_SECONDS = 15.0


class Presences:
    """`live`: this is the running app. Without it no presence is set: a command that ends at once must not leave a
    "busy" behind that nobody takes back."""

    def __init__(self, keeper: Keeper, secrets: Secrets, now: Callable[[], datetime], *, live: bool) -> None:
        self._keeper = keeper
        self._secrets = secrets
        self._now = now
        self._live = live
        self._healed = False
        self._providers: Mapping[str, ProviderSettings] = {}

    def start(self) -> None:
        self._keeper.start()

    def follow(self, providers: Iterable[ProviderSettings], *, keep: str = "") -> None:
        """Have these from now on; one that has gone, but for `keep`, is put back as it was."""
        self._providers = {one.name: one for one in providers}
        self._keeper.follow({name: partial(self._open, one) for name, one in self._providers.items()}, keep=keep)

    def want(self, presences: Mapping[str, Presence]) -> None:
        """A command that ends at once sets nothing, but takes back what an app that was killed has left behind."""
        if self._live:
            self._keeper.want(presences)
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
                line.problem, line.detail,
            )
            for line in self._keeper.lines()
        )  # fmt: skip

    def heal(self) -> Later[tuple[ProviderLine, ...]]:
        def run() -> tuple[ProviderLine, ...]:
            self._keeper.heal()
            self._keeper.settled(HEAL_SECONDS)
            return self.lines()

        return Later(run)

    def woke(self) -> None:
        self._keeper.heal()

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
            fields = discover()[one.kind].fields if one else ()
            return self._secrets.delete_all(of_provider(name), _secret_names(fields))

        return Later(run)

    def close(self) -> None:
        self._keeper.close(CLOSE_SECONDS)

    def _open(self, one: ProviderSettings) -> Provider:
        """On a thread of the keeper's: asking a keyring may block."""
        spec = discover()[one.kind]
        found = {name: self._secrets.get(of_provider(one.name), name) for name in _secret_names(spec.fields)}
        known = {name: value for name, value in found.items() if value is not None}
        return spec.open(one.values, known, Means(connect(lambda: None), self._now, stream))

    def _kind(self, provider: str) -> str:
        found = self._providers.get(provider)
        return found.kind if found else ""


def of_provider(name: str) -> str:
    """Whose secrets they are in the keyring: an account may have the same name."""
    return f"provider:{name}"


def _secret_names(fields: Iterable[Field]) -> list[str]:
    return [field.name for field in fields if field.kind in SECRET]
