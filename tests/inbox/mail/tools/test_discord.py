"""Mails of Discord."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

SENDER = "Discord <notifications@discord.com>"
ME = Known(logins=frozenset({"grace", "grace hopper"}))
SERVER = "discord.com/channels/123456789012345678/223456789012345678"
PAIR = "discord.com/channels/@me/223456789012345678"


def told(text: str, *, sender: str = SENDER, signed: str = "discord.com") -> bytes:
    return letter(sender, "You missed something", text=text, signed=signed)


ROWS = [
    (
        f"@grace look\nhttps://{SERVER}/323456789012345678?x=1",
        Reason.MENTIONED,
        5,
        SERVER,
        f"{SERVER}/323456789012345678",
    ),
    (
        f"@everyone look\nhttps://{SERVER}/323456789012345678",
        Reason.MENTIONED,
        0,
        SERVER,
        f"{SERVER}/323456789012345678",
    ),
    (f"Hm.\nhttps://{SERVER}", Reason.SUBSCRIBED, 2, SERVER, ""),
    (f"Hm.\nhttps://{PAIR}", Reason.DIRECT, 4, PAIR, ""),
    (f"https://{SERVER}\nhttps://{SERVER}1\nhttps://{SERVER}2", Reason.AUTOMATIC, 1, SERVER, ""),
]


@pytest.mark.parametrize(("text", "reason", "rank", "thread", "event"), ROWS)
def test_what_it_tells(text: str, reason: Reason, rank: int, thread: str, event: str) -> None:
    expected = {
        "tool": "discord",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "thread": thread,
        "event": event,
        "link": f"https://{event or thread}",
        "actor": "",
    }
    assert facts(notified(told(text), ME), *expected) == expected


@pytest.mark.parametrize("signed", ["", "discord.com.example.net", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told(ROWS[0][0], signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "discord", "verified": False, "rank": 0}


@pytest.mark.parametrize(
    "sender", ["Discord <notifications@discord.com.example.net>", "notifications@discord.com <a@example.net>"]
)
def test_look_alikes_are_not_taken_for_it(sender: str) -> None:
    assert notified(told(ROWS[0][0], sender=sender, signed="example.net"), ME) is None


@pytest.mark.parametrize(
    "text",
    [
        "https://discord.com/verify",
        "https://click.discord.com/ls/click?upn=abc",
        "https://evil.example/channels/@me/223456789012345678",
    ],
)
def test_what_tells_of_nothing_that_happened(text: str) -> None:
    assert notified(told(text), ME) is None
