"""History on an account's card: asked for, shown, paused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QDate, QLocale
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.core.desk import RequestError
from desktop.core.events import HistoryChanged
from desktop.window.forms.accounts_page import AccountsPage
from desktop.window.forms.history_words import history_words
from tests.desktop.history_double import history_line
from tests.desktop.window.forms.desk import NOON, MemoryDesk, account_line

SINCE = datetime(2025, 11, 18, 12, tzinfo=UTC)


@pytest.fixture
def page(qtbot: QtBot, bridge: Bridge, desk: MemoryDesk) -> AccountsPage:
    desk.lines = [account_line("work"), account_line("home")]
    made = AccountsPage(bridge)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: len(made.cards) == 2)
    return made


def test_a_year_is_asked_for_shown_and_paused(page: AccountsPage, desk: MemoryDesk, qtbot: QtBot) -> None:
    strip = page.cards[0].history
    assert not strip.bar.isVisible()
    strip.fetch_button.click()
    assert strip.asking.isVisible()
    assert not strip.since.isVisible()
    strip.begin_button.click()
    qtbot.waitUntil(strip.pause_button.isVisible)
    assert not strip.asking.isVisible()
    since = desk.history_lines["work"].since
    assert since.astimezone().date() == QDate.currentDate().addYears(-1).toPython()
    assert strip.bar.isVisible()
    strip.pause_button.setFocus()
    strip.pause_button.click()
    qtbot.waitUntil(strip.resume_button.isVisible)
    assert desk.history_lines["work"].state == "paused"
    assert strip.resume_button.hasFocus()
    strip.resume_button.click()
    qtbot.waitUntil(strip.pause_button.isVisible)
    strip.stop_button.click()
    qtbot.waitUntil(strip.fetch_button.isVisible)
    assert desk.history_lines == {}
    assert page.cards[1].history.fetch_button.isVisible()


@pytest.mark.parametrize(("choice", "year"), [(3, 1970), (4, 2016)])
def test_everything_and_a_day(page: AccountsPage, desk: MemoryDesk, qtbot: QtBot, choice: int, year: int) -> None:
    strip = page.cards[1].history
    strip.fetch_button.click()
    strip.how_far.setCurrentIndex(choice)
    assert strip.since.isVisible() == (choice == 4)
    strip.since.setDate(QDate(2016, 5, 6))
    strip.begin_button.click()
    qtbot.waitUntil(lambda: "home" in desk.history_lines)
    assert desk.history_lines["home"].since.astimezone().year in {year, year - 1}


def test_it_is_left(page: AccountsPage, desk: MemoryDesk) -> None:
    strip = page.cards[0].history
    strip.fetch_button.click()
    strip.leave_button.setFocus()
    strip.leave_button.click()
    assert not strip.asking.isVisible()
    assert strip.fetch_button.hasFocus()
    assert desk.history_lines == {}


def test_what_happens_is_shown(page: AccountsPage, bridge: Bridge, qtbot: QtBot) -> None:
    strip = page.cards[0].history
    running = history_line(
        "work", SINCE, done=250, expected=1000, reached=SINCE + timedelta(days=300), per_second=812.0
    )
    bridge.post(HistoryChanged((running,)))
    qtbot.waitUntil(strip.pause_button.isVisible)
    assert (strip.bar.value(), strip.bar.maximum()) == (250, 1000)
    assert strip.words.text().startswith("Fetching history: 250 of about 1")
    bridge.post(HistoryChanged((history_line("work", SINCE, state="finished", done=1000),)))
    qtbot.waitUntil(strip.fetch_button.isVisible)
    assert strip.fetch_button.text().replace("&", "") == "Further back…"
    assert not strip.bar.isVisible()


def test_what_cannot_be_done_is_told(page: AccountsPage, desk: MemoryDesk, qtbot: QtBot, monkeypatch: Any) -> None:
    def refuses(*_: object) -> None:
        raise RequestError("No.", "Ask otherwise.")

    monkeypatch.setattr(desk, "fetch_history", refuses)
    strip = page.cards[0].history
    strip.fetch_button.click()
    strip.begin_button.click()
    qtbot.waitUntil(lambda: page.says.is_problem)
    assert "No." in page.says.text


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({}, "Fetching history"),
        ({"done": 5, "expected": 10}, "Fetching history: 5 of about 10"),
        ({"done": 5, "reached": NOON, "per_second": 3.2}, "Fetching history · back to 18 November 2026 · 3 a second"),
        ({"state": "paused"}, "History paused"),
        ({"state": "finished", "done": 7}, "History since 18 November 2025 is here · 7 message(s)"),
        (
            {"state": "finished", "done": 1, "since": datetime(1970, 1, 1, tzinfo=UTC)},
            "The whole history is here · 1 message(s)",
        ),
        (
            {"state": "waiting", "problem": "offline", "detail": "gone\x1b", "next_try": NOON + timedelta(minutes=5)},
            "Fetching history · the server cannot be reached, trying again at 12:05 (gone)",
        ),
        (
            {"state": "waiting", "problem": "disk_full"},
            "Fetching history · the disk is nearly full: make room, and it goes on",
        ),
        (
            {"state": "waiting", "problem": "sign_in_refused"},
            "Fetching history · the account cannot be read: see above",
        ),
    ],
)
@pytest.mark.usefixtures("in_utc")
def test_the_words(line: dict[str, Any], words: str) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    try:
        since = line.pop("since", SINCE) if "since" in line else SINCE
        assert history_words(history_line("work", since, **line), NOON) == words
    finally:
        QLocale.setDefault(before)
