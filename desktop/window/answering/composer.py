"""The panel in which one answers: to whom, the text, files, what will be quoted below, and when it goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from desktop.core.text import cleaned
from desktop.window import texts
from desktop.window.answering.editor import Editor, local_files
from desktop.window.answering.files import Files
from desktop.window.answering.quote import Quote
from desktop.window.answering.recipients import ToLine
from desktop.window.answering.send_bar import SendBar
from desktop.window.parts import announce, column, hairline, label, row
from desktop.window.shell import Shell
from desktop.window.texts import translate
from desktop.window.theme import STEP
from inbox.answering import Answer, Draft, Filled, Way
from inbox.item import Item

KEEP_MS = 1000
"""A draft is kept so long after the last key."""


@dataclass(frozen=True, slots=True)
class Going:
    """To whom an answer goes, by their addresses, and who is left out. `signed`: a signature will be added."""

    to: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    signed: bool = False


class Composer(QFrame):
    """UI thread only. It asks the engine nothing itself: what it needs it says by its signals."""

    kept = Signal(object)
    """The Draft as it now is; it says nothing at all where everything was deleted."""
    left = Signal()
    """Escape: the draft has been kept, and the panel may go."""
    send_wanted = Signal()
    later_wanted = Signal()
    dropped = Signal()
    quote_wanted = Signal()
    """What will stand below the text is wanted, to be given to `quote.show_text`."""

    def __init__(self, shell: Shell, item: Item, way: Way, going: Going, draft: Draft | None) -> None:
        super().__init__()
        self._shell = shell
        self.item = item
        self.way = way
        self.send_at: datetime | None = None
        self._used: tuple[int, ...] = ()
        self._changed = False
        self.setProperty("role", "panel")
        self.setAcceptDrops(True)
        self.to = ToLine()
        self.editor = Editor(shell.theme)
        self.files = Files(shell.theme)
        self.bar = SendBar(shell)
        self.quote = Quote(self.bar.buttons["attach"], signed=going.signed, forwards=way is Way.FORWARD)
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(KEEP_MS)
        self._pause.timeout.connect(self.keep)
        self._fill(going, draft)
        self.editor.textChanged.connect(self._touched)
        self.editor.left.connect(self.leave)
        self.editor.given.connect(lambda paths: self.files.add(*paths))
        self.files.changed.connect(self._touched)
        self.files.emptied.connect(self.editor.setFocus)
        self.to.changed.connect(self._touched)
        self.quote.originals.toggled.connect(self._touched)
        self.quote.wanted.connect(self.quote_wanted)

    def _lay_out(self) -> None:
        title = title_of(self.item, self.way)
        self.setAccessibleName(title)
        box = column(self)
        box.addWidget(hairline())
        inner = column(spacing=2)
        inner.setContentsMargins(6 * STEP, 3 * STEP, 6 * STEP, 2 * STEP)
        head = row(spacing=3)
        head.addWidget(label(title, "strong", wrap=True), 1)
        self._note = label("", "small")
        head.addWidget(self._note, 0, Qt.AlignmentFlag.AlignTop)
        inner.addLayout(head)
        inner.addWidget(self.to)
        self.editor.setAccessibleName(translate("Answering", "Text of the answer"))
        self.editor.setPlaceholderText(
            translate("Answering", "Write here. A line that begins with / finds a saved answer.")
        )
        self.editor.setProperty("role", "writing")
        inner.addWidget(self.editor, 1)
        inner.addWidget(self.files)
        inner.addWidget(self.quote)
        self._wrong = label("", "warning", wrap=True)
        self._wrong.hide()
        inner.addWidget(self._wrong)
        box.addLayout(inner, 1)
        box.addWidget(self.bar)

    def _fill(self, going: Going, draft: Draft | None) -> None:
        if self.way is Way.FORWARD:
            self.to.ask(draft.to if draft else ())
        else:
            self.to.show_addresses(going.to, going.left_out, self.item.sender_address)
        if draft is None:
            return
        self._used = draft.used
        self.editor.setPlainText(draft.text)
        if draft.used:
            self._mark_blanks(draft.text)
        cursor = self.editor.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.editor.setTextCursor(cursor)
        self.files.add(*draft.attachments)
        self.quote.originals.setChecked(draft.originals)
        if draft.send_at is not None and draft.send_at > self._shell.present.at():
            self.choose_time(draft.send_at)
        if draft.saved_at is not None:
            time = texts.moment(draft.saved_at, self._shell.present.at())
            self._note.setText(translate("Answering", "Draft from {time}").format(time=time))
        self._changed = False

    def _mark_blanks(self, text: str) -> None:
        """What saved answers left to be filled in is so after a restart, too."""
        from inbox.answering.fill import Known, fill

        found = fill(text, Known("", "", "", self._shell.present.at(), None))
        if found.text == text:
            self.editor.mark_blanks(found)

    def start(self) -> None:
        """Put the focus where one begins."""
        first: QWidget = self.editor
        if self.way is Way.FORWARD and not self.to.typed:
            first = self.to.field
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    # What it holds

    @property
    def answer(self) -> Answer:
        to = self.to.typed if self.way is Way.FORWARD else ()
        return Answer(
            self.way,
            self.editor.toPlainText(),
            to,
            self.files.paths,
            self.send_at,
            self._used,
            self.quote.originals.isChecked(),
        )

    @property
    def draft(self) -> Draft:
        return Draft.of(self.item.id, self.answer)

    @property
    def said(self) -> str:
        """What it says beside the text: whether it is a draft, and what hinders it from being sent."""
        return f"{self._note.text()} {self._wrong.text()}".strip()

    # Drafts

    def _touched(self) -> None:
        self._changed = True
        self._wrong.hide()
        self._wrong.clear()
        self._pause.start()

    def keep(self) -> None:
        """Have the draft kept now, if it is another than the one that was."""
        self._pause.stop()
        if self._changed:
            self._changed = False
            self.kept.emit(self.draft)

    def was_kept(self, draft: Draft) -> None:
        there = bool(draft.text.strip() or draft.attachments or draft.to)
        self._note.setText(translate("Answering", "Draft kept") if there else "")

    def was_not_kept(self) -> None:
        """What it holds is not on the disk: the next occasion is taken."""
        self._changed = self.isEnabled()
        self._note.setText(translate("Answering", "Draft not kept"))

    def forget(self) -> None:
        """It was sent or thrown away: nothing is kept any more."""
        self._pause.stop()
        self._changed = False

    def leave(self) -> None:
        self.keep()
        self.left.emit()

    # What is done with it

    def may_go(self) -> bool:
        """Whether it can be sent; if not, it says why, and the focus is where that can be mended."""
        if self.way is Way.FORWARD and not self.to.judge():
            return False
        blanks = self.editor.blanks
        if blanks:
            self.editor.setFocus()
            self.editor.next_blank()
            said = translate("Answering", "Fill in {blank}, or delete it. Nothing was sent.")
            self.refuse(said.format(blank=cleaned(blanks[0], 60)))
            return False
        if self.way is not Way.FORWARD and not self.editor.toPlainText().strip():
            self.editor.setFocus()
            self.refuse(translate("Answering", "There is nothing to send yet: write something."))
            return False
        return True

    def refuse(self, text: str) -> None:
        """Say why it was not sent. It goes when something is changed."""
        self._wrong.setText(text)
        self._wrong.show()
        announce(self._wrong, text)

    def attach(self) -> None:
        """Have files chosen: the system's own dialog, which nothing waits for."""
        dialog = QFileDialog(self.window(), translate("Answering", "Attach files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda paths: self.files.add(*paths))
        dialog.open()

    def choose_time(self, when: datetime | None) -> None:
        """Send it then; None: at once."""
        self.send_at = when
        self.bar.show_time(when)
        self._touched()

    def put(self, filled: Filled, id: int) -> None:
        """A saved answer's text goes in."""
        self.editor.put(filled)
        if id not in self._used:
            self._used = (*self._used, id)

    # Qt's names from here on

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.files.add(*local_files(event.mimeData()))
        event.acceptProposedAction()


def title_of(item: Item, way: Way) -> str:
    pattern = {
        Way.REPLY: translate("Answering", "Reply to {name}: {subject}"),
        Way.REPLY_ALL: translate("Answering", "Reply to all: {subject}"),
        Way.FORWARD: translate("Answering", "Forward: {subject}"),
    }[way]
    return pattern.format(name=cleaned(texts.sender(item), 60), subject=cleaned(texts.subject(item), 100))
