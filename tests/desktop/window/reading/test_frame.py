"""The frame opens nothing: seen by strace, with the worst that can be put into it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from desktop.window.reading.flow import Flow, flow
from desktop.window.reading.frame import Frame
from desktop.window.reading.message_html import MessageHtml
from desktop.window.theme import Theme
from tests.desktop.window.reading.hostile import BAIT

ROOT = Path(__file__).parents[4]
_CALLS = "trace=open,openat,openat2,stat,newfstatat,statx,access,faccessat,faccessat2,readlink,execve,connect,sendto"
needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None and not os.environ.get("CI"), reason="needs Debian's strace"
)


def traced(folder: Path, kind: str) -> list[str]:
    """The system calls that name the bait, another host, or a program."""
    log = folder / "strace.log"
    bait = folder / "bait"
    bait.mkdir()
    command = [sys.executable, "-m", "tests.desktop.window.reading.hostile", str(bait), kind]
    strace = ["strace", "-f", "-qq", "-e", _CALLS, "-e", "signal=none", "-o", str(log)]
    subprocess.run([*strace, *command], check=True, cwd=ROOT, timeout=90, capture_output=True)
    written = re.compile(r"O_WRONLY|O_RDWR")
    return [
        line
        for line in log.read_text(errors="replace").splitlines()
        if (any(name in line for name in (*BAIT, ".invalid")) and not written.search(line))
        or "AF_INET" in line
        or ("execve(" in line and sys.executable not in line)
    ]


@needs_strace
@pytest.mark.parametrize("kind", ["ours", "plain"])
def test_it_opens_no_file_and_no_connection_whatever_it_is_given(tmp_path: Path, kind: str) -> None:
    assert traced(tmp_path, kind) == []


@needs_strace
def test_the_test_sees_what_qt_opens_by_itself(tmp_path: Path) -> None:
    assert any("bait.png" in line for line in traced(tmp_path, "qt"))


@pytest.fixture
def host(qtbot: QtBot) -> QScrollArea:
    """What scrolls, for a frame is as high as its words."""
    made = QScrollArea()
    qtbot.addWidget(made)
    made.setWidgetResizable(True)
    made.resize(400, 200)
    made.show()
    return made


@pytest.fixture
def frame(host: QScrollArea, theme: Theme) -> MessageHtml:
    made = MessageHtml(theme, Flow(('<p><a href="link:3">words</a> and more</p>',)), {})
    host.setWidget(made)
    made.show_again()
    return made


def test_every_question_gets_an_answer_that_ends_it(frame: MessageHtml) -> None:
    for kind in QTextDocument.ResourceType:
        for name in ("file:///etc/passwd", "/etc/passwd", "https://x.example/a", "", "remote:9"):
            found = frame.loadResource(kind.value, QUrl(name))
            if kind is QTextDocument.ResourceType.ImageResource:
                assert isinstance(found, QImage)
                assert (found.width(), found.height()) == (1, 1)
            else:
                assert bytes(found.data()) == b"/**/"  # type: ignore[attr-defined]


def test_a_link_is_told_and_never_followed(frame: MessageHtml, qtbot: QtBot) -> None:
    before = frame.toPlainText()
    with qtbot.waitSignal(frame.chosen) as told:
        QTest.mouseClick(frame.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(10, 8))
    assert told.args == ["link:3"]
    frame.setSource(QUrl.fromLocalFile("/etc/passwd"))
    assert frame.toPlainText() == before


def test_the_keyboard_reaches_a_link_and_leaves(frame: MessageHtml, qtbot: QtBot) -> None:
    frame.window().activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    frame.setFocus()
    with qtbot.waitSignal(frame.pointed) as pointed:
        frame.focusNextPrevChild(True)
    assert pointed.args == ["link:3"]
    with qtbot.waitSignal(frame.chosen) as told:
        QTest.keyClick(frame, Qt.Key.Key_Return)
    assert told.args == ["link:3"]
    with qtbot.waitSignal(frame.left):
        QTest.keyClick(frame, Qt.Key.Key_Escape)


def test_what_is_copied_is_words_only(frame: MessageHtml) -> None:
    frame.selectAll()
    QTest.keyClick(frame, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.formats() == ["text/plain"]
    assert copied.text() == "words and more"


def test_it_is_filled_over_several_turns_and_grows_as_high_as_its_words(
    qtbot: QtBot, host: QScrollArea, theme: Theme
) -> None:
    html = flow("<p>a line of words</p>" * 7000)
    frame = MessageHtml(theme, html, {})
    host.setWidget(frame)
    frame.show_again()
    assert frame.busy  # the window had its turn before all of it was there
    qtbot.waitUntil(lambda: not frame.busy)
    qtbot.waitUntil(lambda: frame.height() > 7000 * 10)
    assert frame.document().blockCount() >= 7000


def test_another_text_ends_the_filling_of_the_one_before(qtbot: QtBot) -> None:
    frame = Frame("text")
    qtbot.addWidget(frame)
    frame.fill([lambda cursor: cursor.insertText("x" * 500)] * 5000)
    frame.fill([lambda cursor: cursor.insertText("after")])
    qtbot.waitUntil(lambda: not frame.busy)
    assert frame.toPlainText() == "after"
