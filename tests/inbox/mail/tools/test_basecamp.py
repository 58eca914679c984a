"""Mails of Basecamp."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

BASECAMP = "Ada L (Basecamp) <notifications@app.basecamp.com>"
ME = Known(logins=frozenset({"grace"}))
AT = "/195/buckets/20/messages/34"
MESSAGE = f"https://3.basecamp.com{AT}"
THREAD = f"basecamp.com{AT}"
MARK = '<bc-attachment content-type="application/vnd.basecamp.mention">Grace</bc-attachment>'


def told(text: str, *, html: str = "", sender: str = BASECAMP, signed: str = "basecamp.com") -> bytes:
    return letter(sender, "(Boat) Re: Mend it", text=text, html=html, signed=signed)


ROWS = [
    (f"@grace look\n{MESSAGE}#__recording_56", "", Reason.MENTIONED, 5, f"{THREAD}#__recording_56"),
    (f"Hm.\n{MESSAGE}#__recording_56", "", Reason.REPLIED, 3, f"{THREAD}#__recording_56"),
    (f"Hm.\n{MESSAGE}?x=1", "", Reason.SUBSCRIBED, 2, THREAD),
    ("Hm.", f"{MARK} look <a href='{MESSAGE}'>Open</a>", Reason.MENTIONED, 5, THREAD),
    (f"{MESSAGE}1\n{MESSAGE}2\n{MESSAGE}3\n@grace", "", Reason.AUTOMATIC, 1, ""),
]


@pytest.mark.parametrize(("text", "html", "reason", "rank", "event"), ROWS)
def test_what_it_tells(text: str, html: str, reason: Reason, rank: int, event: str) -> None:
    found = notified(told(text, html=html), ME)
    shown = event or f"{THREAD}1"
    assert facts(found, "tool", "verified", "reason", "rank", "actor", "project", "thread", "event", "link") == {
        "tool": "basecamp",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "actor": "Ada L",
        "project": "Boat",
        "thread": shown.partition("#")[0],
        "event": event,
        "link": shown.replace("basecamp.com", "https://3.basecamp.com", 1),
    }


def test_the_same_thing_under_either_host() -> None:
    found = notified(told(f"https://app.basecamp.com{AT}", sender="Ada <notifications@3.basecamp.com>"))
    assert facts(found, "thread", "verified") == {"thread": THREAD, "verified": True}


@pytest.mark.parametrize("signed", ["", "basecamp.com.example.net", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told(f"@grace\n{MESSAGE}", signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "basecamp", "verified": False, "rank": 0}


def test_look_alikes_and_what_tells_of_nothing() -> None:
    assert (
        notified(told(MESSAGE, sender="Ada <notifications@app.basecamp.com.example.net>", signed="example.net")) is None
    )
    for text in ("News: https://basecamp.com/pricing", "https://3.basecamp.com/195", "https://evil.example" + AT):
        assert notified(told(text)) is None
