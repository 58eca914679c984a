"""The line in which a form answers: what came of a test, of saving, or what is wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.window.parts import announce, column, label


def set_role(shown: QWidget, role: str) -> None:
    """Show an existing widget in another role; the style sheet looks at properties only when asked to."""
    if shown.property("role") != role:
        shown.setProperty("role", role)
        shown.style().unpolish(shown)
        shown.style().polish(shown)


class Says(QWidget):
    """Hidden while there is nothing to say; a screen reader hears what appears."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label(role="note", wrap=True)
        column(self).addWidget(self.words)
        self.hide()

    def _say(self, text: str, role: str) -> None:
        self.words.setText(text)
        set_role(self.words, role)
        self.setVisible(bool(text))
        if text:
            announce(self.words, text)

    def nothing(self) -> None:
        self._say("", "note")

    def note(self, text: str) -> None:
        self._say(text, "note")

    def ok(self, text: str) -> None:
        self._say(text, "ok")

    def problem(self, text: str) -> None:
        self._say(text, "warning")
