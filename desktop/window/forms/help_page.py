"""The manual, from our own files only: nothing is loaded from anywhere else, and links open in the browser."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QLocale, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QTextBlockFormat, QTextCursor, QTextTable
from PySide6.QtWidgets import QListWidget, QTextBrowser, QWidget

import resources
from desktop.commands import Command, Deeds, group_title, table
from desktop.window.parts import card, column, label, row

CHAPTERS = (
    "words",
    "day",
    "reading",
    "answering",
    "accounts",
    "mentions",
    "chats",
    "projects",
    "week",
    "rules",
    "rehearsal",
    "promises",
    "review",
    "busy",
    "services",
    "offices",
    "computer",
    "keys",
    "network",
    "limits",
)
KEYS = "{keys}"
MANIFEST = "{manifest}"
"""What one pastes at Slack."""


def language() -> str:
    """The manual's language: the window's, by the locale that was set with it."""
    return "fr" if QLocale().language() == QLocale.Language.French else "en"


def key_table(commands: Sequence[Command], what: str, keys: str) -> str:
    """The commands that have keys, as Markdown tables, a heading for each group. From the one table of commands."""
    lines: list[str] = []
    for group in dict.fromkeys(command.group for command in commands):
        lines += ["", f"### {group_title(group)}", "", f"| {what} | {keys} |", "| --- | --- |"]
        for command in commands:
            if command.group is group and command.keys:
                native = (QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in command.keys)
                lines.append(f"| {command.text} | {' · '.join(native)} |")
    return "\n".join(lines)


class Nobody:
    """Stands where the commands want somebody to do them: the manual only reads their texts and keys."""

    def __getattr__(self, deed: str) -> Callable[..., None]:
        return lambda *_: None


class Manual(QTextBrowser):
    """Shows Markdown; asks for no file and no address, whatever the text says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.document().setDocumentMargin(16)
        self.anchorClicked.connect(open_link)

    def show_markdown(self, text: str) -> None:
        """Set in calm type: room above headings and in tables, hairlines in the window's colour."""
        self.setMarkdown(text)
        block = self.document().firstBlock()
        while block.isValid():
            form = QTextBlockFormat()
            form.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            if block.blockFormat().headingLevel() > 1:
                form.setTopMargin(16)
                form.setBottomMargin(6)
            QTextCursor(block).mergeBlockFormat(form)
            block = block.next()
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                table = frame.format().toTableFormat()
                table.setBorderBrush(self.palette().mid())
                table.setBorderCollapse(True)
                table.setCellPadding(5)
                frame.setFormat(table)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        # None or nothing would make Qt look for the file by itself.
        return b"/**/"


def open_link(url: QUrl) -> bool:
    """In the browser, for web addresses; anything else stays shut."""
    return url.scheme() in ("http", "https") and QDesktopServices.openUrl(url)


class HelpPage(QWidget):
    """Chapters on the left, the chapter on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chapters = QListWidget()
        self.chapters.setAccessibleName(self.tr("Chapters"))
        self.chapters.setProperty("role", "rows")
        self.chapters.ensurePolished()
        self.chapters.setFixedWidth(220)
        self.manual = Manual()
        self.manual.setAccessibleName(self.tr("Manual"))
        for chapter in CHAPTERS:
            self.chapters.addItem(self._text(chapter).split("\n", 1)[0].lstrip("# "))
        layout = column(self, spacing=3)
        layout.setContentsMargins(32, 24, 32, 20)
        layout.addWidget(label(self.tr("Manual"), "title"))
        both = row(spacing=4)
        both.addWidget(self.chapters)
        frame = card()
        inside = frame.layout()
        assert inside is not None
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(self.manual)
        both.addWidget(frame, 1)
        layout.addLayout(both, 1)
        self.setFocusProxy(self.chapters)
        self.chapters.currentRowChanged.connect(self._show)
        self.chapters.setCurrentRow(0)

    def _text(self, chapter: str) -> str:
        return resources.text("help", language(), f"{chapter}.md")

    def _show(self, number: int) -> None:
        keys = key_table(table(cast(Deeds, Nobody())), self.tr("What"), self.tr("Keys"))
        manifest = resources.text("slack", "manifest.json")
        self.manual.show_markdown(self._text(CHAPTERS[number]).replace(KEYS, keys).replace(MANIFEST, manifest))

    def show_chapter(self, chapter: str) -> None:
        """One of `CHAPTERS`."""
        self.chapters.setCurrentRow(CHAPTERS.index(chapter))
