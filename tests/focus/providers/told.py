"""What the doubles of those that are told, or switched, have in common: what was written is noted as it was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field

import pytest

from focus.presence import Presence
from focus.providers import Means, Part, Provider
from tests.contract.block import Double
from tests.contract.provider_contract import MEANS, ProviderContract
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


class Believed(Noting):
    """A part that is read as those see it who are told."""

    def __init__(self, part: Part, double: Double) -> None:
        super().__init__(part, [])
        self.read = lambda: double.shown()[part.name]


class ToldContract(ProviderContract):
    """For one that cannot be asked itself: `double` is whom it tells."""

    @pytest.fixture
    def double(self) -> Double:
        raise NotImplementedError

    @pytest.fixture
    def provider(self, double: Double) -> Iterator[Provider]:
        with double.web or nullcontext():
            opened = double.provider(MEANS)
            assert [part.read() for part in opened.parts] == [None] * len(opened.parts)
            yield Provider(tuple(Believed(part, double) for part in opened.parts), opened.close)
            opened.close()
