"""Matrix against a real Synapse: what others write there reaches us once, and nobody sees us."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from inbox.errors import SignInRefused
from inbox.item import Arrival, Reason
from inbox.sources import Source, Terms, Value
from inbox.sources.matrix import SPEC
from inbox.writing import Change, Standing, Stands, What, Writes

if TYPE_CHECKING:
    from tests.servers.synapse import Person, Synapse


@pytest.fixture
def ada(synapse: Synapse) -> Person:
    return synapse.new_person("ada")


@pytest.fixture
def grace(synapse: Synapse) -> Person:
    return synapse.new_person("grace")


@pytest.fixture
def source(ada: Person) -> Iterator[Source]:
    source = opened(ada)
    yield source
    source.close()


def opened(person: Person, token: str = "", **values: Value) -> Source:
    given: dict[str, Value] = {"url": person.url, "direct_messages": True, "read_elsewhere_is_done": True, **values}
    return SPEC.open(given, {"token": token or person.token}, Terms())


def fetched(source: Source, cursor: str = "") -> tuple[list[Arrival], str]:
    found: list[Arrival] = []
    for portion in source.fetch(cursor, datetime.now(UTC)):
        found += portion.arrivals
        cursor = portion.cursor
    return found, cursor


def done(source: Source, key: str) -> Stands:
    assert isinstance(source, Writes)
    change = Change(1, What.SEEN, True, Stands.OFF, key, "", "", "")
    ((_, outcome),) = source.carry_out([change], lambda ids: ids)
    return outcome.stands


def test_a_mention_comes_once_with_all_there_is_of_it(source: Source, ada: Person, grace: Person) -> None:
    room = grace.opens_room("The lock", ada)
    grace.says(room, "nothing of yours")
    found, cursor = fetched(source)
    assert found == []
    event = grace.says(room, f"{ada.id}: the gate leaks", ada)
    (one,), cursor = fetched(source, cursor)
    assert (one.tool, one.reason, one.rank) == ("matrix", Reason.MENTIONED, 5)
    assert (one.sender_name, one.subject, one.project) == (grace.id[1:].partition(":")[0], "The lock", "The lock")
    assert one.text == f"{ada.id}: the gate leaks"
    assert (one.thread, one.events) == (f"matrix.to/#/{room}", (f"matrix.to/#/{room}/{event}",))
    assert one.link.startswith("https://matrix.to/#/!")
    assert fetched(source, cursor) == ([], cursor)


def test_a_cursor_is_good_in_another_process(source: Source, ada: Person, grace: Person) -> None:
    room = grace.opens_room("", ada)
    grace.says(room, "one", ada)
    _, cursor = fetched(source)
    grace.says(room, "two", ada)
    other = opened(ada)
    found, _ = fetched(other, cursor)
    other.close()
    assert [one.text for one in found] == ["two"]


def test_many_come_oldest_first(source: Source, ada: Person, grace: Person) -> None:
    room = grace.opens_room("Many", ada)
    for number in range(120):
        grace.says(room, f"{number}", ada)
    found, cursor = fetched(source)
    assert [one.text for one in found] == [str(number) for number in range(120)]
    assert fetched(source, cursor) == ([], cursor)


def test_the_first_time_only_what_is_unread(source: Source, ada: Person, grace: Person) -> None:
    room = grace.opens_room("", ada)
    read = grace.says(room, "read already", ada)
    ada.ask("POST", f"rooms/{room}/receipt/m.read/{read}", {})
    grace.says(room, "not yet", ada)
    found, cursor = fetched(source)
    assert [one.text for one in found] == ["not yet"]
    everything = opened(ada, read_elsewhere_is_done=False)
    found, known = fetched(everything)
    assert [one.text for one in found] == ["not yet"]
    read = grace.says(room, "read at once, elsewhere", ada)
    ada.ask("POST", f"rooms/{room}/receipt/m.read/{read}", {})
    assert fetched(source, cursor)[0] == []
    assert [one.text for one in fetched(everything, known)[0]] == ["read at once, elsewhere"]
    everything.close()


def test_a_thread_a_crowd_and_an_answer(source: Source, ada: Person, grace: Person) -> None:
    room = grace.opens_room("Kinds", ada)
    root = ada.says(room, "who opens?")
    grace.says(room, "you", ada, **{"m.relates_to": {"rel_type": "m.thread", "event_id": root}})
    content = {"msgtype": "m.text", "body": "@room hello", "m.mentions": {"room": True}}
    grace.sends(room, "m.room.message", content)
    answer = {"m.relates_to": {"m.in_reply_to": {"event_id": root}}}
    grace.says(room, "> <@ada> who opens?\n\nnot me", ada, **answer)
    found, _ = fetched(source)
    assert [(one.reason, one.text) for one in found if one.text != "@room hello"] == [
        (Reason.MENTIONED, "you"),
        (Reason.REPLIED, "not me"),
    ]
    assert found[0].thread == f"matrix.to/#/{room}/{root}"
    assert {one.text: one.rank for one in found}.get("@room hello", 0) == 0


def test_direct_messages_by_switch_and_no_text_where_it_is_encrypted(ada: Person, grace: Person) -> None:
    room = grace.opens_room("", ada, direct=True)
    ada.ask("PUT", f"user/{ada.id}/account_data/m.direct", {grace.id: [room]})
    group = grace.opens_room("Group", ada)
    grace.says(room, "are you there?")
    cipher = {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "AwgA", "session_id": "s"}
    grace.sends(room, "m.room.encrypted", cipher)
    grace.sends(group, "m.room.encrypted", cipher)
    seen = {}
    for direct, encrypted in [(False, False), (True, False), (False, True)]:
        source = opened(ada, direct_messages=direct, encrypted_rooms=encrypted)
        seen[direct, encrypted] = [(one.reason, one.text) for one in fetched(source)[0] if one.text]
        source.close()
    assert seen[False, False] == []
    assert seen[True, False] == [(Reason.DIRECT, "are you there?"), (Reason.DIRECT, "(encrypted message)")]
    assert seen[False, True] == [(Reason.SUBSCRIBED, "(encrypted message)")] * 2


def test_done_marks_as_read_and_nobody_sees_the_person(source: Source, ada: Person, grace: Person) -> None:
    room = grace.opens_room("Quiet", ada)
    grace.says(room, "first", ada)
    grace.says(room, "second", ada)
    (first, second), _ = fetched(source)
    assert isinstance(source, Writes)
    assert set(source.standing([first.key, second.key]).values()) == {Standing.UNREAD}
    assert done(source, first.key) is Stands.ON
    assert source.standing([first.key, second.key]) == {first.key: Standing.READ, second.key: Standing.UNREAD}
    assert [one["read"] for one in ada.notifications()] == [False, True]
    assert done(source, first.key) is Stands.FOUND
    source.probe()
    assert grace.presence_of(ada) == "offline"


def test_what_was_deleted_is_gone(source: Source, ada: Person, grace: Person) -> None:
    room = grace.opens_room("Gone", ada)
    event = grace.says(room, "never said", ada)
    stays = grace.says(room, "said", ada)
    found, cursor = fetched(source)
    grace.deletes(room, event)
    assert isinstance(source, Writes)
    standing = source.standing([one.key for one in found])
    assert standing == {f"{room} {event}": Standing.GONE, f"{room} {stays}": Standing.UNREAD}
    again, _ = fetched(source, cursor)
    assert again == []


def test_an_invitation_until_it_is_taken(source: Source, ada: Person, grace: Person) -> None:
    room = grace.ask("POST", "createRoom", {"preset": "private_chat", "invite": [ada.id]})["room_id"]
    (one,), _ = fetched(source)
    assert (one.reason, one.subject) == (Reason.DIRECT, grace.id[1:].partition(":")[0])
    ada.ask("POST", f"join/{room}", {})
    assert fetched(source)[0] == []


def test_a_room_that_was_left_stops_nothing(source: Source, ada: Person, grace: Person) -> None:
    room = grace.opens_room("Left", ada)
    grace.says(room, "one", ada)
    (one,), cursor = fetched(source)
    ada.ask("POST", f"rooms/{room}/leave", {})
    assert done(source, one.key) in {Stands.OFF, Stands.ON}
    assert isinstance(source, Writes)
    source.standing([one.key])
    assert fetched(source, cursor)[0] == []


def test_a_token_that_was_taken_back(ada: Person) -> None:
    token = ada.renews_token()
    source = opened(ada, token)
    _, cursor = fetched(source)
    ada_elsewhere: Any = type(ada)(ada.url, ada.id, token)
    ada_elsewhere.ask("POST", "logout", {})
    with pytest.raises(SignInRefused, match="M_UNKNOWN_TOKEN"):
        fetched(source, cursor)
    source.close()


def test_a_probe_says_who_one_is(source: Source, ada: Person) -> None:
    probe = source.probe()
    assert probe.auth == ada.id
    assert ada.url.endswith(probe.server)
