"""Answers to mails of all kinds, made into messages and read again."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_string, policy
from email.message import EmailMessage
from email.utils import getaddresses
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox import mail
from inbox.answering import Answer, CannotAnswer, Way
from inbox.item import Arrival, Channel, Details, Item, State
from inbox.reply import MOST_RECIPIENTS, Composed, Writer, compose, usable
from tests.effort import little_work
from tests.inbox.arrivals import arrival
from tests.inbox.mail.test_mail_hostile import CORPUS

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=ZoneInfo("Europe/Paris"))
ME = Writer("me@example.org", "Maya Roux", frozenset({"me@example.org", "maya@home.example"}))
ID = "<answer.1@example.org>"
ALLOWED = {
    *("From", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References"),
    *("MIME-Version", "Content-Type", "Content-Transfer-Encoding"),
}


def details(of: Arrival) -> Details:
    item = Item(
        1, "work", of.channel, of.reason, of.sender_name, of.sender_address, of.subject, of.preview, of.received_at,
        of.received_at, State.RELEASED, of.received_at,
    )  # fmt: skip
    return Details(item, of.text, of.message_id, of.to, (), of.reply_to, of.references)


def to(
    way: Way = Way.REPLY, *, text: str = "Yes, gladly.", forward: tuple[str, ...] = (), me: Writer = ME, **of: Any
) -> Composed:
    return compose(details(arrival(**of)), Answer(way, text, forward), me, message_id=ID, now=NOW)


def read(content: bytes) -> EmailMessage:
    """As a stranger would who trusts nothing: all headers, and the text."""
    return message_from_string(content.decode(), policy=policy.SMTPUTF8)


def body(made: Composed) -> str:
    return str(read(bytes(made)).get_content()).replace("\r\n", "\n")


def check(made: Composed) -> EmailMessage:
    """What holds for every message: known headers once, ASCII, short lines, and the recipients of the envelope.

    The header is UTF-8 where an address is not ASCII, and only there (RFC 6532).
    """
    content = bytes(made)
    header, _, text = content.partition(b"\r\n\r\n")
    assert header.isascii() or not all(one.isascii() for one in made.recipients)
    assert text.isascii()
    assert b"\0" not in content
    lines = content.split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 998
    plain = message_from_string(content.decode())
    names = plain.keys()
    assert set(names) <= ALLOWED
    assert len(set(names)) == len(names)
    found = read(content)
    for form in (plain, found):
        written = getaddresses([str(form[name]) for name in ("To", "Cc") if name in form])
        assert tuple(address for _, address in written) == made.recipients
    assert plain["Message-ID"] == ID
    for name in ("Subject", "From", "To", "Cc"):
        assert not set(str(found.get(name, ""))) & set("\r\n\0")
    return found


def test_a_reply() -> None:
    made = to(message_id="<7@client.example>", references=("<1@client.example>", "<2@x>"), text="Oui, à 3 %.\n.\n")
    found = check(made)
    assert made.recipients == ("claire@client.example",)
    assert (made.sender, made.left_out) == ("me@example.org", ())
    assert found["From"] == "Maya Roux <me@example.org>"
    assert found["To"] == "Claire Lemoine <claire@client.example>"
    assert "Cc" not in found
    assert found["Subject"].startswith("Re: Contract ")
    assert found["In-Reply-To"] == "<7@client.example>"
    assert found["References"].split() == ["<1@client.example>", "<2@x>", "<7@client.example>"]
    assert found["Date"] == "Mon, 23 Nov 2026 14:05:00 +0100"
    assert body(made).splitlines() == [
        *("Oui, à 3 %.", ".", ""),
        "On 2026-11-23 at 13:00, Claire Lemoine wrote:",
        "> Could you confirm the notice period?",
    ]


def test_a_reply_goes_where_it_is_asked_for() -> None:
    found = to(reply_to=("office@client.example", "claire@client.example", "OFFICE@client.example"))
    assert found.recipients == ("office@client.example", "claire@client.example")


def test_a_reply_to_all_leaves_the_person_out() -> None:
    here = ("me@example.org", "Maya+urgent@home.example", "bob@x.example", "claire@client.example", "BOB@x.example")
    made = to(Way.REPLY_ALL, to=here)
    assert made.recipients == ("claire@client.example", "bob@x.example")
    assert read(bytes(made))["Cc"] == "bob@x.example"
    mine = to(Way.REPLY_ALL, sender_address="maya@home.example", to=here)
    assert mine.recipients == ("bob@x.example", "claire@client.example")
    assert to(Way.REPLY_ALL, sender_address="maya@home.example").recipients == ("maya@home.example",)


def test_a_forward() -> None:
    made = to(Way.FORWARD, forward=("bob@x.example",), text="", message_id="<7@x>", to=("me@example.org",))
    found = check(made)
    assert made.recipients == ("bob@x.example",)
    assert "In-Reply-To" not in found
    assert found["Subject"].startswith("Fwd: Contract ")
    assert "From: Claire Lemoine <claire@client.example>\n" in body(made)
    assert "To: me@example.org\n\nCould you confirm the notice period?" in body(made)
    with pytest.raises(CannotAnswer, match="“bob”"):
        to(Way.FORWARD, forward=("bob",))


def test_in_french_with_a_signature() -> None:
    me = Writer("me@example.org", signature="Maya\nÉcluse\n", language="fr")
    said = body(to(me=me))
    assert "\n\n-- \nMaya\nÉcluse\n\nLe 23/11/2026 à 13:00, Claire Lemoine a écrit :\n> " in said
    assert str(read(bytes(to(Way.FORWARD, forward=("b@x",), me=me, subject="Fwd: x")))["Subject"]) == "Tr: x"


@pytest.mark.parametrize(
    "subject", ["Budget", "Re: Budget", "RE[2]: re : Budget", "AW: Re: Budget", "Fwd: Re: Budget", "Ré: Budget"]
)
def test_one_prefix_is_enough(subject: str) -> None:
    assert to(subject=subject).message["Subject"] == "Re: Budget"


def test_a_word_is_no_prefix() -> None:
    assert to(subject="Report: x").message["Subject"] == "Re: Report: x"


def test_quotes_of_quotes_and_long_lines() -> None:
    made = to(text="a" * 5000, subject="é" * 400)
    check(made)
    assert body(made).splitlines()[0] == "a" * 5000
    deep = compose(details(arrival(text="new\n> old\n\nend")), Answer(Way.REPLY, "x"), ME, message_id=ID, now=NOW)
    assert body(deep).splitlines()[-4:] == ["> new", ">> old", ">", "> end"]


@pytest.mark.parametrize(
    "address",
    [
        *("", "x", "@x", "a@", "a b@x", "a@x\r\nBcc: b@x", "a@x, b@x", "a@[127.0.0.1]", '"a b"@x', "é b@x", "é(@x"),
        "a@\u202e.de",
        *("a@x\n", "=?utf-8?q?a=0d?=@x", "a" * 65 + "@x", "a@" + "x." * 150 + "x", "a..b@x", "a@-x", "a@x\0", "<a@x>"),
    ],
)  # fmt: skip
def test_what_is_no_address_gets_no_mail(address: str) -> None:
    assert usable(address) is None
    with pytest.raises(CannotAnswer, match="no address"):
        to(reply_to=(address,), sender_address="")
    made = to(Way.REPLY_ALL, to=(address, "bob@x.example"))
    assert made.recipients == ("claire@client.example", "bob@x.example")
    assert len(made.left_out) == (1 if address else 0)


def test_addresses_beyond_ascii() -> None:
    """A domain has a name in ASCII; what stands before the @ has none, and asks for SMTPUTF8."""
    assert usable("anna@faß.example") == "anna@xn--fa-hia.example"
    made = to(Way.REPLY_ALL, to=("bob@bücher.example", "BOB@xn--bcher-kva.example"))
    check(made)
    assert made.recipients == ("claire@client.example", "bob@xn--bcher-kva.example")
    assert bytes(made).isascii()
    made = to(sender_address="zoé@x.example", sender_name="Zoé")
    check(made)
    assert made.recipients == ("zoé@x.example",)
    assert "\r\nTo: Zoé <zoé@x.example>\r\n" in bytes(made).decode()


def test_what_cannot_be_answered() -> None:
    with pytest.raises(CannotAnswer, match="no mail"):
        to(channel=Channel.MENTION, sender_address="")
    assert to(channel=Channel.MENTION).recipients  # a tool's mail is one
    with pytest.raises(CannotAnswer, match="empty"):
        to(text=" \n")
    with pytest.raises(CannotAnswer, match="send from"):
        to(me=Writer("maya"))
    with pytest.raises(CannotAnswer, match="101 people"):
        to(Way.REPLY_ALL, to=tuple(f"p{number}@x.example" for number in range(MOST_RECIPIENTS)))


def test_a_word_that_decodes_to_a_header_stays_a_word() -> None:
    word = "=?utf-8?q?a=0d=0aBcc:_evil@x.example?="
    made = to(Way.REPLY_ALL, sender_name=word, subject=word, message_id=f"<{word}@x>", references=(f"<{word}>",))
    found = check(made)
    assert "Bcc" not in found
    assert "In-Reply-To" not in found
    assert "evil@x.example" in str(found["Subject"])  # as text


@pytest.mark.parametrize("length", [10, 100, 220])
def test_long_identifiers_stay_whole(length: int) -> None:
    ids = tuple(f"<{number}{'x' * length}@client.example>" for number in range(20))
    found = check(to(message_id=ids[-1], references=ids[:-1]))
    assert tuple(str(found["References"]).split()) == ids
    assert found["In-Reply-To"] == ids[-1]


_HOSTILE = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(
            [
                *("\r\n", "\n", "\0", "Bcc: evil@x", "=?utf-8?b?DQpCY2M6IGVAeA==?=", "=?utf-8?q?=0d=0a?=", "=?", "?="),
                *('"', "<", ">", ",", ":", ";", "(", "\\", "@x.example", "a@x.example", "\u202e", "\ud800", "é", "."),
            ]
        ),
    ),
    max_size=8,
).map("".join)


@given(_HOSTILE, _HOSTILE, _HOSTILE, _HOSTILE, st.lists(_HOSTILE, max_size=4), st.lists(_HOSTILE, max_size=3), _HOSTILE)
def test_whatever_a_mail_says(
    name: str, address: str, subject: str, id: str, others: list[str], replies: list[str], text: str
) -> None:
    """Also what `inbox.mail` would not have let in."""
    of = arrival(
        sender_name=name, sender_address=address, subject=subject, message_id=id, references=(id, "<1@x>"), text=text,
        to=("bob@x.example", *others), reply_to=tuple(replies),
    )  # fmt: skip
    for way in (Way.REPLY, Way.REPLY_ALL, Way.FORWARD):
        me = Writer("me@example.org", name, signature=text)
        try:
            check(compose(details(of), Answer(way, text or "x", ("b@x",)), me, message_id=ID, now=NOW))
        except CannotAnswer:
            assert not text.strip() or not any(usable(one) for one in (replies or [address]))


@pytest.mark.skipif(not CORPUS, reason="needs a folder of odd mails: ECLUSE_ODD_MAILS")
def test_the_odd_mails_of_others_are_answered() -> None:
    answered = 0
    for file in CORPUS:
        content = file.read_bytes()
        of = details(mail.read(mail.Raw("k", content, len(content)), datetime(2026, 11, 23, tzinfo=UTC)))
        for way in (Way.REPLY, Way.REPLY_ALL, Way.FORWARD):
            with little_work(file.name, seconds=2.0):
                try:
                    made = compose(of, Answer(way, "x", ("b@x.example",)), ME, message_id=ID, now=NOW)
                except CannotAnswer:
                    continue
                check(made)
            answered += 1
    assert answered > len(CORPUS)
