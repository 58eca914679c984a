"""What is known around an arrival, out of the queue itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from inbox.item import Arrival, Channel, Fetched, Reason, State, Verdict
from inbox.judging import Ruling
from inbox.queue import Queue
from inbox.reading import Reading
from inbox.rulebook import Rulebook
from inbox.rules import HOLD, Match, Rule
from inbox.store import Store
from tests.inbox.arrivals import NOON, arrival

MINE = frozenset({"me@example.org"})
MINUTE = timedelta(minutes=1)


def accepted(store: Store, ruling: Ruling, *arrivals: Arrival) -> str:
    """By which rule the last of them was decided."""
    Queue(store).accept("work", Fetched(arrivals, "c"), NOON, ruling)
    return Reading(store).rows(State.HELD)[0].ruled_by


@pytest.fixture
def ruling() -> Ruling:
    rules = (Rule("mine", Match(thread_mine=True), HOLD), Rule("answer", Match(answers_me=True), HOLD))
    return Ruling(Rulebook(rules), MINE)


def test_an_answer_to_a_mail_of_ones_own_that_came_back(store: Store, ruling: Ruling) -> None:
    own = arrival(sender_address="Me@example.org", message_id="<1@example.org>", verdict=Verdict.VERIFIED)
    assert accepted(store, ruling, own) == ""
    assert accepted(store, ruling, arrival(references=("<1@example.org>",))) == "mine"
    assert accepted(store, ruling, arrival(references=("<0@x.example>", "<1@example.org>"))) == "answer"
    assert accepted(store, ruling, arrival(references=("<1@example.org>", "<2@x.example>"))) == "mine"
    assert accepted(store, ruling, arrival(references=("<2@x.example>",), reason=Reason.REPLIED)) == ""


def test_a_mail_that_only_says_it_is_ones_own_makes_no_thread_ones_own(store: Store, ruling: Ruling) -> None:
    accepted(store, ruling, arrival(sender_address="me@example.org", message_id="<1@example.org>"))
    other = arrival(sender_address="you@example.org", message_id="<2@example.org>", verdict=Verdict.VERIFIED)
    accepted(store, ruling, other)
    for name in ("<1@example.org>", "<2@example.org>", "' OR 1=1 --"):
        assert accepted(store, ruling, arrival(references=(name,))) == ""


@pytest.mark.parametrize(("state", "known"), [("sent", True), ("unsure", True), ("waiting", False), ("refused", False)])
def test_an_answer_to_what_was_sent_from_here(store: Store, ruling: Ruling, state: str, known: bool) -> None:
    with store.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO outgoing (account, sender, recipients, subject, message_id, message, written_at, state, "
            "since, not_before, tries, problem, detail, answer) "
            "VALUES ('work', '', '[]', '', '<9@example.org>', x'', 0, ?, 0, 0, 0, '', '', '')",
            (state,),
        )
    assert accepted(store, ruling, arrival(references=("<9@example.org>",))) == ("mine" if known else "")


def test_a_tool_says_itself_what_answers_one(store: Store, ruling: Ruling) -> None:
    told = arrival(channel=Channel.MENTION, tool="slack", reason=Reason.REPLIED, sender_address="")
    assert accepted(store, ruling, told) == "answer"
    assert accepted(store, ruling, told._replace(key="k", content_key="k", reason=Reason.MENTIONED)) == ""


@pytest.mark.parametrize(
    ("before", "again"),
    [
        ({"verdict": Verdict.VERIFIED}, True),
        ({"verdict": Verdict.UNKNOWN}, False),
        ({"verdict": Verdict.VERIFIED, "sender_address": "CLAIRE@client.example"}, True),
        ({"verdict": Verdict.VERIFIED, "sender_address": "other@client.example"}, False),
        ({"verdict": Verdict.VERIFIED, "received_at": NOON - 15 * MINUTE}, True),
        ({"verdict": Verdict.VERIFIED, "received_at": NOON - 16 * MINUTE}, False),
        ({"verdict": Verdict.VERIFIED, "reason": Reason.AUTOMATIC}, False),
        ({"verdict": Verdict.VERIFIED, "list_id": "x.example"}, False),
    ],
)
@pytest.mark.parametrize("together", [False, True])
def test_the_same_person_again(store: Store, before: dict[str, object], again: bool, together: bool) -> None:
    ruling = Ruling(Rulebook((Rule("again", Match(second_try=True), HOLD),)), MINE)
    first, second = arrival(**before), arrival(verdict=Verdict.VERIFIED)
    if not together:
        accepted(store, ruling, first)
    assert accepted(store, ruling, *([first, second] if together else [second])) == ("again" if again else "")


def test_the_same_person_again_in_a_chat(store: Store) -> None:
    ruling = Ruling(Rulebook((Rule("again", Match(second_try=True), HOLD),)), MINE)
    told = {"channel": Channel.MENTION, "tool": "slack", "reason": Reason.MENTIONED, "sender_address": ""}
    assert accepted(store, ruling, arrival(**told)) == ""
    assert accepted(store, ruling, arrival(**told, sender_name="Other")) == ""
    assert accepted(store, ruling, arrival(**told)) == "again"


def test_nothing_that_is_old_or_of_the_past_passes_but_it_waits_as_its_rule_says(store: Store) -> None:
    rules = (Rule("her", Match(words=("contract",))), Rule("news", Match(words=("news",)), HOLD, until="digest"))
    old = NOON - timedelta(hours=2)
    assert accepted(store, Ruling(Rulebook(rules)), arrival(received_at=old)) == "her"
    [row] = Reading(store).rows(State.HELD)
    assert (row.passed_by, row.because) == ("", "old")
    accepted(store, Ruling(Rulebook(rules), known_since=NOON), arrival(subject="news", received_at=old))
    assert Reading(store).rows(State.HELD)[0].waits_for == "digest"
