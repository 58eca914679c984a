"""The blocks of the week, or of a day template, as a list with an editor: all that the picture can do, by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QListWidget,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from desktop.window.forms.span_editor import SpanEditor
from desktop.window.forms.span_words import day_name, span_words
from desktop.window.forms.week import Draft
from desktop.window.parts import button, column, label, row

EMPTY_DAY = -1


def scrolled(page: QWidget) -> QScrollArea:
    """As high as there is room for, and scrolling where that is not enough."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    scroll.setMinimumHeight(96)
    inside = QWidget()
    around = column(inside, spacing=0)
    around.setContentsMargins(0, 8, 8, 4)
    around.addWidget(page)
    scroll.setWidget(inside)
    return scroll


class BlocksForm(QWidget):
    """Shows a draft's subject; says what the person would like done to it. UI thread only."""

    chosen = Signal(int)
    subject_chosen = Signal(str)
    """A template's name; '' for the week."""
    template_wanted = Signal(int)
    """Made of this weekday's blocks (0 is Monday); EMPTY_DAY: of none."""
    renamed = Signal(str)
    template_unwanted = Signal()
    delete_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.subject = QComboBox()
        self.subject.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.subject.setMinimumContentsLength(12)
        self.new_template = button(self.tr("New template"))
        self.name = QLineEdit()
        self.name.setMaxLength(60)
        self.name.setAccessibleName(self.tr("Name of the template"))
        self.drop_template = button(self.tr("Delete the template"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Blocks of the week"))
        self.editor = SpanEditor()
        self.add_button = button(self.tr("Add"))
        self.copy_button = button(self.tr("Duplicate"))
        self.delete_button = button(self.tr("Delete"))
        self.undo_button = button(self.tr("Undo"))
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        layout = column(self, spacing=2)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self._subject_row())
        self._template_row = QWidget()
        line = row(self._template_row, spacing=1)
        line.addWidget(self.name, 1)
        line.addWidget(self.drop_template)
        layout.addWidget(self._template_row)
        self.list.setProperty("role", "rows")
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.ensurePolished()
        self.list.setMinimumHeight(72)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        layout.addWidget(self.list, 1)
        buttons = row(spacing=1)
        for each in (self.add_button, self.copy_button, self.delete_button, self.undo_button):
            buttons.addWidget(each)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        layout.addWidget(scrolled(self.editor), 2)

    def _subject_row(self) -> QWidget:
        around = QWidget()
        line = row(around, spacing=2)
        shown = label(self.tr("Blocks of"))
        shown.setBuddy(self.subject)
        self.subject.setAccessibleName(self.tr("Blocks of"))
        line.addWidget(shown)
        line.addWidget(self.subject, 1)
        line.addWidget(self.new_template)
        menu = QMenu(self.new_template)
        for day in range(7):
            menu.addAction(
                self._template_action(self.tr("From a {weekday}").format(weekday=day_name(day, long=True)), day)
            )
        menu.addAction(self._template_action(self.tr("Empty"), EMPTY_DAY))
        self.new_template.setMenu(menu)
        return around

    def _template_action(self, text: str, day: int) -> QAction:
        made = QAction(text, self)
        made.triggered.connect(lambda _=False: self.template_wanted.emit(day))
        return made

    def _listen(self) -> None:
        self.list.currentRowChanged.connect(self.chosen)
        self.list.itemActivated.connect(lambda _: self.editor.kind.setFocus())
        self.delete_button.clicked.connect(self.delete_asked)
        self.subject.activated.connect(lambda at: self.subject_chosen.emit(str(self.subject.itemData(at))))
        self.name.editingFinished.connect(self._named)
        self.drop_template.clicked.connect(self.template_unwanted)

    def _named(self) -> None:
        name = self.name.text().strip()
        if name and name != str(self.subject.currentData()):
            self.renamed.emit(name)

    # Showing

    @property
    def buttons(self) -> Sequence[QPushButton]:
        return self.add_button, self.copy_button, self.delete_button, self.undo_button

    def show_draft(self, draft: Draft) -> None:
        with QSignalBlocker(self.subject), QSignalBlocker(self.list), QSignalBlocker(self.name):
            self.subject.clear()
            self.subject.addItem(self.tr("The week"), "")
            for template in draft.schedule.templates:
                self.subject.addItem(template.name, template.name)
            self.subject.setCurrentIndex(max(0, self.subject.findData(draft.subject)))
            self.name.setText(draft.subject)
            self.list.clear()
            self.list.addItems([self.words(draft, number) for number in range(len(draft.spans))])
        self._template_row.setVisible(bool(draft.subject))
        self.show_state(draft)

    def choose(self, draft: Draft, number: int) -> None:
        """Make a block the one that is edited; there may be none of that number."""
        there = 0 <= number < len(draft.spans)
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(number if there else -1)
        self.editor.show_span(draft.spans[number] if there else None, of_a_day=bool(draft.subject))

    def show_state(self, draft: Draft) -> None:
        for each in (self.copy_button, self.delete_button):
            each.setEnabled(bool(draft.spans))
        self.undo_button.setEnabled(draft.can_undo)

    def reword(self, draft: Draft, number: int) -> None:
        self.list.item(number).setText(self.words(draft, number))

    @staticmethod
    def words(draft: Draft, number: int) -> str:
        span = draft.spans[number]
        return span_words(replace(span, days=frozenset()) if draft.subject else span)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)
