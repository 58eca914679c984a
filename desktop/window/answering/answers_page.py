"""The answers library: every text once, found by its words, with how often it was of use."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QTextOption
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QSplitter, QStackedWidget, QWidget

from desktop.core.desk import RequestError
from desktop.core.text import cleaned
from desktop.shortcuts import key_name
from desktop.window import texts
from desktop.window.answering.keep_sheet import title_for
from desktop.window.answering.two_lines import Entry, TwoLines
from desktop.window.counted import Counted
from desktop.window.empty_state import EmptyState
from desktop.window.latest import Latest
from desktop.window.parts import KeyButton, announce, button, column, hairline, label, row
from desktop.window.shell import Shell
from desktop.window.texts import translate
from desktop.window.theme import STEP, font
from inbox.answering import SavedAnswer

_PAUSE_MS = 150
_NEW = 0
_FORM_WIDTH = 85 * STEP


class _Line(QLineEdit):
    """Down and Enter go into the list; Escape empties the line."""

    def __init__(self, page: AnswersPage) -> None:
        super().__init__()
        self._page = page

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._page.list.setFocus()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class AnswersPage(QWidget):
    """UI thread only. What is changed is kept by the button, or else when one goes elsewhere."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._answers: dict[int, SavedAnswer] = {}
        self._shown = SavedAnswer(_NEW, "", "")
        self._gone: SavedAnswer | None = None
        self._latest = Latest(shell.bridge)
        self.list = TwoLines(shell.theme)
        self.list.setAccessibleName(translate("Answers", "Saved answers"))
        self.empty = EmptyState(shell.theme)
        self._lay_out()
        self.setFocusProxy(self.line)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self.line.textChanged.connect(lambda _: self._pause.start())
        self.list.chosen.connect(self._show_current)
        self.list.opened.connect(self.text.setFocus)
        self.list.pressed.connect(lambda key: self.drop() if key == "Del" else None)

    def _lay_out(self) -> None:
        outer = column(self)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        outer.addWidget(splitter)
        left = QFrame()
        left.setProperty("role", "panel")
        box = column(left)
        header = QWidget()
        head = column(header, spacing=2)
        head.setContentsMargins(4 * STEP, 4 * STEP - 1, 4 * STEP, 3 * STEP)
        line = row()
        line.addWidget(label(translate("Answers", "Answers"), "heading"), 1)
        self.new_button = button(translate("Answers", "New answer"))
        self.new_button.clicked.connect(self.new)
        line.addWidget(self.new_button)
        head.addLayout(line)
        self.line = _Line(self)
        self.line.setPlaceholderText(translate("Answers", "Words of the title or the text"))
        self.line.setAccessibleName(translate("Answers", "Search the saved answers"))
        self.line.setClearButtonEnabled(True)
        self.line.setMaxLength(200)
        head.addWidget(self.line)
        box.addWidget(header)
        box.addWidget(hairline())
        self._note = label("", "small", wrap=True)
        self.back_button = button(translate("Answers", "Have it back"), "link")
        self.back_button.clicked.connect(self.have_back)
        self.back_button.hide()
        self._said = QWidget()
        said = row(self._said, spacing=3)
        said.addWidget(self._note)
        said.addWidget(self.back_button)
        said.addStretch(1)
        self._said.hide()
        head.addWidget(self._said)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        box.addWidget(self.stack, 1)
        splitter.addWidget(left)
        splitter.addWidget(self._make_form())
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([470, 634])

    def _make_form(self) -> QWidget:
        self._form = QWidget()
        self._form.setMinimumWidth(_FORM_WIDTH)
        box = column(self._form)
        inner = column(spacing=2)
        inner.setContentsMargins(6 * STEP, 5 * STEP, 6 * STEP, 4 * STEP)
        self.title = QLineEdit()
        self.title.setMaxLength(200)
        self.title.setPlaceholderText(translate("Answers", "A title to find it by"))
        self.title.textChanged.connect(self._judge)
        self.text = QPlainTextEdit()
        self.text.setProperty("role", "writing")
        self.text.setTabChangesFocus(True)
        self.text.setFont(font(1.08))
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.text.document().setDocumentMargin(2 * STEP)
        self.text.textChanged.connect(self._judge)
        for words, field in (
            (translate("Answers", "Title"), self.title),
            (translate("Answers", "Text"), self.text),
        ):
            above = label(words, "muted")
            above.setBuddy(field)
            field.setAccessibleName(words)
            inner.addWidget(above)
            inner.addWidget(field, int(field is self.text))
        inner.addWidget(label(fill_in_words(), "small", wrap=True))
        self._used = label("", "small", wrap=True)
        inner.addWidget(self._used)
        box.addLayout(inner, 1)
        bar = QFrame()
        bar.setProperty("role", "panel")
        around = column(bar)
        around.addWidget(hairline())
        line = row(spacing=2)
        line.setContentsMargins(5 * STEP, 3 * STEP, 5 * STEP, 3 * STEP)
        self.keep_button = KeyButton(
            translate("Answers", "Keep"), key_name("Ctrl+Return"), self._shell.theme, primary=True
        )
        self.keep_button.clicked.connect(self.keep)
        self.drop_button = KeyButton(translate("Answers", "Delete"), "", self._shell.theme)
        self.drop_button.clicked.connect(self.drop)
        line.addWidget(self.keep_button)
        line.addWidget(self.drop_button)
        line.addStretch(1)
        around.addLayout(line)
        box.addWidget(bar)
        self._form.hide()
        return self._form

    @property
    def said(self) -> str:
        return " ".join((self._used.text(), self._note.text())).strip()

    # The list

    def refresh(self) -> None:
        self._pause.stop()
        query = self.line.text().strip()
        self._latest.ask(lambda desk: desk.answers(query), lambda found: self._show(found, query))

    def _show(self, found: Sequence[SavedAnswer], query: str) -> None:
        self._answers = {answer.id: answer for answer in found}
        entries = [_entry(answer) for answer in found]
        self.list.show_entries(entries)
        if not entries:
            self._say_empty(query)
        self.stack.setCurrentWidget(self.list if entries else self.empty)

    def _say_empty(self, query: str) -> None:
        if query:
            title = translate("Answers", "Nothing found for “{query}”").format(query=cleaned(query, 60))
            self.empty.say(title, translate("Search", "Fewer or shorter words find more."), icon="search")
            return
        self.empty.say(
            translate("Answers", "No answer is kept yet"),
            translate("Answers", "A question that is asked twice is worth writing the answer down once."),
            icon="inbox",
        )

    def _show_current(self) -> None:
        id = self.list.key()
        answer = self._answers.get(id) if isinstance(id, int) else None
        if self._form.isVisible() and (self._is_new_one or id == self._shown.id):
            if self._changed or answer == self._shown:
                return  # what is being written stays
        elif self._form.isVisible() and self.keep_button.isEnabled():
            self.keep()  # nothing that was written is lost by looking at another
        self._form.setVisible(answer is not None)
        if answer is not None:
            self._put(answer)

    def _put(self, answer: SavedAnswer) -> None:
        self._shown = answer
        with QSignalBlocker(self.title), QSignalBlocker(self.text):  # it is not the person who changes them
            self.title.setText(answer.title)
            self.text.setPlainText(answer.text)
        self._used.setText(used_words(answer, self._shell))
        self.drop_button.setVisible(answer.id != _NEW)
        self._form.show()
        self._judge()

    # What is done with one

    @property
    def _is_new_one(self) -> bool:
        return self._form.isVisible() and self._shown.id == _NEW

    @property
    def _changed(self) -> bool:
        return (self.title.text(), self.text.toPlainText()) != (self._shown.title, self._shown.text)

    def _judge(self) -> None:
        whole = bool(self.title.text().strip() and self.text.toPlainText().strip())
        self.keep_button.setEnabled(whole and self._changed)
        if self._changed:
            self._said_nothing()

    def new(self) -> None:
        """Begin one with nothing in it."""
        self.list.setCurrentRow(-1)
        self._put(SavedAnswer(_NEW, "", ""))
        self.title.setFocus()

    def keep(self) -> None:
        if not self.keep_button.isEnabled():
            return
        fresh = SavedAnswer(self._shown.id, self.title.text().strip(), self.text.toPlainText())

        def kept(id: int) -> None:
            if self._shown.id == fresh.id:
                self._shown = SavedAnswer(id, fresh.title, fresh.text, self._shown.uses, self._shown.used_at)
                self.drop_button.show()
                self._judge()
            self._say(translate("Answers", "“{title}” is kept.").format(title=cleaned(fresh.title, 60)))
            self.refresh()

        self._shell.bridge.ask(lambda desk: desk.keep_answer(fresh), kept, self._refused)

    def drop(self) -> None:
        """Delete it. Until something else is done, one press has it back."""
        gone = self._shown
        if gone.id == _NEW:
            return

        def dropped(_: None) -> None:
            self._put(SavedAnswer(_NEW, "", ""))
            self._form.hide()
            self._say(translate("Answers", "“{title}” is deleted.").format(title=cleaned(gone.title, 60)))
            self._gone = gone
            self.back_button.show()
            self.refresh()

        self._shell.bridge.ask(lambda desk: desk.drop_answer(gone.id), dropped, self._refused)

    def have_back(self) -> None:
        """Keep the deleted one again, as a new one."""
        gone = self._gone
        if gone is not None:
            fresh = SavedAnswer(_NEW, gone.title, gone.text)
            self._said_nothing()
            self._shell.bridge.ask(lambda desk: desk.keep_answer(fresh), self._is_back, self._refused)

    def _is_back(self, id: int) -> None:
        self._shell.bridge.ask(lambda desk: desk.answers(""), lambda found: self._go_to(found, id))

    def _go_to(self, found: Sequence[SavedAnswer], id: int) -> None:
        self.line.clear()
        self._show(found, "")
        self.list.choose(id)

    def _refused(self, error: Exception) -> None:
        said = f"{error.message} {error.advice}" if isinstance(error, RequestError) else str(error)
        self._say(said.strip())

    def _said_nothing(self) -> None:
        self._gone = None
        self._note.clear()
        self._said.hide()
        self.back_button.hide()

    def _say(self, text: str) -> None:
        self._said_nothing()
        self._note.setText(text)
        self._said.show()
        announce(self._note, text)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not self.title.text().strip():
            self.title.setText(title_for(self.text.toPlainText()))
        self.keep()  # the app may end while it is out of sight

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.list.setFocus()
        else:
            super().keyPressEvent(event)


def fill_ins() -> tuple[str, ...]:
    """The names `inbox.answering.fill` fills in, in the person's language."""
    return (
        translate("FillIns", "first name"),
        translate("FillIns", "name"),
        translate("FillIns", "subject"),
        translate("FillIns", "date"),
        translate("FillIns", "my name"),
        translate("FillIns", "next check-in"),
    )


def fill_in_words() -> str:
    names = ", ".join(f"{{{name}}}" for name in fill_ins())
    filled = translate("Answers", "Filled in each time: {names}.").format(names=names)
    rest = translate("Answers", "Any other word in braces is a blank: Tab goes from one to the next.")
    return f"{filled} {rest}"


def used_words(answer: SavedAnswer, shell: Shell) -> str:
    if answer.used_at is None:
        return ""
    used = Counted().uses(answer.uses)
    time = texts.moment(answer.used_at, shell.present.at())
    return translate("Answers", "{used}, last {time}").format(used=used, time=time)


def _entry(answer: SavedAnswer) -> Entry:
    side = Counted().uses(answer.uses) if answer.uses else ""
    return Entry(answer.id, cleaned(answer.title, 100), cleaned(answer.text, 120), side)
