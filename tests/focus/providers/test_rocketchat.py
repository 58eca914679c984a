from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest

from focus.errors import Broken, Offline, SignInRefused, Unsupported
from focus.journal import Journal
from focus.lane import Lane
from focus.presence import Entry, Level, Presence
from focus.providers import Provider
from focus.providers.rocketchat import SPEC
from focus.recording import requests
from tests.clock import HandClock
from tests.contract.faults import Fault
from tests.contract.provider_contract import MEANS, ProviderContract, read
from tests.contract.provider_faults import FaultMatrix
from tests.focus.providers.calls import a_call_within_a_block
from tests.focus.providers.chats import Chat, any_answer_is_borne
from tests.servers.rocketchat import ME, RocketChat
from tests.servers.web import Says

GIVEN = {"user_id": ME}
UNTIL = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=12)
BUSY = Presence(Level.BUSY, "In focus until 11:00", until=UNTIL)


@pytest.fixture
def server() -> Iterator[RocketChat]:
    chat = RocketChat()
    with chat.web:
        yield chat
    assert chat.web.violations == []


@pytest.fixture
def provider(server: RocketChat) -> Iterator[Provider]:
    provider = Chat(SPEC, server, GIVEN).provider(MEANS)
    yield provider
    provider.close()


class TestRocketChat(ProviderContract):
    spec = SPEC

    @pytest.fixture
    def provider(self, provider: Provider) -> Provider:
        return provider


class TestAnOlderRocketChat(ProviderContract):
    """It leaves out the end, so that what is read back has none."""

    spec = SPEC
    shows_end = False

    @pytest.fixture(params=["left out", "refused"])
    def provider(self, server: RocketChat, provider: Provider, request: pytest.FixtureRequest) -> Provider:
        server.person.ends = request.param
        return provider


class TestRocketChatFaults(FaultMatrix):
    spec = SPEC
    theirs: ClassVar = {"status": Presence(Level.TEXT, "On a train", "away")}
    stronger: ClassVar = {"status": Presence(Level.BUSY, "With a client")}

    @pytest.fixture
    def double(self, clock: HandClock) -> Chat:
        chat = RocketChat()
        chat.person.now = clock.now
        return Chat(SPEC, chat, GIVEN)

    def refused(self, status: int) -> Says:
        said = {"success": False, "error": "Error, too many requests."}
        return Says(status, said, {"Retry-After": "77"} if status == 429 else {})

    def more_faults(self) -> Sequence[Fault]:
        kinds = ("error-not-allowed", "error-too-many-requests", "invalid-params", "")
        failures = {one: {"success": False, "error": "Nothing goes", "errorType": one} for one in kinds}
        return tuple(Fault(f"400, {one}", says=Says(400, said)) for one, said in failures.items())


class TestAnOlderRocketChatFaults(TestRocketChatFaults):
    """What is written there has no end but ours."""

    spec = replace(SPEC, expires=False)
    ends = False

    @pytest.fixture
    def double(self, clock: HandClock) -> Chat:
        chat = RocketChat()
        chat.person.now, chat.person.ends = clock.now, "refused"
        return Chat(SPEC, chat, GIVEN)


def test_busy_is_sent_with_its_message_and_its_end(server: RocketChat, provider: Provider) -> None:
    (status,) = provider.parts
    until = UNTIL + timedelta(microseconds=300)
    status.write(status.shown(Presence(Level.DO_NOT_DISTURB, "In focus", ":lock:", until)))
    sent = json.loads(server.web.asked[-1].body)
    rounded_up = f"{UNTIL + timedelta(seconds=1):%Y-%m-%dT%H:%M:%S}Z"
    assert sent == {"status": "busy", "message": "In focus", "expiresAt": rounded_up}
    status.write(Presence())
    assert json.loads(server.web.asked[-1].body) == {"status": "online", "message": ""}


def test_what_the_person_chose_counts_and_not_whether_they_are_connected(
    server: RocketChat, provider: Provider
) -> None:
    server.person.by_hand("status", Presence(Level.BUSY, "With a client"))
    assert server.person.told()["status"] == "offline"
    assert read(provider.parts[0]) == Presence(Level.BUSY, "With a client")


@pytest.mark.parametrize("chosen", ["away", "offline"])
def test_away_and_invisible_are_put_back(server: RocketChat, provider: Provider, chosen: str) -> None:
    (status,) = provider.parts
    status.write(Presence(Level.TEXT if chosen == "away" else Level.DO_NOT_DISTURB, "Out", chosen))
    before = read(status)
    status.write(BUSY)
    status.write(before)
    assert server.person.told()["statusDefault"] == chosen
    assert server.person.told()["statusText"] == "Out"


def test_who_is_invisible_is_not_shown_as_busy(server: RocketChat, provider: Provider, tmp_path: Path) -> None:
    hidden = Presence(Level.DO_NOT_DISTURB, "", "offline")
    server.person.by_hand("status", hidden)
    noted: dict[str, Entry | None] = {}
    lane = Lane("it", lambda: provider, {}, noted.__setitem__)
    lane.bring(BUSY, datetime.now(UTC))
    assert (lane.error, noted, server.person.writes) == (None, {}, [])
    assert server.person.shown()["status"] == hidden


@pytest.mark.parametrize("ends", ["left out", "refused"])
def test_without_an_end_there_it_is_cleared_by_us(
    server: RocketChat, provider: Provider, tmp_path: Path, ends: str
) -> None:
    server.person.ends = ends
    journal = Journal(tmp_path / "journal.json")
    lane = Lane("it", lambda: provider, {}, lambda part, entry: journal.put("it", part, entry))
    now = datetime.now(UTC)
    for at in (now, now + timedelta(minutes=5)):
        lane.bring(BUSY, at)
    assert lane.error is None
    assert lane.line().found == Presence(Level.BUSY, BUSY.text)
    assert len(server.person.writes) == 1
    lane.bring(None, UNTIL)
    assert server.person.shown()["status"] == Presence()
    assert journal.entries() == {}


def test_a_call_within_a_block_takes_nothing_of_it_away(server: RocketChat, provider: Provider) -> None:
    """From 8.6 on the server shows the call, and then what was there: ours, whose block may have ended by then."""
    person = server.person
    a_call_within_a_block(provider, BUSY, person.shown, person.call_begins, person.call_ends)
    assert person.shown()["status"] == Presence()


@pytest.mark.parametrize("word", ["error-not-allowed", "error-presence-disabled"])
def test_a_server_that_allows_no_change_says_whom_to_ask(server: RocketChat, provider: Provider, word: str) -> None:
    server.person.refuses = word
    with pytest.raises(Unsupported, match=f"{word}.*does not let its people change"):
        provider.parts[0].write(BUSY)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Says(400, {"success": False, "error": "slow down", "errorType": "error-too-many-requests"}), Offline),
        (Says(429, {"success": False, "error": "Error, too many requests."}), Offline),
        (Says(400, {"success": False, "error": "no"}), Broken),
        (Says(200, {}), Broken),
        (Says(200, []), Broken),
        (Says(200), Broken),
    ],
)
def test_what_is_no_success_is_not_taken_for_one(
    server: RocketChat, provider: Provider, answer: Says, error: type[Exception]
) -> None:
    server.web.instead = lambda _: answer
    with pytest.raises(error):
        provider.parts[0].write(BUSY)
    with pytest.raises((Broken, Offline)):
        provider.parts[0].read()


def test_a_token_that_is_not_taken_is_said(server: RocketChat) -> None:
    provider = SPEC.open({"url": server.web.url, **GIVEN}, {"token": "another"}, MEANS)
    with pytest.raises(SignInRefused):
        provider.parts[0].read()
    provider.close()


def test_any_answer_is_borne(server: RocketChat) -> None:
    any_answer_is_borne(Chat(SPEC, server, GIVEN))


def test_what_would_be_sent_is_told_in_full() -> None:
    wanted = Presence(Level.DO_NOT_DISTURB, "In focus", until=datetime(2026, 11, 23, 11, tzinfo=UTC))
    given = {"url": "https://chat.example.org", **GIVEN}
    asked = requests(SPEC, given, wanted, datetime(2026, 11, 23, 10, tzinfo=UTC))
    assert [f"{one.method} {one.url}" for one in asked] == [
        "GET https://chat.example.org/api/v1/me",
        "POST https://chat.example.org/api/v1/users.setStatus",
        "GET https://chat.example.org/api/v1/me",
    ]
