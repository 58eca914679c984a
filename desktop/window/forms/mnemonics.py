"""Alt+letter for every control of a page, chosen after translation: no two of a page share one, in any language."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractButton, QLabel, QToolButton, QWidget

Named = QLabel | QAbstractButton


def plain(text: str) -> str:
    """A control's text without its mnemonic mark."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _named(page: QWidget) -> Iterator[Named]:
    """What takes a mnemonic below `page`: what is shown comes first, then in the order it was made."""
    for child in sorted(page.findChildren(QWidget), key=lambda child: not child.isVisibleTo(page)):
        if isinstance(child, QLabel):
            if child.buddy() is not None:
                yield child
        elif isinstance(child, QAbstractButton) and not isinstance(child, QToolButton) and child.text():
            yield child


def _letters(text: str) -> Iterator[int]:
    """Places in `text` that may carry the mark, the starts of words first. ASCII only: every keyboard has them."""
    fit = [at for at, letter in enumerate(text) if letter.isascii() and letter.isalnum()]
    starts = [at for at in fit if at == 0 or not text[at - 1].isalnum()]
    yield from starts
    yield from (at for at in fit if at not in starts)


def assign(page: QWidget, taken: str = "") -> None:
    """Give the controls on `page` their letters. `taken` are letters used around it. May be called again."""
    used = set(taken.lower())
    for control in _named(page):
        text = plain(control.text())
        place = next((at for at in _letters(text) if text[at].lower() not in used), None)
        if place is None:
            marked = text.replace("&", "&&")
        else:
            used.add(text[place].lower())
            marked = text[:place].replace("&", "&&") + "&" + text[place:].replace("&", "&&")
        if control.text() != marked:
            control.setText(marked)
