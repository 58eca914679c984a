"""What `tests.look` does to bring promises there: in the batch, in what is read, and in the settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from PySide6.QtTest import QTest

from desktop.core.promise_views import USUAL, WorkCalendar
from desktop.window.forms.promises_form import PromisesForm
from desktop.window.main_window import MainWindow
from focus.working_time import Hours
from inbox.item import State
from inbox.promises import Promise
from inbox.rules import Match
from tests.desktop import sample
from tests.desktop.desk_double import DeskDouble
from tests.look_settings import Screen, settings, settle

PROMISES = (
    Promise("clients", Match(domain=("lemoine-conseil.example", "booth.example")), "1 working day"),
    Promise("reviews", Match(tool=("github", "gitlab"), reason=("review_asked",)), "4 h", "team"),
    Promise("board", Match(address=("chair@hull.example",)), "30 min", "gone"),
)
CALENDARS = (
    WorkCalendar(USUAL),
    WorkCalendar(
        "team",
        "America/New_York",
        (Hours(frozenset(range(5)), time(8, 30), time(12)), Hours(frozenset(range(4)), time(13), time(17, 30))),
        "US",
        "NY",
        (date(2026, 12, 24), date(2026, 12, 31)),
    ),
)


def _promise(desk: DeskDouble) -> None:
    now = desk.now().at
    desk.promised, desk.work_calendars = PROMISES, CALENDARS
    due = {
        4: ("clients", timedelta(hours=2, minutes=48)),
        3: ("reviews", timedelta(hours=-1)),
        1: ("reviews", timedelta(days=1)),
    }
    for id, (name, left) in due.items():
        desk.items[id] = replace(desk.items[id], promised=name, due_at=now + left)
    for id, item in desk.items.items():
        if item.state is State.HELD:
            desk.items[id] = replace(item, promised="clients", due_at=now + timedelta(hours=5))


def batch(window: MainWindow, desk: DeskDouble) -> None:
    _promise(desk)
    page = window.list_page()
    assert page is not None
    page.refresh()
    settle()
    page.list.setCurrentIndex(page.list.items.index(2))
    settle()


def held(window: MainWindow, desk: DeskDouble) -> None:
    _promise(desk)
    window.show_page("held")


def searched(window: MainWindow, desk: DeskDouble) -> None:
    _promise(desk)
    window.show_page("search")
    QTest.keyClicks(window.focusWidget(), "c")
    settle(400)


def _form(window: MainWindow, desk: DeskDouble) -> PromisesForm:
    _promise(desk)
    now = desk.now().at
    kept = desk.promises
    lines = tuple(replace(line, asked_now=now + timedelta(days=1)) for line in kept())
    lines = (replace(lines[0], open=3, late=1), *lines[1:])
    desk.promises = lambda: lines  # type: ignore[method-assign]
    page = settings(window)
    page.show_section("promises")
    settle()
    return page.promises


def listed(window: MainWindow, desk: DeskDouble) -> None:
    form = _form(window, desk)
    form.list.setFocus()


def edited(window: MainWindow, desk: DeskDouble) -> None:
    form = _form(window, desk)
    form.change(1)
    settle()


def wrong(window: MainWindow, desk: DeskDouble) -> None:
    form = _form(window, desk)
    form.add()
    form.editor.name.setText("press")
    form.editor.save()
    settle()


def calendar(window: MainWindow, desk: DeskDouble) -> None:
    form = _form(window, desk)
    form.change_calendar(1)
    settle()


def first(window: MainWindow, desk: DeskDouble) -> None:
    settings(window).show_section("promises")
    settle()


PROMISE_SCREENS = (
    Screen("promises_batch", sample.CHECK_IN, batch),
    Screen("promises_held", sample.FOCUS, held, held=4),
    Screen("promises_search", sample.OPEN, searched),
    Screen("promises_list", sample.OPEN, listed),
    Screen("promises_first", sample.OPEN, first),
    Screen("promises_edit", sample.OPEN, edited),
    Screen("promises_wrong", sample.OPEN, wrong),
    Screen("promises_calendar", sample.OPEN, calendar),
)
