"""The kinds of account to choose from: mail first, then tools by name; typing finds one."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QListView, QWidget

from desktop.window.forms.field_words import field_word
from desktop.window.texts import translate
from inbox.sources import SourceSpec


class KindList(QComboBox):
    """A part of a name is enough. What is typed and is no kind goes when one leaves: `currentData` is always one."""

    def __init__(self, specs: Iterable[SourceSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate("AccountForm", "Kind of account"))
        self.setAccessibleDescription(translate("AccountForm", "Type a part of a name to find it."))
        self.line = QLineEdit()
        self.setLineEdit(self.line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(20)
        offered = sorted((one for one in specs if one.offered), key=_order)
        for at, spec in enumerate(offered):
            if at and _group(spec) != _group(offered[at - 1]):
                self.insertSeparator(self.count())
            self.addItem(field_word(spec.title), spec.name)
        self.finds = finds = QCompleter(self.model(), self)
        finds.setFilterMode(Qt.MatchFlag.MatchContains)
        finds.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        finds.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        shown = QListView()
        shown.setProperty("role", "popup")
        finds.setPopup(shown)
        self.setCompleter(finds)
        self.line.setAccessibleName(self.accessibleName())
        self.line.editingFinished.connect(self._settle)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes here types over what is chosen; who was among what popped up goes on typing."""
        super().focusInEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            QTimer.singleShot(0, self.line, self.line.selectAll)  # after the click that brought the focus

    def _settle(self) -> None:
        typed = self.line.text().strip()
        if typed and typed != self.itemText(self.currentIndex()):
            found = self.findText(typed, Qt.MatchFlag.MatchContains)
            if found >= 0:
                self.setCurrentIndex(found)
        self.setEditText(self.itemText(self.currentIndex()))


def _group(spec: SourceSpec) -> int:
    """Mail, tools, and what tells of other apps."""
    return 2 if spec.system else 1 if spec.mentions else 0


def _order(spec: SourceSpec) -> tuple[int, bool, str]:
    return _group(spec), not spec.by_address, field_word(spec.title).casefold()
