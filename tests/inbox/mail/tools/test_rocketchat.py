"""Mails of Rocket.Chat."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

HOST = "chat.example.org"
ROCKET = f"ada <noreply@{HOST}>"
ME = Known(logins=frozenset({"grace"}), hosts=(HOST,))
MESSAGE = "aBcDeFgHiJkLmNoPq"


def told(text: str, room: str = "channel/general", *, sender: str = ROCKET, signed: str = HOST) -> bytes:
    html = f'{text}<p><a class="btn" href="https://{HOST}/{room}?msg={MESSAGE}">Go</a></p>'
    return letter(sender, "You have a message", html=html, text="", signed=signed)


ROWS = [
    ("@grace look", "channel/general", Reason.MENTIONED, 5, "general"),
    ("@grace look", "group/crew", Reason.MENTIONED, 5, "crew"),
    ("@all look", "channel/general", Reason.MENTIONED, 0, "general"),
    ("Hm.", "channel/general", Reason.SUBSCRIBED, 2, "general"),
    ("@bob look", "channel/general", Reason.SUBSCRIBED, 2, "general"),
    ("Hm.", "direct/x1y2", Reason.DIRECT, 4, ""),
]


@pytest.mark.parametrize(("text", "room", "reason", "rank", "project"), ROWS)
def test_what_it_tells(text: str, room: str, reason: Reason, rank: int, project: str) -> None:
    found = notified(told(text, room), ME)
    assert facts(found, "tool", "verified", "reason", "rank", "actor", "project", "thread", "event", "link") == {
        "tool": "rocketchat",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "actor": "ada",
        "project": project,
        "thread": f"{HOST}/{room}",
        "event": f"{HOST}/?msg={MESSAGE}",
        "link": f"https://{HOST}/{room}?msg={MESSAGE}",
    }


@pytest.mark.parametrize("signed", ["", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told("@grace", signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "rocketchat", "verified": False, "rank": 0}


def test_only_a_host_that_was_added_is_believed() -> None:
    assert notified(told("@grace"), Known(logins=ME.logins)) is None
    assert notified(told("@grace", sender="ada <a@example.net>", signed="example.net"), ME) is None
    assert notified(letter(ROCKET, "Welcome", text=f"https://{HOST}/channel/general", signed=HOST), ME) is None
