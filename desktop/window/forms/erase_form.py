"""Delete everything: what goes, what stays, and nothing by accident."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.bridge import Bridge
from desktop.core.review_views import Erased
from desktop.window.forms.says import Says
from desktop.window.forms.trouble import of_request
from desktop.window.left_words import left_words
from desktop.window.parts import button, column, label, row
from desktop.window.texts import translate
from desktop.window.theme import STEP


class EraseForm(QWidget):
    """One types what is going to happen, and only then the button can be pressed."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.phrase = translate("Data", "delete everything")
        self.says = Says()
        self.line = QLineEdit()
        self.erase_button = button(translate("Data", "Delete everything"))
        self.erase_button.setProperty("role", "danger")
        self.quit_button = button(translate("Data", "Quit Écluse"), "primary")
        layout = column(self, spacing=3)
        layout.addWidget(label(translate("Data", "Delete everything"), "heading"))
        layout.addWidget(label(_goes(), wrap=True))
        layout.addWidget(label(_stays(), "muted", wrap=True))
        self._asking = QWidget()
        asking = column(self._asking, spacing=2)
        ask = translate("Data", "This cannot be undone. Type “{phrase}” to go on:").format(phrase=self.phrase)
        above = label(ask, wrap=True)
        above.setBuddy(self.line)
        asking.addWidget(above)
        self.line.setAccessibleName(ask)
        self.line.setMaximumWidth(80 * STEP)
        line = row()
        line.addWidget(self.line, 1)
        line.addWidget(self.erase_button)
        line.addStretch(1)
        asking.addLayout(line)
        layout.addWidget(self._asking)
        layout.addWidget(self.says)
        last = row()
        last.addWidget(self.quit_button)
        last.addStretch(1)
        layout.addLayout(last)
        self.quit_button.hide()
        self.erase_button.setEnabled(False)
        self.line.textChanged.connect(self._judge)
        self.erase_button.clicked.connect(self.erase)
        self.quit_button.clicked.connect(QCoreApplication.quit)

    @property
    def is_confirmed(self) -> bool:
        return " ".join(self.line.text().split()).casefold() == self.phrase.casefold()

    def _judge(self) -> None:
        self.says.nothing()
        self.erase_button.setEnabled(self.is_confirmed)

    def erase(self) -> None:
        if not self.is_confirmed:
            return
        self._asking.setEnabled(False)
        self.says.note(translate("Data", "Putting back what services show, then deleting…"))
        self._bridge.ask(lambda desk: desk.delete_everything(), self._erased, self._failed)

    def _erased(self, erased: Erased) -> None:
        self._asking.hide()
        if not erased.problems:
            self.says.ok(translate("Data", "Everything is deleted. Écluse ends now."))
            return
        left = " ".join(map(left_words, erased.problems))
        said = translate("Data", "All else is deleted when Écluse ends. What is left: {left}")
        self.says.problem(said.format(left=left))
        self.quit_button.show()
        self.quit_button.setFocus()

    def _failed(self, error: Exception) -> None:
        self._asking.setEnabled(True)
        self.line.setFocus()
        self.says.problem(of_request(error).text)


def _goes() -> str:
    return translate(
        "Data",
        "Deletes what Écluse keeps on this computer: every message it holds with its history, drafts and what is not "
        "sent yet, rules, week, settings, reviews, the log, and its passwords and tokens in the keyring. Services show "
        "again what they showed before.",
    )


def _stays() -> str:
    return translate(
        "Data",
        "Your mailboxes are untouched: no message, folder or account changes at any server. Files that you saved, "
        "exported or backed up stay where you put them.",
    )
