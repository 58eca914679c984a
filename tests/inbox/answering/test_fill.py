"""What is known is filled in, the rest is left to the person, and nothing a stranger says is a fill-in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox.answering.fill import Known, fill, first_name

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC).astimezone(ZoneInfo("Europe/Paris"))
KNOWN = Known("Claire Lemoine", "Contract", "Maya Roux", NOW, NOW + timedelta(hours=1))


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Dear {name},", "Dear Claire Lemoine,"),
        ("{First Name} / {PRENOM} / {prénom}", "Claire / Claire / Claire"),
        ("{subject} {objet} {nom}", "Contract Contract Claire Lemoine"),
        ("{date}: {next check-in} {prochaine relève}", "2026-11-23: 11:30 11:30"),
        ("{my  name} {mon nom}", "Maya Roux Maya Roux"),
        ("none", "none"),
    ],
)
def test_what_is_known_is_filled_in(text: str, filled: str) -> None:
    assert fill(text, KNOWN).text == filled
    assert fill(text, KNOWN).blanks == ()


def test_dates_in_french() -> None:
    french = replace(KNOWN, language="fr", next_check_in=NOW + timedelta(days=1))
    assert fill("{date}, {next check-in}", french).text == "23/11/2026, 24/11/2026 à 10:30"


def test_what_is_not_known_is_a_blank() -> None:
    found = fill("é {name}: {the price} for {next check-in} {}", replace(KNOWN, next_check_in=None))
    assert found.text == "é Claire Lemoine: {the price} for {next check-in} {}"
    assert [found.text[start:end] for start, end in found.blanks] == ["{the price}", "{next check-in}"]


def test_a_stranger_makes_no_fill_in() -> None:
    found = fill("{name}: {subject}", replace(KNOWN, name="{my name}", subject="{first name}"))
    assert (found.text, found.blanks) == ("{my name}: {first name}", ())


@pytest.mark.parametrize(
    ("name", "first"),
    [("Claire Lemoine", "Claire"), ("Lemoine, Claire", "Claire"), ("a@x.example", ""), ("", ""), ("Claire", "Claire")],
)
def test_first_names(name: str, first: str) -> None:
    assert first_name(name) == first


@given(st.text(st.sampled_from("{}name \né𝒳"), max_size=60), st.text(max_size=10))
def test_blanks_are_where_they_are_said_to_be(text: str, name: str) -> None:
    found = fill(text, replace(KNOWN, name=name))
    for start, end in found.blanks:
        blank = found.text[start:end]
        assert blank[0] + blank[-1] == "{}"
        assert blank in text
