"""Accounts of chat tools, from the command line to the queue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.contract.feeds import TOKEN, Double
from tests.desktop.cli.conftest import Ring
from tests.servers import mattermost, rocketchat, zulip
from tests.servers.slack import APP, Slack
from tests.servers.sockets import Sockets

_KINDS: Mapping[str, tuple[Callable[[], Double], tuple[str, ...]]] = {
    "slack": (Slack, ()),
    "mattermost": (mattermost.Mattermost, ()),
    "zulip": (zulip.Zulip, ("--user", "grace@example.org")),
    "rocketchat": (rocketchat.RocketChat, ("--user-id", rocketchat.ME)),
}


@pytest.mark.parametrize("kind", _KINDS)
def test_added_and_held_once(ecluse: Any, ring: Ring, kind: str) -> None:
    made, more = _KINDS[kind]
    double = made()
    with double.web:
        double.tell(1, 2)
        ecluse(
            "account",
            "add",
            kind,
            "--url",
            double.web.url,
            *more,
            "--token-stdin",
            stdin=TOKEN + "\n",
        )
        ecluse("focus", "start", "50m")
        ecluse("pull")
        rows = ecluse("queue", "--state", "held", "--json").json
        assert len(rows) == 2
        ecluse("pull")
        assert len(ecluse("queue", "--json").json) == 2
        assert TOKEN not in ecluse.paths.settings_file.read_text()
    assert double.web.violations == []


def test_what_to_paste_at_slack_is_named(ecluse: Any, ring: Ring) -> None:
    double = Slack()
    with double.web:
        added = ecluse("account", "add", "slack", "--url", double.web.url, "--token-stdin", stdin=TOKEN + "\n")
    (told,) = [line for line in added.err.splitlines() if "To paste" in line]
    assert Path(told.rpartition(": ")[2]).name == "manifest.json"
    assert Path(told.rpartition(": ")[2]).is_file()


def test_the_second_token_is_given_by_its_name(ecluse: Any, ring: Ring) -> None:
    double = Slack()
    with double.web, Sockets() as sockets:
        ecluse("account", "add", "slack", "--url", double.web.url, "--token-stdin", stdin=TOKEN + "\n")
        assert ecluse("account", "test", "slack", "--json").json["capabilities"] == []
        double.sockets = sockets
        command = ("account", "password", "slack", "--password-stdin", "--secret")
        assert ecluse(*command, "app-token", stdin=APP + "\n").out == 'Account "slack" has a new app token.\n'
        assert ecluse("account", "test", "slack", "--json").json["capabilities"] == ["Socket Mode"]
        assert 'has no secret "nonsense"' in ecluse(*command, "nonsense", stdin="x", expect=1).err
