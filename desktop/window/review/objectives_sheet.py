"""Objectives: what a quarter is for, and which intentions work on it. Each change counts at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.core.text import cleaned
from desktop.window.forms.labelled import labelled, rows_of_controls
from desktop.window.forms.says import Says
from desktop.window.forms.trouble import of_request
from desktop.window.parts import button, column, label, row
from desktop.window.review.intentions import ask_known, folded
from desktop.window.sheet import Sheet
from desktop.window.shell import Shell
from desktop.window.texts import translate
from desktop.window.theme import STEP
from focus.review import Objective, quarter_of

if TYPE_CHECKING:
    from desktop.core.review_views import Review

_LONGEST = 200


class ObjectivesSheet(Sheet):
    """The list on one side, the chosen one on the other. UI thread only."""

    def __init__(self, window: QWidget, shell: Shell) -> None:
        name = translate("Objectives", "Objectives")
        super().__init__(window, name, 190 * STEP)
        self._shell = shell
        self._then: Callable[[], None] = lambda: None
        self.objectives: tuple[Objective, ...] = ()
        self._intentions: tuple[str, ...] = ()
        self._gone: tuple[Objective, ...] | None = None
        self.body.addWidget(label(name, "heading"))
        words = translate(
            "Objectives",
            "What a quarter is for. The hours of a focus block count for the objective that its intention belongs to.",
        )
        self.body.addWidget(label(words, "muted", wrap=True))
        sides = row(spacing=5)
        sides.addLayout(self._make_list(), 2)
        self.form = self._make_form()
        sides.addWidget(self.form, 3)
        self.body.addLayout(sides)
        self.says = Says()
        self.body.addWidget(self.says)
        line = row()
        self.back_button = button(translate("Objectives", "Undo"))
        self.back_button.clicked.connect(self._have_back)
        line.addWidget(self.back_button)
        line.addStretch(1)
        self.close_button = button(translate("Objectives", "Close"))
        self.close_button.clicked.connect(self.shut)
        line.addWidget(self.close_button)
        self.body.addLayout(line)
        self._offer_back(None)

    def _make_list(self) -> QVBoxLayout:
        side = column(spacing=2)
        self.list = QListWidget()
        self.list.setProperty("role", "rows")
        self.list.setAccessibleName(translate("Objectives", "Objectives"))
        self.list.setMinimumHeight(50 * STEP)
        self.list.currentRowChanged.connect(lambda _: self._show_current())
        self.list.itemActivated.connect(lambda _: self.name.setFocus(Qt.FocusReason.ShortcutFocusReason))
        side.addWidget(self.list, 1)
        line = row()
        self.add_button = button(translate("Objectives", "Add"))
        self.add_button.clicked.connect(self.add)
        self.remove_button = button(translate("Objectives", "Remove"))
        self.remove_button.clicked.connect(self.remove)
        line.addWidget(self.add_button)
        line.addWidget(self.remove_button)
        line.addStretch(1)
        side.addLayout(line)
        return side

    def _make_form(self) -> QWidget:
        form = QWidget()
        box = column(form, spacing=2)
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST)
        self.name.editingFinished.connect(self._rename)
        self.quarter = QComboBox()
        self.quarter.activated.connect(self._change_quarter)
        rows = rows_of_controls()
        labelled(rows, translate("Objectives", "Name"), self.name)
        labelled(rows, translate("Objectives", "Quarter"), self.quarter)
        box.addLayout(rows)
        words = translate("Objectives", "Intentions that belong to it")
        box.addWidget(label(words, "group"))
        self.intentions = QListWidget()
        self.intentions.setProperty("role", "rows")
        self.intentions.setAccessibleName(words)
        self.intentions.itemChanged.connect(lambda _: self._tick())
        box.addWidget(self.intentions, 1)
        self.another = QLineEdit()
        self.another.setMaxLength(_LONGEST)
        self.another.setPlaceholderText(translate("Objectives", "Another intention, then Enter"))
        self.another.setAccessibleName(translate("Objectives", "Another intention"))
        self.another.returnPressed.connect(self._add_intention)
        box.addWidget(self.another)
        return form

    def ask(self, review: Review | None, then: Callable[[], None]) -> None:
        """Show what there is. `review`: whose intentions are offered too; `then` is called after each change."""
        self._then = then
        self.says.nothing()
        self._offer_back(None)
        self._take(((), ()))
        self.add_button.setEnabled(False)  # until it is known what there is: it would be written over
        self.open(self.list)
        self._shell.bridge.ask(lambda desk: ask_known(desk, review), self._take, self._refused)

    def _take(self, found: tuple[tuple[Objective, ...], tuple[str, ...]]) -> None:
        self.objectives, self._intentions = found
        self.add_button.setEnabled(True)
        self._show_list(max(0, self.list.currentRow()))

    # What is shown

    def _show_list(self, place: int) -> None:
        with QSignalBlocker(self.list):
            self.list.clear()
            for one in self.objectives:
                self.list.addItem(_line(one))
            self.list.setCurrentRow(min(place, len(self.objectives) - 1))
        self._show_current()

    @property
    def _current(self) -> Objective | None:
        place = self.list.currentRow()
        return self.objectives[place] if 0 <= place < len(self.objectives) else None

    def _show_current(self) -> None:
        one = self._current
        self.form.setEnabled(one is not None)
        self.remove_button.setEnabled(one is not None)
        self.name.setText("" if one is None else one.name)
        self.another.clear()
        with QSignalBlocker(self.quarter), QSignalBlocker(self.intentions):
            self._show_quarters("" if one is None else one.quarter)
            self.intentions.clear()
            for intention in self._intentions if one is not None else ():
                line = QListWidgetItem(cleaned(intention, _LONGEST))
                line.setData(Qt.ItemDataRole.UserRole, intention)
                line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                has = one is not None and one.has(intention)
                line.setCheckState(Qt.CheckState.Checked if has else Qt.CheckState.Unchecked)
                self.intentions.addItem(line)
            if self.intentions.count():
                self.intentions.setCurrentRow(0)

    def _show_quarters(self, chosen: str) -> None:
        self.quarter.clear()
        self.quarter.addItem(translate("Objectives", "Every quarter"), "")
        for quarter in sorted({*_near(self._shell.present.at().date()), chosen} - {""}):
            self.quarter.addItem(quarter_words(quarter), quarter)
        self.quarter.setCurrentIndex(max(0, self.quarter.findData(chosen)))

    # What one does

    def add(self) -> None:
        """One more, ready to be named."""
        taken = {one.name for one in self.objectives}
        name = fresh = translate("Objectives", "New objective")
        count = 1
        while name in taken:
            count += 1
            name = f"{fresh} {count}"
        new = Objective(name, quarter_of(self._shell.present.at().date()))
        self._keep((*self.objectives, new), len(self.objectives))
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def remove(self) -> None:
        """Until something else is changed, one press has it back."""
        one, place, before = self._current, self.list.currentRow(), self.objectives
        if one is not None:
            self._keep((*before[:place], *before[place + 1 :]), place)
            self._offer_back(before)
            said = translate("Objectives", "“{name}” is removed. Its hours stay; they count for no objective now.")
            self.says.note(said.format(name=cleaned(one.name, 80)))
            (self.list if self.objectives else self.add_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _have_back(self) -> None:
        if self._gone is not None:
            place = self.list.currentRow()
            self._keep(self._gone, max(0, place))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_back(self, gone: tuple[Objective, ...] | None) -> None:
        self._gone = gone
        self.back_button.setVisible(gone is not None)

    def _rename(self) -> None:
        one, name = self._current, self.name.text().strip()
        if one is None or name == one.name:
            return
        if not name:
            self.name.setText(one.name)
            self.says.problem(translate("Objectives", "An objective needs a name: the old one stays."))
            return
        self._change(replace(one, name=name))

    def _change_quarter(self) -> None:
        one = self._current
        if one is not None:
            self._change(replace(one, quarter=str(self.quarter.currentData())))

    def _tick(self) -> None:
        one = self._current
        if one is not None:
            self._change(replace(one, intentions=self._ticked()))

    def _ticked(self) -> tuple[str, ...]:
        lines = (self.intentions.item(at) for at in range(self.intentions.count()))
        return tuple(
            str(line.data(Qt.ItemDataRole.UserRole)) for line in lines if line.checkState() == Qt.CheckState.Checked
        )

    def _add_intention(self) -> None:
        one, new = self._current, self.another.text().strip()
        if one is None or not new:
            return
        if folded(new) not in map(folded, self._intentions):
            self._intentions = tuple(sorted((*self._intentions, new), key=str.casefold))
        self.another.clear()
        if not one.has(new):
            self._change(replace(one, intentions=(*one.intentions, new)))
            self._show_current()

    def _change(self, one: Objective) -> None:
        place = self.list.currentRow()
        self._keep((*self.objectives[:place], one, *self.objectives[place + 1 :]), place, anew=False)

    def _keep(self, wanted: Sequence[Objective], place: int, *, anew: bool = True) -> None:
        """`anew`: the form shows another one; else what has the focus in it stays as it is."""
        kept = tuple(wanted)
        self.says.nothing()
        self._offer_back(None)
        self.objectives = kept
        if anew:
            self._show_list(place)
        else:
            self.list.item(place).setText(_line(kept[place]))

        def failed(error: Exception) -> None:
            self._refused(error)
            # What holds is what the engine has: another change may have come through meanwhile.
            self._shell.bridge.ask(lambda desk: desk.objectives(), lambda found: self._take((found, self._intentions)))

        self._shell.bridge.ask(lambda desk: desk.set_objectives(kept), lambda _: self._then(), failed)

    def _refused(self, error: Exception) -> None:
        self.says.problem(of_request(error).text)


def quarter_words(quarter: str) -> str:
    """2026-Q4 as one says it."""
    year, _, number = quarter.partition("-Q")
    return translate("Objectives", "Q{number} {year}").format(number=number, year=year)


def _near(day: date) -> tuple[str, ...]:
    """The quarter before, this one and the next two."""
    months = (day.year * 12 + day.month - 1 + 3 * step for step in (-1, 0, 1, 2))
    return tuple(quarter_of(date(month // 12, month % 12 + 1, 1)) for month in months)


def _line(one: Objective) -> str:
    name = cleaned(one.name, 80)
    return f"{name}  ·  {quarter_words(one.quarter)}" if one.quarter else name
