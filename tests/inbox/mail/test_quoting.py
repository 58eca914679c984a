"""What is one's own, what is quoted, what is a signature."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox.mail.quoting import MOST_PASSAGES, passages
from tests.effort import little_work


def kinds(text: str) -> list[tuple[str, str]]:
    return [(str(one.kind), one.text.strip()) for one in passages(text)]


def test_a_quote_begins_with_whose_it_is() -> None:
    text = "Hi\n\nOn Mon, 5 Jan 2026 at 10:00, Anna Lind\n<anna@x.example> wrote:\n\n> one\n> two\n\n> three\n\nYes.\n"
    assert kinds(text) == [
        ("text", "Hi"),
        ("quote", "On Mon, 5 Jan 2026 at 10:00, Anna Lind\n<anna@x.example> wrote:\n\n> one\n> two\n\n> three"),
        ("text", "Yes."),
    ]


@pytest.mark.parametrize(
    "introduction",
    [
        "On 5 Jan 2026, at 10:00, Anna Lind <anna@x.example> wrote:",
        "Le lun. 5 janv. 2026 à 10:00, Anna Lind <anna@x.example> a écrit :",
        "Le 05/01/2026 à 10:00, Anna Lind a écrit\u00a0:",
        "Am 05.01.2026 um 10:00 schrieb Anna Lind:",
        "Am Mo., 5. Jan. 2026 um 10:00 Uhr schrieb Anna:",
        "El lun, 5 ene 2026 a las 10:00, Anna (<anna@x.example>) escribió:",
        "Il giorno lun 5 gen 2026 alle ore 10:00 Anna ha scritto:",
        "Em seg., 5 de jan. de 2026 às 10:00, Anna escreveu:",
        "Op ma 5 jan 2026 om 10:00 schreef Anna:",
        "W dniu 5.01.2026 o 10:00, Anna pisze:",
        "2026-01-05 10:00 GMT+01:00 Anna <anna@x.example> wrote:",
    ],
)
def test_introductions_in_many_languages(introduction: str) -> None:
    assert kinds(f"Yes.\n\n{introduction}\n> old\n") == [("text", "Yes."), ("quote", f"{introduction}\n> old")]


@pytest.mark.parametrize(
    "block",
    [
        "-----Original Message-----\nFrom: Anna\nSent: Monday\nTo: me\nSubject: x\n\nold",
        "-----Message d'origine-----\nDe : Anna\nEnvoyé : lundi\n\nancien",
        "From: Anna Lind <anna@x.example>\nSent: Monday\nTo: me\nSubject: x\n\nold",
        "De : Anna Lind <anna@x.example>\nEnvoyé : lundi 5 janvier\nÀ : moi\nObjet : x\n\nancien",
        "Von: Anna\nGesendet: Montag\nAn: mich\nBetreff: x\n\nalt",
        "On Mon, 5 Jan 2026, Anna wrote:\n\nold, and not marked",
    ],
)
def test_what_quotes_without_a_mark_is_a_quote_to_the_end(block: str) -> None:
    assert kinds(f"Yes.\n\n{block}\n") == [("text", "Yes."), ("quote", block)]


def test_what_is_forwarded_is_not_folded() -> None:
    forwarded = "---------- Forwarded message ---------\nFrom: Anna\nDate: Monday\nSubject: x\nTo: me\n\nRead this."
    assert kinds(f"FYI\n\n{forwarded}") == [("text", f"FYI\n\n{forwarded}")]


def test_a_mail_that_is_nothing_but_a_quote_is_shown_as_it_is() -> None:
    text = "From: Anna\nSent: Monday\nTo: me\nSubject: x\n\nAll of it"
    assert kinds(text) == [("text", text)]
    assert kinds("> only\n> this") == [("text", "> only\n> this")]


def test_a_signature_ends_the_mail_or_stands_before_the_quote() -> None:
    assert kinds("Hi\n-- \nAnna\nHull Ltd") == [("text", "Hi"), ("signature", "-- \nAnna\nHull Ltd")]
    assert kinds("Hi\n\n-- \nAnna\n\nOn 1 Jan 2026, Bo wrote:\n> x\n") == [
        ("text", "Hi"),
        ("signature", "-- \nAnna"),
        ("quote", "On 1 Jan 2026, Bo wrote:\n> x"),
    ]
    assert (
        kinds("Hi\n_______________________________________________\nlist mailing list\nlist@x.example")[1][0]
        == "signature"
    )


def test_what_is_too_long_for_a_signature_is_none() -> None:
    text = "Hi\n-- \n" + "line\n" * 60
    assert kinds(text) == [("text", text.strip())]


def test_passages_are_so_many_and_no_more() -> None:
    text = "> a\nb\n" * 1000
    found = passages(text)
    assert len(found) == MOST_PASSAGES
    assert "\n".join(one.text for one in found) == text


@given(st.lists(st.sampled_from(
    ["> a", ">> b", "", "-- ", "--", "text", "On 1 Jan 2026, Anna wrote:", "Le 1 a écrit :", "From: x", "To: y",
     "Subject: z", "-----Original Message-----", "_" * 30, "---- Forwarded message ----", " ", "\t"]
), max_size=60))  # fmt: skip
def test_nothing_is_lost_or_moved(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = passages(text)
    assert "\n".join(one.text for one in found) == text
    if text.strip():
        assert any(str(one.kind) == "text" and one.text.strip() for one in found)
    assert all(one.kind is not two.kind for one, two in pairwise(found))


@pytest.mark.parametrize(
    "text",
    [
        "> \n" * 100_000,
        "On 1 wrote:\n" * 60_000,
        "On 1 wrote:\n" * 60_000 + "> x",
        "\n" * 300_000,
        "x\n" + "-- \n" * 100_000,
        "a" * 1_000_000,
        "From: x\nTo: y\n" * 50_000,
        "_" * 1_000_000,
        "> a\nb\n" * 60_000,
        " " * 500_000 + "wrote:\n> a",
    ],
)
def test_it_is_linear(text: str) -> None:
    with little_work():
        passages(text)
