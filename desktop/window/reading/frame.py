"""A text as high as its words, filled a slice at a time. It opens nothing: no file, no address, no window.

Left to itself a QTextBrowser opens `file:` images and style sheets of a mail, and Qt does so, too, where it is given
nothing or an empty answer (found with strace): only a valid image, and a style sheet that holds something, stop it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QByteArray, QElapsedTimer, QRectF, QSizeF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QTextCursor,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QTextBrowser

from desktop.window.texts import translate
from desktop.window.theme import font

Step = Callable[[QTextCursor], None]
"""Adds some of the text at the end of it; takes a few milliseconds."""

_TURN_MS = 12
"""The window is given back after so long; the rest follows when it has had its turn."""
_SCROLLS = frozenset({Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Space, Qt.Key.Key_Home, Qt.Key.Key_End})
_NOTHING = QByteArray(b"/**/")
_UNKNOWN = QTextDocument.ResourceType.UnknownResource


class Frame(QTextBrowser):
    """UI thread only. `chosen` and `pointed` carry the name of a link ("link:3"), and `pointed` "" when it is left."""

    chosen = Signal(str)
    pointed = Signal(str)
    left = Signal()
    """Escape: the focus goes back to the list."""
    filled = Signal()
    """All of it is there."""
    seen_at = Signal(QRectF)
    """The caret has moved here, in this widget's coordinates."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.images: Mapping[str, QImage] = {}
        self.address_of: Callable[[str], str] = lambda link: ""
        """The address a link leads to, to be copied; '' if it leads nowhere."""
        self._steps: Sequence[Step] = ()
        self._done = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._go_on)
        self._blank = QImage(1, 1, QImage.Format.Format_ARGB32)
        self._blank.fill(Qt.GlobalColor.transparent)
        self.setAccessibleName(name)
        self._set_up()
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.anchorClicked.connect(self._choose)
        self.highlighted.connect(self._point)
        self.cursorPositionChanged.connect(lambda: self.seen_at.emit(QRectF(self.cursorRect())))

    def _set_up(self) -> None:
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setProperty("role", "message")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.setFont(font(1.08))
        self.setFixedHeight(self.fontMetrics().height())

    # What it shows

    def fill(self, steps: Sequence[Step], *, at_once: bool = True) -> None:
        """Show this instead: the first of it at once if so asked, the rest as the window finds time."""
        self._later.stop()
        self.clear()
        self._steps, self._done = steps, 0
        if at_once:
            self._go_on()
        else:
            self._later.start(0)

    @property
    def busy(self) -> bool:
        return self._done < len(self._steps)

    def _go_on(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        while self._done < len(self._steps) and clock.elapsed() < _TURN_MS:
            self._steps[self._done](cursor)
            self._done += 1
        if self.busy:
            self._later.start(0)
        else:
            self.filled.emit()

    def _fit(self, size: QSizeF) -> None:
        below = self.horizontalScrollBar().sizeHint().height() if size.width() > self.viewport().width() + 1 else 0
        self.setFixedHeight(max(self.fontMetrics().height(), math.ceil(size.height()) + below))

    def copy_words(self) -> None:
        """Words only: what is pasted elsewhere brings no address along."""
        if self.textCursor().hasSelection():
            QGuiApplication.clipboard().setText(self.textCursor().selection().toPlainText())

    # Links

    def _choose(self, url: QUrl) -> None:
        self.chosen.emit(url.toString())

    def _point(self, url: QUrl) -> None:
        self.pointed.emit(url.toString())

    # Qt's names from here on

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Answers every question itself: with a picture we hold, else with one that is not to be seen."""
        if kind == QTextDocument.ResourceType.ImageResource.value:
            return self.images.get(name if isinstance(name, str) else name.toString(), self._blank)
        return _NOTHING

    def doSetSource(self, name: QUrl | str, kind: QTextDocument.ResourceType = _UNKNOWN) -> None:
        """It goes nowhere."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(translate("Reading", "Copy"))
        copy.setEnabled(self.textCursor().hasSelection())
        copy.triggered.connect(self.copy_words)
        address = self.address_of(self.anchorAt(event.pos()))
        if address:
            copy_link = menu.addAction(translate("Reading", "Copy the address of the link"))
            copy_link.triggered.connect(lambda: QGuiApplication.clipboard().setText(address))
        menu.addAction(translate("Reading", "Select all")).triggered.connect(self.selectAll)
        menu.popup(event.globalPos())

    def focusNextPrevChild(self, next: bool) -> bool:
        """From link to link, then out. Qt tells of links that the mouse points at only."""
        stayed = super().focusNextPrevChild(next)
        cursor = self.textCursor()
        self.pointed.emit(cursor.charFormat().anchorHref() if stayed and cursor.hasSelection() else "")
        return stayed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_words()
        elif event.key() in _SCROLLS and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            event.ignore()  # the page scrolls, which this is a part of
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().x() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            super().wheelEvent(event)
        else:
            event.ignore()
