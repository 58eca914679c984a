"""To whom it goes: the true addresses, and for a forward the line in which they are typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QWidget

from desktop.core.text import cleaned
from desktop.window.counted import Counted
from desktop.window.parts import button, column, label, row
from desktop.window.texts import translate

_SHOWN = 6
_BETWEEN = re.compile(r"[\s,;]+")
_BRACKETED = re.compile(r"[^,;<>]*<([^<>]*)>")


class ToLine(QWidget):
    """UI thread only. What is shown are addresses, never names alone: a name can be anything."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        box = column(self, spacing=1)
        self._typed = QWidget()
        line = row(self._typed, spacing=2)
        to = label(translate("Answering", "To"), "muted")
        line.addWidget(to)
        self.field = QLineEdit()
        self.field.setMaxLength(10_000)
        self.field.setPlaceholderText(translate("Answering", "claire@example.org, …"))
        self.field.setAccessibleName(translate("Answering", "Send it on to"))
        self.field.textChanged.connect(self._typed_on)
        self.field.editingFinished.connect(self._judge)
        to.setBuddy(self.field)
        line.addWidget(self.field, 1)
        box.addWidget(self._typed)
        self._to = label("", "muted", wrap=True)
        self._note = label("", "small", wrap=True)
        self._wrong = label("", "due", wrap=True)
        self._all: tuple[str, ...] = ()
        self.more = button("", "link")
        self.more.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.more.clicked.connect(self._show_all)
        for words in (self._to, self.more, self._note, self._wrong):
            box.addWidget(words)
            words.hide()
        self._typed.hide()

    @property
    def said(self) -> str:
        return " ".join(words.text() for words in (self._to, self._note, self._wrong) if words.text())

    def show_addresses(self, to: Sequence[str], left_out: Sequence[str], sender: str) -> None:
        """An answer's; `sender`: who wrote the mail, which answers may have been asked to go past."""
        self._typed.hide()
        self._all = tuple(to)
        self._list(to[:_SHOWN])
        more = len(to) - _SHOWN
        self.more.setText(Counted().people_more(more))
        self.more.setVisible(more > 0)
        elsewhere = sender and to and sender.casefold() not in {one.casefold() for one in to}
        asked = translate("Answering", "Answers are asked to go there, not to {address}.")
        notes = [asked.format(address=cleaned(sender, 80))] if elsewhere else []
        if left_out:
            without = translate("Answering", "No mail can be sent to {addresses}: left out.")
            notes.append(without.format(addresses=", ".join(cleaned(one, 80) for one in left_out[:_SHOWN])))
        self._say(self._note, " ".join(notes))
        self._say(self._wrong, "")

    def _list(self, addresses: Sequence[str]) -> None:
        listed = ", ".join(cleaned(one, 100) for one in addresses)
        self._say(self._to, translate("Answering", "To {addresses}").format(addresses=listed))

    def _show_all(self) -> None:
        self._list(self._all)
        self.more.hide()

    def ask(self, given: Sequence[str]) -> None:
        """Have addresses typed."""
        self._typed.show()
        self._say(self._to, "")
        self._say(self._note, "")
        self.field.setText(", ".join(given))
        self.field.setCursorPosition(len(self.field.text()))

    @property
    def typed(self) -> tuple[str, ...]:
        """The addresses of the line, right or wrong. “Claire <claire@example.org>” is claire@example.org."""
        return tuple(dict.fromkeys(part for part in _BETWEEN.split(_BRACKETED.sub(r" \1 ", self.field.text())) if part))

    def judge(self) -> bool:
        """Whether a mail can go there; if not, it says why, and takes the focus."""
        self._judge()
        if self.typed and not self._wrong.text():
            return True
        if not self.typed:
            self._say(self._wrong, translate("Answering", "Type the address it should go to."))
        self.field.setFocus()
        return False

    def _typed_on(self) -> None:
        if self._wrong.text():
            self._judge()
        self.changed.emit()

    def _judge(self) -> None:
        from inbox.reply import usable

        wrong = [one for one in self.typed if usable(one) is None]
        said = translate("Answering", "“{address}” is not an address mail can be sent to.")
        self._say(self._wrong, said.format(address=cleaned(wrong[0], 80)) if wrong else "")

    def _say(self, words: QLabel, text: str) -> None:
        words.setText(text)
        words.setVisible(bool(text))
