"""CalDAV against a real Radicale, and what other servers may say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from focus.errors import Broken, Offline, SignInRefused, WrongSetting
from focus.presence import Level, Presence
from focus.providers import Means, Provider, Value
from focus.providers.caldav import SPEC
from tests.clock import HandClock
from tests.contract.provider_contract import MEANS, ProviderContract, read
from tests.contract.provider_faults import FaultMatrix
from tests.servers.radicale import PASSWORD, Person
from tests.servers.web import PAGE, Asked, Says, Web

if TYPE_CHECKING:
    from focus.providers import Part
    from tests.servers.radicale import Radicale

START = datetime(2026, 11, 23, 10, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
BUSY = Presence(Level.BUSY, "In focus until 11:00", "", START + HOUR)


def opened(person: Person, means: Means = MEANS, *, password: str = PASSWORD, **values: Value) -> Provider:
    given: dict[str, Value] = {"url": person.url, "user": person.login, **values}
    return SPEC.open(given, {"password": password}, means)


@pytest.fixture
def ada(radicale: Radicale) -> Person:
    return radicale.new_person()


@pytest.fixture
def clock() -> HandClock:
    return HandClock(START)


@pytest.fixture
def means(clock: HandClock) -> Means:
    return Means(MEANS.web, clock.now)


@pytest.fixture
def part(ada: Person, means: Means) -> Iterator[Part]:
    provider = opened(ada, means)
    yield provider.parts[0]
    provider.close()


def lines(person: Person, name: str = "Days") -> list[str]:
    """Of the one event there is."""
    (event,) = person.events(name).values()
    return event.replace("\r\n ", "").splitlines()


class TestCalDav(ProviderContract):
    spec = SPEC

    @pytest.fixture
    def provider(self, radicale: Radicale) -> Iterator[Provider]:
        made = opened(radicale.new_person())
        yield made
        made.close()


class Calendar:
    """A person with a calendar there, for the matrix. Of what is written is told what was sent."""

    web: Web | None = None

    def __init__(self, person: Person, clock: HandClock) -> None:
        self.person = person
        self.writes: list[tuple[str, Presence]] = []
        self._clock = clock

    def provider(self, means: Means) -> Provider:
        def noted(*given: Any, **named: Any) -> Any:
            web = means.web(*given, **named)
            ask = web.ask

            def watched(method: str, path: str, *args: Any, **sent: Any) -> Any:
                if method == "PUT":
                    self.writes.append(("event", of_event(sent["content"].decode())))
                return ask(method, path, *args, **sent)

            web.ask = watched  # type: ignore[method-assign]
            return web

        return opened(self.person, replace(means, web=noted), url=self.person.calendar())

    def shown(self) -> Mapping[str, Presence]:
        now = self._clock.now()
        going_on = [one for one in self.person.events().values() if "X-ECLUSE" in one and begin(one) <= now]
        found = [one for event in going_on if (one := of_event(event)).until is not None and one.until > now]
        assert len(found) <= 1
        return {"event": found[0] if found else Presence()}

    def by_hand(self, part: str, presence: Presence) -> None:
        assert presence.blank
        for url in self.person.events():
            self.person.deletes(url)


def of_event(event: str) -> Presence:
    found = dict(line.partition(":")[::2] for line in event.replace("\r\n ", "").splitlines())
    level = Level.BUSY if found["TRANSP"] == "OPAQUE" else Level.TEXT
    return Presence(level, found.get("SUMMARY", ""), "", instant(found["DTEND"]))


def begin(event: str) -> datetime:
    return instant(next(line for line in event.splitlines() if line.startswith("DTSTART")).partition(":")[2])


def instant(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


class TestCalDavFaults(FaultMatrix):
    spec = SPEC

    @pytest.fixture
    def double(self, radicale: Radicale, clock: HandClock) -> Calendar:
        return Calendar(radicale.new_person(), clock)


def test_the_event_is_private_and_busy_and_in_utc(ada: Person, part: Part) -> None:
    part.write(BUSY)
    event = lines(ada)
    assert {
        "DTSTART:20261123T100000Z", "DTEND:20261123T110000Z", "SUMMARY:In focus until 11:00", "TRANSP:OPAQUE",
        "CLASS:PRIVATE", "X-ECLUSE:1",
    } <= set(event)  # fmt: skip


def test_only_text_keeps_the_time_free(ada: Person, part: Part) -> None:
    wanted = part.shown(Presence(Level.TEXT, "reading at 11", ":x:", START + HOUR))
    part.write(wanted)
    assert "TRANSP:TRANSPARENT" in lines(ada)
    assert read(part) == wanted


def test_a_longer_block_is_the_same_event(ada: Person, part: Part, clock: HandClock) -> None:
    part.write(BUSY)
    before = lines(ada)
    clock.pass_by(50 * MINUTE)
    part.write(replace(BUSY, text="In focus until 12:00", until=START + 2 * HOUR))
    event = lines(ada)
    assert {"DTSTART:20261123T100000Z", "DTEND:20261123T120000Z"} <= set(event)
    assert [one for one in event if one.startswith("UID")] == [one for one in before if one.startswith("UID")]


def test_an_early_end_shortens_the_event_so_that_the_calendar_tells_what_was(
    ada: Person, part: Part, clock: HandClock
) -> None:
    part.write(BUSY)
    clock.pass_by(20 * MINUTE)
    part.write(Presence())
    assert read(part).blank
    assert "DTEND:20261123T102000Z" in lines(ada)
    clock.pass_by(HOUR)
    part.write(replace(BUSY, until=START + 3 * HOUR))
    assert len(ada.events()) == 2


def test_a_block_that_ended_at_once_leaves_nothing(ada: Person, part: Part) -> None:
    part.write(BUSY)
    part.write(Presence())
    assert ada.events() == {}


def test_it_is_over_when_it_is_over(part: Part, clock: HandClock) -> None:
    part.write(BUSY)
    clock.pass_by(HOUR)
    assert read(part).blank


def test_what_others_added_to_our_event_stays(ada: Person, part: Part) -> None:
    part.write(BUSY)
    ((url, event),) = ada.events().items()
    ada.puts(url, event.replace("X-ECLUSE:1", "X-ECLUSE:1\r\nX-THEIRS;LANGUAGE=fr:Bonjour"))
    part.write(replace(BUSY, until=START + 2 * HOUR))
    assert {"X-THEIRS;LANGUAGE=fr:Bonjour", "DTEND:20261123T120000Z"} <= set(lines(ada))


def test_a_change_between_reading_and_writing_is_not_written_over(ada: Person, part: Part) -> None:
    part.write(BUSY)
    assert read(part) == BUSY
    ((url, event),) = ada.events().items()
    ada.puts(url, event.replace("In focus until 11:00", "With the dentist"))
    with pytest.raises(Offline, match="changed meanwhile"):
        part.write(Presence())
    assert "SUMMARY:With the dentist" in lines(ada)
    assert read(part).text == "With the dentist"


def test_the_person_s_other_events_are_nobody_s_business(ada: Person, part: Part, clock: HandClock) -> None:
    theirs = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:dentist\r\nDTSTAMP:20261123T090000Z\r\n"
        "DTSTART:20261123T093000Z\r\nDTEND:20261123T113000Z\r\nSUMMARY:Dentist\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    place = f"{ada.calendar()}dentist.ics"
    ada.puts(place, theirs)
    before = ada.events()[place]
    assert read(part).blank
    part.write(BUSY)
    assert read(part) == BUSY
    clock.pass_by(MINUTE)
    part.write(Presence())
    assert ada.events()[place] == before
    assert len(ada.events()) == 2


@pytest.mark.parametrize("place", ["", "/.well-known/caldav", "/{login}/", "/{login}/days/", "/{login}/days"])
def test_any_address_of_theirs_will_do(ada: Person, place: str, means: Means) -> None:
    provider = opened(ada, means, url=ada.url + place.format(login=ada.login))
    provider.parts[0].write(BUSY)
    assert "SUMMARY:In focus until 11:00" in lines(ada)
    provider.close()


def test_of_several_calendars_one_is_to_be_named(radicale: Radicale, means: Means) -> None:
    grace = radicale.new_person("Days", "Home")
    grace.makes("Tasks", kind="VTODO")
    provider = opened(grace, means)
    with pytest.raises(WrongSetting, match=r"There are: Days, Home\.") as caught:
        provider.parts[0].read()
    assert caught.value.field == "calendar"
    provider.close()
    for name in ("Home", "home"):
        provider = opened(grace, means, calendar=name)
        provider.parts[0].write(BUSY)
        provider.close()
    assert len(grace.events("Home")) == 1
    assert grace.events() == {}


@pytest.mark.parametrize("name", ["Tasks", "Elsewhere"])
def test_a_calendar_that_takes_no_events_is_none(radicale: Radicale, name: str) -> None:
    grace = radicale.new_person()
    grace.makes("Tasks", kind="VTODO")
    provider = opened(grace, calendar=name)
    with pytest.raises(WrongSetting, match="There is no calendar"):
        provider.parts[0].read()
    provider.close()


def test_a_wrong_password_is_told_of_as_that(ada: Person) -> None:
    provider = opened(ada, password="wrong")
    with pytest.raises(SignInRefused):
        provider.parts[0].read()
    provider.close()


def test_a_password_is_not_sent_over_plain_http() -> None:
    with pytest.raises(WrongSetting, match="https"):
        SPEC.open({"url": "http://calendar.example.org", "user": "ada"}, {"password": PASSWORD}, MEANS)


class Told:
    """A server that says what a test has it say."""

    def __init__(self) -> None:
        self.answers: dict[tuple[str, str], Says] = {}
        self.web = Web(self._answer)
        self.opened: list[Provider] = []

    def _answer(self, asked: Asked) -> Says | None:
        return self.answers.get((asked.method, asked.path), Says(405))

    def tells(self, path: str, *properties: str, href: str = "", method: str = "PROPFIND") -> None:
        inner = "".join(properties)
        body = (
            '<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">'
            f"<d:response><d:href>{href or path}</d:href><d:propstat><d:prop>{inner}</d:prop>"
            "<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>"
        )
        self.answers[method, path] = Says(207, None, {"Content-Type": "application/xml"}, body.encode())

    def sends_on(self, path: str, to: str) -> None:
        self.answers["PROPFIND", path] = Says(301, None, {"Location": to})

    def part(self) -> Part:
        self.opened.append(SPEC.open({"url": self.web.url, "user": "ada"}, {"password": PASSWORD}, MEANS))
        return self.opened[-1].parts[0]


@pytest.fixture
def told() -> Iterator[Told]:
    server = Told()
    with server.web:
        yield server
        for provider in server.opened:
            provider.close()


ME = "<d:current-user-principal><d:href>/me/</d:href></d:current-user-principal>"
HOME = "<c:calendar-home-set><d:href>{}/theirs/</d:href></c:calendar-home-set>"
CALENDAR = "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>"


def test_the_well_known_place_leads_on(told: Told) -> None:
    told.sends_on("/.well-known/caldav", "/dav/")
    told.tells("/dav/", ME)
    told.tells("/me/", HOME.format(""))
    told.tells("/theirs/", CALENDAR, href="/theirs/days/")
    told.tells("/theirs/days/", method="REPORT")
    assert read(told.part()).blank
    assert told.web.asked[-1].path == "/theirs/days/"


def test_calendars_may_be_at_another_host_of_the_same_server(told: Told) -> None:
    other = Told()
    with other.web:
        told.tells("", ME)
        told.tells("/", ME)
        told.tells("/me/", HOME.format(other.web.url))
        other.tells("/theirs/", CALENDAR, href="/theirs/days/")
        other.tells("/theirs/days/", method="REPORT")
        assert read(told.part()).blank
        assert all("authorization" in asked.headers for asked in other.web.asked)


def test_the_password_follows_nobody_off_https(told: Told) -> None:
    told.sends_on("/", "http://calendar.example.org/")
    told.sends_on("", "http://calendar.example.org/")
    with pytest.raises(WrongSetting, match="https"):
        told.part().read()


def test_who_goes_round_in_circles_is_left(told: Told) -> None:
    told.sends_on("/", "/")
    told.sends_on("", "/")
    with pytest.raises(Broken, match="circles"):
        told.part().read()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        PAGE,
        b"<multistatus/>",
        b'<!DOCTYPE d [<!ENTITY a "aaaa">]><d:multistatus xmlns:d="DAV:">&a;</d:multistatus>',
        b'<d:multistatus xmlns:d="DAV:">' + b"<d:a>" * 100 + b"</d:a>" * 100 + b"</d:multistatus>",
        b'<?xml version="1.0" encoding="klingon"?><a/>',
    ],
)
def test_what_is_no_answer_is_told_of_as_that(told: Told, body: bytes) -> None:
    told.answers["PROPFIND", "/"] = told.answers["PROPFIND", ""] = Says(207, body=body)
    with pytest.raises(Broken):
        told.part().read()


def test_a_server_without_calendars_says_so(told: Told) -> None:
    with pytest.raises(WrongSetting, match="no calendar at this address") as caught:
        told.part().read()
    assert caught.value.field == "url"
