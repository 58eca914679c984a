"""Held, snoozed and done: everything in one state, a page at a time."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.events import QueueChanged
from desktop.core.views import Row
from desktop.window import now_words
from desktop.window.item_model import PAGE
from desktop.window.list_page import ListPage
from desktop.window.parts import button, column, hairline, label
from desktop.window.shell import Shell
from desktop.window.texts import translate
from desktop.window.theme import STEP
from inbox.item import State

_MOST_AGAIN = 10 * PAGE
"""Rows asked for again at once; the rest of a long list follows as one scrolls."""
_ICONS = {State.HELD: "held", State.SNOOZED: "snoozed", State.DONE: "check"}


class StatePage(ListPage):
    """Asking for the held pile is a peek, and is counted: that page asks when opened or told to, never by itself."""

    def __init__(self, state: State, shell: Shell) -> None:
        self.state = state
        self._known = False
        super().__init__(str(state), shell)
        self.list.setAccessibleName(self._title.text())

    def make_header(self, box: QVBoxLayout) -> None:
        header = QWidget()
        inner = column(header, spacing=1)
        inner.setContentsMargins(5 * STEP - 2, 4 * STEP - 1, 5 * STEP - 2, 3 * STEP)
        titles = {
            State.HELD: translate("States", "Held"),
            State.SNOOZED: translate("States", "Snoozed"),
            State.DONE: translate("States", "Done"),
        }
        words = {
            State.HELD: translate("States", "You may look: nothing is released by it. Each says until when it waits."),
            State.SNOOZED: translate("States", "They come back by themselves, the soonest first."),
            State.DONE: translate("States", "What you have dealt with, the latest first."),
        }
        self._title = label(titles[self.state], "heading")
        inner.addWidget(self._title)
        inner.addWidget(label(words[self.state], "small", wrap=True))
        self._stale = button(translate("States", "The pile has changed: look again"), "link")
        self._stale.clicked.connect(self.refresh)
        self._stale.hide()
        inner.addWidget(self._stale)
        box.addWidget(header)
        box.addWidget(hairline())

    def refresh(self) -> None:
        state, limit = self.state, min(_MOST_AGAIN, max(PAGE, len(self.list.items.rows)))
        self._stale.hide()
        self.shell.bridge.ask(
            lambda desk: desk.rows(state, limit=limit), lambda rows: self._show_asked(rows, len(rows) < limit)
        )

    def _show_asked(self, rows: tuple[Row, ...], complete: bool) -> None:
        self._known = True
        self.show_rows(rows, complete=complete)

    def fetch_after(self, last: int) -> None:
        state = self.state
        self.shell.bridge.ask(lambda desk: desk.rows(state, limit=PAGE, after=last), self.list.items.append)

    def queue_changed(self, changed: QueueChanged) -> None:
        """Something came or went."""
        if self.state is State.HELD:
            self._stale.show()
        else:
            self.refresh()

    def say_empty(self) -> None:
        if not self._known:
            self.empty.say(translate("Batch", "One moment…"))
            return
        now = self.shell.present.now
        next_one = "" if now is None else now_words.next_check_in(now, self.shell.present.at())
        said = {
            State.HELD: (translate("States", "Nothing is held"), next_one),
            State.SNOOZED: (
                translate("States", "Nothing is snoozed"),
                translate("States", "Press S on a message to have it come back later."),
            ),
            State.DONE: (
                translate("States", "Nothing is done yet"),
                translate("States", "Press E on a message to have it out of the way."),
            ),
        }
        self.empty.say(*said[self.state], icon=_ICONS[self.state])
