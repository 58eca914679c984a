"""The matrix for the plainest of services, and that it finds what is wrong with a provider."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest

from focus.presence import Level, Presence
from focus.providers import Means, Part, Provider, ProviderSpec
from tests.clock import HandClock
from tests.contract.provider_faults import Cell, FaultMatrix, Play
from tests.focus.service import Life, Remote, Service

THEIRS = Presence(Level.TEXT, "On a train", ":train:")


class Plain:
    """A double without HTTP; `part` is what a provider makes of the service."""

    web = None

    def __init__(self, clock: HandClock, part: type[Remote] = Remote, *, expires: bool = True) -> None:
        self.service = Service(clock, expires=expires)
        self._part = part

    @property
    def writes(self) -> list[tuple[str, Presence]]:
        return [("status", written) for written in self.service.writes]

    def provider(self, means: Means) -> Provider:
        del means
        part: Part = self._part(self.service, Life())
        return Provider((part,), lambda: None)

    def shown(self) -> Mapping[str, Presence]:
        return {"status": self.service.shown}

    def by_hand(self, part: str, presence: Presence) -> None:
        assert part == "status"
        self.service.set(presence)


def spec(*, expires: bool) -> ProviderSpec:
    def no(*_: object) -> Provider:
        raise AssertionError

    return ProviderSpec("plain" if expires else "plain, no end", "", (), Level.DO_NOT_DISTURB, expires, no)


class TestLaneFaults(FaultMatrix):
    spec = spec(expires=True)
    theirs: ClassVar = {"status": THEIRS}
    stronger: ClassVar = {"status": Presence(Level.DO_NOT_DISTURB, "With a client")}
    over_http = False

    @pytest.fixture
    def double(self, clock: HandClock) -> Plain:
        return Plain(clock)


class TestLaneWithoutExpiryFaults(TestLaneFaults):
    spec = spec(expires=False)
    ends = False

    @pytest.fixture
    def double(self, clock: HandClock) -> Plain:
        return Plain(clock, expires=False)


class LosesTheirs(Remote):
    def write(self, presence: Presence) -> None:
        super().write(replace(presence, text="") if presence.text == THEIRS.text else presence)


class SendsNoEnd(Remote):
    def write(self, presence: Presence) -> None:
        super().write(replace(presence, until=None))


class SeesNothing(Remote):
    def read(self) -> Presence:
        super().read()
        return Presence()


@pytest.mark.parametrize("part", [LosesTheirs, SeesNothing])
def test_a_provider_that_puts_back_wrongly_is_found(part: type[Remote], tmp_path: Path) -> None:
    clock = HandClock()
    play = Play(TestLaneFaults(), Plain(clock, part), clock, tmp_path / "journal.json")
    assert play.through(Cell("without end", "restore", -1)) != ""


def test_a_provider_that_sends_no_end_is_found(tmp_path: Path) -> None:
    clock = HandClock()
    matrix = TestLaneFaults()
    play = Play(matrix, Plain(clock, SendsNoEnd), clock, tmp_path / "journal.json")
    with pytest.raises(AssertionError):
        matrix.test_each_writing_of_ours_has_an_end(play)


def test_a_provider_that_weakens_is_found(tmp_path: Path) -> None:
    clock = HandClock()
    matrix = TestLaneFaults()
    play = Play(matrix, Plain(clock, SeesNothing), clock, tmp_path / "journal.json")
    with pytest.raises(AssertionError):
        matrix.test_what_is_stronger_is_left_as_it_is(play)
