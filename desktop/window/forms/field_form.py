"""A form made from the fields that a source or a provider declares; nothing in here knows any of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.core.settings.fields import counts
from desktop.window.forms.field_editors import Editor, Field, SecretEditor
from desktop.window.forms.field_group import MORE, FieldGroup, FieldRow
from desktop.window.forms.field_words import field_word
from desktop.window.parts import announce, column
from inbox.sources import GROUPS, Value


class FieldForm(QWidget):
    """Shows `fields` and gives what was entered. With `keeps_secrets`, a secret left empty means "as it is"."""

    changed = Signal()

    def __init__(self, fields: Sequence[Field], parent: QWidget | None = None, *, keeps_secrets: bool = False) -> None:
        super().__init__(parent)
        self._keeps_secrets = keeps_secrets
        self._fields = [field for field in fields if field.kind != "grant"]  # nobody types one
        self._rows: dict[str, FieldRow] = {}
        self._sections: list[FieldGroup] = []
        self.groups: dict[str, FieldGroup] = {}
        """Those that open and close, by their code."""
        layout = column(self, spacing=3)
        for code, together in _sections(self._fields):
            made = FieldGroup(together, _title(code), self)
            layout.addWidget(made)
            self._sections.append(made)
            self._rows.update(made.rows)
            if code:
                self.groups[code] = made
        self.align(self.label_width())
        for row in self._rows.values():
            self._prepare(row)
        self._show_rows()

    def _prepare(self, row: FieldRow) -> None:
        if isinstance(row.editor, SecretEditor) and self._keeps_secrets:
            row.editor.line.setPlaceholderText(self.tr("unchanged"))
        row.editor.edited.connect(lambda: self._edited(row))
        row.editor.left.connect(lambda: self._check(row))

    def _show_rows(self) -> None:
        """Those that count, the others being as they are."""
        values = self.values()
        counting = [field.name for field in self._fields if counts(field, self._fields, values)]
        for section in self._sections:
            section.show_rows(counting)

    def _edited(self, row: FieldRow) -> None:
        row.describe("")
        self._show_rows()
        self.changed.emit()

    def reveal(self, name: str) -> None:
        """Open the group that a field is in."""
        for section in self._sections:
            if name in section.rows:
                section.open()

    def editor(self, name: str) -> Editor:
        """The control of one field."""
        return self._rows[name].editor

    def label_width(self) -> int:
        """How wide the column of labels is, for what stands above it."""
        return max((row.wanted_label() for row in self._rows.values()), default=0)

    def align(self, label_width: int) -> None:
        """Give all labels this width, so that they stand level with what is above and below."""
        for section in self._sections:
            section.align(label_width)

    def controls(self) -> list[QWidget]:
        """What takes the focus, in the order of the form."""
        return [control for section in self._sections for control in section.controls()]

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
        """Show these values; a field that is not in them shows its default. Secrets are emptied.

        Groups open where something in them is not as it is by itself.
        """
        for name, row in self._rows.items():
            row.editor.put(values.get(name, row.field.default))
            row.describe("")
        self._show_rows()
        for group in self.groups.values():
            group.open(
                any(values.get(name, row.field.default) != row.field.default for name, row in group.rows.items())
            )

    def problem_of(self, name: str) -> str:
        """What is said beside a field."""
        return self._rows[name].problem.text()

    def show_problem(self, name: str, problem: str) -> bool:
        """Say what is wrong with one field and go there; False if there is no such field."""
        row = self._rows.get(name)
        if row is None:
            return False
        row.describe(problem)
        self.reveal(name)
        row.editor.control.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(row.editor.control, f"{field_word(row.field.label)}: {problem}")
        return True

    def complete(self, *, but: Sequence[str] = ()) -> bool:
        """Check every field `but` these; the first that is wrong takes the focus."""
        wrong = [row for name, row in self._rows.items() if name not in but and not self._check(row)]
        for row in wrong:
            self.reveal(row.field.name)
        if wrong:
            self.show_problem(wrong[0].field.name, wrong[0].problem.text())
        return not wrong

    def _check(self, row: FieldRow) -> bool:
        optional = not row.field.required or (row.field.kind == "secret" and self._keeps_secrets)
        optional = optional or not counts(row.field, self._fields, self.values())
        missing = row.editor.value() is None and not optional
        row.describe(self.tr("This is needed.") if missing else "")
        return not missing


def _sections(fields: Sequence[Field]) -> Iterator[tuple[str, list[Field]]]:
    """Fields by group, '' for those that are always shown. Where no group is named, what has an answer is folded."""
    if any(field.group for field in fields):
        for code, together in groupby(fields, key=lambda field: field.group):
            yield code, list(together)
        return
    decides = {field.where[0] for field in fields if field.where}
    needed = [field for field in fields if field.name in decides or (field.required and field.default is None)]
    folded = [field for field in fields if field not in needed]
    if needed:
        yield "", needed
    if folded:
        yield MORE if needed else "", folded


def _title(code: str) -> str:
    if code == MORE:
        return QCoreApplication.translate("FieldGroup", "More settings")
    return field_word(GROUPS[code]) if code else ""
