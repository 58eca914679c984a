"""What is wrong, what can be done, and one button. One at a time; the rest is counted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop.window.counted import Counted
from desktop.window.icons import pixmap
from desktop.window.parts import announce, button, column, label, row
from desktop.window.texts import translate
from desktop.window.theme import STEP, Theme
from desktop.window.troubles import Trouble


class ProblemBanner(QFrame):
    """`run` is given the id of the command that the button stands for. UI thread only."""

    changed = Signal(bool)
    """Whether something is wrong, seen or not."""

    def __init__(self, theme: Theme, run: Callable[[str], None]) -> None:
        super().__init__()
        self._theme = theme
        self._run = run
        self._troubles: dict[str, Trouble] = {}
        self._dismissed: set[Trouble] = set()
        self.setObjectName("banner")
        line = row(self, spacing=3)
        line.setContentsMargins(5 * STEP, 2 * STEP, 4 * STEP, 2 * STEP)
        self._icon: QLabel = label()
        line.addWidget(self._icon)
        words = QWidget()
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        box = column(words, spacing=0)
        self._title = label("", "strong", wrap=True)
        self._advice = label("", "body", wrap=True)
        box.addWidget(self._title)
        box.addWidget(self._advice)
        line.addWidget(words, 1)
        self._act = button("")
        self._act.clicked.connect(self._press)
        line.addWidget(self._act)
        self._close = button(translate("Banner", "Dismiss"))
        self._close.clicked.connect(self._dismiss)
        line.addWidget(self._close)
        theme.changed.connect(self._show_first)
        self.hide()

    @property
    def said(self) -> str:
        return f"{self._title.text()} {self._advice.text()}"

    def tell(self, source: str, trouble: Trouble | None) -> None:
        """What is wrong with `source` ('account:work', a code), or None when it is well again."""
        if trouble is None:
            healed = self._troubles.pop(source, None)
            if healed is not None:
                self._dismissed.discard(healed)
        elif self._troubles.get(source) != trouble:
            self._troubles[source] = trouble
            if trouble not in self._dismissed:
                announce(self, f"{trouble.title}. {trouble.advice}")
        self._show_first()

    def keep_only(self, prefix: str, sources: set[str]) -> None:
        """Forget troubles of sources with this prefix that are not among these: their account is gone."""
        for source in [key for key in self._troubles if key.startswith(prefix) and key not in sources]:
            del self._troubles[source]
        self._show_first()

    def _open(self) -> list[tuple[str, Trouble]]:
        return [(source, trouble) for source, trouble in self._troubles.items() if trouble not in self._dismissed]

    def _show_first(self) -> None:
        left = self._open()
        self.changed.emit(bool(self._troubles))
        self.setVisible(bool(left))
        if not left:
            return
        trouble = left[0][1]
        more = len(left) - 1
        others = Counted().more(more)
        self._title.setText(f"{trouble.title} (+ {others})" if more else trouble.title)
        self._advice.setText(trouble.advice)
        self._act.setText(trouble.button)
        self._act.setVisible(bool(trouble.command))
        tokens = self._theme.tokens
        self.setStyleSheet(
            f"#banner {{ background: {tokens.gate_soft}; border-bottom: 1px solid {tokens.line}; }}"
            f"#banner QLabel {{ color: {tokens.ink}; }}"
        )
        self._icon.setPixmap(pixmap("warning", tokens.gate_text, 5 * STEP, self.devicePixelRatioF()))

    def _press(self) -> None:
        left = self._open()
        if left:
            self._run(left[0][1].command)

    def _dismiss(self) -> None:
        left = self._open()
        if left:
            source, trouble = left[0]
            self._dismissed.add(trouble)
            if not source.startswith("account:"):
                del self._troubles[source]
        self._show_first()
