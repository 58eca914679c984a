from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from desktop.core import answers
from desktop.core.views import Hold, Row
from inbox.item import Channel, Item, Reason, State

PARIS = ZoneInfo("Europe/Paris")
AT = datetime(2026, 11, 23, 8, 30, 59, 999999, tzinfo=UTC)


def item(name: str = "Anna", address: str = "anna@example.org") -> Item:
    return Item(
        7, "work", Channel.MAIL, Reason.DIRECT, name, address, "Budget", "preview", AT, AT, State.HELD, AT
    )  # fmt: skip


def test_the_fields_of_an_item_are_those_that_were_promised() -> None:
    assert answers.row(Row(item(), Hold(AT, "focus", "Release")), PARIS) == {
        "id": 7,
        "account": "work",
        "kind": "mail",
        "reason": "direct",
        "sender": "Anna <anna@example.org>",
        "subject": "Budget",
        "received_at": "2026-11-23T09:30:59+01:00",
        "arrived_at": "2026-11-23T09:30:59+01:00",
        "state": "held",
        "held_until": "2026-11-23T09:30:59+01:00",
        "held_because": "focus",
        "held_for": "Release",
        "promised": None,
        "due_at": None,
        "answered_at": None,
    }
    owed = replace(item(), promised="clients", due_at=AT)
    assert answers.row(Row(owed), PARIS)["due_at"] == "2026-11-23T09:30:59+01:00"
    assert answers.row(Row(item()), PARIS)["held_because"] is None
    assert answers.row(Row(item(), Hold(None, "never")), PARIS)["held_until"] is None


@pytest.mark.parametrize(
    ("name", "address", "shown"),
    [
        ("", "a@example.org", "a@example.org"),
        ("Anna", "", "Anna"),
        ("", "", ""),
        ("Lind, Anna", "a@example.org", '"Lind, Anna" <a@example.org>'),
        ('Anna "A" Lind', "a@example.org", '"Anna \\"A\\" Lind" <a@example.org>'),
        ("Zoë Ågren", "zoë@exämple.org", "Zoë Ågren <zoë@exämple.org>"),
    ],
)
def test_a_sender(name: str, address: str, shown: str) -> None:
    assert answers.sender(item(name, address)) == shown


def test_times() -> None:
    assert answers.rfc3339(None, PARIS) is None
    assert answers.rfc3339(AT, ZoneInfo("UTC")) == "2026-11-23T08:30:59+00:00"
    assert answers.rfc3339(datetime(1900, 1, 1, tzinfo=UTC), PARIS) == "1900-01-01T00:00:00+00:00"
