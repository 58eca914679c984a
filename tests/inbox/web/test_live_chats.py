"""Chat tools that tell at once, read by a real runner: what is typed there is here in a moment, and nothing is lost
between two connections."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from queue import Empty

import pytest

from inbox.errors import Offline
from inbox.item import Arrival, Fetched
from inbox.runner import Health, Runner
from inbox.sources import Source, Start
from inbox.sources.mattermost import _Feed
from inbox.web.live import Place
from tests.contract.feeds import TOKEN
from tests.servers import mattermost, slack
from tests.servers.mattermost import Mattermost
from tests.servers.slack import Slack
from tests.servers.sockets import Sockets
from tests.waiting import until


class Keeps:
    """What a runner hands over, stored at once; `refuses`: it cannot be stored."""

    def __init__(self, open_source: Callable[[], Source]) -> None:
        self.arrivals: list[Arrival] = []
        self.cursor = ""
        self.health: list[Health] = []
        self.refuses = False
        self.runner = Runner(
            "chat", kind="chat", open_source=open_source, cursor=lambda: self.cursor, accept=self._accept,
            report=lambda _, health: self.health.append(health), interval=60.0, now=lambda: datetime.now(UTC),
        )  # fmt: skip

    @property
    def texts(self) -> list[str]:
        return [one.text for one in self.arrivals]

    def _accept(self, _: str, fetched: Fetched) -> Callable[[], None]:
        def stored() -> None:
            if self.refuses:
                raise Offline("The disk is full.")
            known = {one.key for one in self.arrivals}
            self.arrivals += [one for one in fetched.arrivals if one.key not in known]
            self.cursor = fetched.cursor

        return stored

    def __enter__(self) -> Keeps:
        self.runner.start()
        return self

    def __exit__(self, *_: object) -> None:
        assert self.runner.stop(60)


@pytest.fixture
def sockets() -> Iterator[Sockets]:
    with Sockets() as running:
        yield running


def connected(keeps: Keeps, sockets: Sockets) -> None:
    assert sockets.greeted.acquire(timeout=60)
    until(lambda: bool(keeps.health) and keeps.health[-1].code == "ok" and keeps.health[-1].push)


def test_slack_tells_at_once_and_is_told_that_it_is_stored(sockets: Sockets) -> None:
    double = Slack()
    double.sockets = sockets
    with double.web, Keeps(lambda: double.open(Start())) as keeps:
        connected(keeps, sockets)
        envelope = double.event(f"<@{slack.ME}> now")
        until(lambda: keeps.texts == ["@Grace now"])
        assert json.loads(sockets.heard.get(timeout=60)) == {"envelope_id": envelope}


def test_what_slack_told_and_could_not_be_stored_is_not_acknowledged(sockets: Sockets) -> None:
    double = Slack()
    double.sockets = sockets
    with double.web, Keeps(lambda: double.open(Start())) as keeps:
        connected(keeps, sockets)
        keeps.refuses = True
        double.event(f"<@{slack.ME}> now")
        until(lambda: keeps.health[-1].code == "offline")
        with pytest.raises(Empty):
            sockets.heard.get(timeout=0.3)
        keeps.refuses = False
        keeps.runner.restart()
        until(lambda: keeps.texts == ["@Grace now"])


def test_slack_hangs_up_and_what_came_meanwhile_comes(sockets: Sockets) -> None:
    double = Slack()
    double.sockets = sockets
    with double.web, Keeps(lambda: double.open(Start())) as keeps:
        connected(keeps, sockets)
        double.put(f"<@{slack.ME}> unheard")
        sockets.say('{"type": "disconnect", "reason": "refresh_requested"}')
        until(lambda: keeps.texts == ["@Grace unheard"])
        assert sockets.greeted.acquire(timeout=60)


def test_a_revoked_token_of_slack_ends_the_reading(sockets: Sockets) -> None:
    double = Slack()
    double.sockets = sockets
    with double.web, Keeps(lambda: double.open(Start())) as keeps:
        connected(keeps, sockets)
        double.web.instead = lambda _: slack.refused("token_revoked")
        sockets.say('{"type": "disconnect", "reason": "warning"}')
        until(lambda: keeps.health[-1].code == "sign_in_refused")
        assert "token_revoked" in keeps.health[-1].detail


def test_mattermost_tells_at_once(sockets: Sockets, monkeypatch: pytest.MonkeyPatch) -> None:
    double = Mattermost()
    double.push = True
    asked: list[Place] = []
    place = _Feed._place

    def here(feed: _Feed) -> Place:
        asked.append(place(feed))
        return replace(asked[-1], url=sockets.url)

    monkeypatch.setattr(_Feed, "_place", here)
    with double.web, Keeps(lambda: double.open(Start())) as keeps:
        connected(keeps, sockets)
        assert asked[0].url == double.web.url.replace("http://", "ws://") + "/api/v4/websocket"
        challenge = json.loads(sockets.heard.get(timeout=60))
        assert challenge == {"seq": 1, "action": "authentication_challenge", "data": {"token": TOKEN}}
        sockets.say('{"status": "OK", "seq_reply": 1}', '{"event": "hello", "data": {}, "seq": 0}')
        _posted(double, sockets, "@boats now", mentions=[mattermost.ME])
        until(lambda: keeps.texts == ["@boats now"])
        assert keeps.arrivals[0].rank == 3
        _posted(double, sockets, "nothing for anyone", mentions=[])
        _posted(double, sockets, "@grace again", mentions=[mattermost.ME])
        until(lambda: keeps.texts == ["@boats now", "@grace again"])
        sockets.say('{"status": "FAIL", "seq_reply": 2, "error": {"message": "Invalid or expired session"}}')
        double.put("@grace unheard")
        until(lambda: keeps.texts[2:] == ["@grace unheard"])


def _posted(double: Mattermost, sockets: Sockets, text: str, mentions: list[str]) -> None:
    post = double.posts[double.put(text)]
    data = {"channel_type": "O", "post": json.dumps(post), "mentions": json.dumps(mentions)}
    sockets.say(json.dumps({"event": "posted", "data": data, "broadcast": {}, "seq": 1}))
