from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.core.book_lines import GapLine
from desktop.window.gap_words import gap_line, gaps_of_batch
from desktop.window.language import speak
from desktop.window.ledger_sheet import LedgerSheet, equation
from inbox.item import Ledger, Sums


@pytest.fixture(autouse=True)
def _in_english(qapp: QApplication) -> None:
    speak(qapp, "en")


NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
GAP = GapLine(
    "github", "GitHub", NOW.replace(hour=10, minute=5), NOW.replace(hour=10, minute=40),
    NOW.replace(hour=10, minute=41), 3, "offline",
)  # fmt: skip
WORK = Sums("work", 14, 3, 4, 1, 5, 1)
HOME = Sums("home", 6, 0, 1, 0, 5, 0)
BOTH = Ledger(20, 3, 5, 1, 10, 1, 2, NOW - timedelta(days=2), (HOME, WORK))


def test_the_equation() -> None:
    assert equation(WORK) == "received 14 = held 3 + released 4 + snoozed 1 + done 5 + expired 1"
    assert "≠" in equation(replace(WORK, received=15))


def test_it_says_all_of_it_at_once(qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    sheet = LedgerSheet(window)
    sheet.show_ledger(BOTH, [GAP], NOW)
    assert sheet.said.splitlines() == [
        "It adds up: what was received is counted as it comes, apart from where it is now. Counted since 21 Nov 11:00. "
        "2 more were deleted, as you asked.",
        "received 20 = held 3 + released 5 + snoozed 1 + done 10 + expired 1",
        "home: received 6 = held 0 + released 1 + snoozed 0 + done 5 + expired 0",
        "work: received 14 = held 3 + released 4 + snoozed 1 + done 5 + expired 1",
        "github could not be reached from 10:05 to 10:40, caught up at 10:41: 3 messages, nothing lost.",
    ]
    sheet.show_ledger(replace(BOTH, received=21), [], NOW)
    assert "fault of Écluse" in sheet.said


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"until": None, "caught_up": None}, "since 10:05. What comes there is read when it answers again."),
        ({"caught_up": None}, "from 10:05 to 10:40, not caught up yet."),
        ({"doubt": "too_long"}, "3 messages, something may be missing, for it does not keep messages that long."),
        ({"doubt": "not_kept", "items": 0}, "10:41: what came meanwhile cannot be known, for it keeps nothing."),
        (
            {"account": "", "problem": "asleep"},
            "The computer was asleep from 10:05 to 10:40, caught up at 10:41: nothing",
        ),
        ({"problem": "signed_out"}, "github was signed out from"),
        ({"since": GAP.since - timedelta(days=1)}, "from yesterday 10:05 to 10:40"),
    ],
)
def test_a_gap_is_a_sentence(changed: dict[str, Any], said: str) -> None:
    assert said in gap_line(replace(GAP, **changed), NOW)


def test_of_many_the_batch_names_the_latest() -> None:
    assert len(gaps_of_batch((GAP,) * 5, NOW).splitlines()) == 3
