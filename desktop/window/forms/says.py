"""The line in which a form answers: what came of a test, of saving, or what is wrong."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QLabel, QWidget

from desktop.window.parts import Role, announce, column, label

_ROLES: Final[tuple[Role, Role, Role]] = ("note", "ok", "warning")


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
        self._note, self._ok, self._problem = (label(role=role, wrap=True) for role in _ROLES)
        layout = column(self)
        for words in (self._note, self._ok, self._problem):
            layout.addWidget(words)
        self.nothing()

    @property
    def text(self) -> str:
        """What is said now."""
        return self._note.text() or self._ok.text() or self._problem.text()

    def _say(self, speaking: QLabel | None, text: str) -> None:
        for words in (self._note, self._ok, self._problem):
            words.setText(text if words is speaking else "")
            words.setVisible(words is speaking)
        self.setVisible(speaking is not None)
        if speaking is not None:
            announce(speaking, text)

    def nothing(self) -> None:
        self._say(None, "")

    def note(self, text: str) -> None:
        self._say(self._note, text)

    def ok(self, text: str) -> None:
        self._say(self._ok, text)

    def problem(self, text: str) -> None:
        self._say(self._problem, text)

    @property
    def is_problem(self) -> bool:
        return bool(self._problem.text())
