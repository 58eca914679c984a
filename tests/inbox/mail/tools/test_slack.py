"""Mails of Slack."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

SENDER = "Slack <notification@slack.com>"
ME = Known(logins=frozenset({"grace", "grace hopper"}))
CHANNEL = "https://acme.slack.com/archives/C012ABC"
THREAD = "acme.slack.com/archives/C012ABC"
P = "p1700000000000001"


def told(text: str, *, sender: str = SENDER, signed: str = "slack.com") -> bytes:
    return letter(sender, "Messages", text=text, signed=signed)


ROWS = [
    (f"@grace look\n{CHANNEL}/{P}?utm=1", Reason.MENTIONED, 5, f"{THREAD}/{P}", f"{THREAD}/{P}", f"{CHANNEL}/{P}"),
    (f"@here look\n{CHANNEL}/{P}", Reason.MENTIONED, 0, f"{THREAD}/{P}", f"{THREAD}/{P}", f"{CHANNEL}/{P}"),
    (
        f"Hm.\n{CHANNEL}/{P}?thread_ts=1700000000.000000&cid=C012ABC",
        Reason.REPLIED,
        3,
        f"{THREAD}/p1700000000000000",
        f"{THREAD}/{P}",
        f"{CHANNEL}/{P}?thread_ts=1700000000.000000",
    ),
    (f"Hm.\n{CHANNEL}", Reason.SUBSCRIBED, 2, THREAD, "", CHANNEL),
    (
        "Hm.\nhttps://acme.slack.com/archives/D012ABC",
        Reason.DIRECT,
        4,
        "acme.slack.com/archives/D012ABC",
        "",
        "https://acme.slack.com/archives/D012ABC",
    ),
]


@pytest.mark.parametrize(("text", "reason", "rank", "thread", "event", "link"), ROWS)
def test_what_it_tells(text: str, reason: Reason, rank: int, thread: str, event: str, link: str) -> None:
    expected = {
        "tool": "slack",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "thread": thread,
        "event": event,
        "link": link,
        "project": "acme",
        "actor": "",
    }
    assert facts(notified(told(text), ME), *expected) == expected


@pytest.mark.parametrize("signed", ["", "slack.com.example.net", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told(ROWS[0][0], signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "slack", "verified": False, "rank": 0}


@pytest.mark.parametrize(
    "sender", ["Slack <notification@slack.com.example.net>", "notification@slack.com <a@example.net>"]
)
def test_look_alikes_are_not_taken_for_it(sender: str) -> None:
    assert notified(told(ROWS[0][0], sender=sender, signed="example.net"), ME) is None


@pytest.mark.parametrize(
    "text",
    ["https://slack.com/pricing", "https://acme.slack.com/account/settings", "https://evil.example/archives/C012ABC"],
)
def test_what_tells_of_nothing_that_happened(text: str) -> None:
    assert notified(told(text), ME) is None
