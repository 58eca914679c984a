"""Mails of Notion."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

SENDER = "Ada L <notify@mail.notion.so>"
ME = Known(logins=frozenset({"grace", "grace hopper"}))
ID = "0123456789abcdef0123456789abcdef"
PAGE = f"https://www.notion.so/acme/Boat-{ID}"


def told(text: str, *, sender: str = SENDER, signed: str = "mail.notion.so") -> bytes:
    return letter(sender, "Ada in Boat", text=text, signed=signed)


ROWS = [
    (f"@grace hopper look\n{PAGE}?pvs=97&d={ID}#{ID}", Reason.MENTIONED, 5, f"{PAGE}?d={ID}"),
    (f"@grace, look\n{PAGE}", Reason.MENTIONED, 5, PAGE),
    (f"Hm.\n{PAGE}?d={ID}&utm_source=mail", Reason.REPLIED, 3, f"{PAGE}?d={ID}"),
    (f"@grace-ann look\n{PAGE}?pvs=4", Reason.SUBSCRIBED, 2, PAGE),
]


@pytest.mark.parametrize(("text", "reason", "rank", "link"), ROWS)
def test_what_it_tells(text: str, reason: Reason, rank: int, link: str) -> None:
    expected = {
        "tool": "notion",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "link": link,
        "thread": f"www.notion.so/{ID}",
        "event": "",
        "project": "acme",
        "actor": "Ada L",
    }
    assert facts(notified(told(text), ME), *expected) == expected


@pytest.mark.parametrize("signed", ["", "mail.notion.so.example.net", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told(ROWS[0][0], signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "notion", "verified": False, "rank": 0}


@pytest.mark.parametrize(
    "sender", ["Notion <notify@mail.notion.so.example.net>", "notify@mail.notion.so <a@example.net>"]
)
def test_look_alikes_are_not_taken_for_it(sender: str) -> None:
    assert notified(told(ROWS[0][0], sender=sender, signed="example.net"), ME) is None


@pytest.mark.parametrize(
    "text",
    [
        "Code 123: https://www.notion.so/loginwithemail?code=1",
        "https://www.notion.so/pricing",
        "https://evil.example/0123456789abcdef0123456789abcdef",
    ],
)
def test_what_tells_of_nothing_that_happened(text: str) -> None:
    assert notified(told(text), ME) is None


def test_the_address_it_writes_from_of_late() -> None:
    content = told(ROWS[0][0], sender="Notion <notify@mail.notion.com>", signed="mail.notion.com")
    assert facts(notified(content, ME), "verified", "reason", "actor") == {
        "verified": True,
        "reason": Reason.MENTIONED,
        "actor": "",
    }
