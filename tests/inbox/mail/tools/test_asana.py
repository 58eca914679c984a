"""Mails of Asana."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

SENDER = "Ada L (Asana) <no-reply@asana.com>"
ME = Known(logins=frozenset({"grace", "grace hopper"}))
TASK = "https://app.asana.com/1/1200000/project/1200001/task/1200002"
THREAD = "app.asana.com/0/0/1200002"


def told(text: str, *, sender: str = SENDER, signed: str = "asana.com") -> bytes:
    return letter(sender, "Mend the boat", text=text, signed=signed)


ROWS = [
    (
        f"@grace hopper look\n{TASK}/comment/1200003?focus=true",
        Reason.MENTIONED,
        5,
        f"{THREAD}/1200003",
        f"{TASK}/comment/1200003",
    ),
    (f"Hm.\n{TASK}/comment/1200003", Reason.REPLIED, 3, f"{THREAD}/1200003", f"{TASK}/comment/1200003"),
    (
        "Hm.\nhttps://app.asana.com/0/inbox/12000/1200002/1200003",
        Reason.REPLIED,
        3,
        f"{THREAD}/1200003",
        "https://app.asana.com/0/inbox/12000/1200002/1200003",
    ),
    (
        "@grace\nhttps://app.asana.com/0/1200001/1200002/f",
        Reason.MENTIONED,
        5,
        "",
        "https://app.asana.com/0/1200001/1200002/f",
    ),
    (f"> @grace\n\nHm.\n{TASK}", Reason.SUBSCRIBED, 2, "", TASK),
    (f"{TASK}\n{TASK}1\n{TASK}2", Reason.AUTOMATIC, 1, "", TASK),
]


@pytest.mark.parametrize(("text", "reason", "rank", "event", "link"), ROWS)
def test_what_it_tells(text: str, reason: Reason, rank: int, event: str, link: str) -> None:
    expected = {
        "tool": "asana",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "event": event,
        "link": link,
        "thread": THREAD,
        "actor": "Ada L",
    }
    assert facts(notified(told(text), ME), *expected) == expected


@pytest.mark.parametrize("signed", ["", "asana.com.example.net", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told(ROWS[0][0], signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "asana", "verified": False, "rank": 0}


@pytest.mark.parametrize("sender", ["Asana <no-reply@asana.com.example.net>", "no-reply@asana.com <a@example.net>"])
def test_look_alikes_are_not_taken_for_it(sender: str) -> None:
    assert notified(told(ROWS[0][0], sender=sender, signed="example.net"), ME) is None


@pytest.mark.parametrize(
    "text",
    ["https://app.asana.com/admin/billing", "https://asana.com/pricing", "https://evil.example/0/1200001/1200002"],
)
def test_what_tells_of_nothing_that_happened(text: str) -> None:
    assert notified(told(text), ME) is None
