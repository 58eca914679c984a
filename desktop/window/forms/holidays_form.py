"""Public holidays: of which country and region, what such a day is like, and the ones to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from desktop.bridge import Bridge
from desktop.core.clock import SystemClock
from desktop.core.days import HolidayLine, coming
from desktop.core.desk import Later
from desktop.window.forms.day_plan_box import DayPlan, DayPlanBox
from desktop.window.forms.span_words import short_date
from desktop.window.forms.trouble import of_request
from desktop.window.latest import Latest
from desktop.window.parts import button, column, label, row
from desktop.window.places import country_name
from focus.holidays import region_names
from focus.schedule import NORMAL, DayException, PublicHolidays, Schedule
from focus.wall_time import local_date
from inbox.folding import folded

_SHOWN = 12
_LINE = Qt.ItemDataRole.UserRole


class HolidaysForm(QWidget):
    """Shows a schedule's public holidays. What takes long is asked for when the form is first looked at."""

    edited = Signal(object)
    """The `Schedule` with other holidays, or with one of them worked on."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._latest = Latest(bridge)
        self._schedule: Schedule | None = None
        self._asked: object = None
        self._regions: Mapping[str, tuple[str, ...]] = {}
        self._known = False
        self.country, self.region = QComboBox(), QComboBox()
        self.plan = DayPlanBox(usual=False)
        self.list = QListWidget()
        self.work_button = button(self.tr("Work on this day"))
        self.says = label(role="muted", wrap=True)
        self.says.hide()
        self._lay_out()
        self.country.activated.connect(lambda _: self._chosen(of_country=True))
        self.region.activated.connect(lambda _: self._chosen())
        self.plan.activated.connect(lambda _: self._chosen())
        self.list.currentRowChanged.connect(lambda _: self._arrange())
        self.work_button.clicked.connect(self.work)

    def _lay_out(self) -> None:
        layout = column(self, spacing=3)
        layout.addWidget(
            label(self.tr("On public holidays another plan stands in place of the week's."), "muted", wrap=True)
        )
        self._rows = QFormLayout()
        for text, control in (
            (self.tr("Country"), self.country),
            (self.tr("Region"), self.region),
            (self.tr("Plan"), self.plan),
        ):
            control.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            control.setMinimumContentsLength(16)
            control.setAccessibleName(text)
            named = label(text)
            named.setBuddy(control)
            self._rows.addRow(named, control)
        layout.addLayout(self._rows)
        self._title = label(self.tr("The next ones"), "strong")
        layout.addWidget(self._title)
        self.list.setProperty("role", "rows")
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.setMinimumHeight(80)
        self.list.setAccessibleName(self.tr("The next public holidays"))
        self.list.ensurePolished()
        layout.addWidget(self.list, 1)
        layout.addWidget(self.says)
        buttons = row()
        buttons.addWidget(self.work_button)
        buttons.addStretch(1)
        layout.addLayout(buttons)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._known:
            self._bridge.ask(lambda desk: desk.countries(), self._told_countries, self._failed)
        self._ask_coming()

    # What is chosen

    def show_schedule(self, schedule: Schedule) -> None:
        self._schedule = schedule
        of = schedule.holidays
        self.plan.offer(schedule, None if of is None else DayPlan(of.spans, of.like))
        self._fill()
        self._ask_coming()

    def _told_countries(self, regions: Mapping[str, tuple[str, ...]]) -> None:
        self._known, self._regions = True, regions
        self._fill()

    def _fill(self) -> None:
        of = self._schedule.holidays if self._schedule is not None else None
        codes = set(self._regions) | ({of.country} if of is not None else set())
        with QSignalBlocker(self.country):
            self.country.clear()
            self.country.addItem(self.tr("None"), "")
            for name, code in sorted(((country_name(code), code) for code in codes), key=_by_name):
                self.country.addItem(name, code)
            self.country.setCurrentIndex(max(0, self.country.findData(of.country if of is not None else "")))
        self._fill_regions(of)
        self._arrange()

    def _fill_regions(self, of: PublicHolidays | None) -> None:
        codes = self._regions.get(of.country, ()) if of is not None else ()
        names = region_names(of.country) if of is not None and codes else {}
        with QSignalBlocker(self.region):
            self.region.clear()
            self.region.addItem(self.tr("What all regions have"), "")
            for name, code in sorted(((names.get(code, code), code) for code in codes), key=_by_name):
                self.region.addItem(name, code)
            if of is not None and of.region and self.region.findData(of.region) < 0:
                self.region.addItem(of.region, of.region)
            self.region.setCurrentIndex(max(0, self.region.findData(of.region if of is not None else "")))

    def _arrange(self) -> None:
        of = self._schedule.holidays if self._schedule is not None else None
        self._rows.setRowVisible(self.region, of is not None and self.region.count() > 1)
        self._rows.setRowVisible(self.plan, of is not None)
        for each in (self._title, self.list, self.work_button):
            each.setVisible(of is not None)
        line = self._line()
        self.work_button.setEnabled(line is not None and line.exception is None)

    def _chosen(self, *, of_country: bool = False) -> None:
        if self._schedule is None:
            return
        country = str(self.country.currentData())
        region = "" if of_country else str(self.region.currentData())
        plan = self.plan.plan
        made = PublicHolidays(country, region, plan.spans, plan.like) if country else None
        self.edited.emit(replace(self._schedule, holidays=made))

    # The next ones

    def _ask_coming(self) -> None:
        schedule = self._schedule
        if schedule is None or schedule.holidays is None or not self.isVisible():
            self.list.clear()
            self._latest.forget()
            self._asked = None
            return
        asked = (schedule.holidays.country, schedule.holidays.region, schedule.exceptions)
        if asked == self._asked:
            return
        self._asked = asked
        today = local_date(SystemClock().now(), schedule.zone)
        language = QLocale().name().split("_")[0]
        found: Later[Sequence[HolidayLine]] = Later(lambda: coming(schedule, today, language, _SHOWN))
        self._latest.ask(lambda desk: found, self._show_lines, self._failed)

    def _show_lines(self, lines: Sequence[HolidayLine]) -> None:
        chosen = self.list.currentRow()
        self.list.clear()
        for line in lines:
            made = QListWidgetItem(self._words(line))
            made.setData(_LINE, line)
            self.list.addItem(made)
        self.list.setCurrentRow(min(chosen, self.list.count() - 1))
        self._say("" if lines else self.tr("None are known for the years to come."))
        self._arrange()

    def _words(self, line: HolidayLine) -> str:
        said = f"{short_date(line.day)} · {line.name}"
        if line.exception is None:
            return said
        other = self.tr("as in any other week") if line.exception in ("", NORMAL) else line.exception
        return self.tr("{day} ({instead})").format(day=said, instead=other)

    def _line(self) -> HolidayLine | None:
        found = None if self.list.currentRow() < 0 else self.list.currentItem().data(_LINE)
        return found if isinstance(found, HolidayLine) else None

    def work(self) -> None:
        """This date is as its weekday after all."""
        line = self._line()
        if self._schedule is not None and line is not None:
            made = DayException(line.day, line.day, name=line.name, like=NORMAL)
            self.edited.emit(replace(self._schedule, exceptions=(*self._schedule.exceptions, made)))

    def _failed(self, error: Exception) -> None:
        self._say(of_request(error).text)

    def _say(self, text: str) -> None:
        self.says.setText(text)
        self.says.setVisible(bool(text))


def _by_name(pair: tuple[str, str]) -> str:
    return folded(pair[0])
