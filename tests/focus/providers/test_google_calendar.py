from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from focus.errors import Broken, Offline, SignInRefused
from focus.presence import Level, Presence
from focus.providers import Means, Part, Provider
from focus.providers.google_calendar import SPEC
from tests.clock import HandClock
from tests.contract.provider_contract import MEANS, ProviderContract, read
from tests.contract.provider_faults import FaultMatrix
from tests.servers.google import GoogleCalendar, refused
from tests.servers.web import Asked, Says


@pytest.fixture
def calendar() -> Iterator[GoogleCalendar]:
    server = GoogleCalendar()
    with server.web:
        yield server
    assert server.web.violations == []


@pytest.fixture
def clock(calendar: GoogleCalendar) -> HandClock:
    made = HandClock(datetime(2026, 11, 23, 10, 0, 20, tzinfo=UTC))
    calendar.now = made.now
    return made


@pytest.fixture
def event(calendar: GoogleCalendar, clock: HandClock) -> Iterator[Part]:
    provider = calendar.provider(Means(MEANS.web, clock.now, MEANS.stream))
    yield provider.parts[0]
    provider.close()


@pytest.fixture
def block(clock: HandClock) -> Presence:
    return Presence(Level.BUSY, "In focus until 11:00", "", clock.now() + timedelta(hours=1))


class TestGoogleCalendar(ProviderContract):
    spec = SPEC

    @pytest.fixture
    def provider(self, calendar: GoogleCalendar) -> Iterator[Provider]:
        provider = calendar.provider(MEANS)
        yield provider
        provider.close()


class TestGoogleCalendarFaults(FaultMatrix):
    """Of the person's own there is nothing to put back: an event of ours stands beside theirs."""

    spec = SPEC

    @pytest.fixture
    def double(self, clock: HandClock) -> GoogleCalendar:
        double = GoogleCalendar()
        double.now = clock.now
        return double

    @pytest.fixture
    def clock(self) -> HandClock:
        return HandClock(datetime.now(UTC).replace(microsecond=0))

    def refused(self, status: int) -> Says:
        said = refused(status, "It was refused.", "backendError")
        return replace(said, headers={"Retry-After": "77"}) if status == 429 else said


def test_a_focus_time_that_declines_nothing(calendar: GoogleCalendar, event: Part, block: Presence) -> None:
    event.write(block)
    (made,) = calendar.ours()
    assert made.end == block.until
    assert made.told == {
        "eventType": "focusTime",
        "summary": "In focus until 11:00",
        "focusTimeProperties": {"autoDeclineMode": "declineNone", "chatStatus": "available"},
        "transparency": "opaque",
        "visibility": "private",
        "reminders": {"useDefault": False},
        "extendedProperties": {"private": {"ecluse": "focus", "ecluseLevel": "BUSY"}},
    }


def test_chat_is_muted_where_that_is_wanted(calendar: GoogleCalendar, event: Part, block: Presence) -> None:
    event.write(replace(block, level=Level.DO_NOT_DISTURB))
    assert calendar.ours()[0].told["focusTimeProperties"]["chatStatus"] == "doNotDisturb"
    assert read(event).level is Level.DO_NOT_DISTURB
    event.write(block)
    assert calendar.ours()[0].told["focusTimeProperties"]["chatStatus"] == "available"


def test_what_the_person_chose_of_it(calendar: GoogleCalendar, block: Presence) -> None:
    means = Means(MEANS.web, calendar.now, MEANS.stream)
    provider = calendar.provider(means, declines="new", visibility="default")
    provider.parts[0].write(block)
    provider.close()
    told = calendar.ours()[0].told
    assert told["focusTimeProperties"]["autoDeclineMode"] == "declineOnlyNewConflictingInvitations"
    assert told["visibility"] == "default"


def test_a_private_account_gets_an_ordinary_event(calendar: GoogleCalendar, event: Part, block: Presence) -> None:
    calendar.workspace = False
    deep = replace(block, level=Level.DO_NOT_DISTURB)
    event.write(deep)
    (made,) = calendar.ours()
    assert "eventType" not in made.told
    assert "focusTimeProperties" not in made.told
    assert made.told["transparency"] == "opaque"
    assert read(event) == deep
    event.write(replace(block, text="In focus until 11:30"))
    assert read(event).text == "In focus until 11:30"


def test_an_early_end_is_told_in_the_calendar(
    calendar: GoogleCalendar, event: Part, block: Presence, clock: HandClock
) -> None:
    event.write(block)
    ended = clock.pass_by(timedelta(minutes=20))
    event.write(Presence())
    (made,) = calendar.ours()
    assert (made.start, made.end) == (datetime(2026, 11, 23, 10, tzinfo=UTC), ended)
    assert read(event).blank


def test_what_has_not_begun_leaves_nothing(calendar: GoogleCalendar, event: Part, clock: HandClock) -> None:
    now = clock.set_to(datetime(2026, 11, 23, 10, tzinfo=UTC))
    event.write(Presence(Level.BUSY, "In focus", "", now + timedelta(hours=1)))
    event.write(Presence())
    assert calendar.events == {}


def test_a_block_that_is_extended_is_one_event(
    calendar: GoogleCalendar, event: Part, block: Presence, clock: HandClock
) -> None:
    event.write(block)
    clock.pass_by(timedelta(minutes=50))
    longer = replace(block, until=clock.now() + timedelta(hours=1), text="In focus until 11:50")
    event.write(longer)
    (made,) = calendar.ours()
    assert made.as_presence == longer
    assert made.start == datetime(2026, 11, 23, 10, tzinfo=UTC)


def test_no_other_event_is_touched(calendar: GoogleCalendar, event: Part, block: Presence) -> None:
    theirs = calendar.book("With a client")
    before = replace(theirs)
    assert read(event).blank
    event.write(block)
    event.write(Presence())
    assert calendar.events[theirs.id] == before
    changed = {one.path for one in calendar.web.asked if one.method in {"PATCH", "DELETE"}}
    assert changed
    assert not any(theirs.id in path for path in changed)


def test_what_is_marked_as_ours_and_listed_by_mistake_is_looked_at(
    calendar: GoogleCalendar, event: Part, block: Presence
) -> None:
    """A server that does not know the filter lists everything."""
    theirs = calendar.book("With a client")
    calendar.web.instead = lambda asked: (
        Says(200, {"items": [calendar._shown(theirs)]}) if asked.method == "GET" else None
    )
    assert read(event).blank
    event.write(Presence())
    assert calendar.events == {theirs.id: theirs}


def test_who_changes_it_at_the_same_moment_has_the_last_word(
    calendar: GoogleCalendar, event: Part, block: Presence
) -> None:
    event.write(block)
    (made,) = calendar.ours()

    def meanwhile(asked: Asked) -> Says | None:
        if asked.method == "PATCH":
            made.version += 1
        return None

    calendar.web.instead = meanwhile
    with pytest.raises(Broken, match="at the same moment"):
        event.write(Presence())
    assert made.end == block.until


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_limit_is_told_from_a_refusal(calendar: GoogleCalendar, event: Part, block: Presence, method: str) -> None:
    def limited(asked: Asked) -> Says | None:
        return refused(403, "Rate Limit Exceeded", "rateLimitExceeded") if asked.method == method else None

    calendar.web.instead = limited
    with pytest.raises(Offline) as error:
        event.write(block)
    assert error.value.wait_seconds == 60
    assert calendar.events == {}


def test_a_scope_that_is_missing_is_told_of(calendar: GoogleCalendar, event: Part, block: Presence) -> None:
    calendar.web.instead = lambda asked: (
        refused(403, "Request had insufficient authentication scopes.", "insufficientPermissions")
        if asked.method == "POST"
        else None
    )
    with pytest.raises(SignInRefused, match="insufficient authentication scopes"):
        event.write(block)


def test_a_text_alone_takes_up_no_time(event: Part, block: Presence) -> None:
    assert event.shown(replace(block, level=Level.TEXT)).blank
    assert event.shown(replace(block, until=None)).blank


def test_an_event_on_a_later_page_is_found(calendar: GoogleCalendar, event: Part, block: Presence) -> None:
    event.write(block)
    calendar.pages = 2
    assert read(event) == block
    event.write(replace(block, text="In focus until 11:30"))
    assert len(calendar.ours()) == 1


def test_a_list_without_an_end_is_not_followed(calendar: GoogleCalendar, event: Part) -> None:
    calendar.pages = 10**9
    with pytest.raises(Broken, match="end of its list"):
        event.read()
    assert len(calendar.web.asked) < 100


def _deleted_before(calendar: GoogleCalendar, method: str) -> None:
    def meanwhile(asked: Asked) -> Says | None:
        if asked.method == method:
            calendar.events.clear()
        return None

    calendar.web.instead = meanwhile


def test_what_the_person_deleted_meanwhile_is_gone(calendar: GoogleCalendar, event: Part, clock: HandClock) -> None:
    now = clock.set_to(datetime(2026, 11, 23, 10, tzinfo=UTC))
    event.write(Presence(Level.BUSY, "In focus", "", now + timedelta(hours=1)))
    _deleted_before(calendar, "DELETE")
    event.write(Presence())
    assert read(event).blank


def test_what_the_person_deleted_meanwhile_is_looked_at_again(
    calendar: GoogleCalendar, event: Part, block: Presence
) -> None:
    event.write(block)
    _deleted_before(calendar, "PATCH")
    with pytest.raises(Broken, match="at the same moment"):
        event.write(replace(block, text="In focus until 11:30"))
