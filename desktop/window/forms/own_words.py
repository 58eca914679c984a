"""What a service shows in place of what all the others show: a text, and its language. Folded away where as usual."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.window.forms.field_editors import Field, TextEditor
from desktop.window.forms.field_group import FieldGroup
from desktop.window.texts import translate
from focus.providers import Field as ProviderField
from focus.wording import LANGUAGES

_AS_EVERYWHERE = "as_everywhere"
_TEXT = ProviderField(
    "text", "Text", required=False, help="The names in braces are filled in, as in the text for all services"
)
_LANGUAGE = ProviderField(
    "language", "Language", kind="choice", default=_AS_EVERYWHERE, choices=(_AS_EVERYWHERE, *LANGUAGES)
)
FIELDS: tuple[Field, ...] = (_TEXT, _LANGUAGE)


class OwnWords(FieldGroup):
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(FIELDS, translate("OwnWords", "Other words, for this service only"), parent)
        editor = self.rows["text"].editor
        assert isinstance(editor, TextEditor)
        self.text = editor.line
        self.text.setPlaceholderText(translate("OwnWords", "as everywhere"))
        for row in self.rows.values():
            row.editor.edited.connect(self.changed)

    def label_width(self) -> int:
        return max(row.wanted_label() for row in self.rows.values())

    def put(self, text: str, language: str) -> None:
        self.text.setText(text)
        self.rows["language"].editor.put(language or _AS_EVERYWHERE)
        self.open(bool(text or language))

    @property
    def said(self) -> str:
        return self.text.text().strip()

    @property
    def language(self) -> str:
        """As in `ProviderSettings`: '' as everywhere."""
        chosen = self.rows["language"].editor.value()
        return "" if chosen == _AS_EVERYWHERE else str(chosen)
