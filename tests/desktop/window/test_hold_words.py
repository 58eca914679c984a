"""What rules have to do with a message, above its text: each code has its words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.core.views import Hold, Row, RuleLine
from desktop.window.event_words import event_line
from desktop.window.hold_words import held_note, rule_written
from desktop.window.texts import chips, sentence
from inbox.item import Event, State
from inbox.rules import Because
from tests.desktop import sample

AT = sample.FOCUS.astimezone(sample.ZONE)
HELD = replace(sample.items()[0], state=State.HELD, released_at=None, ruled_by="the client")
UNTIL = Hold(sample.FOCUS.replace(hour=15, minute=0), "between")


@pytest.mark.parametrize(
    ("because", "waits_for", "said"),
    [
        (Because.BUDGET, "", "had let enough through in this focus block: this one comes first in its group."),
        (Because.OLD, "", "did not let it through: it came too late to be urgent."),
        (Because.RULE, "", "has it wait."),
        (Because.RULE, "gone", "has it wait for “gone”, and no check-in is called so."),
    ],
)
def test_a_hold_says_what_a_rule_has_to_do_with_it(because: Because, waits_for: str, said: str) -> None:
    item = replace(HELD, because=because.value, waits_for=waits_for)
    assert held_note(Row(item, UNTIL), AT) == f"Held until 16:00, the next check-in. Your rule “the client” {said}"


def test_a_hold_for_a_check_in_of_its_own_names_both() -> None:
    hold = Hold(UNTIL.until, "rule", "friday digest")
    item = replace(HELD, because="rule", waits_for="friday digest", ruled_by="newsletters")
    assert held_note(Row(item, hold), AT) == (
        "Held until 16:00, the check-in “friday digest”, by your rule “newsletters”."
    )


def test_what_was_done_silently_says_by_which_rule() -> None:
    item = replace(HELD, state=State.DONE, because="done")
    assert held_note(Row(item), AT) == "Done silently by your rule “the client”."


def test_a_label_is_on_the_row_and_is_read_out() -> None:
    item = replace(HELD, label="news")
    assert ("news", "quiet") in chips(item)
    assert ", news," in sentence(Row(item, UNTIL), AT)


def line(act: str = "pass", **more: bool) -> str:
    return rule_written(RuleLine("always: a@b.example", {"address": ["a@b.example"]}, act, **more))  # type: ignore[arg-type]


def test_what_a_key_wrote() -> None:
    assert line() == "New rule “always: a@b.example”: it comes through at once from now on."
    assert line("hold") == "New rule “always: a@b.example”: it waits from now on."
    assert "nobody vouches that this message is from them" in line(unverified=True)
    assert "was there already" in line(new=False)


@pytest.mark.parametrize("what", ["not_urgent", "always", "tool"])
def test_what_the_person_said_is_in_the_history(what: str) -> None:
    said = event_line(Event(sample.FOCUS, what, "x"), AT)
    assert what not in said.replace("tool (x)", "")
    assert said.endswith("(x)")
