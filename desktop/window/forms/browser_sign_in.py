"""Signing in by OAuth from a form: a button, the browser, and what the authority said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget

from desktop.bridge import Bridge
from desktop.core.desk import Desk, Later
from desktop.core.views import SignInStep
from desktop.window.forms.says import Says
from desktop.window.forms.trouble import of_sign_in
from desktop.window.parts import button, column, row
from inbox.sources import Value

Begin = Callable[[Desk], Later[SignInStep]]


class BrowserSignIn(QWidget):
    """One sign-in at a time. UI thread; who waits for the person is the engine's side."""

    signed_in = Signal(str)
    """The account's secret `grant`: to be kept, and shown to nobody."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None, *, provider: bool = False) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._provider = provider
        self._asked = 0
        self._id = ""
        self.link = QLineEdit()
        self.link.setReadOnly(True)
        self.link.setAccessibleName(self.tr("Address to open in your browser"))
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.progress.setAccessibleName(self.tr("Waiting for the sign-in"))
        self.says = Says()
        self.stop_button = button(self.tr("Stop waiting"))
        layout = column(self, spacing=2)
        for each in (self.progress, self.says, self.link):
            layout.addWidget(each)
        line = row()
        line.addWidget(self.stop_button)
        line.addStretch(1)
        layout.addLayout(line)
        self.stop_button.clicked.connect(self.stop)
        self.settle()

    def begin(self, kind: str, values: Mapping[str, Value], secrets: Mapping[str, str], name: str | None) -> None:
        """Open the browser at the authority that these settings name, and wait."""
        self.settle()
        self.progress.show()
        self.says.note(self.tr("Asking where you sign in…"))
        self._bridge.ask(
            lambda desk: desk.begin_sign_in(kind, values, secrets, name=name, provider=self._provider),
            partial(self._begun, self._asked),
            partial(self._failed, self._asked),
        )

    def settle(self) -> None:
        """Forget what was being waited for, and say nothing."""
        self._asked += 1
        for each in (self.progress, self.link, self.stop_button):
            each.hide()
        self.says.nothing()

    def stop(self) -> None:
        id, self._id = self._id, ""
        self.settle()
        if id:
            self._bridge.ask(lambda desk: desk.stop_sign_in(id))

    def _begun(self, mark: int, step: SignInStep) -> None:
        if mark != self._asked:
            self._bridge.ask(lambda desk: desk.stop_sign_in(step.id))
            return
        self._id = step.id
        self._waits_for(step, opened=QDesktopServices.openUrl(QUrl(step.url)))
        self._bridge.ask(
            lambda desk: desk.finish_sign_in(step.id), partial(self._ended, mark), partial(self._failed, mark)
        )

    def _waits_for(self, step: SignInStep, *, opened: bool) -> None:
        if opened:
            said = self.tr("Your browser is open: sign in there, and come back. Écluse waits for five minutes.")
        else:
            said = self.tr("No browser could be opened. Open this address in one, on this computer:")
        self.says.note(said)
        self.link.setText(step.url)
        self.link.setCursorPosition(0)
        self.link.setVisible(not opened)
        self.stop_button.show()

    def _ended(self, mark: int, grant: str | None) -> None:
        if mark == self._asked and grant is not None:
            self._id = ""
            self.settle()
            self.signed_in.emit(grant)

    def _failed(self, mark: int, error: Exception) -> None:
        if mark == self._asked:
            self._id = ""
            self.settle()
            self.says.problem(of_sign_in(error).text)
