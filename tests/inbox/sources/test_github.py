"""GitHub's notifications, asked from a server that answers as its documentation says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from inbox.sources.github import SPEC
from tests.contract.feed_contract import FeedContract
from tests.contract.feeds import Double
from tests.servers.github import GitHub


@pytest.fixture
def github() -> Iterator[GitHub]:
    found = GitHub()
    with found.web:
        yield found


class TestGitHub(FeedContract):
    spec = SPEC
    unmarks = False

    @pytest.fixture
    def double(self, github: GitHub) -> Double:
        return github
