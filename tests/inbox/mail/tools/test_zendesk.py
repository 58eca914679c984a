"""Mails of Zendesk."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

SENDER = "Ada L (Acme) <support@acme.zendesk.com>"
ME = Known(logins=frozenset({"grace", "grace hopper"}))
TICKET = "https://acme.zendesk.com/agent/tickets/12"
REQUEST = "https://acme.zendesk.com/hc/en-us/requests/12"


def told(text: str, *, sender: str = SENDER, signed: str = "acme.zendesk.com") -> bytes:
    return letter(sender, "[Acme] Re: Leaks", text=text, signed=signed)


ROWS = [
    (f"@grace look\n{TICKET}", Reason.MENTIONED, 5, TICKET),
    (f"Hm.\n{TICKET}?x=1", Reason.SUBSCRIBED, 2, TICKET),
    (f"Hm.\n{REQUEST}", Reason.REPLIED, 3, REQUEST),
    ("Hm.\nhttps://acme.zendesk.com/hc/requests/12", Reason.REPLIED, 3, "https://acme.zendesk.com/hc/requests/12"),
]


@pytest.mark.parametrize(("text", "reason", "rank", "link"), ROWS)
def test_what_it_tells(text: str, reason: Reason, rank: int, link: str) -> None:
    expected = {
        "tool": "zendesk",
        "verified": True,
        "reason": reason,
        "rank": rank,
        "link": link,
        "thread": "acme.zendesk.com/tickets/12",
        "project": "acme",
        "actor": "Ada L",
    }
    assert facts(notified(told(text), ME), *expected) == expected


@pytest.mark.parametrize("signed", ["", "acme.zendesk.com.example.net", "example.net"])
def test_what_nobody_vouches_for(signed: str) -> None:
    found = notified(told(ROWS[0][0], signed=signed), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "zendesk", "verified": False, "rank": 0}


@pytest.mark.parametrize(
    "sender", ["Acme <support@zendesk.com.example.net>", "support@acme.zendesk.com <a@example.net>"]
)
def test_look_alikes_are_not_taken_for_it(sender: str) -> None:
    assert notified(told(ROWS[0][0], sender=sender, signed="example.net"), ME) is None


@pytest.mark.parametrize("text", ["https://www.zendesk.com/pricing", "https://evil.example/agent/tickets/12"])
def test_what_tells_of_nothing_that_happened(text: str) -> None:
    assert notified(told(text), ME) is None


OWN = {
    "X_Zendesk_From_Account_Id": "68b8aed",
    "Message_ID": "<M7W4K4OZLY_5e41e701f984_4bbecf1c70194_sprut@zendesk.com>",
}


def test_a_team_that_writes_from_its_own_address() -> None:
    host = "help.example.org"
    text = f"Hm.\nhttps://{host}/hc/fr/requests/12"
    content = letter("Help <help@example.org>", text=text, signed="example.org", **OWN)
    known = Known(hosts=(host,))
    assert facts(notified(content, known), "tool", "verified", "thread") == {
        "tool": "zendesk",
        "verified": True,
        "thread": f"{host}/tickets/12",
    }
    assert facts(notified(content, Known()), "tool", "verified", "rank") == {
        "tool": "zendesk",
        "verified": False,
        "rank": 0,
    }


def test_a_ticket_without_a_link_has_its_key() -> None:
    content = letter("Help <help@example.org>", text="Hm.", **OWN)
    assert facts(notified(content), "thread", "link", "verified") == {
        "thread": "zendesk.com/M7W4K4OZLY",
        "link": "",
        "verified": False,
    }
