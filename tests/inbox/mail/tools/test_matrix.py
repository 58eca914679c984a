"""Mails of a Matrix homeserver."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

HOST = "matrix.example.org"
SYNAPSE = f"Your Friendly Matrix homeserver <noreply@{HOST}>"
ME = Known(logins=frozenset({"grace"}), hosts=(HOST,))
ROOM = "!abc:example.org"
EVENT = "$e1-x_y"
PILL = '<a href="https://matrix.to/#/@{}:example.org">Somebody</a> look'


def told(
    html: str = "Hm.",
    *,
    links: tuple[str, ...] = (f"https://matrix.to/#/{ROOM}/{EVENT}",),
    sender: str = SYNAPSE,
    signed: str = HOST,
    leave: str = f"<https://{HOST}/_synapse/client/unsubscribe?access_token=a1&app_id=m.email>",
) -> bytes:
    buttons = "".join(f'<a href="{link}">View</a>' for link in (f"https://matrix.to/#/{ROOM}", *links))
    return letter(sender, "[Matrix] Ada in Sea", html=html + buttons, text="", signed=signed, List_Unsubscribe=leave)


ROWS = [
    (PILL.format("grace"), Reason.MENTIONED, 5),
    ("@grace look", Reason.MENTIONED, 5),
    (PILL.format("bob"), Reason.SUBSCRIBED, 2),
    ("@room look", Reason.MENTIONED, 0),
    ("Hm.", Reason.SUBSCRIBED, 2),
]


@pytest.mark.parametrize(("html", "reason", "rank"), ROWS)
def test_what_it_tells(html: str, reason: Reason, rank: int) -> None:
    assert facts(notified(told(html), ME), "tool", "verified", "reason", "rank", "thread", "event", "link") == {
        "tool": "matrix",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "thread": f"matrix.to/#/{ROOM}",
        "event": f"matrix.to/#/{ROOM}/{EVENT}",
        "link": f"https://matrix.to/#/{ROOM}/{EVENT}",
    }


def test_whatever_client_the_links_are_for() -> None:
    for link in (
        f"https://app.element.io/#/room/{ROOM}/{EVENT}",
        f"https://{HOST}/#/room/%21abc%3Aexample.org/%24e1-x_y",
    ):
        assert facts(notified(told(links=(link,)), ME), "event") == {"event": f"matrix.to/#/{ROOM}/{EVENT}"}


def test_of_several_messages_there_is_no_one_event() -> None:
    several = tuple(f"https://matrix.to/#/{ROOM}/{EVENT}{n}" for n in range(2))
    assert facts(notified(told(links=several), ME), "thread", "event") == {"thread": f"matrix.to/#/{ROOM}", "event": ""}


@pytest.mark.parametrize("signed", ["", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told("@grace", signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "matrix", "verified": False, "rank": 0}


def test_only_a_host_that_was_added_is_believed() -> None:
    for content, known in (
        (told("@grace"), Known(logins=ME.logins)),
        (told("@grace", sender="Ada <a@example.net>", signed="example.net"), ME),
    ):
        assert facts(notified(content, known), "tool", "verified", "rank") == {
            "tool": "matrix",
            "verified": False,
            "rank": 0,
        }
    assert notified(told("@grace", leave="<mailto:leave@matrix.example.org>"), ME) is None
