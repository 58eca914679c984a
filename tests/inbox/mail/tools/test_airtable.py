"""Mails of Airtable."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

SENDER = "Airtable <noreply@airtable.com>"
ME = Known(logins=frozenset({"grace", "grace hopper"}))
BASE = "app0123456789abcd/tbl0123456789abcd"
RECORD = f"https://airtable.com/{BASE}/viw0123456789abcd/rec0123456789abcd"


def told(text: str, *, sender: str = SENDER, signed: str = "airtable.com") -> bytes:
    return letter(sender, "Boat", text=text, signed=signed)


ROWS = [
    (f"@grace look\n{RECORD}?blocks=hide", Reason.MENTIONED, 5, RECORD),
    (f"Hm.\n{RECORD}", Reason.SUBSCRIBED, 2, RECORD),
]


@pytest.mark.parametrize(("text", "reason", "rank", "link"), ROWS)
def test_what_it_tells(text: str, reason: Reason, rank: int, link: str) -> None:
    expected = {
        "tool": "airtable",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "link": link,
        "thread": f"airtable.com/{BASE}/rec0123456789abcd",
        "actor": "",
    }
    assert facts(notified(told(text), ME), *expected) == expected


@pytest.mark.parametrize("signed", ["", "airtable.com.example.net", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told(ROWS[0][0], signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "airtable", "verified": False, "rank": 0}


@pytest.mark.parametrize(
    "sender", ["Airtable <noreply@airtable.com.example.net>", "noreply@airtable.com <a@example.net>"]
)
def test_look_alikes_are_not_taken_for_it(sender: str) -> None:
    assert notified(told(ROWS[0][0], sender=sender, signed="example.net"), ME) is None


@pytest.mark.parametrize(
    "text",
    [
        "https://airtable.com/invite/i?x=1",
        "https://airtable.com/pricing",
        "https://evil.example/app0123456789abcd/tbl0123456789abcd/rec0123456789abcd",
    ],
)
def test_what_tells_of_nothing_that_happened(text: str) -> None:
    assert notified(told(text), ME) is None


def test_what_an_automation_has_to_say() -> None:
    content = told(
        "@grace: it is late", sender="Acme <noreply+automations@airtableemail.com>", signed="airtableemail.com"
    )
    assert facts(notified(content, ME), "tool", "verified", "reason", "rank", "bot") == {
        "tool": "airtable",
        "verified": True,
        "reason": Reason.AUTOMATIC,
        "rank": 1,
        "bot": True,
    }
