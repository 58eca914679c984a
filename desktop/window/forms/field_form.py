"""A form made from the fields that a source or a provider declares; nothing in here knows any of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QSizePolicy, QWidget

from desktop.core.settings.fields import counts
from desktop.window.forms.field_editors import Editor, Field, FlagEditor, SecretEditor, editor_for
from desktop.window.forms.field_words import field_word
from desktop.window.parts import announce, button, column, label
from inbox.sources import Value


class _Row:
    """A field's editor with its help and its problem below it."""

    def __init__(self, field: Field, parent: QWidget) -> None:
        self.field = field
        self.editor: Editor = editor_for(field)
        self.label: QLabel | None = None
        self.help = label(field_word(field.help), "small", wrap=True)
        self.problem = label(role="due", wrap=True)
        self.box = QWidget(parent)
        stack = column(self.box, spacing=1)
        for widget in (self.editor, self.help, self.problem):
            stack.addWidget(widget)
        # Hidden, never shown, by itself: what is shown before it has a parent is a window.
        if not field.help:
            self.help.hide()
        self.editor.control.setAccessibleName(field_word(field.label))
        self.describe("")

    def describe(self, problem: str) -> None:
        """Say what is wrong beside the field, and to a screen reader; '' takes it back."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        spoken = " ".join(part for part in (problem, field_word(self.field.help)) if part)
        self.editor.control.setAccessibleDescription(spoken)


class FieldForm(QWidget):
    """Shows `fields` and gives what was entered. With `keeps_secrets`, a secret left empty means "as it is"."""

    changed = Signal()

    def __init__(self, fields: Sequence[Field], parent: QWidget | None = None, *, keeps_secrets: bool = False) -> None:
        super().__init__(parent)
        self._keeps_secrets = keeps_secrets
        self._layout = layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(16)
        layout.setVerticalSpacing(12)
        layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        fields = [field for field in fields if field.kind != "grant"]  # nobody types one
        self._fields = fields
        self._rows: dict[str, _Row] = {}
        self.more = button("", "link")
        self.more.setCheckable(True)
        self.more.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        decides = {field.where[0] for field in fields if field.where}
        needed = [field for field in fields if field.name in decides or (field.required and field.default is None)]
        self._folded = [field.name for field in fields if field not in needed] if needed else []
        for field in needed:
            self._add(field)
        if self._folded:
            layout.addRow("", self.more)
        for field in fields:
            if field not in needed:
                self._add(field)
        for row in self._rows.values():
            if row.label is not None:
                row.label.setMinimumWidth(self.label_width())
        self.more.toggled.connect(self._unfold)
        self._unfold(False)

    def _unfold(self, shown: bool) -> None:
        """Show what has an answer already, or hide it: most people need none of it."""
        self.more.setText(self.tr("Fewer settings") if shown else self.tr("More settings"))
        self.more.setVisible(bool(self._folded))
        self._show_rows()

    def _show_rows(self) -> None:
        """Those that count, the others being as they are."""
        values, shown = self.values(), self.more.isChecked()
        for name, row in self._rows.items():
            wanted = (shown or name not in self._folded) and counts(row.field, self._fields, values)
            self._layout.setRowVisible(row.box, wanted)

    def _add(self, field: Field) -> None:
        layout = self._layout
        row = self._rows[field.name] = _Row(field, self)
        if isinstance(row.editor, FlagEditor):
            layout.addRow("", row.box)
        else:
            row.label = label(field_word(field.label))
            row.label.setBuddy(row.editor.control)
            layout.addRow(row.label, row.box)
        if isinstance(row.editor, SecretEditor) and self._keeps_secrets:
            row.editor.line.setPlaceholderText(self.tr("unchanged"))
        row.editor.edited.connect(lambda: self._edited(row))
        row.editor.left.connect(lambda: self._check(row))

    def _edited(self, row: _Row) -> None:
        row.describe("")
        self._show_rows()
        self.changed.emit()

    def reveal(self, name: str) -> None:
        """Show one field although the rest of those that most people do not need stays folded."""
        self._layout.setRowVisible(self._rows[name].box, True)

    def editor(self, name: str) -> Editor:
        """The control of one field."""
        return self._rows[name].editor

    def label_width(self) -> int:
        """How wide the column of labels is, for what stands above it."""
        return max((row.label.sizeHint().width() for row in self._rows.values() if row.label), default=0)

    def controls(self) -> list[QWidget]:
        """What takes the focus, in the order of the form."""
        found: list[QWidget] = []
        for name, row in self._rows.items():
            if self._folded and name == self._folded[0]:
                found.append(self.more)
            found.append(row.editor.control)
            found.extend(row.editor.extra)
        return found

    def values(self) -> dict[str, Value]:
        """What was entered, without the secrets; a field left empty is not in it, nor one that does not count."""
        entered = {name: row.editor.value() for name, row in self._rows.items() if row.field.kind != "secret"}
        found = {name: value for name, value in entered.items() if value is not None}
        return {name: value for name, value in found.items() if counts(self._rows[name].field, self._fields, found)}

    def secrets(self) -> dict[str, str]:
        """The secrets that were entered."""
        entered = {name: row.editor.value() for name, row in self._rows.items() if row.field.kind == "secret"}
        values = self.values()
        return {
            name: str(value)
            for name, value in entered.items()
            if value is not None and counts(self._rows[name].field, self._fields, values)
        }

    def put(self, values: Mapping[str, Value]) -> None:
        """Show these values; a field that is not in them shows its default. Secrets are emptied."""
        for name, row in self._rows.items():
            row.editor.put(values.get(name, row.field.default))
            row.describe("")
        self._show_rows()

    def problem_of(self, name: str) -> str:
        """What is said beside a field."""
        return self._rows[name].problem.text()

    def show_problem(self, name: str, problem: str) -> bool:
        """Say what is wrong with one field and go there; False if there is no such field."""
        row = self._rows.get(name)
        if row is None:
            return False
        row.describe(problem)
        if name in self._folded:
            self.more.setChecked(True)
        row.editor.control.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(row.editor.control, f"{field_word(row.field.label)}: {problem}")
        return True

    def complete(self, *, but: Sequence[str] = ()) -> bool:
        """Check every field `but` these; the first that is wrong takes the focus."""
        wrong = [row for name, row in self._rows.items() if name not in but and not self._check(row)]
        if wrong:
            self.show_problem(wrong[0].field.name, wrong[0].problem.text())
        return not wrong

    def _check(self, row: _Row) -> bool:
        optional = not row.field.required or (row.field.kind == "secret" and self._keeps_secrets)
        optional = optional or not counts(row.field, self._fields, self.values())
        missing = row.editor.value() is None and not optional
        row.describe(self.tr("This is needed.") if missing else "")
        return not missing
