"""The text of an answer: plain, with texts of the library put in as one types, and blanks that Tab goes through."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from desktop.window.answering.answer_list import AnswerList
from desktop.window.theme import STEP, Theme, font
from inbox.answering import Filled, SavedAnswer

_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Editor(QPlainTextEdit):
    """UI thread only. Positions are those of QTextCursor, in UTF-16 units.

    A slash at the beginning of a line, or `look_up`, opens the list of saved answers: what is typed from there on
    narrows it, Enter takes one, Escape leaves what was typed.
    """

    left = Signal()
    sought = Signal(str)
    """Saved answers with these words are wanted, to be given to `offer`."""
    taken = Signal(object)
    """A SavedAnswer was chosen; its text is wanted, to be given to `put`."""
    given = Signal(object)
    """Files were dropped or pasted: a tuple of paths."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._anchor: int | None = None
        self._blanks: list[QTextCursor] = []
        self.list = AnswerList(theme, self)
        self.list.chosen.connect(self._take)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTabChangesFocus(True)
        self.setFont(font(1.08))
        self.document().setDocumentMargin(2 * STEP)
        self.setMinimumHeight(24 * STEP)
        self.textChanged.connect(self._follow)
        self.cursorPositionChanged.connect(self._follow)

    # Saved answers

    def look_up(self) -> None:
        """Offer saved answers for what is typed from here on; what is selected stays."""
        cursor = self.textCursor()
        cursor.setPosition(cursor.selectionEnd())
        self.setTextCursor(cursor)
        self._anchor = cursor.position()
        self._follow()

    def offer(self, query: str, answers: Sequence[SavedAnswer]) -> None:
        """What was found for `query`, unless something else has been typed since."""
        if self._anchor is None or query != self._query():
            return
        spot = self.cursorRect()
        spot.translate(self.viewport().pos())
        self.list.offer(answers, spot)

    def put(self, filled: Filled) -> None:
        """Put a text in, in the place of the words it was looked for with, and go to its first blank."""
        cursor = self.textCursor()
        if self._anchor is not None:
            cursor.setPosition(min(self._anchor, cursor.position()), QTextCursor.MoveMode.KeepAnchor)
        self.shut_list()
        start = cursor.selectionStart()
        cursor.insertText(filled.text)
        self.setTextCursor(cursor)
        self.mark_blanks(filled, start)
        self.next_blank()

    def mark_blanks(self, filled: Filled, start: int = 0) -> None:
        """Remember the blanks of a text that stands at `start`."""
        for begin, end in filled.blanks:
            blank = QTextCursor(self.document())
            blank.setPosition(start + _units(filled.text[:begin]))
            blank.setPosition(start + _units(filled.text[:end]), QTextCursor.MoveMode.KeepAnchor)
            self._blanks.append(blank)

    def shut_list(self) -> None:
        self._anchor = None
        self.list.hide()

    def _query(self) -> str:
        """What has been typed since the list was opened, without the slash."""
        if self._anchor is None:
            return ""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._anchor)
        cursor.setPosition(self.textCursor().position(), QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().removeprefix("/").strip()

    def _follow(self) -> None:
        if self._anchor is None:
            return
        cursor = self.textCursor()
        there = self.document().findBlock(self._anchor)
        if cursor.position() < self._anchor or cursor.block() != there:
            self.shut_list()
        else:
            self.sought.emit(self._query())

    def _take(self, answer: SavedAnswer) -> None:
        self.list.hide()
        self.taken.emit(answer)

    # Blanks

    @property
    def blanks(self) -> tuple[str, ...]:
        """What is still to be filled in, in order."""
        self._blanks = [blank for blank in self._blanks if blank.selectedText().startswith("{")]
        self._blanks.sort(key=lambda blank: blank.selectionStart())
        return tuple(blank.selectedText() for blank in self._blanks)

    def next_blank(self, *, back: bool = False, around: bool = True) -> bool:
        """Select the next blank; False if there is none. `around`: past the end, the first is the next."""
        if not self.blanks:
            return False
        here = self.textCursor()
        if back:
            found = [blank for blank in self._blanks if blank.selectionStart() < here.selectionStart()][-1:]
        else:
            found = [blank for blank in self._blanks if blank.selectionEnd() > here.selectionEnd()][:1]
        if not found and around:
            found = self._blanks[-1:] if back else self._blanks[:1]
        for wanted in found:
            self.setTextCursor(QTextCursor(wanted))
        return bool(found)

    # Qt's names from here on

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.list.isVisible() and plain and (key in _LIST_KEYS or key in _TAKES):
            if key in _TAKES:
                self.list.take_current()
            else:
                self.list.keyPressEvent(event)
            return
        if key == Qt.Key.Key_Escape:
            if self._anchor is not None:
                self.shut_list()
            else:
                self.left.emit()
            return
        super().keyPressEvent(event)
        if event.text() == "/" and self._anchor is None and self.textCursor().positionInBlock() == 1:
            self._anchor = self.textCursor().position() - 1
            self._follow()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab takes what the list offers, or goes to the next blank; after the last one, out of the text."""
        if self.list.isVisible() and forward:
            self.list.take_current()
            return True
        return self.next_blank(back=not forward, around=False) or super().focusNextPrevChild(forward)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return bool(local_files(source)) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        files = local_files(source)
        if files:
            self.given.emit(files)
        elif source.hasText():
            self.insertPlainText(source.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.shut_list()


def local_files(source: QMimeData) -> tuple[str, ...]:
    """The files on this machine that are dragged or pasted."""
    if not source.hasUrls():
        return ()
    paths = (url.toLocalFile() for url in source.urls() if url.isLocalFile())
    return tuple(path for path in paths if Path(path).is_file())


def _units(text: str) -> int:
    """How many UTF-16 units Qt counts for it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
