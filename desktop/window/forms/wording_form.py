"""What colleagues read while one is in focus, and below it what each service makes of that."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from desktop.bridge import Bridge
from desktop.core.clock import SystemClock
from desktop.core.views import PreviewLine
from desktop.window.forms import mnemonics
from desktop.window.forms.labelled import labelled, rows_of_controls
from desktop.window.forms.preview_list import SAMPLE, PreviewList
from desktop.window.forms.says import Says
from desktop.window.forms.trouble import of_request
from desktop.window.latest import Latest
from desktop.window.parts import button, column, label, row
from focus.wording import LANGUAGES, Wording

SOON = 400
"""Milliseconds after the last key: what is being typed is not previewed letter by letter."""


class WordingForm(QWidget):
    """Saved by its button; the preview follows what is typed, and keeps nothing."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._latest = Latest(bridge)
        self.text, self.urgent = QLineEdit(), QLineEdit()
        self.text.setPlaceholderText(self.tr("In focus until {end}, reading messages at {next_check_in}"))
        self.urgent.setPlaceholderText(self.tr("for example: call me"))
        self.intention = QCheckBox(self.tr("Colleagues may read what I work on"))
        self.name_zone = QCheckBox(self.tr("Name the time zone, for colleagues elsewhere"))
        self.language = QComboBox()
        for code in LANGUAGES:
            self.language.addItem(self._language(code), code)
        self.save_button = button(self.tr("Save"), "primary")
        self.says = Says()
        self.preview = PreviewList()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._lay_out()
        self._inputs = (self.text, self.urgent, self.intention, self.name_zone, self.language)
        for each in self._inputs:
            each.setEnabled(False)  # until what is kept is known: it would come over what is being typed
        self._soon.timeout.connect(self.refresh)
        for line in (self.text, self.urgent):
            line.textEdited.connect(self._changed)
        for box in (self.intention, self.name_zone):
            box.clicked.connect(self._changed)
        self.language.activated.connect(self._changed)
        self.save_button.clicked.connect(self.save)
        bridge.ask(lambda desk: desk.wording(), self.show_wording)

    def _language(self, code: str) -> str:
        return {"en": "English", "fr": "Français"}.get(code, self.tr("That of Écluse"))

    def _lay_out(self) -> None:
        layout = column(self, spacing=3)
        layout.addWidget(label(self.tr("What colleagues read"), "heading"))
        layout.addWidget(
            label(
                self.tr(
                    "The names in braces are filled in: {end}, {next_check_in}, {urgent}, {intention}. Where a text is "
                    "too long for a service, a shorter one is used there."
                ),
                "muted",
                wrap=True,
            )
        )
        rows = rows_of_controls()
        for text, control in (
            (self.tr("Text"), self.text),
            (self.tr("If it is urgent"), self.urgent),
            (self.tr("Language"), self.language),
        ):
            labelled(rows, text, control)
        layout.addLayout(rows)
        for box in (self.intention, self.name_zone):
            layout.addWidget(box)
        layout.addWidget(self.says)
        buttons = row()
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        self.heading = label(self.tr("In a block of 50 minutes, each service would show:"), "muted", wrap=True)
        layout.addWidget(self.heading)
        layout.addWidget(self.preview)
        mnemonics.assign(self)

    def show_wording(self, wording: Wording) -> None:
        self.text.setText(wording.text)
        self.urgent.setText(wording.urgent)
        self.intention.setChecked(wording.intention)
        self.name_zone.setChecked(wording.name_zone)
        self.language.setCurrentIndex(max(0, self.language.findData(wording.language)))
        for each in self._inputs:
            each.setEnabled(True)
        self.save_button.setEnabled(False)
        self.refresh()

    def entered(self) -> Wording:
        return Wording(
            self.text.text().strip(),
            self.urgent.text().strip(),
            self.intention.isChecked(),
            str(self.language.currentData()),
            self.name_zone.isChecked(),
        )

    def _changed(self) -> None:
        self.says.nothing()
        self.save_button.setEnabled(True)
        self._soon.start()

    def refresh(self) -> None:
        """Have the preview follow: also when services were added or removed."""
        self._soon.stop()
        wording = self.entered()
        intention = self.tr("what you will work on")
        self._latest.ask(
            lambda desk: desk.preview_presence(length=SAMPLE, wording=wording, intention=intention),
            self._show,
            self._refused,
        )

    def _show(self, lines: tuple[PreviewLine, ...]) -> None:
        self.heading.setVisible(bool(lines))
        self.preview.show_lines(lines, SystemClock().now())

    def _refused(self, error: Exception) -> None:
        self._show(())
        self.says.problem(of_request(error).text)

    def controls(self) -> tuple[QWidget, ...]:
        """In the order of Tab."""
        return (self.text, self.urgent, self.language, self.intention, self.name_zone, self.save_button)

    def save(self) -> None:
        wording = self.entered()
        self._bridge.ask(lambda desk: desk.set_wording(wording), lambda _: self._saved(wording), self._failed)

    def _saved(self, wording: Wording) -> None:
        self.save_button.setEnabled(self.entered() != wording)  # one may have typed on
        self.says.ok(self.tr("Saved. It is used from your next focus block on."))

    def _failed(self, error: Exception) -> None:
        self.says.problem(of_request(error).text)
        self.text.setFocus()
