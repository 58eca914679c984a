"""Mails of monday.com."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

SENDER = "Ada L <notifications@monday.com>"
ME = Known(logins=frozenset({"grace", "grace hopper"}))
ITEM = "https://acme.monday.com/boards/12/pulses/34"
THREAD = "acme.monday.com/boards/12/pulses/34"


def told(text: str, *, sender: str = SENDER, signed: str = "monday.com") -> bytes:
    return letter(sender, "Boat", text=text, signed=signed)


ROWS = [
    (f"@Grace Hopper look\n{ITEM}/posts/56?reply=1", Reason.MENTIONED, 5, f"{THREAD}/posts/56", f"{ITEM}/posts/56"),
    (f"Hm.\n{ITEM}/posts/56", Reason.REPLIED, 3, f"{THREAD}/posts/56", f"{ITEM}/posts/56"),
    (f"Hm.\n{ITEM}?x=1", Reason.SUBSCRIBED, 2, "", ITEM),
    (f"{ITEM}\n{ITEM}1\n{ITEM}2", Reason.AUTOMATIC, 1, "", ITEM),
]


@pytest.mark.parametrize(("text", "reason", "rank", "event", "link"), ROWS)
def test_what_it_tells(text: str, reason: Reason, rank: int, event: str, link: str) -> None:
    expected = {
        "tool": "monday",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "event": event,
        "link": link,
        "thread": THREAD,
        "project": "acme",
        "actor": "Ada L",
    }
    assert facts(notified(told(text), ME), *expected) == expected


@pytest.mark.parametrize("signed", ["", "monday.com.example.net", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told(ROWS[0][0], signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "monday", "verified": False, "rank": 0}


@pytest.mark.parametrize(
    "sender", ["monday.com <notifications@monday.com.example.net>", "notifications@monday.com <a@example.net>"]
)
def test_look_alikes_are_not_taken_for_it(sender: str) -> None:
    assert notified(told(ROWS[0][0], sender=sender, signed="example.net"), ME) is None


@pytest.mark.parametrize(
    "text",
    ["https://monday.com/pricing", "https://acme.monday.com/boards/12", "https://evil.example/boards/12/pulses/34"],
)
def test_what_tells_of_nothing_that_happened(text: str) -> None:
    assert notified(told(text), ME) is None
