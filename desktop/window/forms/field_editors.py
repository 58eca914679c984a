"""One control per kind of setting. Each has the same few methods, so that a form need not know which it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QWidget,
)

from desktop.core.text import cleaned
from desktop.window.forms.field_words import field_word
from desktop.window.parts import button
from focus.providers import Field as ProviderField
from inbox.sources import Field as SourceField
from inbox.sources import Value

Field = SourceField | ProviderField


class Editor(QWidget):
    """The control of one field. `value()` is None where nothing has been entered; `control` takes the focus."""

    edited = Signal()
    left = Signal()

    def __init__(self, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self.extra: tuple[QWidget, ...] = ()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        self.row.addWidget(control)
        self.setFocusProxy(control)

    def value(self) -> Value | None:
        raise NotImplementedError

    def put(self, value: Value | None) -> None:
        raise NotImplementedError


class TextEditor(Editor):
    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self.line = QLineEdit()
        super().__init__(self.line, parent)
        self.line.textChanged.connect(self.edited)
        self.line.editingFinished.connect(self.left)

    def value(self) -> Value | None:
        return self.line.text().strip() or None

    def put(self, value: Value | None) -> None:
        self.line.setText("" if value is None else str(value))


class NumberEditor(Editor):
    """Below its least value, an optional number shows that it is not set."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self.box = QSpinBox()
        super().__init__(self.box, parent)
        least = 0 if field.least is None else field.least
        self._unset = least - 1 if field.default is None and not field.required else None
        most = 2**31 - 1 if field.most is None else field.most
        self.box.setRange(least if self._unset is None else self._unset, most)
        if self._unset is not None:
            self.box.setSpecialValueText(self.tr("not set"))
        self.box.setMinimumWidth(120)
        self.box.lineEdit().setTextMargins(6, 0, 0, 0)
        self.row.addStretch(1)
        self.box.valueChanged.connect(self.edited)
        self.box.editingFinished.connect(self.left)

    def value(self) -> int | None:
        return None if self.box.value() == self._unset else self.box.value()

    def put(self, value: Value | None) -> None:
        self.box.setValue(value if isinstance(value, int) else self.box.minimum())


class ChoiceEditor(Editor):
    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self.box = QComboBox()
        super().__init__(self.box, parent)
        for choice in field.choices:
            self.box.addItem(field_word(choice), choice)
        self.box.setMinimumWidth(160)
        self.row.addStretch(1)
        self.box.currentIndexChanged.connect(self.edited)
        self.box.activated.connect(self.left)

    def value(self) -> str | None:
        chosen = self.box.currentData()
        return None if chosen is None else str(chosen)

    def put(self, value: Value | None) -> None:
        self.box.setCurrentIndex(max(0, self.box.findData(value)))


class FlagEditor(Editor):
    """The box carries the label itself: it is what one clicks."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self.box = QCheckBox(field_word(field.label))
        super().__init__(self.box, parent)
        self.row.addStretch(1)
        self.box.toggled.connect(self.edited)

    def value(self) -> bool:
        return self.box.isChecked()

    def put(self, value: Value | None) -> None:
        self.box.setChecked(bool(value))


class FileEditor(TextEditor):
    """A path, typed or picked. The picker is opened, never waited for."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._title = field_word(field.label)
        self.button = button(self.tr("Choose a file…"))
        self.button.setAccessibleName(self.tr("Choose a file for: {field}").format(field=self._title))
        self.button.clicked.connect(self.pick)
        self.row.addWidget(self.button)
        self.extra = (self.button,)

    def pick(self) -> None:
        picker = QFileDialog(self, self._title)
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.setFileMode(QFileDialog.FileMode.AnyFile)
        picker.fileSelected.connect(self.line.setText)
        picker.open()


class SecretEditor(Editor):
    """Hidden unless the person asks to see it. Not stripped: a password may end with a space."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self.line = QLineEdit()
        super().__init__(self.line, parent)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.show_button = button("")
        self.show_button.setCheckable(True)
        self.show_button.toggled.connect(self._show)
        self.row.addWidget(self.show_button)
        self.extra = (self.show_button,)
        self._show(False)
        self.line.textChanged.connect(self.edited)
        self.line.editingFinished.connect(self.left)

    def _show(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.show_button.setText(self.tr("Hide") if shown else self.tr("Show"))

    def value(self) -> str | None:
        return self.line.text() or None

    def put(self, value: Value | None) -> None:
        self.line.setText("" if value is None else str(value))
        self.show_button.setChecked(False)


class TextsEditor(Editor):
    """Names to tick: those that are chosen, and whatever else there turns out to be to choose from."""

    ROWS = 7

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self.list = QListWidget()
        self.list.setProperty("role", "rows")
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        super().__init__(self.list, parent)
        self.list.itemChanged.connect(self.edited)

    def value(self) -> tuple[str, ...] | None:
        chosen = [row for row in self._rows() if row.checkState() is Qt.CheckState.Checked]
        return tuple(str(row.data(Qt.ItemDataRole.UserRole)) for row in chosen) or None

    def put(self, value: Value | None) -> None:
        chosen = value if isinstance(value, tuple) else () if value is None else (str(value),)
        self._fill({name: cleaned(name, 200) for name in chosen}, chosen)

    def offer(self, names: Mapping[str, str]) -> None:
        """Show all of these, name and label, in this order, after what is chosen and is not among them."""
        chosen = self.value() or ()
        missing = {name: cleaned(name, 200) for name in chosen if name not in names}
        self._fill({**missing, **names}, chosen)

    def _fill(self, names: Mapping[str, str], chosen: Sequence[str]) -> None:
        with QSignalBlocker(self.list):
            self.list.clear()
            for name, words in names.items():
                row = QListWidgetItem(words, self.list)
                row.setData(Qt.ItemDataRole.UserRole, name)
                row.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                row.setCheckState(Qt.CheckState.Checked if name in chosen else Qt.CheckState.Unchecked)
        self._fit()

    def _fit(self) -> None:
        """As high as its rows, up to a few; how high those are is known once it is in its window."""
        self.list.ensurePolished()
        shown = min(max(1, self.list.count()), self.ROWS)
        self.list.setFixedHeight(shown * max(22, self.list.sizeHintForRow(0)) + 2 * self.list.frameWidth() + 8)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _rows(self) -> list[QListWidgetItem]:
        return [self.list.item(place) for place in range(self.list.count())]


class NamesEditor(TextEditor):
    """Names to type, where there is nothing that could be offered."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line.setPlaceholderText(self.tr("Several are separated by commas"))

    def value(self) -> Value | None:
        names = (name.strip() for name in self.line.text().split(","))
        return tuple(dict.fromkeys(name for name in names if name)) or None

    def put(self, value: Value | None) -> None:
        self.line.setText(", ".join(value) if isinstance(value, tuple) else "" if value is None else str(value))


def _texts(field: Field, parent: QWidget | None = None) -> Editor:
    return NamesEditor(field, parent) if field.default is None else TextsEditor(field, parent)


class _Makes(Protocol):
    def __call__(self, field: Field, parent: QWidget | None = None) -> Editor: ...


_EDITORS: dict[str, _Makes] = {
    "text": TextEditor,
    "texts": _texts,
    "number": NumberEditor,
    "choice": ChoiceEditor,
    "flag": FlagEditor,
    "file": FileEditor,
    "target": FileEditor,
    "secret": SecretEditor,
}


def editor_for(field: Field, parent: QWidget | None = None) -> Editor:
    """The control for a field's kind; an unknown kind is a programming error and raises KeyError."""
    editor = _EDITORS[field.kind](field, parent)
    editor.control.setObjectName(field.name)
    editor.put(field.default)
    if isinstance(editor, FileEditor | TextEditor) and isinstance(field.default, str):
        editor.line.setPlaceholderText(field.default)
    return editor
