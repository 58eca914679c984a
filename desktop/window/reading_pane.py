"""One item, opened for reading: who, when, why it came then, its text as plain text, its history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from desktop.core.text import cleaned
from desktop.core.views import Now, Row
from desktop.window import texts
from desktop.window.parts import ElidedLabel, column, hairline, label, row
from desktop.window.texts import translate
from desktop.window.theme import STEP, Theme, avatar_color, font
from inbox.item import Details

_SHOWN_TEXT = 200_000
"""Characters of a message that are laid out: what is longer is read at the source."""


_LONGEST_LINE = 2000
"""Characters of one line: laying out a line takes time by the square of its length."""
_LINE_PERCENT = 135.0
_TEXT_WIDTH = 190 * STEP


class Avatar(QWidget):
    """The disc with initials. Decoration: the name stands beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._letters = ""
        self._key = ""
        self.setFixedSize(QSize(8 * STEP, 8 * STEP))

    def show_sender(self, letters: str, key: str) -> None:
        self._letters, self._key = letters, key
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(avatar_color(self._key))
        painter.drawEllipse(self.rect())
        painter.setPen(QColor("#ffffff"))
        painter.setFont(font(0.85, bold=True))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letters)
        painter.end()


class MessageText(QTextEdit):
    """The text, plain whatever it contains; never a link, an image or a style. Escape goes back to the list."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setProperty("role", "message")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setUndoRedoEnabled(False)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.setFont(font(1.08))

    def show_text(self, text: str) -> None:
        self.setPlainText(_broken(text))
        spaced = QTextBlockFormat()
        spaced.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


class ReadingPane(QWidget):
    """UI thread only. `left` asks for the focus to go back to the list."""

    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._id: int | None = None
        self._shown = ""
        self.setAccessibleName(translate("Reading", "Message"))
        outer = column(self)
        self._body = QWidget()
        outer.addWidget(self._body)
        whole = column(self._body)
        whole.addWidget(self._make_header())
        whole.addWidget(hairline())
        whole.addWidget(self._make_text(), 1)
        self._body.hide()

    def _make_header(self) -> QWidget:
        header = QWidget()
        box = column(header, margins=5, spacing=3)
        box.setContentsMargins(6 * STEP, 5 * STEP, 6 * STEP, 4 * STEP)
        self._subject = label("", "heading", wrap=True)
        self._subject.setFont(font(1.3, bold=True))
        self._subject.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box.addWidget(self._subject)
        self._who = QWidget()
        line = row(self._who, spacing=3)
        self._avatar = Avatar()
        line.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        who = column(spacing=0)
        self._sender = ElidedLabel("strong")
        self._address = ElidedLabel("muted")
        who.addWidget(self._sender)
        who.addWidget(self._address)
        line.addLayout(who, 1)
        self._when = label("", "muted")
        line.addWidget(self._when, 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(self._who)
        self._warning = label("", "warning", wrap=True)
        self._warning.hide()
        box.addWidget(self._warning)
        return header

    def _make_text(self) -> QWidget:
        area = QWidget()
        box = column(area, spacing=4)
        box.setContentsMargins(6 * STEP, 5 * STEP, 6 * STEP, 4 * STEP)
        self._note = label("", "note", wrap=True)
        box.addWidget(self._note)
        self._text = MessageText()
        self._text.setAccessibleName(translate("Reading", "Text of the message"))
        self._text.left.connect(self.left)
        self._text.setMaximumWidth(_TEXT_WIDTH)
        box.addWidget(self._text, 1)
        self._history = label("", "small", wrap=True)
        self._history.setAccessibleName(translate("Reading", "History of the message"))
        box.addWidget(self._history)
        return area

    @property
    def shown_id(self) -> int | None:
        return self._id

    def clear(self) -> None:
        self._id = None
        self._body.hide()

    def show_row(self, shown: Row, now: datetime, plan: Now | None = None) -> None:
        """What the list knows already; the text follows by `show_details`."""
        item = shown.item
        fresh = item.id != self._id
        self._id = item.id
        name = texts.sender(item)
        self._subject.setText(texts.subject(item))
        self._avatar.show_sender(texts.initials(name), item.sender_address or name)
        self._sender.setText(name)
        self._address.setText(" · ".join((texts.address(item), texts.verb(item), cleaned(item.account, 40))))
        self._who.show()
        self._when.setText(texts.moment(item.received_at, now))
        self._warning.setVisible(texts.poses_as_another(item))
        self._warning.setText(
            translate("Reading", "The name looks like an address, but the message is from {address}.").format(
                address=texts.address(item)
            )
        )
        note = texts.held_note(shown, now, plan)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        if fresh:
            self._text.show_text(texts.preview(item))
            self._shown = ""
            self._history.clear()
        self._body.show()

    def show_fold(self, rows: Sequence[Row]) -> None:
        """Several messages at a glance: who and what, a line each."""
        self._id = None
        self._subject.setText(texts.fold_title(rows))
        for widget in (self._who, self._warning, self._note):
            widget.hide()
        lines = "\n".join(f"{texts.sender(shown.item)}: {texts.subject(shown.item)}" for shown in rows)
        hint = translate("Reading", "Enter shows them one by one.")
        self._text.show_text(f"{lines}\n\n{hint}")
        self._history.clear()
        self._body.show()

    def show_details(self, details: Details, now: datetime) -> None:
        """The whole text and history, if the same item is still on screen."""
        if details.item.id != self._id:
            return
        text = details.text or texts.preview(details.item)
        if len(text) > _SHOWN_TEXT:
            text = text[:_SHOWN_TEXT] + "\n\n" + translate("Reading", "… cut here. Open it at the source for the rest.")
        if text != self._shown:
            self._shown = text
            self._text.show_text(text)
        self._history.setText("\n".join(texts.event_line(event, now) for event in details.history[-6:]))

    def focus_text(self) -> None:
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)


def _broken(text: str) -> str:
    """The same with lines that are too long to lay out cut into several."""
    if len(text) <= _LONGEST_LINE:
        return text
    return "\n".join(
        line[start : start + _LONGEST_LINE]
        for line in text.split("\n")
        for start in range(0, max(1, len(line)), _LONGEST_LINE)
    )
