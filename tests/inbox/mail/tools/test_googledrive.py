"""Mails of Google Drive."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

SENDER = '"Ada L (via Google Docs)" <drive-shares-dm-noreply@google.com>'
ME = Known(logins=frozenset({"grace", "grace hopper"}))
ID = "1aBcDeFgHiJkLmNoPqRsTuVwXyZ"


def told(text: str, *, sender: str = SENDER, signed: str = "google.com") -> bytes:
    return letter(sender, "Boat", text=text, signed=signed)


ROWS = [
    (f"https://docs.google.com/document/d/{ID}/edit?usp=sharing_eil", f"docs.google.com/document/d/{ID}"),
    (f"https://drive.google.com/file/d/{ID}/view?usp=sharing", f"drive.google.com/file/d/{ID}"),
    (f"https://drive.google.com/drive/folders/{ID}?usp=sharing", f"drive.google.com/drive/folders/{ID}"),
]


@pytest.mark.parametrize(("text", "thread"), ROWS)
def test_what_it_tells(text: str, thread: str) -> None:
    expected = {
        "tool": "googledrive",
        "verified": True,
        "thread": thread,
        "reason": Reason.SUBSCRIBED,
        "rank": 2,
        "actor": "Ada L",
        "link": f"https://{thread}",
    }
    assert facts(notified(told(text), ME), *expected) == expected


@pytest.mark.parametrize("signed", ["", "google.com.example.net", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told(ROWS[0][0], signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "googledrive", "verified": False, "rank": 0}


@pytest.mark.parametrize(
    "sender",
    ["Google <drive-shares-noreply@google.com.example.net>", '"drive-shares-noreply@google.com" <a@example.net>'],
)
def test_look_alikes_are_not_taken_for_it(sender: str) -> None:
    assert notified(told(ROWS[0][0], sender=sender, signed="example.net"), ME) is None


@pytest.mark.parametrize(
    "text", ["https://docs.google.com/", "https://evil.example/document/d/1aBcDeFgHiJkLmNoPqRsTuVwXyZ/edit"]
)
def test_what_tells_of_nothing_that_happened(text: str) -> None:
    assert notified(told(text), ME) is None


def test_to_whom_an_answer_goes_says_nothing() -> None:
    content = letter(
        '"Ada L (via Documents Google)" <drive-shares-noreply@google.com>',
        text=ROWS[0][0],
        signed="google.com",
        Reply_To="Stranger <stranger@example.net>",
    )
    assert facts(notified(content, ME), "actor", "verified", "rank") == {"actor": "Ada L", "verified": True, "rank": 2}
