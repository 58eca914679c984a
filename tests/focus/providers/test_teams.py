from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest

from focus.errors import Broken, Offline, SignInRefused
from focus.journal import Journal
from focus.keeper import Keeper
from focus.presence import Level, Presence, same
from focus.providers import Part, Provider
from focus.providers.teams import SPEC
from tests.clock import HandClock
from tests.contract.provider_contract import MEANS, SECONDS, ProviderContract, read
from tests.contract.provider_faults import FaultMatrix
from tests.servers.graph import ME, Graph, Told
from tests.servers.web import Says


@pytest.fixture
def graph() -> Iterator[Graph]:
    server = Graph()
    with server.web:
        yield server
    assert server.web.violations == []


@pytest.fixture
def teams(graph: Graph) -> Iterator[Provider]:
    found = graph.provider(MEANS)
    yield found
    found.close()


@pytest.fixture
def presence(teams: Provider) -> Part:
    return teams.parts[0]


@pytest.fixture
def message(teams: Provider) -> Part:
    return teams.parts[1]


@pytest.fixture
def block() -> Presence:
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
    return Presence(Level.BUSY, "In focus until 11:00", "", until)


class Block:
    """One that begins, and ends, by way of the keeper."""

    def __init__(self, teams: Provider, folder: Path) -> None:
        self.ahead = timedelta()
        self.keeper = Keeper({"teams": lambda: teams}, Journal(folder / "journal.json"), self._now, lambda: None)
        self.keeper.start()

    def _now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def wants(self, presence: Presence | None) -> str:
        """Gives the problem there is."""
        self.keeper.want({} if presence is None else {"teams": presence})
        assert self.keeper.settled(SECONDS)
        return self.keeper.lines()[0].problem

    def looks(self) -> str:
        self.keeper.heal()
        assert self.keeper.settled(SECONDS)
        return self.keeper.lines()[0].problem


@pytest.fixture
def focus(teams: Provider, tmp_path: Path) -> Iterator[Block]:
    made = Block(teams, tmp_path)
    yield made
    made.keeper.close(SECONDS)


class TestTeams(ProviderContract):
    spec = SPEC
    endless = frozenset({"presence"})

    @pytest.fixture
    def provider(self, teams: Provider) -> Provider:
        return teams


class TestTeamsFaults(FaultMatrix):
    """As "busy", which is what it usually shows: that is told from what a person may choose instead."""

    spec = SPEC
    level = Level.BUSY
    theirs: ClassVar = {"message": Presence(Level.TEXT, "On a train")}
    stronger: ClassVar = {"presence": Presence(Level.DO_NOT_DISTURB)}

    @pytest.fixture
    def double(self, clock: HandClock) -> Graph:
        double = Graph()
        double.now = clock.now
        return double

    def refused(self, status: int) -> Says:
        headers = {"Retry-After": "77"} if status == 429 else {}
        return Says(status, {"error": {"code": "Refused", "message": "It was refused."}}, headers)


def chosen(graph: Graph) -> str:
    return graph.preferred.availability if graph.preferred else ""


def told(graph: Graph) -> str:
    return graph.message.content if graph.message else ""


def asked(graph: Graph, action: str) -> list[dict[str, object]]:
    return [one.data for one in graph.web.asked if one.path.endswith(action)]


def test_nothing_is_set_without_an_end(graph: Graph, presence: Part, message: Part, block: Presence) -> None:
    presence.write(block)
    message.write(message.shown(block))
    (said,) = asked(graph, "setUserPreferredPresence")
    assert (said["availability"], said["activity"]) == ("Busy", "Busy")
    assert graph.preferred is not None
    assert block.until is not None
    assert timedelta() <= graph.preferred.until - block.until < timedelta(seconds=5)
    (sent,) = asked(graph, "setStatusMessage")
    assert sent == {
        "statusMessage": {
            "message": {"content": block.text, "contentType": "text"},
            "expiryDateTime": {"dateTime": f"{block.until:%Y-%m-%dT%H:%M:%S}", "timeZone": "UTC"},
        }
    }


def test_the_actions_are_asked_of_the_person_by_id(graph: Graph, presence: Part) -> None:
    """`/me` is in the description of reading alone."""
    presence.write(Presence())
    assert graph.web.asked[-1].path == f"/v1.0/users/{ME}/presence/clearUserPreferredPresence"


def test_do_not_disturb_is_only_set_where_that_is_wanted(graph: Graph, presence: Part, block: Presence) -> None:
    presence.write(presence.shown(replace(block, level=Level.DO_NOT_DISTURB)))
    assert graph.preferred is not None
    assert graph.preferred.availability == "DoNotDisturb"
    assert presence.shown(replace(block, level=Level.TEXT)).blank


@pytest.mark.parametrize("passing", [("Busy", "InACall"), ("Busy", "InAMeeting"), ("DoNotDisturb", "Presenting")])
def test_a_meeting_at_the_start_is_left_alone_and_followed_by_ours(
    graph: Graph, focus: Block, block: Presence, passing: tuple[str, str]
) -> None:
    graph.session = passing
    assert focus.wants(replace(block, text="")) == ""
    assert asked(graph, "setUserPreferredPresence") == []
    graph.session = ("Available", "Available")
    assert focus.looks() == ""
    assert chosen(graph)
    assert focus.wants(None) == ""
    assert not chosen(graph)


def test_a_passing_state_is_never_put_down_as_chosen(graph: Graph, focus: Block, block: Presence) -> None:
    graph.session = ("Busy", "InAMeeting")
    focus.wants(replace(block, level=Level.DO_NOT_DISTURB))
    assert chosen(graph)
    focus.wants(None)
    assert not chosen(graph)
    assert [one["availability"] for one in asked(graph, "setUserPreferredPresence")] == ["DoNotDisturb"]


@pytest.mark.parametrize(
    ("availability", "activity", "wanted"),
    [
        ("Busy", "Busy", Level.BUSY),
        ("DoNotDisturb", "DoNotDisturb", Level.BUSY),
        ("DoNotDisturb", "DoNotDisturb", Level.DO_NOT_DISTURB),
        ("Offline", "OffWork", Level.BUSY),
        ("Offline", "OffWork", Level.DO_NOT_DISTURB),
    ],
)
def test_what_the_person_chose_is_left_alone(
    graph: Graph, focus: Block, block: Presence, availability: str, activity: str, wanted: Level
) -> None:
    graph.choose(availability, activity)
    before = graph.preferred
    focus.wants(replace(block, level=wanted))
    focus.wants(None)
    assert graph.preferred == before


@pytest.mark.parametrize("wanted", [Level.BUSY, Level.DO_NOT_DISTURB])
def test_who_appears_offline_in_the_midst_stays_so(graph: Graph, focus: Block, block: Presence, wanted: Level) -> None:
    focus.wants(replace(block, level=wanted))
    graph.choose("Offline", "OffWork")
    before = graph.preferred
    focus.looks()
    focus.wants(None)
    assert graph.preferred == before


def test_teams_that_is_open_nowhere(graph: Graph, focus: Block, block: Presence) -> None:
    """It is told of; the message is set all the same, and the presence as soon as Teams is opened."""
    graph.session = None
    assert focus.wants(block) == "not_open"
    assert "none of your devices" in focus.keeper.lines()[0].detail
    assert told(graph)
    graph.session = ("Available", "Available")
    assert focus.looks() == ""
    assert chosen(graph)
    graph.session = None  # the lid is shut, and the block ends meanwhile
    assert focus.wants(None) == "not_open"
    assert not told(graph)
    graph.session = ("Away", "Away")
    assert focus.looks() == ""
    assert not chosen(graph)


def test_a_message_is_put_back_with_its_own_end(graph: Graph, focus: Block, block: Presence) -> None:
    end = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=3)
    graph.message = Told("In Lyon today<pinnednote></pinnednote>", end)
    focus.wants(block)
    assert graph.message.content == block.text
    focus.wants(None)
    assert graph.message == Told("In Lyon today<pinnednote></pinnednote>", end)


def test_a_message_without_an_end_is_put_back_without(graph: Graph, focus: Block, block: Presence) -> None:
    graph.message = Told("Ask Ada", None)
    focus.wants(block)
    focus.wants(None)
    assert graph.message == Told("Ask Ada", None)


def test_a_message_whose_time_has_come_is_not_put_back(graph: Graph, focus: Block, block: Presence) -> None:
    graph.message = Told("At lunch", datetime.now(UTC) + timedelta(minutes=30))
    focus.wants(block)
    previous = focus.keeper.lines()[0].previous
    assert previous is not None
    assert previous.text == "At lunch"
    focus.ahead = timedelta(minutes=45)
    focus.wants(None)
    assert graph.message is None


def test_a_message_that_the_person_writes_meanwhile_stays(graph: Graph, focus: Block, block: Presence) -> None:
    focus.wants(block)
    graph.message = Told("Ask Ada", None)
    focus.looks()
    focus.wants(None)
    assert graph.message == Told("Ask Ada", None)


@pytest.mark.parametrize(("zone", "hours"), [("Pacific Standard Time", 8), ("Europe/Paris", -1), ("", 0)])
def test_an_end_is_read_in_the_zone_it_is_told_in(graph: Graph, message: Part, zone: str, hours: int) -> None:
    wall = datetime(2027, 1, 15, 10, tzinfo=UTC)
    graph.message = Told("Ask Ada", wall, zone)
    assert same(read(message), Presence(Level.TEXT, "Ask Ada", until=wall + timedelta(hours=hours)))


@pytest.mark.parametrize("zone", ["Time of Nowhere", "../../etc/passwd"])
def test_a_message_with_an_end_that_cannot_be_read_is_left_alone(
    graph: Graph, focus: Block, message: Part, block: Presence, zone: str
) -> None:
    graph.message = Told("Ask Ada", datetime(2027, 1, 15, 10, tzinfo=UTC), zone)
    with pytest.raises(Broken, match="not known here"):
        message.read()
    assert focus.wants(block) == "broken"
    assert graph.message.content == "Ask Ada"


def test_a_long_text_fits(graph: Graph, message: Part, block: Presence) -> None:
    shown = message.shown(replace(block, text="é" * 400))
    message.write(shown)
    assert len(read(message).text) == SPEC.most_text == 280


def test_a_private_account_is_refused(graph: Graph, presence: Part) -> None:
    graph.personal = True
    with pytest.raises(SignInRefused, match="does not permit this: Personal Microsoft accounts"):
        presence.read()


def test_too_many_requests_are_waited_for(graph: Graph, presence: Part) -> None:
    graph.web.instead = lambda _: Says(429, {"error": {"code": "TooManyRequests"}}, {"Retry-After": "7"})
    with pytest.raises(Offline) as error:
        presence.read()
    assert error.value.wait_seconds == 7
