"""How a block of the week shows the person: as usual, or otherwise for this block."""

from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.window.forms.span_editor import SpanEditor
from desktop.window.forms.span_words import span_words
from focus.levels import AS_USUAL, Levels
from focus.presence import Level
from focus.schedule import Mode, Span

FOCUS = Span(Mode.FOCUS, frozenset({0}), time(9), time(11))
APART = (("gitlab", Level.BUSY), ("slack", Level.AVAILABLE))


@pytest.fixture
def editor(qtbot: QtBot) -> SpanEditor:
    made = SpanEditor()
    qtbot.addWidget(made)
    made.show()
    made.show_span(FOCUS)
    return made


def press(editor: SpanEditor, times: int, qtbot: QtBot) -> Span:
    """The arrow key is what chooses."""
    with qtbot.waitSignal(editor.edited) as edited:
        for _ in range(times):
            QTest.keyClick(editor.level, Qt.Key.Key_Down)
    span = edited.args[0]
    assert isinstance(span, Span)
    return span


def test_what_can_be_chosen(editor: SpanEditor) -> None:
    words = [editor.level.itemText(at) for at in range(editor.level.count())]
    assert words == ["as usual", "nothing", "text only", "busy", "do not disturb"]
    assert editor.level.accessibleName() == "Show me as"
    assert editor.level.currentIndex() == 0
    assert not editor.apart.isVisible()


def test_nothing_shown_is_not_as_usual(editor: SpanEditor, qtbot: QtBot) -> None:
    assert press(editor, 1, qtbot).presence == Levels(Level.AVAILABLE)


@pytest.mark.parametrize("level", Level)
def test_each_level_is_shown_and_said(editor: SpanEditor, level: Level) -> None:
    span = Span(Mode.FOCUS, frozenset({0}), time(9), time(11), presence=Levels(level))
    editor.show_span(span)
    assert editor.level.currentData() == level
    assert span_words(span).endswith(f"shown as: {editor.level.currentText()}")
    editor.show_span(FOCUS)
    assert editor.level.currentIndex() == 0


def test_what_single_services_show_is_said_and_kept(editor: SpanEditor, qtbot: QtBot) -> None:
    span = Span(Mode.FOCUS, frozenset({0}), time(9), time(11), presence=Levels(None, APART))
    editor.show_span(span)
    assert editor.apart.isVisible()
    assert editor.apart.text() == "Otherwise on gitlab (busy), slack (nothing): set in the settings file, and kept."
    assert editor.level.accessibleDescription() == editor.apart.text()
    assert span_words(span).endswith("shown otherwise on some services")
    assert press(editor, 1, qtbot).presence == Levels(Level.AVAILABLE, APART)
    editor.intention.setFocus()
    QTest.keyClicks(editor.intention, "x")
    assert editor._span is not None
    assert editor._span.presence == Levels(Level.AVAILABLE, APART)


@pytest.mark.parametrize("kind", [Mode.CHECK_IN, Mode.TOGETHER])
def test_only_a_focus_block_shows_one_as_busy(editor: SpanEditor, qtbot: QtBot, kind: Mode) -> None:
    editor.show_span(Span(Mode.FOCUS, frozenset({0}), time(9), time(11), presence=Levels(Level.TEXT)))
    editor.kind.setCurrentIndex(editor.kind.findData(str(kind)))
    with qtbot.waitSignal(editor.edited) as edited:
        editor.kind.activated.emit(editor.kind.currentIndex())
    assert edited.args[0].presence == AS_USUAL
    assert not editor.level.isVisible()
