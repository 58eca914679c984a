"""What a message tells, and whom it names."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree.ElementTree import fromstring

import pytest

from inbox.xmpp.said import Said, archived, read

ROOM = "lock@rooms.example.org"


def message(inner: str, kind: str = "groupchat", sender: str = f"{ROOM}/Grace") -> Said | None:
    return read(fromstring(f'<message xmlns="jabber:client" type="{kind}" from="{sender}" id="7">{inner}</message>'))


def said(inner: str) -> Said:
    found = message(inner)
    assert found is not None
    return found


def test_only_the_rooms_own_name_for_it_counts() -> None:
    stanza = '<stanza-id xmlns="urn:xmpp:sid:0" id="{}" by="{}"/>'
    found = said("<body>x</body>" + stanza.format("forged", "grace@example.org") + stanza.format("true", ROOM))
    assert (found.id, found.message_id, found.where, found.nick) == ("true", "7", ROOM, "Grace")


@pytest.mark.parametrize(
    ("inner", "kind", "sender"),
    [
        ("<subject>x</subject>", "groupchat", f"{ROOM}/Grace"),
        ("<body/>", "groupchat", f"{ROOM}/Grace"),
        ("<body>The room is being closed.</body>", "groupchat", ROOM),
        ("<body>x</body>", "error", f"{ROOM}/Grace"),
        ("<body>x</body>", "headline", "news@example.org"),
    ],
)
def test_what_says_nothing(inner: str, kind: str, sender: str) -> None:
    assert message(inner, kind, sender) is None


@pytest.mark.parametrize(
    ("stamp", "at"),
    [
        ("2026-11-22T09:00:00Z", datetime(2026, 11, 22, 9, tzinfo=UTC)),
        ("2026-11-22T10:00:00.5+01:00", datetime(2026, 11, 22, 9, 0, 0, 500000, tzinfo=UTC)),
        ("2026-11-22T09:00:00", datetime(2026, 11, 22, 9, tzinfo=UTC)),
        ("yesterday", None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_when(stamp: str, at: datetime | None) -> None:
    assert said(f'<body>x</body><delay xmlns="urn:xmpp:delay" stamp="{stamp}"/>').at == at


@pytest.mark.parametrize(
    ("body", "counts"),
    [
        ("ada", True),
        ("Hello Ada!", True),
        ("@ADA?", True),
        ("ask ada@example.org", True),
        ("canada", False),
        ("ada_bot", False),
        ("> ada: open it", False),
        ("> open it\nada will", True),
        ("", False),
    ],
)
def test_whom_it_names(body: str, counts: bool) -> None:
    found = Said(ROOM, "Grace", body, room=True)
    assert found.names("ada", person="ada@example.org") is counts


def test_a_nick_may_be_any_word() -> None:
    assert Said(ROOM, "Grace", "what (.*) means", room=True).names("(.*)", person="a@b") is True
    assert Said(ROOM, "Grace", "anything", room=True).names("(.*)", person="a@b") is False


def test_a_reference_names_by_nick_too() -> None:
    reference = '<reference xmlns="urn:xmpp:reference:0" type="{}" uri="xmpp:{}/Ada"/>'
    assert said("<body>x</body>" + reference.format("mention", ROOM)).names("Ada", person="a@b")
    assert not said("<body>x</body>" + reference.format("data", ROOM)).names("Ada", person="a@b")
    assert not said("<body>x</body>" + reference.format("mention", "other@rooms.example.org")).names(
        "Ada", person="a@b"
    )


def test_what_an_archive_gives() -> None:
    inner = f'<message xmlns="jabber:client" type="groupchat" from="{ROOM}/Grace"><body>x</body></message>'
    delay = '<delay xmlns="urn:xmpp:delay" stamp="2026-11-22T09:00:00Z"/>'
    forwarded = f'<forwarded xmlns="urn:xmpp:forward:0">{delay}{inner}</forwarded>'
    whole = f'<message xmlns="jabber:client"><result xmlns="urn:xmpp:mam:2" id="9">{forwarded}</result></message>'
    found = archived(fromstring(whole))
    assert found is not None
    id, one, at = found
    assert one is not None
    assert (id, one.id, one.at, at) == ("9", "9", one.at, datetime(2026, 11, 22, 9, tzinfo=UTC))
    assert archived(fromstring(inner)) is None
