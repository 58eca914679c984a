"""An opened mail as JSON: fields that stay, and times that say what they mean."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from desktop.core.mail_answers import opened
from inbox.mail.opened import Invitation, Opened, Passage, PassageKind

PARIS = ZoneInfo("Europe/Paris")


def invited(**changed: object) -> dict[str, object]:
    one = Invitation(**{"method": "REQUEST", "summary": "x", "location": "", "organizer": "", "end": None, **changed})  # type: ignore[arg-type]
    found: dict[str, object] = opened(Opened(invitations=(one,)), PARIS)["invitations"][0]
    return found


def test_the_fields_are_those_that_scripts_rely_on() -> None:
    found = opened(Opened((Passage(PassageKind.TEXT, "Hi"), Passage(PassageKind.QUOTE, "> x"))), PARIS)
    assert set(found) == {
        "whole", "problem", "detail", "source_bytes", "verdict", "cautions", "looks_like", "headers", "text",
        "passages",
        "html", "html_left_out", "remote_images", "inline_images", "links", "attachments", "invitations",
    }  # fmt: skip
    assert found["text"] == "Hi\n> x"
    assert json.loads(json.dumps(found)) == found


def test_images_of_the_mail_are_told_of_and_not_sent() -> None:
    found = opened(Opened(inline_images={"inline:1": b"12345"}), PARIS)
    assert found["inline_images"] == [{"name": "inline:1", "size": 5}]


def test_a_moment_is_in_the_schedules_zone_a_day_is_a_day_and_a_floating_time_has_no_offset() -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert invited(start=noon)["start"] == "2026-11-23T13:00:00+01:00"
    assert invited(start=noon, floating=True)["start"] == "2026-11-23T12:00:00"
    assert invited(start=date(2026, 11, 23), all_day=True)["start"] == "2026-11-23"
    assert invited(start=None)["start"] is None
