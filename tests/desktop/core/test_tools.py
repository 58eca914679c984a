"""A sender that the person calls a tool: the rule is written, what is there is sorted anew, and both are taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.core.desk import RequestError
from desktop.core.views import ToolLine
from inbox.item import Channel, Item, Verdict
from tests.desktop.core.day import Day, at

CLAAP: dict[str, Any] = {
    "sender_name": "Claap",
    "sender_address": "No-Reply@mail.claap.io",
    "verdict": Verdict.VERIFIED,
}
SENDER = "no-reply@mail.claap.io"
MAIL = (Channel.MAIL, "", 0)
MENTION = (Channel.MENTION, "Claap", 2)


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    made = Day(tmp_path, at(12))
    made.paths.settings_file.write_text(made.paths.settings_file.read_text() + "# mine\n")
    yield made
    made.engine.close()


def items(day: Day) -> list[Item]:
    return sorted((one.item for one in day.engine.search("contract")), key=lambda one: one.id)


def sorts(day: Day) -> list[tuple[Channel, str, int]]:
    return [(one.channel, one.tool, one.rank) for one in items(day)]


def test_all_of_a_sender_and_nothing_else(day: Day) -> None:
    day.arrive(3, **CLAAP)
    day.arrive(1)
    day.arrive(1, **{**CLAAP, "verdict": Verdict.UNKNOWN})
    before = items(day)
    day.engine.done([before[1].id])
    assert day.engine.call_tool(before[0].id) == ToolLine("Claap", SENDER, 2, 1)
    assert sorts(day) == [MENTION, MAIL, MENTION, MAIL, (Channel.MAIL, "Claap", 0)]
    assert [one.state for one in items(day)][2:] == [one.state for one in before][2:]
    assert day.engine.tools() == (ToolLine("Claap", SENDER),)
    written = day.paths.settings_file.read_text()
    assert f'[[tool]]\nfrom = "{SENDER}"\nname = "Claap"' in written
    assert "# mine" in written


def test_undo_takes_back_the_rule_and_what_it_changed(day: Day) -> None:
    day.arrive(2, **CLAAP)
    day.engine.call_tool(items(day)[0].id, "Films")
    assert day.engine.undo() == "tool"
    assert sorts(day) == [MAIL, MAIL]
    assert day.engine.tools() == ()
    assert "tool" not in day.paths.settings_file.read_text()
    assert day.engine.undo() == ""


def test_one_that_is_done_goes_along_when_it_is_the_one(day: Day) -> None:
    day.arrive(2, **CLAAP)
    first, second = items(day)
    day.engine.done([first.id, second.id])
    assert day.engine.call_tool(first.id).items == 1
    assert sorts(day) == [MENTION, MAIL]
    assert (day.engine.undo(), day.engine.undo()) == ("tool", "done")
    assert sorts(day) == [MAIL, MAIL]


def test_a_whole_domain_and_what_lies_below_it(day: Day) -> None:
    for address in ("a@claap.io", "b@mail.claap.io", "c@notclaap.io", "d@claap.io.example.net", "e@cla%p.io"):
        day.arrive(1, **{**CLAAP, "sender_address": address})
    assert day.engine.add_tool(" Claap ", "@Claap.io") == ToolLine("Claap", "@claap.io", 2)
    assert sorts(day) == [MENTION, MENTION, MAIL, MAIL, MAIL]


def test_it_is_the_same_after_a_restart_and_is_removed_by_name_or_sender(day: Day) -> None:
    day.engine.add_tool("Claap", SENDER)
    day.engine.add_tool("Claap", "@claap.io")
    day.engine.add_tool("Films", SENDER)
    day.restart(at(12, 5))
    assert day.engine.tools() == (ToolLine("Films", SENDER), ToolLine("Claap", "@claap.io"))
    assert day.engine.remove_tool("films") == (ToolLine("Films", SENDER),)
    assert day.engine.remove_tool("@claap.io") == (ToolLine("Claap", "@claap.io"),)
    assert day.engine.tools() == ()
    with pytest.raises(RequestError, match="no tool named"):
        day.engine.remove_tool("Claap")


def test_what_is_a_tools_already_or_looks_like_one_is_refused(day: Day) -> None:
    day.arrive(1, **CLAAP, tool="github")
    day.arrive(1, **CLAAP, tool="github", channel=Channel.MENTION)
    day.arrive(1, **{**CLAAP, "sender_address": ""})
    said = []
    for one in items(day):
        with pytest.raises(RequestError) as refused:
            day.engine.call_tool(one.id)
        said.append(refused.value.message)
    assert "looks like one of github" in said[0]
    assert "one of github already" in said[1]
    assert "no sender" in said[2]
    assert day.engine.tools() == ()


def test_a_sender_that_is_none_and_a_name_that_is_empty_are_refused(day: Day) -> None:
    before = day.paths.settings_file.read_text()
    for name, sender in (("Claap", "claap.io"), ("Claap", ""), (" ", SENDER)):
        with pytest.raises(RequestError) as refused:
            day.engine.add_tool(name, sender)
        assert "Nothing was changed" in f"{refused.value}{refused.value.message}"
    assert day.paths.settings_file.read_text() == before
