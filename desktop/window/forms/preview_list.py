"""What each service would show, exactly: one line each, made by the services' own code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtWidgets import QWidget

from desktop.core.text import cleaned
from desktop.core.views import PreviewLine
from desktop.window.forms.field_words import field_word
from desktop.window.forms.pages import discard
from desktop.window.parts import column, label
from desktop.window.texts import level as level_words
from desktop.window.texts import moment, translate
from focus.presence import Level

SAMPLE = timedelta(minutes=50)
"""How long a block the preview is of."""


def preview_words(line: PreviewLine, now: datetime) -> str:
    """As colleagues would see it: busy, “In focus until 11:00”, until 11:00."""
    if line.problem:
        return translate("Preview", "cannot be told: {detail}").format(detail=cleaned(line.detail, 120))
    if line.level is Level.AVAILABLE and not line.text:
        return translate("Preview", "nothing")
    text = cleaned(" ".join((line.emoji, line.text)).strip(), 300)
    quoted = translate("Presence", "“{text}”").format(text=text) if text else ""
    until = moment(line.until, now.astimezone()) if line.until else ""
    ends = translate("Presence", "until {time}").format(time=until) if until else ""
    return ", ".join(part for part in (line.called or level_words(line.level), quoted, ends) if part)


def note_words(line: PreviewLine) -> str:
    words = {
        "no_do_not_disturb": translate("Preview", "it has no “do not disturb”"),
        "text_only": translate("Preview", "it can only show a text"),
        "no_text": translate("Preview", "it shows no text"),
        "shorter": translate("Preview", "shortened to what it takes"),
        "shows_end": translate("Preview", "it tells the end by itself, to each in their own time zone"),
        "no_end": translate("Preview", "it ends nothing by itself: Écluse takes it back"),
    }
    return " · ".join(words[note] for note in line.notes if note in words)


class PreviewList(QWidget):
    """Empty until `show_lines`."""

    def __init__(self, parent: QWidget | None = None, *, shows_names: bool = True) -> None:
        super().__init__(parent)
        self._shows_names = shows_names
        self._rows = column(self, spacing=2)
        self.shown: list[QWidget] = []

    def show_lines(self, lines: Sequence[PreviewLine], now: datetime) -> None:
        for old in self.shown:
            discard(old)
        self.shown = [self._row(line, now) for line in lines]
        for made in self.shown:
            self._rows.addWidget(made)
        self.setVisible(bool(lines))

    def _row(self, line: PreviewLine, now: datetime) -> QWidget:
        made = QWidget()
        inside = column(made, spacing=0)
        title = field_word(line.title)
        heading = title if line.name == line.kind else f"{title} · {cleaned(line.name, 60)}"
        if self._shows_names:
            inside.addWidget(label(heading, "strong", wrap=True))
        inside.addWidget(label(preview_words(line, now), "due" if line.problem else "body", wrap=True))
        notes = note_words(line)
        if notes:
            inside.addWidget(label(notes, "small", wrap=True))
        made.setAccessibleName(heading)
        made.setAccessibleDescription(", ".join(part for part in (preview_words(line, now), notes) if part))
        return made
