"""Mails of Microsoft Teams."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

SENDER = "Ada L in Teams <no-reply@teams.mail.microsoft>"
ME = Known(logins=frozenset({"grace", "grace hopper"}))
ROOM = "19:0123abcd@thread.tacv2"
PAIR = "19:11-22_33-44@unq.gbl.spaces"
AT = "teams.microsoft.com/l/message"


def told(text: str, *, sender: str = SENDER, signed: str = "teams.mail.microsoft") -> bytes:
    return letter(sender, "Ada", text=text, signed=signed)


ROWS = [
    (
        f"@grace hopper look\nhttps://{AT}/{ROOM}/1700000000001?tenantId=1",
        Reason.MENTIONED,
        5,
        f"{AT}/{ROOM}",
        f"{AT}/{ROOM}/1700000000001",
    ),
    (
        "Hm.\nhttps://teams.microsoft.com/l/message/19%3A0123abcd%40thread.tacv2/1700000000001",
        Reason.SUBSCRIBED,
        2,
        f"{AT}/{ROOM}",
        f"{AT}/{ROOM}/1700000000001",
    ),
    (
        f"Hm.\nhttps://{AT}/{ROOM}/1700000000001?parentMessageId=1700000000000",
        Reason.REPLIED,
        3,
        f"{AT}/{ROOM}/1700000000000",
        f"{AT}/{ROOM}/1700000000001",
    ),
    (f"Hm.\nhttps://{AT}/{PAIR}/1700000000001", Reason.DIRECT, 4, f"{AT}/{PAIR}", f"{AT}/{PAIR}/1700000000001"),
    (f"Hm.\nhttps://teams.cloud.microsoft/l/chat/{PAIR}/0", Reason.DIRECT, 4, f"{AT}/{PAIR}", ""),
]


@pytest.mark.parametrize(("text", "reason", "rank", "thread", "event"), ROWS)
def test_what_it_tells(text: str, reason: Reason, rank: int, thread: str, event: str) -> None:
    expected = {
        "tool": "teams",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "thread": thread,
        "event": event,
        "actor": "Ada L",
    }
    assert facts(notified(told(text), ME), *expected) == expected


@pytest.mark.parametrize("signed", ["", "teams.mail.microsoft.example.net", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told(ROWS[0][0], signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "teams", "verified": False, "rank": 0}


@pytest.mark.parametrize(
    "sender", ["Teams <no-reply@teams.mail.microsoft.example.net>", "no-reply@teams.mail.microsoft <a@example.net>"]
)
def test_look_alikes_are_not_taken_for_it(sender: str) -> None:
    assert notified(told(ROWS[0][0], sender=sender, signed="example.net"), ME) is None


@pytest.mark.parametrize(
    "text",
    ["https://teams.microsoft.com/downloads", "https://evil.example/l/message/19:0123abcd@thread.tacv2/1700000000001"],
)
def test_what_tells_of_nothing_that_happened(text: str) -> None:
    assert notified(told(text), ME) is None


def test_the_addresses_it_wrote_from_before() -> None:
    for sender in (
        "Ada L sur Teams <noreply@email.teams.microsoft.com>",
        "Ada L <noreply@emeaemail.teams.microsoft.com>",
    ):
        found = notified(told(ROWS[0][0], sender=sender, signed="teams.microsoft.com"), ME)
        assert facts(found, "tool", "verified", "actor") == {"tool": "teams", "verified": True, "actor": "Ada L"}
