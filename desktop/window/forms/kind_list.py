"""What to choose a kind of account or service from; typing finds one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QListView, QWidget

from desktop.window.forms.field_words import field_word
from desktop.window.texts import translate
from focus.providers import ProviderSpec
from inbox.sources import SourceSpec


@dataclass(frozen=True, slots=True)
class Kind:
    """`group`: those of one stand together, in this order. `first`: before the others of its group."""

    name: str
    title: str
    group: int = 0
    first: bool = False

    @property
    def order(self) -> tuple[int, bool, str]:
        return self.group, not self.first, self.title.casefold()


def of_sources(specs: Iterable[SourceSpec]) -> list[Kind]:
    """Mail first, then tools, then what tells of other apps."""
    return [
        Kind(one.name, field_word(one.title), 2 if one.system else 1 if one.mentions else 0, one.by_address)
        for one in specs
        if one.offered
    ]


def of_providers(specs: Iterable[ProviderSpec]) -> list[Kind]:
    """Services that other people see, then what is on this computer."""
    local = {"desktop", "shortcuts", "file", "command", "webhook"}
    return [Kind(one.name, field_word(one.title), int(one.name in local), one.name == "desktop") for one in specs]


class KindList(QComboBox):
    """A part of a name is enough. What is typed and is no kind goes when one leaves: `currentData` is always one."""

    def __init__(self, kinds: Iterable[Kind], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAccessibleDescription(translate("AccountForm", "Type a part of a name to find it."))
        self.line = QLineEdit()
        self.setLineEdit(self.line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(20)
        offered = sorted(kinds, key=lambda kind: kind.order)
        for at, kind in enumerate(offered):
            if at and kind.group != offered[at - 1].group:
                self.insertSeparator(self.count())
            self.addItem(kind.title, kind.name)
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
