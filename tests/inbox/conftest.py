"""A real database in a folder of the test's own, and the surroundings of runners."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inbox.queue import Queue
from inbox.reading import Reading
from inbox.store import Store
from tests.inbox.running import Engine


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "queue.db")
    yield opened
    opened.close()


@pytest.fixture
def queue(store: Store) -> Queue:
    return Queue(store)


@pytest.fixture
def reading(store: Store) -> Reading:
    return Reading(store)


@pytest.fixture
def engine() -> Iterator[Engine]:
    made = Engine()
    yield made
    ended = [runner.stop(60) for runner in made.runners]
    assert all(ended)
