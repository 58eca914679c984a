"""Mails of Salesforce's Chatter."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

SENDER = "Ada L (Salesforce) <noreply@chatter.salesforce.com>"
ME = Known(logins=frozenset({"grace", "grace hopper"}))
POST = "https://acme.my.salesforce.com/0D5000000000AbCdEf"
OTHER = "https://acme.my.salesforce.com/0D5000000000XyZ"
THREAD = "acme.my.salesforce.com/0D5000000000AbC"
COMMENT = "acme.my.salesforce.com/0D7000000000AbC"


def told(text: str, *, sender: str = SENDER, signed: str = "chatter.salesforce.com") -> bytes:
    return letter(sender, "Ada", text=text, signed=signed)


ROWS = [
    (f"@grace look\n{POST}?emtm=1", Reason.MENTIONED, 5, ""),
    (f"Hm.\n{POST}?fId=0D7000000000AbCdEf", Reason.REPLIED, 3, COMMENT),
    (f"Hm.\n{POST}\nhttps://{COMMENT}", Reason.REPLIED, 3, COMMENT),
    (f"Hm.\n{POST}", Reason.SUBSCRIBED, 2, ""),
    (f"{POST}\n{OTHER}", Reason.AUTOMATIC, 1, ""),
]


@pytest.mark.parametrize(("text", "reason", "rank", "event"), ROWS)
def test_what_it_tells(text: str, reason: Reason, rank: int, event: str) -> None:
    expected = {
        "tool": "salesforce",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "event": event,
        "thread": THREAD,
        "link": POST,
        "actor": "Ada L",
    }
    assert facts(notified(told(text), ME), *expected) == expected


@pytest.mark.parametrize("signed", ["", "chatter.salesforce.com.example.net", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told(ROWS[0][0], signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "salesforce", "verified": False, "rank": 0}


@pytest.mark.parametrize(
    "sender",
    ["Salesforce <noreply@chatter.salesforce.com.example.net>", "noreply@chatter.salesforce.com <a@example.net>"],
)
def test_look_alikes_are_not_taken_for_it(sender: str) -> None:
    assert notified(told(ROWS[0][0], sender=sender, signed="example.net"), ME) is None


@pytest.mark.parametrize(
    "text", ["https://www.salesforce.com/", "https://login.salesforce.com/", "https://evil.example/0D5000000000AbC"]
)
def test_what_tells_of_nothing_that_happened(text: str) -> None:
    assert notified(told(text), ME) is None
