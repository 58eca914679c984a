"""One account serves twice: it is read, and the same service shows the person as busy."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.bridge import Bridge
from desktop.core.desk import Desk, Later
from desktop.core.views import AccountLine
from desktop.window.forms.field_words import field_word
from desktop.window.forms.pages import discard
from desktop.window.forms.trouble import of_request
from desktop.window.parts import column, label
from desktop.window.texts import translate
from focus.providers import ProviderSpec, discover


def free_name(kind: str, taken: Sequence[str]) -> str:
    """The kind's own name for the first of its kind, then with a number."""
    names = (kind if number == 1 else f"{kind}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def provider_of(kind: str) -> ProviderSpec | None:
    """What can show presence with the sign-in of an account of this kind."""
    return next((spec for spec in discover().values() if spec.source and spec.source == kind), None)


def shows_busy(spec: ProviderSpec, account: str) -> Callable[[Desk], Later[str]]:
    """Asked of a desk, has the service of that account show when one is busy."""

    def add(desk: Desk) -> Later[str]:
        name = free_name(spec.name, [line.name for line in desk.presence()])
        return desk.add_provider(name, spec.name, {}, {}, account=account)

    return add


class BusyThere(QWidget):
    """Off at first: what colleagues see is for the person to choose. Shown only where the kind of account has that."""

    refused = Signal(str)
    """In words, after the account itself has been saved."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._spec: ProviderSpec | None = None
        self.box = QCheckBox(translate("BusyThere", "Show me as busy there too"))
        hint = translate("BusyThere", "While you focus, with the same sign-in: it must be allowed to set your status.")
        self.box.setAccessibleDescription(hint)
        layout = column(self, spacing=1)
        layout.addWidget(self.box)
        layout.addWidget(label(hint, "small", wrap=True))
        self.setFocusProxy(self.box)
        self.hide()

    def offer(self, kind: str) -> None:
        self._spec = provider_of(kind)
        self.box.setChecked(False)
        self.setVisible(self._spec is not None)

    def add(self, account: str) -> None:
        """Where it is ticked, have it shown there; the account has been saved."""
        if self._spec is not None and self.box.isChecked():
            self._bridge.ask(shows_busy(self._spec, account), self._added, self._failed)

    def _added(self, why: str) -> None:
        if why:
            self.refused.emit(why)

    def _failed(self, error: Exception) -> None:
        said = translate("BusyThere", "The account is saved, but it cannot show you as busy.")
        self.refused.emit(f"{said}\n{of_request(error).text}")


class BusyOnAccounts(QWidget):
    """A box for each account whose service could show the person as busy, and does not yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = column(self, spacing=2)
        self._boxes: list[tuple[QCheckBox, ProviderSpec, str]] = []
        self.hide()

    @property
    def boxes(self) -> list[QCheckBox]:
        return [box for box, _, _ in self._boxes]

    def offer(self, accounts: Sequence[AccountLine]) -> None:
        ticked = {name for box, _, name in self._boxes if box.isChecked()}
        for old in self.boxes:
            discard(old)
        self._boxes = []
        for line in accounts:
            spec = provider_of(line.kind)
            if spec is None or line.provider or line.oauth:
                continue
            form = translate("BusyThere", "Show me as busy on {service}, with the sign-in of “{account}”")
            text = form.format(service=field_word(spec.title), account=line.name)
            box = QCheckBox(text.replace("&", "&&"))
            box.setChecked(line.name in ticked)
            self._rows.addWidget(box)
            self._boxes.append((box, spec, line.name))
        self.setVisible(bool(self._boxes))

    def chosen(self) -> list[Callable[[Desk], Later[str]]]:
        return [shows_busy(spec, name) for box, spec, name in self._boxes if box.isChecked()]
