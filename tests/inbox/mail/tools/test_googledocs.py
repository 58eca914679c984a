"""Mails of Google Docs."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

SENDER = '"Ada L (Google Docs)" <comments-noreply@docs.google.com>'
ME = Known(logins=frozenset({"grace", "grace hopper"}))
ID = "1aBcDeFgHiJkLmNoPqRsTuVwXyZ"
DOCUMENT = f"https://docs.google.com/document/d/{ID}/edit"
THREAD = f"docs.google.com/document/d/{ID}"
AAA = f"{DOCUMENT}?usp=comment_email_discussion&disco=AAAA1b_c"


def told(text: str, *, sender: str = SENDER, signed: str = "docs.google.com") -> bytes:
    return letter(sender, "Boat", text=text, signed=signed)


ROWS = [
    (
        f"@me@example.org look\n{DOCUMENT}?usp=comment_email_document\n{AAA}",
        Reason.MENTIONED,
        5,
        f"{THREAD}?disco=AAAA1b_c",
        f"{DOCUMENT}?disco=AAAA1b_c",
    ),
    (f"+me@example.org look\n{AAA}", Reason.MENTIONED, 5, f"{THREAD}?disco=AAAA1b_c", f"{DOCUMENT}?disco=AAAA1b_c"),
    (f"@bob@example.org look\n{AAA}", Reason.SUBSCRIBED, 2, f"{THREAD}?disco=AAAA1b_c", f"{DOCUMENT}?disco=AAAA1b_c"),
    (
        f"Ada (me@example.org) wrote\n{AAA}",
        Reason.SUBSCRIBED,
        2,
        f"{THREAD}?disco=AAAA1b_c",
        f"{DOCUMENT}?disco=AAAA1b_c",
    ),
    (f"Hm.\n{DOCUMENT}?usp=x", Reason.SUBSCRIBED, 2, THREAD, DOCUMENT),
    (f"{AAA}\n{DOCUMENT}?disco=AAAA2", Reason.AUTOMATIC, 1, f"{THREAD}?disco=AAAA1b_c", f"{DOCUMENT}?disco=AAAA1b_c"),
]


@pytest.mark.parametrize(("text", "reason", "rank", "thread", "link"), ROWS)
def test_what_it_tells(text: str, reason: Reason, rank: int, thread: str, link: str) -> None:
    expected = {
        "tool": "googledocs",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "thread": thread,
        "link": link,
        "event": "",
        "actor": "Ada L",
    }
    assert facts(notified(told(text), ME), *expected) == expected


@pytest.mark.parametrize("signed", ["", "docs.google.com.example.net", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told(ROWS[0][0], signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "googledocs", "verified": False, "rank": 0}


@pytest.mark.parametrize(
    "sender",
    [
        "Google Docs <comments-noreply@docs.google.com.example.net>",
        '"comments-noreply@docs.google.com" <a@example.net>',
    ],
)
def test_look_alikes_are_not_taken_for_it(sender: str) -> None:
    assert notified(told(ROWS[0][0], sender=sender, signed="example.net"), ME) is None


@pytest.mark.parametrize(
    "text",
    [
        "https://docs.google.com/",
        "https://workspace.google.com/pricing",
        "https://evil.example/document/d/1aBcDeFgHiJkLmNoPqRsTuVwXyZ/edit",
    ],
)
def test_what_tells_of_nothing_that_happened(text: str) -> None:
    assert notified(told(text), ME) is None


def test_the_name_is_read_whatever_the_language() -> None:
    content = told(AAA, sender='"Ada L (Documentos de Google)" <comments-noreply@docs.google.com>', signed="google.com")
    assert facts(notified(content, ME), "actor", "verified") == {"actor": "Ada L", "verified": True}


def test_a_crowd_ranks_low() -> None:
    many = " ".join(f"@name{n}@example.org" for n in range(25))
    assert facts(notified(told(f"{many} @me@example.org\n{AAA}"), ME), "rank") == {"rank": 0}
