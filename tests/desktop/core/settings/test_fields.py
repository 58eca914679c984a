from __future__ import annotations

import pytest

from desktop.core.settings.fields import from_words, is_name, is_right, right_for
from inbox.sources import Field, Value

PORT = Field("port", "Port", "number", least=1, most=65535)
PUSH = Field("push", "Push", "flag")
HOST = Field("host", "Host")
BOXES = Field("mailbox", "Mailboxes", "texts", most=3)
MODE = Field("mode", "Mode", "choice", choices=("fast", "slow"))


@pytest.mark.parametrize(
    ("field", "words", "value"),
    [
        (PORT, "993", 993),
        (PORT, "0", None),
        (PORT, "-1", None),
        (PORT, "x", None),
        (PORT, "²", None),
        (PUSH, "yes", True),
        (PUSH, "off", False),
        (PUSH, "maybe", None),
        (HOST, "imap.example.org", "imap.example.org"),
        (HOST, "", None),
        (HOST, "a\nb", None),
        (MODE, "fast", "fast"),
        (MODE, "medium", None),
        (BOXES, "a, b", ("a, b",)),
        (BOXES, "", None),
        (BOXES, "a\nb", None),
    ],
)
def test_typed_values(field: Field, words: str, value: Value | None) -> None:
    assert from_words(field, words) == value


def test_a_number_is_not_a_flag_nor_a_flag_a_number() -> None:
    assert not is_right(PORT, True)
    assert not is_right(PUSH, 1)
    assert not is_right(HOST, 3)


def test_what_would_be_right_is_said() -> None:
    assert right_for(PORT) == "a whole number from 1 to 65535"
    assert right_for(Field("n", "N", "number", least=3)) == "a whole number of at least 3"
    assert right_for(Field("n", "N", "number", most=3)) == "a whole number of at most 3"
    assert right_for(Field("n", "N", "number")) == "a whole number"
    assert right_for(MODE) == 'one of "fast", "slow"'


@pytest.mark.parametrize("wrong", [(), ("a", "a"), ("a", ""), ("a", 1), ("a", "b", "c", "d"), ["a"], 3, "a"])
def test_several_texts_are_different_ones_and_not_too_many(wrong: object) -> None:
    assert is_right(BOXES, ("a", "b "))
    assert not is_right(BOXES, wrong)
    assert right_for(BOXES) == "a text of one line, or a list of at most 3 of them, each once"


@pytest.mark.parametrize("name", ["", " a", "-a", "a\t", "mail", "MENTION", "x" * 41, 3, "\u202ea"])
def test_no_name(name: object) -> None:
    assert not is_name(name)


@pytest.mark.parametrize("name", ["work", "x" * 40, "Büro 2", "日本", "a-b"])
def test_a_name(name: str) -> None:
    assert is_name(name)
