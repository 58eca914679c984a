"""Busy on four chats at once, as the real app sets it: each as much as it can, and as the person had it after that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from focus.presence import Level, Presence
from tests.contract.feeds import TOKEN
from tests.e2e.app import App
from tests.focus.providers.chats import Server
from tests.servers.mattermost import Mattermost
from tests.servers.rocketchat import ME, RocketChat
from tests.servers.slack import Slack
from tests.servers.zulip import Zulip
from tests.waiting import until

TRAIN = Presence(Level.TEXT, "On a train", "train")
BLANK = Presence()
NAMES = ("slack", "mattermost", "rocketchat", "zulip")
MORE = {
    "slack": ("--level", "do-not-disturb"),
    "mattermost": ("--level", "do-not-disturb"),
    "rocketchat": ("--user-id", ME),
    "zulip": ("--user", "grace@example.org"),
}


@pytest.fixture
def chats() -> Iterator[dict[str, Server]]:
    made: dict[str, Server] = {"slack": Slack(), "mattermost": Mattermost(), "rocketchat": RocketChat()}
    made["zulip"] = Zulip()
    with ExitStack() as stack:
        for one in made.values():
            stack.enter_context(one.web)
        yield made
    assert {name: one.web.violations for name, one in made.items()} == {name: [] for name in NAMES}


@pytest.fixture
def app(tmp_path: Path, chats: dict[str, Server]) -> Iterator[App]:
    app = App(tmp_path / "profile")
    for name, one in chats.items():
        app.ask("provider", "add", name, "--url", one.web.url, "--token-stdin", *MORE[name], say=TOKEN)
    yield app
    app.kill()


def ours(app: App) -> dict[str, bool]:
    return {line["provider"]: line["ours"] for line in app.json("presence") if line["provider"] in NAMES}


def shown(chats: dict[str, Server]) -> dict[str, Presence]:
    return {f"{name}: {part}": one for name, chat in chats.items() for part, one in chat.person.shown().items()}


def test_each_shows_what_it_can_and_is_put_right_after_a_kill(app: App, chats: dict[str, Server]) -> None:
    chats["mattermost"].person.by_hand("custom_status", TRAIN)
    chats["zulip"].person.by_hand("status", TRAIN)
    before = shown(chats)
    app.ask("focus", "start", "50m")
    app.start()
    until(lambda: all(ours(app).values()))
    set_by_us = shown(chats)
    assert {name: one.level.name for name, one in set_by_us.items()} == {
        "slack: status": "TEXT",
        "slack: snooze": "DO_NOT_DISTURB",
        "mattermost: custom_status": "TEXT",
        "mattermost: status": "DO_NOT_DISTURB",
        "rocketchat: status": "BUSY",
        "zulip: status": "TEXT",
    }
    assert [name for name, one in set_by_us.items() if one.until is None] == ["zulip: status"]
    app.kill()
    app.ask("focus", "stop")
    app.ask("heal", expect=None)
    assert shown(chats) == before
    assert not any(ours(app).values())
