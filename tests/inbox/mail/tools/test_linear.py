"""Mails of Linear."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

LINEAR = "Ada L (Linear) <notifications@linear.app>"
ME = Known(logins=frozenset({"grace"}))
ISSUE = "https://linear.app/acme/issue/ENG-7/mend-the-boat"
THREAD = "linear.app/acme/issue/ENG-7"
COMMENT = f"{ISSUE}#comment-a1b2c3d4"


def told(text: str, *, sender: str = LINEAR, signed: str = "linear.app", subject: str = "Mend") -> bytes:
    return letter(sender, subject, text=text, signed=signed)


ROWS = [
    (f"@grace look\n{COMMENT}", Reason.MENTIONED, 5, THREAD, f"{THREAD}#comment-a1b2c3d4", COMMENT),
    (f"Hm.\n{ISSUE}?utm=x#comment-a1b2c3d4", Reason.REPLIED, 3, THREAD, f"{THREAD}#comment-a1b2c3d4", COMMENT),
    (f"{ISSUE}\n{COMMENT}", Reason.REPLIED, 3, THREAD, f"{THREAD}#comment-a1b2c3d4", COMMENT),
    (f"Hm.\n{ISSUE}", Reason.SUBSCRIBED, 2, THREAD, "", ISSUE),
    (f"{ISSUE}\nhttps://linear.app/acme/issue/ENG-8/x", Reason.AUTOMATIC, 1, THREAD, "", ISSUE),
]


@pytest.mark.parametrize(("text", "reason", "rank", "thread", "event", "link"), ROWS)
def test_what_it_tells(text: str, reason: Reason, rank: int, thread: str, event: str, link: str) -> None:
    found = notified(told(text), ME)
    assert facts(found, "tool", "verified", "reason", "rank", "actor", "project", "thread", "event", "link") == {
        "tool": "linear",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "actor": "Ada L",
        "project": "ENG",
        "thread": thread,
        "event": event,
        "link": link,
    }


def test_another_issue_that_is_linked_before_it_is_not_it() -> None:
    found = notified(told(f"As in https://linear.app/acme/issue/ENG-1/x\n{COMMENT}", subject="Re: ENG-7 Mend it"))
    assert facts(found, "thread", "reason") == {"thread": THREAD, "reason": Reason.REPLIED}


def test_other_things_than_issues() -> None:
    found = notified(told("https://linear.app/acme/project/boat-12ab/overview"))
    assert facts(found, "thread", "project") == {"thread": "linear.app/acme/project/boat-12ab", "project": "acme"}


@pytest.mark.parametrize("signed", ["", "linear.app.example.net", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told(f"@grace\n{COMMENT}", signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "linear", "verified": False, "rank": 0}


def test_look_alikes_and_what_tells_of_nothing() -> None:
    for sender in ("Linear <notifications@linear.app.example.net>", "notifications@linear.app <a@example.net>"):
        assert notified(told(COMMENT, sender=sender, signed="example.net")) is None
    for text in (
        "Your trial ends: https://linear.app/pricing",
        "https://linear.app/login/abc",
        "https://evil.example/x",
    ):
        assert notified(told(text)) is None
