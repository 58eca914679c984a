"""Some fields below each other; those that belong together under a small heading that opens and closes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop.window.forms.field_editors import Editor, Field, FlagEditor, editor_for
from desktop.window.forms.field_words import field_word
from desktop.window.parts import button, column, hairline, label, row
from desktop.window.theme import STEP

MORE: Final = "more"
"""The group of what has an answer already, where a kind of account names no groups itself."""
_WIDEST_LABEL: Final = 26
"""Letters; what is longer wraps, and leaves the room to the fields."""
_NARROWEST_FIELD: Final = 30
"""Letters; where a field would have less beside its label, it stands below it."""
_GAP: Final = 4
"""Steps between a label and its field."""
_LEVEL: Final = 7
"""Pixels from a control's top to that of its text."""


class _Line(QWidget):
    """A row asks for no more width than it needs with its label above: else no form would be narrow enough for that."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.stack = column(spacing=1)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.stack.minimumSize().width(), super().minimumSizeHint().height())


class FieldRow:
    """A field's label, and beside it its editor with its help and its problem below."""

    def __init__(self, field: Field, parent: QWidget) -> None:
        self.field = field
        self.editor: Editor = editor_for(field)
        self._flag = isinstance(self.editor, FlagEditor)
        self.label = label("" if self._flag else field_word(field.label), wrap=True)
        self.help = label(field_word(field.help), "small", wrap=True)
        self.problem = label(role="due", wrap=True)
        self.box = _Line(parent)
        self._line = row(self.box, spacing=_GAP)
        self._line.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        for widget in (self.editor, self.help, self.problem):
            self.box.stack.addWidget(widget)
        self._line.addLayout(self.box.stack, 1)
        # Hidden, never shown, by itself: what is shown before it has a parent is a window.
        if not field.help:
            self.help.hide()
        if not self._flag:
            self.label.setBuddy(self.editor.control)
        self.editor.control.setAccessibleName(field_word(field.label))
        self.stack(False)
        self.describe("")

    def describe(self, problem: str) -> None:
        """Say what is wrong beside the field, and to a screen reader; '' takes it back."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        spoken = " ".join(part for part in (problem, field_word(self.field.help)) if part)
        self.editor.control.setAccessibleDescription(spoken)

    def wanted_label(self) -> int:
        """How wide its label is where there is room; 0 for a flag, whose box carries it."""
        if self._flag:
            return 0
        metrics = self.label.fontMetrics()
        natural = metrics.horizontalAdvance(field_word(self.field.label)) + 2
        return min(natural, metrics.averageCharWidth() * _WIDEST_LABEL)

    def stack(self, stacked: bool) -> None:
        """The label above the editor, for where there is no room beside each other."""
        wanted = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        self._line.setDirection(wanted)
        self._line.setSpacing((1 if stacked else _GAP) * STEP)
        # Beside the editor its first line is level with what is written there.
        self.label.setContentsMargins(0, 0 if stacked else _LEVEL, 0, 0)
        self.label.setHidden(stacked and self._flag)


class FieldGroup(QWidget):
    """The rows of one group. Without a `title` there is no heading, and it is always open."""

    def __init__(self, fields: Sequence[Field], title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._label_width = 0
        self.head: QPushButton | None = None
        self.rows: dict[str, FieldRow] = {}
        self._body = QWidget(self)
        # Not a QFormLayout: it squashes what wraps in a row that is shown late.
        self._lines = column(self._body, spacing=3)
        for field in fields:
            made = self.rows[field.name] = FieldRow(field, self._body)
            self._lines.addWidget(made.box)
        if title:
            self._lines.addWidget(hairline())  # what comes below is not of this group any more
        layout = column(self, spacing=3)
        if title:
            self.head = button("")
            self.head.setProperty("role", "group")
            self.head.setCheckable(True)
            self.head.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            layout.addWidget(self.head)
            self.head.toggled.connect(self._unfold)
        layout.addWidget(self._body)
        if title:
            self._unfold(False)

    @property
    def is_open(self) -> bool:
        return self.head is None or self.head.isChecked()

    def open(self, wanted: bool = True) -> None:
        if self.head is not None:
            self.head.setChecked(wanted)

    def _unfold(self, shown: bool) -> None:
        assert self.head is not None
        # The rest of the text stays, with the letter that Alt takes.
        self.head.setText(("▾" if shown else "▸") + (self.head.text()[1:] or f"  {self._title}"))
        form = (
            QCoreApplication.translate("FieldGroup", "{group}: shown")
            if shown
            else QCoreApplication.translate("FieldGroup", "{group}: hidden")
        )
        self.head.setAccessibleName(form.format(group=self._title))
        self._body.setVisible(shown)

    def align(self, label_width: int) -> None:
        """Give its labels the width that those of the whole form have."""
        self._label_width = label_width
        for one in self.rows.values():
            one.label.setFixedWidth(label_width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least = self.fontMetrics().averageCharWidth() * _NARROWEST_FIELD
        stacked = event.size().width() < self._label_width + _GAP * STEP + least
        for one in self.rows.values():
            one.stack(stacked)

    def show_rows(self, counting: Sequence[str]) -> None:
        """Those of them that count, and nothing at all where none does."""
        for name, one in self.rows.items():
            one.box.setHidden(name not in counting)
        self.setVisible(any(name in counting for name in self.rows))

    def controls(self) -> list[QWidget]:
        """What takes the focus, in order."""
        found: list[QWidget] = [self.head] if self.head is not None else []
        for one in self.rows.values():
            found += [one.editor.control, *one.editor.extra]
        return found
