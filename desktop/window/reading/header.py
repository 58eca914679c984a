"""The head of a message: what it is about, who sent it from which address, when, and whether that is vouched for."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.core.text import cleaned
from desktop.window import mention_words, texts
from desktop.window.counted import Counted
from desktop.window.parts import ElidedLabel, button, column, label, row
from desktop.window.reading import words
from desktop.window.texts import translate
from desktop.window.theme import STEP, avatar_color, font
from inbox.item import Item, Verdict
from inbox.mail.opened import Opened

_NARROW = 110 * STEP


class Avatar(QWidget):
    """The disc with initials. Decoration: the name stands beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._letters = ""
        self._key = ""
        self.setFixedSize(QSize(8 * STEP, 8 * STEP))

    def show_sender(self, letters: str, key: str) -> None:
        self._letters, self._key = letters, key
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(avatar_color(self._key))
        painter.drawEllipse(self.rect())
        painter.setPen(QColor("#ffffff"))
        painter.setFont(font(0.85, bold=True))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letters)
        painter.end()


class Header(QWidget):
    """UI thread only."""

    formatted_wanted = Signal()
    links_wanted = Signal()
    headers_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        box = column(self, spacing=3)
        box.setContentsMargins(6 * STEP, 5 * STEP, 6 * STEP, 4 * STEP)
        self._subject = label("", "heading", wrap=True)
        self._subject.setFont(font(1.3, bold=True))
        self._subject.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box.addWidget(self._subject)
        self._who = QWidget()
        line = row(self._who, spacing=3)
        self._avatar = Avatar()
        line.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        who = column(spacing=0)
        name = row(spacing=2)
        self._sender = ElidedLabel("strong")
        self._said = ""
        self._standing: str = Verdict.UNKNOWN
        self._sign = label("", "sign")
        self.label = label("", "sign")
        name.addWidget(self._sender, 1)
        name.addWidget(self.label)
        name.addWidget(self._sign)
        self._address = ElidedLabel("muted")
        who.addLayout(name)
        who.addWidget(self._address)
        self.also = ElidedLabel("muted")
        who.addWidget(self.also)
        line.addLayout(who, 1)
        self._when = label("", "muted")
        line.addWidget(self._when, 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(self._who)
        box.addWidget(self._make_tools())

    def _make_tools(self) -> QWidget:
        self._tools = QWidget()
        line = self._tools_line = row(self._tools, spacing=4)
        self._formatted = button("", "link")
        self._formatted.clicked.connect(self.formatted_wanted)
        self._links = button("", "link")
        self._links.clicked.connect(self.links_wanted)
        self._headers = button(translate("Reading", "Headers"), "link")
        self._headers.clicked.connect(self.headers_wanted)
        for each in (self._formatted, self._links, self._headers):
            line.addWidget(each)
        line.addStretch(1)
        return self._tools

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the pane is narrow a mark stands for the sign: the name needs the room."""
        narrow = self.width() < _NARROW
        marks: dict[str, str] = {Verdict.VERIFIED: "✓", Verdict.FAILED: "!", Verdict.UNKNOWN: "?", words.LOOKS: "!"}
        self._sign.setText(marks[self._standing] if narrow and self._said else self._said)
        self._tools_line.setContentsMargins(0 if narrow else 11 * STEP, 0, 0, 0)

    @property
    def last(self) -> QWidget:
        """The last that has the focus here."""
        return self._headers

    @property
    def sign(self) -> str:
        """What is said beside the name of whether it is vouched for, in full."""
        return self._said

    @property
    def about(self) -> str:
        """The line below the name."""
        return self._address.text()

    def show_title(self, title: str) -> None:
        """Several messages: no sender, no tools."""
        self._subject.setText(title)
        self._who.hide()
        self._tools.hide()

    def show_item(self, item: Item, now: datetime) -> None:
        name = texts.sender(item)
        self._subject.setText(texts.subject(item))
        self._avatar.show_sender(*mention_words.avatar(item, name))
        self._sender.setText(name)
        told = (texts.address(item), texts.verb(item), cleaned(item.account, 40))
        if mention_words.tool(item):
            told = (mention_words.where(item, texts.verb(item)), texts.address(item), cleaned(item.account, 40))
        self._address.setText(" · ".join(part for part in told if part))
        self.label.setText(cleaned(item.label, 24))
        self.label.setAccessibleName(translate("Reading", "labelled {label}").format(label=cleaned(item.label, 60)))
        self.label.setVisible(bool(item.label))
        self.also.setText(words.also_by(item.also))
        self.also.setVisible(bool(item.also))
        self._when.setText(texts.moment(item.received_at, now))
        self._who.show()

    def show_mail(self, item: Item, mail: Opened | None, *, formatted: bool) -> None:
        """What can be done with it; None: it is not open yet."""
        sign, meaning = mention_words.sign(item) if mail is None else words.verdict(item, mail)
        self._said = sign
        self._standing = words.standing(item, mail)
        self._fit()
        self._sign.setVisible(bool(sign))
        self._sign.setProperty("verdict", self._standing)
        self._sign.style().polish(self._sign)
        self._sign.setToolTip(_plain(meaning))
        self._sign.setAccessibleName(f"{sign}. {meaning}")
        html = mail is not None and bool(mail.html)
        count = len(mail.links) if mail is not None else 0
        plain_words = translate("Reading", "Plain text")
        self._formatted.setText(plain_words if formatted else translate("Reading", "Formatted"))
        self._formatted.setVisible(html)
        self._formatted.setToolTip(translate("Reading", "Plain or formatted text (V)"))
        self._links.setText(Counted().links(count))
        self._links.setVisible(count > 0)
        self._links.setToolTip(translate("Reading", "All links, with where they lead (L)"))
        self._headers.setVisible(mail is not None and bool(mail.headers))
        self._headers.setToolTip(translate("Reading", "All headers, as they came (H)"))
        self._tools.setVisible(html or count > 0 or (mail is not None and bool(mail.headers)))


def _plain(text: str) -> str:
    """A tooltip is rich text where it looks like it: this never does."""
    return text.replace("&", "&amp;").replace("<", "&lt;")
