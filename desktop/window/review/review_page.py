"""The week in review: four figures, where the hours went, what waited and what came through. Nothing here counts live.

Asked for when it is opened, and when one goes from week to week: never while one works.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QPushButton, QScrollArea, QScrollBar, QWidget

from desktop.core.text import cleaned
from desktop.shortcuts import key_text
from desktop.window.empty_state import EmptyState
from desktop.window.forms.says import Says
from desktop.window.forms.trouble import of_request
from desktop.window.latest import Latest
from desktop.window.parts import announce, button, column, label, row
from desktop.window.review import words
from desktop.window.review.cards import ChartCard, Columns, ListCard, Tile
from desktop.window.review.charts import Bars, Legend, Meters
from desktop.window.review.saving import saving
from desktop.window.shell import Shell
from desktop.window.texts import translate
from desktop.window.theme import STEP
from focus.review import Week
from focus.schedule import Mode

if TYPE_CHECKING:
    from desktop.core.review_views import Review

_FOUR, _TWO = 200, 400
"""Widths in pixels from which one more tile or card fits beside another."""
_SCROLLS = {
    Qt.Key.Key_PageDown: QScrollBar.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QScrollBar.SliderAction.SliderPageStepSub,
    Qt.Key.Key_Down: QScrollBar.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QScrollBar.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Home: QScrollBar.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QScrollBar.SliderAction.SliderToMaximum,
}
_BAR = 10
"""The width of a scroll bar: the cards end where the line above them does."""


class ReviewPage(QWidget):
    """UI thread only."""

    told = Signal(str)
    """Something to be said over the window."""
    note_wanted = Signal(object)
    """The week whose note is to be written: `2026-W47`."""
    objectives_wanted = Signal(object)
    """The review on screen, whose intentions they may have; None while there is none."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._latest = Latest(shell.bridge)
        self._wanted: str | None = None
        """As in `2026-W47`. None: the present one, whichever that is when it is asked for."""
        self._review: Review | None = None
        self._as_tables = False
        self.title = label("", "title", wrap=True)
        self.says = Says()
        self.empty = EmptyState(shell.theme)
        self.tiles = tuple(Tile() for _ in range(4))
        theme = shell.theme
        self.days = ChartCard(
            translate("Review", "Focus hours a day"),
            Bars(theme, translate("Review", "Focus hours a day")),
            Legend(
                theme,
                (("focus", translate("Review", "focus")), ("line", translate("Review", "check-ins and together"))),
            ),
        )
        self.hours = ChartCard(
            translate("Review", "Where the hours went"), Meters(theme, translate("Review", "Where the hours went"))
        )
        self.trend = ChartCard(
            translate("Review", "The last 12 weeks"),
            Bars(theme, translate("Review", "Focus hours a week, the last 12 weeks"), height=36 * STEP, widest=24),
        )
        self.waits = ListCard(translate("Review", "What waited longest"))
        self.passed = ListCard(translate("Review", "What came through at once"))
        self.also = ListCard(translate("Review", "Also"))
        self._lay_out()
        shell.present.changed.connect(self._mode_changed)

    def _lay_out(self) -> None:
        outer = column(self)
        head = column(spacing=1)
        head.setContentsMargins(8 * STEP, 6 * STEP, 8 * STEP, 3 * STEP)
        line = row()
        line.addWidget(self.title, 1)
        self.before_button = self._turner("before", "‹")
        self.now_button = self._turner("now", translate("Review", "This week"))
        self.after_button = self._turner("after", "›")
        for turner in (self.before_button, self.now_button, self.after_button):
            line.addWidget(turner)
        head.addLayout(line)
        head.addLayout(self._make_links())
        head.addWidget(self.says)
        outer.addLayout(head)
        self.body = self._make_body()
        outer.addWidget(self.body, 1)
        outer.addWidget(self.empty, 1)
        self.empty.hide()
        self.setFocusProxy(self.before_button)

    def _turner(self, deed: str, text: str) -> QPushButton:
        command = self._shell.shortcuts.commands[f"review_{deed}"]
        made = button(text)
        made.setAccessibleName(command.text)
        made.setToolTip(f"{command.text} ({key_text(command)})")
        made.clicked.connect(lambda: self.do(deed))
        return made

    def _make_links(self) -> QBoxLayout:
        """What may be done with a week; below what is said of it where there is no room beside that."""
        self._under = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._under.setSpacing(4 * STEP)
        self._kept = label(translate("Review", "Kept on this computer only."), "muted")
        self._under.addWidget(self._kept)
        line = row(spacing=4)
        self.links: dict[str, QPushButton] = {}
        for deed, text in (
            ("copy", translate("Review", "Copy as Markdown")),
            ("save", translate("Review", "Save…")),
            ("note", translate("Review", "Weekly note…")),
            ("objectives", translate("Review", "Objectives…")),
        ):
            made = self._turner(deed, text)
            made.setProperty("role", "link")
            self.links[deed] = made
            line.addWidget(made)
        line.addStretch(1)
        self._under.addLayout(line, 1)
        return self._under

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        parts = (self._kept, *self.links.values())
        wanted = sum(part.sizeHint().width() + 4 * STEP for part in parts) + 16 * STEP
        beside = self.width() >= wanted
        self._under.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._under.setSpacing(4 * STEP if beside else STEP)

    def _make_body(self) -> QScrollArea:
        inside = QWidget()
        box = column(inside)
        box.setSpacing(3 * STEP + 2)
        box.setContentsMargins(8 * STEP, 2 * STEP, 8 * STEP - _BAR, 6 * STEP)
        box.addWidget(Columns(self.tiles, least=_FOUR, most=4))
        self._charts = Columns((self.days, self.hours), least=_TWO, most=2)
        box.addWidget(self._charts)
        box.addWidget(Columns((self.waits, self.passed), least=_TWO, most=2))
        self._last = Columns((self.trend, self.also), least=_TWO, most=2)
        box.addWidget(self._last)
        box.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        return scroll

    # Which week

    def refresh(self) -> None:
        """Ask for the week on screen, as it is now."""
        week = self._wanted
        self._latest.ask(lambda desk: desk.review(week), self._show, self._refused)

    def _show(self, review: Review) -> None:
        self.says.nothing()
        self._review = review
        self._wanted = review.week if review.is_over else None  # the present one goes on
        self.title.setText(words.title(review))
        self.after_button.setEnabled(review.is_over)
        self.now_button.setEnabled(review.is_over)
        has_figures = words.has_figures(review)
        self.body.setVisible(has_figures)
        self.empty.setVisible(not has_figures)
        if has_figures:
            self._show_figures(review)
            announce(self, words.summary(review, words.tiles(review, quiet=self._is_quiet)))
        else:
            self.empty.say(*words.nothing(review), icon="inbox")
            announce(self, f"{words.title(review)}. {self.empty.said}")

    def _show_figures(self, review: Review) -> None:
        self._show_tiles(review)
        self.days.chart.show_figures(words.days(review), words.title(review))
        self.days.table.show_rows(*words.days_table(review))
        self.hours.chart.show_figures(words.hours(review))
        self.hours.table.show_rows(*words.hours_table(review))
        self.hours.say(words.hours_words(review))
        self.trend.chart.show_figures(words.trend(review))
        self.trend.table.show_rows(*words.trend_table(review))
        self.trend.say(words.trend_words(review))
        self.waits.show_lines(words.waits(review), translate("Review", "Nothing waited."))
        self.passed.show_lines(words.passed(review), translate("Review", "Nothing: all of it waited for a check-in."))
        self.also.show_lines(words.also(review), "")

    def _show_tiles(self, review: Review) -> None:
        for tile, said in zip(self.tiles, words.tiles(review, quiet=self._is_quiet), strict=True):
            tile.say(*said)

    @property
    def _is_quiet(self) -> bool:
        """In focus, how much waits is no business of the present week's page."""
        return self._shell.present.mode is Mode.FOCUS and self._review is not None and not self._review.is_over

    def _mode_changed(self) -> None:
        if self._review is not None and self.isVisible():
            self._show_tiles(self._review)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nothing in here takes scrolls: the last cards are words alone, where no focus goes."""
        action = _SCROLLS.get(Qt.Key(event.key()))
        if action is None:
            super().keyPressEvent(event)
        else:
            self.body.verticalScrollBar().triggerAction(action)

    @property
    def said(self) -> str:
        return " ".join((self.title.text(), *(tile.said for tile in self.tiles), self.empty.said, self.says.text))

    # What one does here

    def do(self, deed: str) -> None:
        """One of the commands of `desktop.commands` that begin with `review_`."""
        if self._review is not None or deed in ("now", "objectives", "table"):
            self._deeds()[deed]()

    def _deeds(self) -> dict[str, Callable[[], None]]:
        return {
            "before": lambda: self._turn_by(-1),
            "after": lambda: self._turn_by(1),
            "now": self._to_now,
            "table": self.turn_tables,
            "copy": self.copy,
            "save": self.ask_file,
            "note": lambda: self.note_wanted.emit(self._review.week if self._review is not None else None),
            "objectives": lambda: self.objectives_wanted.emit(self._review),
        }

    def _turn_by(self, weeks: int) -> None:
        if self._review is not None:
            # From where one is going, not from what is on screen: two quick keys are two weeks.
            here = Week.read(self._wanted or self._review.week)
            this = Week.of(self._shell.present.at().date())
            self._wanted = str(min(here.before(-weeks), this))
            self.refresh()

    def _to_now(self) -> None:
        self._wanted = None
        self.refresh()

    def turn_tables(self) -> None:
        """Tables in place of charts, and back."""
        self._as_tables = not self._as_tables
        for each in (self.days, self.hours, self.trend):
            each.show_as_table(self._as_tables)
        for each_row in (self._charts, self._last):
            each_row.limit(1 if self._as_tables else 2)  # a table has many columns
        shown = translate("Review", "Shown as tables.") if self._as_tables else translate("Review", "Shown as charts.")
        announce(self, shown)

    def copy(self) -> None:
        week = self._shown_week

        def copied(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self.told.emit(translate("Review", "The review is copied, as Markdown."))

        self._shell.bridge.ask(lambda desk: desk.review_text(week), copied, self._refused)

    @property
    def _shown_week(self) -> str | None:
        return None if self._review is None else self._review.week

    def ask_file(self) -> None:
        """Markdown or JSON, as the file is called."""
        week = self._shown_week
        folder = self._shell.habits.folder or _documents()
        dialog = QFileDialog(self, translate("Review", "Save the review as a file"), folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(("Markdown (*.md)", "JSON (*.json)"))
        dialog.setDefaultSuffix("md")
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix("json" if "json" in chosen else "md"))
        dialog.selectFile(f"{week}.md")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.save(week, Path(file)))
        dialog.open()

    def save(self, week: str | None, file: Path) -> None:
        self._shell.habits.folder = str(file.parent)

        def saved(_: None) -> None:
            self.told.emit(translate("Review", "Saved as {file}.").format(file=cleaned(str(file), 300)))

        self._shell.bridge.ask(saving(week, file), saved, self._refused)

    def _refused(self, error: Exception) -> None:
        self.says.problem(of_request(error).text)


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
