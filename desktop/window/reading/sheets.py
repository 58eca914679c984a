"""Two cards over the window: the links of a mail, and its headers as they came."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from desktop.core.text import cleaned
from desktop.window.chooser import Choice, Chooser, plain
from desktop.window.parts import button, label, row
from desktop.window.sheet import Sheet
from desktop.window.texts import translate
from desktop.window.theme import STEP, Theme
from inbox.mail.opened import Link

_MOST_CHARACTERS = 200_000
_LONGEST_LINE = 1000


class LinkList(Chooser):
    """Every link by its words, with its true host beside it; choosing one asks before it is opened."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, theme, translate("Reading", "Links"), translate("Reading", "Words or host of a link"))
        self._links: Sequence[Link] = ()
        self._then: Callable[[Link], None] = lambda link: None

    def ask_for(self, links: Sequence[Link], then: Callable[[Link], None]) -> None:
        self._links, self._then = links, then
        self.ask(translate("Reading", "On the right is where each one leads. Nothing is opened before you are asked."))

    def fitting(self, typed: str) -> Sequence[Choice]:
        said = plain(typed).split()
        unopened = translate("Reading", "not opened")
        return [
            Choice(_marked(link), cleaned(link.host, 60) or unopened, self._chosen(link), warns=link.deceptive)
            for link in self._links
            if all(word in plain(f"{link.text} {link.host}") for word in said)
        ]

    def _chosen(self, link: Link) -> Callable[[], None]:
        return lambda: self._then(link)


def _marked(link: Link) -> str:
    name = cleaned(link.text, 90) or cleaned(link.url, 90) or translate("Reading", "(no words)")
    if link.deceptive:
        return f"⚠ {name}"
    unopened = translate("Reading", "not opened")
    return f"{name} ({unopened})" if link.refused else name


class HeaderSheet(Sheet):
    """Name and value of every field, as plain text that can be copied."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, translate("Reading", "Headers"), 220 * STEP)
        head = row()
        head.addWidget(label(translate("Reading", "Headers"), "title"))
        head.addStretch(1)
        self._close = button(translate("Reading", "Close"))
        self._close.clicked.connect(self.shut)
        head.addWidget(self._close)
        self.body.addLayout(head)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setUndoRedoEnabled(False)
        self._text.setTabChangesFocus(True)
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._text.setAccessibleName(translate("Reading", "Headers of the message"))
        self.body.addWidget(self._text)

    @property
    def said(self) -> str:
        return self._text.toPlainText()

    def show_headers(self, headers: Sequence[tuple[str, str]]) -> None:
        lines = [f"{cleaned(name, 80)}: {_in_lines(cleaned(value, 8192))}" for name, value in headers]
        self._text.setPlainText("\n".join(lines)[:_MOST_CHARACTERS])
        self._text.setFixedHeight(max(40 * STEP, self._window.height() - 60 * STEP))
        self.open(self._text)


def _in_lines(value: str) -> str:
    return "\n    ".join(value[start : start + _LONGEST_LINE] for start in range(0, max(1, len(value)), _LONGEST_LINE))


def links_in_order(links: Sequence[Link]) -> tuple[Link, ...]:
    """Each once; those that deceive first."""
    return tuple(sorted(dict.fromkeys(links), key=lambda link: not link.deceptive))
