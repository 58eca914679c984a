"""XMPP against a real Prosody: what others say in rooms reaches us once, whatever came between."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from inbox.errors import CertificateRefused, Offline, SignInRefused, WrongSetting
from inbox.item import Arrival, Reason
from inbox.sources import Source, Terms, Value
from inbox.sources.xmpp import SPEC
from inbox.wakeup import Wakeup
from inbox.writing import Change, Standing, Stands, What, Writes
from tests.contract.source_contract import SpecContract
from tests.servers.prosody import FORGETFUL, PASSWORD, ROOMS, Talker

if TYPE_CHECKING:
    from tests.servers.prosody import Prosody


class TestSpec(SpecContract):
    spec = SPEC


@pytest.fixture
def ada(prosody: Prosody) -> str:
    return prosody.new_person("ada")


@pytest.fixture
def grace(prosody: Prosody) -> Iterator[Talker]:
    with Talker(prosody, prosody.new_person("grace")) as talker:
        yield talker


@pytest.fixture
def room(grace: Talker, request: pytest.FixtureRequest) -> str:
    room = f"{abs(hash(request.node.nodeid))}@{ROOMS}"
    grace.enters(room, "Grace", named="The lock")
    return room


@pytest.fixture
def bare_room(grace: Talker, request: pytest.FixtureRequest) -> str:
    """Which keeps no archive."""
    room = f"{abs(hash(request.node.nodeid))}@{FORGETFUL}"
    grace.enters(room, "Grace")
    return room


@contextmanager
def opened(server: Prosody, jid: str, *rooms: str, password: str = PASSWORD, **values: Value) -> Iterator[Source]:
    given: dict[str, Value] = {
        "jid": jid, "rooms": rooms, "nick": "Ada", "host": server.host, "port": server.port, "security": "starttls",
        "ca_file": str(server.ca_file), **values,
    }  # fmt: skip
    source = SPEC.open(given, {"password": password}, Terms())
    try:
        yield source
    finally:
        source.close()


def fetched(source: Source, cursor: str = "") -> tuple[list[Arrival], str]:
    found: list[Arrival] = []
    for portion in source.fetch(cursor, datetime.now(UTC)):
        found += portion.arrivals
        cursor = portion.cursor
    return found, cursor


def waits(source: Source, seconds: float = 60.0) -> float:
    wakeup = Wakeup()
    begin = time.monotonic()
    try:
        source.wait(wakeup, seconds)
    finally:
        wakeup.close()
    return time.monotonic() - begin


def test_a_mention_is_heard_and_comes_once(prosody: Prosody, ada: str, grace: Talker, room: str) -> None:
    with opened(prosody, ada, room) as source:
        found, cursor = fetched(source)
        assert found == []
        grace.says(room, "nothing of yours, adage")
        grace.says(room, "ada, the gate leaks", id="leak")
        assert waits(source) < 40
        (one,), cursor = fetched(source, cursor)
        assert (one.tool, one.reason, one.rank, one.sender_name) == ("xmpp", Reason.MENTIONED, 5, "Grace")
        assert (one.subject, one.project, one.text) == ("The lock", "The lock", "ada, the gate leaks")
        assert (one.thread, one.events) == (room, (f"{room}/Grace/leak",))
        assert fetched(source, cursor) == ([], cursor)


@pytest.mark.parametrize(
    ("body", "counts"),
    [
        ("ADA: look", True),
        ("what does {jid} say?", True),
        ("adagio", False),
        ("> ada: look\nyes", False),
        ("look, @ada!", True),
    ],
)
def test_what_names_the_person(prosody: Prosody, ada: str, grace: Talker, room: str, body: str, counts: bool) -> None:
    with opened(prosody, ada, room) as source:
        _, cursor = fetched(source)
        grace.says(room, body.format(jid=ada))
        assert bool(fetched(source, cursor)[0]) is counts


def test_a_reference_names_without_a_word(prosody: Prosody, ada: str, grace: Talker, room: str) -> None:
    with opened(prosody, ada, room) as source:
        _, cursor = fetched(source)
        reference = f'<reference xmlns="urn:xmpp:reference:0" type="mention" begin="0" end="4" uri="xmpp:{ada}"/>'
        grace.says(room, "boss, look", reference)
        assert [one.text for one in fetched(source, cursor)[0]] == ["boss, look"]


def test_a_correction_is_the_same_thing(prosody: Prosody, ada: str, grace: Talker, room: str) -> None:
    with opened(prosody, ada, room) as source:
        _, cursor = fetched(source)
        grace.says(room, "ada loko", id="first")
        grace.says(room, "ada look", '<replace xmlns="urn:xmpp:message-correct:0" id="first"/>', id="second")
        first, second = fetched(source, cursor)[0]
        assert set(first.events) <= set(second.events)


def test_what_was_said_while_nobody_listened(prosody: Prosody, ada: str, grace: Talker, room: str) -> None:
    with opened(prosody, ada, room) as source:
        _, cursor = fetched(source)
    # More than the server gives at once
    grace.floods(room, *(f"ada {number}" if number % 2 else "something else" for number in range(400)))
    with opened(prosody, ada, room) as source:
        found, cursor = fetched(source, cursor)
        assert [one.text for one in found] == [f"ada {number}" for number in range(1, 400, 2)]
        assert fetched(source, cursor) == ([], cursor)
        again, _ = fetched(source, cursor)
        assert again == []


def test_an_archive_that_was_begun_anew(prosody: Prosody, ada: str, grace: Talker, room: str) -> None:
    """The server was set up again: it does not know the message that was read last."""
    at = (datetime.now(UTC) - timedelta(minutes=1)).isoformat()
    cursor = json.dumps({"rooms": {room: ["of-another-life", at]}})
    with opened(prosody, ada, room) as source:
        grace.says(room, "ada, welcome")
        found, cursor = fetched(source, cursor)
        assert [one.text for one in found] == ["ada, welcome"]
        assert fetched(source, cursor) == ([], cursor)


@pytest.mark.parametrize("cursor", ["nonsense", "[]", "7", '{"rooms": [1]}', '{"rooms": {"a": ["b", "x"]}}', "null"])
def test_a_cursor_of_another_kind_begins_anew(
    prosody: Prosody, ada: str, grace: Talker, room: str, cursor: str
) -> None:
    with opened(prosody, ada, room) as source:
        grace.says(room, "ada, before")
        found, cursor = fetched(source, cursor)
        grace.says(room, "ada, after")
        assert found == []
        assert [one.text for one in fetched(source, cursor)[0]] == ["ada, after"]


def test_five_thousand_at_once(prosody: Prosody, ada: str, grace: Talker, room: str) -> None:
    with opened(prosody, ada, room) as source:
        _, cursor = fetched(source)
        grace.floods(room, *(f"ada {number}" for number in range(5000)))
        found, cursor = fetched(source, cursor)
        assert [one.text for one in found] == [f"ada {number}" for number in range(5000)]
        assert len({one.key for one in found}) == 5000
        assert fetched(source, cursor) == ([], cursor)


def test_what_one_says_oneself_is_no_mention(prosody: Prosody, ada: str, grace: Talker, room: str) -> None:
    with opened(prosody, ada, room) as source:
        _, cursor = fetched(source)
        with Talker(prosody, ada) as own:
            own.enters(room, "Ada")
            own.says(room, "ada speaks of ada")
        assert fetched(source, cursor)[0] == []


def test_a_nick_that_another_has(prosody: Prosody, ada: str, grace: Talker, room: str) -> None:
    with Talker(prosody, prosody.new_person("other")) as other, opened(prosody, ada, room) as source:
        other.enters(room, "Ada")
        _, cursor = fetched(source)
        grace.says(room, "ada: which of you?")
        grace.says(room, "Ada_: you")
        assert [one.text for one in fetched(source, cursor)[0]] == ["ada: which of you?", "Ada_: you"]


def test_nobody_sees_the_person_but_in_the_room(prosody: Prosody, ada: str, grace: Talker, room: str) -> None:
    with Talker(prosody, ada) as own:  # they know each other
        grace.befriends(ada)
        own.befriends(grace.jid)
    grace.barrier()
    grace.presence.clear()
    with opened(prosody, ada, room, direct_messages=True) as source:
        _, cursor = fetched(source)
        grace.says(room, "ada?")
        assert waits(source) < 40
        assert len(fetched(source, cursor)[0]) == 1
    grace.barrier()
    assert grace.presence == []
    assert ("Ada", "xa") in grace.occupants


def test_who_is_shown_out_loses_nothing(prosody: Prosody, ada: str, grace: Talker, room: str) -> None:
    with opened(prosody, ada, room) as source:
        _, cursor = fetched(source)
        grace.shows_out(room, "Ada")
        grace.says(room, "ada is gone")
        found, cursor = fetched(source, cursor)
        assert [one.text for one in found] == ["ada is gone"]
        grace.says(room, "ada is back")
        assert waits(source) < 40


def test_who_is_banned_is_told(prosody: Prosody, ada: str, grace: Talker, room: str) -> None:
    with opened(prosody, ada, room) as source:
        _, cursor = fetched(source)
        grace.shows_out(room, "Ada", for_good=ada)
        with pytest.raises(WrongSetting) as caught:
            fetched(source, cursor)
        assert caught.value.field == "rooms"


def test_one_room_that_is_gone_keeps_none_from_being_read(prosody: Prosody, ada: str, grace: Talker, room: str) -> None:
    with opened(prosody, ada, room, f"nowhere@{ROOMS}") as source:
        _, cursor = fetched(source)
        assert [(one.code, one.about) for one in source.remarks] == [("mailbox", f"nowhere@{ROOMS}")]
        grace.says(room, "ada, hello")
        assert len(fetched(source, cursor)[0]) == 1


def test_a_room_without_an_archive(prosody: Prosody, ada: str, grace: Talker, bare_room: str) -> None:
    with opened(prosody, ada, bare_room) as source:
        found, cursor = fetched(source)
        assert found == []
        grace.says(bare_room, "ada, heard")
        assert waits(source) < 40
        (one,), cursor = fetched(source, cursor)
        assert fetched(source, cursor)[0] == []
        assert isinstance(source, Writes)
        assert source.standing([one.key]) == {}
        assert done(source, one.key) is Stands.OFF  # there is nothing it could be called by
    grace.says(bare_room, "ada, repeated")
    with opened(prosody, ada, bare_room) as source:
        found, cursor = fetched(source, cursor)
        assert [each.text for each in found if each.key != one.key] == ["ada, repeated"]


def test_direct_messages_by_switch(prosody: Prosody, ada: str, grace: Talker, room: str) -> None:
    with opened(prosody, ada, room) as quiet, opened(prosody, ada, room, direct_messages=True) as source:
        _, other = fetched(quiet)
        _, cursor = fetched(source)
        grace.writes(ada, "are you there?")
        (one,), cursor = fetched(source, cursor)
        assert (one.reason, one.sender_name, one.text) == (Reason.DIRECT, grace.jid, "are you there?")
        assert fetched(quiet, other)[0] == []
        grace.writes(ada, "hello?")
        (two,), cursor = fetched(source, cursor)
        assert isinstance(source, Writes)
        assert done(source, one.key) is Stands.ON
        assert source.standing([one.key, two.key]) == {one.key: Standing.READ, two.key: Standing.UNREAD}


def test_nobody_can_forge_what_an_archive_holds(prosody: Prosody, ada: str, grace: Talker, room: str) -> None:
    with opened(prosody, ada, room, direct_messages=True) as source:
        _, cursor = fetched(source)
        inner = f'<message xmlns="jabber:client" type="groupchat" from="{room}/Boss"><body>ada, pay</body></message>'
        for number in range(10):
            grace.writes(ada, "hello", forged(f"q{number}", inner))
        assert all(one.text == "hello" for one in fetched(source, cursor)[0])


def forged(query: str, inner: str) -> str:
    forwarded = f'<forwarded xmlns="urn:xmpp:forward:0">{inner}</forwarded>'
    return f'<result xmlns="urn:xmpp:mam:2" queryid="{query}" id="x">{forwarded}</result>'


def test_done_marks_as_read(prosody: Prosody, ada: str, grace: Talker, room: str) -> None:
    with opened(prosody, ada, room) as source:
        _, cursor = fetched(source)
        for text in ("ada one", "ada two", "ada three"):
            grace.says(room, text)
        keys = [one.key for one in fetched(source, cursor)[0]]
        assert isinstance(source, Writes)
        assert source.standing(keys) == dict.fromkeys(keys, Standing.UNREAD)
        assert done(source, keys[1]) is Stands.ON
        assert source.standing(keys) == {
            keys[0]: Standing.READ, keys[1]: Standing.READ, keys[2]: Standing.UNREAD,
        }  # fmt: skip
        assert done(source, keys[0]) is Stands.FOUND
        assert source.standing(keys)[keys[1]] is Standing.READ


def test_a_message_whose_name_in_the_archive_begins_with_a_dash(
    prosody: Prosody, ada: str, grace: Talker, room: str
) -> None:
    """Prosody calls its messages by 24 characters of base64url: one in 64 begins so."""
    with opened(prosody, ada, room) as source:
        _, cursor = fetched(source)
        keys: list[str] = []
        while not (dashed := [key for key in keys if key.partition(" ")[2].startswith("-")]):
            grace.floods(room, *["ada, look"] * 100)
            found, cursor = fetched(source, cursor)
            keys += [one.key for one in found]
        assert isinstance(source, Writes)
        assert source.standing(keys) == dict.fromkeys(keys, Standing.UNREAD)
        assert done(source, dashed[0]) is Stands.ON
        read = keys.index(dashed[0]) + 1
        expected = dict.fromkeys(keys[:read], Standing.READ) | dict.fromkeys(keys[read:], Standing.UNREAD)
        assert source.standing(keys) == expected


def done(source: Writes, key: str) -> Stands:
    change = Change(1, What.SEEN, True, Stands.OFF, key, "", "", "")
    ((_, outcome),) = source.carry_out([change], lambda ids: ids)
    return outcome.stands


def test_a_wrong_password(prosody: Prosody, ada: str) -> None:
    with opened(prosody, ada, password="wrong") as source, pytest.raises(SignInRefused):
        fetched(source)


def test_a_certificate_that_nobody_vouches_for(prosody: Prosody, ada: str) -> None:
    for security, port in (("starttls", prosody.port), ("tls", prosody.tls_port)):
        with (
            opened(prosody, ada, ca_file="", security=security, port=port) as source,
            pytest.raises(CertificateRefused),
        ):
            fetched(source)


def test_tls_from_the_first_byte(prosody: Prosody, ada: str, grace: Talker, room: str) -> None:
    with opened(prosody, ada, room, security="tls", port=prosody.tls_port) as source:
        probe = source.probe()
        assert probe.tls.startswith("TLS")
        assert probe.auth == ada
        assert fetched(source)[0] == []


def test_nobody_there(prosody: Prosody, ada: str) -> None:
    with opened(prosody, ada, port=1) as source, pytest.raises(Offline):
        fetched(source)


def test_a_wake_up_ends_a_wait(prosody: Prosody, ada: str, grace: Talker, room: str) -> None:
    with opened(prosody, ada, room) as source:
        fetched(source)
        wakeup = Wakeup()
        wakeup.wake()
        begin = time.monotonic()
        source.wait(wakeup, 60.0)
        assert time.monotonic() - begin < 30
        wakeup.close()


@pytest.mark.parametrize("jid", ["", "ada", "@example.org", "ada@", "a da@example.org", "ada@exa\0mple.org"])
def test_an_address_that_is_none_is_named(prosody: Prosody, jid: str) -> None:
    with pytest.raises(WrongSetting) as caught, opened(prosody, jid) as source:
        fetched(source)
    assert caught.value.field == "jid"


def test_a_server_that_goes_is_come_back_to(prosody: Prosody, ada: str, grace: Talker, room: str) -> None:
    from tests.servers.prosody import Prosody as Another

    with Another() as server:
        jid = server.new_person("ada")
        place = f"restart@{ROOMS}"
        with opened(server, jid, place) as source:
            with Talker(server, server.new_person("grace")) as talker:
                talker.enters(place, "Grace")
                _, cursor = fetched(source)
                talker.says(place, "ada before")
            server.stop()
            with pytest.raises(Offline):
                waits(source, 30)
            server.start()
            found, cursor = fetched(source, cursor)
            assert [one.text for one in found] == ["ada before"]
            assert fetched(source, cursor) == ([], cursor)
