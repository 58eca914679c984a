"""Calendar events in a mail: what and when, whatever is in them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox.mail.invitations import MOST_EVENTS, read
from inbox.mail.opened import Invitation
from tests.effort import little_work


def event(*lines: str, method: str = "REQUEST") -> str:
    return "\r\n".join(
        ("BEGIN:VCALENDAR", f"METHOD:{method}", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", "")
    )


def one(*lines: str, method: str = "REQUEST") -> Invitation:
    (found,) = read(event(*lines, method=method))
    return found


def test_what_and_when() -> None:
    found = one(
        "SUMMARY:Lunch\\, at noon",
        "LOCATION:The canal",
        "ORGANIZER;CN=Anna Lind:mailto:anna@x.example",
        "DTSTART:20261123T110000Z",
        "DTEND:20261123T120000Z",
    )
    assert (found.method, found.summary, found.location) == ("REQUEST", "Lunch, at noon", "The canal")
    assert found.organizer == "Anna Lind <anna@x.example>"
    assert found.start == datetime(2026, 11, 23, 11, tzinfo=UTC)
    assert found.end == datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert (found.all_day, found.recurs, found.floating) == (False, False, False)


@pytest.mark.parametrize("zone", ["Europe/Paris", "Romance Standard Time", "W. Europe Standard Time"])
def test_zones_of_the_world_and_of_windows(zone: str) -> None:
    found = one(f"DTSTART;TZID={zone}:20260723T120000", "DURATION:PT90M")
    assert isinstance(found.start, datetime)
    assert found.start == datetime(2026, 7, 23, 10, tzinfo=UTC)
    assert found.end == found.start + timedelta(minutes=90)


def test_a_time_in_no_zone_floats() -> None:
    for zone in ("", ";TZID=Nowhere/Land"):
        found = one(f"DTSTART{zone}:20260723T120000")
        assert found.floating
        assert found.start == datetime(2026, 7, 23, 12, tzinfo=UTC)


def in_a_zone_of_its_own(offset: str, zone: str = "Ours") -> str:
    lines = ("BEGIN:VTIMEZONE", f"TZID:{zone}", "BEGIN:STANDARD", "DTSTART:19700101T000000", f"TZOFFSETFROM:{offset}",
             f"TZOFFSETTO:{offset}", "END:STANDARD", "END:VTIMEZONE", "BEGIN:VEVENT")  # fmt: skip
    return event(f"DTSTART;TZID={zone}:20260723T120000").replace("BEGIN:VEVENT", "\r\n".join(lines))


def test_a_zone_that_the_calendar_brings_is_used() -> None:
    (found,) = read(in_a_zone_of_its_own("+0300"))
    assert found.start == datetime(2026, 7, 23, 9, tzinfo=UTC)


def test_a_zone_that_one_mail_brings_does_not_move_the_times_of_the_next() -> None:
    """Outlook calls any zone of a person's own "Customized Time Zone"."""
    read(in_a_zone_of_its_own("+1300", "Customized Time Zone"))
    (found,) = read(in_a_zone_of_its_own("+0100", "Customized Time Zone"))
    assert found.start == datetime(2026, 7, 23, 11, tzinfo=UTC)
    read(in_a_zone_of_its_own("+1300", "W. Europe Standard Time"))
    assert one("DTSTART;TZID=W. Europe Standard Time:20260723T120000").start == datetime(2026, 7, 23, 10, tzinfo=UTC)


def test_whole_days_end_on_the_last() -> None:
    found = one("DTSTART;VALUE=DATE:20261123", "DTEND;VALUE=DATE:20261125")
    assert (found.start, found.end, found.all_day) == (date(2026, 11, 23), date(2026, 11, 24), True)
    assert one("DTSTART;VALUE=DATE:20261123").end == date(2026, 11, 23)
    assert one("DTSTART;VALUE=DATE:20261123", "DURATION:P2D").end == date(2026, 11, 24)


def test_what_is_asked_and_answered() -> None:
    assert one("STATUS:CANCELLED").method == "CANCEL"
    assert one(method="CANCEL").method == "CANCEL"
    assert one("ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example", method="REPLY").answer == "accepted"
    assert one("ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example").answer == ""
    assert one("RRULE:FREQ=WEEKLY", "DTSTART:20261123T110000Z").recurs
    assert one(method="BURN").method == ""
    (found,) = read(event().replace("METHOD:REQUEST\r\n", ""), "reply")
    assert found.method == "REPLY"


@pytest.mark.parametrize(
    "lines",
    [
        ("DTSTART:garbage", "DTEND:20261123T130000Z"),
        ("DTSTART:20261123T110000Z", "DTEND:20251123T130000Z"),
        ("DTSTART:99991231T235959Z", "DURATION:P99999999D"),
        ("DTSTART;VALUE=DATE:00010101", "DTEND;VALUE=DATE:00010101"),
        ("DTSTART;VALUE=DATE:20261123", "DTEND:20261123T130000Z"),
        ("DTSTART:20261123T110000Z", "DTSTART:20261123T120000Z"),
        ("SUMMARY:" + "\u202e" * 5 + "x" * 1000,),
        ("RRULE:FREQ=NEVER",),
        ("ATTENDEE:x",),
    ],
)
def test_what_is_broken_is_told_as_far_as_it_can_be_read(lines: tuple[str, ...]) -> None:
    for found in read(event(*lines)):
        assert found.start is None or found.end is None or found.start <= found.end
        assert len(found.summary) <= 300
        assert found.summary.isprintable()


def test_it_is_bounded() -> None:
    many = event().replace("BEGIN:VEVENT\r\nEND:VEVENT\r\n", "BEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\n" * 500)
    assert len(read(many)) == MOST_EVENTS
    with little_work():
        assert read("x" * 10**6) == ()
        assert read("BEGIN:VEVENT\r\n" * 100_000) == ()
        read("BEGIN:VEVENT\r\n" * 4_900)
        read(event("DTSTART;" + "A=B;" * 20_000 + ":1"))


@given(st.text(max_size=400))
def test_it_never_raises(text: str) -> None:
    read(text)
    for found in read(event(*text.splitlines())):
        assert found.method in {"REQUEST", "CANCEL", "REPLY", ""} or found.method.isupper()
