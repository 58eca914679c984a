"""The services Écluse can set presence on, one module each.

To add one:
1. Make `focus/providers/NAME.py` with a module-level `SPEC: ProviderSpec` and nothing heavy imported at its top.
2. `SPEC.name` is the module's name; `SPEC.fields` are its settings, as for a source (`focus.fields` has common ones).
3. `SPEC.open(values, secrets, means)` gives a `Provider`. It may not touch the network yet; what it asks its service
   through is in `means`.
4. A provider raises only what `focus.errors` has.
5. Make `tests/focus/providers/test_NAME.py` with subclasses of `ProviderContract` and of `FaultMatrix`
   (`python -m tests.matrix NAME` prints what became of every step and fault).
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Protocol

from focus.fields import Field, Value
from focus.presence import Level, Presence
from focus.stream import Open
from focus.web import Web

__all__ = ["Field", "Means", "Part", "Provider", "ProviderSpec", "Sent", "Value", "discover"]


class Part(Protocol):
    """What a service keeps of the person as a whole, and replaces as a whole: a status, a snooze, a calendar's event.

    Each part has a lease of its own: whoever changes one by hand has not changed the others, and a crash between two
    writes leaves none of them half ours. Calls may block; one at a time per provider, on changing threads.
    """

    @property
    def name(self) -> str:
        """Among the parts of this provider, stable: leases are noted under it."""

    @property
    def lasting(self) -> bool:
        """False where what we wrote ends with our process, so that none of it is left later. Asked after `read`."""

    def shown(self, presence: Presence) -> Presence:
        """How this part shows that: what `read` finds after `write`, but for rounding. Touches no service.

        `until` is kept where `write` has a use for it. Blank where this part has nothing to show for it.
        What it shows is shown unchanged: `shown(shown(p)) == shown(p)`.
        """

    def read(self) -> Presence | None:
        """What the service shows now; None where it cannot be asked, and what we wrote is taken to stand."""

    def write(self, presence: Presence) -> None:
        """Show this, with its `until` as the service's own expiry; `Presence()` clears. The same twice is harmless.

        What was read is put back as it was by writing it, its own end included.
        """


@dataclass(frozen=True, slots=True)
class Provider:
    """Presence on one service. `close` never raises, and may be called twice."""

    parts: tuple[Part, ...]
    close: Callable[[], None]


class Connect(Protocol):
    def __call__(self, base: str, headers: Mapping[str, str], *, ca_file: str = "") -> Web:
        """A service at `base` (https, or http to this very machine), asked with `headers`.

        A header that has `{token}` in it is sent with a token that is good, and once more with a newer one where that
        is refused. Raises WrongSetting.
        """


@dataclass(frozen=True, slots=True)
class Means:
    """What a provider works with, which only `desktop` has. `now`: aware, UTC. `stream`: None for a provider that needs
    none."""

    web: Connect
    now: Callable[[], datetime]
    stream: Open | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A request that goes another way than HTTP. `method`: D-Bus, file, command, socket or XMPP; `url`: where to;
    `body`: what JSON can hold."""

    method: str
    url: str
    body: Any


@dataclass(frozen=True, slots=True)
class ProviderSpec:
    """What a module of this package says of itself.

    `level`: the most it can show. `usual`: what it shows in a focus block where the person has not said otherwise.
    `expires`: the service itself ends a presence at its `until`. `most_text`: characters, 0 for no text at all.
    `shows_end`: the service tells colleagues the end by itself, to each in their own time zone.
    `source`: the kind of account, if any, whose sign-in serves here too: fields of the same name are that account's.
    `authority` and `scope`: whom the person signs in at by OAuth, and what is asked for there, where the fields have a
    `grant` (`focus.fields.sign_in`). `told`: what the person is told of their values when they add it: a sentence, and
    what Écluse understood; raises WrongSetting. `calls`: what the service itself calls a level, where its people know
    it by another word. `sends`: for a provider that does not go by `Means.web`, what it would send to show something;
    nothing is touched by asking.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    level: Level
    expires: bool
    open: Callable[[Mapping[str, Value], Mapping[str, str], Means], Provider]
    usual: Level = Level.BUSY
    most_text: int = 0
    shows_end: bool = False
    source: str = ""
    told: Callable[[Mapping[str, Value]], tuple[str, str]] | None = None
    authority: str = ""
    scope: str = ""
    calls: Mapping[Level, str] = field(default_factory=dict)
    sends: Callable[[Mapping[str, Value], Presence], Sequence[Sent]] | None = None


class Kinds(MutableMapping[str, ProviderSpec]):
    """The providers by name, in order; each is loaded when it is asked for: who has set up one needs no other.

    A module without its SPEC is a programming error, and raises then.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._loaded: dict[str, ProviderSpec] = {}

    def __getitem__(self, name: str) -> ProviderSpec:
        if name not in self._loaded:
            if name not in self._names:
                raise KeyError(name)
            spec = getattr(importlib.import_module(f"{__name__}.{name}"), "SPEC", None)
            if not isinstance(spec, ProviderSpec) or spec.name != name:
                raise RuntimeError(f"focus/providers/{name}.py needs a SPEC named {name!r}")
            self._loaded[name] = spec
        return self._loaded[name]

    def __setitem__(self, name: str, spec: ProviderSpec) -> None:
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
    """Every provider in this package."""
    return Kinds(sorted(info.name for info in pkgutil.iter_modules(__path__)))
