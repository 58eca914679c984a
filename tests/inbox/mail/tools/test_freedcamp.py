"""Mails of Freedcamp."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

SENDER = "Ada L (Freedcamp) <notifications@freedcamp.com>"
ME = Known(logins=frozenset({"grace", "grace hopper"}))
TASK = "https://freedcamp.com/view/35/tasks/62"


def told(text: str, *, sender: str = SENDER, signed: str = "freedcamp.com") -> bytes:
    return letter(sender, "Boat", text=text, signed=signed)


ROWS = [
    (f"@grace look\n{TASK}?x=1", Reason.MENTIONED, 5, TASK),
    (f"Hm.\n{TASK}", Reason.SUBSCRIBED, 2, TASK),
    (
        "Hm.\nhttps://freedcamp.com/view/35/tasks/panel/task/62",
        Reason.SUBSCRIBED,
        2,
        "https://freedcamp.com/view/35/tasks/panel/task/62",
    ),
]


@pytest.mark.parametrize(("text", "reason", "rank", "link"), ROWS)
def test_what_it_tells(text: str, reason: Reason, rank: int, link: str) -> None:
    expected = {
        "tool": "freedcamp",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "link": link,
        "thread": "freedcamp.com/view/35/tasks/62",
        "project": "35",
        "actor": "Ada L",
    }
    assert facts(notified(told(text), ME), *expected) == expected


@pytest.mark.parametrize("signed", ["", "freedcamp.com.example.net", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told(ROWS[0][0], signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "freedcamp", "verified": False, "rank": 0}


@pytest.mark.parametrize(
    "sender", ["Freedcamp <a@freedcamp.com.example.net>", "a@freedcamp.com <a@example.net>", "a@notfreedcamp.com"]
)
def test_look_alikes_are_not_taken_for_it(sender: str) -> None:
    assert notified(told(ROWS[0][0], sender=sender, signed="example.net"), ME) is None


@pytest.mark.parametrize(
    "text",
    ["https://freedcamp.com/pricing", "https://freedcamp.com/view/35/tasks", "https://evil.example/view/35/tasks/62"],
)
def test_what_tells_of_nothing_that_happened(text: str) -> None:
    assert notified(told(text), ME) is None
