"""Your data: how long it is kept, a copy of it to take along, and an end to all of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from desktop.bridge import Bridge
from desktop.core.settings.retained import FOREVER, Retention
from desktop.core.text import cleaned
from desktop.window.counted import Counted
from desktop.window.forms import mnemonics
from desktop.window.forms.erase_form import EraseForm
from desktop.window.forms.labelled import labelled, rows_of_controls
from desktop.window.forms.restore_form import RestoreForm
from desktop.window.forms.says import Says
from desktop.window.forms.trouble import of_request
from desktop.window.parts import button, column, hairline, label, row
from desktop.window.texts import translate
from desktop.window.theme import STEP

LENGTHS: Final = (FOREVER, "5 years", "2 years", "1 year", "6 months", "90 days")


def length_words(length: str) -> str:
    """A length as the settings have it, in the person's words; one that was written there by hand as it is."""
    return {
        FOREVER: translate("Data", "For ever"),
        "5 years": translate("Data", "5 years"),
        "2 years": translate("Data", "2 years"),
        "1 year": translate("Data", "1 year"),
        "6 months": translate("Data", "6 months"),
        "90 days": translate("Data", "90 days"),
    }.get(length, cleaned(length, 40))


class RetentionForm(QWidget):
    """Saved by its button: a shorter length deletes, and no turn of a mouse wheel may do that."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._kept = Retention()
        self.items, self.lived, self.gaps = QComboBox(), QComboBox(), QComboBox()
        self.save_button = button(translate("Data", "Save"), "primary")
        self.says = Says()
        layout = column(self, spacing=3)
        layout.addWidget(label(translate("Data", "How long it is kept"), "heading"))
        words = translate(
            "Data",
            "What waits, or is not done, is kept in any case. What is older than you choose is deleted here, once a "
            "day and for good; at your servers nothing is deleted.",
        )
        layout.addWidget(label(words, "muted", wrap=True))
        rows = rows_of_controls()
        for text, box in (
            (translate("Data", "Messages that are done"), self.items),
            (translate("Data", "How your time went"), self.lived),
            (translate("Data", "When a source was out of reach"), self.gaps),
        ):
            labelled(rows, text, box)
            box.setMinimumWidth(45 * STEP)
            box.setSizePolicy(box.sizePolicy().Policy.Fixed, box.sizePolicy().Policy.Fixed)
            box.activated.connect(self._changed)
            box.setEnabled(False)  # until what is kept is known: it would come over what is being chosen
        layout.addLayout(rows)
        layout.addWidget(self.says)
        line = row()
        line.addWidget(self.save_button)
        line.addStretch(1)
        layout.addLayout(line)
        self.save_button.setEnabled(False)
        self.save_button.clicked.connect(self.save)
        bridge.ask(lambda desk: desk.retention(), self.show_retention)

    def show_retention(self, retention: Retention) -> None:
        self._kept = retention
        for box, kept in ((self.items, retention.items), (self.lived, retention.lived), (self.gaps, retention.gaps)):
            box.clear()
            for length in dict.fromkeys((*LENGTHS, kept)):
                box.addItem(length_words(length), length)
            box.setCurrentIndex(box.findData(kept))
            box.setEnabled(True)
        self.save_button.setEnabled(False)

    def chosen(self) -> Retention:
        return Retention(*(str(box.currentData()) for box in (self.items, self.lived, self.gaps)))

    def _changed(self) -> None:
        self.says.nothing()
        self.save_button.setEnabled(self.chosen() != self._kept)

    def save(self) -> None:
        wanted = self.chosen()

        def saved(_: None) -> None:
            self._kept = wanted
            self._changed()
            self.says.ok(translate("Data", "Saved. What is older is deleted within a day."))

        self._bridge.ask(lambda desk: desk.set_retention(wanted), saved, self._failed)

    def _failed(self, error: Exception) -> None:
        self.says.problem(of_request(error).text)


class CopyForm(QWidget):
    """Everything as a file: to read elsewhere, or to go on with on another computer."""

    def __init__(self, bridge: Bridge, backed_up: Callable[[], None]) -> None:
        super().__init__()
        self._bridge = bridge
        self._backed_up = backed_up
        self.export_button = button(translate("Data", "Export…"))
        self.backup_button = button(translate("Data", "Back up…"))
        self.says = Says()
        layout = column(self, spacing=3)
        layout.addWidget(label(translate("Data", "A copy to take along"), "heading"))
        for made, words in (
            (
                self.export_button,
                translate("Data", "Every message with its history, a line of JSON each, for other programs to read."),
            ),
            (
                self.backup_button,
                translate(
                    "Data",
                    "Database and settings in one file, without passwords and tokens.",
                ),
            ),
        ):
            made.setAccessibleDescription(words)
            line = row(spacing=4)
            line.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(words, "muted", wrap=True), 1)
            layout.addLayout(line)
        widest = max(made.sizeHint().width() for made in (self.export_button, self.backup_button))
        for made in (self.export_button, self.backup_button):
            made.setMinimumWidth(widest)
        layout.addWidget(self.says)
        self.export_button.clicked.connect(lambda: self._ask_file("ecluse.jsonl", self.export))
        self.backup_button.clicked.connect(lambda: self._ask_file("ecluse.backup", self.backup))

    def _ask_file(self, name: str, then: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self, translate("Data", "Write a new file"), _documents())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # A file that is there is not written over: the answer says so, and what to do.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: then(Path(file)))
        dialog.open()

    def export(self, file: Path) -> None:
        def written(count: int) -> None:
            self._end(Counted().exported(count, cleaned(str(file), 300)))

        self._begin()
        self._bridge.ask(lambda desk: desk.export(file), written, self._failed)

    def backup(self, file: Path) -> None:
        def written(_: None) -> None:
            said = translate("Data", "The backup is in {file}. Keep it where only you can read it.")
            self._end(said.format(file=cleaned(str(file), 300)))
            self._backed_up()

        self._begin()
        self._bridge.ask(lambda desk: desk.backup(file), written, self._failed)

    def _begin(self) -> None:
        self._enable(False)
        self.says.note(translate("Data", "Writing… You can go on working meanwhile."))

    def _end(self, said: str) -> None:
        self._enable(True)
        self.says.ok(said)

    def _failed(self, error: Exception) -> None:
        self._enable(True)
        self.says.problem(of_request(error).text)

    def _enable(self, on: bool) -> None:
        had = self.export_button.hasFocus() or self.backup_button.hasFocus()
        for made in (self.export_button, self.backup_button):
            made.setEnabled(on)
        if on and had:
            self.export_button.setFocus()


class DataForm(QWidget):
    """All of them, one below the other."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.retention = RetentionForm(bridge)
        self.restoring = RestoreForm(bridge)
        self.copies = CopyForm(bridge, self.restoring.look)
        self.erase = EraseForm(bridge)
        layout = column(self, spacing=5)
        layout.addWidget(label(where_words(), "note", wrap=True))
        for place, part in enumerate((self.retention, self.copies, self.restoring, self.erase)):
            if place:
                layout.addWidget(hairline())
            layout.addWidget(part)
        layout.addStretch(1)
        mnemonics.assign(self)


def where_words() -> str:
    return translate("Data", "All of this is kept on this computer only.")


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
