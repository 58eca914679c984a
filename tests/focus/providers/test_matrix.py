"""Matrix against a real Synapse: the words stay, whatever the person's own programs say meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote, unquote

import pytest

from focus.errors import Broken, SignInRefused, Unsupported
from focus.presence import Level, Presence
from focus.providers import Means, Provider
from focus.providers.matrix import SPEC
from tests.contract.provider_contract import MEANS, ProviderContract, read
from tests.contract.provider_faults import FaultMatrix
from tests.servers.web import Asked, Says, Web

if TYPE_CHECKING:
    from focus.providers import Part
    from tests.servers.synapse import Person, Synapse

OURS = Presence(Level.TEXT, "In focus until 11:00", "", datetime(2027, 1, 1, 11, tzinfo=UTC))
TOKEN = "token-of-the-tests"
STATES = {"online", "offline", "unavailable", "busy", "org.matrix.msc3026.busy"}
TRAIN = Presence(Level.TEXT, "On a train")


def opened(person: Person, means: Means = MEANS) -> Provider:
    return SPEC.open({"url": person.url}, {"token": person.token}, means)


@pytest.fixture
def ada(synapse: Synapse) -> Person:
    return synapse.new_person("ada")


@pytest.fixture
def part(ada: Person) -> Iterator[Part]:
    provider = opened(ada)
    yield provider.parts[0]
    provider.close()


class Told:
    """A homeserver as the specification has it, of one person; `keeps`: what it is sent. Synapse is what shows that the
    provider speaks with a real one; this one is there for the matrix, and for what Synapse does not do."""

    def __init__(self) -> None:
        self.state = {"presence": "offline"}
        self.keeps = True
        self.writes: list[tuple[str, Presence]] = []
        self.web = Web(self._answer)

    def provider(self, means: Means) -> Provider:
        return SPEC.open({"url": self.web.url}, {"token": TOKEN}, means)

    def shown(self) -> Mapping[str, Presence]:
        said = self.state.get("status_msg", "")
        level = Level.BUSY if self.state["presence"] == "busy" else Level.TEXT
        return {"message": Presence(level, said) if said or level is Level.BUSY else Presence()}

    def by_hand(self, part: str, presence: Presence) -> None:
        self.state = {
            "presence": "busy" if presence.level is Level.BUSY else "online", "status_msg": presence.text,
        }  # fmt: skip

    def _answer(self, asked: Asked) -> Says | None:
        if asked.headers.get("authorization") != f"Bearer {TOKEN}":
            return Says(401, {"errcode": "M_UNKNOWN_TOKEN", "error": "Invalid access token"})
        path = unquote(asked.path)
        if path == "/_matrix/client/v3/account/whoami":
            return Says(200, {"user_id": "@ada/x:example.org", "is_guest": False})
        if path != "/_matrix/client/v3/presence/@ada/x:example.org/status":
            return Says(404, {"errcode": "M_UNRECOGNIZED", "error": "Unrecognized request"})
        if asked.method == "GET":
            return Says(200, self.state)
        sent = asked.data
        if set(sent) != {"presence", "status_msg"} or sent["presence"] not in STATES:
            return Says(400, {"errcode": "M_UNKNOWN", "error": "Invalid presence state"})
        if self.keeps:
            self.state = sent
            self.writes.append(("message", self.shown()["message"]))
        return Says(200, {})


class TestMatrix(ProviderContract):
    spec = SPEC
    shows_end = False

    @pytest.fixture
    def provider(self, synapse: Synapse) -> Iterator[Provider]:
        made = opened(synapse.new_person())
        yield made
        made.close()


class TestMatrixFaults(FaultMatrix):
    spec = SPEC
    ends = False
    theirs: ClassVar = {"message": TRAIN}

    stronger: ClassVar = {"message": Presence(Level.BUSY, "In a call")}

    @pytest.fixture
    def double(self) -> Told:
        return Told()

    def refused(self, status: int) -> Says:
        kinds = {401: "M_UNKNOWN_TOKEN", 403: "M_FORBIDDEN", 404: "M_NOT_FOUND", 429: "M_LIMIT_EXCEEDED"}
        headers = {"Retry-After": "77"} if status == 429 else {}
        return Says(status, {"errcode": kinds.get(status, "M_UNKNOWN"), "error": "no"}, headers)


def test_others_read_it(synapse: Synapse, ada: Person, part: Part) -> None:
    grace = synapse.new_person("grace")
    grace.opens_room("Canal", ada)
    part.write(OURS)
    told = grace.ask("GET", f"presence/{quote(ada.id)}/status")
    assert (told["presence"], told["status_msg"]) == ("unavailable", OURS.text)
    part.write(Presence())
    assert not grace.ask("GET", f"presence/{quote(ada.id)}/status").get("status_msg")


def test_a_program_of_theirs_that_says_they_are_there_changes_nothing_of_ours(ada: Person, part: Part) -> None:
    part.write(OURS)
    phone = ada.renews_token()
    other = type(ada)(ada.url, ada.id, phone)
    other.ask("GET", "sync", timeout="0", set_presence="online")
    assert other.ask("GET", f"presence/{quote(ada.id)}/status")["presence"] == "online"
    assert read(part) == Presence(Level.TEXT, OURS.text)


def test_what_the_person_is_stays_as_it_is_when_theirs_is_put_back(ada: Person, part: Part) -> None:
    place = f"presence/{quote(ada.id)}/status"
    ada.ask("PUT", place, {"presence": "online", "status_msg": "On a train"})
    before = read(part)
    part.write(OURS)
    ada.ask("PUT", place, {"presence": "online", "status_msg": OURS.text})
    part.write(before)
    told = ada.ask("GET", place)
    assert (told["presence"], told["status_msg"]) == ("online", "On a train")


def test_a_token_that_has_ended_is_told_of_as_that(ada: Person, part: Part) -> None:
    ada.ask("POST", "logout", {})
    with pytest.raises(SignInRefused):
        part.read()


@contextmanager
def told() -> Iterator[tuple[Told, Part]]:
    server = Told()
    with server.web:
        provider = server.provider(MEANS)
        yield server, provider.parts[0]
        provider.close()


def test_a_server_without_presence_is_told_of_as_that() -> None:
    with told() as (server, part):
        server.keeps = False
        assert read(part).blank
        with pytest.raises(Unsupported, match="switched presence off"):
            part.write(OURS)
        part.write(Presence())


@pytest.mark.parametrize("status", [403, 404])
def test_a_server_that_refuses_to_tell_is_one_without_presence(status: int) -> None:
    with told() as (server, part):
        server.web.instead = lambda asked: (
            Says(status, {"errcode": "M_FORBIDDEN", "error": "no"}) if "presence" in asked.path else None
        )
        with pytest.raises(Unsupported):
            part.read()


@pytest.mark.parametrize("state", ["busy", "org.matrix.msc3026.busy"])
def test_who_is_busy_themselves_stays_so(state: str) -> None:
    with told() as (server, part):
        server.state = {"presence": state, "status_msg": "In a call"}
        assert read(part) == Presence(Level.BUSY, "In a call")
        part.write(replace(OURS, until=OURS.until and OURS.until + timedelta(hours=1)))
        assert server.state == {"presence": state, "status_msg": OURS.text}


@pytest.mark.parametrize("data", [None, [], {}, {"presence": 7}])
def test_what_is_no_answer_is_told_of_as_that(data: Any) -> None:
    with told() as (server, part):
        server.web.instead = lambda asked: Says(200, data) if "presence" in asked.path else None
        with pytest.raises(Broken):
            part.read()
