"""One service that shows one as busy: how it is, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.core.clock import SystemClock
from desktop.core.text import cleaned
from desktop.core.views import ProviderLine
from desktop.window.forms.busy_words import presence_words, problem_words
from desktop.window.forms.field_words import field_word
from desktop.window.forms.trouble import signs_out_words
from desktop.window.parts import button, column, label, row
from focus.providers import discover

_LONGEST = 60


class ProviderCard(QFrame):
    """Removing asks in place, as for an account."""

    undo = Signal(str)
    sign_in = Signal(str)
    edit = Signal(str)
    remove = Signal(str)

    def __init__(self, line: ProviderLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.name = line.name
        self.title = label(role="strong", wrap=True)
        self.shows = label(role="muted", wrap=True)
        self.problem = label(role="due", wrap=True)
        self.said = label(role="small", wrap=True)
        self.ours = label(self.tr("This was set by Écluse."), "small")
        self.undo_button = button(self.tr("Undo"), "link")
        self.undo_button.setToolTip(
            self.tr("Puts back what you had there, and leaves this service alone until the block ends.")
        )
        self.sign_in_button = button(self.tr("Sign in…"), "primary")
        self.edit_button = button(self.tr("Edit…"))
        self.remove_button = button(self.tr("Remove…"))
        self.question = label(wrap=True)
        self.sure_button = button(self.tr("Remove"))
        self.keep_button = button(self.tr("Keep it"))
        self._lay_out()
        self.undo_button.clicked.connect(lambda: self.undo.emit(self.name))
        self.sign_in_button.clicked.connect(lambda: self.sign_in.emit(self.name))
        self.edit_button.clicked.connect(lambda: self.edit.emit(self.name))
        self.remove_button.clicked.connect(lambda: self._ask(True))
        self.keep_button.clicked.connect(lambda: self._ask(False))
        self.sure_button.clicked.connect(self._remove)
        self.show_line(line)
        self._ask(False)

    def _lay_out(self) -> None:
        layout = column(self, margins=4, spacing=2)
        top = row(spacing=3)
        words = column(spacing=1)
        for each in (self.title, self.shows, self.problem, self.said):
            words.addWidget(each)
        self.undoing = QWidget()
        undoing = row(self.undoing)
        undoing.addWidget(self.ours)
        undoing.addWidget(self.undo_button)
        undoing.addStretch(1)
        words.addWidget(self.undoing)
        top.addLayout(words, 1)
        for action in (self.sign_in_button, self.edit_button, self.remove_button):
            top.addWidget(action, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(top)
        self.asking = QWidget()
        ask = column(self.asking, spacing=2)
        ask.addWidget(self.question)
        answers = row()
        for answer in (self.sure_button, self.keep_button):
            answers.addWidget(answer)
        answers.addStretch(1)
        ask.addLayout(answers)
        layout.addWidget(self.asking)

    def controls(self) -> tuple[QWidget, ...]:
        """In the order of Tab."""
        asked = (self.sure_button, self.keep_button)
        return (self.undo_button, self.sign_in_button, self.edit_button, self.remove_button, *asked)

    def show_line(self, line: ProviderLine) -> None:
        now = SystemClock().now()
        spec = discover().get(line.kind)
        title = field_word(spec.title) if spec else cleaned(line.kind, _LONGEST)
        named = "" if line.name == line.kind else cleaned(line.name, _LONGEST)
        heading = " · ".join(filter(None, (title, named)))
        ending, problem = signs_out_words(line.signs_out, now), problem_words(line)
        self.title.setText(heading)
        self.shows.setText(" · ".join(part for part in (presence_words(line, now), ending) if part))
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.said.setText(cleaned(line.detail, 200))
        self.said.setVisible(bool(line.detail and line.problem))
        self.undoing.setVisible(line.ours and line.wanted is not None)
        self.sign_in_button.setVisible(bool(ending) or line.problem == "signed_out")
        self.edit_button.setVisible(line.problem != "gone")
        self.setAccessibleName(heading)
        self.setAccessibleDescription(" ".join(part for part in (self.shows.text(), problem) if part))
        for each, words in (
            (self.undo_button, self.tr("Undo what Écluse set on {name}")),
            (self.sign_in_button, self.tr("Sign in to {name}")),
            (self.edit_button, self.tr("Edit {name}")),
            (self.remove_button, self.tr("Remove {name}")),
        ):
            each.setAccessibleName(words.format(name=heading))
        self.question.setText(self.tr("Remove “{name}”? What it showed before is put back first.").format(name=heading))

    def _remove(self) -> None:
        """Closes the question: an answer that takes its time is not to be given twice."""
        self._ask(False)
        self.remove.emit(self.name)

    def _ask(self, asking: bool) -> None:
        self.remove_button.setEnabled(not asking)
        if asking:
            self.asking.show()
            self.keep_button.setFocus()
            return
        if self.sure_button.hasFocus() or self.keep_button.hasFocus():
            self.remove_button.setFocus()  # before they are hidden, which would send it to whatever comes next
        self.asking.hide()
