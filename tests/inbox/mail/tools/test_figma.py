"""Mails of Figma."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

SENDER = "Figma <comments-aBcDeFgHiJkLmN@email.figma.com>"
ME = Known(logins=frozenset({"grace", "grace hopper"}))
THREAD = "www.figma.com/file/aBcDeFgHiJkLmN"
FILE = "https://www.figma.com/design/aBcDeFgHiJkLmN/Boat?node-id=1-2#345"
WRAPPED = "https://click.figma.com/ls/click?upn=abc"


def told(text: str, *, sender: str = SENDER, signed: str = "email.figma.com") -> bytes:
    return letter(sender, "Ada on Boat", text=text, signed=signed)


ROWS = [
    (f"@grace hopper look\n{WRAPPED}\n{FILE}", Reason.MENTIONED, 5, f"{THREAD}#345", f"https://{THREAD}#345"),
    (f"@grace look\n{WRAPPED}", Reason.MENTIONED, 5, "", f"https://{THREAD}"),
    (f"Hm.\n{WRAPPED}", Reason.SUBSCRIBED, 2, "", f"https://{THREAD}"),
    ("Hm.\nhttps://www.figma.com/design/oThErFiLeKeY12/x#9", Reason.SUBSCRIBED, 2, "", f"https://{THREAD}"),
]


@pytest.mark.parametrize(("text", "reason", "rank", "event", "link"), ROWS)
def test_what_it_tells(text: str, reason: Reason, rank: int, event: str, link: str) -> None:
    expected = {
        "tool": "figma",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "event": event,
        "link": link,
        "thread": THREAD,
        "actor": "",
    }
    assert facts(notified(told(text), ME), *expected) == expected


@pytest.mark.parametrize("signed", ["", "email.figma.com.example.net", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told(ROWS[0][0], signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "figma", "verified": False, "rank": 0}


@pytest.mark.parametrize(
    "sender", ["Figma <comments-aBcDeFgHiJkLmN@email.figma.com.example.net>", "a@figma.example.net"]
)
def test_look_alikes_are_not_taken_for_it(sender: str) -> None:
    assert notified(told(ROWS[0][0], sender=sender, signed="example.net"), ME) is None


def test_codes_and_invitations_tell_of_nothing() -> None:
    for text in ("Your code is 0432458", FILE):
        assert notified(told(text, sender="Figma <no-reply@email.figma.com>"), ME) is None
