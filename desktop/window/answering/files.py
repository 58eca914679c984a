"""The files that go along: a chip each with its size and a way to take it off again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLayout, QLayoutItem, QPushButton, QSizePolicy, QWidget

from desktop.core.text import cleaned
from desktop.window.forms.pages import discard
from desktop.window.icons import icon
from desktop.window.parts import announce, label, row
from desktop.window.texts import translate
from desktop.window.theme import STEP, Theme


class Flow(QLayout):
    """Left to right (or right to left) and on the next line where there is no room."""

    def __init__(self, owner: QWidget, gap: int = 2 * STEP) -> None:
        super().__init__(owner)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._place(area, move=True)

    def _place(self, area: QRect, *, move: bool) -> int:
        """Returns the height it takes."""
        x, y, line = area.left(), area.top(), 0
        owner = self.parentWidget()
        turned = owner is not None and owner.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for item in self._items:
            size = item.sizeHint().boundedTo(QSize(max(area.width(), 1), 10_000))
            if x > area.left() and x + size.width() > area.right() + 1:
                x, y, line = area.left(), y + line + self._gap, 0
            if move:
                left = area.right() - (x - area.left()) - size.width() + 1 if turned else x
                item.setGeometry(QRect(left, y, size.width(), size.height()))
            x, line = x + size.width() + self._gap, max(line, size.height())
        return y + line - area.top()


class _Chip(QFrame):
    def __init__(self, path: str, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "chip")
        file = Path(path)
        self.size_of = _size(file)
        line = row(self, spacing=1)
        line.setContentsMargins(2 * STEP + 2, 2, 2, 2)
        name = label(cleaned(file.name, 48))
        name.setToolTip(path)
        line.addWidget(name)
        missing = self.size_of is None
        words = translate("Answering", "not there") if missing else said_size(self.size_of or 0)
        line.addWidget(label(words, "due" if missing else "small"))
        self.off = QPushButton()
        self.off.setProperty("role", "tool")
        self.off.setIcon(icon("close", theme.tokens.muted))
        self.off.setIconSize(QSize(14, 14))
        self.off.setAutoDefault(False)
        said = translate("Answering", "Take off {file}").format(file=cleaned(file.name, 60))
        self.off.setAccessibleName(said)
        self.off.setToolTip(said)
        line.addWidget(self.off)


class Files(QWidget):
    """Hidden while there are none. UI thread only."""

    changed = Signal()
    emptied = Signal()
    """The last one was taken off: the focus has to go elsewhere."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._chips: dict[str, _Chip] = {}
        self._flow = Flow(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(translate("Answering", "Attached files"))
        self.hide()

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(self._chips)

    def add(self, *paths: str) -> None:
        """Absolute paths; one that is there already is left out."""
        for path in paths:
            if path not in self._chips:
                made = _Chip(path, self._theme)
                made.off.clicked.connect(lambda _=False, path=path: self.take_off(path))
                self._chips[path] = made
                self._flow.addWidget(made)
                announce(self, translate("Answering", "{file} attached.").format(file=cleaned(Path(path).name, 60)))
        self._show()

    def take_off(self, path: str) -> None:
        chip = self._chips.pop(path)
        self._flow.removeWidget(chip)
        discard(chip)
        if self._chips:
            next(reversed(self._chips.values())).off.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.emptied.emit()
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._chips))
        self.updateGeometry()
        self.changed.emit()


def said_size(count: int) -> str:
    return QLocale().formattedDataSize(count, 1 if count >= 1_000_000 else 0, QLocale.DataSizeFormat.DataSizeSIFormat)


def _size(file: Path) -> int | None:
    try:
        return file.stat().st_size
    except OSError:
        return None
