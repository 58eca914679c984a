"""What `tests.look` does to show the week: drawn, tried on the past, with days that differ; paused, and off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.core.rehearsal.values import PersonDelay, Replay, RuleTold
from desktop.core.settings.week import preset
from desktop.window.chooser import Palette
from desktop.window.forms.schedule_form import ScheduleForm
from desktop.window.main_window import MainWindow
from desktop.window.time_choosers import FocusMenu
from focus.cautions import WeekWarning
from focus.schedule import NORMAL, DayException, DayTemplate, Mode, PublicHolidays, Schedule, Span
from tests.desktop import sample
from tests.desktop.desk_double import DeskDouble
from tests.look_settings import Screen, Steps, settings, settle

_NO_DAYS: frozenset[int] = frozenset()
_TODAY = Replay(
    check_in=2480, rule=9, open=121, batches=118, told=127, days=30, interruptions=4.2, median=timedelta(minutes=96),
    worst=timedelta(hours=15, minutes=40), expired=1,
    people=(
        PersonDelay("claire@client.example", 14, timedelta(hours=1, minutes=50), timedelta(hours=15, minutes=40)),
        PersonDelay("jonas@lab.example", 31, timedelta(hours=1, minutes=12), timedelta(hours=5)),
        PersonDelay("Priya (slack)", 88, timedelta(minutes=41), timedelta(hours=2, minutes=10)),
    ),
    rules=(RuleTold("codes", 5, 0, 0), RuleTold("key client and the lab", 4, 10, 0), RuleTold("lists", 0, 212, 0)),
)  # fmt: skip
_DRAWN = replace(
    _TODAY, check_in=2603, rule=4, open=0, never=3, batches=90, told=94, interruptions=3.1,
    median=timedelta(hours=2, minutes=5), expired=2,
    people=tuple(replace(one, median=one.median * 1.3) for one in reversed(_TODAY.people)),
    rules=(RuleTold("codes", 3, 0, 0), RuleTold("key client and the lab", 1, 13, 0)),
)  # fmt: skip


def _rehearsed(desk: DeskDouble) -> None:
    desk.proposed, desk.today = _DRAWN, _TODAY


def _form(window: MainWindow) -> ScheduleForm:
    page = settings(window)
    page.show_section("week")
    settle()
    return page.schedule


def _whole(schedule: Schedule, *, french: bool) -> Schedule:
    """With a template, days that differ and public holidays."""
    name = "Demi-journée" if french else "Half day"
    half = DayTemplate(
        name,
        (
            Span(Mode.FOCUS, _NO_DAYS, time(8, 30), time(10, 30), intention="Release 2.0"),
            Span(Mode.CHECK_IN, _NO_DAYS, time(10, 30), time(11)),
        ),
    )
    winter = "Congés d’hiver" if french else "Winter break"
    days = (
        DayException(date(2026, 12, 24), date(2027, 1, 3), name=winter),
        DayException(date(2026, 12, 23), date(2026, 12, 23), like=name),
        DayException(date(2027, 5, 8), date(2027, 5, 8), name="8 mai" if french else "8 May", like=NORMAL),
    )
    return replace(schedule, templates=(half,), exceptions=days, holidays=PublicHolidays("FR", "57"))


def _french(desk: DeskDouble) -> bool:
    return "Nouvel" in desk.items[1].subject


def _week(window: MainWindow, desk: DeskDouble) -> None:
    _rehearsed(desk)
    _form(window)


def _dragged(window: MainWindow, desk: DeskDouble) -> None:
    """A block in the hand."""
    _rehearsed(desk)
    form = _form(window)
    form.presets[3].click()
    settle()
    grid = form.grid
    QTest.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.point_of(1, 10 * 60))
    for minute in (20, 50):
        QTest.mouseMove(grid.viewport(), grid.point_of(1, 10 * 60 + minute) + QPoint(2, 0))
    settle(200)


def _drawing(window: MainWindow, desk: DeskDouble) -> None:
    """A block being drawn."""
    _rehearsed(desk)
    grid = _form(window).grid
    QTest.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.point_of(5, 10 * 60))
    QTest.mouseMove(grid.viewport(), grid.point_of(5, 12 * 60))
    settle(200)


def _little(window: MainWindow, desk: DeskDouble) -> None:
    desk.proposed = desk.today = Replay(check_in=4, batches=2, days=2)
    _form(window)


def _warned(window: MainWindow, desk: DeskDouble) -> None:
    _rehearsed(desk)
    at = desk.now().at
    desk.warned = (
        WeekWarning("never", label="mention"),
        WeekWarning("long_wait", since=at, until=at + timedelta(hours=41), length=timedelta(hours=41), weekly=True),
        WeekWarning(
            "too_short", since=at, length=timedelta(minutes=15), name="", items=34, needs=timedelta(minutes=40)
        ),
    )
    form = _form(window)
    form.presets[2].click()
    settle()
    form.save_button.click()
    settle()


def _replayed(window: MainWindow, desk: DeskDouble) -> None:
    _week(window, desk)
    settle()
    settings(window).schedule.rehearsal.replay_button.click()


def _days(tab: int, row: int) -> Steps:
    def steps(window: MainWindow, desk: DeskDouble) -> None:
        _rehearsed(desk)
        desk.set_schedule(_whole(replace(desk.schedule(), spans=preset(3)), french=_french(desk)))
        form = _form(window)
        form.load()
        form.tabs.setCurrentIndex(tab)
        settle(400)
        (form.exceptions if tab == 2 else form.holidays).list.setCurrentRow(row)
        settle()

    return steps


def _template(window: MainWindow, desk: DeskDouble) -> None:
    _rehearsed(desk)
    schedule = _whole(replace(desk.schedule(), spans=preset(3)), french=_french(desk))
    desk.set_schedule(schedule)
    form = _form(window)
    form.load()
    settle()
    form.choose_subject(schedule.templates[0].name)


def _asked_focus(window: MainWindow, desk: DeskDouble) -> None:
    window.deeds.ask_focus()
    QTest.keyClicks(window.sheets[FocusMenu]._line, "Guide de migration" if _french(desk) else "Migration guide")


def _paused(window: MainWindow, desk: DeskDouble) -> None:
    desk.items.clear()
    window.show_page("check_in")
    window.deeds.pause_plan()
    settle()
    window.toast.hide()


def _off(window: MainWindow, desk: DeskDouble) -> None:
    desk.items.clear()
    window.show_page("check_in")
    window.deeds.off_until_monday()
    settle()


def _palette(window: MainWindow, desk: DeskDouble) -> None:
    window.deeds.off_until_monday()
    settle()
    window.deeds.palette()
    QTest.keyClicks(window.sheets[Palette]._line, "plan")


def _zones(window: MainWindow, desk: DeskDouble) -> None:
    _rehearsed(desk)
    form = _form(window)
    form.zone.change_button.setFocus()
    form.zone.change_button.click()
    settle()
    QTest.keyClicks(window.focusWidget(), "royaume" if _french(desk) else "kingdom")
    settle()


def _all_zones(window: MainWindow, desk: DeskDouble) -> None:
    _rehearsed(desk)
    _form(window).zone.choose()
    settle()


def _in_tokyo(window: MainWindow, desk: DeskDouble) -> None:
    _rehearsed(desk)
    form = _form(window)
    form.zone.follow("Asia/Tokyo")
    settle(400)


WEEK = (
    Screen("week", sample.OPEN, _week),
    Screen("week_dragged", sample.OPEN, _dragged),
    Screen("week_drawing", sample.OPEN, _drawing),
    Screen("week_little", sample.OPEN, _little),
    Screen("week_warned", sample.OPEN, _warned),
    Screen("week_replay", sample.OPEN, _replayed),
    Screen("week_days", sample.OPEN, _days(2, 1)),
    Screen("week_holidays", sample.OPEN, _days(3, 1)),
    Screen("week_template", sample.OPEN, _template),
    Screen("week_zone", sample.OPEN, _all_zones),
    Screen("week_zone_found", sample.OPEN, _zones),
    Screen("week_zone_taken", sample.OPEN, _in_tokyo),
    Screen("focus_until", sample.OPEN, _asked_focus),
    Screen("paused", sample.OPEN, _paused),
    Screen("off", sample.OPEN, _off),
    Screen("off_until", sample.OPEN, lambda window, desk: window.deeds.ask_off()),
    Screen("off_palette", sample.OPEN, _palette),
)
