from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.notice_words import BODY_LENGTH, TITLE_LENGTH, language_of, words
from desktop.core.text import escaped
from desktop.core.views import Notice

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 23, 11, 0, tzinfo=PARIS)
BATCH = Notice(1, "batch", 7, 12, ("Anna Lind", "Bo", "Cleo"), ("Budget", "Lunch"), "", NOW.replace(hour=16))
PASSED = Notice(2, "passed", None, 1, ("login@example.org",), ("Your code is 123456",), "codes", NOW.replace(hour=16))


def said(notice: Notice, language: str = "en", privacy: str = "senders") -> tuple[str, str]:
    found = words(notice, language=language, privacy=privacy, now=NOW)
    return found.title, found.body


def test_in_english_by_privacy() -> None:
    assert said(BATCH, privacy="counts") == ("12 messages", "Next check-in at 16:00")
    assert said(BATCH) == ("12 messages", "From Anna Lind, Bo, Cleo and more. Next check-in at 16:00")
    assert said(BATCH, privacy="full") == (
        "12 messages",
        "From Anna Lind, Bo, Cleo and more. Newest: Budget. Next check-in at 16:00",
    )
    assert said(PASSED, privacy="counts") == ("Let through: codes", "1 message")
    assert said(PASSED) == ("Let through: codes", "From login@example.org")
    assert said(PASSED, privacy="full") == ("Let through: codes", "From login@example.org: Your code is 123456")


def test_a_mention_names_its_tool() -> None:
    told = Notice(2, "passed", None, 1, ("Ana Silva",), ("Sails",), "team", None, "github")
    assert said(told) == ("Let through: team", "From Ana Silva on GitHub")
    assert said(told, "fr", "full") == ("Passe-droit : team", "De Ana Silva sur GitHub : Sails")
    assert said(told, privacy="counts") == ("Let through: team", "1 message")
    assert said(replace(told, people=("GitHub",))) == ("Let through: team", "From GitHub")


def test_in_french() -> None:
    assert said(BATCH, "fr", "full") == (
        "12 messages",
        "De Anna Lind, Bo, Cleo et d’autres. Le plus récent : Budget. Prochaine relève à 16:00",
    )
    assert said(PASSED, "fr") == ("Passe-droit : codes", "De login@example.org")


@pytest.mark.parametrize("privacy", ["senders", "counts"])
def test_no_subject_without_leave(privacy: str) -> None:
    for notice in (BATCH, PASSED):
        text = " ".join(said(notice, privacy=privacy))
        assert not any(subject in text for subject in notice.subjects)
        assert privacy == "senders" or not any(person in text for person in notice.people)


def test_few_and_when() -> None:
    two = Notice(1, "batch", 7, 2, ("Anna", "Bo"), (), "", NOW.replace(day=24, hour=9))
    assert said(two) == ("2 messages", "From Anna and Bo. Next check-in tomorrow at 09:00")
    one = Notice(1, "batch", 7, 1, ("Anna",), ("Hi",), "", NOW.replace(day=27, hour=9))
    assert said(one, "fr", "full") == ("1 message", "De Anna : Hi. Prochaine relève vendredi à 09:00")
    same = Notice(1, "batch", 7, 5, ("Anna",), ("Hi",), "", None)
    assert said(same) == ("5 messages", "From Anna")
    none = Notice(1, "batch", 7, 1, ("",), (), "", None)
    assert said(none) == ("1 message", "")


@given(st.lists(st.text(max_size=300), max_size=3), st.text(max_size=2000), st.text(max_size=300))
def test_whatever_others_wrote_our_words_come_first_and_it_is_short(people: list[str], subject: str, rule: str) -> None:
    for kind in ("batch", "passed"):
        for privacy in ("full", "senders", "counts"):
            title, body = said(Notice(1, kind, 7, 5, tuple(people), (subject,), rule, None), privacy=privacy)
            assert len(title) <= TITLE_LENGTH
            assert len(body) <= BODY_LENGTH
            assert title.startswith(("5 messages", "Let through:"))
            assert not body or body.startswith(("From ", "5 messages"))
            assert escaped(title) == title
            assert escaped(body) == body


@pytest.mark.parametrize(
    ("preference", "environment", "language"),
    [
        ("fr", {"LANG": "en_GB.UTF-8"}, "fr"),
        ("en", {"LANG": "fr_FR.UTF-8"}, "en"),
        ("system", {"LANG": "fr_CA.UTF-8"}, "fr"),
        ("system", {"LC_ALL": "en_GB", "LANG": "fr_FR.UTF-8"}, "en"),
        ("system", {"LANGUAGE": "de:fr:en", "LANG": "de_DE.UTF-8"}, "fr"),
        ("system", {"LANGUAGE": "fr", "LANG": "C"}, "en"),
        ("system", {"LANG": "de_DE"}, "en"),
        ("system", {}, "en"),
    ],
)
def test_which_language(preference: str, environment: dict[str, str], language: str) -> None:
    assert language_of(preference, environment) == language


@pytest.mark.parametrize("count", [1, 2])
def test_what_is_owed_is_told_with_the_batch_or_alone(count: int) -> None:
    owed = ("1 promised answer is due", "2 promised answers are due")[count - 1]
    batch = replace(BATCH, owed=count)
    assert said(batch)[0] == "12 messages"
    assert said(batch)[1].startswith(f"{owed} before 16:00. From Anna Lind")
    alone = Notice(3, "promise", None, count, ("Anna Lind",), ("Budget",), "", NOW.replace(hour=16), owed=count)
    assert said(alone) == (f"{owed} before 16:00", "From Anna Lind. Next check-in at 16:00")
    assert said(alone, privacy="counts") == (f"{owed} before 16:00", "Next check-in at 16:00")
    tomorrow = replace(alone, next_check_in=NOW.replace(day=24, hour=9))
    assert said(tomorrow) == (owed, "From Anna Lind. Next check-in tomorrow at 09:00")
    assert said(replace(alone, owed=2), "fr", "counts")[0] == "2 réponses promises sont attendues avant 16:00"
