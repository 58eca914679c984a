from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import ClassVar

import pytest

from focus.presence import Level, Presence
from focus.providers import Provider
from focus.providers.gitlab import SPEC
from tests.clock import HandClock
from tests.contract.provider_contract import MEANS, ProviderContract
from tests.contract.provider_faults import FaultMatrix
from tests.servers.gitlab import GitLab


@pytest.fixture
def gitlab() -> Iterator[GitLab]:
    double = GitLab()
    with double.web:
        yield double
        assert double.web.violations == []


class TestGitLab(ProviderContract):
    spec = SPEC
    rounding = timedelta(hours=2)

    @pytest.fixture
    def provider(self, gitlab: GitLab) -> Iterator[Provider]:
        provider = gitlab.provider(MEANS)
        yield provider
        provider.close()


class TestGitLabFaults(FaultMatrix):
    spec = SPEC
    theirs: ClassVar = {"status": Presence(Level.TEXT, "On a train", "train")}
    stronger: ClassVar = {"status": Presence(Level.BUSY, "With a client", "handshake")}
    rounding = timedelta(hours=5)

    @pytest.fixture
    def double(self, clock: HandClock) -> GitLab:
        double = GitLab()
        double.now = clock.now
        return double
