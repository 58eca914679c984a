"""Mails of HubSpot."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

SENDER = "HubSpot <noreply@notifications.hubspot.com>"
ME = Known(logins=frozenset({"grace", "grace hopper"}))
DEAL = "https://app.hubspot.com/contacts/123/record/0-3/456"


def told(text: str, *, sender: str = SENDER, signed: str = "notifications.hubspot.com") -> bytes:
    return letter(sender, "Boat", text=text, signed=signed)


ROWS = [
    (f"@grace hopper look\n{DEAL}?engagement=7", Reason.MENTIONED, 5, DEAL),
    (f"Hm.\n{DEAL}", Reason.SUBSCRIBED, 2, DEAL),
    (
        "Hm.\nhttps://app-eu1.hubspot.com/contacts/123/deal/456",
        Reason.SUBSCRIBED,
        2,
        "https://app-eu1.hubspot.com/contacts/123/deal/456",
    ),
    (
        "Hm.\nhttps://app.hubspot.com/live-messages/123/inbox/456#email",
        Reason.SUBSCRIBED,
        2,
        "https://app.hubspot.com/live-messages/123/inbox/456",
    ),
]


@pytest.mark.parametrize(("text", "reason", "rank", "link"), ROWS)
def test_what_it_tells(text: str, reason: Reason, rank: int, link: str) -> None:
    expected = {
        "tool": "hubspot",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "link": link,
        "thread": link.removeprefix("https://"),
        "project": "123",
        "actor": "",
    }
    assert facts(notified(told(text), ME), *expected) == expected


@pytest.mark.parametrize("signed", ["", "notifications.hubspot.com.example.net", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told(ROWS[0][0], signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "hubspot", "verified": False, "rank": 0}


@pytest.mark.parametrize(
    "sender",
    ["HubSpot <noreply@notifications.hubspot.com.example.net>", "noreply@notifications.hubspot.com <a@example.net>"],
)
def test_look_alikes_are_not_taken_for_it(sender: str) -> None:
    assert notified(told(ROWS[0][0], sender=sender, signed="example.net"), ME) is None


@pytest.mark.parametrize(
    "text",
    [
        "https://app.hubspot.com/account-and-billing/123",
        "https://www.hubspot.com/",
        "https://evil.example/contacts/123/deal/456",
    ],
)
def test_what_tells_of_nothing_that_happened(text: str) -> None:
    assert notified(told(text), ME) is None
