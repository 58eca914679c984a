"""The week in review and one's data on the real engine: what the window asks is what the engine answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import host
from desktop.app import App
from desktop.core.paths import Paths
from desktop.core.settings.retained import Retention
from desktop.window.forms.settings_page import SettingsPage
from desktop.window.language import speak
from desktop.window.review.note_sheet import NoteSheet
from desktop.window.review.objectives_sheet import ObjectivesSheet
from desktop.window.review.review_page import ReviewPage

# Qt's own words about the platform without a screen.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", r"does not support raise\(\)")


@pytest.fixture
def paths(short_path: Path) -> Paths:
    return Paths.of(short_path)


@pytest.fixture
def app(qapp: QApplication, paths: Paths, qtbot: QtBot) -> Iterator[App]:
    paths.prepare()
    paths.settings_file.write_text('language = "en"\n', encoding="utf-8")
    made = App(qapp, paths)
    made.start(minimized=False)
    qtbot.waitUntil(lambda: made.window.present.counts is not None)
    yield made
    made.close()
    made.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    speak(qapp, "en")


def review(app: App, qtbot: QtBot) -> ReviewPage:
    app.window.show_page("review")
    page = app.window.page("review")
    assert isinstance(page, ReviewPage)
    qtbot.waitUntil(lambda: bool(page.title.text()))
    return page


def settings(app: App) -> SettingsPage:
    app.window.show_page("settings")
    page = app.window.page("settings")
    assert isinstance(page, SettingsPage)
    page.show_section("data")
    return page


def test_the_first_week_says_that_there_is_nothing_yet_or_what_there_is(app: App, qtbot: QtBot) -> None:
    page = review(app, qtbot)
    assert page.title.text().startswith("Week in review, ")
    assert not page.says.text
    page.do("before")
    qtbot.waitUntil(lambda: page.empty.isVisible() and page.now_button.isEnabled())
    page.do("copy")
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().startswith("# Week in review"))


def test_an_objective_and_a_template_reach_the_settings_file(app: App, paths: Paths, qtbot: QtBot) -> None:
    page = review(app, qtbot)
    page.do("objectives")
    sheet = app.window.sheets[ObjectivesSheet]
    qtbot.waitUntil(sheet.add_button.isEnabled)
    sheet.add()
    qtbot.waitUntil(lambda: "New objective" in paths.settings_file.read_text(encoding="utf-8"))
    sheet.shut()
    page.do("note")
    note = app.window.sheets[NoteSheet]
    qtbot.waitUntil(lambda: "## Objectives" in note.text.toPlainText())
    note.template_button.click()
    qtbot.waitUntil(note.template.isVisible)
    note.template.setPlainText("No {such} thing")
    note.save_template()
    qtbot.waitUntil(lambda: note.says.is_problem)
    note.template.setPlainText("Focus: {focus}")
    note.save_template()
    qtbot.waitUntil(lambda: note.text.toPlainText().startswith("Focus: "))


def test_what_is_kept_is_chosen_exported_and_backed_up(app: App, paths: Paths, qtbot: QtBot, tmp_path: Path) -> None:
    data = settings(app).data
    qtbot.waitUntil(data.retention.items.isEnabled)
    data.retention.show_retention(Retention(items="1 year"))
    data.retention.save()
    qtbot.waitUntil(lambda: "Saved." in data.retention.says.text)
    assert "1 year" in paths.settings_file.read_text(encoding="utf-8")
    data.copies.export(tmp_path / "all.jsonl")
    qtbot.waitUntil(lambda: "written to" in data.copies.says.text)
    data.copies.backup(tmp_path / "all.backup")
    qtbot.waitUntil(lambda: "The backup is in" in data.copies.says.text)
    data.copies.backup(tmp_path / "all.backup")
    qtbot.waitUntil(lambda: data.copies.says.is_problem)
    assert (tmp_path / "all.backup").stat().st_mode & 0o077 == 0


def test_deleting_everything_says_so_quits_and_leaves_nothing(
    app: App, paths: Paths, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    quits: list[bool] = []
    monkeypatch.setattr(QCoreApplication, "quit", staticmethod(lambda: quits.append(True)))
    monkeypatch.setattr(host, "LAST_WORDS_MS", 50)
    erase = settings(app).data.erase
    assert paths.database.exists()
    erase.line.setText(erase.phrase)
    erase.erase()
    qtbot.waitUntil(lambda: "Everything is deleted." in erase.says.text)
    qtbot.waitUntil(lambda: bool(quits))
    app.close()
    assert not paths.database.exists()
    assert not paths.settings_file.exists()
