"""Where adding an account begins: the mail address, and what was found for it before any password is asked for."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QProgressBar, QWidget

from desktop.bridge import Bridge
from desktop.core.text import cleaned
from desktop.window.forms.field_words import field_word
from desktop.window.forms.says import Says
from desktop.window.forms.trouble import of_test
from desktop.window.latest import Latest
from desktop.window.parts import button, column, label, row
from inbox.discovery.found import Found, Origin, Outcome, SignIn
from inbox.discovery.search import asks
from inbox.errors import WrongSetting


class AddressFinder(QWidget):
    """Asks when told to, and never by itself: the domain is told to nobody before the person wants it. UI thread."""

    found = Signal(object)
    """`inbox.discovery.found.Found`: settings to be shown, and changed where they are wrong."""
    missed = Signal(str)
    """The address for which nothing is known, or nobody could be asked: its server is for the person to enter."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._latest = Latest(bridge)
        self.line = QLineEdit()
        self.line.setObjectName("address")
        self.line.setPlaceholderText("name@example.org")
        self.label = label(self.tr("Mail address"))
        self.label.setBuddy(self.line)
        self.line.setAccessibleName(self.tr("Mail address"))
        self.button = button(self.tr("Find the server"))
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.progress.setAccessibleName(self.tr("Looking for the server"))
        self.says = Says()
        self._lay_out()
        self.line.textChanged.connect(self._changed)
        self.line.returnPressed.connect(self.look)
        self.button.clicked.connect(self.look)
        self.begin()

    def _lay_out(self) -> None:
        layout = column(self, spacing=2)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        line = row()
        line.addWidget(self.line, 1)
        line.addWidget(self.button)
        form.addRow(self.label, line)
        layout.addLayout(form)
        layout.addWidget(self.progress)
        layout.addWidget(self.says)

    def begin(self) -> None:
        self.line.clear()
        self._changed()

    def controls(self) -> list[QWidget]:
        return [self.line, self.button]

    def _changed(self) -> None:
        self._settle()
        self.says.nothing()

    def _settle(self) -> None:
        self._latest.forget()
        self.progress.hide()
        self.button.setEnabled(bool(self.line.text().strip()))

    def look(self) -> None:
        """Look for the server of what was typed, after saying who is asked."""
        address = self.line.text().strip()
        if not address or self.progress.isVisibleTo(self):
            return
        try:
            hosts = asks(address)
        except WrongSetting:
            self.says.problem(self.tr("A mail address looks like name@example.org."))
            return
        self._settle()
        self.button.setEnabled(False)
        self.progress.show()
        if hosts:
            form = self.tr("Asking {hosts} over https, and DNS. They learn your domain, not your address…")
            self.says.note(form.format(hosts=", ".join(hosts)))
        self._latest.ask(lambda desk: desk.find_account(address), self._answered, self._failed)

    def _answered(self, outcome: Outcome) -> None:
        self._settle()
        found = outcome.found
        if found is None:
            form = self.tr("Nothing was found for {domain}. Enter the server below; whoever runs it knows its name.")
            self.says.note(form.format(domain=outcome.domain))
            self.missed.emit(self.line.text().strip())
        else:
            self.found.emit(found)
            self._tell(found)

    def _tell(self, found: Found) -> None:
        lines = [_where(found), self._sending(found), field_word(found.advice)]
        if found.sign_in is SignIn.OAUTH and not found.advice:
            lines.append(self.tr("It takes no passwords: sign in with your browser."))
        elif found.authority and found.sign_in is not SignIn.OAUTH:
            lines.append(self.tr("With a client id of your own you can sign in with your browser instead."))
        if found.confirm:
            lines.append(self.tr("This server lies outside of your address’s domain: go on only if you know it."))
        say = self.says.problem if found.confirm else self.says.ok
        say("\n".join(line for line in lines if line))

    def _sending(self, found: Found) -> str:
        if found.sending is None:
            return self.tr("No server for sending was found: to answer, enter one under “Sending”.")
        server = f"{found.sending.host}:{found.sending.port}"
        if found.sending.confirm:
            form = self.tr(
                "For sending {server} is named. It lies outside of your address’s domain, so it was not filled in."
            )
        else:
            form = self.tr("Sending: {server}.")
        return form.format(server=server)

    def _failed(self, error: Exception) -> None:
        self._settle()
        self.says.problem(of_test(error).text)
        self.missed.emit(self.line.text().strip())


def _where(found: Found) -> str:
    """Which server it is, and who says so."""
    forms = {
        Origin.TABLE: QCoreApplication.translate("Finder", "{provider} is known: {server}."),
        Origin.AUTOCONFIG: QCoreApplication.translate("Finder", "Found at {where}: {server}."),
        Origin.SRV: QCoreApplication.translate("Finder", "Found in DNS, at {where}: {server}."),
        Origin.MX: QCoreApplication.translate("Finder", "{provider} takes in the mail of {where}: {server}."),
    }
    return forms[found.origin].format(
        provider=found.provider, where=cleaned(found.where, 200), server=f"{found.host}:{found.port}"
    )
