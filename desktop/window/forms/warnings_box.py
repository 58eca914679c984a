"""What one may not have meant with the week that is edited: said while it is edited."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop.bridge import Bridge
from desktop.window.forms.trouble import of_request
from desktop.window.forms.wait_words import words
from desktop.window.latest import Latest
from desktop.window.parts import announce, column, label
from focus.cautions import WeekWarning
from focus.errors import WrongPlan
from focus.schedule import Schedule

SOON = 150
"""Milliseconds after the last change: where this comes or goes, the painted week beside it gets another size, and that
is not to be at each step of a drag."""


class WarningsBox(QWidget):
    """Asks about the latest schedule, and shows what is said of it; hidden where there is nothing. UI thread only."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._latest = Latest(bridge)
        self._asked: Schedule | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._ask)
        self.never = label(role="warning", wrap=True)
        self.others = label(role="muted", wrap=True)
        layout = column(self, spacing=2)
        for shown in (self.never, self.others):
            layout.addWidget(shown)
        self.hide()

    def follow(self, schedule: Schedule, *, again: bool = False) -> None:
        """`again`: ask although it is the schedule asked about last, for something else has changed."""
        if schedule == self._asked and not again:
            return
        self._asked = schedule
        self._latest.forget()  # what is still to come is of another week
        self._soon.start()

    def hurry(self) -> None:
        """Nothing more is being changed: what was to be asked soon is asked now."""
        if self._soon.isActive():
            self._ask()

    def _ask(self) -> None:
        self._soon.stop()
        schedule = self._asked
        if schedule is not None:
            self._latest.ask(
                lambda desk: desk.week_warnings(schedule), lambda found: self._take(found, schedule), self._failed
            )

    def _failed(self, error: Exception) -> None:
        """What a week cannot be is said below it, and where it is saved: here it only has no warnings."""
        self._say("", "" if isinstance(error, WrongPlan) else of_request(error).text)

    def _take(self, found: Sequence[WeekWarning], schedule: Schedule) -> None:
        said = words(found, schedule)
        self._say(*("\n".join(one.text for one in said if one.serious is serious) for serious in (True, False)))

    def _say(self, never: str, others: str) -> None:
        for shown, text in ((self.never, never), (self.others, others)):
            if text and text != shown.text():
                announce(shown, text)
            shown.setText(text)
            shown.setVisible(bool(text))
        self.setVisible(bool(never or others))
