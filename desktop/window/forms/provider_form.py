"""One service to be shown as busy on: added, or changed. UI thread; all that is asked goes through the bridge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.bridge import Bridge
from desktop.core.clock import SystemClock
from desktop.core.desk import Desk, Later
from desktop.core.settings.fields import counts
from desktop.core.settings.model import ProviderSettings
from desktop.core.sign_ins import GRANT, by_oauth
from desktop.core.text import cleaned
from desktop.core.views import AccountLine, PreviewLine
from desktop.window.forms import mnemonics
from desktop.window.forms.browser_sign_in import BrowserSignIn
from desktop.window.forms.busy_there import free_name
from desktop.window.forms.field_form import FieldForm
from desktop.window.forms.field_words import field_word
from desktop.window.forms.kind_list import KindList, of_providers
from desktop.window.forms.labelled import labelled, rows_of_controls, widest
from desktop.window.forms.own_words import OwnWords
from desktop.window.forms.pages import discard
from desktop.window.forms.preview_list import SAMPLE, PreviewList
from desktop.window.forms.says import Says
from desktop.window.forms.trouble import of_request
from desktop.window.latest import Latest
from desktop.window.parts import button, column, label, row
from desktop.window.texts import level as level_words
from desktop.window.texts import pair
from focus.errors import WrongSetting
from focus.presence import Level
from focus.providers import Field, ProviderSpec, discover
from inbox.sources import Value
from inbox.sources import discover as discover_sources

_UNSEEN = ("secret", "grant")
SOON = 400
"""Milliseconds after the last key: what is being typed is not understood letter by letter."""


class ProviderForm(QWidget):
    """`saved`: the name, and '' or why its secret lasts for this session only."""

    saved = Signal(str, str)
    left = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._kinds = discover()
        self._editing: ProviderSettings | None = None
        self._accounts: Sequence[AccountLine] = ()
        self._taken: Sequence[str] = ()
        self._grant = ""
        self._previews, self._tellings = Latest(bridge), Latest(bridge)
        self._begun = 0
        self.title = label(role="heading")
        self.kind = KindList(of_providers(self._kinds.values()), self.tr("Service"))
        self.account = QComboBox()
        self.fields = FieldForm(())
        self.understood = label(role="note", wrap=True)
        self.level = QComboBox()
        self.words = OwnWords()
        self.sign_in_button = button(self.tr("Sign in with your browser"))
        self.signing_in = BrowserSignIn(bridge, provider=True)
        self.preview = PreviewList(shows_names=False)
        self.would = label(self.tr("In a block of 50 minutes it would show:"), "muted", wrap=True)
        self.says = Says()
        self.save_button = button(self.tr("Save"), "primary")
        self.leave_button = button(self.tr("Cancel"))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._look)
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._show_kind)
        self.account.activated.connect(self._show_fields)
        self.level.activated.connect(self._look)
        self.words.changed.connect(self._soon.start)
        self.sign_in_button.clicked.connect(self.sign_in)
        self.signing_in.signed_in.connect(self._signed_in)
        self.save_button.clicked.connect(self.save)
        self.leave_button.clicked.connect(self.leave)

    def _lay_out(self) -> None:
        layout = column(self, spacing=4)
        layout.addWidget(self.title)
        self._above, self._below = rows_of_controls(), rows_of_controls()
        self._labels = (
            labelled(self._above, self.tr("Service"), self.kind),
            labelled(self._above, self.tr("Sign-in"), self.account),
            labelled(self._below, self.tr("While you focus"), self.level),
        )
        self._slot = column()
        layout.addLayout(self._above)
        layout.addLayout(self._slot)
        layout.addWidget(self.understood)
        layout.addLayout(self._below)
        layout.addWidget(self.words)
        showing = column(spacing=1)
        showing.addWidget(self.would)
        showing.addWidget(self.preview)
        layout.addLayout(showing)
        signing = row()
        signing.addWidget(self.sign_in_button)
        signing.addStretch(1)
        layout.addLayout(signing)
        layout.addWidget(self.signing_in)
        layout.addWidget(self.says)
        buttons = row()
        for each in (self.save_button, self.leave_button):
            buttons.addWidget(each)
        buttons.addStretch(1)
        layout.addLayout(buttons)

    def begin(
        self, editing: ProviderSettings | None, accounts: Sequence[AccountLine] = (), taken: Sequence[str] = ()
    ) -> None:
        """Start afresh: with nothing, or with a provider to change. `taken`: the names there are."""
        self._begun += 1
        self._editing, self._accounts, self._taken = editing, accounts, taken
        self.says.nothing()
        self.save_button.setEnabled(True)
        self.title.setText(self.tr("Edit {name}").format(name=editing.name) if editing else self.tr("Add a service"))
        self._above.setRowVisible(self.kind, editing is None)
        with QSignalBlocker(self.kind):
            self.kind.setCurrentIndex(self.kind.findData(editing.kind) if editing else 0)
        self._show_kind()

    def start(self) -> None:
        """Put the focus where one begins."""
        first = self.kind if self._editing is None else next(iter(self.fields.controls()), self.level)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _spec(self) -> ProviderSpec:
        return self._kinds[str(self.kind.currentData())]

    def _show_kind(self) -> None:
        """Who has signed in to one service has not signed in to another."""
        self._grant = ""
        self.signing_in.stop()
        spec, editing = self._spec, self._editing
        usable = [one.name for one in self._accounts if spec.source and one.kind == spec.source and not one.oauth]
        self.account.clear()
        for name in usable:
            self.account.addItem(self.tr("As the account {name}").format(name=name), name)
        self.account.addItem(self.tr("Its own"), "")
        chosen = editing.account if editing else next(iter(usable), "")
        self.account.setCurrentIndex(max(0, self.account.findData(chosen)))
        self._above.setRowVisible(self.account, len(usable) > 0)
        self.level.clear()
        usual = level_words(spec.usual) if spec.usual is not Level.AVAILABLE else self.tr("nothing")
        self.level.addItem(self.tr("as usual: {what}").format(what=usual), None)
        for one in Level:
            if one <= spec.level and (one is not Level.TEXT or spec.most_text):
                self.level.addItem(self.tr("nothing") if one is Level.AVAILABLE else level_words(one), one)
        self.level.setCurrentIndex(max(0, self.level.findData(editing.level) if editing else 0))
        self.words.setVisible(spec.most_text > 0)
        self.words.put(*((editing.text, editing.language) if editing else ("", "")))
        self._show_fields()

    def _show_fields(self) -> None:
        spec, editing = self._spec, self._editing
        old, self.fields = self.fields, FieldForm(self._own_fields(spec), keeps_secrets=editing is not None)
        discard(old)
        self._slot.addWidget(self.fields)
        if editing is not None:
            self.fields.put(editing.values)
        self.fields.changed.connect(self._changed)
        width = max(widest(self._labels), self.fields.label_width(), self.words.label_width())
        for one in self._labels:
            one.setFixedWidth(width)
        self.fields.align(width)
        self.words.align(width)
        self._offer_sign_in()
        self._look()
        buttons = (self.sign_in_button, self.save_button, self.leave_button)
        order: list[QWidget] = [self.kind, self.account, *self.fields.controls(), self.level]
        order += [*self.words.controls(), *buttons]
        for earlier, later in pairwise(order):
            QWidget.setTabOrder(earlier, later)
        mnemonics.assign(self)

    def _own_fields(self, spec: ProviderSpec) -> list[Field]:
        """Those that the account whose sign-in serves does not have."""
        if not self.account.currentData():
            return list(spec.fields)
        theirs = {one.name for one in discover_sources()[spec.source].fields}
        return [one for one in spec.fields if one.name not in theirs]

    def _changed(self) -> None:
        self._offer_sign_in()
        self._soon.start()

    def _look(self) -> None:
        """Say how the values are understood, and what would be shown; nothing where values are missing."""
        self._soon.stop()
        values, fields = self.fields.values(), self._own_fields(self._spec)
        seen = [one for one in fields if one.required and one.kind not in _UNSEEN]
        if any(one.name not in values for one in seen if counts(one, fields, values)):
            self._previews.forget()
            self._tellings.forget()
            self.understood.hide()
            self._show_preview(())
            return
        self._understand(values)
        one = self._entered()
        self._previews.ask(
            lambda desk: desk.preview_presence(length=SAMPLE, provider=one),
            self._show_preview,
            lambda _: self._show_preview(()),  # what is wrong with it is said when it is saved
        )

    def _show_preview(self, lines: tuple[PreviewLine, ...]) -> None:
        self.would.setVisible(bool(lines))
        self.preview.show_lines(lines, SystemClock().now())

    def _understand(self, values: Mapping[str, Value]) -> None:
        """Found out away from this thread: it may look at the disk."""
        told = self._spec.told
        if told is None:
            self._tellings.forget()
            self.understood.hide()
            return

        def ask(_: Desk) -> Later[tuple[str, str]]:
            return Later(lambda: told(values))

        self._tellings.ask(ask, self._understood, self._not_understood)

    def _understood(self, told: tuple[str, str]) -> None:
        sentence, about = told
        self.understood.setText(pair(field_word(sentence), cleaned(about, 400)))
        self.understood.show()

    def _not_understood(self, error: Exception) -> None:
        self.understood.setText(cleaned(error.detail if isinstance(error, WrongSetting) else str(error), 400))
        self.understood.show()

    def _by_oauth(self) -> bool:
        return bool(self._spec.authority) and by_oauth(self.fields.values())

    def _offer_sign_in(self) -> None:
        self.sign_in_button.setVisible(self._by_oauth())
        self.signing_in.setVisible(self._by_oauth())

    def sign_in(self) -> None:
        if self.fields.complete():
            self.says.nothing()
            name = self._editing.name if self._editing else None
            self.signing_in.begin(self._spec.name, self.fields.values(), self.fields.secrets(), name)

    def _signed_in(self, grant: str) -> None:
        self._grant = grant
        self.says.ok(self.tr("You are signed in. Save, and it is kept."))
        self.save_button.setFocus()

    def save(self) -> None:
        if not self.fields.complete():
            return
        if self._by_oauth() and not self._grant and self._editing is None:
            self.says.problem(self.tr("Sign in with your browser first."))
            self.sign_in_button.setFocus()
            return
        secrets = {**self.fields.secrets(), **({GRANT: self._grant} if self._grant and self._by_oauth() else {})}
        one = self._entered()
        self.save_button.setEnabled(False)
        self._bridge.ask(
            (lambda desk: desk.change_provider(one, secrets))
            if self._editing
            else lambda desk: desk.add_provider(
                one.name,
                one.kind,
                one.values,
                secrets,
                account=one.account,
                level=one.level,
                text=one.text,
                language=one.language,
            ),
            partial(self._saved, self._begun, one.name),
            partial(self._refused, self._begun),
        )

    def _saved(self, mark: int, name: str, why: str) -> None:
        """Perhaps late: by then the form may be about another one, and stays."""
        if mark == self._begun:
            self.leave()
        self.saved.emit(name, why)

    def _entered(self) -> ProviderSettings:
        kind = self._spec.name
        started = self._editing or ProviderSettings(free_name(kind, self._taken), kind)
        chosen = self.level.currentData()
        return replace(
            started,
            values=self.fields.values(),
            account=str(self.account.currentData() or ""),
            level=None if chosen is None else Level(chosen),
            text=self.words.said,
            language=self.words.language,
        )

    def _refused(self, mark: int, error: Exception) -> None:
        if mark != self._begun:
            return
        self.save_button.setEnabled(True)
        trouble = of_request(error)
        self.says.problem(trouble.text)
        if trouble.field:
            self.fields.show_problem(trouble.field, trouble.said or trouble.happened)

    def leave(self) -> None:
        self._begun += 1
        self.signing_in.stop()
        self.left.emit()
