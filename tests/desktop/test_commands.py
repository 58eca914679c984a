from __future__ import annotations

from itertools import combinations, product
from unittest.mock import Mock

import pytest
from PySide6.QtGui import QKeySequence

from desktop.commands import PAGES, Command, Group, Situation, group_title, table
from desktop.shortcuts import is_letter
from focus.schedule import Mode

COMMANDS = table(Mock())
SITUATIONS = [
    Situation(page, mode, *flags) for page, mode in product(PAGES, Mode) for flags in product((False, True), repeat=5)
]


def strokes(command: Command) -> list[list[str]]:
    """Each key of a command as the strokes it is made of."""
    return [[QKeySequence(stroke).toString() for stroke in key.split(", ")] for key in command.keys]


def clash(one: Command, other: Command) -> bool:
    """Whether a key of one is, or begins, a key of the other."""
    return any(
        first[: len(second)] == second or second[: len(first)] == first
        for first, second in product(strokes(one), strokes(other))
    )


def test_no_two_commands_answer_the_same_key_at_the_same_time() -> None:
    clashes = [
        (one.id, other.id, situation)
        for one, other in combinations(COMMANDS, 2)
        if clash(one, other)
        for situation in SITUATIONS
        if one.when(situation) and other.when(situation)
    ]
    assert clashes == []


def test_the_clash_test_sees_a_key_that_begins_another() -> None:
    def command(key: str) -> Command:
        return Command(key, key, (key,), Group.APP, lambda: None, lambda _: True)

    assert clash(command("G"), command("G, C"))
    assert clash(command("E"), command("e"))
    assert not clash(command("Shift+F1"), command("F1"))


def test_ids_are_unique_and_every_key_is_one_that_qt_knows() -> None:
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
    for command in COMMANDS:
        for stroke in (stroke for key in strokes(command) for stroke in key):
            assert stroke, command.id


def test_every_command_can_be_used_somewhere_and_has_a_group_with_a_title() -> None:
    for command in COMMANDS:
        assert any(command.when(situation) for situation in SITUATIONS), command.id
        assert group_title(command.group)


@pytest.mark.parametrize("page", ["settings", "first_run", "manual", "answers", "outbox", "compose", "sheet"])
def test_where_people_type_only_chords_and_places_are_left(page: str) -> None:
    """A combo box or a spin box is no text field: letters that act on messages must be off on these pages."""
    undo = {"undo"} if page == "outbox" else set()  # there is nothing to type in there, and drafts can be discarded
    situation = Situation(page, Mode.OPEN, item=True, link=True, mail=True, passed=True)
    letters = {
        command.id
        for command in COMMANDS
        if command.when(situation)
        and any(is_letter(key) and key[-1].isalpha() and "," not in key for key in command.keys)
    }
    assert letters == undo


def test_the_design_s_keys() -> None:
    keys = {command.id: command.keys for command in COMMANDS}
    assert keys["next"] == ("J",)
    assert keys["previous"] == ("K",)
    assert keys["done"] == ("E",)
    assert keys["snooze"] == ("S",)
    assert keys["source"] == ("O",)
    assert keys["pin"] == keys["peek"] == ("P",)
    assert keys["mark"] == ("X",)
    assert keys["undo"] == ("U", "Ctrl+Z")
    assert keys["focus"] == keys["stop_focus"] == ("F9",)
    assert keys["palette"] == ("Ctrl+K",)
    assert "?" in keys["help"]
    assert "/" in keys["search"]
    assert keys["reply"] == ("R",)
    assert "mute" not in keys


def test_focus_lengths_call_with_their_minutes() -> None:
    do = Mock()
    for command in table(do):
        if command.id.startswith("focus_"):
            command.call()
    assert [int(call.args[0].total_seconds() / 60) for call in do.focus.call_args_list] == [25, 50, 90]
