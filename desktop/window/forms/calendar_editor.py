"""One calendar that promises run by: its hours, where it is, and when nobody works."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from zoneinfo import available_timezones

from PySide6.QtCore import QSignalBlocker, Qt, QTime, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QLineEdit, QVBoxLayout, QWidget

from desktop.core.promise_views import USUAL, WorkCalendar
from desktop.window.forms import mnemonics
from desktop.window.forms.labelled import labelled, rows_of_controls
from desktop.window.forms.pages import discard
from desktop.window.forms.says import Says
from desktop.window.forms.span_editor import TimeEdit
from desktop.window.forms.span_words import day_name
from desktop.window.parts import button, card, column, label, row
from desktop.window.places import country_name
from focus.holidays import region_names
from focus.working_time import WEEKDAYS, Hours
from inbox.folding import folded

_BETWEEN = re.compile(r"[,;\s]+")


class HoursRow(QWidget):
    """On which days from when to when."""

    def __init__(self, hours: Hours) -> None:
        super().__init__()
        self.days = [QCheckBox(day_name(day)) for day in range(7)]
        self.start, self.end = TimeEdit(), TimeEdit()
        self.remove = button("×")
        self.remove.setFixedWidth(36)
        self.remove.setAccessibleName(self.tr("Take these hours away"))
        self.remove.setToolTip(self.remove.accessibleName())
        whole = column(self, spacing=1)
        line = row(spacing=2)
        for day, box in enumerate(self.days):
            box.setAccessibleName(day_name(day, long=True))
            box.setChecked(day in hours.days)
            line.addWidget(box)
        line.addStretch(1)
        whole.addLayout(line)
        times = row(spacing=2)
        for edit, moment, name in (
            (self.start, hours.start, self.tr("From")),
            (self.end, hours.end, self.tr("Until")),
        ):
            edit.setTime(QTime(moment.hour, moment.minute))
            shown = label(name)
            shown.setBuddy(edit)
            edit.setAccessibleName(name)
            times.addWidget(shown)
            times.addWidget(edit)
        times.addWidget(self.remove)
        times.addStretch(1)
        whole.addLayout(times)

    def hours(self) -> Hours:
        start, end = (time(each.time().hour(), each.time().minute()) for each in (self.start, self.end))
        return Hours(frozenset(day for day, box in enumerate(self.days) if box.isChecked()), start, end)


class CalendarEditor(QWidget):
    """`begin` shows a calendar; nothing is kept before its button is pressed."""

    saved = Signal(object)
    """The `WorkCalendar` as it is now."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._was = WorkCalendar("")
        self._taken: frozenset[str] = frozenset()
        self._regions: Mapping[str, tuple[str, ...]] = {}
        self.rows: list[HoursRow] = []
        self.title = label(role="heading")
        self.name, self.zone, self.days_off = QLineEdit(), QLineEdit(), QLineEdit()
        self.name.setMaxLength(80)
        self.zone.setPlaceholderText(self.tr("as your week"))
        finds = QCompleter(sorted(available_timezones()), self)
        finds.setFilterMode(Qt.MatchFlag.MatchContains)
        finds.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.zone.setCompleter(finds)
        self.days_off.setPlaceholderText(self.tr("2026-12-24, 2026-12-31"))
        self.country, self.region = QComboBox(), QComboBox()
        self.more_button = button(self.tr("Add hours"), "link")
        self.says = Says()
        self.save_button = button(self.tr("Save the calendar"), "primary")
        self.leave_button = button(self.tr("Cancel"))
        self._lay_out()
        self.country.activated.connect(lambda _: self._fill_regions(""))
        self.more_button.clicked.connect(self.add_hours)
        self.save_button.clicked.connect(self.save)
        self.leave_button.clicked.connect(self.left)

    def _lay_out(self) -> None:
        frame = card()
        column(self).addWidget(frame)
        layout = frame.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self.title)
        head = rows_of_controls()
        labelled(head, self.tr("Calendar's name"), self.name)
        labelled(head, self.tr("Time zone"), self.zone)
        layout.addLayout(head)
        layout.addWidget(label(self.tr("Working hours"), "strong"))
        self._hours = column(spacing=2)
        layout.addLayout(self._hours)
        layout.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._foot = rows_of_controls()
        for text, control in (
            (self.tr("Public holidays of"), self.country),
            (self.tr("Region"), self.region),
        ):
            control.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            control.setMinimumContentsLength(16)
            labelled(self._foot, text, control)
        labelled(self._foot, self.tr("Further days off"), self.days_off)
        layout.addLayout(self._foot)
        layout.addWidget(self.says)
        buttons = row()
        for each in (self.save_button, self.leave_button):
            buttons.addWidget(each)
        buttons.addStretch(1)
        layout.addLayout(buttons)

    def offer(self, regions: Mapping[str, tuple[str, ...]]) -> None:
        """The countries there are, each with its regions."""
        self._regions = regions
        self._fill_countries(str(self.country.currentData() or self._was.country))
        self._fill_regions(str(self.region.currentData() or self._was.region))

    def begin(self, one: WorkCalendar, taken: Sequence[str], *, new: bool) -> None:
        """`taken`: names that others have."""
        self._was, self._taken = one, frozenset(taken)
        usual = one.name == USUAL and not new
        self.title.setText(self.tr("A new calendar") if new else self.tr("Change the calendar"))
        self.name.setText(self.tr("Usual working hours") if usual else one.name)
        self.name.setReadOnly(not new)  # promises name it
        self.zone.setText(one.zone)
        self.days_off.setText(", ".join(day.isoformat() for day in one.days_off))
        for old in self.rows:
            discard(old)
        self.rows = []
        for hours in one.hours:
            self._add(hours)
        self._fill_countries(one.country)
        self._fill_regions(one.region)
        self.says.nothing()
        self._arrange()

    def focus_first(self) -> None:
        (self.zone if self.name.isReadOnly() else self.name).setFocus()

    def add_hours(self) -> None:
        self._add(Hours(WEEKDAYS, time(13), time(18)))
        self._arrange()
        self.rows[-1].days[0].setFocus()

    def _add(self, hours: Hours) -> None:
        made = HoursRow(hours)
        made.remove.clicked.connect(lambda: self._remove(made))
        self.rows.append(made)
        self._hours.addWidget(made)

    def _remove(self, row: HoursRow) -> None:
        self.rows.remove(row)
        self._hours.removeWidget(row)
        discard(row)
        self._arrange()
        self.more_button.setFocus()

    def _arrange(self) -> None:
        for one in self.rows:
            one.remove.setEnabled(len(self.rows) > 1)
        order = [box for one in self.rows for box in (*one.days, one.start, one.end, one.remove)]
        chain = [self.name, self.zone, *order, self.more_button, self.country, self.region, self.days_off]
        for before, after in zip(chain, [*chain[1:], self.save_button], strict=True):
            QWidget.setTabOrder(before, after)
        mnemonics.assign(self)

    def _fill_countries(self, chosen: str) -> None:
        codes = {*self._regions, *([chosen] if chosen else [])}
        with QSignalBlocker(self.country):
            self.country.clear()
            self.country.addItem(self._no_country(), "")
            for name, code in sorted(((country_name(code), code) for code in codes), key=lambda one: folded(one[0])):
                self.country.addItem(name, code)
            self.country.setCurrentIndex(max(0, self.country.findData(chosen)))

    def _no_country(self) -> str:
        return self.tr("as your week") if self._was.name == USUAL else self.tr("no country")

    def _fill_regions(self, chosen: str) -> None:
        country = str(self.country.currentData())
        codes = self._regions.get(country, ())
        names = region_names(country) if codes else {}
        with QSignalBlocker(self.region):
            self.region.clear()
            self.region.addItem(self.tr("What all regions have"), "")
            for code in codes or ([chosen] if chosen else []):
                self.region.addItem(names.get(code, code), code)
            self.region.setCurrentIndex(max(0, self.region.findData(chosen)))
        self._foot.setRowVisible(self.region, bool(country) and self.region.count() > 1)

    def save(self) -> None:
        problem, where = self._problem()
        if where is not None:
            self.says.problem(problem)
            where.setFocus()
            return
        self.says.nothing()
        made = replace(
            self._was,
            name=self._was.name if self.name.isReadOnly() else self.name.text().strip(),
            zone=self.zone.text().strip(),
            hours=tuple(one.hours() for one in self.rows),
            country=str(self.country.currentData()),
            region=str(self.region.currentData()),
            days_off=tuple(sorted(set(self._dates()))),
        )
        self.saved.emit(made)

    def _problem(self) -> tuple[str, QWidget | None]:
        name, zone = self.name.text().strip(), self.zone.text().strip()
        if not name:
            return self.tr("Give the calendar a name."), self.name
        if not self.name.isReadOnly() and (name in self._taken or name == USUAL):
            return self.tr("Another calendar is called so. Choose another name."), self.name
        if zone and zone not in available_timezones():
            said = self.tr("There is no time zone “{zone}”: Europe/Paris is one. Left empty, your week's counts.")
            return said.format(zone=zone[:60]), self.zone
        for one in self.rows:
            hours = one.hours()
            if not hours.days:
                return self.tr("Choose one day at least."), one.days[0]
            if hours.start == hours.end:
                return self.tr("These hours end when they begin."), one.end
        try:
            self._dates()
        except ValueError:
            return self.tr("Days off are dates such as 2026-12-24, with commas between them."), self.days_off
        return "", None

    def _dates(self) -> list[date]:
        return [date.fromisoformat(one) for one in _BETWEEN.split(self.days_off.text()) if one]
