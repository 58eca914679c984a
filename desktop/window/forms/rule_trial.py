"""What a rule would have done in the last days: it follows while the rule is edited, and keeps nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QListWidget, QSizePolicy, QWidget

from desktop.bridge import Bridge
from desktop.core.clock import SystemClock
from desktop.core.desk import Superseded
from desktop.core.rule_views import Caught, CaughtLine
from desktop.core.text import cleaned
from desktop.window.forms.rule_words import caught_words, outcome_words
from desktop.window.forms.trouble import of_request
from desktop.window.latest import Latest
from desktop.window.parts import announce, column, label
from desktop.window.texts import moment, pair, translate
from inbox.rules import Rule

SOON = 350
"""Milliseconds after the last change: what is being typed is not tried letter by letter."""
_ROWS = 5


class RuleTrial(QWidget):
    """Matching runs off the UI thread, and what is tried anew ends what was being tried."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._latest = Latest(bridge)
        self._wanted: tuple[tuple[Rule, ...], int] | None = None
        self.line = label(role="note", wrap=True)
        self.list = QListWidget()
        self.list.setProperty("role", "rows")
        self.list.setAccessibleName(translate("Rule form", "Messages that it would have decided of"))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._try)
        layout = column(self, spacing=2)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        self.try_rule(None)

    def try_rule(self, wanted: tuple[Sequence[Rule], int] | None) -> None:
        """All rules, and the place of the one that is tried; None: it cannot be, as it is."""
        self._latest.forget()  # an answer that is still to come is of another rule
        self._wanted = None if wanted is None else (tuple(wanted[0]), wanted[1])
        self._soon.stop()
        if wanted is None:
            self._soon.stop()
            self.line.setText(
                translate("Rule form", "As soon as the rule is complete, it is tried on your last 30 days here.")
            )
            self.list.hide()
        else:
            self._soon.start()

    def _try(self) -> None:
        if self._wanted is not None:
            rules, place = self._wanted
            self._latest.ask(
                lambda desk: desk.caught(rules, place), partial(self._show, rules[place].act), self._failed
            )

    def _show(self, act: str, caught: Caught) -> None:
        said = caught_words(caught, act)
        self.line.setText(said)
        announce(self.line, said)
        self.list.clear()
        self.list.addItems([_words(line) for line in caught.lines])
        height = 2 * self.list.fontMetrics().lineSpacing() + 14
        self.list.setFixedHeight(height * min(max(len(caught.lines), 1), _ROWS) + 12)
        self.list.setVisible(bool(caught.lines))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Superseded):
            self.line.setText(of_request(error).text)
            self.list.hide()


def _words(line: CaughtLine) -> str:
    when = moment(line.at, SystemClock().now().astimezone())
    said = pair(cleaned(line.sender, 60), cleaned(line.subject, 120))
    outcome = outcome_words(line.what)
    if line.not_urgent:
        outcome = translate("Rule form", "{outcome}, you called it not urgent").format(outcome=outcome)
    return f"{said}\n{when} · {outcome}"
