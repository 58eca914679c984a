"""Mails of Trello."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

SENDER = "Trello <do-not-reply@trello.com>"
ME = Known(logins=frozenset({"grace", "grace hopper"}))
CARD = "https://trello.com/c/aBcD1234/12-mend-it"
BOARD = "https://trello.com/b/qWeR1234/boat"
COMMENT = "comment-5f0c1a2b3c4d5e6f7a8b9c0d"
THREAD = "trello.com/c/aBcD1234"


def told(text: str, *, sender: str = SENDER, signed: str = "trello.com") -> bytes:
    return letter(sender, "Ada L | Boat", text=text, signed=signed)


ROWS = [
    (
        f"@grace look\n{CARD}#{COMMENT}\n{BOARD}",
        Reason.MENTIONED,
        5,
        THREAD,
        f"{THREAD}#{COMMENT}",
        f"{CARD}#{COMMENT}",
    ),
    (f"@me@example.org look\n{CARD}?utm_source=x\n{BOARD}", Reason.MENTIONED, 5, THREAD, "", CARD),
    (f"Hm.\n{CARD}#{COMMENT}\n{BOARD}", Reason.REPLIED, 3, THREAD, f"{THREAD}#{COMMENT}", f"{CARD}#{COMMENT}"),
    (f"@bob look\n{CARD}\n{BOARD}", Reason.SUBSCRIBED, 2, THREAD, "", CARD),
    (f"{CARD}\nhttps://trello.com/c/zZzZ1234/1-x\n{BOARD}", Reason.AUTOMATIC, 1, THREAD, "", CARD),
    (f"You were added.\n{BOARD}", Reason.SUBSCRIBED, 2, "trello.com/b/qWeR1234", "", BOARD),
]


@pytest.mark.parametrize(("text", "reason", "rank", "thread", "event", "link"), ROWS)
def test_what_it_tells(text: str, reason: Reason, rank: int, thread: str, event: str, link: str) -> None:
    expected = {
        "tool": "trello",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "thread": thread,
        "event": event,
        "link": link,
        "project": "boat",
        "actor": "",
    }
    assert facts(notified(told(text), ME), *expected) == expected


@pytest.mark.parametrize("signed", ["", "trello.com.example.net", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told(ROWS[0][0], signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "trello", "verified": False, "rank": 0}


@pytest.mark.parametrize(
    "sender", ["Trello <do-not-reply@trello.com.example.net>", "do-not-reply@trello.com <a@example.net>"]
)
def test_look_alikes_are_not_taken_for_it(sender: str) -> None:
    assert notified(told(ROWS[0][0], sender=sender, signed="example.net"), ME) is None


@pytest.mark.parametrize("text", ["Try it: https://trello.com/pricing", "https://evil.example/c/aBcD1234/x"])
def test_what_tells_of_nothing_that_happened(text: str) -> None:
    assert notified(told(text), ME) is None
