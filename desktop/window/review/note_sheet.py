"""The weekly note to teammates: made from a template, changed as one likes, and copied. Nothing sends it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.text import cleaned
from desktop.window.forms.pages import Pages
from desktop.window.forms.says import Says
from desktop.window.forms.trouble import of_request
from desktop.window.latest import Latest
from desktop.window.parts import button, column, label, row
from desktop.window.review.intentions import folded
from desktop.window.sheet import Sheet
from desktop.window.shell import Shell
from desktop.window.texts import translate
from desktop.window.theme import STEP
from focus.review_note import LONGEST, NAMES

if TYPE_CHECKING:
    from desktop.core.desk import Desk, Later
    from desktop.core.review_views import Review

_NOTE, _TEMPLATE, _PRIVATE = range(3)
_LEAST, _MOST = 40 * STEP, 120 * STEP
"""How high a text may be, in pixels."""


class NoteSheet(Sheet):
    """Three pages: the note, the template it is made from, and the intentions that stay out of it. UI thread only."""

    def __init__(self, window: QWidget, shell: Shell) -> None:
        name = translate("Note", "Weekly note")
        super().__init__(window, name, 180 * STEP)
        self._shell = shell
        self._week: str | None = None
        self._latest = Latest(shell.bridge)
        self._usual = ""
        self.pages = Pages(self._make_note(name), self._make_template(), self._make_private())
        self.body.addWidget(self.pages)
        self.says = Says()
        self.body.addWidget(self.says)

    # The note

    def _make_note(self, name: str) -> QWidget:
        page, box = _page(name, translate("Note", "For teammates, to copy where you like. Nothing sends it."))
        self.text = _writing(name)
        box.addWidget(self.text, 1)
        line = row(spacing=4)
        self.private = QCheckBox(translate("Note", "With what is private"))
        self.private.clicked.connect(self._ask_note)
        line.addWidget(self.private)
        self.private_button = _to(translate("Note", "What is private…"), self._go_private)
        self.template_button = _to(translate("Note", "Edit the template…"), self._go_template)
        for link in (self.private_button, self.template_button):
            link.setProperty("role", "link")
            line.addWidget(link)
        line.addStretch(1)
        box.addLayout(line)
        self.copy_button = button(translate("Note", "Copy"), "primary")
        self.copy_button.clicked.connect(self.copy)
        box.addLayout(_buttons(_to(translate("Note", "Close"), self.shut), self.copy_button))
        return page

    def ask(self, week: str | None) -> None:
        """The note of a week such as `2026-W47`."""
        self._week = week
        self.private.setChecked(False)
        self.says.nothing()
        self.text.clear()
        room = max(_LEAST, min(_MOST, self._window.height() - 92 * STEP))
        for text in (self.text, self.template):
            text.setFixedHeight(room)
        self.pages.show_page(_NOTE)
        self.open(self.text)
        self._ask_note()

    def _ask_note(self) -> None:
        """What was changed by hand gives way, for another note was asked for; Ctrl+Z has it back."""
        week, private = self._week, self.private.isChecked()
        self._latest.ask(lambda desk: desk.note(week, private=private), self._show_note, self._refused)

    def _show_note(self, text: str) -> None:
        cursor = self.text.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.says.ok(translate("Note", "Copied."))

    def _refused(self, error: Exception) -> None:
        self.says.problem(of_request(error).text)

    # The template

    def _make_template(self) -> QWidget:
        names = ", ".join(f"{{{name}}}" for name in NAMES)
        filled = translate("Note", "Filled in each week: {names}.").format(names=names)
        page, box = _page(translate("Note", "Template of the note"), filled)
        self.template = _writing(translate("Note", "Template of the note"))
        box.addWidget(self.template, 1)
        usual = _to(translate("Note", "The usual template"), lambda: self.template.setPlainText(self._usual))
        self.save_button = button(translate("Note", "Save"), "primary")
        self.save_button.clicked.connect(self.save_template)
        box.addLayout(_buttons(_to(translate("Note", "Back"), self._go_note), self.save_button, first=usual))
        return page

    def _go_template(self) -> None:
        self.says.nothing()
        self._shell.bridge.ask(lambda desk: (desk.note_template(), desk.usual_note()), self._show_template)

    def _show_template(self, found: tuple[str, str]) -> None:
        own, self._usual = found
        self.template.setPlainText(own or self._usual)
        self.pages.show_page(_TEMPLATE)
        self.template.setFocus(Qt.FocusReason.OtherFocusReason)

    def save_template(self) -> None:
        """The usual one is kept as none, so that it follows the app's language."""
        text = self.template.toPlainText()
        if len(text) > LONGEST:
            self.says.problem(
                translate("Note", "The template is too long: {most} characters at most.").format(most=LONGEST)
            )
            return
        kept = "" if text.strip() in ("", self._usual.strip()) else text
        self._shell.bridge.ask(
            lambda desk: desk.set_note_template(kept), lambda _: self._template_saved(), self._refused
        )

    def _template_saved(self) -> None:
        self._go_note()
        self._ask_note()
        self.says.ok(translate("Note", "The template is saved."))

    def _go_note(self) -> None:
        self.says.nothing()
        self.pages.show_page(_NOTE)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    # What stays out of it

    def _make_private(self) -> QWidget:
        words = translate(
            "Note", "Ticked intentions stay out of the note, unless you ask for them. They stay in your review."
        )
        page, box = _page(translate("Note", "What is private"), words)
        self.list = QListWidget()
        self.list.setProperty("role", "rows")
        self.list.setAccessibleName(translate("Note", "Intentions that stay out of the note"))
        self.list.setMinimumHeight(50 * STEP)
        box.addWidget(self.list, 1)
        done = button(translate("Note", "Save"), "primary")
        done.clicked.connect(self.save_private)
        box.addLayout(_buttons(_to(translate("Note", "Back"), self._go_note), done))
        return page

    def _go_private(self) -> None:
        self.says.nothing()
        week = self._week
        self._shell.bridge.ask(lambda desk: _private_of(desk, week), self._show_private, self._refused)

    def _show_private(self, found: tuple[Review, tuple[str, ...]]) -> None:
        review, private = found
        hidden = {folded(one) for one in private}
        lived = {folded(one.intention): one.intention for one in review.hours.intentions if one.intention}
        self.list.clear()
        for key, intention in ({folded(one): one for one in private} | lived).items():
            line = QListWidgetItem(cleaned(intention, 200))
            line.setData(Qt.ItemDataRole.UserRole, intention)
            line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            line.setCheckState(Qt.CheckState.Checked if key in hidden else Qt.CheckState.Unchecked)
            self.list.addItem(line)
        self.list.setCurrentRow(0)
        self.pages.show_page(_PRIVATE)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def save_private(self) -> None:
        lines = [self.list.item(at) for at in range(self.list.count())]
        private = tuple(
            str(line.data(Qt.ItemDataRole.UserRole)) for line in lines if line.checkState() == Qt.CheckState.Checked
        )
        self._shell.bridge.ask(
            lambda desk: desk.set_private_intentions(private), lambda _: self._private_saved(), self._refused
        )

    def _private_saved(self) -> None:
        self._go_note()
        self._ask_note()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.copy, self.save_template, self.save_private)[self.pages.current]()
        elif event.key() == Qt.Key.Key_Escape and self.pages.current != _NOTE:
            self._go_note()
        else:
            super().keyPressEvent(event)


def _private_of(desk: Desk, week: str | None) -> Later[tuple[Review, tuple[str, ...]]]:
    """The week, and the intentions that stay out of its note."""
    from desktop.core.desk import Later

    found, private = desk.review(week), desk.private_intentions()
    return Later(lambda: (found.run(), private))


def _page(title: str, words: str) -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    box = column(page, spacing=2)
    box.addWidget(label(title, "heading"))
    box.addWidget(label(words, "muted", wrap=True))
    return page, box


def _writing(name: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setProperty("role", "writing")
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    made.document().setDocumentMargin(2 * STEP)
    return made


def _to(text: str, then: Callable[[], object]) -> QPushButton:
    made = button(text)
    made.clicked.connect(then)
    return made


def _buttons(leave: QPushButton, main: QPushButton, *, first: QPushButton | None = None) -> QHBoxLayout:
    line = row()
    if first is not None:
        line.addWidget(first)
    line.addStretch(1)
    line.addWidget(leave)
    line.addWidget(main)
    return line
