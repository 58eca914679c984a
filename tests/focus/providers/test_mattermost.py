from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest

from focus.errors import Broken, SignInRefused, Unsupported
from focus.lane import Lane
from focus.presence import Entry, Level, Presence
from focus.providers import Means, Provider
from focus.providers.mattermost import SPEC
from focus.recording import requests
from tests.clock import HandClock
from tests.contract.faults import Fault
from tests.contract.provider_contract import MEANS, ProviderContract, read
from tests.contract.provider_faults import FaultMatrix
from tests.focus.providers.chats import Chat, any_answer_is_borne
from tests.servers.mattermost import ME, Mattermost
from tests.servers.web import Says

GIVEN = {"emoji": "no_entry"}
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock() -> HandClock:
    return HandClock(datetime.now(UTC).replace(second=0, microsecond=0))


@pytest.fixture
def server(clock: HandClock) -> Iterator[Mattermost]:
    mattermost = Mattermost()
    mattermost.person.now = clock.now
    with mattermost.web:
        yield mattermost
    assert mattermost.web.violations == []


@pytest.fixture
def provider(server: Mattermost, clock: HandClock) -> Iterator[Provider]:
    provider = Chat(SPEC, server, GIVEN).provider(Means(MEANS.web, clock.now))
    yield provider
    provider.close()


class TestMattermost(ProviderContract):
    spec = SPEC

    @pytest.fixture
    def provider(self, provider: Provider) -> Provider:
        return provider


class TestMattermostFaults(FaultMatrix):
    spec = SPEC
    theirs: ClassVar = {
        "custom_status": Presence(Level.TEXT, "On a train", "train"),
        "status": Presence(Level.TEXT, emoji="away"),
    }
    stronger: ClassVar = {"status": Presence(Level.DO_NOT_DISTURB)}
    rounding = MINUTE

    @pytest.fixture
    def double(self, clock: HandClock) -> Chat:
        mattermost = Mattermost()
        mattermost.person.now = clock.now
        return Chat(SPEC, mattermost, GIVEN)

    def refused(self, status: int) -> Says:
        said = {"id": "api.context.error", "message": "Sorry.", "request_id": "r", "status_code": status}
        return Says(status, said, {"Retry-After": "77"} if status == 429 else {})

    def more_faults(self) -> Sequence[Fault]:
        return (Fault("501", says=self.refused(501)), Fault("400", says=self.refused(400)))


def focus(clock: HandClock, level: Level = Level.DO_NOT_DISTURB, *, length: timedelta = 60 * MINUTE) -> Presence:
    return Presence(level, "In focus until 11:00", until=clock.now() + length)


@pytest.mark.parametrize("level", [Level.TEXT, Level.BUSY])
def test_busy_is_told_by_the_text_alone_for_do_not_disturb_silences_its_mail(
    provider: Provider, clock: HandClock, level: Level
) -> None:
    custom, status = provider.parts
    wanted = focus(clock, level)
    assert custom.shown(wanted) == Presence(Level.TEXT, wanted.text, "no_entry", wanted.until)
    assert status.shown(wanted).blank


def test_both_are_sent_with_their_end(server: Mattermost, provider: Provider, clock: HandClock) -> None:
    custom, status = provider.parts
    wanted = focus(clock, length=60 * MINUTE + timedelta(seconds=7, microseconds=9))
    custom.write(custom.shown(wanted))
    up_to = clock.now() + 60 * MINUTE + timedelta(seconds=8)
    assert server.web.asked[-1].data == {
        "emoji": "no_entry", "text": wanted.text, "duration": "date_and_time",
        "expires_at": f"{up_to:%Y-%m-%dT%H:%M:%SZ}",
    }  # fmt: skip
    status.write(status.shown(wanted))
    # In seconds, and up to a whole minute: the server cuts off what is above one.
    ends = int((clock.now() + 61 * MINUTE).timestamp())
    assert server.web.asked[-1].data == {"user_id": ME, "status": "dnd", "dnd_end_time": ends}
    clock.pass_by(60 * MINUTE)
    assert not read(status).blank
    clock.pass_by(MINUTE)
    assert read(status).blank
    assert read(custom).blank


def test_automatic_again_is_online_and_no_custom_status(server: Mattermost, provider: Provider) -> None:
    custom, status = provider.parts
    custom.write(Presence())
    assert (server.web.asked[-1].method, server.web.asked[-1].body) == ("DELETE", b"")
    status.write(Presence())
    assert server.web.asked[-1].data == {"user_id": ME, "status": "online"}
    assert not server.person.manual


def test_away_by_hand_is_put_back_and_away_by_itself_is_not(
    server: Mattermost, provider: Provider, clock: HandClock
) -> None:
    noted: dict[str, Entry | None] = {}
    lane = Lane("it", lambda: provider, {}, noted.__setitem__)
    for by_hand in (True, False):
        server.person.by_hand("status", Presence(Level.TEXT, emoji="away") if by_hand else Presence())
        server.person.state = "away"
        lane.bring(focus(clock), clock.now())
        assert server.person.state == "dnd"
        lane.bring(None, clock.now())
        assert (server.person.state, server.person.manual) == (("away", True) if by_hand else ("online", False))
        assert lane.error is None


@pytest.mark.parametrize("chosen", ["offline", "ooo"])
def test_who_hides_or_is_out_of_office_is_left_so(
    server: Mattermost, provider: Provider, clock: HandClock, chosen: str
) -> None:
    server.person.state, server.person.manual = chosen, True
    noted: dict[str, Entry | None] = {}
    lane = Lane("it", lambda: provider, {}, noted.__setitem__)
    for wanted in (focus(clock), focus(clock, length=90 * MINUTE), None):
        lane.bring(wanted, clock.now())
        assert lane.error is None
        assert server.person.state == chosen
    assert {part for part, _ in server.person.writes} == {"custom_status"}


def test_do_not_disturb_of_the_person_s_own_without_an_end_stays(
    server: Mattermost, provider: Provider, clock: HandClock
) -> None:
    server.person.by_hand("status", Presence(Level.DO_NOT_DISTURB))
    noted: dict[str, Entry | None] = {}
    lane = Lane("it", lambda: provider, {}, noted.__setitem__)
    for wanted in (focus(clock), None):
        lane.bring(wanted, clock.now())
        assert (server.person.state, server.person.ends) == ("dnd", 0)


@pytest.mark.parametrize(
    ("switch", "part", "words"),
    [("shows_customs", 0, "no custom statuses"), ("shows_statuses", 1, "shows nobody's status")],
)
def test_what_the_server_has_switched_off_is_said_and_stops_nothing_else(
    server: Mattermost, provider: Provider, clock: HandClock, switch: str, part: int, words: str
) -> None:
    setattr(server.person, switch, False)
    noted: dict[str, Entry | None] = {}
    lane = Lane("it", lambda: provider, {}, noted.__setitem__)
    lane.bring(focus(clock), clock.now())
    assert isinstance(lane.error, Unsupported)
    assert words in lane.error.detail
    assert [shown.blank for shown in server.person.shown().values()] == [part == 0, part == 1]


@pytest.mark.parametrize("answer", [{}, [], {"id": "../../x"}, {"status": 5}, None])
def test_what_makes_no_sense_is_not_taken_for_nothing(server: Mattermost, provider: Provider, answer: object) -> None:
    server.web.instead = lambda _: Says(200, answer)
    for part in provider.parts:
        with pytest.raises(Broken):
            part.read()


@pytest.mark.parametrize("kept", ["{", "[" * 100_000])
def test_a_custom_status_that_cannot_be_read_is_left_alone(server: Mattermost, provider: Provider, kept: str) -> None:
    server.web.instead = lambda _: Says(200, {"id": ME, "props": {"customStatus": kept}})
    with pytest.raises(Broken, match="cannot be read"):
        provider.parts[0].read()


def test_a_token_that_is_not_taken_is_said(server: Mattermost) -> None:
    provider = SPEC.open({"url": server.web.url}, {"token": "another"}, MEANS)
    for part in provider.parts:
        with pytest.raises(SignInRefused):
            part.read()
    provider.close()


def test_any_answer_is_borne(server: Mattermost) -> None:
    any_answer_is_borne(Chat(SPEC, server, GIVEN))


def test_what_would_be_sent_is_told_in_full() -> None:
    wanted = Presence(Level.DO_NOT_DISTURB, "In focus", until=datetime(2026, 11, 23, 11, tzinfo=UTC))
    given = {"url": "https://chat.example.org", **GIVEN}
    asked = requests(SPEC, given, wanted, datetime(2026, 11, 23, 10, tzinfo=UTC))
    assert [f"{one.method} {one.url}" for one in asked] == [
        "GET https://chat.example.org/api/v4/users/me",
        "PUT https://chat.example.org/api/v4/users/{id}/status/custom",
        "GET https://chat.example.org/api/v4/users/me",
        "GET https://chat.example.org/api/v4/users/{id}/status",
        "PUT https://chat.example.org/api/v4/users/{id}/status",
        "GET https://chat.example.org/api/v4/users/{id}/status",
    ]
