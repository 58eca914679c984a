"""Rules edited, taken back and tried, on the real engine and a real settings file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.core.desk import RequestError
from desktop.core.rule_views import Caught
from desktop.core.settings.choices import Language
from inbox.item import Item, State, Verdict
from inbox.rules import CODES, HOLD, Match, Rule
from tests.desktop.core.day import Day, at

RULES = """
# theirs
[[rule]]
name = "the client"
match = { domain = ["client.example"] }

# not mine
[[rule]]
name = "news"
match = { list = true }
act = "hold"
"""
CLIENT = "anna@client.example"


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    made = Day(tmp_path, at(8))
    file = made.paths.settings_file
    file.write_text(file.read_text() + RULES)
    made.be(at(8, 45))
    made.arrive(0)
    yield made
    made.engine.close()


def text(day: Day) -> str:
    return day.paths.settings_file.read_text()


def names(day: Day) -> list[str]:
    return [rule.name for rule in day.engine.rule_set().rules]


def through(day: Day) -> Item:
    day.arrive(sender_address=CLIENT, verdict=Verdict.VERIFIED)
    return day.engine.rows(State.RELEASED)[0].item


def test_rules_are_put_moved_and_taken_and_come_back_as_they_were(day: Day) -> None:
    before, shown = text(day), day.engine.rule_set()
    client, news = shown.rules
    assert day.engine.put_rule(2, CODES).rules == (client, news, CODES)
    assert day.engine.move_rule(2, 0, CODES).rules == (CODES, client, news)
    off = replace(news, off=True)
    assert day.engine.put_rule(2, off, news).rules == (CODES, client, off)
    assert day.engine.set_rules(shown.rules).rules == shown.rules
    assert "# theirs\n[[rule]]" in text(day)
    assert text(day) == before
    day.engine.take_rule(0, client)
    assert "# theirs" not in text(day)
    assert day.engine.set_rules((client, news)).rules == (client, news)
    assert text(day) == before


def test_what_was_seen_must_be_there_still(day: Day) -> None:
    client, news = day.engine.rule_set().rules
    day.engine.take_rule(0, client)
    before = text(day)
    with pytest.raises(RequestError, match="meanwhile"):
        day.engine.move_rule(0, 1, client)
    with pytest.raises(RequestError, match="meanwhile"):
        day.engine.put_rule(1, client, news)
    with pytest.raises(RequestError, match="meanwhile"):
        day.engine.set_rules((), (client, news))
    with pytest.raises(RequestError, match="Nothing was changed"):
        day.engine.put_rule(0, Rule("wrong", Match(regex=("(",))))
    assert text(day) == before


def test_what_a_rule_can_be_about_and_what_is_odd(day: Day) -> None:
    day.engine.put_rule(0, Rule("digest", Match(list=True), HOLD, until="late mornin"))
    shown = day.engine.rule_set()
    assert (shown.check_ins, shown.accounts) == (("late morning",), ("work",))
    assert [(one.place, one.code) for one in shown.oddities] == [(1, "no_check_in"), (3, "never_matches")]


def test_a_rule_that_is_off_decides_nothing(day: Day) -> None:
    client, _ = day.engine.rule_set().rules
    day.engine.put_rule(0, replace(client, off=True), client)
    day.arrive(sender_address=CLIENT, verdict=Verdict.VERIFIED)
    assert day.count(State.RELEASED) == 0
    assert day.engine.rules()[0].off


def test_not_urgent_is_in_the_history_and_undo_takes_its_rule_away(day: Day) -> None:
    item = through(day)
    before = text(day)
    made = day.engine.not_urgent(item.id)
    assert names(day) == [made.name, "the client", "news"]
    told = day.engine.details(item.id).history[-1]
    assert (told.what, told.by) == ("not_urgent", made.name)
    assert not day.engine.not_urgent(item.id).new
    assert day.engine.undo() == "not_urgent"
    assert text(day) == before
    assert day.engine.details(item.id).history[-1].what.startswith("undone:not_urgent")
    assert day.engine.undo() == ""


def test_undo_takes_back_in_turn_and_brings_back_what_a_key_took_away(day: Day) -> None:
    item = through(day)
    not_urgent = day.engine.not_urgent(item.id)
    always = day.engine.always(item.id)
    assert names(day) == [always.name, "the client", "news"]  # both are about the same address
    day.engine.done([item.id])
    assert [day.engine.undo() for _ in range(2)] == ["done", "always"]
    assert names(day) == [not_urgent.name, "the client", "news"]


def test_undo_after_other_changes_takes_its_own_rule_alone(day: Day) -> None:
    item = through(day)
    made = day.engine.always(item.id)
    day.engine.put_rule(0, CODES)
    day.restart(at(9), killed=True)
    assert day.engine.undo() == "always"
    assert made.name not in names(day)
    assert names(day) == ["codes", "the client", "news"]


def tried(day: Day, place: int, *rules: Rule) -> Caught:
    later = day.engine.caught(rules, place)
    return later.run()


def test_a_rule_is_tried_on_the_last_days(day: Day) -> None:
    item = through(day)
    day.engine.not_urgent(item.id)
    for _ in range(3):
        day.arrive(sender_address=CLIENT, verdict=Verdict.VERIFIED)
    day.arrive(sender_address=CLIENT)
    day.arrive(list_id="news.example", sender_address="news@news.example")
    day.arrive(sender_address="other@example.org", received_at=at(8) - timedelta(days=31))
    client = Rule("mine", Match(domain=("client.example",)), budget=2, off=True)
    found = tried(day, 1, Rule("codes", Match(code=True)), client)
    assert (found.days, found.items, found.total) == (30, 6, 5)
    assert (found.through, found.over_budget, found.unverified, found.not_urgent) == (2, 2, 1, 1)
    assert [line.what for line in found.lines][-1] == "through"
    assert found.lines[-1].not_urgent
    found = tried(day, 1, Rule("all of a list", Match(list=True), HOLD), Rule("late", Match(list=True)))
    assert found.total == 0
    assert tried(day, 0, Rule("list", Match(list=True), HOLD)).held == 1
    with pytest.raises(RequestError):
        tried(day, 1, client)
    assert day.engine.ledger().adds_up


def test_what_a_key_writes_is_called_in_the_language_of_the_app(day: Day) -> None:
    item = through(day)
    spoken = day.engine.preferences()
    day.engine.set_preferences(replace(spoken, language=Language.FRENCH))
    made = day.engine.not_urgent(item.id)
    assert made.name == f"pas urgent ({CLIENT})"
    assert 'name = "pas urgent' in text(day)
    assert day.engine.always(item.id).name == f"toujours ({CLIENT})"
    day.engine.set_preferences(replace(spoken, language=Language.ENGLISH))
    again = day.engine.always(item.id)
    assert (again.name, again.new) == (f"toujours ({CLIENT})", False)
    assert day.engine.not_urgent(item.id).name == f"not urgent: {CLIENT}"
    assert day.engine.undo() == "not_urgent"
    assert names(day) == [f"toujours ({CLIENT})", "the client", "news"]


def test_a_rule_of_a_key_that_was_renamed_is_not_written_twice(day: Day) -> None:
    item = through(day)
    made = day.engine.always(item.id)
    [rule] = [one for one in day.engine.rule_set().rules if one.name == made.name]
    day.engine.put_rule(0, replace(rule, name="Claire"), rule)
    assert (day.engine.always(item.id).name, day.engine.always(item.id).new) == ("Claire", False)
    assert names(day) == ["Claire", "the client", "news"]
