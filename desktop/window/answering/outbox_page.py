"""The outbox: what needs the person, what waits, what is being written, and what was sent last."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QWidget

from desktop.core.desk import Desk, RequestError
from desktop.core.text import cleaned
from desktop.shortcuts import key_name
from desktop.window import texts
from desktop.window.answering.outbox_words import KEYS, Deed, Standing, deed_words, standing
from desktop.window.answering.two_lines import Entry, TwoLines
from desktop.window.empty_state import EmptyState
from desktop.window.forms.says import set_role
from desktop.window.parts import KeyButton, column, hairline, label, row
from desktop.window.shell import Shell
from desktop.window.texts import translate
from desktop.window.theme import STEP, font
from inbox.answering import Draft
from inbox.item import Item
from inbox.sending import Outgoing, Progress

_SENT_SHOWN = 50
_ORDER = (Progress.UNSURE, Progress.REFUSED)


class OutboxPage(QWidget):
    """UI thread only."""

    resumed = Signal(int)
    """One goes on with the draft of this item."""
    mended = Signal(str)
    """The settings of this account are wanted."""
    discarded = Signal(object)
    """A Draft to be thrown away."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._letters: dict[int, Outgoing] = {}
        self._drafts: dict[int, Draft] = {}
        self._items: dict[int, Item] = {}
        self._deeds: tuple[Deed, ...] = ()
        self.list = TwoLines(shell.theme)
        self.list.setAccessibleName(translate("Outbox", "Letters and drafts"))
        self.empty = EmptyState(shell.theme)
        self._lay_out()
        self.setFocusProxy(self.list)
        self.list.chosen.connect(self._show_current)
        self.list.opened.connect(lambda: self.press("Return"))
        self.list.pressed.connect(self.press)
        shell.bridge.outbox_changed.connect(self._changed)
        shell.present.ticked.connect(self._changed)

    def _lay_out(self) -> None:
        outer = column(self)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        outer.addWidget(splitter)
        left = QFrame()
        left.setProperty("role", "panel")
        box = column(left)
        header = QWidget()
        head = column(header, spacing=1)
        head.setContentsMargins(5 * STEP - 2, 4 * STEP - 1, 5 * STEP - 2, 3 * STEP)
        head.addWidget(label(translate("Outbox", "Outbox"), "heading"))
        words = translate("Outbox", "What you wrote: on its way, begun, and sent last.")
        head.addWidget(label(words, "small", wrap=True))
        box.addWidget(header)
        box.addWidget(hairline())
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        box.addWidget(self.stack, 1)
        splitter.addWidget(left)
        splitter.addWidget(self._make_detail())
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([470, 634])

    def _make_detail(self) -> QWidget:
        self._detail = QWidget()
        box = column(self._detail)
        inner = column(spacing=3)
        inner.setContentsMargins(6 * STEP, 5 * STEP, 6 * STEP, 4 * STEP)
        self._subject = label("", "heading", wrap=True)
        self._subject.setFont(font(1.3, bold=True))
        self._to = label("", "muted", wrap=True)
        self._said = label("", "note", wrap=True)
        self._text = label("", "body", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._times = label("", "small", wrap=True)
        for words in (self._subject, self._to, self._said, self._text):
            inner.addWidget(words)
        inner.addStretch(1)
        inner.addWidget(self._times)
        box.addLayout(inner, 1)
        bar = QFrame()
        bar.setProperty("role", "panel")
        around = column(bar)
        around.addWidget(hairline())
        line = row(spacing=2)
        line.setContentsMargins(5 * STEP, 3 * STEP, 5 * STEP, 3 * STEP)
        self.buttons = (
            KeyButton("", "", self._shell.theme, primary=True),
            KeyButton("", "", self._shell.theme),
            KeyButton("", "", self._shell.theme),
        )
        for place, each in enumerate(self.buttons):
            each.clicked.connect(lambda _=False, place=place: self.do(self._deeds[place]))
            line.addWidget(each)
        line.addStretch(1)
        around.addLayout(line)
        box.addWidget(bar)
        self._bar = bar
        return self._detail

    @property
    def said(self) -> str:
        return self._said.text()

    # What there is

    def refresh(self) -> None:
        self._shell.bridge.ask(_all, self._show)

    def _changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _show(self, found: tuple[Sequence[Outgoing], Sequence[Draft], dict[int, Item]]) -> None:
        letters, drafts, items = found
        self._letters = {letter.id: letter for letter in letters}
        self._drafts = {draft.item: draft for draft in drafts}
        self._items = items
        entries = self._entries()
        self.list.show_entries(entries)
        if not entries:
            words = translate("Outbox", "Press R on a message to answer it.")
            self.empty.say(translate("Outbox", "Nothing is on its way"), words, icon="check")
        self.stack.setCurrentWidget(self.list if entries else self.empty)

    def _entries(self) -> list[Entry]:
        letters = list(self._letters.values())
        groups = (
            (translate("Outbox", "Needs you"), [one for one in letters if one.progress in _ORDER]),
            (
                translate("Outbox", "On its way"),
                [one for one in letters if one.progress in (Progress.WAITING, Progress.SENDING)],
            ),
        )
        made: list[Entry] = []
        for title, members in groups:
            if members:
                made += [Entry(None, title), *map(self._letter, members)]
        if self._drafts:
            made += [Entry(None, translate("Outbox", "Drafts")), *map(self._draft, self._drafts.values())]
        sent = [one for one in letters if one.progress is Progress.SENT][:_SENT_SHOWN]
        if sent:
            made += [Entry(None, translate("Outbox", "Sent")), *map(self._letter, sent)]
        return made

    def _letter(self, letter: Outgoing) -> Entry:
        where = self._standing(letter)
        return Entry(("letter", letter.id), _people(letter.recipients), _line(letter.subject), where.side, where.color)

    def _draft(self, draft: Draft) -> Entry:
        item = self._items.get(draft.item)
        name = texts.sender(item) if item is not None else ""
        side = "" if draft.saved_at is None else texts.moment(draft.saved_at, self._shell.present.at())
        first = _people(draft.to) if draft.to else name
        return Entry(("draft", draft.item), first, _line(draft.text) or (texts.subject(item) if item else ""), side)

    def _standing(self, letter: Outgoing) -> Standing:
        return standing(letter, self._shell.present.at())

    # The current one

    def _show_current(self) -> None:
        key = self.list.key()
        kind, id = key if isinstance(key, tuple) else ("", 0)
        letter = self._letters.get(id) if kind == "letter" else None
        draft = self._drafts.get(id) if kind == "draft" else None
        self._detail.setVisible(letter is not None or draft is not None)
        if letter is not None:
            self._show_letter(letter)
        elif draft is not None:
            self._show_draft(draft)

    def _show_letter(self, letter: Outgoing) -> None:
        at, where = self._shell.present.at(), self._standing(letter)
        self._subject.setText(_line(letter.subject))
        self._say_to(letter.recipients)
        self._say(where.said, "warning" if letter.progress in _ORDER or letter.problem else "note")
        self._text.hide()
        written = translate("Outbox", "Written {time}, from the account “{account}”.")
        self._times.setText(
            written.format(time=texts.moment(letter.written_at, at), account=cleaned(letter.account, 60))
        )
        self._offer(where.deeds, letter.progress)

    def _show_draft(self, draft: Draft) -> None:
        item = self._items.get(draft.item)
        self._subject.setText(texts.subject(item) if item is not None else _line(draft.text))
        if draft.to:
            self._say_to(draft.to)
        else:
            name = "" if item is None else texts.sender(item)
            self._to.setText(translate("Outbox", "An answer to {name}").format(name=name))
        self._say(translate("Outbox", "It is not sent: go on with it whenever you like."), "note")
        self._text.setText(draft.text[:4000])
        self._text.show()
        self._times.setText("")
        self._offer((Deed.WRITE_ON, Deed.DISCARD), None)

    def _say_to(self, addresses: Sequence[str]) -> None:
        listed = ", ".join(cleaned(one, 100) for one in addresses)
        self._to.setText(translate("Answering", "To {addresses}").format(addresses=listed))

    def _say(self, text: str, role: str) -> None:
        self._said.setText(text)
        set_role(self._said, role)

    def _offer(self, deeds: tuple[Deed, ...], progress: Progress | None) -> None:
        self._deeds = deeds
        self._bar.setVisible(bool(deeds))
        for place, each in enumerate(self.buttons):
            each.setVisible(place < len(deeds))
            if place < len(deeds):
                words = deed_words(deeds[place], progress)
                each.set_text(words, key_name(KEYS[deeds[place]]))
                each.setAccessibleName(words)
        # Whether it arrived only the person can find out: neither is the likelier.
        self.buttons[0].set_primary(progress is not Progress.UNSURE)
        self._fit()

    def _fit(self) -> None:
        """Without their caps where room is short."""
        wanted = sum(each.full_width(compact=False) + 2 * STEP for each in self.buttons if not each.isHidden())
        for each in self.buttons:
            each.set_compact(wanted > self._bar.width() - 10 * STEP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def press(self, key: str) -> None:
        """Do what this key stands for here, if anything."""
        for deed in self._deeds:
            if KEYS[deed] == key:
                self.do(deed)

    def do(self, deed: Deed) -> None:
        key, ask = self.list.key(), self._shell.bridge.ask
        if not isinstance(key, tuple):
            return
        id = key[1]
        if deed is Deed.SEND:
            ask(lambda desk: desk.resend(id), self._resent)
        elif deed is Deed.TAKE_BACK:
            ask(lambda desk: desk.discard(id), self._taken_back)
        elif deed is Deed.FORGET:
            ask(lambda desk: desk.discard(id), lambda _: self.refresh())
        elif deed is Deed.MEND:
            self.mended.emit(self._letters[id].account)
        elif deed is Deed.WRITE_ON:
            self.resumed.emit(id)
        else:
            self.discarded.emit(self._drafts[id])
            self.refresh()

    def _resent(self, _: Outgoing) -> None:
        self.refresh()

    def _taken_back(self, letter: Outgoing) -> None:
        self.refresh()
        if letter.item is not None:
            self.resumed.emit(letter.item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.list.setFocus()
            return
        super().keyPressEvent(event)


def _all(desk: Desk) -> tuple[Sequence[Outgoing], Sequence[Draft], dict[int, Item]]:
    """On the engine's thread."""
    drafts = desk.drafts()
    items: dict[int, Item] = {}
    for draft in drafts:
        try:
            items[draft.item] = desk.details(draft.item).item
        except RequestError:  # forgotten with its account since
            continue
    return desk.outbox(), drafts, items


def _people(addresses: Sequence[str]) -> str:
    return ", ".join(cleaned(one, 60) for one in addresses) or translate("Outbox", "nobody yet")


def _line(text: str) -> str:
    return cleaned(text, 120)
