"""The conditions of a rule, each with a control of its own: lists that are typed, choices, and yes or no."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from desktop.window.forms.rule_words import reason_words
from desktop.window.parts import column, label, row
from inbox.item import Channel, Reason
from inbox.patterns import compiled

translate = QCoreApplication.translate
_BETWEEN = re.compile(r"[,;\s]+")
_COMMAS = re.compile(r"[,;\n]+")
_APART = 8
_SPARE = 6
"""Pixels: a letter that is underlined later makes its text wider."""


class Condition(QWidget):
    """`value` is as in `inbox.rules.Match`. `problem`: what is wrong with it, '' for nothing."""

    edited = Signal()

    def __init__(self, control: QWidget) -> None:
        super().__init__()
        self.control = control
        self.setFocusProxy(control)

    def value(self) -> Any:
        raise NotImplementedError

    def put(self, value: Any) -> None:
        raise NotImplementedError

    def problem(self) -> str:
        return ""


class Texts(Condition):
    """Several, with commas between them; or with spaces too, where they have none of their own."""

    def __init__(self, hint: str, check: Callable[[str], str], *, spaces: bool = False) -> None:
        self.line = QLineEdit()
        super().__init__(self.line)
        self._check = check
        self._between = _BETWEEN if spaces else _COMMAS
        self.line.setPlaceholderText(hint)
        column(self).addWidget(self.line)
        self.line.textEdited.connect(self.edited)

    def value(self) -> tuple[str, ...]:
        told = (part.strip() for part in self._between.split(self.line.text()))
        return tuple(dict.fromkeys(part for part in told if part))

    def put(self, value: Sequence[str]) -> None:
        self.line.setText(", ".join(value))

    def problem(self) -> str:
        if not self.value():
            return translate("Rule form", "Fill it in, or take it away.")
        return next((said for one in self.value() if (said := self._check(one))), "")


class Lines(Condition):
    """Several, one in each line: they may have commas."""

    def __init__(self, hint: str, check: Callable[[str], str]) -> None:
        self.text = QPlainTextEdit()
        super().__init__(self.text)
        self._check = check
        self.text.setProperty("role", "writing")
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(hint)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * 3 + 14)
        column(self).addWidget(self.text)
        self.text.textChanged.connect(self.edited)

    def value(self) -> tuple[str, ...]:
        told = (line.strip() for line in self.text.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in told if line))

    def put(self, value: Sequence[str]) -> None:
        self.text.setPlainText("\n".join(value))

    def problem(self) -> str:
        if not self.value():
            return translate("Rule form", "Fill it in, or take it away.")
        return next((said for one in self.value() if (said := self._check(one))), "")


class Choices(Condition):
    """Some of a few, in as many columns as there is room for."""

    def __init__(self, choices: Mapping[str, str]) -> None:
        self.boxes = {name: QCheckBox(words.replace("&", "&&")) for name, words in choices.items()}
        self._given: tuple[str, ...] = ()
        """Their order stays as it was written, and what is not offered here stays, too."""
        super().__init__(next(iter(self.boxes.values()), QWidget()))
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setHorizontalSpacing(_APART)
        self._grid.setSizeConstraint(QGridLayout.SizeConstraint.SetNoConstraint)
        for box in self.boxes.values():
            box.clicked.connect(self.edited)
        self._arrange(1)

    def _widest(self) -> int:
        return max((box.sizeHint().width() for box in self.boxes.values()), default=0) + _SPARE

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, box in enumerate(self.boxes.values()):
            self._grid.addWidget(box, place // columns, place % columns)
        for place in range(len(self.boxes) + 1):
            self._grid.setColumnStretch(place, 1 if place == columns else 0)
        self.setMinimumSize(self._widest(), self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = (self.width() + _APART) // (self._widest() + _APART)
        self._arrange(max(1, min(room, 3, len(self.boxes))))

    def value(self) -> tuple[str, ...]:
        chosen = [name for name, box in self.boxes.items() if box.isChecked()]
        kept = [name for name in self._given if name in chosen or name not in self.boxes]
        return tuple(dict.fromkeys([*kept, *chosen]))

    def put(self, value: Sequence[str]) -> None:
        for name, box in self.boxes.items():
            box.setChecked(name in value)
        self._given = tuple(value)

    def problem(self) -> str:
        return "" if self.value() else translate("Rule form", "Choose one at least, or take it away.")


class YesNo(Condition):
    def __init__(self, yes: str, no: str) -> None:
        self.box = QComboBox()
        super().__init__(self.box)
        self.box.addItem(yes, True)
        self.box.addItem(no, False)
        self.box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column(self).addWidget(self.box)
        self.box.activated.connect(self.edited)

    def value(self) -> bool:
        return bool(self.box.currentData())

    def put(self, value: bool) -> None:
        self.box.setCurrentIndex(0 if value else 1)


class OnlyYes(Condition):
    """What is there says so."""

    def __init__(self, words: str) -> None:
        super().__init__(label(words, "muted", wrap=True))
        column(self).addWidget(self.control)

    def value(self) -> bool:
        return True

    def put(self, value: bool) -> None:
        """It has one value."""


class Lists(Condition):
    """By any mailing list, by none, or by some."""

    def __init__(self) -> None:
        self.box = QComboBox()
        super().__init__(self.box)
        for words, which in (
            (translate("Rule form", "any mailing list"), "any"),
            (translate("Rule form", "no mailing list"), "none"),
            (translate("Rule form", "these lists:"), "these"),
        ):
            self.box.addItem(words, which)
        self.names = QLineEdit()
        self.names.setPlaceholderText(translate("Rule form", "announce, dev.lists.example.org"))
        self.names.setAccessibleName(translate("Rule form", "Names of lists"))
        inside = row(self)
        inside.addWidget(self.box)
        inside.addWidget(self.names, 1)
        self.box.activated.connect(self._chosen)
        self.names.textEdited.connect(self.edited)
        self.put(True)

    def _chosen(self) -> None:
        self.names.setVisible(self.box.currentData() == "these")
        self.edited.emit()

    def value(self) -> bool | tuple[str, ...]:
        which = self.box.currentData()
        if which != "these":
            return bool(which == "any")
        return tuple(dict.fromkeys(part.strip() for part in _COMMAS.split(self.names.text()) if part.strip()))

    def put(self, value: bool | tuple[str, ...]) -> None:
        which = "these" if isinstance(value, tuple) else "any" if value else "none"
        self.box.setCurrentIndex(self.box.findData(which))
        self.names.setText(", ".join(value) if isinstance(value, tuple) else "")
        self.names.setVisible(which == "these")

    def problem(self) -> str:
        return "" if self.value() != () else translate("Rule form", "Name one list at least.")


@dataclass(frozen=True, slots=True)
class Offer:
    """What the accounts and tools of the person are called."""

    accounts: Sequence[str] = ()
    tools: Sequence[str] = ()


def address_problem(text: str) -> str:
    name, at, host = text.rpartition("@")
    if at and name and "." in host.strip("."):
        return ""
    return translate("Rule form", "“{text}” is no address: anna@client.example is one.").format(text=text[:60])


def domain_problem(text: str) -> str:
    if "@" not in text and text.strip("."):
        return ""
    return translate("Rule form", "“{text}” is no domain: client.example is one.").format(text=text[:60])


def expression_problem(text: str) -> str:
    """RE2 looks at it: it takes no longer than it is long, and what is found by it neither."""
    try:
        compiled(text)
    except ValueError as error:
        form = translate("Rule form", "“{text}” is not understood: {error}")
        return form.format(text=text[:60], error=str(error)[:120])
    return ""


def _anything(text: str) -> str:
    return ""


KEYS: Final = (
    *("address", "domain", "words", "list", "tool", "project", "reason", "code", "answers_me", "thread_mine"),
    *("second_try", "plus", "channel", "account", "verified", "unverified", "regex"),
)
"""Of `Match`, in the order in which they are offered: what is chosen most comes first."""


def title(key: str) -> str:
    return {
        "address": translate("Rule form", "From these addresses"),
        "domain": translate("Rule form", "From these domains"),
        "words": translate("Rule form", "With these words"),
        "regex": translate("Rule form", "Where an expression is found"),
        "list": translate("Rule form", "By a mailing list"),
        "channel": translate("Rule form", "Mail or mention"),
        "account": translate("Rule form", "In these accounts"),
        "tool": translate("Rule form", "From these tools"),
        "project": translate("Rule form", "In these projects"),
        "reason": translate("Rule form", "Why it reached me"),
        "thread_mine": translate("Rule form", "Whose conversation"),
        "answers_me": translate("Rule form", "Answers to me"),
        "second_try": translate("Rule form", "Second try"),
        "plus": translate("Rule form", "To my +tag address"),
        "code": translate("Rule form", "Sign-in codes"),
        "verified": translate("Rule form", "Is the sender known for sure"),
        "unverified": translate("Rule form", "Unverified senders too"),
    }[key]


def _yes_no(key: str) -> YesNo:
    yes, no = {
        "thread_mine": (
            translate("Rule form", "in conversations that I began"),
            translate("Rule form", "in conversations that others began"),
        ),
        "answers_me": (
            translate("Rule form", "it answers a message of mine"),
            translate("Rule form", "it answers no message of mine"),
        ),
        "second_try": (
            translate("Rule form", "the same person wrote in the 15 minutes before"),
            translate("Rule form", "the person did not write in the 15 minutes before"),
        ),
        "code": (
            translate("Rule form", "a sign-in code or a magic link"),
            translate("Rule form", "neither a sign-in code nor a magic link"),
        ),
        "verified": (
            translate("Rule form", "yes: someone vouches for the sender"),
            translate("Rule form", "no: nobody vouches for the sender"),
        ),
    }[key]
    return YesNo(yes, no)


def _texts(key: str) -> Condition:
    hint, check, spaces = {
        "address": (translate("Rule form", "anna@client.example, …"), address_problem, True),
        "domain": (translate("Rule form", "client.example, and all below it"), domain_problem, True),
        "tool": (translate("Rule form", "github, slack, …"), _anything, False),
        "project": (translate("Rule form", "acme, or acme/boat"), _anything, False),
        "plus": (translate("Rule form", "urgent, for me+urgent@example.org"), _anything, True),
    }[key]
    return Texts(hint, check, spaces=spaces)


def condition(key: str, offer: Offer) -> Condition:
    """A control for that key of `Match`."""
    if key == "regex":
        return Lines(translate("Rule form", r"invoice \d+ overdue"), expression_problem)
    if key == "words":
        return Lines(translate("Rule form", "one in each line: production down"), _anything)
    if key == "list":
        return Lists()
    if key == "channel":
        return Choices(
            {str(Channel.MAIL): translate("Span", "mail"), str(Channel.MENTION): translate("Span", "mentions")}
        )
    if key == "reason":
        return Choices({str(one): reason_words(str(one)) for one in Reason})
    if key == "account" and offer.accounts:
        return Choices({name: name for name in offer.accounts})
    if key == "account":
        return Texts(translate("Rule form", "names of accounts"), _anything)
    if key == "unverified":
        return OnlyYes(translate("Rule form", "Anyone can write any address into a mail: it may be another."))
    return _yes_no(key) if key in {"thread_mine", "answers_me", "second_try", "code", "verified"} else _texts(key)
