"""Where the person is shown as busy: one card per service with what it shows, and a form to add one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QVBoxLayout, QWidget

from desktop.bridge import Bridge
from desktop.core.clock import SystemClock
from desktop.core.text import cleaned
from desktop.core.views import ProviderLine
from desktop.window.forms import mnemonics
from desktop.window.forms.field_form import FieldForm
from desktop.window.forms.field_words import field_word
from desktop.window.forms.pages import Pages, discard, limited
from desktop.window.forms.says import Says, set_role
from desktop.window.forms.trouble import of_request, presence_words
from desktop.window.parts import button, card, column, label, row
from focus.providers import discover


def free_name(kind: str, taken: Sequence[str]) -> str:
    """The kind's own name for the first of its kind, then with a number."""
    names = (kind if number == 1 else f"{kind}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


class ProviderCard(QFrame):
    """One service: what it shows, whether that is ours, until when."""

    remove = Signal(str)

    def __init__(self, line: ProviderLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.name = line.name
        self.title = label(role="strong")
        self.shows = label(role="muted", wrap=True)
        self.said = label(role="small", wrap=True)
        self.remove_button = button(self.tr("Remove"))
        self.remove_button.clicked.connect(lambda: self.remove.emit(self.name))
        top = row(self, margins=4, spacing=3)
        words = column(spacing=1)
        for each in (self.title, self.shows, self.said):
            words.addWidget(each)
        top.addLayout(words, 1)
        top.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_line(line)

    def show_line(self, line: ProviderLine) -> None:
        spec = discover().get(line.kind)
        title = field_word(spec.title) if spec else line.kind
        heading = title if line.name == line.kind else " · ".join(filter(None, (title, line.name)))
        self.title.setText(heading)
        self.shows.setText(presence_words(line, SystemClock().now()))
        set_role(self.shows, "due" if line.problem else "muted")
        self.said.setText(cleaned(line.detail, 200))
        self.said.setVisible(bool(line.detail and line.problem))
        self.setAccessibleName(heading)
        self.setAccessibleDescription(self.shows.text())
        self.remove_button.setAccessibleName(self.tr("Remove {name}").format(name=heading))


class ProvidersForm(QWidget):
    """All services, and the form in their place while one is added."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._kinds = discover()
        self.cards: list[ProviderCard] = []
        self.says = Says()
        self.none_yet = label(
            self.tr("Nobody is told yet. Add a service: it shows you as busy while you focus."), wrap=True
        )
        self.add_button = button(self.tr("Add a service…"), "primary")
        self.heal_button = button(self.tr("Check them all now"))
        self.heal_button.setAccessibleDescription(
            self.tr("Compares what every service shows with what it should, and puts right what Écluse set.")
        )
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Service"))
        for spec in self._kinds.values():
            self.kind.addItem(field_word(spec.title), spec.name)
        self.fields = FieldForm(())
        self.save_button = button(self.tr("Add"), "primary")
        self.leave_button = button(self.tr("Cancel"))
        self.trouble = Says()
        self.pages = Pages(self._listing(), self._adding())
        column(self).addWidget(self.pages)
        self._listen()
        bridge.ask(lambda desk: desk.presence(), self.show_providers)

    def _listing(self) -> QWidget:
        self.listing = QWidget()
        layout = column(self.listing, spacing=3)
        hint = self.tr("While you focus, these show it, and until when. Afterwards each is put back as it was.")
        for each in (label(hint, "muted", wrap=True), self.says, self.none_yet):
            layout.addWidget(each)
        self._cards = column(spacing=2)
        layout.addLayout(self._cards)
        buttons = row()
        for action in (self.add_button, self.heal_button):
            buttons.addWidget(action)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        layout.addStretch(1)
        return self.listing

    def _adding(self) -> QWidget:
        self.adding = QWidget()
        around = column(self.adding)
        frame = card()
        inside = frame.layout()
        assert isinstance(inside, QVBoxLayout)
        inside.addWidget(label(self.tr("Add a service"), "heading"))
        kinds = QFormLayout()
        named = label(self.tr("Service"))
        named.setBuddy(self.kind)
        kinds.addRow(named, self.kind)
        inside.addLayout(kinds)
        self._slot = column()
        inside.addLayout(self._slot)
        inside.addWidget(self.trouble)
        buttons = row()
        for each in (self.save_button, self.leave_button):
            buttons.addWidget(each)
        buttons.addStretch(1)
        inside.addLayout(buttons)
        around.addWidget(limited(frame, 760))
        around.addStretch(1)
        return self.adding

    def _listen(self) -> None:
        self.add_button.clicked.connect(self.begin)
        self.heal_button.clicked.connect(self.heal)
        self.kind.currentIndexChanged.connect(self._show_kind)
        self.save_button.clicked.connect(self.save)
        self.leave_button.clicked.connect(self.leave)
        self._bridge.presence_changed.connect(self.show_providers)

    def show_providers(self, lines: Sequence[ProviderLine]) -> None:
        """Cards are kept where the services are the same, so that focus stays where it is."""
        if [shown.name for shown in self.cards] != [line.name for line in lines]:
            for old in self.cards:
                discard(old)
            self.cards = [ProviderCard(line) for line in lines]
            for made in self.cards:
                made.remove.connect(self.remove)
                self._cards.addWidget(made)
        for shown, line in zip(self.cards, lines, strict=True):
            shown.show_line(line)
        self.none_yet.setVisible(not lines)
        self.heal_button.setEnabled(bool(lines))
        mnemonics.assign(self.listing)

    def begin(self) -> None:
        self.says.nothing()
        self.trouble.nothing()
        self._show_kind()
        self.pages.show_page(1)
        self.kind.setFocus()

    def _show_kind(self) -> None:
        spec = self._kinds.get(str(self.kind.currentData()))
        old, self.fields = self.fields, FieldForm(spec.fields if spec else ())
        discard(old)
        self._slot.addWidget(self.fields)
        self.save_button.setEnabled(spec is not None)
        before: QWidget = self.kind
        for control in (*self.fields.controls(), self.save_button, self.leave_button):
            QWidget.setTabOrder(before, control)
            before = control
        mnemonics.assign(self.adding)

    def save(self) -> None:
        if not self.fields.complete():
            return
        kind = str(self.kind.currentData())
        name = free_name(kind, [shown.name for shown in self.cards])
        values, secrets = self.fields.values(), self.fields.secrets()
        self.save_button.setEnabled(False)
        self._bridge.ask(
            lambda desk: desk.add_provider(name, kind, values, secrets), partial(self._added, name), self._refused
        )

    def _added(self, name: str, why: str) -> None:
        self.leave()
        if why:
            lasts = self.tr("Added, but its password lasts only until you quit.")
            self.says.problem(f"{lasts}\n{why}")
        else:
            self.says.ok(self.tr("Added. It shows you as busy in your next focus block."))

    def _refused(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        self.trouble.problem(of_request(error).text)

    def leave(self) -> None:
        self.save_button.setEnabled(True)
        self.pages.show_page(0)
        self.add_button.setFocus()

    def remove(self, name: str) -> None:
        removed: str = self.tr("Removed. It shows again what it showed before.")
        self._bridge.ask(lambda desk: desk.remove_provider(name), partial(self._removed, removed), self._failed)

    def heal(self) -> None:
        self.heal_button.setEnabled(False)
        self.says.note(self.tr("Asking every service…"))
        self._bridge.ask(lambda desk: desk.heal(), self._healed, self._failed)

    def _healed(self, lines: tuple[ProviderLine, ...]) -> None:
        self.show_providers(lines)
        if any(line.problem for line in lines):
            self.says.problem(self.tr("Not all could be put right; see below. Écluse keeps trying."))
        else:
            self.says.ok(self.tr("All services show what they should."))

    def _removed(self, words: str, why: str) -> None:
        if why:
            self.says.problem(why)
        else:
            self.says.ok(words)

    def _failed(self, error: Exception) -> None:
        self.heal_button.setEnabled(bool(self.cards))
        self.says.problem(of_request(error).text)
