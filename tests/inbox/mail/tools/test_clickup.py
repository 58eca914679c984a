"""Mails of ClickUp."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

SENDER = "Acme <notifications@tasks.clickup.com>"
ME = Known(logins=frozenset({"grace", "grace hopper"}))
TASK = "https://app.clickup.com/t/86abc12"
THREAD = "app.clickup.com/t/86abc12"


def told(text: str, *, sender: str = SENDER, signed: str = "tasks.clickup.com") -> bytes:
    return letter(sender, "Boat", text=text, signed=signed)


ROWS = [
    (
        f"@Grace Hopper look\n{TASK}?comment=90&threadedComment=1",
        Reason.MENTIONED,
        5,
        THREAD,
        f"{THREAD}?comment=90",
        f"{TASK}?comment=90",
    ),
    (f"Hm.\n{TASK}?comment=90", Reason.REPLIED, 3, THREAD, f"{THREAD}?comment=90", f"{TASK}?comment=90"),
    (f"Hm.\n{TASK}", Reason.SUBSCRIBED, 2, THREAD, "", TASK),
    (
        "Hm.\nhttps://app.clickup.com/t/123/BOAT-12",
        Reason.SUBSCRIBED,
        2,
        "app.clickup.com/t/BOAT-12",
        "",
        "https://app.clickup.com/t/123/BOAT-12",
    ),
    ("Hm.", Reason.SUBSCRIBED, 2, "", "", ""),
    (f"{TASK}\n{TASK}1\n{TASK}2", Reason.AUTOMATIC, 1, THREAD, "", TASK),
]


@pytest.mark.parametrize(("text", "reason", "rank", "thread", "event", "link"), ROWS)
def test_what_it_tells(text: str, reason: Reason, rank: int, thread: str, event: str, link: str) -> None:
    expected = {
        "tool": "clickup",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "thread": thread,
        "event": event,
        "link": link,
        "project": "Acme",
        "actor": "",
    }
    assert facts(notified(told(text), ME), *expected) == expected


@pytest.mark.parametrize("signed", ["", "tasks.clickup.com.example.net", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told(ROWS[0][0], signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "clickup", "verified": False, "rank": 0}


@pytest.mark.parametrize(
    "sender",
    ["ClickUp <notifications@tasks.clickup.com.example.net>", "notifications@tasks.clickup.com <a@example.net>"],
)
def test_look_alikes_are_not_taken_for_it(sender: str) -> None:
    assert notified(told(ROWS[0][0], sender=sender, signed="example.net"), ME) is None
