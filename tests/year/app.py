"""The app on a real database, with servers that are lists, a clock that is moved, and a fuse that ends it anywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event

from desktop.core.accounts import Accounts, Wiring
from desktop.core.desk import Later
from desktop.core.engine import Engine
from desktop.core.events import Event, NoticeDue
from desktop.core.paths import Paths
from desktop.core.presences import Presences
from desktop.core.secrets import Secrets
from desktop.core.setup import Setup
from desktop.core.sign_ins import SignIns
from desktop.core.views import AccountSettings
from focus.journal import Journal
from focus.keeper import Keeper
from focus.sessions import Sessions
from inbox.item import Fetched
from inbox.reading import Reading
from inbox.runner import Health
from inbox.sources import Start
from inbox.store import Store
from tests.clock import HandClock

ACCOUNTS = ("work", "home", "hub")
WEEKDAYS = '["mon", "tue", "wed", "thu", "fri"]'
WEEK = f"""
[schedule]
zone = "Europe/Paris"
[[schedule.span]]
kind = "focus"
days = {WEEKDAYS}
start = "09:00"
end = "11:00"
intention = "Release 2.0"
[[schedule.span]]
kind = "check_in"
days = {WEEKDAYS}
start = "11:00"
end = "11:30"
name = "late morning"
[[schedule.span]]
kind = "together"
days = ["wed"]
start = "11:30"
end = "12:15"
[[schedule.span]]
kind = "focus"
days = {WEEKDAYS}
start = "13:30"
end = "16:00"
[[schedule.span]]
kind = "check_in"
days = {WEEKDAYS}
start = "16:00"
end = "16:20"
name = "afternoon"
[[schedule.span]]
kind = "check_in"
days = ["mon", "tue", "thu"]
start = "13:00"
end = "13:20"
name = "mentions"
admits = ["mention"]
[[schedule.span]]
kind = "check_in"
days = ["fri"]
start = "17:00"
end = "17:30"
name = "friday digest"
[[schedule.span]]
kind = "check_in"
days = ["sat", "sun"]
start = "10:00"
end = "10:30"
name = "weekend"
[[schedule.span]]
kind = "focus"
days = ["tue", "sun"]
start = "23:00"
end = "03:30"
[[rule]]
name = "codes"
match = {{ code = true }}
act = "pass"
budget = 2
[[rule]]
name = "the lab"
match = {{ domain = ["lab.example"] }}
act = "pass"
budget = 2
[[rule]]
name = "newsletters on Friday"
match = {{ list = true }}
act = "hold"
until = "friday digest"
[[rule]]
name = "receipts"
match = {{ address = ["receipts@shop.example"] }}
act = "done"
[[promise]]
name = "clients"
match = {{ domain = ["client.example"] }}
within = "1 working day"
"""
ACCOUNT = '[[account]]\nname = "{name}"\nkind = "folder"\npath = "{path}"\n'


class PowerCut(BaseException):
    """What a process that is killed never gets to say."""


class Fuse:
    """Burns with each statement the database is given, and each commit; at zero the power is cut."""

    def __init__(self) -> None:
        self.left: int | None = None

    def burn(self, *_: Any) -> None:
        if self.left is not None:
            self.left -= 1
            if self.left <= 0:
                self.left = None
                raise PowerCut


class Servers(Accounts):
    """Stands for the accounts' threads: what each would have said of its health, as the life outside has it."""

    def follow(self, accounts: tuple[AccountSettings, ...], *, running: bool) -> None:
        self._settings = {one.name: one for one in accounts}

    def ask(self, name: str | None = None, *, insist: bool = False) -> Callable[[], None]:
        return lambda: None

    def fetched_since(self, instant: datetime) -> bool:
        return all(self._has_fetched(name, instant) for name in self._settings)

    def begin(self, now: datetime) -> None:
        self._health = {name: Health("connecting", now) for name in ACCOUNTS}

    def report(self, name: str, *, reached: bool, now: datetime) -> None:
        before = self._health[name]
        code = "ok" if reached else "offline"
        since = before.since if before.code == code else now
        self._health[name] = Health(code, since, "", now if reached else before.last_fetch)


class App:
    """One profile. `start` opens it; it ends by `end`, or by a PowerCut that any call may raise."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self.paths = Paths.of(folder / "profile")
        self.paths.prepare()
        accounts = "".join(ACCOUNT.format(name=name, path=folder / f"{name}.d") for name in ACCOUNTS)
        self.paths.settings_file.write_text(WEEK + accounts)
        self.clock = HandClock(now)
        self.fuse = Fuse()
        self.told: list[NoticeDue] = []
        self.engine: Engine
        self.store: Store
        self.start()

    def start(self) -> None:
        self.store = Store(self.paths.database)
        for moment in ("before_cursor_execute", "commit"):
            event.listen(self.store._engine, moment, self.fuse.burn)
        secrets = Secrets("test")
        keeper = Keeper({}, Journal(self.paths.journal), self.clock.now, lambda: None)
        sign_ins = SignIns(secrets, self.paths.sign_ins, self.clock.now)
        wiring = Wiring(lambda _: "", lambda _: None, lambda *_: lambda: None, lambda: None, self.clock.now)
        self.servers = Servers(secrets, Start(), wiring, sign_ins)
        reading = Reading(self.store)
        setup = Setup(
            self.paths,
            secrets=secrets,
            accounts=self.servers,
            presences=Presences(keeper, secrets, sign_ins, self.clock.now, live=True),
            call=self._call,
            count=reading.items_of,
            cursor=reading.cursor,
            emit=self._hear,
            live=True,
        )
        self.engine = Engine(self.store, Sessions(self.paths.sessions), setup, self.clock.now, self._hear)
        self.servers.begin(self.clock.now())
        self.engine.start(self.clock.now())

    def end(self) -> None:
        self.engine.close()

    def cut(self) -> None:
        """What is left of a process that was killed: nothing; what it had not committed is gone."""
        self.fuse.left = None
        self.store.close()

    def cursors(self) -> Mapping[str, int]:
        return {name: int(self.engine.cursor(name) or 0) for name in ACCOUNTS}

    def deliver(self, account: str, portion: Fetched) -> None:
        self.engine.arrived(account, portion)

    def _hear(self, heard: Event) -> None:
        if isinstance(heard, NoticeDue):
            self.told.append(heard)

    def _call(self, fn: Callable[[Any], Any]) -> Future[Any]:
        future: Future[Any] = Future()
        value = fn(self.engine)
        future.set_result(value.run() if isinstance(value, Later) else value)
        return future
