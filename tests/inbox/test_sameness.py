"""What the desktop shows is what a tool told only where who, what and when all agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from inbox.sameness import WINDOW, Sighting, same_thing
from tests.inbox.arrivals import NOON

TOLD = Sighting("slack", "Ada", "#boats", "@grace could you look at the gate?", NOON, caught=False)
SHOWN = Sighting("slack", "", "Ada in #boats", "@Grace could you look at the gate?", NOON, caught=True)


@pytest.mark.parametrize(
    ("title", "text", "same"),
    [
        ("Ada in #boats", "@Grace could you look at the gate?", True),
        ("Ada", "Ada: @grace  could you look\nat the gate", True),  # as some write who it is before the words
        ("[harbour] in #boats", "Ada: @grace could you look at the gate?", True),
        ("Ada in #boats", "@grace could you look at th…", True),
        ("Ada in #boats", "could you look at the gate?", True),  # the name one is called by is not always shown
        ("Ada in #boats", "@grace could you…", True),
        ("Ada in #boats", "@grace…", False),
        ("Ada in #boats", "@grace could you", False),  # a whole message, and a shorter one
        ("Ada in #boats", "@grace could you look at the boat?", False),
        ("Ada in #boats", "", False),
        ("Ada in #boats", "…", False),
        ("Adam in #boats", "@grace could you look at the gate?", False),
        ("New message", "@grace could you look at the gate?", False),
        ("Ben in #boats", "@grace could you look at the gate? Ada", False),
    ],
)
def test_who_and_what_must_agree(title: str, text: str, same: bool) -> None:
    shown = replace(SHOWN, title=title, text=text)
    assert same_thing(shown, TOLD) is same
    assert same_thing(TOLD, shown) is same


def test_of_few_words_all_must_be_the_same() -> None:
    told = replace(TOLD, text="ok")
    assert same_thing(replace(SHOWN, text="OK"), told)
    assert not same_thing(replace(SHOWN, text="ok then"), told)


def test_where_a_tool_tells_no_text_its_title_counts() -> None:
    assert same_thing(replace(SHOWN, text="The gate is stuck"), replace(TOLD, title="The gate is stuck", text=""))


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({"at": NOON + WINDOW}, True),
        ({"at": NOON - WINDOW}, True),
        ({"at": NOON + WINDOW + timedelta(seconds=1)}, False),
        ({"tool": "Slack"}, True),
        ({"tool": "zulip"}, False),
        ({"tool": ""}, False),
        ({"actor": ""}, False),
        ({"caught": True}, False),
    ],
)
def test_when_and_where_must_agree(changed: dict[str, object], same: bool) -> None:
    assert same_thing(SHOWN, replace(TOLD, **changed)) is same  # type: ignore[arg-type]


def test_two_of_a_kind_are_never_the_same() -> None:
    assert not same_thing(TOLD, TOLD)
    assert not same_thing(SHOWN, SHOWN)
