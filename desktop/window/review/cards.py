"""What the page is laid out of: tiles with one figure each, and cards with a chart or its table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.window.parts import column, label, row
from desktop.window.review.charts import Chart, Legend
from desktop.window.theme import STEP, font

_MOST_ROWS = 12
"""A longer table scrolls in itself."""


class Tile(QFrame):
    """One figure, large, and what it is of."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        box = column(self, margins=5, spacing=1)
        self._figure = label("")
        self._figure.setFont(font(1.9, bold=True, tabular=True))
        self._words = label("", "small", wrap=True)
        box.addWidget(self._figure)
        box.addWidget(self._words)
        box.addStretch(1)

    def say(self, figure: str, words: str) -> None:
        self._figure.setText(figure)
        self._words.setText(words)
        self.setAccessibleName(self.said)

    @property
    def said(self) -> str:
        return f"{self._figure.text()} {self._words.text()}"


class Columns(QWidget):
    """As many beside each other as there is room for, all as wide: 4, 2 or 1."""

    def __init__(self, widgets: Sequence[QWidget], *, least: int, most: int) -> None:
        """`least`: the width from which one more fits."""
        super().__init__()
        self._widgets = tuple(widgets)
        self._least, self._most = least, most
        self._count = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(3 * STEP + 2)
        self._arrange(most)

    def _arrange(self, count: int) -> None:
        if count == self._count:
            return
        for place in range(max(count, self._count)):
            self._grid.setColumnStretch(place, 1 if place < count else 0)
        self._count = count
        for place, widget in enumerate(self._widgets):
            self._grid.addWidget(widget, place // count, place % count)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def limit(self, most: int) -> None:
        """At most so many beside each other from now on."""
        self._most = most
        self._fit()

    def _fit(self) -> None:
        fits = max(1, self.width() // self._least)
        self._arrange(self._most if fits >= self._most else max(1, fits // 2 * 2) if fits > 1 else 1)


class FigureTable(QTableWidget):
    """Figures as text, for who reads better so. Nothing in it is edited."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("role", "figures")
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def show_rows(self, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.setColumnCount(len(headers))
        self.setRowCount(len(rows))
        for at, words in enumerate(headers):
            head = QTableWidgetItem(words)
            head.setTextAlignment(_side(at))
            self.setHorizontalHeaderItem(at, head)
        for line, cells in enumerate(rows):
            for at, words in enumerate(cells):
                cell = QTableWidgetItem(words)
                cell.setTextAlignment(_side(at))
                self.setItem(line, at, cell)
        sizes = self.horizontalHeader()
        for at in range(len(headers)):
            stretches = QHeaderView.ResizeMode.Stretch if at == 0 else QHeaderView.ResizeMode.ResizeToContents
            sizes.setSectionResizeMode(at, stretches)
        self.resizeRowsToContents()
        shown = sum(self.rowHeight(line) for line in range(min(len(rows), _MOST_ROWS)))
        self.setFixedHeight(sizes.sizeHint().height() + shown + 2 * STEP)

    @property
    def said(self) -> tuple[tuple[str, ...], ...]:
        """The rows, as they are shown."""
        items = [[self.item(line, at) for at in range(self.columnCount())] for line in range(self.rowCount())]
        return tuple(tuple("" if item is None else item.text() for item in line) for line in items)


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


class ChartCard(QFrame):
    """A title, and below it the chart or the table of the same figures."""

    def __init__(self, title: str, chart: Chart, legend: Legend | None = None) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.chart = chart
        self.table = FigureTable(title)
        self.table.hide()
        box = column(self, spacing=3)
        box.setContentsMargins(3 * STEP, 5 * STEP, 3 * STEP, 5 * STEP)  # a chart's ring goes beyond what it writes
        self.words = label("", "small", wrap=True)
        self.words.hide()
        self._legend = legend
        for part in (label(title, "strong"), legend, chart, self.table, self.words):
            if part is chart:
                box.addWidget(chart)
            elif part is not None:
                inset = column()
                inset.setContentsMargins(2 * STEP, 0, 2 * STEP, 0)
                inset.addWidget(part)
                box.addLayout(inset)
        box.addStretch(1)

    def say(self, words: str) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def show_as_table(self, wanted: bool) -> None:
        """The focus goes along, if it was in here."""
        before, after = (self.chart, self.table) if wanted else (self.table, self.chart)
        had = before.hasFocus()
        before.setVisible(False)
        after.setVisible(True)
        if self._legend is not None:
            self._legend.setVisible(not wanted)
        if had:
            after.setFocus(Qt.FocusReason.OtherFocusReason)


class ListCard(QFrame):
    """A title and lines of words; a plain sentence where there are none."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        box = column(self, margins=5, spacing=2)
        box.addWidget(label(title, "strong"))
        self._lines = column(spacing=2)
        box.addLayout(self._lines)
        box.addStretch(1)
        self._shown: list[QWidget] = []

    def show_lines(self, lines: Sequence[tuple[str, str]], otherwise: str) -> None:
        """`lines`: what, and its figure. `otherwise` is said where there are none."""
        from desktop.window.forms.pages import discard

        for old in self._shown:
            discard(old)
        self._shown = [_line(what, figure) for what, figure in lines] or [label(otherwise, "muted", wrap=True)]
        for made in self._shown:
            self._lines.addWidget(made)


def _line(what: str, figure: str) -> QWidget:
    made = QWidget()
    beside = row(made, spacing=3)
    beside.addWidget(label(what, wrap=True), 1)
    if figure:
        beside.addWidget(label(figure, "muted"), 0, Qt.AlignmentFlag.AlignTop)
    return made
