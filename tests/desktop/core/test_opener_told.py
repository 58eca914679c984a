"""What a tool told over its API, opened: its text is all there is, and nothing is asked for or missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.core.desk import Desk, RequestError
from desktop.core.heartbeat import EngineThread
from desktop.core.opening import engine_thread
from desktop.core.paths import Paths
from desktop.core.secrets import Secrets
from desktop.core.settings.edit import save_account
from desktop.core.views import AccountSettings
from inbox.errors import Gone
from inbox.item import State
from tests.contract.feeds import TOKEN
from tests.servers.github import GitHub
from tests.waiting import until


@pytest.fixture
def github() -> Iterator[GitHub]:
    found = GitHub()
    with found.web:
        yield found


@pytest.fixture
def ask(short_path: Path, github: GitHub, logs: Any) -> Iterator[Callable[[Callable[[Desk], Any]], Any]]:
    logs.allow("The keyring cannot be used")
    paths = Paths.of(short_path / "p")
    paths.prepare()
    secrets = Secrets("test")
    secrets.put("hub", "token", TOKEN)
    save_account(paths.settings_file, AccountSettings("hub", "github", {"url": github.web.url}))
    thread: EngineThread = engine_thread(paths, lambda _: None, live=True, secrets=secrets)
    thread.start().result(60)
    yield lambda fn: thread.call(fn).result(30)
    assert thread.stop(60)


def test_its_text_is_shown_without_its_server(ask: Any, github: GitHub, tmp_path: Path) -> None:
    github.tell(1, text="look\n\n> quoted\n\nplease")

    def rows() -> list[Any]:
        held, released = (
            ask(lambda desk, state=state: desk.rows(state, limit=9)) for state in (State.HELD, State.RELEASED)
        )
        return [*held, *released]

    until(lambda: bool(rows()))
    (row,) = rows()
    assert not row.item.has_mail
    ask(lambda desk: desk.remove_account("hub"))
    asked = len(github.web.asked)
    opened = ask(lambda desk: desk.open_mail(row.item.id))
    assert (opened.whole, opened.problem, opened.attachments) == (True, "", ())
    assert "@grace look" in opened.passages[0].text
    assert len(github.web.asked) == asked
    assert ask(lambda desk: desk.load_images(row.item.id)) == {}
    with pytest.raises(Gone):
        ask(lambda desk: desk.save_attachment(row.item.id, 1, tmp_path))


def test_no_history_is_fetched_of_it(ask: Any, github: GitHub) -> None:
    with pytest.raises(RequestError, match="keeps no history"):
        ask(lambda desk: desk.fetch_history("hub", github.modified))
