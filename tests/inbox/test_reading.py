"""Pages, one item, and search."""

from __future__ import annotations

from datetime import timedelta

import pytest

from inbox.batch import reading_order
from inbox.item import Fetched, State
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
