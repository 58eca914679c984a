"""Mails of Reddit."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

SENDER = "Reddit <noreply@redditmail.com>"
ME = Known(logins=frozenset({"grace", "grace hopper"}))
COMMENT = "https://www.reddit.com/r/boats/comments/876rgc/leaks/dwcp46n/"
THREAD = "www.reddit.com/r/boats/comments/876rgc"
MESSAGE = "https://www.reddit.com/message/messages/bak608"
UTM = "?context=3&utm_medium=message_notification&utm_content="


def told(text: str, *, sender: str = SENDER, signed: str = "redditmail.com") -> bytes:
    return letter(sender, "[reddit] 1 new message from u/ada_l", text=text, signed=signed)


ROWS = [
    (
        f"Look, u/grace.\n\n{COMMENT}{UTM}username_mention&utm_term=1",
        Reason.MENTIONED,
        5,
        THREAD,
        f"{THREAD}/dwcp46n",
        COMMENT,
    ),
    (f"Hm.\n\n{COMMENT}{UTM}comment_reply", Reason.REPLIED, 3, THREAD, f"{THREAD}/dwcp46n", COMMENT),
    (
        f"Hm.\n\n{COMMENT}?ref=email_post_reply&ref_source=email",
        Reason.REPLIED,
        3,
        THREAD,
        f"{THREAD}/dwcp46n",
        COMMENT,
    ),
    (f"Hm.\n\n{MESSAGE}{UTM}private_message", Reason.DIRECT, 4, MESSAGE[8:], MESSAGE[8:], MESSAGE),
    (
        f"{MESSAGE}{UTM}private_message\n{COMMENT}{UTM}username_mention",
        Reason.MENTIONED,
        5,
        THREAD,
        f"{THREAD}/dwcp46n",
        COMMENT,
    ),
]


@pytest.mark.parametrize(("text", "reason", "rank", "thread", "event", "link"), ROWS)
def test_what_it_tells(text: str, reason: Reason, rank: int, thread: str, event: str, link: str) -> None:
    expected = {
        "tool": "reddit",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "thread": thread,
        "event": event,
        "link": link,
        "actor": "ada_l",
    }
    assert facts(notified(told(text), ME), *expected) == expected


@pytest.mark.parametrize("signed", ["", "redditmail.com.example.net", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told(ROWS[0][0], signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "reddit", "verified": False, "rank": 0}


@pytest.mark.parametrize(
    "sender", ["Reddit <noreply@redditmail.com.example.net>", "noreply@redditmail.com <a@example.net>"]
)
def test_look_alikes_are_not_taken_for_it(sender: str) -> None:
    assert notified(told(ROWS[0][0], sender=sender, signed="example.net"), ME) is None


@pytest.mark.parametrize(
    "text",
    [
        f"{COMMENT}?ref=email_digest",
        COMMENT,
        "https://www.reddit.com/",
        "https://evil.example/r/boats/comments/876rgc?ref=email_post_reply",
    ],
)
def test_what_tells_of_nothing_that_happened(text: str) -> None:
    assert notified(told(text), ME) is None
