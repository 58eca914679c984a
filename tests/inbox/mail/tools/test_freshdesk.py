"""Mails of Freshdesk."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

SENDER = "Ada L <support@acme.freshdesk.com>"
ME = Known(logins=frozenset({"grace", "grace hopper"}))
HOST = "https://acme.freshdesk.com"


def told(text: str, *, sender: str = SENDER, signed: str = "acme.freshdesk.com") -> bytes:
    return letter(sender, "[#12] Leaks", text=text, signed=signed)


ROWS = [
    (f"@grace look\n{HOST}/a/tickets/12?x=1", Reason.MENTIONED, 5, f"{HOST}/a/tickets/12"),
    (f"Hm.\n{HOST}/a/tickets/12", Reason.SUBSCRIBED, 2, f"{HOST}/a/tickets/12"),
    (f"Hm.\n{HOST}/helpdesk/tickets/12", Reason.SUBSCRIBED, 2, f"{HOST}/helpdesk/tickets/12"),
    (f"Hm.\n{HOST}/support/tickets/12", Reason.REPLIED, 3, f"{HOST}/support/tickets/12"),
]


@pytest.mark.parametrize(("text", "reason", "rank", "link"), ROWS)
def test_what_it_tells(text: str, reason: Reason, rank: int, link: str) -> None:
    expected = {
        "tool": "freshdesk",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "link": link,
        "thread": "acme.freshdesk.com/tickets/12",
        "project": "acme",
        "actor": "Ada L",
    }
    assert facts(notified(told(text), ME), *expected) == expected


@pytest.mark.parametrize("signed", ["", "acme.freshdesk.com.example.net", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told(ROWS[0][0], signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "freshdesk", "verified": False, "rank": 0}


@pytest.mark.parametrize(
    "sender", ["Acme <support@freshdesk.com.example.net>", "support@acme.freshdesk.com <a@example.net>"]
)
def test_look_alikes_are_not_taken_for_it(sender: str) -> None:
    assert notified(told(ROWS[0][0], sender=sender, signed="example.net"), ME) is None


@pytest.mark.parametrize("text", ["https://www.freshdesk.com/pricing", "https://evil.example/a/tickets/12"])
def test_what_tells_of_nothing_that_happened(text: str) -> None:
    assert notified(told(text), ME) is None
