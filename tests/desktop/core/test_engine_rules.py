"""Rules on the real engine, database and plan, with the clock moved by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.core.desk import RequestError
from inbox.item import Item, Reason, State, Verdict
from tests.desktop.core.day import Day, at

DIGEST = """
[[schedule.span]]
kind = "check_in"
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
start = "18:00"
end = "18:20"
name = "evening digest"
"""
RULES = """
[[rule]]
name = "newsletters in the evening"
match = { list = true }
act = "hold"
until = "evening digest"
label = "news"
[[rule]]
name = "robots"
match = { reason = ["automatic"] }
act = "done"
[[rule]]
name = "the client"
match = { domain = ["client.example"] }
budget = 2
[[rule]]
name = "again"
match = { second_try = true }
[[rule]]
name = "urgent"
match = { plus = ["urgent"] }
[[rule]]
name = "answers"
match = { answers_me = true }
"""
VERIFIED: dict[str, Any] = {"verdict": Verdict.VERIFIED}


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    made = Day(tmp_path, at(8))
    file = made.paths.settings_file
    file.write_text(file.read_text().replace("[[account]]", f"{DIGEST}[[account]]", 1) + RULES)
    made.be(at(8, 45))
    made.arrive(0)  # what was there before is the account's past, and nothing of that is urgent
    yield made
    made.engine.close()


def only(day: Day, state: State) -> Item:
    [row] = day.engine.rows(state)
    return row.item


def told(day: Day, id: int) -> list[tuple[str, str]]:
    return [(one.what, one.by) for one in day.engine.details(id).history]


def test_what_waits_for_a_check_in_of_its_own_comes_out_there_and_nowhere_before(day: Day) -> None:
    day.arrive(list_id="news.example")
    [row] = day.engine.rows(State.HELD)
    assert row.hold is not None
    assert (row.hold.until, row.hold.because, row.hold.name) == (at(18), "rule", "evening digest")
    assert told(day, row.item.id)[1] == ("held_by_rule:evening digest", "newsletters in the evening")
    assert row.item.label == "news"
    for hour, minute in ((11, 0), (11, 29), (16, 0), (17, 59)):
        day.be(at(hour, minute))
        assert day.count(State.HELD) == 1
    day.engine.open_check_in()
    assert day.count(State.HELD) == 1  # one that was asked for is not that one either
    day.engine.close_check_in()
    day.be(at(18))
    assert only(day, State.RELEASED).released_at == at(18)
    batch = day.engine.batch()
    assert batch is not None
    assert batch[0].name == "evening digest"
    assert day.engine.ledger().adds_up


@pytest.mark.parametrize("killed", [False, True])
def test_a_digest_slept_through_is_caught_up_without_what_came_later(day: Day, killed: bool) -> None:
    day.arrive(list_id="news.example")
    day.be(at(16))
    day.restart(at(18, 30), killed=killed)
    day.be(at(18, 31))
    assert day.count(State.RELEASED) == 1
    day.arrive(list_id="news.example")
    day.be(at(18, 40))
    assert (day.count(State.RELEASED), day.count(State.HELD)) == (1, 1)


def test_a_digest_missed_comes_with_the_check_in_that_runs_when_the_app_is_back(day: Day) -> None:
    day.arrive(list_id="news.example")
    day.be(at(17, 59))
    tomorrow = timedelta(days=1)
    day.restart(at(11, 5) + tomorrow, killed=True)
    day.be(at(11, 6) + tomorrow)
    assert day.count(State.RELEASED) == 1


def test_a_digest_hidden_by_focus_comes_when_that_ends(day: Day) -> None:
    day.be(at(17, 50))
    day.arrive(list_id="news.example")
    day.engine.focus(length=timedelta(hours=1))
    [row] = day.engine.rows(State.HELD)
    assert row.hold is not None
    assert (row.hold.until, row.hold.name) == (at(18, 50), "evening digest")
    day.be(at(18, 10))
    assert day.count(State.HELD) == 1
    day.be(at(18, 51))
    day.be(at(18, 52))
    assert day.count(State.RELEASED) == 1


def test_nothing_waits_for_a_check_in_that_there_is_no_more(day: Day) -> None:
    day.arrive(list_id="news.example")
    file = day.paths.settings_file
    file.write_text(file.read_text().replace('"evening digest"', '"late"', 1))
    day.be(at(8, 50))
    [row] = day.engine.rows(State.HELD)
    assert row.hold is not None
    assert row.hold.until == at(11)
    day.be(at(11))
    assert day.count(State.RELEASED) == 1


def test_together_lets_out_what_waits_for_a_digest_and_open_time_that_flows_does_not(day: Day) -> None:
    file = day.paths.settings_file
    together = DIGEST.replace("check_in", "together").replace("18:00", "14:00").replace("18:20", "14:20")
    text = file.read_text().replace("[[account]]", f"{together}[[account]]", 1)
    file.write_text(text.replace('zone = "UTC"', 'zone = "UTC"\nbetween = "flow"', 1))
    day.be(at(8, 50))
    day.arrive(list_id="news.example")
    day.be(at(13))
    assert day.count(State.HELD) == 1
    day.be(at(14))
    assert day.count(State.RELEASED) == 1


def test_what_a_rule_says_is_done_is_never_told_of_and_counts(day: Day) -> None:
    day.arrive(reason=Reason.AUTOMATIC)
    assert told(day, only(day, State.DONE).id)[1] == ("done_by_rule", "robots")
    day.be(at(11))
    assert day.notices == []
    assert day.engine.ledger().adds_up
    assert day.engine.undo() == ""  # nobody did it


def test_a_budget_is_for_one_block_and_what_is_beyond_it_comes_first(day: Day) -> None:
    for _ in range(4):
        day.arrive(**VERIFIED)
    assert (day.count(State.RELEASED), day.count(State.HELD)) == (2, 2)
    day.arrive(2, sender_address="x@other.example", received_at=day.clock.now() + timedelta(seconds=5))
    spent = [row.item.id for row in day.engine.rows(State.HELD) if row.item.because == "budget"]
    assert told(day, spent[0])[1] == ("over_budget", "the client")
    day.be(at(11))
    found = day.engine.batch()
    assert found is not None
    assert [row.item.id for row in found[1]][:2] == spent
    day.be(at(12))
    for number in range(3):  # outside a block none is spent
        day.arrive(**VERIFIED, received_at=at(12) - timedelta(minutes=20 * number))
    assert day.count(State.HELD) == 0
    day.be(at(12, 1))
    day.engine.focus(length=timedelta(minutes=30))
    for number in range(3):
        day.arrive(**VERIFIED, received_at=at(12) - timedelta(minutes=20 * number))
    assert day.count(State.HELD) == 1


def test_a_budget_holds_within_one_portion_and_after_a_kill(day: Day) -> None:
    day.arrive(3, **VERIFIED)
    assert (day.count(State.RELEASED), day.count(State.HELD)) == (2, 1)
    day.restart(at(9), killed=True)
    day.arrive(**VERIFIED)
    assert (day.count(State.RELEASED), day.count(State.HELD)) == (2, 2)


def test_the_same_person_again_within_a_quarter_of_an_hour_passes(day: Day) -> None:
    her = {"sender_address": "ines@other.example", **VERIFIED}
    day.arrive(**her)
    day.be(at(9, 1))
    day.arrive(**her)
    assert day.count(State.RELEASED) == 0
    day.be(at(9, 16))
    day.arrive(**her)
    assert only(day, State.RELEASED).passed_by == "again"
    day.arrive(2, sender_address="x@other.example")  # nobody vouches for them
    day.arrive(2, sender_address="y@other.example", list_id="news.example", **VERIFIED)
    assert day.count(State.RELEASED) == 1
    refused = next(row for row in day.engine.rows(State.HELD) if row.item.sender_address == "y@other.example")
    assert refused.item.ruled_by == "newsletters in the evening"


def test_who_tries_again_unvouched_says_so(day: Day) -> None:
    her: dict[str, Any] = {"sender_address": "ines@other.example"}
    day.arrive(**her, **VERIFIED)
    day.arrive(**her)
    assert [row.refused_by for row in day.engine.rows(State.HELD)] == ["again", ""]


@pytest.mark.logs("The keyring cannot be used")
def test_a_tagged_address_counts_where_it_is_ones_own(day: Day) -> None:
    file = day.paths.settings_file
    account = '[[account]]\nname = "home"\nkind = "imap"\nhost = "h.example"\nuser = "Me@x.example"\n'
    file.write_text(file.read_text() + account)
    day.be(at(8, 50))
    day.arrive(to=("me@x.example", "ME+Urgent@x.example"))
    assert only(day, State.RELEASED).passed_by == "urgent"
    day.arrive(to=("you+urgent@x.example",))
    day.arrive(to=("me+urgently@x.example", "me+urgent@y.example"))
    assert day.count(State.RELEASED) == 1


def test_not_urgent_and_always_write_rules_that_hold_from_then_on(day: Day) -> None:
    day.arrive(**VERIFIED)
    passed = only(day, State.RELEASED)
    line = day.engine.not_urgent(passed.id)
    assert (line.act, line.match) == ("hold", {"address": ["claire@client.example"]})
    names = [one.name for one in day.engine.rules()]
    assert names.index(line.name) == names.index("the client") - 1
    day.arrive(**VERIFIED, received_at=at(8, 20))
    held = only(day, State.HELD)
    assert held.ruled_by == line.name
    with pytest.raises(RequestError):
        day.engine.not_urgent(held.id)
    always = day.engine.always(held.id)
    assert not always.unverified
    assert day.engine.rules()[0].name == always.name
    assert line.name not in [one.name for one in day.engine.rules()]  # what the other key said of the same is gone
    day.arrive(**VERIFIED)
    assert day.count(State.RELEASED) == 2
    day.engine.remove_rule(always.name)
    assert always.name not in [one.name for one in day.engine.rules()]


def test_always_says_where_nobody_vouches_and_refuses_what_is_forged(day: Day) -> None:
    day.arrive(sender_address="a@other.example")
    assert day.engine.always(only(day, State.HELD).id).unverified
    day.arrive(sender_address="b@other.example", verdict=Verdict.FAILED)
    with pytest.raises(RequestError, match="not from it"):
        day.engine.always(day.engine.rows(State.HELD)[0].item.id)
