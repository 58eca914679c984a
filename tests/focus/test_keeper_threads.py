"""How many threads it takes: none per provider while nothing is to be done, and not too many at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from focus.journal import Journal
from focus.keeper import POOL, Keeper
from focus.presence import Presence
from focus.providers import Provider
from tests.clock import HandClock
from tests.focus.service import Life, Remote, Service
from tests.focus.world import OURS, SECONDS

MANY = POOL + 9


class Slow(Remote):
    """Waits at the first reading until it is told to go on."""

    entered: threading.Semaphore
    go_on: threading.Event

    def read(self) -> Presence:
        self.entered.release()
        assert self.go_on.wait(SECONDS)
        return super().read()


def started_since(before: list[threading.Thread]) -> list[str]:
    return sorted(one.name for one in threading.enumerate() if one.name.startswith("presence") and one not in before)


@pytest.fixture
def opened() -> Callable[[Service], Provider]:
    Slow.entered, Slow.go_on = threading.Semaphore(0), threading.Event()
    return lambda service: Provider((Slow(service, Life()),), lambda: None)


def test_no_more_at_once_than_the_pool_has_and_one_where_nothing_is_to_be_done(
    tmp_path: Path, opened: Callable[[Service], Provider]
) -> None:
    clock = HandClock()
    services = {f"chat {number}": Service(clock) for number in range(MANY)}
    openers = {name: partial(opened, service) for name, service in services.items()}
    before = threading.enumerate()  # of keepers that other tests leave behind, as a killed app does
    ours = partial(started_since, before)
    keeper = Keeper(openers, Journal(tmp_path / "journal.json"), clock.now, lambda: None)
    assert ours() == []
    keeper.start()
    assert ours() == ["presence"]
    keeper.want(dict.fromkeys(services, Presence(OURS.level, "In focus", "", None)))
    for _ in range(POOL):
        assert Slow.entered.acquire(timeout=SECONDS)
    assert not Slow.entered.acquire(timeout=0.05)
    assert len(ours()) == POOL + 1
    Slow.go_on.set()
    assert keeper.settled(SECONDS)
    assert all(service.shown.text == "In focus" for service in services.values())
    with keeper._stirred:
        assert keeper._stirred.wait_for(lambda: keeper._working == 0, SECONDS)
    for thread in threading.enumerate():
        if thread.name.startswith("presence:") and thread not in before:
            thread.join(SECONDS)
    assert ours() == ["presence"]
    keeper.close(SECONDS)
    assert ours() == []


def test_it_waits_for_what_is_due_and_looks_at_nothing_meanwhile(
    tmp_path: Path, opened: Callable[[Service], Provider], monkeypatch: pytest.MonkeyPatch
) -> None:
    Slow.go_on.set()
    clock = HandClock()
    keeper = Keeper({"chat": partial(opened, Service(clock))}, Journal(tmp_path / "j.json"), clock.now, lambda: None)
    waits: list[float | None] = []
    wait = keeper._stirred.wait

    def noted(timeout: float | None = None) -> bool:
        waits.append(timeout)
        return wait(timeout)

    monkeypatch.setattr(keeper._stirred, "wait", noted)
    keeper.start()
    keeper.want({"chat": Presence(OURS.level, "In focus", "", None)})
    assert keeper.settled(SECONDS)
    keeper.want({})
    assert keeper.settled(SECONDS)
    keeper.close(SECONDS)
    # Nothing is due before the first wish and after the last, and in between not for minutes.
    assert all(one is None or one > 60 for one in waits), waits


def test_what_is_left_is_told_as_it_was_while_it_is_being_worked_on(
    tmp_path: Path, opened: Callable[[Service], Provider], monkeypatch: pytest.MonkeyPatch
) -> None:
    Slow.go_on.set()
    clock = HandClock()
    keeper = Keeper({"chat": partial(opened, Service(clock))}, Journal(tmp_path / "j.json"), clock.now, lambda: None)
    keeper.start()
    keeper.want({"chat": Presence(OURS.level, "In focus", "", None)})
    assert keeper.settled(SECONDS)
    before = keeper.lines()[0]
    Slow.go_on.clear()
    monkeypatch.setattr("focus.keeper.DROP_SECONDS", 0.1)
    assert keeper.drop("chat") == before
    Slow.go_on.set()
    keeper.close(SECONDS)
