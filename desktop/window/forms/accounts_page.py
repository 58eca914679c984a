"""The accounts: one card each with its health, and the form to add or change one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from desktop.bridge import Bridge
from desktop.core.book_lines import GapLine
from desktop.core.clock import SystemClock
from desktop.core.desk import Desk
from desktop.core.sign_ins import GRANT
from desktop.core.text import cleaned
from desktop.core.views import AccountLine, AccountSettings, HistoryLine
from desktop.window.counted import Counted
from desktop.window.forms import mnemonics
from desktop.window.forms.account_form import AccountForm
from desktop.window.forms.browser_sign_in import BrowserSignIn
from desktop.window.forms.field_words import field_word
from desktop.window.forms.history_strip import HistoryStrip
from desktop.window.forms.mailbox_words import remark_words
from desktop.window.forms.pages import Pages, discard, limited
from desktop.window.forms.says import Says, set_role
from desktop.window.forms.trouble import health_words, of_request, signs_out_words, translate
from desktop.window.gap_words import gap_line
from desktop.window.parts import button, card, column, label, row
from inbox.sources import discover

_SHOWN_BACK: Final = timedelta(days=2)
"""A gap that was caught up before that is in the ledger only."""


class AccountCard(QFrame):
    """One account. Removing asks in place, so that nothing is modal and nothing goes by one slip."""

    edit = Signal(str)
    sign_in = Signal(str)
    remove = Signal(str, bool)

    def __init__(self, line: AccountLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.name = line.name
        self.title = label(role="strong")
        self.health = label(role="muted", wrap=True)
        self.said = label(role="small", wrap=True)
        self.gap = label(role="small", wrap=True)
        """When it could not be asked last."""
        self.gap.hide()
        self.sign_in_button = button(self.tr("Sign in…"), "primary")
        self.edit_button = button(self.tr("Edit…"))
        self.remove_button = button(self.tr("Remove…"))
        self.question = label(wrap=True)
        self.forget = QCheckBox(self.tr("Forget its messages too"))
        self.sure_button = button(self.tr("Remove"))
        self.keep_button = button(self.tr("Keep it"))
        self.history = HistoryStrip(line.name)
        self._lay_out()
        self.sign_in_button.clicked.connect(lambda: self.sign_in.emit(self.name))
        self.edit_button.clicked.connect(lambda: self.edit.emit(self.name))
        self.remove_button.clicked.connect(lambda: self._ask(True))
        self.keep_button.clicked.connect(lambda: self._ask(False))
        self.sure_button.clicked.connect(lambda: self.remove.emit(self.name, self.forget.isChecked()))
        self.show_line(line)
        self._ask(False)

    def _lay_out(self) -> None:
        layout = column(self, margins=4, spacing=2)
        top = row(spacing=3)
        words = column(spacing=1)
        for each in (self.title, self.health, self.said, self.gap):
            words.addWidget(each)
        top.addLayout(words, 1)
        for action in (self.sign_in_button, self.edit_button, self.remove_button):
            top.addWidget(action, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(top)
        layout.addWidget(self.history)
        self.asking = QWidget()
        ask = column(self.asking, spacing=2)
        ask.addWidget(self.question)
        ask.addWidget(self.forget)
        answers = row()
        for answer in (self.sure_button, self.keep_button):
            answers.addWidget(answer)
        answers.addStretch(1)
        ask.addLayout(answers)
        layout.addWidget(self.asking)

    def show_line(self, line: AccountLine) -> None:
        spec = discover().get(line.kind)
        kind = field_word(spec.title) if spec else line.kind
        heading = f"{line.name} · {kind}"
        self.title.setText(heading)
        self.history.setVisible(spec is None or not spec.mentions)
        now = SystemClock().now()
        ending = signs_out_words(line.signs_out, now)
        busy = self.tr("Shows you as busy") if line.provider else ""
        parts = [health_words(line, now), ending, Counted().messages(line.items), busy]
        self.health.setText(" · ".join(part for part in parts if part))
        set_role(self.health, "muted" if line.health in ("ok", "connecting", "off") and not ending else "due")
        self.sign_in_button.setVisible(bool(ending) or line.health == "signed_out")
        self.sign_in_button.setAccessibleName(self.tr("Sign in to {name}").format(name=line.name))
        said = [cleaned(line.detail, 200)] if line.detail and line.health != "ok" else []
        said += [remark_words(one) for one in line.remarks]
        self.said.setText("\n".join(said))
        self.said.setVisible(bool(said))
        self.setAccessibleName(heading)
        self.setAccessibleDescription(self.health.text())
        for each, words in ((self.edit_button, self.tr("Edit {name}")), (self.remove_button, self.tr("Remove {name}"))):
            each.setAccessibleName(words.format(name=line.name))
        asked = self.tr("Remove “{name}”? Nothing changes at the server; what it brought stays here.")
        if line.provider:
            asked = self.tr(
                "Remove “{name}”? No message changes at the server; what it brought stays here. You are not shown as "
                "busy there any more: what it showed before is put back first."
            )
        self.question.setText(asked.format(name=line.name))

    def _ask(self, asking: bool) -> None:
        self.asking.setVisible(asking)
        self.remove_button.setEnabled(not asking)
        if asking:
            self.forget.setChecked(False)
            self.keep_button.setFocus()
        elif self.keep_button.hasFocus():
            self.remove_button.setFocus()


class AccountsPage(QWidget):
    """All accounts, and the form in their place while one is added or changed."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.cards: list[AccountCard] = []
        self.says = Says()
        self.signing_in = BrowserSignIn(bridge)
        self._signing: AccountSettings | None = None
        self.none_yet = label(self.tr("There is no account yet. Add one: Écluse reads it, and changes nothing there."))
        self.none_yet.setWordWrap(True)
        self.add_button = button(self.tr("Add an account…"), "primary")
        self.form = AccountForm(bridge)
        self.form_title = label(role="heading")
        self._lay_out()
        self.add_button.clicked.connect(self.add)
        self.signing_in.signed_in.connect(self._signed_in)
        self.form.saved.connect(self._saved)
        self.form.busy_there.refused.connect(self.says.problem)
        self.form.left.connect(self._back)
        bridge.accounts_changed.connect(self.show_accounts)
        bridge.history_changed.connect(self.show_history)
        bridge.ask(lambda desk: desk.accounts(), self.show_accounts)

    def _lay_out(self) -> None:
        self.listing = QWidget()
        layout = column(self.listing, spacing=3)
        layout.addWidget(self.says)
        layout.addWidget(self.signing_in)
        layout.addWidget(self.none_yet)
        self._cards = column(spacing=2)
        layout.addLayout(self._cards)
        line = row()
        line.addWidget(self.add_button)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addStretch(1)
        editing = QWidget()
        around = column(editing, spacing=4)
        frame = card()
        inside = frame.layout()
        assert inside is not None
        inside.addWidget(self.form_title)
        inside.addWidget(self.form)
        around.addWidget(limited(frame, 760))
        around.addStretch(1)
        self.pages = Pages(self.listing, editing)
        column(self).addWidget(self.pages)

    def show_accounts(self, lines: Sequence[AccountLine]) -> None:
        """Cards are kept where the accounts are the same, so that focus stays where it is."""
        if [shown.name for shown in self.cards] != [line.name for line in lines]:
            for old in self.cards:
                discard(old)
            self.cards = [self._made(line) for line in lines]
            for each in self.cards:
                self._cards.addWidget(each)
            mnemonics.assign(self.listing)
            self._bridge.ask(lambda desk: desk.history(), self.show_history)
        for shown, line in zip(self.cards, lines, strict=True):
            shown.show_line(line)
        since = SystemClock().now() - _SHOWN_BACK
        self._bridge.ask(lambda desk: desk.gaps(since), self.show_gaps)
        self.none_yet.setVisible(not lines)

    def show_gaps(self, lines: Sequence[GapLine]) -> None:
        """The latest of each; one that lasts is what its health says."""
        latest = {one.account: one for one in reversed(lines) if one.until is not None}
        for shown in self.cards:
            found = latest.get(shown.name)
            shown.gap.setText(gap_line(found, SystemClock().now().astimezone()) if found is not None else "")
            shown.gap.setVisible(found is not None)

    def show_history(self, lines: Sequence[HistoryLine]) -> None:
        known = {line.account: line for line in lines}
        for shown in self.cards:
            shown.history.show_line(known.get(shown.name))

    def _made(self, line: AccountLine) -> AccountCard:
        made = AccountCard(line)
        made.history.wanted.connect(
            lambda name, since: self._with_history(lambda desk: desk.fetch_history(name, since))
        )
        made.history.paused.connect(lambda name: self._with_history(lambda desk: desk.pause_history(name)))
        made.history.resumed.connect(lambda name: self._with_history(lambda desk: desk.resume_history(name)))
        made.history.stopped.connect(lambda name: self._with_history(lambda desk: desk.stop_history(name)))
        made.edit.connect(self.change)
        made.sign_in.connect(self.sign_in)
        made.remove.connect(self._remove)
        return made

    def _with_history(self, deed: Callable[[Desk], object]) -> None:
        """What comes of it is told by an event, and asked for where none comes."""
        self.says.nothing()
        self._bridge.ask(deed, lambda _: self._bridge.ask(lambda desk: desk.history(), self.show_history), self._failed)

    def add(self) -> None:
        self._edit(None, self.tr("Add an account"))
        self.form.start()

    def change(self, name: str, *, field: str = "", why: str = "") -> None:
        """Open its form; at a `field`, if one is named, with `why` beside it."""
        title = self.tr("Edit {name}").format(name=name)

        def edit(settings: AccountSettings) -> None:
            self._edit(settings, title)
            if not (field and self.form.fields.show_problem(field, why)):
                self.form.start()

        self._ask(edit, name)

    def sign_in(self, name: str) -> None:
        """Sign in to an account again, in the browser."""
        self.says.nothing()
        self._ask(self._sign_in, name)

    def _sign_in(self, settings: AccountSettings) -> None:
        self._signing = settings
        self.signing_in.begin(settings.kind, settings.values, {}, settings.name)

    def _signed_in(self, grant: str) -> None:
        one = self._signing
        if one is None:
            return
        done = self.tr("You are signed in to “{name}”.").format(name=one.name)

        def kept(why: str) -> None:
            if why:
                self.says.problem(session_only(one.name, why))
            else:
                self.says.ok(done)

        self._bridge.ask(lambda desk: desk.change_account(one.name, one.values, {GRANT: grant}), kept, self._failed)

    def _ask(self, then: Callable[[AccountSettings], None], name: str) -> None:
        self._bridge.ask(lambda desk: desk.account(name), then, self._failed)

    def _edit(self, settings: AccountSettings | None, title: str) -> None:
        self.says.nothing()
        self.form_title.setText(title)
        self.form.begin(settings)
        self.pages.show_page(1)

    def _back(self) -> None:
        self.pages.show_page(0)
        self.add_button.setFocus()

    def _saved(self, name: str, why: str) -> None:
        self._back()
        if why:
            self.says.problem(session_only(name, why))
        else:
            self.says.ok(self.tr("“{name}” is saved. Écluse reads it from now on.").format(name=name))

    def _remove(self, name: str, forget: bool) -> None:
        done = self.tr("“{name}” is removed. Nothing changed at the server.").format(name=name)

        def removed(why: str) -> None:
            if why:
                self.says.problem(f"{done}\n{why}")
            else:
                self.says.ok(done)

        self._bridge.ask(lambda desk: desk.remove_account(name, forget_items=forget), removed, self._failed)

    def _failed(self, error: Exception) -> None:
        self.says.problem(of_request(error).text)


def session_only(name: str, why: str) -> str:
    """That a secret is not kept, why, and what helps."""
    said = translate(
        "Accounts",
        "“{name}” is saved, but its password is kept only until you quit: there is no unlocked keyring to keep it in. "
        "Unlock your keyring (or install one, such as GNOME Keyring or KWallet), then save the account again.",
    ).format(name=name)
    return f"{said}\n{why}"
