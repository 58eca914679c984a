"""How strongly one is shown busy in one focus block, where that is not as usual. Plain values; no I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from focus.presence import Level

WORDS: Final[Mapping[str, Level]] = {
    "nothing": Level.AVAILABLE,
    "text": Level.TEXT,
    "busy": Level.BUSY,
    "do_not_disturb": Level.DO_NOT_DISTURB,
}
"""What settings, the command line and requests call them."""
EVERYWHERE: Final = "*"
"""In place of a provider's name: on all of which nothing else is said."""


@dataclass(frozen=True, slots=True)
class Levels:
    """`on` names providers, sorted, each with its level; `everywhere` is for the others. None: each as usual."""

    everywhere: Level | None = None
    on: tuple[tuple[str, Level], ...] = ()

    def of(self, provider: str, usual: Level) -> Level:
        return dict(self.on).get(provider, usual if self.everywhere is None else self.everywhere)

    @property
    def said(self) -> bool:
        """Whether anything is not as usual."""
        return self != AS_USUAL


AS_USUAL: Final = Levels()


def word(level: Level) -> str:
    return next(word for word, one in WORDS.items() if one is level)


def written(levels: Levels) -> str | dict[str, str]:
    """As settings and requests have it: one word for all, or one for each name; {} where all is as usual."""
    found = {name: word(level) for name, level in levels.on}
    if levels.everywhere is None:
        return found
    return {EVERYWHERE: word(levels.everywhere), **found} if found else word(levels.everywhere)


def read(said: object) -> Levels:
    """What `written` gave. Raises ValueError, which names what is no level."""
    if isinstance(said, str):
        return Levels(_level(said))
    if not isinstance(said, Mapping):
        raise ValueError(f"{said!r}")
    found = {str(name): _level(one) for name, one in said.items()}
    everywhere = found.pop(EVERYWHERE, None)
    return Levels(everywhere, tuple(sorted(found.items())))


def _level(said: object) -> Level:
    if not isinstance(said, str) or said not in WORDS:
        raise ValueError(f"{said!r}")
    return WORDS[said]
