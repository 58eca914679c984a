"""What one may not have meant with the week that is edited: said while it is edited."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.bridge import Bridge
from desktop.window.forms.trouble import of_request
from desktop.window.forms.wait_words import words
from desktop.window.latest import Latest
from desktop.window.parts import announce, column, label
from focus.cautions import WeekWarning
from focus.errors import WrongPlan
from focus.schedule import Schedule


class WarningsBox(QWidget):
    """Asks about the latest schedule, and shows what is said of it; hidden where there is nothing. UI thread only."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._latest = Latest(bridge)
        self._asked: Schedule | None = None
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
