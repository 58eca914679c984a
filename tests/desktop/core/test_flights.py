"""Work at an account's server, and what it does where its end cannot be noted."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, cast

import pytest
from sqlalchemy.exc import OperationalError

from desktop.core import flights as module
from desktop.core.desk import Later
from desktop.core.flights import Flights
from desktop.core.setup import Setup
from inbox.errors import Offline, SourceError


class AtOnce:
    """What an engine and its accounts do, without threads; the account is away."""

    def errand(self, account: str, work: object) -> Later[None]:
        def run() -> None:
            raise Offline("away")

        return Later(run)

    def call(self, fn: Callable[[Any], Any]) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(None))
        except Exception as error:  # as the engine's thread does  # noqa: BLE001
            future.set_exception(error)
        return future

    def elsewhere(self, run: Callable[[], None]) -> None:
        run()


def test_a_full_disk_does_not_have_an_account_signed_in_to_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(module, "monotonic", lambda: now[0])
    flights = Flights(cast("Setup", AtOnce()))
    told: list[SourceError | None] = []
    flights.begin("home", lambda _: None, told.append)
    assert [str(one) for one in told] == ["away"]
    assert "home" not in flights

    def full(_: SourceError | None) -> None:
        raise OperationalError("UPDATE", {}, sqlite3.OperationalError("database or disk is full"))

    flights.begin("work", lambda _: None, full)
    assert "work" in flights
    flights.finish().run()
    now[0] += 61
    assert "work" not in flights
