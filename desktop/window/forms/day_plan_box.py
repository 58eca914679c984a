"""What a day that differs is like, as one choice: nothing planned, as a weekday, a template, or as it is."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.window.forms.day_templates import day_of
from desktop.window.forms.span_words import day_name, plan_words
from focus.schedule import NORMAL, Schedule, Span


class DayPlan(NamedTuple):
    """As in `DayException`: spans of its own, or the name of what it is like."""

    spans: tuple[Span, ...] = ()
    like: str = ""


class DayPlanBox(QComboBox):
    """UI thread only. `usual`: that the day is as its weekday after all is a choice too."""

    def __init__(self, *, usual: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usual = usual
        self._plans: list[DayPlan] = [DayPlan()]
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        self.setAccessibleName(self.tr("Plan"))

    @property
    def plan(self) -> DayPlan:
        return self._plans[max(0, self.currentIndex())]

    def offer(self, schedule: Schedule, current: DayPlan | None = None) -> None:
        """The choices there are in this schedule; `current` is chosen, what it was before without one."""
        kept = current or self.plan
        offered = [(DayPlan(), self.tr("Nothing planned"))]
        if self._usual:
            offered.append((DayPlan(like=NORMAL), self.tr("As in any other week")))
        named = self.tr("Template: {name}")
        offered += [(DayPlan(like=one.name), named.format(name=one.name)) for one in schedule.templates]
        like = self.tr("Like a {weekday}")
        offered += [(DayPlan(day_of(schedule, day)), like.format(weekday=day_name(day, long=True))) for day in range(7)]
        plans = [plan for plan, _ in offered]
        if kept not in plans and (current is not None) and not kept.like:
            offered.append((kept, self.tr("As it is: {plan}").format(plan=plan_words(kept.spans))))
        self._plans = [plan for plan, _ in offered]
        with QSignalBlocker(self):
            self.clear()
            self.addItems([words for _, words in offered])
            self.setCurrentIndex(self._plans.index(kept) if kept in self._plans else 0)
