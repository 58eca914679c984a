"""Several pages in one place, each as high as it needs: a stack would be as high as its highest."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.window.parts import column, row


def discard(widget: QWidget) -> None:
    """Take a widget away for good. It leaves its parent at once, so that nobody finds it there until it is deleted."""
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()


def limited(widget: QWidget, width: int) -> QWidget:
    """`widget` no wider than that, at the start of its line.

    A column asks a widget how high it is for the whole width, however narrow the widget has to stay, and what wraps
    in it is then squashed. A row gives it its own width first, and asks after that.
    """
    around = QWidget()
    line = row(around, spacing=0)
    widget.setMaximumWidth(width)
    line.addWidget(widget, 1)
    line.addStretch(0)
    return around


class Pages(QWidget):
    """Shows one of the pages that were added."""

    def __init__(self, *pages: QWidget) -> None:
        super().__init__()
        self.pages = pages
        self.current = 0
        layout = column(self)
        for page in pages:
            layout.addWidget(page)
        self.show_page(0)

    def show_page(self, number: int) -> None:
        # Hidden first, so that the window never has to be as high as two pages.
        for at, page in enumerate(self.pages):
            if at != number:
                page.hide()
        self.current = number
        self.pages[number].show()
