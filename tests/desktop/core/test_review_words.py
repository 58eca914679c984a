"""A week in words: Markdown and the weekly note, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.core.review_views import Waited
from desktop.core.review_words import days, length, markdown, note
from focus import review_note
from tests.desktop.review_double import sample_review

REVIEW = sample_review()


def test_the_whole_week_in_english() -> None:
    text = markdown(REVIEW, "en")
    for line in (
        "# Week in review, 16 to 22 November 2026 (2026-W47)",
        "This week is not over yet.",
        "18 h 10 in focus, 2 h 38 more than the week before.",
        "| Mon 16/11 | 4 h 30 | 45 min |",
        "- Release 2.0: 10 h 30",
        "- Ship 2.0: 12 h 40",
        "- No objective: 1 h 30",
        "Check-ins held: 15, median 11 min to clear, not cleared: 1.",
        "- Held: 412. Let through at once: 5.",
        "    - key client and the lab: 2, of which not urgent: 1",
        "- Answers in time: 33 of 35.",
        "- 22 h: acme/boat, Review asked: new hull, and still waits",
        "- GitHub: 18/11 10:00 to 18/11 10:35",
    ):
        assert line in text.splitlines(), text
    assert text.count("| 2026-W") == 12


def test_with_nothing_known_of_the_week_before_nothing_is_compared() -> None:
    first = replace(REVIEW, focus_before=timedelta())
    assert "18 h 10 in focus." in markdown(first, "en").splitlines()
    assert "18 h 10 de concentration." in markdown(first, "fr").splitlines()


def test_the_whole_week_in_french() -> None:
    text = markdown(REVIEW, "fr")
    for line in (
        "# Bilan de la semaine, du 16 au 22 novembre 2026 (2026-W47)",
        "18 h 10 de concentration, 2 h 38 de plus que la semaine d’avant.",
        "| lun. 16/11 | 4 h 30 | 45 min |",
        "- Sans objectif\u00a0: 1 h 30",
        "- Réponses à temps\u00a0: 33 sur 35.",
    ):
        assert line in text.splitlines(), text
    for english in ("Held", "None", "Objectives\n", "week before", "of which"):
        assert english not in text


@pytest.mark.parametrize(
    ("week", "english", "french"),
    [
        ("2026-W47", "16 to 22 November 2026", "du 16 au 22 novembre 2026"),
        ("2026-W31", "27 July to 2 August 2026", "du 27 juillet au 2 août 2026"),
        ("2026-W53", "28 December 2026 to 3 January 2027", "du 28 décembre 2026 au 3 janvier 2027"),
        ("2026-W23", "1 to 7 June 2026", "du 1er au 7 juin 2026"),
    ],
)
def test_days(week: str, english: str, french: str) -> None:
    found = sample_review(week)
    assert (days(found, "en"), days(found, "fr")) == (english, french)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 min"), (0.4, "0 min"), (59.6, "1 h"), (61, "1 h 01"), (1570, "26 h 10"), (-90, "1 h 30")],
)
def test_lengths(minutes: float, said: str) -> None:
    assert length(timedelta(minutes=minutes)) == said


def test_a_week_to_come_says_so_and_nothing_else() -> None:
    assert markdown(sample_review("2026-W48"), "en") == (
        "# Week in review, 23 to 29 November 2026 (2026-W48)\n\nThis week is still to come.\n"
    )


def test_what_others_wrote_stays_in_its_line_and_marks_nothing() -> None:
    hostile = Waited(1, "Eve\n# Boss", "| x | <script> [a](b) `c` \x1b[2J\u202e", timedelta(hours=1))
    text = markdown(replace(REVIEW, waits=(hostile,)), "en")
    assert "- 1 h: Eve \\# Boss, \\| x \\| \\<script\\> \\[a\\](b) \\`c\\` \\[2J" in text.splitlines()


def test_the_usual_note_has_its_four_parts() -> None:
    for language, head in (("en", "Highlights"), ("fr", "Temps forts")):
        text = note(REVIEW, "", (), language)
        assert f"## {head}\n\n- Release 2.0" in text
        assert text.count("## ") == 4
    assert set(review_note.USUAL) == {"en", "fr"}
    assert all(review_note.is_right(one) for one in review_note.USUAL.values())


def test_what_is_private_is_not_named_however_it_is_written() -> None:
    text = note(REVIEW, "", ("hire  A designer",), "en")
    assert "designer" not in text
    assert "Grow the team" not in text
    assert "Ship 2.0: 12 h 40" in text
    assert "18 h 10 in focus" in text


def test_every_name_of_the_template_is_filled_and_no_rule_is_named() -> None:
    template = "".join(f"{name}={{{name}}}\n" for name in review_note.NAMES)
    text = note(REVIEW, template, (), "en")
    assert text.startswith("week=2026-W47\ndays=16 to 22 November 2026\nfocus=18 h 10\n")
    assert "{" not in text
    assert "key client" not in text
