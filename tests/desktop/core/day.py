"""One profile over a day, on the real engine, database, plan and keeper, with a clock that is moved by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from desktop.core.accounts import Accounts, Wiring
from desktop.core.desk import Later
from desktop.core.engine import Engine
from desktop.core.events import Event, NoticeDue
from desktop.core.paths import Paths
from desktop.core.presences import Presences
from desktop.core.secrets import Secrets
from desktop.core.setup import Setup
from desktop.core.sign_ins import SignIns
from focus.journal import Journal
from focus.keeper import Keeper
from focus.sessions import Sessions
from inbox.item import Fetched, State
from inbox.reading import Reading
from inbox.sources import Start
from inbox.store import Store
from tests.clock import HandClock
from tests.inbox.arrivals import some

WEEK = """
[schedule]
zone = "{zone}"
[[schedule.span]]
kind = "focus"
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
start = "08:30"
end = "11:00"
intention = "Release 2.0"
[[schedule.span]]
kind = "check_in"
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
start = "11:00"
end = "11:30"
name = "late morning"
[[schedule.span]]
kind = "check_in"
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
start = "16:00"
end = "16:30"
[[account]]
name = "work"
kind = "folder"
path = "{status}.d"
[[provider]]
name = "status"
kind = "file"
path = "{status}"
"""


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour, minute, second, tzinfo=UTC)


class Day:
    """One profile over a day: `be` moves the clock and ticks, `restart` ends the app (or kills it) and starts it."""

    def __init__(self, folder: Path, now: datetime, zone: str = "UTC") -> None:
        self.paths = Paths.of(folder / "profile")
        self.paths.prepare()
        self.status = folder / "status.json"
        self.paths.settings_file.write_text(WEEK.format(status=self.status, zone=zone))
        self.clock = HandClock(now)
        self.events: list[Event] = []
        self.numbers = 0
        self.engine = self._open()

    def be(self, now: datetime) -> None:
        self.clock.set_to(now)
        self.engine.tick(now)
        assert self.engine.setup.presences.settled()
        self.engine.tick(now)

    def arrive(self, how_many: int = 1, **changed: Any) -> None:
        self.numbers += how_many
        changed.setdefault("received_at", self.clock.now())
        self.engine.arrived("work", Fetched(some(how_many, **changed), f"1:{self.numbers}"))
        self.engine.tick(self.clock.now())  # as its thread does soon after

    def restart(self, now: datetime, *, killed: bool = False) -> None:
        if killed:
            # What a killed process leaves: nothing more is written by it.
            self.engine._store.close()
        else:
            self.engine.close()
        self.clock.set_to(now)
        self.engine = self._open()
        self.be(now)

    def count(self, state: State) -> int:
        return getattr(self.engine.ledger(), state.value)  # type: ignore[no-any-return]

    @property
    def notices(self) -> list[NoticeDue]:
        return [event for event in self.events if isinstance(event, NoticeDue)]

    def shown(self) -> dict[str, Any]:
        assert self.engine.setup.presences.settled()
        return dict(json.loads(self.status.read_text())) if self.status.exists() else {}

    def take(self, what: str, number: int) -> None:
        """One step of a random day."""
        now = self.clock.now()
        soon = now + timedelta(minutes=number)
        steps: dict[str, Callable[[], object]] = {
            "pass": lambda: self.be(soon),
            "set": lambda: self.be(soon),
            "arrive": lambda: self.arrive(number),
            "focus": lambda: self.engine.focus(length=timedelta(minutes=number)),
            "stop": self.engine.stop_focus,
            "open": self.engine.open_check_in,
            "close": self.engine.close_check_in,
            "pause": self.engine.pause_plan,
            "off": lambda: self.engine.off(now + timedelta(minutes=20 * number)),
            "resume": self.engine.resume_plan,
            "done": lambda: self.engine.done([number]),
            "snooze": lambda: self.engine.snooze([number], now + timedelta(minutes=20 * number)),
            "pin": lambda: self.engine.pin([number], True),
            "undo": self.engine.undo,
            "restart": lambda: self.restart(soon),
            "kill": lambda: self.restart(soon, killed=True),
        }
        steps[what]()

    def _open(self) -> Engine:
        store = Store(self.paths.database)
        keeper = Keeper({}, Journal(self.paths.journal), self.clock.now, lambda: None)
        sign_ins = SignIns(Secrets("test"), self.paths.sign_ins, self.clock.now)
        accounts = Accounts(
            Secrets("test"),
            Start(),
            Wiring(lambda _: "", lambda _: None, lambda *_: lambda: None, lambda: None, self.clock.now),
            sign_ins,
        )
        setup = Setup(
            self.paths,
            secrets=Secrets("test"),
            accounts=accounts,
            presences=Presences(keeper, Secrets("test"), sign_ins, self.clock.now, live=True),
            call=self._call,
            count=Reading(store).items_of,
            cursor=Reading(store).cursor,
            emit=self.events.append,
            live=True,
        )
        engine = Engine(store, Sessions(self.paths.sessions), setup, self.clock.now, self.events.append)
        engine.start(self.clock.now())
        return engine

    def _call(self, fn: Callable[[Any], Any]) -> Future[Any]:
        future: Future[Any] = Future()
        value = fn(self.engine)
        future.set_result(value.run() if isinstance(value, Later) else value)
        return future
