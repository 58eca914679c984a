"""Where the person is shown as busy: one card per service, what colleagues read, and the form to add or change one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from PySide6.QtWidgets import QWidget

from desktop.bridge import Bridge
from desktop.core.settings.model import ProviderSettings
from desktop.core.sign_ins import GRANT
from desktop.core.views import AccountLine, ProviderLine
from desktop.window.forms import mnemonics
from desktop.window.forms.browser_sign_in import BrowserSignIn
from desktop.window.forms.pages import Pages, discard, limited
from desktop.window.forms.provider_card import ProviderCard
from desktop.window.forms.provider_form import ProviderForm
from desktop.window.forms.says import Says
from desktop.window.forms.trouble import of_request
from desktop.window.forms.wording_form import WordingForm
from desktop.window.parts import button, card, column, hairline, label, row


class ProvidersForm(QWidget):
    """All services, and the form in their place while one is added or changed."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._signing: ProviderSettings | None = None
        self._opening = 0
        self.cards: list[ProviderCard] = []
        self.says = Says()
        self.signing_in = BrowserSignIn(bridge, provider=True)
        self.none_yet = label(
            self.tr("Nobody is told yet. Add a service: it shows you as busy while you focus."), wrap=True
        )
        self.add_button = button(self.tr("Add a service…"), "primary")
        self.heal_button = button(self.tr("Check them all now"))
        self.heal_button.setAccessibleDescription(
            self.tr("Compares what every service shows with what it should, and puts right what Écluse set.")
        )
        self.wording = WordingForm(bridge)
        self.form = ProviderForm(bridge)
        self.pages = Pages(self._listing(), self._editing())
        column(self).addWidget(self.pages)
        self.add_button.clicked.connect(self.begin)
        self.heal_button.clicked.connect(self.heal)
        self.signing_in.signed_in.connect(self._signed_in)
        self.form.saved.connect(self._saved)
        self.form.left.connect(self._back)
        bridge.presence_changed.connect(self.show_providers)
        bridge.ask(lambda desk: desk.presence(), self.show_providers)

    def _listing(self) -> QWidget:
        self.listing = QWidget()
        layout = column(self.listing, spacing=3)
        hint = self.tr("While you focus, these show it, and until when. Afterwards each is put back as it was.")
        for each in (label(hint, "muted", wrap=True), self.says, self.signing_in, self.none_yet):
            layout.addWidget(each)
        self._cards = column(spacing=2)
        layout.addLayout(self._cards)
        buttons = row()
        for action in (self.add_button, self.heal_button):
            buttons.addWidget(action)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        layout.addSpacing(12)
        layout.addWidget(hairline())
        layout.addSpacing(12)
        layout.addWidget(self.wording)
        layout.addStretch(1)
        return self.listing

    def _editing(self) -> QWidget:
        made = QWidget()
        around = column(made)
        frame = card()
        inside = frame.layout()
        assert inside is not None
        inside.addWidget(self.form)
        around.addWidget(limited(frame, 760))
        around.addStretch(1)
        return made

    def show_providers(self, lines: Sequence[ProviderLine]) -> None:
        """A service keeps its card, so that focus stays where it is, and a question open."""
        if [shown.name for shown in self.cards] != [line.name for line in lines]:
            self._arrange(lines)
            self.wording.refresh()
        for shown, line in zip(self.cards, lines, strict=True):
            shown.show_line(line)
        self.none_yet.setVisible(not lines)
        self.heal_button.setEnabled(bool(lines))

    def _arrange(self, lines: Sequence[ProviderLine]) -> None:
        known = {shown.name: shown for shown in self.cards}
        self.cards = [known.pop(line.name) if line.name in known else self._made(line) for line in lines]
        here = self.window().focusWidget()
        if any(gone.isAncestorOf(here) for gone in known.values()):
            self.add_button.setFocus()
        for gone in known.values():
            discard(gone)
        for at, shown in enumerate(self.cards):
            if self._cards.indexOf(shown) != at:
                self._cards.removeWidget(shown)
                self._cards.insertWidget(at, shown)
        order = [control for shown in self.cards for control in shown.controls()]
        for earlier, later in pairwise([*order, self.add_button, self.heal_button, *self.wording.controls()]):
            QWidget.setTabOrder(earlier, later)
        mnemonics.assign(self.listing)

    def _made(self, line: ProviderLine) -> ProviderCard:
        made = ProviderCard(line)
        made.undo.connect(self.undo)
        made.sign_in.connect(self.sign_in)
        made.edit.connect(self.change)
        made.remove.connect(self.remove)
        return made

    # Adding and changing

    def begin(self) -> None:
        self._opening += 1
        self._bridge.ask(lambda desk: desk.accounts(), partial(self._open, self._opening, None), self._failed)

    def change(self, name: str) -> None:
        self._opening += 1
        mark = self._opening

        def edit(one: ProviderSettings) -> None:
            self._bridge.ask(lambda desk: desk.accounts(), partial(self._open, mark, one), self._failed)

        self._bridge.ask(lambda desk: desk.provider(name), edit, self._failed)

    def _open(self, mark: int, one: ProviderSettings | None, accounts: Sequence[AccountLine]) -> None:
        """Only what was asked for last: an answer that comes late would take away what is being typed."""
        if mark != self._opening:
            return
        self.says.nothing()
        self.form.begin(one, accounts, [shown.name for shown in self.cards])
        self.pages.show_page(1)
        self.form.start()

    def _back(self) -> None:
        self.pages.show_page(0)
        self.add_button.setFocus()

    def _saved(self, name: str, why: str) -> None:
        self.wording.refresh()
        if why:
            lasts = self.tr("“{name}” is saved, but its password lasts only until you quit.").format(name=name)
            self.says.problem(f"{lasts}\n{why}")
        else:
            self.says.ok(self.tr("“{name}” is saved. It shows you as busy in your focus blocks.").format(name=name))

    def sign_in(self, name: str) -> None:
        """Again, in the browser."""

        def begin(one: ProviderSettings) -> None:
            self._signing = one
            self.signing_in.begin(one.kind, one.values, {}, one.name)

        self.says.nothing()
        self._bridge.ask(lambda desk: desk.provider(name), begin, self._failed)

    def _signed_in(self, grant: str) -> None:
        one = self._signing
        if one is None:
            return
        kept = replace(one)
        self._bridge.ask(
            lambda desk: desk.change_provider(kept, {GRANT: grant}), partial(self._saved, one.name), self._failed
        )

    # What can be done with them

    def undo(self, name: str) -> None:
        done = self.tr("Put back as you had it. Écluse leaves this service alone until the block ends.")

        def shown(lines: tuple[ProviderLine, ...]) -> None:
            self.show_providers(lines)
            line = next((one for one in lines if one.name == name), None)
            if line is not None and line.problem:
                self.says.problem(self.tr("It could not be put back yet; see below. Écluse keeps trying."))
            else:
                self.says.ok(done)

        self.says.note(self.tr("Putting it back…"))
        self._bridge.ask(lambda desk: desk.undo_presence(name), shown, self._failed)

    def remove(self, name: str) -> None:
        self.says.note(self.tr("Putting it back…"))
        self._bridge.ask(lambda desk: desk.remove_provider(name), self._removed, self._failed)

    def _removed(self, why: str) -> None:
        if why:
            self.says.problem(why)
        else:
            self.says.ok(self.tr("Removed. It shows again what it showed before."))

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

    def _failed(self, error: Exception) -> None:
        self.heal_button.setEnabled(bool(self.cards))
        self.says.problem(of_request(error).text)
