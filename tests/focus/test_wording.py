"""What colleagues read."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QTextBoundaryFinder

from focus.wording import Block, Wording, cut, is_right, length, names_intention, said

PARIS = ZoneInfo("Europe/Paris")
NINE = datetime(2026, 11, 23, 9, tzinfo=PARIS)  # a Monday
ELEVEN = NINE.replace(hour=11)
HALF_PAST = NINE.replace(hour=11, minute=30)
SECRET = "Zephyr-7Q"
CALL = "+33 6 12 34 56 78, or call"


def block(*, next_check_in: datetime | None = HALF_PAST, end: datetime = ELEVEN, intention: str = SECRET) -> Block:
    return Block(NINE, end, next_check_in, intention)


@pytest.mark.parametrize(
    ("wording", "planned", "expected"),
    [
        (Wording(), True, "In focus until 11:00, reading messages at 11:30"),
        (Wording(), False, "In focus until 11:00"),
        (Wording(urgent=CALL), True, f"In focus until 11:00, reading messages at 11:30. Urgent: {CALL}"),
        (Wording(urgent=CALL), False, f"In focus until 11:00. Urgent: {CALL}"),
        (Wording(intention=True), True, "In focus on Zephyr-7Q until 11:00, reading messages at 11:30"),
        (Wording(intention=True), False, "In focus on Zephyr-7Q until 11:00"),
        (Wording(name_zone=True), True, "In focus until 11:00 UTC+1, reading messages at 11:30 UTC+1"),
        (Wording(language="fr"), True, "En concentration jusqu’à 11:00, lecture des messages à 11:30"),
        (Wording(language="fr"), False, "En concentration jusqu’à 11:00"),
        (Wording(language="fr", urgent="06"), False, "En concentration jusqu’à 11:00. Urgences\u00a0: 06"),
        (Wording(language="fr", intention=True), False, "En concentration sur Zephyr-7Q jusqu’à 11:00"),
        (Wording("Back at {end}"), True, "Back at 11:00"),
        (Wording("Back at {end}. Messages: {next_check_in}. Call {urgent}"), True, "Back at 11:00. Messages: 11:30"),
        (Wording("{intention}, until {end}"), True, "until 11:00"),
        (Wording("{intention}, until {end}", intention=True), True, "Zephyr-7Q, until 11:00"),
        (Wording("Until {end} (messages at {next_check_in}), thanks"), False, "Until 11:00, thanks"),
        (Wording("Until {end} - messages at {next_check_in}"), True, "Until 11:00 - messages at 11:30"),
        (Wording("Until {end} - messages at {next_check_in}"), False, "Until 11:00"),
        (Wording("{{{end}}}"), True, "{11:00}"),
        # Nothing of it is known: something must be said.
        (Wording("{intention}"), True, "In focus until 11:00, reading messages at 11:30"),
        (Wording("Call {urgent}", urgent="a {b} c"), True, "Call a {b} c"),
    ],
)
def test_what_is_said(wording: Wording, planned: bool, expected: str) -> None:
    assert said(block(next_check_in=HALF_PAST if planned else None), wording, 200) == expected


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (200, f"In focus until 11:00, reading messages at 11:30. Urgent: {CALL}"),
        (83, f"In focus until 11:00, reading messages at 11:30. Urgent: {CALL}"),
        (80, f"In focus until 11:00. Urgent: {CALL}"),
        (50, "In focus until 11:00, reading messages at 11:30"),
        (40, "In focus until 11:00"),
        (15, "Until 11:00"),
        (6, "11:00"),
        (4, "11:…"),
        (1, "…"),
        (0, ""),
    ],
)
def test_the_usual_words_have_shorter_forms(most: int, expected: str) -> None:
    assert said(block(), Wording(urgent=CALL), most) == expected


def test_the_intention_goes_before_how_to_be_reached_does() -> None:
    wording = Wording(urgent=CALL, intention=True)
    long = block(intention="what takes very many words to tell of, and more of them")
    assert said(long, wording, 100) == f"In focus until 11:00, reading messages at 11:30. Urgent: {CALL}"


@pytest.mark.parametrize(
    ("instant", "language", "expected"),
    [
        (NINE.replace(hour=23, minute=59), "en", "23:59"),
        (NINE + timedelta(days=1), "en", "Tue 09:00"),
        (NINE + timedelta(days=1), "fr", "mar. 09:00"),
        (NINE + timedelta(days=6), "en", "Sun 09:00"),
        (NINE + timedelta(days=7), "en", "2026-11-30 09:00"),
    ],
)
def test_another_day_is_named(instant: datetime, language: str, expected: str) -> None:
    assert said(block(end=instant, next_check_in=None), Wording("{end}", language=language), 99) == expected


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("UTC", "11:00 UTC"), ("America/St_Johns", "11:00 UTC-3:30"), ("Asia/Kolkata", "11:00 UTC+5:30")],
)
def test_a_zone_is_named_by_its_offset(zone: str, expected: str) -> None:
    at = ELEVEN.replace(tzinfo=ZoneInfo(zone))
    assert said(Block(at, at, None), Wording("{end}", name_zone=True), 99) == expected


@pytest.mark.parametrize(
    "wrong", ["{name}", "{}", "{0}", "{end!r}", "{end:%H}", "{end", "end}", "{end.year}", "{intention[0]}", "{ end }"]
)
def test_what_names_what_there_is_not_is_wrong(wrong: str) -> None:
    assert not is_right(wrong)


def test_what_is_right() -> None:
    assert is_right("")
    assert is_right("{end} {next_check_in} {urgent} {intention} {{}}")
    assert names_intention("on {intention}")
    assert not names_intention("{{intention}}")


WORDINGS = st.builds(
    Wording,
    st.sampled_from(["", "{end}", "On {intention}, call {urgent}", "👩‍👩‍👧 {intention} é", "a" * 300]),
    st.text(max_size=80),
    st.booleans(),
    st.sampled_from(["en", "fr"]),
    st.booleans(),
)


@given(WORDINGS, st.integers(0, 160), st.sampled_from([None, HALF_PAST]))
def test_never_longer_than_it_may_be_and_never_the_intention_unless_allowed(
    wording: Wording, most: int, next_check_in: datetime | None
) -> None:
    told = said(block(next_check_in=next_check_in), wording, most)
    assert length(told) <= most
    assert bool(told) is (most > 0)
    assert wording.intention or SECRET not in told
    assert "\n" not in told


def test_every_combination_says_something_that_is_whole() -> None:
    for language, urgent, allowed, zone, planned in product(
        ("en", "fr"), ("", CALL), (False, True), (False, True), (None, HALF_PAST)
    ):
        told = said(block(next_check_in=planned), Wording("", urgent, allowed, language, zone), 500)
        assert "11:00" in told
        assert (CALL in told) is bool(urgent)
        assert (SECRET in told) is allowed
        assert ("UTC+1" in told) is zone
        assert ("11:30" in told) is bool(planned)
        assert not set(told) & set("{}…")


LETTERS = [
    "a",
    "\u00e9",
    "e\u0301",
    "\U0001f44d\U0001f3fd",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
    "\U0001f1eb\U0001f1f7",
    "\U0001f3f4\U000e0067\U000e0062\U000e007f",
    "\uac01",
    "\u1100\u1161\u11a8",
    "\u2764\ufe0f",
]


@given(st.lists(st.sampled_from(LETTERS), max_size=30).map("".join), st.integers(1, 60))
def test_a_cut_is_never_within_a_letter(text: str, most: int) -> None:
    found = cut(text, most)
    assert length(found) <= most
    if found == text:
        return
    assert found.endswith("…")
    bounds = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    bounds.setPosition(length(found.removesuffix("…")))
    assert bounds.isAtBoundary()
