from __future__ import annotations

from collections.abc import Iterator

import pytest

from inbox.discovery.internet import Https
from tests.servers.pages import Pages, Records


@pytest.fixture
def pages() -> Iterator[Pages]:
    with Pages("example.org", "autoconfig.example.org") as server:
        yield server


@pytest.fixture
def records() -> Iterator[Records]:
    with Records() as server:
        yield server


@pytest.fixture
def internet(pages: Pages, records: Records) -> Https:
    return Https(connect=pages.connect, context=pages.trusting, resolver=records.resolver, seconds=30.0)
