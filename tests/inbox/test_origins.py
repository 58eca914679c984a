"""The same thing by several ways is one item; what only looks like it is another."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from inbox.changes import Changes
from inbox.history import Histories
from inbox.item import Arrival, By, Channel, Details, Fetched, Past, Reason, State, Verdict
from inbox.looks import Looks
from inbox.queue import Queue, Release
from inbox.reading import Reading
from inbox.store import Store
from inbox.writing import Outcome, Standing, Stands, What
from tests.inbox.arrivals import NOON, arrival, passing

EVENT = "github.com/acme/boat/issues/7#18"
LATER = NOON + timedelta(minutes=5)


def told(**changed: Any) -> Arrival:
    """By the tool's API."""
    values = {
        "channel": Channel.MENTION, "tool": "github", "reason": Reason.MENTIONED, "sender_name": "ada",
        "sender_address": "", "subject": "The gate leaks", "text": "@grace look", "preview": "@grace look", "rank": 5,
        "link": "https://github.com/acme/boat/issues/7", "project": "acme/boat", "events": (EVENT,),
    }  # fmt: skip
    return arrival(**{**values, **changed})


def written(**changed: Any) -> Arrival:
    """By a mail of the tool's that someone vouches for."""
    values = {
        "message_id": "<acme/boat/issues/7/18@github.com>", "sender_address": "notifications@github.com", "link": "",
        "text": "@grace look\n\n-- \nReply to this mail", "reason": Reason.REPLIED, "rank": 3,
        "to": ("boat@github.com",), "reply_to": ("reply+1@github.com",), "verdict": Verdict.VERIFIED,
        "subject": "Re: [boat] The gate leaks",
    }  # fmt: skip
    return told(**{**values, **changed})


def shown(**changed: Any) -> Arrival:
    """By the desktop."""
    values = {
        "channel": Channel.MENTION, "tool": "slack", "reason": Reason.DIRECT, "sender_name": "", "sender_address": "",
        "subject": "Ada in #boats", "text": "@grace could you look at th…", "caught": True, "rank": 2,
    }  # fmt: skip
    return arrival(**{**values, **changed})


def said(**changed: Any) -> Arrival:
    """What the desktop showed, by the API."""
    return told(**{"tool": "slack", "sender_name": "Ada", "text": "@grace could you look at the gate?", **changed})


def mail(**changed: Any) -> Arrival:
    values = {"message_id": "<a@client.example>", "subject": "Contract", "to": ("team@boat.example",), "utc_offset": 60}
    return arrival(**{**values, **changed})


def give(queue: Queue, account: str, *arrivals: Arrival) -> int:
    return queue.accept(account, Fetched(arrivals, "1"), NOON)


def only(reading: Reading, state: State = State.HELD) -> Details:
    [row] = reading.rows(state)
    found = reading.details(row.id)
    assert found is not None
    assert reading.ledger().adds_up
    return found


@pytest.mark.parametrize("mail_first", [True, False])
def test_by_mail_and_by_api_it_is_one_item_with_the_best_of_both(
    queue: Queue, reading: Reading, mail_first: bool
) -> None:
    ways = [("work", written()), ("hub", told())]
    for account, one in ways if mail_first else reversed(ways):
        give(queue, account, one)
    found = only(reading)
    assert [(one.account, one.by) for one in found.origins] == [("work", By.MAIL), ("hub", By.API)]
    assert (found.item.account, found.item.rank, found.item.reason) == ("work", 5, Reason.MENTIONED)
    assert (found.item.link, found.item.sender_address) == (told().link, "notifications@github.com")
    assert (found.text, found.reply_to) == (written().text, ("reply+1@github.com",))
    assert reading.ledger().received == 1
    assert [reading.items_of(name) for name in ("work", "hub")] == [1, 1]
    assert [row.id for row in reading.search("Reply to this mail")] == [found.item.id]
    assert len(reading.search("notifications")) == 1


def test_told_again_by_a_way_that_is_known_nothing_is_added(queue: Queue, reading: Reading) -> None:
    by_mail, by_api = written(), told()
    for _ in range(2):
        give(queue, "work", by_mail)
        give(queue, "hub", by_api)
    assert give(queue, "hub", by_api._replace(key="another")) == 0
    assert len(only(reading).origins) == 2


def test_one_thing_twice_in_one_portion_is_one_item(queue: Queue, reading: Reading) -> None:
    assert give(queue, "work", written(), written(message_id="<b@github.com>"), told(events=("other", EVENT))) == 1
    assert len(only(reading).origins) == 3


def test_by_two_accounts_of_one_tool_it_is_one_item(queue: Queue, reading: Reading) -> None:
    assert (give(queue, "hub", told()), give(queue, "hub 2", told(events=("x", EVENT)))) == (1, 0)
    assert give(queue, "hub 3", told(events=("x",))) == 0  # a further name is a name
    assert len(only(reading).origins) == 3


@pytest.mark.parametrize(
    "look_alike",
    [
        written(channel=Channel.MAIL, verdict=Verdict.UNKNOWN, rank=0),  # nobody vouches for it
        told(tool="gitlab"),
        told(tool=""),
        told(tool="git", events=(f"hub:{EVENT}",)),
        told(events=()),
        told(caught=True, text="@grace do not look"),
    ],
)
@pytest.mark.parametrize("it_comes_first", [True, False])
def test_a_look_alike_neither_joins_the_real_one_nor_takes_its_place(
    queue: Queue, reading: Reading, look_alike: Arrival, it_comes_first: bool
) -> None:
    # Keys of several accounts are of their own; those of the parameters are made once.
    for account, one in sorted([("b", told()), ("a" if it_comes_first else "c", look_alike)], key=lambda one: one[0]):
        assert give(queue, account, one) == 1
    assert reading.count(State.HELD) == 2
    # The real one is still known by its mail, whatever came before.
    assert give(queue, "work", written()) == 0


def test_what_is_done_stays_done_and_its_other_way_is_done_too(queue: Queue, reading: Reading, store: Store) -> None:
    follows = {"work": (What.SEEN,), "hub": (What.SEEN,), "third": ()}
    give(queue, "work", written())
    queue.done([only(reading).item.id], NOON, follows)
    queue.accept("hub", Fetched((told(),), "1"), LATER, follows=follows)
    queue.accept("third", Fetched((told(),), "1"), LATER, follows=follows)
    assert len(only(reading, State.DONE).origins) == 3
    assert wanted(store) == [("hub", 1), ("work", 1)]
    assert queue.undo(LATER) == "done"
    assert wanted(store) == [("hub", 0), ("work", 0)]


def wanted(store: Store) -> list[tuple[str, int]]:
    with store.read() as connection:
        return sorted(tuple(row) for row in connection.exec_driver_sql("SELECT account, wanted FROM server_change"))


def test_a_new_event_in_the_same_thread_is_a_new_item(queue: Queue, reading: Reading) -> None:
    give(queue, "work", written())
    queue.done([only(reading).item.id], NOON)
    assert give(queue, "hub", told(events=(EVENT.replace("18", "19"),))) == 1
    assert (reading.count(State.HELD), reading.count(State.DONE)) == (1, 1)


def test_history_never_hides_what_comes_live(queue: Queue, reading: Reading, store: Store) -> None:
    Histories(store).begin("work", NOON - timedelta(days=9), NOON)
    assert queue.recall("work", Past((written(), mail()), "2", 2), "", NOON) == 2
    assert give(queue, "hub", told()) == 1
    assert give(queue, "home", mail()) == 1
    assert give(queue, "hub 2", told()) == 0  # the name is that of the live one now
    assert reading.count(State.HELD) == 2


def test_history_joins_what_came_live(queue: Queue, reading: Reading, store: Store) -> None:
    give(queue, "hub", told())
    Histories(store).begin("work", NOON - timedelta(days=9), NOON)
    past = Past((written(), written(), mail(), told(tool="gitlab"), told(tool="gitlab")), "2", 2)
    assert queue.recall("work", past, "", NOON) == 2
    assert len(only(reading).origins) == 3
    assert reading.count(State.DONE) == 2
    again = replace(past, arrivals=tuple(one._replace(key=f"archive {one.key}") for one in past.arrivals))
    assert queue.recall("work", again, "2", NOON) == 0


def test_a_rule_that_lets_the_second_way_pass_lets_the_item_out(queue: Queue, reading: Reading) -> None:
    give(queue, "work", written())
    stored, settled = queue.accept_and_settle("hub", Fetched((told(),), "1"), NOON, passing("the hub"), [])
    assert (stored, settled.passed) == (1, 1)
    assert only(reading, State.RELEASED).item.passed_by == "the hub"


def test_a_check_in_that_admits_one_of_its_accounts_lets_it_out(queue: Queue, reading: Reading) -> None:
    give(queue, "work", written())
    give(queue, "hub", told())
    give(queue, "work", written(events=("another",), message_id="<c@github.com>"))
    queue.settle(NOON, [Release("check_in", NOON, frozenset({"hub"}))], wakes_snoozed=True)
    assert len(only(reading, State.RELEASED).origins) == 2
    assert reading.count(State.HELD) == 1


def test_one_mail_in_two_accounts_is_one_item(queue: Queue, reading: Reading) -> None:
    assert (give(queue, "work", mail()), give(queue, "home", mail())) == (1, 0)
    assert [one.account for one in only(reading).origins] == ["work", "home"]
    assert [account for account, _ in reading.places(only(reading).item.id)] == ["work", "home"]
    assert give(queue, "home", mail()) == 1  # the account has it already: this is another of the same words
    assert give(queue, "third", mail(), mail()) == 0


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "Could you confirm the notice period?\n-- \nA list's footer"},
        {"text": "Pay me"},
        {"sender_name": "Claire"},
        {"sender_address": "claire@elsewhere.example"},
        {"subject": "Contracts"},
        {"to": ()},
        {"reply_to": ("me@elsewhere.example",)},
        {"references": ("<b@client.example>",)},
        {"utc_offset": None},
        {"list_id": "team.example"},
        {"tool": "github"},
        {"channel": Channel.MENTION, "tool": "github"},
        {"message_id": ""},
        {"received_at": NOON + timedelta(days=4)},
        {"verdict": Verdict.VERIFIED},  # it would be put behind what nobody vouches for
    ],
)
def test_a_copied_message_id_hides_nothing(queue: Queue, reading: Reading, changed: dict[str, Any]) -> None:
    assert give(queue, "work", mail()) == 1
    assert give(queue, "home", mail(**changed)) == 1
    assert reading.count(State.HELD) == 2


def test_a_mail_nobody_vouches_for_is_put_behind_the_same_that_is(queue: Queue, reading: Reading) -> None:
    assert give(queue, "work", mail(verdict=Verdict.VERIFIED)) == 1
    assert give(queue, "home", mail()) == 0
    assert only(reading).item.verdict is Verdict.VERIFIED


def test_thousands_of_the_same_message_id_make_two_items_at_worst(queue: Queue, reading: Reading) -> None:
    give(queue, "work", *(mail(subject=str(number)) for number in range(1500)), mail())
    assert give(queue, "home", mail()) in {0, 1}
    assert reading.ledger().adds_up


@pytest.mark.parametrize("shown_first", [True, False])
@pytest.mark.parametrize("rank", [0, 5])
def test_what_the_desktop_showed_is_what_the_tool_told(
    queue: Queue, reading: Reading, shown_first: bool, rank: int
) -> None:
    ways = [("desktop", shown()), ("chat", said(rank=rank))]
    for account, one in ways if shown_first else reversed(ways):
        give(queue, account, one)
    found = only(reading)
    assert [(one.account, one.by) for one in found.origins] == [("chat", By.API), ("desktop", By.DESKTOP)]
    assert (found.item.subject, found.item.sender_name, found.text) == ("The gate leaks", "Ada", said().text)
    assert (found.item.reason, found.item.rank, found.item.caught) == (Reason.MENTIONED, rank, False)
    assert reading.search("could") == [found.item]
    # A second one, that only says the same.
    assert give(queue, "desktop", shown()) == 1
    assert give(queue, "chat", said(events=("another",))) == 0
    assert reading.count(State.HELD) == 2


def test_what_the_desktop_showed_is_no_mail_that_nobody_vouches_for(queue: Queue, reading: Reading) -> None:
    give(queue, "work", said(channel=Channel.MAIL, message_id="<a@b>"))
    assert give(queue, "desktop", shown()) == 1
    assert give(queue, "work", said(channel=Channel.MAIL, message_id="<c@b>")) == 1


def test_a_server_that_gives_a_new_key_is_followed(queue: Queue, reading: Reading) -> None:
    give(queue, "hub", told())
    give(queue, "work", written())
    give(queue, "home", written(key="A;1;1", content_key="same"))
    give(queue, "home", written(key="A;2;1", content_key="same"))
    give(queue, "home", written(key="A;2;1", content_key="same"))
    assert len(only(reading).origins) == 3


def test_a_forgotten_account_takes_with_it_only_what_came_by_it_alone(queue: Queue, reading: Reading) -> None:
    give(queue, "work", written(), mail())
    give(queue, "hub", told(), told(events=("another",)))
    assert queue.forget("work") == 1
    assert reading.count(State.HELD) == 2
    [found] = [reading.details(row.id) for row in reading.search("Reply to this mail")]
    assert found is not None
    assert [(one.account, one.by) for one in found.origins] == [("hub", By.API)]
    assert (found.message_id, found.reply_to, found.item.sender_address) == ("", (), "")
    assert queue.forget("hub") == 2
    assert reading.ledger().received == 0
    assert give(queue, "work", written()) == 1


def test_a_forgotten_account_leaves_a_mail_to_the_other_whole(queue: Queue, reading: Reading) -> None:
    give(queue, "work", mail(verdict=Verdict.VERIFIED))
    give(queue, "home", mail())
    assert queue.forget("work") == 0
    found = only(reading)
    assert (found.to, found.message_id, found.item.account) == (mail().to, mail().message_id, "home")
    assert len(found.origins) == 1
    assert found.item.verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(("gone", "left"), [("hub", "work"), ("work", "hub")])
def test_what_a_way_brought_goes_with_it(queue: Queue, reading: Reading, store: Store, gone: str, left: str) -> None:
    give(queue, "work", written(key="a mail's"))
    give(queue, "hub", told(key="a tool's"))
    queue.done([only(reading).item.id], NOON, {"work": (What.SEEN,), "hub": (What.SEEN,)})
    queue.forget(gone)
    assert wanted(store) == [(left, 1)]
    [change] = Changes(store).take(left, NOON)
    assert change.key == {"work": "a mail's", "hub": "a tool's"}[left]
    assert len(only(reading, State.DONE).origins) == 1


def test_each_way_has_its_own_place_at_its_server(queue: Queue, reading: Reading, store: Store) -> None:
    changes = Changes(store)
    give(queue, "hub", told(key="a tool's"))
    give(queue, "work", written(key="INBOX;1;7"))
    give(queue, "work", written(key="INBOX;1;8", message_id="<b@github.com>"))
    queue.done([only(reading).item.id], NOON, {"work": (What.ARCHIVE,), "hub": (What.SEEN,)})
    assert [one.key for one in changes.take("hub", NOON)] == ["a tool's"]
    due = changes.take("work", NOON)
    assert [(one.key, one.message_id) for one in due] == [
        ("INBOX;1;7", "<acme/boat/issues/7/18@github.com>"), ("INBOX;1;8", "<b@github.com>"),
    ]  # fmt: skip
    for one in due:
        changes.landed(one.id, Outcome(Stands.ON, one.key.replace("INBOX", "Archive"), one.key), NOON)
    queue.undo(LATER)
    back = changes.take("work", LATER)
    assert [(one.key, one.origin) for one in back] == [("Archive;1;7", "INBOX;1;7"), ("Archive;1;8", "INBOX;1;8")]


@pytest.mark.parametrize("where", ["work", "hub"])
def test_read_or_gone_at_one_of_its_places_it_is_handled(
    queue: Queue, reading: Reading, store: Store, where: str
) -> None:
    looks = Looks(store)
    give(queue, "work", written())
    give(queue, "hub", told())
    places = {account: list(looks.watched(account).values()) for account in ("work", "hub")}
    for account in ("work", "hub"):
        assert queue.looked(dict.fromkeys(places[account], Standing.UNREAD), NOON) == 0
    assert queue.looked(dict.fromkeys(places[where], Standing.READ), LATER) == 1
    assert queue.looked(dict.fromkeys(places["work"], Standing.GONE), LATER) == 0
    found = only(reading, State.DONE)
    assert [one.what for one in found.history] == ["arrived", "also", "elsewhere:read"]
    give(queue, "hub", told(events=("another",)))
    queue.settle(LATER, [Release("check_in", NOON)], wakes_snoozed=True)
    batch = reading.batch()
    assert batch is not None
    assert batch[0].elsewhere == 1


def test_a_way_that_comes_later_is_compared_with_its_own_first_look(
    queue: Queue, reading: Reading, store: Store
) -> None:
    looks = Looks(store)
    give(queue, "hub", told())
    queue.looked(dict.fromkeys(looks.watched("hub").values(), Standing.UNREAD), NOON)
    give(queue, "work", written())  # which is the first now
    assert queue.looked(dict.fromkeys(looks.watched("work").values(), Standing.READ), NOON) == 0
    assert queue.looked(dict.fromkeys(looks.watched("work").values(), Standing.READ), LATER) == 0
    looks.forget("work")
    assert queue.looked(dict.fromkeys(looks.watched("hub").values(), Standing.READ), LATER) == 1


def test_a_failure_while_a_way_is_added_leaves_nothing_half(queue: Queue, reading: Reading, store: Store) -> None:
    give(queue, "hub", told())
    before = only(reading)
    with store.write() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE UPDATE ON body BEGIN SELECT raise(ABORT, 'database or disk is full'); END"
        )
    with pytest.raises(Exception, match="disk is full"):
        queue.accept("work", Fetched((mail(), written()), "5"), NOON)
    assert (only(reading), reading.cursor("work")) == (before, "")
