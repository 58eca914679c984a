"""Mails of Pipedrive."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

SENDER = "Ada L (Pipedrive) <notifications@pipedrive.com>"
ME = Known(logins=frozenset({"grace", "grace hopper"}))
DEAL = "https://acme.pipedrive.com/deal/12"
LEAD = "https://acme.pipedrive.com/leads/inbox/01234567-89ab-cdef-0123-456789abcdef"


def told(text: str, *, sender: str = SENDER, signed: str = "pipedrive.com") -> bytes:
    return letter(sender, "Boat", text=text, signed=signed)


ROWS = [
    (f"@grace look\n{DEAL}?x=1", Reason.MENTIONED, 5, DEAL),
    (f"Hm.\n{DEAL}", Reason.SUBSCRIBED, 2, DEAL),
    (f"Hm.\n{LEAD}", Reason.SUBSCRIBED, 2, LEAD),
]


@pytest.mark.parametrize(("text", "reason", "rank", "link"), ROWS)
def test_what_it_tells(text: str, reason: Reason, rank: int, link: str) -> None:
    expected = {
        "tool": "pipedrive",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "link": link,
        "thread": link.removeprefix("https://"),
        "project": "acme",
        "actor": "Ada L",
    }
    assert facts(notified(told(text), ME), *expected) == expected


@pytest.mark.parametrize("signed", ["", "pipedrive.com.example.net", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told(ROWS[0][0], signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "pipedrive", "verified": False, "rank": 0}


@pytest.mark.parametrize("sender", ["Pipedrive <a@pipedrive.com.example.net>", "a@pipedrive.com <a@example.net>"])
def test_look_alikes_are_not_taken_for_it(sender: str) -> None:
    assert notified(told(ROWS[0][0], sender=sender, signed="example.net"), ME) is None


@pytest.mark.parametrize("text", ["https://www.pipedrive.com/en/pricing", "https://evil.example/deal/12"])
def test_what_tells_of_nothing_that_happened(text: str) -> None:
    assert notified(told(text), ME) is None
