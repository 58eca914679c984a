"""The services Écluse can set presence on, one module each.

To add one:
1. Make `focus/providers/NAME.py` with a module-level `SPEC: ProviderSpec` and nothing heavy imported at its top.
2. `SPEC.name` is the module's name; `SPEC.fields` are its settings, as for a source.
3. `SPEC.open(values, secrets)` gives a `Provider`. It may not touch the network yet.
4. A provider raises only what `focus.errors` has.
5. Make `tests/focus/providers/test_NAME.py` with a subclass of `ProviderContract`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from focus.presence import Level, Presence

Value = str | int | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One setting of a provider. Labels are English.

    `kind` is text, number, choice, flag, file (one that is read), target (one that is written) or secret.
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
    where: tuple[str, str] | None = None
    """A field and the value it must have for this one to count."""
    group: str = ""
    """As for a source; '' is always shown."""


class Provider(Protocol):
    """Presence on one service. Calls may block; the keeper makes one at a time per provider, on changing threads."""

    @property
    def lasting(self) -> bool:
        """False where what we wrote ends with our process, so that none of it is left later. Asked after `read`."""

    def shown(self, presence: Presence) -> Presence:
        """How this service shows that: what `read` finds after `write`, but for rounding. Touches no service.

        `until` is kept where `write` has a use for it. Blank where this service has nothing to show for it.
        """

    def read(self) -> Presence:
        """What the service shows now."""

    def write(self, presence: Presence) -> None:
        """Show this; `Presence()` clears. Writing the same twice is harmless."""

    def close(self) -> None:
        """Never raises; may be called twice."""


@dataclass(frozen=True, slots=True)
class ProviderSpec:
    """What a module of this package says of itself. `expires`: the service itself ends a presence at its `until`."""

    name: str
    title: str
    fields: tuple[Field, ...]
    level: Level
    expires: bool
    open: Callable[[Mapping[str, Value], Mapping[str, str]], Provider]


@cache
def discover() -> Mapping[str, ProviderSpec]:
    """Every provider in this package by name; a module without its SPEC is a programming error and raises at once."""
    found: dict[str, ProviderSpec] = {}
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        spec = getattr(importlib.import_module(f"{__name__}.{info.name}"), "SPEC", None)
        if not isinstance(spec, ProviderSpec) or spec.name != info.name:
            raise RuntimeError(f"focus/providers/{info.name}.py needs a SPEC named {info.name!r}")
        found[spec.name] = spec
    return found
