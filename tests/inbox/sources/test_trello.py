"""Trello's notifications, asked from a server that answers as its description says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from inbox.errors import Unsupported
from inbox.item import Arrival, Reason
from inbox.sources import Start, Terms
from inbox.sources.trello import SPEC
from inbox.web.feed import FeedSource
from inbox.writing import Outcome, Standing, Stands
from tests.contract.feed_contract import FeedContract
from tests.contract.feeds import TOKEN, Double, carried_out, change, everything, numbers, opened
from tests.servers.trello import KEY, Trello

THREAD = "trello.com/c/aBcD1234"
ACTION = f"{2:024x}"


@pytest.fixture
def trello() -> Iterator[Trello]:
    found = Trello()
    with found.web:
        yield found
    assert found.web.violations == []


class TestTrello(FeedContract):
    spec = SPEC

    @pytest.fixture
    def double(self, trello: Trello) -> Double:
        return trello


def told(trello: Trello, text: str = "look here", **more: Any) -> Arrival:
    trello.tell(1, text=text, **more)
    source = trello.open(Start(), participating=False)
    (one,), _ = everything(source)
    source.close()
    return one


def test_a_mention(trello: Trello) -> None:
    one = told(trello)
    assert (one.tool, one.reason, one.rank) == ("trello", Reason.MENTIONED, 5)
    assert (one.sender_name, one.project, one.subject, one.text) == ("Ada L", "Boats", "thing 1", "@grace look here")
    assert (one.thread, one.events) == (THREAD, (f"{THREAD}#comment-{ACTION}",))
    assert one.link == f"https://{THREAD}#comment-{ACTION}"


@pytest.mark.parametrize(
    ("kind", "reason", "event"),
    [
        ("commentCard", Reason.REPLIED, True), ("addedToCard", Reason.ASSIGNED, False),
        ("invitedToBoard", Reason.DIRECT, False), ("cardDueSoon", Reason.AUTOMATIC, False),
        ("changeCard", Reason.STATE_CHANGE, False), ("aNewWordOfTheirs", Reason.STATE_CHANGE, False),
    ],
)  # fmt: skip
def test_reasons(trello: Trello, kind: str, reason: Reason, event: bool) -> None:
    one = told(trello, type=kind)
    assert (one.reason, bool(one.events), one.thread) == (reason, event, THREAD)


def test_who_is_named_with_all_others_ranks_lower(trello: Trello) -> None:
    assert told(trello, text="@board").rank == 5  # and by name
    trello.told[1].data["text"] = "@board see"
    with opened(trello) as source:
        (one,), _ = everything(source)
    assert (one.reason, one.rank) == (Reason.MENTIONED, 3)


def test_what_belongs_to_a_board_only(trello: Trello) -> None:
    trello.tell(1, type="addedToBoard")
    board = {**trello.told[1].data.pop("board"), "name": "thing 1"}
    trello.told[1].data = {"board": board}
    with opened(trello) as source:
        (one,), _ = everything(source)
    assert (one.subject, one.thread, one.link) == ("thing 1", "trello.com/b/eFgH5678", "https://trello.com/b/eFgH5678")


def test_only_what_concerns_the_person_unless_told(trello: Trello) -> None:
    trello.tell(1)
    trello.tell(2, type="changeCard")
    for participating, expected in ((True, [1]), (False, [1, 2])):
        source = trello.open(Start(), participating=participating)
        assert numbers(everything(source)[0]) == expected
        source.close()


def test_neither_key_nor_token_is_in_an_address(trello: Trello) -> None:
    trello.tell(1)
    with opened(trello) as source:
        (one,), _ = everything(source)
        source.probe()
        carried_out(source, change(one.key))
    for asked in trello.web.asked:
        assert KEY not in str((asked.path, asked.query))


@pytest.mark.parametrize("key", ['a", oauth_token="b', "a\r\nX: y", "é"])
def test_no_key_breaks_out_of_its_place(key: str) -> None:
    source = SPEC.open({"key": key}, {"token": TOKEN}, Terms())
    assert isinstance(source, FeedSource)
    feed: Any = source._feed
    told = feed._client._headers["Authorization"]
    assert told.isascii()
    assert told.count('"') == 4
    assert told.isprintable()


def test_of_very_many_the_newest_are_looked_at(trello: Trello) -> None:
    trello.tell(*range(1, 1201))
    with opened(trello, Start(mails=1200)) as source:
        found, _ = everything(source)
        trello.read_there(1200)
        trello.read_there(1)
        trello.web.asked.clear()
        standing = source.standing([one.key for one in found])
    assert len(trello.web.asked) == 5
    assert standing[found[-1].key] is Standing.READ
    assert found[0].key not in standing
    assert len(standing) == 1001


def test_what_is_gone_cannot_be_marked(trello: Trello) -> None:
    trello.tell(1)
    with opened(trello) as source:
        (one,), _ = everything(source)
        del trello.told[1]
        outcome = carried_out(source, change(one.key, stands=Stands.UNSURE))
    assert (outcome.stands, outcome.problem) == (Stands.OFF, Unsupported.code)
    assert outcome != Outcome(Stands.ON)
