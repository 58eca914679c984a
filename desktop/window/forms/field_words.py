"""The words of every account's and provider's settings, as literals that lupdate sees.

The fields are data, in English, beside the code that reads them (`SPEC.fields`). A test compares this table with
them: a new source or provider adds its words here, and nothing else of the window.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

FIELD_WORDS: tuple[object, ...] = (
    QT_TRANSLATE_NOOP("fields", "Name"),
    QT_TRANSLATE_NOOP("fields", "What Écluse calls it, in lists, rules and commands."),
)


def field_word(text: str) -> str:
    """A label, help or choice of a field, or a kind's title, in the window's language."""
    return QCoreApplication.translate("fields", text)
