from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest

from focus.errors import Broken, SignInRefused
from focus.journal import Journal
from focus.keeper import Keeper
from focus.presence import Level, Presence
from focus.providers import Part, Provider
from focus.providers.google_chat import SPEC
from tests.clock import HandClock
from tests.contract.provider_contract import MEANS, SECONDS, ProviderContract, read
from tests.contract.provider_faults import FaultMatrix
from tests.servers.google import GoogleChat, refused
from tests.servers.web import Says


@pytest.fixture
def chat() -> Iterator[GoogleChat]:
    server = GoogleChat()
    with server.web:
        yield server
    assert server.web.violations == []


@pytest.fixture
def provider(chat: GoogleChat) -> Iterator[Provider]:
    found = chat.provider(MEANS)
    yield found
    found.close()


@pytest.fixture
def quiet(provider: Provider) -> Part:
    return provider.parts[0]


@pytest.fixture
def status(provider: Provider) -> Part:
    return provider.parts[1]


@pytest.fixture
def block() -> Presence:
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
    return Presence(Level.DO_NOT_DISTURB, "In focus until 11:00", "", until)


class TestGoogleChat(ProviderContract):
    spec = SPEC

    @pytest.fixture
    def provider(self, provider: Provider) -> Provider:
        return provider


class TestGoogleChatFaults(FaultMatrix):
    """Do not disturb has no words to know ours by: what is set by hand is told from ours by its end."""

    spec = SPEC
    theirs: ClassVar = {"status": Presence(Level.TEXT, "On a train", "🚆")}
    stronger: ClassVar = {"do_not_disturb": Presence(Level.DO_NOT_DISTURB)}

    @pytest.fixture
    def double(self, clock: HandClock) -> GoogleChat:
        double = GoogleChat()
        double.now = clock.now
        return double

    def refused(self, status: int) -> Says:
        said = refused(status, "It was refused.", "backendError")
        return replace(said, headers={"Retry-After": "77"}) if status == 429 else said


def test_both_have_an_end_there(chat: GoogleChat, quiet: Part, status: Part, block: Presence) -> None:
    quiet.write(quiet.shown(block))
    status.write(status.shown(block))
    assert chat.quiet_until == block.until
    assert chat.status == Presence(Level.TEXT, block.text, "🔒", block.until)


@pytest.mark.parametrize("level", [Level.TEXT, Level.BUSY])
def test_busy_is_said_and_disturbs_nobody_s_notifications(quiet: Part, status: Part, level: Level) -> None:
    wanted = Presence(level, "In focus", "", datetime.now(UTC) + timedelta(hours=1))
    assert quiet.shown(wanted).blank
    assert status.shown(wanted).text == "In focus"


@pytest.mark.parametrize("hours", [3, 24])
def test_do_not_disturb_by_hand_that_lasts_longer_is_left_alone(
    chat: GoogleChat, provider: Provider, block: Presence, tmp_path: Path, hours: int
) -> None:
    """Before the block, and in the midst of it."""
    keeper = Keeper({"chat": lambda: provider}, Journal(tmp_path / "journal"), lambda: datetime.now(UTC), lambda: None)
    keeper.start()
    for before in (True, False):
        theirs = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=hours)
        chat.quiet_until = theirs if before else None
        keeper.want({"chat": block})
        assert keeper.settled(SECONDS)
        chat.quiet_until = theirs
        keeper.heal()
        assert keeper.settled(SECONDS)
        keeper.want({})
        assert keeper.settled(SECONDS)
        assert chat.quiet_until == theirs
        assert chat.status.blank
    keeper.close(SECONDS)


def test_do_not_disturb_by_hand_that_ends_sooner_is_put_back_with_its_end(
    chat: GoogleChat, provider: Provider, block: Presence, tmp_path: Path
) -> None:
    keeper = Keeper({"chat": lambda: provider}, Journal(tmp_path / "journal"), lambda: datetime.now(UTC), lambda: None)
    keeper.start()
    chat.quiet_until = theirs = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=30)
    keeper.want({"chat": block})
    assert keeper.settled(SECONDS)
    assert chat.quiet_until == block.until
    keeper.want({})
    assert keeper.settled(SECONDS)
    assert chat.quiet_until == theirs
    keeper.close(SECONDS)


def test_the_end_hands_over_to_what_chat_sees_of_the_person(chat: GoogleChat, quiet: Part) -> None:
    quiet.write(Presence())
    assert chat.web.asked[-1].data == {"ttl": "60s"}


@pytest.mark.parametrize("state", ["ACTIVE", "IDLE", "AWAY"])
def test_what_chat_sees_of_the_person_is_no_presence(chat: GoogleChat, quiet: Part, state: str) -> None:
    chat.state = state
    assert read(quiet).blank


def test_a_long_text_fits(status: Part, block: Presence) -> None:
    shown = status.shown(replace(block, text="é" * 100))
    status.write(shown)
    assert len(read(status).text) == SPEC.most_text == 64


def test_an_emoji_of_one_s_own_choice(chat: GoogleChat, block: Presence) -> None:
    given = {"url": chat.web.url, "sign_in": "token", "emoji": "🎧"}
    provider = SPEC.open(given, {"token": chat.token}, MEANS)
    provider.parts[1].write(provider.parts[1].shown(block))
    provider.close()
    assert chat.status.emoji == "🎧"


@pytest.mark.parametrize("answer", [{}, [], {"state": 7}, None])
def test_what_is_no_availability_is_not_taken_for_one(chat: GoogleChat, quiet: Part, answer: object) -> None:
    chat.web.instead = lambda _: Says(200, answer)
    with pytest.raises(Broken, match="no state"):
        quiet.read()
    chat.web.violations.clear()


def test_an_api_that_is_not_switched_on_is_told_of_as_google_does(chat: GoogleChat, quiet: Part) -> None:
    told = "Google Chat API has not been used in project 7 before or it is disabled."
    chat.web.instead = lambda _: refused(403, told, "accessNotConfigured")
    with pytest.raises(SignInRefused, match="project 7"):
        quiet.read()
    with pytest.raises(SignInRefused, match="project 7"):
        quiet.write(Presence())
