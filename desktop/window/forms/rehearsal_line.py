"""Below the week: what it would have made of the last days. Asked with each change, also while a block is dragged."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.bridge import Bridge
from desktop.core.desk import Superseded
from desktop.core.rehearsal.values import Rehearsal
from desktop.window.forms import rehearsal_words
from desktop.window.forms.trouble import of_request
from desktop.window.parts import Emphasis, announce, button, row
from focus.schedule import Schedule

_PATIENCE_MS = 400
"""An answer that takes longer is announced by a word in its place."""
_SETTLED_MS = 900
"""Only what stays so long is read out by a screen reader."""


class RehearsalLine(QFrame):
    """Asks the engine what a schedule would have done, and says it: greyed, until it is of the latest.

    While a block is dragged there are more questions than answers: what is known of where it was is said on the way.
    UI thread only; nothing here waits. It asks only while somebody looks.
    """

    replay_wanted = Signal(object)
    """The `Rehearsal` on screen."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._questions = self._answered = 0
        """How many were asked, and which of them has been answered: one that is overtaken is not shown any more."""
        self._asked: Schedule | None = None
        self._found: Rehearsal | None = None
        self.setProperty("role", "card")
        inside = row(self, margins=3, spacing=3)
        self.words = Emphasis(self.tr("Rehearsal"))
        inside.addWidget(self.words, 1)
        self.replay_button = button(self.tr("Replay it"), "link")
        self.replay_button.setToolTip(self.tr("Both weeks side by side, on the same messages."))
        self.replay_button.setEnabled(False)
        self.replay_button.clicked.connect(self._replay)
        inside.addWidget(self.replay_button)
        self._patience = self._timer(_PATIENCE_MS, self._still_at_it)
        self._settled = self._timer(_SETTLED_MS, self._read_out)
        self._say("")

    def _timer(self, milliseconds: int, then: Callable[[], None]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        made.timeout.connect(then)
        return made

    @property
    def rehearsal(self) -> Rehearsal | None:
        """What is on screen; None while the answer to the latest question is not there."""
        return self._found

    def follow(self, schedule: Schedule, *, again: bool = False) -> None:
        """Rehearse this schedule, unless it is the one that was rehearsed last. `again`: even so."""
        if not self.isVisible() or (schedule == self._asked and not again):
            return
        self._asked = schedule
        self._found = None
        self.replay_button.setEnabled(False)
        self.words.setEnabled(False)  # what is shown answers the question before this one
        self._settled.stop()
        if not self._patience.isActive():
            self._patience.start()
        self._questions += 1
        mine = self._questions
        self._bridge.ask(lambda desk: desk.rehearse(schedule), partial(self._take, mine), partial(self._failed, mine))

    def _failed(self, mine: int, error: Exception) -> None:
        if mine != self._questions:
            return  # whatever came of it, something else is being tried by now
        self._answered = mine
        if isinstance(error, Superseded):  # by another page, which tries something else: this one asks when it is back
            self._asked = None
            self._patience.stop()
            return
        self._patience.stop()
        self.words.setEnabled(True)
        self._say(of_request(error).text)

    def _take(self, mine: int, found: Rehearsal) -> None:
        if mine < self._answered:
            return
        self._answered = mine
        enough = rehearsal_words.is_enough(found)
        self.words.say(*rehearsal_words.line(found))
        self.replay_button.setVisible(enough)
        if mine != self._questions:
            self._patience.start()
            return
        self._found = found
        self._patience.stop()
        self.words.setEnabled(True)
        self.replay_button.setEnabled(enough)
        self._settled.start()

    def _say(self, text: str) -> None:
        """What is no answer."""
        self.words.say((text, False))
        self.replay_button.setVisible(False)

    def _still_at_it(self) -> None:
        self._say(self.tr("Trying this week on what has arrived…"))

    def _read_out(self) -> None:
        announce(self.words, self.words.said)

    def _replay(self) -> None:
        if self._found is not None:
            self.replay_wanted.emit(self._found)
