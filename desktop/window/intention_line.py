"""Where one says what a focus block is for: what was said before is offered while one types."""

from __future__ import annotations

import logging

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from desktop.bridge import Bridge
from desktop.core.text import cleaned

log = logging.getLogger(__name__)
_LONGEST = 200


class IntentionLine(QLineEdit):
    """Asks for what there is when the focus comes here, and not before. UI thread only."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.setMaxLength(_LONGEST)
        self.offered = QStringListModel(self)
        finds = QCompleter(self.offered, self)
        finds.setFilterMode(Qt.MatchFlag.MatchContains)
        finds.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        shown = QListView()
        shown.setProperty("role", "popup")
        finds.setPopup(shown)
        self.setCompleter(finds)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            from desktop.window.review.intentions import used

            self._bridge.ask(used, self._offer, self._without)

    def _offer(self, intentions: tuple[str, ...]) -> None:
        self.offered.setStringList([cleaned(one, _LONGEST) for one in intentions])

    def _without(self, error: Exception) -> None:
        """One can type all the same."""
        log.warning("what was worked on before cannot be offered: %s", error)
