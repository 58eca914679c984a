"""What tools tell, through the whole engine: whatever happens in between, nothing is lost and nothing doubled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import keyring
import pytest

from desktop.core.desk import Desk
from desktop.core.heartbeat import EngineThread
from desktop.core.opening import engine_thread
from desktop.core.paths import Paths
from desktop.core.secrets import Secrets
from inbox.item import Item, State
from inbox.sources import Value
from tests.clock import HandClock
from tests.contract.feeds import TOKEN
from tests.desktop.cli.conftest import Ring
from tests.servers.gitea import Gitea
from tests.servers.github import GitHub
from tests.servers.gitlab import GitLab
from tests.servers.web import Asked, Says, Web
from tests.waiting import until

SECONDS = 120


class Tool(Protocol):
    web: Web
    token: str

    def tell(self, *numbers: int, text: str = "look here") -> None: ...
    def read_there(self, number: int) -> None: ...
    def begin_anew(self) -> None: ...


TOOLS: dict[str, Callable[[], Tool]] = {"github": GitHub, "gitlab": GitLab, "gitea": Gitea}
"""By the name of their source. Another one joins by a line."""


class App:
    """One profile, started and ended as a person would; only the clock is a hand's."""

    def __init__(self, folder: Path, kind: str, tool: Tool) -> None:
        self.kind, self.tool = kind, tool
        self.clock = HandClock(datetime.now(UTC))
        self.paths = Paths.of(folder)
        self.paths.prepare()
        self.thread: EngineThread | None = None

    def start(self) -> None:
        self.thread = engine_thread(self.paths, lambda _: None, live=True, secrets=Secrets("test"), clock=self.clock)
        self.thread.start().result(SECONDS)

    def stop(self) -> None:
        thread, self.thread = self.thread, None
        assert thread is None or thread.stop(60)

    def ask(self, fn: Callable[[Desk], Any]) -> Any:
        assert self.thread is not None
        return self.thread.call(fn).result(SECONDS)

    def begin(self) -> None:
        self.start()
        self.ask(lambda desk: desk.add_account("tool", self.kind, self.values, {"token": TOKEN}))
        self.pull()

    def pull(self) -> int:
        self.ask(lambda desk: desk.pull())
        ledger = self.ask(lambda desk: desk.ledger())
        assert ledger.adds_up
        return int(ledger.received)

    @property
    def values(self) -> dict[str, Value]:
        return {"url": self.tool.web.url, "done_marks_read": True}

    @property
    def health(self) -> str:
        (line,) = self.ask(lambda desk: desk.accounts())
        return str(line.health)

    def subjects(self) -> list[str]:
        return sorted(one.subject for one in self.items(*State))

    def items(self, *states: State) -> list[Item]:
        """In one go: between two, one could come from one state into another."""
        found: list[Item] = self.ask(partial(_items, states))
        return found


def _items(states: Sequence[State], desk: Desk) -> list[Item]:
    return [row.item for state in states for row in desk.rows(state, limit=10_000)]


@pytest.fixture(params=TOOLS)
def app(request: pytest.FixtureRequest, short_path: Path) -> Iterator[App]:
    before = keyring.get_keyring()
    keyring.set_keyring(Ring())
    tool = TOOLS[request.param]()
    with tool.web:
        made = App(short_path / "p", request.param, tool)
        yield made
        made.stop()
    keyring.set_keyring(before)
    assert tool.web.violations == []


def things(*numbers: int) -> list[str]:
    return sorted(f"thing {number}" for number in numbers)


def test_a_restart(app: App) -> None:
    app.tool.tell(*range(1, 21))
    app.begin()
    assert app.pull() == 20
    app.stop()
    app.tool.tell(*range(21, 31))
    app.start()
    assert app.pull() == 30
    assert app.pull() == 30
    assert app.subjects() == things(*range(1, 31))


@pytest.mark.logs("Account 'tool'|tool")
def test_a_server_that_fails_now_and_then(app: App) -> None:
    app.begin()
    asked = 0

    def failing(_: Asked) -> Says | None:
        nonlocal asked
        asked += 1
        return Says(502, {}) if asked % 5 == 0 else None

    app.tool.tell(*range(1, 31))
    app.tool.web.instead = failing
    until(lambda: app.pull() == 30, seconds=60)
    app.tool.web.instead = None
    assert app.pull() == 30
    assert app.subjects() == things(*range(1, 31))


def test_a_token_that_is_revoked_and_another_given(app: App) -> None:
    app.tool.tell(1, 2)
    app.begin()
    app.tool.token = "another"
    app.tool.tell(3)
    assert app.pull() == 2
    until(lambda: app.health == "sign_in_refused")
    for _ in range(3):
        app.pull()
    app.ask(lambda desk: desk.change_account("tool", app.values, {"token": "another"}))
    until(lambda: app.pull() == 3)
    until(lambda: app.health == "ok")
    assert app.subjects() == things(1, 2, 3)


@pytest.mark.parametrize("jump", [timedelta(days=400), timedelta(days=-400), timedelta(hours=-3)])
def test_a_clock_that_jumps_there_and_back(app: App, jump: timedelta) -> None:
    app.tool.tell(1, 2)
    app.begin()
    right = app.clock.now()
    app.clock.set_to(right + jump)
    app.tool.tell(3)
    app.pull()
    app.stop()
    app.start()
    app.tool.tell(4)
    app.pull()
    app.clock.set_to(right)
    app.tool.tell(5)
    assert app.pull() == 5
    assert app.pull() == 5
    assert app.subjects() == things(1, 2, 3, 4, 5)


def test_a_clock_that_was_wrong_at_first(app: App) -> None:
    right = app.clock.now()
    app.clock.set_to(right + timedelta(days=400))
    app.tool.tell(1, 2)
    app.begin()
    app.clock.set_to(right)
    app.tool.tell(3)
    assert app.pull() == 3
    assert app.subjects() == things(1, 2, 3)


def test_a_server_that_begins_anew(app: App) -> None:
    app.tool.tell(1, 2, 3)
    app.begin()
    assert app.pull() == 3
    app.tool.begin_anew()
    assert app.pull() == 3
    app.tool.tell(1, 2)
    assert app.pull() == 5
    assert app.subjects() == sorted([*things(1, 2, 3), *things(1, 2)])


def test_five_thousand_in_one_poll(app: App) -> None:
    app.begin()
    app.tool.tell(*range(1, 5001))
    assert app.pull() == 5000
    assert app.pull() == 5000
    assert app.subjects() == things(*range(1, 5001))


def test_done_here_is_read_there_and_read_there_is_done_here(app: App) -> None:
    app.tool.tell(1, 2, 3)
    app.begin()
    app.pull()
    first = next(one for one in app.items(State.HELD, State.RELEASED) if one.subject == "thing 1")
    app.ask(lambda desk: desk.done([first.id]))
    until(lambda: any(asked.method in {"PATCH", "POST"} for asked in app.tool.web.asked))
    app.tool.read_there(2)
    until(lambda: app.pull() == 3 and app.ask(lambda desk: desk.ledger()).done == 2)
    assert [one.subject for one in app.items(State.HELD, State.RELEASED)] == ["thing 3"]
