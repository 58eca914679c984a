"""Answering in the window: opens and closes the panel, keeps drafts, sends, and takes back. Nothing here waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.core.desk import Desk, RequestError
from desktop.shortcuts import key_text
from desktop.window import texts
from desktop.window.answering.begun import Begun, begun
from desktop.window.answering.cannot_send import CannotSend
from desktop.window.answering.composer import Composer, Going
from desktop.window.answering.drafts import Drafts
from desktop.window.answering.keep_sheet import KeepSheet
from desktop.window.answering.later import LaterMenu, ZoneMenu
from desktop.window.answering.second_thoughts import SECONDS, SecondThoughts
from desktop.window.counted import Counted
from desktop.window.forms.pages import discard
from desktop.window.latest import Latest
from desktop.window.list_page import ListPage
from desktop.window.sheets import Sheets
from desktop.window.shell import Shell
from desktop.window.texts import translate
from inbox.answering import Draft, SavedAnswer, TheirNine, Way
from inbox.item import Details, State
from inbox.sending import Outgoing

_PAGES = {State.HELD: "held", State.SNOOZED: "snoozed", State.DONE: "done"}
T = TypeVar("T")


class Screen(Protocol):
    """What answering needs of the window."""

    def list_page(self) -> ListPage | None: ...
    def show_page(self, name: str) -> None: ...
    def say(self, text: str, *, undo: bool = False) -> None: ...
    def count_down(self, words: Callable[[int], str], seconds: int) -> None: ...
    @property
    def sheets(self) -> Sheets: ...
    def set_up_sending(self, account: str) -> None: ...


class Answering(QObject):
    """UI thread only. One answer is written at a time."""

    moved = Signal()
    """Writing has begun or ended, or the focus has come into it or left it."""

    def __init__(self, window: QWidget, screen: Screen, shell: Shell) -> None:
        super().__init__(window)
        self._window = window
        self._screen = screen
        self._shell = shell
        self._page: ListPage | None = None
        self._panel: Composer | CannotSend | None = None
        self._has_focus = False
        self._then_done = True
        self._latest = Latest(shell.bridge)
        self.drafts = Drafts(shell, screen.say)
        self.second_thoughts = SecondThoughts(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._look)

    @property
    def composer(self) -> Composer | None:
        return self._panel if isinstance(self._panel, Composer) else None

    @property
    def has_focus(self) -> bool:
        """Whether what is typed goes into the panel."""
        return self._panel is not None and self._panel.isAncestorOf(self._window.focusWidget())

    def _look(self, *_: object) -> None:
        if self.has_focus != self._has_focus:
            self._has_focus = self.has_focus
            self.moved.emit()

    # Beginning

    def answer(self, way: Way) -> None:
        """Answer the current message; one that is being answered this way already gets the focus."""
        page = self._screen.list_page()
        item = None if page is None else page.item()
        if page is None or item is None:
            return
        here = self.composer
        if here is not None and self._page is page and here.item.id == item.id and here.way is way:
            here.start()
            return
        self._begin(page, item.id, way)

    def resume(self, id: int) -> None:
        """Go on with the draft of an item, wherever that is listed."""

        def found(details: Details) -> None:
            self._screen.show_page(_PAGES.get(details.item.state, "check_in"))
            if self._screen.list_page() is None:  # in focus the list of the check-in is away
                self._screen.show_page("search")
            page = self._screen.list_page()
            if page is not None:
                page.seek(id)
                self._begin(page, id, None)

        self._shell.bridge.ask(lambda desk: desk.details(id), found)

    def _begin(self, page: ListPage, id: int, way: Way | None) -> None:
        """`way` is None where the item need not be the current one: it is sought."""
        self.leave()

        def found(ready: Begun) -> None:
            item = page.item()
            moved_on = way is not None and (item is None or item.id != id)
            if self._screen.list_page() is page and not moved_on:
                self._open(page, ready)

        self._latest.ask(lambda desk: begun(desk, id, way), found)

    def _open(self, page: ListPage, found: Begun) -> None:
        self.leave()
        account = found.details.item.account
        if not found.can_be_sent:
            cannot = CannotSend(account)
            cannot.left.connect(self.leave)
            cannot.mend.connect(lambda: self._mend(account))
            self._show(page, cannot)
            return
        going = Going(found.to, found.left_out, signed=found.is_signed)
        held = self.drafts.held(found.details.item.id)
        made = Composer(self._shell, found.details.item, found.way, going, held or found.draft)
        if held is not None:
            made.was_not_kept()
        made.bar.done.setChecked(self._then_done)
        made.bar.done.setVisible(found.details.item.state is not State.DONE)
        self._connect(made)
        self._show(page, made)

    def _connect(self, made: Composer) -> None:
        ask = self._shell.bridge.ask
        made.left.connect(self.leave)
        made.kept.connect(lambda draft: self.drafts.keep(made, draft))
        made.editor.sought.connect(
            lambda query: ask(
                lambda desk: desk.answers(query),
                self._while_open(made, lambda found: made.editor.offer(query, found)),
            )
        )
        made.editor.taken.connect(lambda answer: self._put(made, answer))
        made.quote_wanted.connect(lambda: ask(lambda desk: desk.quoted(made.item.id, made.way), made.quote.show_text))

    def _while_open(self, made: Composer, then: Callable[[T], None]) -> Callable[[T], None]:
        """`then`, unless the panel has been closed by the time the answer comes."""

        def still(value: T) -> None:
            if self.composer is made:
                then(value)

        return still

    def _show(self, page: ListPage, panel: Composer | CannotSend) -> None:
        self._page, self._panel = page, panel
        page.chosen.connect(self._row_changed)
        page.show_writing(panel)
        panel.start()
        self._look()

    def _row_changed(self) -> None:
        """Another message was chosen: the draft is kept. What is being typed stays, whatever the list does."""
        page = self._page
        item = None if page is None else page.item()
        panel = self.composer
        if self._panel is None or self.has_focus or (panel and item and item.id == panel.item.id):
            return
        self.leave(to_list=False)

    def _mend(self, account: str) -> None:
        self.leave()
        self._screen.set_up_sending(account)

    # Ending

    def keep(self) -> None:
        """Have the draft kept now: the window hides, or the app ends."""
        if self.composer is not None:
            self.composer.keep()

    def leave(self, *, to_list: bool = True) -> None:
        """Close the panel; the draft is kept."""
        panel, page = self._panel, self._page
        if panel is None or page is None:
            return
        had_focus = self.has_focus
        self.keep()
        self._panel = self._page = None
        page.chosen.disconnect(self._row_changed)
        page.show_writing(None)
        discard(panel)
        if had_focus and to_list:
            page.focus_list()
        self._look()
        self.moved.emit()

    # What the commands do

    def write(self, deed: str) -> None:
        made = self.composer
        if made is not None and made.isEnabled():  # while it is sent nothing else is done with it
            {
                "send": self._send,
                "later": self._later,
                "attach": Composer.attach,
                "insert": self._insert,
                "keep": self._keep_answer,
                "drop": self._drop,
            }[deed](made)

    def _insert(self, made: Composer) -> None:
        made.editor.setFocus()
        made.editor.look_up()

        def found(answers: Sequence[SavedAnswer]) -> None:
            if not answers:
                key = key_text(self._shell.shortcuts.commands["write_keep"])
                said = translate("Answering", "No answer is kept yet: {key} keeps what you write.")
                self._screen.say(said.format(key=key))

        self._shell.bridge.ask(lambda desk: desk.answers(""), found)

    def _put(self, made: Composer, answer: SavedAnswer) -> None:
        self._shell.bridge.ask(
            lambda desk: desk.fill_answer(answer.id, made.item.id),
            self._while_open(made, lambda filled: made.put(filled, answer.id)),
        )

    def _keep_answer(self, made: Composer) -> None:
        chosen = made.editor.textCursor().selectedText().replace("\u2029", "\n")
        text = (chosen or made.editor.toPlainText()).strip()
        if not text:
            made.refuse(translate("Answering", "There is nothing to keep yet: write something."))
            return

        def keep(title: str) -> None:
            said = translate("Answering", "Kept. A line that begins with / finds it.")
            fresh = SavedAnswer(0, title, text)
            self._shell.bridge.ask(lambda desk: desk.keep_answer(fresh), lambda _: self._screen.say(said))

        self._screen.sheets.of(KeepSheet, lambda: KeepSheet(self._window)).ask_for(text, keep)

    def _drop(self, made: Composer) -> None:
        self.discard(made.draft)

    def discard(self, draft: Draft) -> None:
        """Throw a draft away, wherever it is shown; for ten seconds it can be had back."""
        made = self.composer
        if made is not None and made.item.id == draft.item:
            made.forget()
            self.leave()
        self.drafts.forget(draft.item)

        def back() -> None:
            self._shell.bridge.ask(lambda desk: desk.save_draft(draft), lambda _: self.resume(draft.item))

        def dropped(_: bool) -> None:
            self.drafts.look()
            self._screen.say(translate("Answering", "Draft discarded."), undo=True)
            self.second_thoughts.offer(back)

        self._shell.bridge.ask(lambda desk: desk.drop_draft(draft.item), dropped)

    # Later

    def _later(self, made: Composer) -> None:
        to = made.answer.to
        if made.way is Way.REPLY:
            self._ask_nine(made, "")
        elif made.way is Way.FORWARD and len(to) == 1:
            self._ask_nine(made, to[0])
        else:
            self._show_later(made, None)

    def _ask_nine(self, made: Composer, address: str) -> None:
        id = made.item.id
        self._shell.bridge.ask(
            lambda desk: desk.their_nine(id, address),
            self._while_open(made, lambda theirs: self._show_later(made, theirs)),
        )

    def _show_later(self, made: Composer, theirs: TheirNine | None) -> None:
        at = self._shell.present.at()

        def ask_zone() -> None:
            if theirs is not None:
                menu = self._screen.sheets.of(ZoneMenu, lambda: ZoneMenu(self._window, self._shell.theme))
                menu.ask_for(at, theirs, lambda zone: self._live(made, theirs.address, zone))

        menu = self._screen.sheets.of(LaterMenu, lambda: LaterMenu(self._window, self._shell.theme))
        menu.ask_for(at, theirs, is_set=made.send_at is not None, then=made.choose_time, ask_zone=ask_zone)
        self.moved.emit()

    def _live(self, made: Composer, address: str, zone: str) -> None:
        id = made.item.id

        def set_zone(desk: Desk) -> TheirNine:
            desk.set_zone(address, zone)
            return desk.their_nine(id, address)

        self._shell.bridge.ask(set_zone, self._while_open(made, lambda theirs: made.choose_time(theirs.at)))

    # Sending and taking back

    def _send(self, made: Composer) -> None:
        if not made.may_go():
            return
        answer, id = made.answer, made.item.id
        self._then_done = made.bar.done.isChecked()
        done = self._then_done and made.item.state is not State.DONE
        page = self._page
        # Kept before it goes into the outbox, which drops the draft: kept after that, it would be there for ever.
        made.keep()
        made.forget()
        made.setEnabled(False)

        def sent(letter: Outgoing) -> None:
            if self.composer is made:
                self.leave()
                if page is not None:
                    page.focus_list()
            self._sent(letter, id, page if done else None)

        def failed(error: Exception) -> None:
            if self.composer is not made:
                self._screen.say(said_of(error))  # it was closed meanwhile, and is a draft
                return
            made.setEnabled(True)
            if self.drafts.held(id) is not None:
                made.was_not_kept()
            made.editor.setFocus()
            made.refuse(said_of(error))

        self._shell.bridge.ask(lambda desk: desk.send(id, answer), sent, failed)

    def _sent(self, letter: Outgoing, id: int, done_on: ListPage | None) -> None:
        self.drafts.forget(id)
        self.drafts.look()
        changed: list[int] = []

        def have_done(desk: Desk) -> None:
            changed.append(desk.done((id,)))

        if done_on is not None:
            self._shell.bridge.ask(have_done, lambda _: done_on.take_away((id,)))
        self.second_thoughts.offer(lambda: self._take_back(letter.id, id, changed))
        if letter.send_at is None:
            self._screen.count_down(Counted().sent_in, SECONDS)
            return
        time = texts.moment(letter.send_at, self._shell.present.at())
        said = translate("Answering", "It waits in the outbox, and is sent {time}.").format(time=time)
        self._screen.count_down(lambda _: said, SECONDS)

    def _take_back(self, letter: int, item: int, changed: list[int]) -> None:
        """`changed`: how many items were done with it. None, if it was done already: then undo would be of another
        deed."""

        def take(desk: Desk) -> None:
            desk.discard(letter)
            if any(changed):
                desk.undo()

        def taken(_: None) -> None:
            page = self._screen.list_page()
            if page is not None:
                page.refresh()
            self._screen.say(translate("Answering", "Taken back: it was not sent."))
            self.resume(item)

        self._shell.bridge.ask(take, taken)


def said_of(error: Exception) -> str:
    """What the engine said, or that something went wrong."""
    if isinstance(error, RequestError):
        return f"{error.message} {error.advice}".strip()
    said = translate(
        "Answering", "It could not be put into the outbox, so nothing was sent. The draft is kept. ({error})"
    )
    return said.format(error=error)
