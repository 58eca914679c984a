"""The history of one account, at the foot of its card: how far back to fetch it, how far it is, pause and go on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QProgressBar, QWidget

from desktop.core.clock import SystemClock
from desktop.core.views import HistoryLine
from desktop.window.forms.history_words import history_words
from desktop.window.parts import button, column, label, row

_YEARS: Final = (1, 3, 10)
_EVERYTHING: Final = 0
_A_DAY: Final = -1
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class HistoryStrip(QWidget):
    """Signals only: what is done with them is the page's."""

    wanted = Signal(str, object)
    """Account, and since when (aware)."""
    paused = Signal(str)
    resumed = Signal(str)
    stopped = Signal(str)

    def __init__(self, account: str) -> None:
        super().__init__()
        self.account = account
        self.line: HistoryLine | None = None
        self.words = label(role="small", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("History of {name}").format(name=account))
        self.fetch_button = button(self.tr("Fetch history…"), "link")
        self.pause_button = button(self.tr("Pause"), "link")
        self.resume_button = button(self.tr("Go on"), "link")
        self.stop_button = button(self.tr("Fetch no more"), "link")
        self.how_far = QComboBox()
        self.how_far.setAccessibleName(self.tr("How far back"))
        for years in _YEARS:
            self.how_far.addItem(self.tr("%Ln year(s)", "", years), years)
        self.how_far.addItem(self.tr("Everything"), _EVERYTHING)
        self.how_far.addItem(self.tr("Since a day…"), _A_DAY)
        self.since = QDateEdit(QDate.currentDate().addYears(-1))
        self.since.setCalendarPopup(True)
        self.since.setMaximumDate(QDate.currentDate())
        self.since.setMinimumDate(QDate(1980, 1, 1))
        self.since.lineEdit().setTextMargins(6, 0, 0, 0)
        self.since.setAccessibleName(self.tr("Since"))
        self.begin_button = button(self.tr("Fetch"))
        self.leave_button = button(self.tr("Leave it"))
        self._lay_out()
        self._connect()
        self.show_line(None)
        self._ask(False)

    def _lay_out(self) -> None:
        layout = column(self, spacing=1)
        layout.addWidget(self.bar)
        line = row(spacing=3)
        line.addWidget(self.words, 1)
        for each in (self.fetch_button, self.pause_button, self.resume_button, self.stop_button):
            line.addWidget(each)
        layout.addLayout(line)
        self.asking = QWidget()
        ask = column(self.asking, spacing=2)
        ask.addWidget(
            label(
                self.tr(
                    "It is fetched in the background, newest first, and stored as done: you can search and read it, "
                    "and nothing of it is shown as new. Nothing changes at the server."
                ),
                "small",
                wrap=True,
            )
        )
        choices = row()
        parts: tuple[QWidget, ...] = (self.how_far, self.since, self.begin_button, self.leave_button)
        for part in parts:
            choices.addWidget(part)
        choices.addStretch(1)
        ask.addLayout(choices)
        layout.addWidget(self.asking)

    def _connect(self) -> None:
        self.fetch_button.clicked.connect(lambda: self._ask(True))
        self.leave_button.clicked.connect(lambda: self._ask(False))
        self.begin_button.clicked.connect(self._begin)
        self.how_far.currentIndexChanged.connect(self._show_day)
        self.pause_button.clicked.connect(lambda: self.paused.emit(self.account))
        self.resume_button.clicked.connect(lambda: self.resumed.emit(self.account))
        self.stop_button.clicked.connect(lambda: self.stopped.emit(self.account))

    def show_line(self, line: HistoryLine | None) -> None:
        """None: no history was asked for. The focus goes from a button that goes to the one that comes in its place."""
        focused = self.pause_button.hasFocus() or self.resume_button.hasFocus()
        self.line = line
        goes = line is not None and line.state in {"running", "waiting"}
        paused = line is not None and line.state == "paused"
        self.words.setText("" if line is None else history_words(line, SystemClock().now()))
        self.bar.setVisible(goes or paused)
        if line is not None and (goes or paused):
            self.bar.setRange(0, max(1, line.expected or 0, line.done))
            self.bar.setValue(line.done)
        self.fetch_button.setText(self.tr("Fetch history…") if line is None else self.tr("Further back…"))
        self.fetch_button.setVisible(not goes and not paused and not self.asking.isVisibleTo(self))
        self.pause_button.setVisible(goes)
        self.resume_button.setVisible(paused)
        self.stop_button.setVisible(goes or paused)
        if focused:
            (self.pause_button if goes else self.resume_button if paused else self.fetch_button).setFocus()
        names = (
            (self.fetch_button, self.tr("Fetch the history of {name}")),
            (self.pause_button, self.tr("Pause the history of {name}")),
            (self.resume_button, self.tr("Go on with the history of {name}")),
            (self.stop_button, self.tr("Fetch no more history of {name}")),
        )
        for each, words in names:
            each.setAccessibleName(words.format(name=self.account))

    def _ask(self, asking: bool) -> None:
        had_focus = self.leave_button.hasFocus() or self.begin_button.hasFocus()
        self.asking.setVisible(asking)
        self.show_line(self.line)
        self._show_day()
        if asking:
            self.how_far.setFocus()
        elif had_focus and self.fetch_button.isVisibleTo(self):
            self.fetch_button.setFocus()

    def _show_day(self) -> None:
        self.since.setVisible(self.how_far.currentData() == _A_DAY)

    def _begin(self) -> None:
        self.wanted.emit(self.account, self._chosen())
        self._ask(False)

    def _chosen(self) -> datetime:
        """The first moment of the day, where the person is."""
        choice = self.how_far.currentData()
        if choice == _EVERYTHING:
            return _EPOCH
        day = self.since.date() if choice == _A_DAY else QDate.currentDate().addYears(-choice)
        return datetime(day.year(), day.month(), day.day()).astimezone().astimezone(UTC)
