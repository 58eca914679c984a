from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from focus.errors import Broken, Offline, ProviderError, SignInRefused, Unsupported, WrongSetting
from focus.journal import Journal
from focus.keeper import Keeper
from focus.presence import Level, Presence
from focus.providers import Means, Provider
from focus.providers.webhook import SPEC
from tests.contract.provider_contract import MEANS
from tests.focus.world import everywhere
from tests.servers.web import Asked, Says, Web

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
UNTIL = NOW + timedelta(hours=1)
BUSY = Presence(Level.DO_NOT_DISTURB, "En concentration jusqu’à 11:00", "", UNTIL)
LONGER = Presence(Level.DO_NOT_DISTURB, "En concentration jusqu’à 12:00", "", UNTIL + timedelta(hours=1))
SECONDS = 20.0


def answer(_: Asked) -> Says:
    return Says(200, body=b"ok")  # what is no JSON is as good


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(answer) as made:
        yield made


def opened(web: Web, path: str = "/hooks/busy?room=7", secret: str = "") -> Provider:
    secrets = {"secret": secret} if secret else {}
    return SPEC.open({"url": web.url + path}, secrets, Means(MEANS.web, lambda: NOW))


@pytest.fixture
def provider(web: Web) -> Iterator[Provider]:
    made = opened(web)
    yield made
    made.close()


def told(web: Web) -> list[Any]:
    return [asked.data for asked in web.asked]


def test_start_change_and_end(web: Web, provider: Provider) -> None:
    for presence in (BUSY, LONGER, Presence()):
        provider.parts[0].write(presence)
    first, second, third = told(web)
    assert first == {
        "version": 1, "id": first["id"], "event": "start", "level": "do_not_disturb",
        "text": "En concentration jusqu’à 11:00", "until": "2026-11-23T10:00:00+00:00",
        "at": "2026-11-23T09:00:00+00:00",
    }  # fmt: skip
    assert (second["event"], second["until"]) == ("change", "2026-11-23T11:00:00+00:00")
    assert (third["event"], third["level"], third["text"], third["until"]) == ("end", "available", "", None)
    asked = web.asked[0]
    assert (asked.method, asked.path, asked.one("room")) == ("POST", "/hooks/busy", "7")
    assert asked.headers["content-type"] == "application/json"
    assert asked.headers["idempotency-key"] == f'"{first["id"]}"'
    assert "x-hub-signature-256" not in asked.headers


def test_a_secret_signs_the_body_and_is_not_sent(web: Web) -> None:
    provider = opened(web, secret="s3cret-of-mine")
    provider.parts[0].write(BUSY)
    asked = web.asked[0]
    expected = hmac.new(b"s3cret-of-mine", asked.body, hashlib.sha256).hexdigest()
    assert asked.headers["x-hub-signature-256"] == f"sha256={expected}"
    assert "s3cret" not in asked.body.decode() + json.dumps(dict(asked.headers))
    provider.close()


def test_a_second_try_has_the_key_of_the_first(web: Web, provider: Provider) -> None:
    web.instead = lambda _: Says(503)
    with pytest.raises(Offline, match="has a fault"):
        provider.parts[0].write(BUSY)
    web.instead = None
    provider.parts[0].write(BUSY)
    provider.parts[0].write(BUSY)
    assert len(web.asked) == 2
    assert web.asked[0].body == web.asked[1].body


@pytest.mark.parametrize(
    ("says", "kind"),
    [
        (Says(401), SignInRefused),
        (Says(403), SignInRefused),
        (Says(404), Unsupported),
        (Says(409), Broken),
        (Says(410), Unsupported),
        (Says(429, headers={"Retry-After": "7"}), Offline),
        (Says(500), Offline),
        (Says(302, headers={"Location": "https://elsewhere.example/"}), Broken),
    ],
)
def test_refusals_are_told_apart(web: Web, provider: Provider, says: Says, kind: type[ProviderError]) -> None:
    web.instead = lambda _: says
    with pytest.raises(kind) as raised:
        provider.parts[0].write(BUSY)
    assert raised.value.wait_seconds == (7.0 if says.status == 429 else 0.0)
    assert len(web.asked) == 1


def test_nobody_there_is_offline(web: Web) -> None:
    provider = SPEC.open({"url": "http://127.0.0.1:9/hook"}, {}, MEANS)
    with pytest.raises(Offline):
        provider.parts[0].write(BUSY)
    provider.close()
    assert web.asked == []


@pytest.mark.parametrize(
    "url",
    ["http://example.org/hook", "ftp://example.org/", "hook", "", "https://ada:pw@example.org/hook", "https://[::1/x"],
)
def test_only_https_or_this_machine(url: str) -> None:
    def tell() -> None:
        SPEC.open({"url": url}, {}, MEANS).parts[0].write(BUSY)

    with pytest.raises(WrongSetting) as raised:
        tell()
    assert raised.value.field == "url"
    assert "pw" not in raised.value.detail


def test_after_a_crash_the_end_is_sent_at_the_next_start(web: Web, tmp_path: Path) -> None:
    def keeper() -> Keeper:
        made = Keeper(
            {"it": lambda: opened(web)},
            Journal(tmp_path / "journal.json"),
            lambda: datetime.now(UTC),
            lambda: None,
        )
        made.start()
        return made

    killed = keeper()
    killed.want(everywhere(Presence(Level.BUSY, "In focus", "", datetime.now(UTC) + timedelta(hours=1))))
    assert killed.settled(SECONDS)
    assert [one["event"] for one in told(web)] == ["start"]
    born = keeper()
    born.want({})
    assert born.settled(SECONDS)
    assert [one["event"] for one in told(web)] == ["start", "end"]
    assert Journal(tmp_path / "journal.json").entries() == {}
    born.close(SECONDS)
    assert [one["event"] for one in told(web)] == ["start", "end"]


def test_an_end_that_does_not_arrive_is_sent_until_it_does(web: Web, tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.json")
    keeper = Keeper({"it": lambda: opened(web)}, journal, lambda: datetime.now(UTC), lambda: None)
    keeper.start()
    keeper.want(everywhere(Presence(Level.BUSY, "In focus", "", datetime.now(UTC) + timedelta(hours=1))))
    assert keeper.settled(SECONDS)
    web.instead = lambda _: Says(502)
    keeper.want({})
    assert keeper.settled(SECONDS)
    (line,) = keeper.lines()
    assert (line.ours, line.problem) == (True, "offline")
    web.instead = None
    keeper.heal()
    assert keeper.settled(SECONDS)
    assert [one["event"] for one in told(web)][-1] == "end"
    (line,) = keeper.lines()
    assert (line.ours, line.found) == (False, None)  # nobody can say what is shown there now
    keeper.close(SECONDS)
