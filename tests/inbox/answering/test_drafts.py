"""Drafts, the answers library and time zones in a real database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from inbox.answering import Answer, Draft, SavedAnswer, Way
from inbox.answering.drafts import Drafts, from_json, give_back, to_json
from inbox.answering.saved import SavedAnswers, count
from inbox.answering.zones import Zones
from inbox.item import Fetched
from inbox.queue import Queue
from inbox.store import Store
from tests.inbox.arrivals import NOON, some

WHOLE = Answer(Way.FORWARD, "é\n.", ("a@x.example",), ("/tmp/a b",), NOON + timedelta(hours=1), (3, 1), originals=False)


@pytest.fixture
def drafts(store: Store, queue: Queue) -> Drafts:
    queue.accept("work", Fetched(tuple(some(3)), "c"), NOON)
    return Drafts(store)


def test_all_of_it_is_kept(drafts: Drafts, store: Store) -> None:
    assert from_json(to_json(WHOLE)) == WHOLE
    assert drafts.get(1) is None
    drafts.save(1, Answer(Way.REPLY, "old"), NOON)
    drafts.save(1, WHOLE, NOON)
    drafts.save(2, Answer(Way.REPLY, "second"), NOON + timedelta(seconds=1))
    assert Drafts(store).get(1) == Draft.of(1, WHOLE, NOON)
    assert [one.item for one in drafts.all()] == [2, 1]
    assert drafts.drop(1)
    assert not drafts.drop(1)


def test_an_item_that_is_forgotten_takes_its_draft_along(drafts: Drafts, queue: Queue) -> None:
    drafts.save(1, WHOLE, NOON)
    queue.forget("work")
    assert drafts.all() == ()


def test_what_is_given_back_keeps_what_was_begun_meanwhile(drafts: Drafts, store: Store) -> None:
    first, newer = Answer(Way.REPLY, "first\n", attachments=("/a",), used=(1,)), Answer(Way.REPLY, "newer", used=(2,))
    with store.write() as connection:
        give_back(connection, 1, first, NOON)
        give_back(connection, 1, first, NOON)
    assert drafts.get(1) == Draft.of(1, first, NOON)
    drafts.save(1, newer, NOON)
    with store.write() as connection:
        give_back(connection, 1, first, NOON)
    found = drafts.get(1)
    assert found is not None
    assert (found.text, found.attachments, found.used) == ("first\n\nnewer", ("/a",), (1, 2))
    for text in ("", "first\n"):  # also where there are no new words
        drafts.save(1, Answer(Way.FORWARD, text, ("b@x.example",), ("/b",)), NOON)
        with store.write() as connection:
            give_back(connection, 1, first, NOON)
        found = drafts.get(1)
        assert found is not None
        assert (found.text, found.to, found.attachments) == ("first\n", ("b@x.example",), ("/a", "/b"))


def test_the_library(store: Store) -> None:
    library = SavedAnswers(store)
    titles = ("Accusé de réception", "Prix", "Retour de matériel")
    ids = [library.keep(SavedAnswer(0, title, f"text of {title}")) for title in titles]
    assert [one.title for one in library.find()] == sorted(titles)
    for query in ("accuse", "ACCU RECEP", "réception text", "  accusé  "):
        assert [one.id for one in library.find(query)] == [ids[0]], query
    assert library.find("ception") == ()  # no word begins so
    with store.write() as connection:
        count(connection, (ids[2], ids[2]), NOON)
        count(connection, (), NOON)
        count(connection, (99,), NOON)
    most = library.find()[0]
    assert (most.id, most.uses, most.used_at) == (ids[2], 1, NOON)
    assert library.keep(SavedAnswer(ids[2], "Other", "words", uses=40)) == ids[2]
    assert library.get(ids[2]) == SavedAnswer(ids[2], "Other", "words", 1, NOON)
    assert library.keep(SavedAnswer(99, "x", "y")) == 0
    assert library.drop(ids[0])
    assert not library.drop(ids[0])


def test_zones(store: Store) -> None:
    zones = Zones(store)
    zones.set("Anna@X.example", "Asia/Tokyo")
    zones.set("anna@x.example", "Europe/Paris")
    assert (zones.of("ANNA@x.example"), zones.of("bob@x.example")) == ("Europe/Paris", "")
    assert zones.all() == {"anna@x.example": "Europe/Paris"}
    zones.set("anna@x.example", "")
    assert zones.all() == {}
