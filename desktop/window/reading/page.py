"""All that scrolls in the reading pane: the note, cautions, the conversation, the text, and what came with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from desktop.window.parts import announce, button, column, hairline, label, row
from desktop.window.reading.cards import Attachments, Cautions, Invitations, emptied
from desktop.window.reading.flow import Flow
from desktop.window.reading.frame import Frame
from desktop.window.reading.message_html import MessageHtml
from desktop.window.reading.message_text import MessageText
from desktop.window.reading.thread_strip import ThreadStrip
from desktop.window.texts import translate
from desktop.window.theme import STEP, Theme

_TEXT_WIDTH = 190 * STEP


class Page(QScrollArea):
    """UI thread only. `chosen` and `pointed` as of `Frame`."""

    left = Signal()
    chosen = Signal(str)
    pointed = Signal(str)
    again_wanted = Signal()
    laid_out = Signal()
    """Parts were made or taken away."""
    images_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pages: list[MessageHtml] = []
        self._addresses: Mapping[str, str] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        self._lay_out()
        self.setWidget(self._inside)
        self.viewport().setAutoFillBackground(False)
        self._inside.setAutoFillBackground(False)
        theme.changed.connect(self._recolor)

    def _lay_out(self) -> None:
        box = column(self._inside, spacing=4)
        box.setContentsMargins(6 * STEP, 5 * STEP, 6 * STEP, 4 * STEP)
        self._note = label("", "note", wrap=True)
        box.addWidget(self._note)
        self.cautions = Cautions()
        box.addWidget(self.cautions)
        box.addWidget(self._make_state())
        self.conversation = ThreadStrip(self._theme)
        self.conversation.left.connect(self.left)
        box.addWidget(self.conversation)
        self.invitations = Invitations()
        box.addWidget(self.invitations)
        box.addWidget(self._make_images())
        self.text = MessageText(self._theme)
        self._take(self.text)
        box.addWidget(self.text)
        self._formatted = QWidget()
        self._formatted_box = column(self._formatted, spacing=4)
        self._formatted.hide()
        box.addWidget(self._formatted)
        self.attachments = Attachments()
        box.addWidget(self.attachments)
        self._history = label("", "small", wrap=True)
        self._history.setAccessibleName(translate("Reading", "History of the message"))
        box.addWidget(self._history)
        box.addStretch(1)

    def _make_state(self) -> QWidget:
        self._state = QWidget()
        line = row(self._state, spacing=3)
        self._state_words = label("", "small", wrap=True)
        line.addWidget(self._state_words, 1)
        self._again = button(translate("Reading", "Try again"), "link")
        self._again.clicked.connect(self.again_wanted)
        line.addWidget(self._again)
        self._state.hide()
        return self._state

    def _make_images(self) -> QWidget:
        self._images = QFrame()
        self._images.setProperty("role", "bar")
        line = row(self._images, spacing=3)
        line.setContentsMargins(3 * STEP, 2 * STEP, 3 * STEP, 2 * STEP)
        words = column(spacing=0)
        self._images_words = label("", wrap=True)
        words.addWidget(self._images_words)
        words.addWidget(label(translate("Reading", "Loading tells the sender that you read it."), "small", wrap=True))
        line.addLayout(words, 1)
        load = button(translate("Reading", "Load images"))
        load.setToolTip(translate("Reading", "Load the images of this message (I)"))
        load.clicked.connect(self.images_wanted)
        line.addWidget(load)
        self._images.hide()
        return self._images

    def _take(self, frame: Frame) -> None:
        frame.setFixedWidth(self._text_width())
        frame.left.connect(self.left)
        frame.chosen.connect(self.chosen)
        frame.pointed.connect(self.pointed)
        frame.address_of = lambda name: self._addresses.get(name, "")
        frame.seen_at.connect(lambda place: self._follow(frame, place))

    def _text_width(self) -> int:
        """With and without the scroll bar: to lay out a long text once more when the bar comes takes long."""
        bar = self.verticalScrollBar().sizeHint().width()
        return max(40 * STEP, min(_TEXT_WIDTH, self.width() - 12 * STEP - bar))

    # What it shows

    def show_fresh(self, text: str) -> None:
        """Another message: all that belonged to the one before is gone."""
        self.text.show_text(text)
        emptied(self._formatted_box)
        self._pages = []
        self._history.clear()
        self.say_state("")
        self.offer_images("")
        self.conversation.hide()
        self.conversation.show_rows((), None)
        self.attachments.show_these(())
        self.invitations.show_these((), None)
        self.verticalScrollBar().setValue(0)

    def show_note(self, note: str) -> None:
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def say_state(self, said: str, *, again: bool = False) -> None:
        self._state_words.setText(said)
        self._again.setVisible(again)
        self._state.setVisible(bool(said))

    def show_history(self, lines: str) -> None:
        self._history.setText(lines)

    def offer_images(self, question: str) -> None:
        self._images_words.setText(question)
        self._images.setVisible(bool(question))
        if question:
            announce(self, question)

    def set_addresses(self, addresses: Mapping[str, str]) -> None:
        """What "copy the address" gives, by the names of links."""
        self._addresses = addresses

    def show_formatted(self, *, on: bool) -> None:
        """The focus stays with the text of the message, and does not go on to some button."""
        had_focus = self.text.hasFocus() or self._formatted.hasFocus() or self.has_focus_inside(self._formatted)
        self.text.setVisible(not on)
        self._formatted.setVisible(on)
        if had_focus:  # until there is a formatted text, the place of it has the focus
            (self._formatted if on and not self._pages else self.frames[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_pages(self, pages: Sequence[Flow], images: Mapping[str, QImage]) -> None:
        """Each HTML part in a frame of its own."""
        at = self.verticalScrollBar().value()
        had_focus = self._formatted.hasFocus() or self.has_focus_inside(self._formatted)
        emptied(self._formatted_box)
        self._pages = []
        for number, flow in enumerate(pages):
            if number:
                self._formatted_box.addWidget(hairline())
            frame = MessageHtml(self._theme, flow, images)
            self._take(frame)
            self._formatted_box.addWidget(frame)
            self._pages.append(frame)
            frame.show_again(at_once=number == 0)
        if had_focus:
            self.focus_text()
        self.verticalScrollBar().setValue(at)
        self.laid_out.emit()

    @property
    def frames(self) -> tuple[Frame, ...]:
        """Those with the text that is on screen."""
        return tuple(self._pages) if not self._formatted.isHidden() and self._pages else (self.text,)

    def has_focus_inside(self, part: QWidget | None = None) -> bool:
        here: QWidget | None = QApplication.focusWidget()
        return here is not None and (part or self).isAncestorOf(here)

    def focus_text(self) -> None:
        self.frames[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def order(self, first: QWidget) -> None:
        """Have Tab go down the page as the eye does, from `first`: parts that were made late come in their place."""
        stops = [
            (part.mapTo(self._inside, part.rect().topLeft()), part)
            for part in self._inside.findChildren(QWidget)
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.focusProxy() is None
        ]
        for _, part in sorted(stops, key=lambda stop: (stop[0].y(), stop[0].x())):
            QWidget.setTabOrder(first, part)
            first = part

    def _follow(self, frame: Frame, place: QRectF) -> None:
        if frame.hasFocus():
            center = frame.viewport().mapTo(self._inside, place.center().toPoint())
            self.ensureVisible(center.x(), center.y(), 0, 6 * STEP)

    def _recolor(self) -> None:
        self.text.show_again()
        self.conversation.recolor()
        for page in self._pages:
            page.show_again(at_once=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._inside.setFixedWidth(self.viewport().width())  # no word in it makes it wider than the pane
        for frame in (self.text, *self._pages):
            frame.setFixedWidth(self._text_width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        step = bar.pageStep() - 8 * STEP
        match event.key():
            case Qt.Key.Key_Space:
                bar.setValue(bar.value() + (-step if back else step))
            case Qt.Key.Key_PageDown:
                bar.setValue(bar.value() + step)
            case Qt.Key.Key_PageUp:
                bar.setValue(bar.value() - step)
            case Qt.Key.Key_Home:
                bar.setValue(bar.minimum())
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)
