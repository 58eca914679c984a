from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest

from focus.errors import Broken, SignInRefused, Unsupported, WrongSetting
from focus.presence import Level, Presence
from focus.providers import Provider
from focus.providers.zulip import SPEC
from focus.recording import requests
from tests.contract.faults import Fault
from tests.contract.provider_contract import MEANS, ProviderContract, read
from tests.contract.provider_faults import FaultMatrix
from tests.focus.providers.chats import Chat, any_answer_is_borne
from tests.servers.web import Says
from tests.servers.zulip import Zulip

GIVEN = {"user": "grace@example.org", "emoji": "no_entry"}
UNTIL = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=12)


@pytest.fixture
def server() -> Iterator[Zulip]:
    zulip = Zulip()
    with zulip.web:
        yield zulip
    assert zulip.web.violations == []


@pytest.fixture
def provider(server: Zulip) -> Iterator[Provider]:
    provider = Chat(SPEC, server, GIVEN).provider(MEANS)
    yield provider
    provider.close()


class TestZulip(ProviderContract):
    spec = SPEC
    shows_end = False

    @pytest.fixture
    def provider(self, provider: Provider) -> Provider:
        return provider


class TestZulipFaults(FaultMatrix):
    spec = SPEC
    theirs: ClassVar = {"status": Presence(Level.TEXT, "On a train", "train")}
    ends = False

    @pytest.fixture
    def double(self) -> Chat:
        return Chat(SPEC, Zulip(), GIVEN)

    def refused(self, status: int) -> Says:
        said = {"result": "error", "msg": "Rien ne va plus", "code": "RATE_LIMIT_HIT" if status == 429 else "BAD"}
        return Says(status, said, {"Retry-After": "77"} if status == 429 else {})

    def more_faults(self) -> Sequence[Fault]:
        return (Fault("400", says=self.refused(400)),)


def test_a_text_stands_beside_the_name(server: Zulip, provider: Provider) -> None:
    (status,) = provider.parts
    shown = status.shown(Presence(Level.DO_NOT_DISTURB, " In focus  until\n11:00 ", "", UNTIL))
    assert shown == Presence(Level.TEXT, "In focus until 11:00", "no_entry", UNTIL)
    status.write(shown)
    assert server.person.told() == {
        "status_text": "In focus until 11:00", "emoji_name": "no_entry", "emoji_code": "26d4",
        "reaction_type": "unicode_emoji",
    }  # fmt: skip


def test_what_is_too_long_is_cut_before_zulip_refuses_it(server: Zulip, provider: Provider) -> None:
    (status,) = provider.parts
    shown = status.shown(
        Presence(Level.TEXT, "In focus until 11:00, reading messages at 11:00, urgent: call me please")
    )
    assert len(shown.text) == 60
    assert shown.text.endswith(" ca…")
    status.write(shown)
    assert server.person.status.text == shown.text


def test_an_emoji_that_the_server_has_not_is_a_wrong_setting(server: Zulip) -> None:
    provider = Chat(SPEC, server, GIVEN).provider(MEANS, emoji=":loch:")
    (status,) = provider.parts
    with pytest.raises(WrongSetting, match="Emoji 'loch' does not exist") as told:
        status.write(status.shown(Presence(Level.TEXT, "In focus")))
    assert told.value.field == "emoji"
    provider.close()


def test_a_person_s_own_emoji_that_is_no_more_keeps_no_text_from_coming_back(server: Zulip, provider: Provider) -> None:
    (status,) = provider.parts
    status.write(Presence(Level.TEXT, "On a train", "old_train"))
    assert server.person.status == Presence(Level.TEXT, "On a train")


def test_the_code_of_the_emoji_is_the_server_s_affair(server: Zulip, provider: Provider) -> None:
    server.person.by_hand("status", Presence(Level.TEXT, "On a train", "train"))
    (status,) = provider.parts
    before = read(status)
    status.write(status.shown(Presence(Level.TEXT, "In focus")))
    status.write(before)
    assert server.person.told()["emoji_code"] == "1f686"


def test_an_old_server_that_tells_no_status_is_written_nothing(server: Zulip, provider: Provider) -> None:
    server.level = 250
    with pytest.raises(Unsupported, match="Only Zulip 9 or later"):
        provider.parts[0].read()


@pytest.mark.parametrize("answer", [{}, [], {"result": "success"}, {"result": "success", "user_id": -1}, None])
def test_what_makes_no_sense_is_not_taken_for_nothing(server: Zulip, provider: Provider, answer: object) -> None:
    server.web.instead = lambda _: Says(200, answer)
    with pytest.raises(Broken):
        provider.parts[0].read()


def test_a_key_that_is_not_taken_is_said(server: Zulip) -> None:
    provider = SPEC.open({"url": server.web.url, **GIVEN}, {"token": "another"}, MEANS)
    with pytest.raises(SignInRefused):
        provider.parts[0].read()
    provider.close()


def test_any_answer_is_borne(server: Zulip) -> None:
    any_answer_is_borne(Chat(SPEC, server, GIVEN))


def test_what_would_be_sent_is_told_in_full() -> None:
    wanted = Presence(Level.DO_NOT_DISTURB, "In focus", until=datetime(2026, 11, 23, 11, tzinfo=UTC))
    asked = requests(
        SPEC, {"url": "https://team.zulipchat.com", **GIVEN}, wanted, datetime(2026, 11, 23, 10, tzinfo=UTC)
    )
    assert [f"{one.method} {one.url}" for one in asked] == [
        "GET https://team.zulipchat.com/api/v1/users/me",
        "GET https://team.zulipchat.com/api/v1/users/{user_id}/status",
        "POST https://team.zulipchat.com/api/v1/users/me/status",
        "GET https://team.zulipchat.com/api/v1/users/{user_id}/status",
    ]
