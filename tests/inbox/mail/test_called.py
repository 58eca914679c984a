"""Tools that the person named by who writes for them."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from inbox.item import Channel, Reason
from inbox.mail import Raw, read
from inbox.mail.authenticity import Trust
from inbox.mail.called import name_of, registered, suggestion
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import NOW, SERVER, facts, letter, notified

CLAAP = "Ada L via Claap <no-reply@mail.claap.io>"
ME = Known(
    logins=frozenset({"grace"}),
    senders=MappingProxyType({"no-reply@mail.claap.io": "Claap", "@loom.com": "Loom", "me@example.org": "Me"}),
)
TEXT = "Hm.\n\nWatch: https://evil.example/x https://app.claap.io/c/12?t=1\n"

ROWS = [
    (CLAAP, TEXT, "mail.claap.io", "Claap", Reason.SUBSCRIBED, 2, "Ada L", "https://app.claap.io/c/12?t=1"),
    (CLAAP, f"@grace: {TEXT}", "claap.io", "Claap", Reason.MENTIONED, 5, "Ada L", "https://app.claap.io/c/12?t=1"),
    ("Loom <hi@loom.com>", "Hm.", "loom.com", "Loom", Reason.SUBSCRIBED, 2, "", ""),
    ("Loom <hi@send.loom.com>", "Hm.", "loom.com", "Loom", Reason.SUBSCRIBED, 2, "", ""),
]


@pytest.mark.parametrize(("sender", "text", "signed", "tool", "reason", "rank", "actor", "link"), ROWS)
def test_what_it_tells(
    sender: str, text: str, signed: str, tool: str, reason: Reason, rank: int, actor: str, link: str
) -> None:
    expected = {"tool": tool, "verified": True, "reason": reason, "rank": rank, "actor": actor, "link": link}
    assert facts(notified(letter(sender, text=text, signed=signed), ME), *expected) == expected


@pytest.mark.parametrize("signed", ["", "claap.io.example.net", "example.net"])
def test_what_nobody_vouches_for_only_looks_like_it(signed: str) -> None:
    content = letter(CLAAP, text=f"@grace {TEXT}", signed=signed)
    assert facts(notified(content, ME), "tool", "verified", "rank") == {"tool": "Claap", "verified": False, "rank": 0}
    arrival = read(Raw("1", content, len(content), trust=Trust((SERVER,)), known=ME), NOW)
    assert (arrival.channel, arrival.tool, arrival.rank) == (Channel.MAIL, "Claap", 0)


def test_it_is_a_mention_in_the_thread_of_its_mail() -> None:
    content = letter(CLAAP, text=TEXT, signed="claap.io", References="<1@claap.io>")
    arrival = read(Raw("1", content, len(content), trust=Trust((SERVER,)), known=ME), NOW)
    assert (arrival.channel, arrival.tool, arrival.thread) == (Channel.MENTION, "Claap", "<1@claap.io>")


@pytest.mark.parametrize(
    "sender", ["Claap <no-reply@claap.io>", "Claap <x@mail.claap.io>", "Loom <a@loom.com.example.net>", "notloom.com"]
)
def test_other_senders_stay_what_they_are(sender: str) -> None:
    assert notified(letter(sender, text=TEXT, signed="claap.io"), ME) is None


def test_a_reader_that_is_sure_goes_first_and_one_that_is_not_last() -> None:
    known = Known(senders=MappingProxyType({"notifications@github.com": "Hub", "help@example.org": "Help"}))
    fields = {
        "X_GitHub_Reason": "mention",
        "Message_ID": "<o/r/issues/7@github.com>",
        "List_ID": "o/r <r.o.github.com>",
    }
    content = letter("Ada <notifications@github.com>", text="Hm.", signed="github.com", **fields)
    assert facts(notified(content, known), "tool") == {"tool": "github"}
    ticket = {
        "X_Zendesk_From_Account_Id": "1",
        "Message_ID": "<M7W4K4OZLY_5e41e701f984_4bbecf1c70194_sprut@zendesk.com>",
    }
    content = letter("Help <help@example.org>", text="Hm.", signed="example.org", **ticket)
    assert facts(notified(content, known), "tool", "verified") == {"tool": "Help", "verified": True}


def test_by_whom_a_name_was_given() -> None:
    assert name_of("Hi@Sub.Loom.com", ME) == "Loom"
    assert name_of("hi@notloom.com", ME) == name_of("", ME) == name_of("hi@loom.com", Known()) == ""


@pytest.mark.parametrize(
    ("name", "address", "suggested"),
    [
        ("Claap", "no-reply@mail.claap.io", "Claap"),
        ("Ada L from LOOM", "no-reply@loom.com", "LOOM"),
        ("tl;dv", "notes@tldv.io", "tl;dv"),
        ("Ada L (via Yac)", "hello@yac.com", "Yac"),
        ("", "no-reply@news.acme.co.uk", "Acme"),
        ("Ada", "ada@localhost", "Ada"),
        ("", "ada@localhost", "ada@localhost"),
        ("GitHub", "no-reply@acme.github.io", "github.io"),
    ],
)
def test_how_a_tool_might_be_called(name: str, address: str, suggested: str) -> None:
    assert suggestion(name, address) == suggested


def test_the_part_of_a_host_that_is_somebodys() -> None:
    assert registered("a.b.acme.co.uk") == "acme.co.uk"
    assert registered("mail.claap.io") == registered("claap.io") == "claap.io"
    assert registered("localhost") == registered("") == ""
