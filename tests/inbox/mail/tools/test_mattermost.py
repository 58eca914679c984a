"""Mails of Mattermost."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

HOST = "chat.example.org"
MATTERMOST = f"Acme Chat <noreply@{HOST}>"
ME = Known(logins=frozenset({"grace"}), hosts=(HOST,))
POST, ROOT = "p" * 26, "r" * 26
LINK = f"https://{HOST}/landing#/acme/pl/{POST}"


def told(text: str, *, answers: bool = False, link: str = LINK, sender: str = MATTERMOST, signed: str = HOST) -> bytes:
    fields = {"References": f"<{ROOT}@{HOST}>"} if answers else {}
    html = f'<p>{text}</p><a href="https://{HOST}/landing#/acme/channels/town">town</a><a href="{link}">Reply</a>'
    return letter(
        sender, "[Acme] Notification", html=html, text="", signed=signed, Message_ID=f"<{POST}@{HOST}>", **fields
    )


ROWS = [
    ("@grace look", False, Reason.MENTIONED, 5, POST),
    ("@grace look", True, Reason.MENTIONED, 5, ROOT),
    ("@channel look", False, Reason.MENTIONED, 0, POST),
    ("Hm.", True, Reason.REPLIED, 3, ROOT),
    ("Hm.", False, Reason.DIRECT, 4, POST),
]


@pytest.mark.parametrize(("text", "answers", "reason", "rank", "root"), ROWS)
def test_what_it_tells(text: str, answers: bool, reason: Reason, rank: int, root: str) -> None:
    found = notified(told(text, answers=answers), ME)
    assert facts(found, "tool", "verified", "reason", "rank", "project", "thread", "event", "link") == {
        "tool": "mattermost",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "project": "acme",
        "thread": f"{HOST}/pl/{root}",
        "event": f"{HOST}/pl/{POST}",
        "link": LINK,
    }


def test_below_a_folder_and_without_the_landing_page() -> None:
    found = notified(told("Hm.", link=f"https://{HOST}/chat/acme/pl/{POST}"), ME)
    assert facts(found, "event") == {"event": f"{HOST}/chat/pl/{POST}"}


def test_a_post_that_is_linked_to_is_not_it() -> None:
    assert notified(told("Hm.", link=f"https://{HOST}/acme/pl/{ROOT}"), ME) is None


@pytest.mark.parametrize("signed", ["", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told("@grace", signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "mattermost", "verified": False, "rank": 0}


def test_only_a_host_that_was_added_is_believed() -> None:
    for content, known in (
        (told("@grace"), Known(logins=ME.logins)),
        (told("@grace", sender="Chat <a@chat.example.org.example.net>", signed="example.net"), ME),
    ):
        found = notified(content, known)
        assert found is None or not found.verified
    assert notified(letter(MATTERMOST, "Your password", text=f"https://{HOST}/reset", signed=HOST), ME) is None
