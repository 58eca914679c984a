"""One account: its settings, a live test that keeps nothing, and saving."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QProgressBar, QWidget

from desktop.bridge import Bridge
from desktop.core.settings.fields import is_name
from desktop.core.sign_ins import GRANT, by_oauth
from desktop.core.text import cleaned
from desktop.core.views import AccountSettings
from desktop.window.counted import Counted
from desktop.window.forms import mnemonics
from desktop.window.forms.address_finder import AddressFinder
from desktop.window.forms.browser_sign_in import BrowserSignIn
from desktop.window.forms.busy_there import BusyThere
from desktop.window.forms.field_editors import TextsEditor
from desktop.window.forms.field_form import FieldForm
from desktop.window.forms.field_words import field_word
from desktop.window.forms.kind_list import KindList, of_sources
from desktop.window.forms.mailbox_words import heard_words, mailbox_words
from desktop.window.forms.pages import discard
from desktop.window.forms.says import Says
from desktop.window.forms.trouble import Trouble, of_request, of_sending, of_test
from desktop.window.parts import button, column, label, row
from inbox.discovery.found import Found, SignIn
from inbox.errors import Certificate, CertificateRefused
from inbox.sources import Field, Probe, Value, discover

USUAL = "imap"
PIN = "pin"
NAME = Field("account", "Name", help="What Écluse calls it, in lists, rules and commands.")


class AccountForm(QWidget):
    """Adds an account, or changes one. UI thread; every question goes to the engine through the bridge."""

    saved = Signal(str, str)
    """Its name, and '' or why its secret lasts for this session only."""
    left = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._kinds = discover()
        self._editing: AccountSettings | None = None
        self._asked = 0
        self.kind = KindList(of_sources(self._kinds.values()), self.tr("Kind of account"))
        self._kind_label = label(self.tr("Kind"))
        self._kind_label.setBuddy(self.kind)
        self.finder = AddressFinder(bridge)
        self.fields: FieldForm = FieldForm(())
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.progress.setAccessibleName(self.tr("Testing the account"))
        self.says = Says()
        self.sign_in_button = button(self.tr("Sign in with your browser"))
        self.signing_in = BrowserSignIn(bridge)
        self._grant = ""
        self.trust_button = button(self.tr("Trust this certificate"))
        self.asks_busy = True
        """Where nothing else asks whether the service shall show the person as busy."""
        self._certificate: Certificate | None = None
        self.busy_there = BusyThere(bridge)
        self.test_button = button(self.tr("Test"))
        self.save_button = button(self.tr("Save"), "primary")
        self.leave_button = button(self.tr("Cancel"))
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._show_kind)
        self.finder.found.connect(self._fill)
        self.finder.missed.connect(self._enter_by_hand)
        self.sign_in_button.clicked.connect(self.sign_in)
        self.signing_in.signed_in.connect(self._signed_in)
        self.trust_button.clicked.connect(self.trust)
        self.test_button.clicked.connect(self.test)
        self.save_button.clicked.connect(self.save)
        self.leave_button.clicked.connect(self.leave)
        self.begin(None)

    def _lay_out(self) -> None:
        layout = column(self, spacing=4)
        self._kind_row = QWidget()
        kinds = QFormLayout(self._kind_row)
        kinds.setContentsMargins(0, 0, 0, 0)
        kinds.setHorizontalSpacing(16)
        kinds.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        kinds.addRow(self._kind_label, self.kind)
        self._slot = column()
        layout.addWidget(self._kind_row)
        layout.addWidget(self.finder)
        layout.addLayout(self._slot)
        signing = row()
        signing.addWidget(self.sign_in_button)
        signing.addStretch(1)
        layout.addLayout(signing)
        layout.addWidget(self.signing_in)
        layout.addWidget(self.progress)
        layout.addWidget(self.says)
        trusting = row()
        trusting.addWidget(self.trust_button)
        trusting.addStretch(1)
        layout.addLayout(trusting)
        layout.addWidget(self.busy_there)
        self.buttons = row()
        for each in (self.save_button, self.test_button, self.leave_button):
            self.buttons.addWidget(each)
        self.buttons.addStretch(1)
        layout.addLayout(self.buttons)

    def begin(self, settings: AccountSettings | None) -> None:
        """Start afresh: with nothing, or with an account's settings to change."""
        self._editing = settings
        self._grant = ""
        self.signing_in.stop()
        self._settle()
        self.says.nothing()
        self.finder.begin()
        self._kind_row.setVisible(settings is None and self.kind.count() > 1)
        self.fields.put({})
        if settings is not None and self.kind.findData(settings.kind) < 0:  # one that is offered on another system
            self.kind.addItem(field_word(self._kinds[settings.kind].title), settings.kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(settings.kind if settings else USUAL)))
        self._show_kind()

    def start(self) -> None:
        """Put the focus where one begins."""
        controls = [*self._finding(), *self.fields.controls()]
        for control in controls[:1]:
            control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_kind(self) -> None:
        spec = self._kinds.get(str(self.kind.currentData()))
        self.finder.setVisible(self._editing is None and spec is not None and spec.by_address)
        named = () if self._editing else (NAME,)
        fields = (*named, *spec.fields) if spec else ()
        name = self.fields.values().get(NAME.name)
        old, self.fields = self.fields, FieldForm(fields, keeps_secrets=self._editing is not None)
        discard(old)
        self._slot.addWidget(self.fields)
        for above in (self._kind_label, self.finder.label):
            above.setFixedWidth(self.fields.label_width())
        if self._editing is not None:
            self.fields.put(self._editing.values)
        elif name is not None:
            self.fields.put({NAME.name: name})
        self.fields.changed.connect(self._changed)
        self.busy_there.offer(spec.name if spec and self._editing is None and self.asks_busy else "")
        self.says.nothing()
        self._offer_sign_in()
        buttons = (self.sign_in_button, self.trust_button, self.save_button, self.test_button, self.leave_button)
        order = [self.kind, *self._finding(), *self.fields.controls(), self.busy_there.box, *buttons]
        for earlier, later in pairwise(order):
            QWidget.setTabOrder(earlier, later)
        mnemonics.assign(self)

    def _finding(self) -> list[QWidget]:
        return self.finder.controls() if self.finder.isVisibleTo(self) else []

    def _fill(self, found: Found) -> None:
        """Show what was found, for the person to check before the password."""
        known = {field.name for field in self._kinds[self._kind].fields}
        values: dict[str, Value] = {
            "host": found.host,
            "port": found.port,
            "user": found.user,
            "security": found.security,
            **self._of_sending(found),
        }
        if found.authority:
            values["authority"] = found.authority
        if found.sign_in is SignIn.OAUTH:
            values["sign_in"] = "oauth2"
        for name in values.keys() & known:
            self.fields.editor(name).put(values[name])
        self._name_after(self.finder.line.text())
        self.fields.reveal("host")
        first = "client_id" if found.sign_in is SignIn.OAUTH and "client_id" in known else "password"
        self.fields.editor(first).control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_after(self, address: str) -> None:
        """An account that has no name yet is called by its domain."""
        domain = address.strip().rpartition("@")[2]
        if NAME.name not in self.fields.values() and is_name(domain):
            self.fields.editor(NAME.name).put(domain)

    def _enter_by_hand(self, address: str) -> None:
        """Nothing was found: ask for the server, of which the user name is mostly known."""
        if "user" not in self.fields.values():
            self.fields.editor("user").put(address)
        self._name_after(address)
        self.fields.reveal("host")
        self.fields.editor("host").control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _of_sending(self, found: Found) -> dict[str, Value]:
        """A server that lies elsewhere is named to the person, and not filled in."""
        address, sending = self.finder.line.text().strip(), found.sending
        own: dict[str, Value] = {"from_address": address if found.user != address else ""}
        if sending is None or sending.confirm:
            return own
        return {
            "smtp_host": sending.host,
            "smtp_port": sending.port,
            "smtp_security": sending.security,
            "smtp_user": sending.user if sending.user != found.user else "",
            **own,
        }

    def _changed(self) -> None:
        """What a test said is about other settings now."""
        self._settle()
        self.says.nothing()
        self._offer_sign_in()

    def _by_oauth(self) -> bool:
        return by_oauth(self.fields.values())

    def _offer_sign_in(self) -> None:
        self.sign_in_button.setVisible(self._by_oauth())
        self.signing_in.setVisible(self._by_oauth())

    def sign_in(self) -> None:
        """Open the browser; what comes of it is tested at once, and kept when the account is saved."""
        if self.fields.complete(but=(NAME.name,)):
            self._settle()
            self.says.nothing()
            name = self._editing.name if self._editing else None
            self.signing_in.begin(self._kind, self._values(), self.fields.secrets(), name)

    def _signed_in(self, grant: str) -> None:
        self._grant = grant
        self.test()

    def _secrets(self) -> dict[str, str]:
        """What was typed, and what the browser brought."""
        signed_in = {GRANT: self._grant} if self._grant and self._by_oauth() else {}
        return {**self.fields.secrets(), **signed_in}

    def _lacks_sign_in(self) -> bool:
        """Nobody has signed in yet: then there is nothing to test or to keep."""
        lacks = self._by_oauth() and not self._grant and self._editing is None
        if lacks:
            self.says.problem(self.tr("Sign in with your browser first."))
            self.sign_in_button.setFocus()
        return lacks

    def _settle(self) -> None:
        self._asked += 1
        self._offer(None)
        self.progress.hide()
        self.test_button.setEnabled(True)
        self.save_button.setEnabled(True)

    def _offer(self, certificate: Certificate | None) -> None:
        """Let the person trust a certificate that was just refused, where the kind of account can."""
        self._certificate = certificate
        self.trust_button.setVisible(certificate is not None)

    def trust(self) -> None:
        """Take this certificate and no other for this account from now on, and test again."""
        if self._certificate is not None:
            self.fields.editor(PIN).put(self._certificate.fingerprint)
            self.test()

    def _wait(self, what: str) -> int:
        self._settle()
        self.progress.show()
        self.test_button.setEnabled(False)
        self.save_button.setEnabled(False)
        self.says.note(what)
        return self._asked

    @property
    def _kind(self) -> str:
        return str(self.kind.currentData())

    def _values(self) -> dict[str, Value]:
        """The account's own settings: its name is not one of them."""
        return {name: value for name, value in self.fields.values().items() if name != NAME.name}

    def test(self) -> None:
        """Sign in with what is entered, and say what came of it. A name is not needed for that."""
        if not self.fields.complete(but=(NAME.name,)) or self._lacks_sign_in():
            return
        values, secrets, kind = self._values(), self._secrets(), self._kind
        name = self._editing.name if self._editing else None
        mark = self._wait(self.tr("Signing in, nothing is kept yet…"))
        self._bridge.ask(
            lambda desk: desk.test_account(kind, values, secrets, name=name),
            partial(self._tested, mark),
            partial(self._refused, mark, of_test),
        )

    def _tested(self, mark: int, probe: Probe) -> None:
        if mark != self._asked:
            return
        self._settle()
        if self._kinds[self._kind].system:
            (self.says.problem if probe.remarks else self.says.ok)(heard_words(probe))
            return
        parts = [
            self.tr("Signed in to {server}").format(server=cleaned(probe.server, 120)),
            Counted().messages(probe.messages),
            cleaned(probe.tls, 60),
        ]
        self._offer_mailboxes(probe)
        said = " · ".join(part for part in parts if part)
        sending = probe.sending
        if sending is None:
            self.says.ok(said)
        elif not sending.problem:
            works = self.tr("Sending works by {server}").format(server=cleaned(sending.server, 120))
            self.says.ok(f"{said}\n{works}")
        else:
            self.says.problem(f"{said}\n{of_sending(sending).text}")

    def _offer_mailboxes(self, probe: Probe) -> None:
        """What there is to choose from, now that it is known."""
        named = [field.name for field in self._kinds[self._kind].fields if field.kind == "texts"]
        there = {one.name: mailbox_words(one) for one in probe.mailboxes if one.selectable}
        for name in named if len(there) > 1 else ():
            editor = self.fields.editor(name)
            assert isinstance(editor, TextsEditor)
            editor.offer(there)
            self.fields.reveal(name)

    def save(self) -> None:
        """Keep the account. Not only after a test: the server may be out of reach just now."""
        if not self.fields.complete() or self._lacks_sign_in():
            return
        values, secrets, kind = self._values(), self._secrets(), self._kind
        editing = self._editing
        name = editing.name if editing else str(self.fields.values()[NAME.name])
        mark = self._wait(self.tr("Saving; if your keyring asks to be unlocked, please do so…"))
        self._bridge.ask(
            lambda desk: (
                desk.change_account(name, values, secrets) if editing else desk.add_account(name, kind, values, secrets)
            ),
            partial(self._saved, mark, name),
            partial(self._refused, mark, of_request),
        )

    def _saved(self, mark: int, name: str, why: str) -> None:
        self.busy_there.add(name)
        if mark == self._asked:
            self.begin(None)
        self.saved.emit(name, why)

    def _refused(self, mark: int, words: Callable[[Exception], Trouble], error: Exception) -> None:
        if mark != self._asked:
            return
        self._settle()
        trouble = words(error)
        certificate = error.certificate if isinstance(error, CertificateRefused) else None
        if certificate is None or PIN not in {field.name for field in self._kinds[self._kind].fields}:
            self.says.problem(trouble.text)
        else:
            self.says.problem(f"{trouble.text}\n{self._shown(certificate)}")
            self._offer(certificate)
        if trouble.field:
            self.fields.show_problem(trouble.field, trouble.said or trouble.happened)

    def _shown(self, certificate: Certificate) -> str:
        """What the person compares: the server's owner knows the fingerprint."""
        form = self.tr(
            "{server} shows a certificate with the SHA-256 fingerprint {fingerprint}, good from {start} to {end}. "
            "Trust it only if whoever runs the server told you this fingerprint."
        )
        locale = QLocale()
        start, end = (
            locale.toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat)
            for day in (certificate.start, certificate.end)
        )
        server = f"{certificate.host}:{certificate.port}"
        return form.format(server=server, fingerprint=certificate.fingerprint, start=start, end=end)

    def leave(self) -> None:
        """Forget what was entered; a test that still runs is not waited for."""
        self.begin(None)
        self.left.emit()
