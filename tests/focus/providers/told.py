"""What the doubles of those that are told, or switched, have in common: what was written is noted as it was asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from focus.presence import Presence
from focus.providers import Means, Part, Provider
from tests.servers.web import Web


class Noting:
    """A part whose writings are noted."""

    def __init__(self, part: Part, writes: list[tuple[str, Presence]]) -> None:
        self._part = part
        self._writes = writes
        self.name = part.name
        self.shown = part.shown
        self.read = part.read

    @property
    def lasting(self) -> bool:
        return self._part.lasting

    def write(self, presence: Presence) -> None:
        self._writes.append((self.name, presence))
        self._part.write(presence)


@dataclass
class Noted:
    """`tests.contract.block.Double` without HTTP. `look`: what others see; `change`: the person does it by hand."""

    open: Callable[[Means], Provider]
    look: Callable[[], Mapping[str, Presence]]
    change: Callable[[Presence], None]
    writes: list[tuple[str, Presence]] = field(default_factory=list)
    web: Web | None = None

    def provider(self, means: Means) -> Provider:
        opened = self.open(means)
        return Provider(tuple(Noting(part, self.writes) for part in opened.parts), opened.close)

    def shown(self) -> Mapping[str, Presence]:
        return self.look()

    def by_hand(self, _part: str, presence: Presence) -> None:
        self.change(presence)
