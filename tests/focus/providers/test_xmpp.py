"""XMPP against a real Prosody: what contacts see, and what they never do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import astuple, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.core.streams import stream as connected
from focus.errors import CertificateRefused, Offline, SignInRefused, Unsupported, WrongSetting
from focus.journal import Journal
from focus.keeper import Keeper
from focus.presence import Level, Presence
from focus.providers import Means, Provider, Value
from focus.providers.xmpp import SPEC
from focus.stream import Shown
from tests.contract.provider_contract import MEANS, ProviderContract, read
from tests.contract.provider_faults import FaultMatrix
from tests.servers.prosody import PASSWORD, Prosody, Talker
from tests.waiting import until

if TYPE_CHECKING:
    from focus.providers import Part

BUSY = Presence(Level.BUSY, "In focus until 11:00", "", datetime(2027, 1, 1, 11, tzinfo=UTC))
SHOWN = ("dnd", "In focus until 11:00")


def opened(server: Prosody, jid: str, means: Means = MEANS, *, password: str = PASSWORD, **values: Value) -> Provider:
    given: dict[str, Value] = {
        "jid": jid, "host": server.host, "port": server.port, "security": "starttls", "ca_file": str(server.ca_file),
        **values,
    }  # fmt: skip
    return SPEC.open(given, {"password": password}, means)


@pytest.fixture
def ada(prosody: Prosody) -> str:
    return prosody.new_person("ada")


@pytest.fixture
def provider(prosody: Prosody, ada: str) -> Iterator[Provider]:
    made = opened(prosody, ada)
    yield made
    made.close()


@pytest.fixture
def part(provider: Provider) -> Part:
    return provider.parts[0]


@pytest.fixture
def phone(prosody: Prosody, ada: str) -> Iterator[Talker]:
    """Their own program, which sees what this account shows elsewhere."""
    with Talker(prosody, ada) as talker:
        yield talker


def seen(talker: Talker, jid: str) -> tuple[str, str] | None:
    """How they see the connections of this account that are not called talker."""
    talker.barrier()
    found = [shown for resource, shown in talker.shown.get(jid, {}).items() if resource != "talker"]
    assert len(found) <= 1
    return found[0] if found else None


class TestXmpp(ProviderContract):
    spec = SPEC
    shows_end = False

    @pytest.fixture
    def provider(self, prosody: Prosody) -> Iterator[Provider]:
        made = opened(prosody, prosody.new_person())
        yield made
        made.close()


class Account:
    """An account that another program of the person's looks at, for the matrix."""

    web = None

    def __init__(self, server: Prosody, phone: Talker) -> None:
        self.writes: list[tuple[str, Presence]] = []
        self._server = server
        self._phone = phone

    def provider(self, means: Means) -> Provider:
        def connect(*given: Any, **named: Any) -> Any:
            stream = connected(*given, **named)
            show = stream.show

            def noted(shown: Shown | None) -> None:
                self.writes.append(("connection", Presence() if shown is None else as_presence(*astuple(shown))))
                show(shown)

            stream.show = noted  # type: ignore[method-assign]
            return stream

        return opened(self._server, self._phone.jid, replace(means, stream=connect))

    def shown(self) -> Mapping[str, Presence]:
        found = seen(self._phone, self._phone.jid)
        return {"connection": Presence() if found is None else as_presence(*found)}

    def by_hand(self, part: str, presence: Presence) -> None:
        """Nobody but the connection itself can change what it shows, or end it."""
        assert presence.blank
        until(lambda: self.shown()["connection"].blank)


def as_presence(show: str, status: str) -> Presence:
    return Presence(Level.BUSY if show == "dnd" else Level.TEXT, status)


class TestXmppFaults(FaultMatrix):
    spec = SPEC
    over_http = False

    @pytest.fixture
    def double(self, prosody: Prosody, phone: Talker) -> Account:
        return Account(prosody, phone)

    # Their own programs have connections of their own: see `test_the_persons_own_programs_are_left_as_they_are`.
    test_what_the_person_does_meanwhile_stays = None  # type: ignore[assignment]


def test_the_persons_own_programs_are_left_as_they_are(prosody: Prosody, ada: str, part: Part, phone: Talker) -> None:
    with Talker(prosody, prosody.new_person("grace")) as grace:
        phone.befriends(grace.jid)
        grace.befriends(ada)
        phone.says_of_itself("dnd", "With a client")
        part.write(BUSY)
        part.write(Presence())
        until(lambda: seen(grace, ada) is None)
        assert grace.shown[ada] == {"talker": ("dnd", "With a client")}


def test_contacts_see_it_and_see_it_end(prosody: Prosody, ada: str, part: Part) -> None:
    with Talker(prosody, prosody.new_person("grace")) as grace, Talker(prosody, ada) as own:
        own.befriends(grace.jid)
        grace.befriends(ada)
        part.write(BUSY)
        until(lambda: seen(grace, ada) == SHOWN)
        part.write(Presence())
        until(lambda: seen(grace, ada) is None)
        assert grace.shown[ada] == {"talker": ("available", "")}


def test_only_text_shows_nothing_stronger(part: Part, phone: Talker, ada: str) -> None:
    part.write(Presence(Level.TEXT, "reading at 11"))
    until(lambda: seen(phone, ada) == ("available", "reading at 11"))
    assert read(part) == Presence(Level.TEXT, "reading at 11")


def test_closing_ends_what_was_shown(provider: Provider, phone: Talker, ada: str) -> None:
    provider.parts[0].write(BUSY)
    until(lambda: seen(phone, ada) == SHOWN)
    provider.close()
    until(lambda: seen(phone, ada) is None)


def test_messages_go_to_the_person_s_own_programs(prosody: Prosody, ada: str, part: Part, phone: Talker) -> None:
    part.write(BUSY)
    with Talker(prosody, prosody.new_person("grace")) as grace:
        grace.writes(ada, "are you there?")
        until(lambda: phone.heard == ["are you there?"])


def test_messages_are_kept_where_only_we_are_there(prosody: Prosody, ada: str, part: Part) -> None:
    part.write(BUSY)
    with Talker(prosody, prosody.new_person("grace")) as grace:
        grace.writes(ada, "are you there?")
    with Talker(prosody, ada) as later:
        until(lambda: later.heard == ["are you there?"])


def test_nobody_is_let_see_the_person_who_was_not_before(prosody: Prosody, ada: str, part: Part) -> None:
    with Talker(prosody, prosody.new_person("stranger")) as stranger:
        stranger.befriends(ada)
        part.write(BUSY)
        part.read()
        stranger.barrier()
        assert not stranger.shown.get(ada)


def test_a_connection_that_was_lost_shows_it_anew(prosody: Prosody, ada: str, tmp_path: Path) -> None:
    keeper = Keeper(
        {"it": lambda: opened(prosody, ada)},
        Journal(tmp_path / "journal.json"),
        lambda: datetime.now(UTC),
        lambda: None,
    )
    keeper.start()
    end = datetime.now(UTC) + timedelta(hours=1)
    keeper.want({"it": Presence(Level.BUSY, "In focus", "", end)})
    assert keeper.settled(20)
    prosody.stop()
    prosody.start()
    with Talker(prosody, ada) as phone:
        keeper.heal()
        until(lambda: seen(phone, ada) == ("dnd", "In focus"))
        assert keeper.lines()[0].ours
        keeper.want({})
        until(lambda: seen(phone, ada) is None)
    keeper.close(5)


def test_a_lost_connection_that_is_not_wanted_any_more_shows_nothing(prosody: Prosody, ada: str, part: Part) -> None:
    part.write(BUSY)
    prosody.stop()
    prosody.start()
    with Talker(prosody, ada) as phone:
        assert read(part).blank
        assert seen(phone, ada) is None


def test_a_server_that_cannot_be_reached_is_told_of_as_that(prosody: Prosody, ada: str) -> None:
    provider = opened(prosody, ada, port=1)
    with pytest.raises(Offline):
        provider.parts[0].read()
    provider.close()


def test_a_wrong_password_is_told_of_as_that(prosody: Prosody, ada: str) -> None:
    provider = opened(prosody, ada, password="wrong")
    with pytest.raises(SignInRefused):
        provider.parts[0].write(BUSY)
    provider.close()


def test_a_certificate_of_somebody_else_s_ends_it(prosody: Prosody, ada: str) -> None:
    provider = opened(prosody, ada, ca_file="")
    with pytest.raises(CertificateRefused):
        provider.parts[0].read()
    provider.close()


@pytest.mark.parametrize("jid", ["", "ada", "@example.org", "ada@", "a da@example.org"])
def test_what_is_no_address_is_named(jid: str) -> None:
    with pytest.raises(WrongSetting) as caught:
        SPEC.open({"jid": jid}, {}, MEANS)
    assert caught.value.field == "jid"


def test_without_means_it_says_so() -> None:
    with pytest.raises(Unsupported):
        SPEC.open({"jid": "ada@example.org"}, {}, Means(MEANS.web, MEANS.now))
