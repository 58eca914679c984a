"""One item, opened for reading: who, when, why it came then, its text, what came with it, its history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.core.desk import RequestError
from desktop.core.text import cleaned
from desktop.core.views import Now, Row
from desktop.window import promise_words, texts
from desktop.window.counted import Counted
from desktop.window.event_words import event_lines
from desktop.window.hold_words import held_note
from desktop.window.parts import announce, column, hairline, label
from desktop.window.reading import words
from desktop.window.reading.header import Header
from desktop.window.reading.link_bar import LinkBar
from desktop.window.reading.opening import Opening, Prepared
from desktop.window.reading.page import Page
from desktop.window.reading.sheets import links_in_order
from desktop.window.shell import Shell
from desktop.window.texts import translate
from inbox.errors import SourceError
from inbox.item import Details
from inbox.mail.opened import Attachment, Link, Opened


class ReadingPane(QWidget):
    """UI thread only. `left` asks for the focus to go back to the list."""

    left = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._row: Row | None = None
        self._mail: Opened | None = None
        self._opening = Opening(shell.bridge, self)
        self.setAccessibleName(translate("Reading", "Message"))
        outer = column(self)
        self._body = QWidget()
        outer.addWidget(self._body)
        whole = column(self._body)
        self.header = Header()
        whole.addWidget(self.header)
        whole.addWidget(hairline())
        self.page = Page(shell.theme)
        whole.addWidget(self.page, 1)
        self.link_bar = LinkBar()
        whole.addWidget(self.link_bar)
        self._pointed = label("", "pointed")
        self._pointed.setParent(self.page)
        self._pointed.hide()
        self._body.hide()
        self._ordering = QTimer(self)
        self._ordering.setSingleShot(True)
        self._ordering.timeout.connect(lambda: self.page.order(self.header.last))
        self._connect()

    def _connect(self) -> None:
        opening, page, header = self._opening, self.page, self.header
        opening.opened.connect(self._show_mail)
        opening.failed.connect(self._failed)
        opening.slow.connect(self._say_opening)
        opening.prepared.connect(self._show_prepared)
        opening.thread_found.connect(self._show_thread)
        opening.earlier_found.connect(page.conversation.show_text)
        opening.saved.connect(self._saved)
        opening.not_saved.connect(self._not_saved)
        header.formatted_wanted.connect(self.toggle_formatted)
        header.links_wanted.connect(self._shell.shortcuts.actions["links"].trigger)
        header.headers_wanted.connect(self._shell.shortcuts.actions["headers"].trigger)
        page.left.connect(self._leave)
        page.laid_out.connect(self._order_soon)
        page.chosen.connect(self._choose)
        page.pointed.connect(self._point)
        page.again_wanted.connect(self._open_again)
        page.images_wanted.connect(self.load_images)
        page.conversation.wanted.connect(opening.read_earlier)
        page.attachments.wanted.connect(self._ask_folder)
        self.link_bar.closed.connect(self.focus_text)

    @property
    def shown_id(self) -> int | None:
        return None if self._row is None else self._row.item.id

    @property
    def mail(self) -> Opened | None:
        """The mail on screen, once it is open."""
        return self._mail

    # What the list knows

    def clear(self) -> None:
        self._row = None
        self._forget()
        self._body.hide()

    def _forget(self) -> None:
        """What belonged to the message before goes. The focus goes to the text, not on to some button elsewhere."""
        had_focus = self.page.has_focus_inside(self._body)
        self._mail = None
        self._opening.stop()
        self.page.show_formatted(on=False)
        if had_focus:
            self.focus_text()
        self.link_bar.hide()
        self._pointed.hide()

    def show_row(self, shown: Row, now: datetime, plan: Now | None = None) -> None:
        """What the list knows already; the text follows by `show_details`, and then the whole mail."""
        fresh = shown.item.id != self.shown_id
        self._row = shown
        self.header.show_item(shown.item, now)
        told = held_note(shown, now, plan), promise_words.note(shown, now)
        self.page.show_note(" ".join(one for one in told if one))
        if fresh:
            self._forget()
            self.header.show_mail(shown.item, None, formatted=False)
            self.page.show_fresh(texts.preview(shown.item))
            self.page.cautions.show_these(words.cautions(shown.item, None))
        self._body.show()

    def show_fold(self, rows: Sequence[Row]) -> None:
        """Several messages at a glance: who and what, a line each."""
        self._row = None
        self._forget()
        self.header.show_title(texts.fold_title(rows))
        lines = "\n".join(texts.pair(texts.sender(shown.item), texts.subject(shown.item)) for shown in rows)
        hint = translate("Reading", "Enter shows them one by one.")
        self.page.show_note("")
        self.page.cautions.show_these(())
        self.page.show_fresh(f"{lines}\n\n{hint}")
        self._body.show()

    def show_details(self, details: Details, now: datetime) -> None:
        """The text that is kept here and the history, if the same item is still on screen; then open the whole mail."""
        if details.item.id != self.shown_id:
            return
        if self._mail is None:
            self.page.text.show_text(details.text or texts.preview(details.item))
        self.page.show_history(event_lines(details.history, now))
        self._opening.begin(details.item.id)

    # The whole mail

    def _show_mail(self, mail: Opened) -> None:
        if self._row is None:
            return
        item = self._row.item
        self._mail = mail
        self.page.say_state(
            words.problem(mail.problem) if mail.problem else words.left_out(mail.html_left_out),
            again=words.tries_again(mail.problem),
        )
        self.page.cautions.show_these(words.cautions(item, mail), words.unverified(item, mail))
        self.page.text.show_passages(mail.passages, mail.links)
        self.page.set_addresses({f"link:{number}": link.url for number, link in enumerate(mail.links)})
        self.page.attachments.show_these(mail.attachments)
        self.page.invitations.show_these(mail.invitations, self._shell.present.at().tzinfo)
        self._show_kind()
        self.page.text.setAccessibleDescription(" ".join(self.page.cautions.said))
        self._order_soon()
        if self.page.has_focus_inside():
            for said in self.page.cautions.said:
                announce(self, said)

    def _show_thread(self, rows: Sequence[Row]) -> None:
        self.page.conversation.show_rows(rows, self._shell.present.at())
        self._order_soon()

    def _order_soon(self) -> None:
        """When the layout has given every part its place."""
        self._ordering.start(0)

    def _failed(self, error: Exception) -> None:
        said = f"{error.message} {error.advice}".strip() if isinstance(error, RequestError) else words.problem("broken")
        self.page.say_state(said, again=True)

    def _say_opening(self) -> None:
        self.page.say_state(translate("Reading", "Opening the whole message…"))

    def _open_again(self) -> None:
        self._say_opening()
        self._opening.again()

    # Plain or formatted

    @property
    def formatted(self) -> bool:
        """Whether the formatted text is what is shown."""
        return self._shell.habits.formatted and self._mail is not None and bool(self._mail.html)

    def toggle_formatted(self) -> str:
        """Show the other of plain and formatted text; gives why not, where there is no other."""
        if self._mail is None or not self._mail.html:
            why = words.left_out(self._mail.html_left_out) if self._mail is not None else ""
            return why or translate("Reading", "This message has no formatted text.")
        self._shell.habits.formatted = not self._shell.habits.formatted
        self._show_kind()
        return ""

    def _show_kind(self) -> None:
        if self._row is None or self._mail is None:
            return
        self.header.show_mail(self._row.item, self._mail, formatted=self.formatted)
        self.page.show_formatted(on=self.formatted)
        if self.formatted:
            remote = self._mail.remote_images
            hosts = list(dict.fromkeys(_host(url) for url in remote))
            self.page.offer_images(words.remote_images(len(remote), hosts) if remote else "")
            self._opening.prepare(self._mail)
        else:
            self.page.offer_images("")

    def _show_prepared(self, prepared: Prepared) -> None:
        if self.formatted:
            self.page.show_pages(prepared.pages, prepared.images)

    def load_images(self) -> str:
        """Load the remote images of this message alone, in the formatted text; gives why not where there are none."""
        if self._mail is None or not self._mail.remote_images:
            return translate("Reading", "This message has no remote images.")
        if not self.formatted:
            self.toggle_formatted()
        self.page.offer_images("")
        self._opening.load_images(self._mail)
        return ""

    def toggle_quotes(self) -> str:
        if self.formatted or not self.page.text.foldable:
            return translate("Reading", "This message quotes nothing that is folded.")
        self.page.text.toggle_all()
        return ""

    # Links

    @property
    def links(self) -> tuple[Link, ...]:
        return () if self._mail is None else links_in_order(self._mail.links)

    def ask_link(self, link: Link) -> None:
        """Where it leads, and whether to go there; not where another message has come on screen meanwhile."""
        if link not in self.links:
            return
        self._pointed.hide()
        self.link_bar.ask(link)

    def ask_source(self, caution: str) -> None:
        """Where the item on screen can be opened, and whether to go there in spite of `caution`."""
        if self._row is not None:
            self._pointed.hide()
            self.link_bar.ask(words.source_link(self._row.item.link), caution)

    def _choose(self, name: str) -> None:
        link = self._link(name)
        if link is not None:
            self.ask_link(link)

    def _point(self, name: str) -> None:
        link = self._link(name)
        self._pointed.setVisible(link is not None)
        if link is not None:
            self._pointed.setText(words.leads_to(link))
            self._pointed.adjustSize()
            self._pointed.resize(min(self._pointed.width(), self.page.width()), self._pointed.height())
            self._pointed.move(0, self.page.height() - self._pointed.height())
            self._pointed.raise_()

    def _link(self, name: str) -> Link | None:
        links = () if self._mail is None else self._mail.links
        number = name.removeprefix("link:")
        return links[int(number)] if number.isascii() and number.isdigit() and int(number) < len(links) else None

    # Attachments

    def save_attachments(self) -> str:
        """Ask where all of them go; gives why not where there are none."""
        if self._mail is None or not self._mail.attachments:
            return translate("Reading", "This message has no attachments.")
        self._ask_folder(self._mail.attachments)
        return ""

    def _ask_folder(self, attachments: Sequence[Attachment]) -> None:
        id = self.shown_id  # while it is asked, the list may go on to another mail
        if id is None:
            return
        dialog = QFileDialog(
            self, translate("Reading", "Save in which folder?"), self._shell.habits.folder or _downloads()
        )
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, translate("Reading", "Save here"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda folder: self.save_in(id, attachments, Path(folder)))
        dialog.open()

    def save_in(self, id: int, attachments: Sequence[Attachment], folder: Path) -> None:
        """`attachments` are those of the item with this id."""
        self._shell.habits.folder = str(folder)
        self._opening.save(id, attachments, folder)

    def _saved(self, id: int, paths: list[Path]) -> None:
        if id != self.shown_id:
            return
        if len(paths) == 1:
            said = translate("Reading", "Saved as {file}.").format(file=cleaned(str(paths[0]), 300))
        else:
            said = _saved_in(paths)
        self.page.attachments.tell(said)

    def _not_saved(self, id: int, error: Exception, before: list[Path]) -> None:
        if isinstance(error, RequestError):
            said = f"{error.message} {error.advice}".strip()
        elif isinstance(error, SourceError):
            said = translate("Reading", "Not saved: the mail server cannot be reached. Try again when it can.")
        else:
            said = translate("Reading", "Not saved: {reason}").format(reason=cleaned(str(error), 200))
        if before:
            said = f"{_saved_in(before)} {said}"
        if id == self.shown_id:
            self.page.attachments.tell(said)
        else:
            self._shell.bridge.refused.emit(RequestError(said))

    # Focus

    def focus_text(self) -> None:
        self.page.focus_text()

    def _leave(self) -> None:
        if self.link_bar.isVisible():
            self.link_bar.shut()
        else:
            self.left.emit()


def _saved_in(paths: Sequence[Path]) -> str:
    return Counted().saved(len(paths), cleaned(str(paths[0].parent), 300))


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0]


def _downloads() -> str:
    from PySide6.QtCore import QStandardPaths

    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
