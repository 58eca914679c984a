"""Pages, one item, and search."""

from __future__ import annotations

from datetime import timedelta

import pytest

from inbox.batch import reading_order
from inbox.item import Fetched, State, Verdict
from inbox.queue import Queue, Release
from inbox.reading import Reading
from tests.inbox.arrivals import NOON, arrival, some


def pages(reading: Reading, state: State) -> list[int]:
    seen: list[int] = []
    while page := reading.rows(state, 7, seen[-1] if seen else None):
        seen += [item.id for item in page]
    return seen


def test_pages_follow_each_other_without_gap_or_repeat(queue: Queue, reading: Reading) -> None:
    queue.accept("work", Fetched(some(40), "c"), NOON)
    held = pages(reading, State.HELD)
    assert held == sorted(held, reverse=True)
    assert len(held) == 40
    queue.snooze(held[:10], NOON + timedelta(hours=2), NOON)
    queue.snooze(held[10:20], NOON + timedelta(hours=1), NOON)
    assert pages(reading, State.SNOOZED) == [*sorted(held[10:20]), *sorted(held[:10])]
    queue.settle(NOON, [Release("check_in", NOON)], wakes_snoozed=False)
    assert pages(reading, State.RELEASED) == held[20:]
    queue.done(held[25:], NOON)
    assert pages(reading, State.DONE) == held[25:]


def test_details_have_the_text_and_the_history(queue: Queue, reading: Reading) -> None:
    headed = {"to": ("me@work.example",), "reply_to": ("office@client.example",), "references": ("<1@x>", "<2@x>")}
    queue.accept("work", Fetched((arrival(text="all of it", **headed),), "c"), NOON)
    queue.settle(NOON, [Release("check_in", NOON, name="late morning")], wakes_snoozed=True)
    details = reading.details(1)
    assert details is not None
    assert details.text == "all of it"
    assert {name: getattr(details, name) for name in headed} == headed
    assert [(event.what, event.by) for event in details.history] == [
        ("arrived", "work"),
        ("released:check_in", "late morning"),
    ]
    assert reading.details(99) is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("reunion", True),
        ("RÉUNION", True),
        ("reun", True),
        ("reun lemo", False),
        ("reunion demain", True),
        ('"demain matin"', True),
        ('"matin demain"', False),
        ("claire@client.example", True),
        ("réunion nonsense", False),
        ("", False),
        ('"', False),
        ("dema* reunion", True),
        ("matin OR nonsense", False),
        ("subject:reunion", False),
    ],
)
def test_search_finds_words_phrases_and_prefixes(queue: Queue, reading: Reading, query: str, found: bool) -> None:
    queue.accept("work", Fetched((arrival(subject="Réunion", text="demain matin à dix heures"),), "c"), NOON)
    assert bool(reading.search(query)) is found


def test_search_gives_the_newest_first_page_by_page(queue: Queue, reading: Reading) -> None:
    queue.accept("work", Fetched(some(30, subject="budget"), "c"), NOON)
    first = reading.search("budget", 20)
    second = reading.search("budget", 20, first[-1].id)
    assert [item.id for item in (*first, *second)] == list(range(30, 0, -1))


def test_a_batch_is_read_mentions_first_then_people_then_bulk(queue: Queue, reading: Reading) -> None:
    queue.accept("work", Fetched(some(5), "c"), NOON)
    queue.settle(NOON, [Release("check_in", NOON)], wakes_snoozed=True)
    found = reading.batch()
    assert found is not None
    assert found[1] == reading_order(found[1])


def test_a_thread_is_found_from_any_of_its_mails_oldest_first(queue: Queue, reading: Reading) -> None:
    """The third has only In-Reply-To, which names the second: still one conversation."""
    mails = (
        arrival(message_id="<1@x>", thread="<1@x>", received_at=NOON),
        arrival(message_id="<2@x>", thread="<1@x>", received_at=NOON + timedelta(hours=1)),
        arrival(message_id="<3@x>", thread="<2@x>", received_at=NOON + timedelta(hours=2)),
        arrival(message_id="<4@x>", thread="<3@x>", received_at=NOON + timedelta(hours=3)),
        arrival(message_id="<9@x>", thread="<9@x>"),
        arrival(message_id="", thread=""),
    )
    queue.accept("work", Fetched(mails, "c"), NOON)
    queue.accept("home", Fetched((arrival(message_id="<5@x>", thread="<1@x>"),), "c"), NOON)
    held = {item.id: item for item in reading.rows(State.HELD)}
    first, second, third, fourth, other, lone, elsewhere = (held[id] for id in sorted(held))
    for one in (first, second, third, fourth):
        assert [item.id for item in reading.thread(one)] == [first.id, second.id, third.id, fourth.id]
    assert reading.thread(other) == [other]
    assert reading.thread(lone) == [lone]
    assert reading.thread(elsewhere) == [elsewhere]


def test_a_thread_that_goes_in_circles_ends(queue: Queue, reading: Reading) -> None:
    mails = (arrival(message_id="<1@x>", thread="<2@x>"), arrival(message_id="<2@x>", thread="<1@x>"))
    queue.accept("work", Fetched(mails, "c"), NOON)
    one = reading.rows(State.HELD)[0]
    assert len(reading.thread(one)) == 2


def test_of_a_long_thread_the_newest_are_given_and_the_one_asked_for(queue: Queue, reading: Reading) -> None:
    mails = [
        arrival(message_id=f"<{n}@x>", thread="<0@x>", received_at=NOON - timedelta(minutes=9 - n)) for n in range(9)
    ]
    queue.accept("work", Fetched(tuple(mails), "c"), NOON)
    first = reading.rows(State.HELD)[-1]
    assert [item.subject for item in reading.thread(first, 3)] == [mails[n].subject for n in (0, 7, 8)]


def test_whom_the_person_deals_with_is_those_who_write_often(queue: Queue, reading: Reading) -> None:
    often = some(3, sender_address="a@often.example")
    queue.accept("work", Fetched((*often, arrival(sender_address="b@once.example"), *some(4)), "c"), NOON)
    assert reading.correspondents() == ("@client.example", "@often.example")
    assert reading.places(1) == [("work", often[0].key)]
    assert reading.places(99) == []


def test_a_verdict_is_kept(queue: Queue, reading: Reading) -> None:
    queue.accept("work", Fetched((arrival(verdict=Verdict.VERIFIED), arrival()), "c"), NOON)
    assert [item.verdict for item in reading.rows(State.HELD)] == [Verdict.UNKNOWN, Verdict.VERIFIED]
