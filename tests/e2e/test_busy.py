"""Busy on three services at once, as the real app sets it; killed in the midst, and put right by the next command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from focus.presence import Level, Presence
from tests.contract.feeds import TOKEN
from tests.e2e.app import App
from tests.servers.github import GitHub
from tests.servers.gitlab import GitLab
from tests.servers.linear import Linear
from tests.waiting import until

TRAIN = Presence(Level.TEXT, "On a train", "train")
BLANK = Presence()
SET, ENDED = {"gitlab": True, "github": True, "linear": True}, {"gitlab": False, "github": False, "linear": False}


@pytest.fixture
def services() -> Iterator[dict[str, GitLab | GitHub | Linear]]:
    made: dict[str, GitLab | GitHub | Linear] = {"gitlab": GitLab(), "github": GitHub(), "linear": Linear()}
    with ExitStack() as stack:
        for one in made.values():
            stack.enter_context(one.web)
        yield made
    assert [one.web.violations for one in made.values()] == [[], [], []]


@pytest.fixture
def app(tmp_path: Path, services: dict[str, GitLab | GitHub | Linear]) -> Iterator[App]:
    app = App(tmp_path / "profile")
    for name, one in services.items():
        app.ask("provider", "add", name, "--url", one.web.url, "--token-stdin", say=TOKEN)
    yield app
    app.kill()


def ours(app: App) -> dict[str, bool]:
    return {line["provider"]: line["ours"] for line in app.json("presence") if line["provider"] in SET}


def shown(services: dict[str, GitLab | GitHub | Linear]) -> list[Presence]:
    return [one.shown()["status"] for one in services.values()]


def test_set_with_an_end_killed_and_put_right(app: App, services: dict[str, GitLab | GitHub | Linear]) -> None:
    services["gitlab"].by_hand("status", TRAIN)
    app.ask("focus", "start", "50m")
    app.start()
    until(lambda: ours(app) == SET)
    for presence in shown(services):
        assert presence.text.startswith("In focus until")
        assert presence.until is not None
    app.kill()
    app.ask("focus", "stop")
    app.ask("heal", expect=None)
    assert shown(services) == [TRAIN, BLANK, BLANK]
    assert ours(app) == ENDED


def test_what_the_person_sets_meanwhile_stays(app: App, services: dict[str, GitLab | GitHub | Linear]) -> None:
    app.ask("focus", "start", "50m")
    app.start()
    until(lambda: ours(app) == SET)
    services["gitlab"].by_hand("status", TRAIN)
    app.ask("focus", "stop")
    until(lambda: ours(app) == ENDED)
    assert shown(services) == [TRAIN, BLANK, BLANK]
    assert app.stop() == 0
