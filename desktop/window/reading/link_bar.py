"""What stands between a link and the browser: where it leads is shown, and asked once. Nothing waits for the answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from desktop.core.text import cleaned
from desktop.window.parts import announce, button, column, hairline, label, row
from desktop.window.reading import words
from desktop.window.texts import translate
from desktop.window.theme import STEP
from inbox.mail.opened import Link

_MOST_SHOWN = 300


def open_in_browser(url: str) -> bool:
    """Whether the system took it: https only, and read strictly, so that the browser understands what we showed."""
    parsed = QUrl(url, QUrl.ParsingMode.StrictMode)
    good = parsed.isValid() and parsed.scheme() == "https" and bool(parsed.host())
    return good and QDesktopServices.openUrl(parsed)


class LinkBar(QFrame):
    """UI thread only. `closed`: it was answered."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._link: Link | None = None
        self.setProperty("role", "panel")
        outer = column(self)
        outer.addWidget(hairline())
        inner = column(spacing=2)
        inner.setContentsMargins(6 * STEP, 3 * STEP, 6 * STEP, 3 * STEP)
        outer.addLayout(inner)
        self._question = label("", "strong", wrap=True)
        self._warning = label("", "due", wrap=True)
        self._address = label("", "small", wrap=True)
        self._address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for each in (self._question, self._warning, self._address):
            inner.addWidget(each)
        line = row(spacing=2)
        self._open = button(translate("Reading", "Open"), "primary")
        self._copy = button(translate("Reading", "Copy"))
        self._copy.setAccessibleName(translate("Reading", "Copy the address"))
        self._close = button(translate("Reading", "Cancel"))
        self._open.clicked.connect(self._go)
        self._copy.clicked.connect(self._take)
        self._close.clicked.connect(self.shut)
        for made in (self._open, self._copy, self._close):
            line.addWidget(made)
        line.addStretch(1)
        inner.addLayout(line)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    @property
    def said(self) -> str:
        shown = (self._question, self._warning, self._address)
        return " ".join(each.text() for each in shown if not each.isHidden())

    def ask(self, link: Link, caution: str = "") -> None:
        """Show where `link` leads, and what can be done with it; with a `caution`, also why to think twice."""
        self._link = link
        opens = link.url.startswith("https:")
        writes = link.url.startswith("mailto:")
        if opens:
            self._question.setText(translate("Reading", "Open {host}?").format(host=cleaned(link.host, 100)))
        elif writes:
            said = translate("Reading", "{address} is a mail address. Copy it to write to it.")
            self._question.setText(said.format(address=cleaned(link.host, 100)))
        else:
            self._question.setText(words.refused(link))
        doubtful = link.deceptive or bool(caution)
        self._warning.setText(caution or words.leads_to(link))
        self._warning.setVisible(doubtful)
        self._address.setText(cleaned(link.url, _MOST_SHOWN))
        self._address.setVisible(opens)
        self._open.setVisible(opens)
        self._open.setProperty("role", "" if doubtful else "primary")
        self._open.style().polish(self._open)
        self._copy.setVisible(bool(link.url or link.text))
        self._close.setText(translate("Reading", "Cancel") if opens else translate("Reading", "Close"))
        self.setAccessibleName(self.said)
        self.show()
        # The safe answer is the one that Enter gives where the link is not what it seems.
        first = self._open if opens and not doubtful else self._close
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.said)

    def shut(self) -> None:
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def _go(self) -> None:
        link = self._link
        self.shut()
        if link is not None and not open_in_browser(link.url):
            self._question.setText(translate("Reading", "The system has no browser that takes it. You can copy it."))
            self._open.hide()
            self.show()

    def _take(self) -> None:
        if self._link is not None:
            address = self._link.host if self._link.url.startswith("mailto:") else self._link.url
            QGuiApplication.clipboard().setText(address or self._link.text)
        self.shut()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        else:
            super().keyPressEvent(event)
