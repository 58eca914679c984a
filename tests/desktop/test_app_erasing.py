"""Everything deleted out of the window, on the real engine: the app ends, and nothing is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import App
from desktop.core.paths import Paths
from desktop.core.review_views import Erased

pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", r"does not support raise\(\)")


@pytest.fixture
def paths(short_path: Path) -> Paths:
    return Paths.of(short_path / "p")


def started(qapp: QApplication, paths: Paths, qtbot: QtBot) -> App:
    app = App(qapp, paths)
    app.start(minimized=False)
    qtbot.waitUntil(lambda: app.window.present.counts is not None)
    return app


def test_the_app_ends_and_nothing_is_left(
    qapp: QApplication, paths: Paths, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    quits: list[bool] = []
    monkeypatch.setattr(QCoreApplication, "quit", staticmethod(lambda: quits.append(True)))
    app = started(qapp, paths, qtbot)
    told: list[Erased] = []
    try:
        app.bridge.ask(lambda desk: desk.delete_everything(), told.append)
        qtbot.waitUntil(lambda: quits == [True])
        qtbot.waitUntil(lambda: told == [Erased()])
        assert paths.database.exists()  # until the engine has ended
    finally:
        assert app.close() is None
    assert [file for file in paths.config.rglob("*") if not file.is_dir()] == []


def test_what_is_left_is_read_before_the_app_ends(
    qapp: QApplication,
    paths: Paths,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    theirs = tmp_path / "dotfiles.toml"
    theirs.write_text('language = "en"\n')
    paths.prepare()
    paths.settings_file.symlink_to(theirs)
    quits: list[bool] = []
    monkeypatch.setattr(QCoreApplication, "quit", staticmethod(lambda: quits.append(True)))
    app = started(qapp, paths, qtbot)
    told: list[Erased] = []
    try:
        app.bridge.ask(lambda desk: desk.delete_everything(), told.append)
        qtbot.waitUntil(app.window.banner.isVisible)
        assert "dotfiles.toml" in app.window.banner.said
        assert quits == []
    finally:
        app.close()
    assert [file for file in paths.config.rglob("*") if not file.is_dir()] == []
    assert theirs.exists()
