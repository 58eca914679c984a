"""What `tests.look` does to show the books: the ledger, a batch that a gap touched, a code that came too late."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from desktop.core.book_lines import GapLine
from desktop.window.main_window import MainWindow
from inbox.item import Event, State
from tests.desktop import sample
from tests.desktop.desk_double import DeskDouble
from tests.look_settings import Screen, settle


def _gaps(desk: DeskDouble) -> None:
    at = desk.now().at
    long_ago, minute = at - timedelta(days=1, hours=3), timedelta(minutes=1)
    desk.gap_lines = (
        GapLine("github", "GitHub", at - 55 * minute, at - 20 * minute, at - 19 * minute, 3, "offline", "no route"),
        GapLine("", "", long_ago, long_ago + 80 * minute, long_ago + 81 * minute, 0, "asleep"),
        GapLine("apps", "", long_ago - 90 * minute, long_ago, long_ago, 0, "offline", "", "not_kept"),
    )


def _ledger(window: MainWindow, desk: DeskDouble) -> None:
    _gaps(desk)
    window.deeds.ledger()
    settle()


def _deleted(window: MainWindow, desk: DeskDouble) -> None:
    first = next(item for item in desk.items.values() if item.state is State.RELEASED)
    desk.forgotten = 12
    desk.items[first.id] = replace(first, state=State.EXPIRED)
    _ledger(window, desk)


def _batch(window: MainWindow, desk: DeskDouble) -> None:
    _gaps(desk)
    chosen = next(item for item in desk.items.values() if item.state is State.RELEASED and item.id != 1)
    desk.items[chosen.id] = replace(chosen, state=State.EXPIRED)
    arrived = chosen.arrived_at
    desk.happened[chosen.id] = (
        Event(arrived, "arrived", chosen.account),
        Event(arrived, "held:focus", "Release 2.0", arrived + timedelta(hours=1)),
        Event(arrived + timedelta(hours=1), "released:check_in", "late morning", arrived + timedelta(hours=1)),
        Event(arrived + timedelta(hours=1), "expired", "", arrived + timedelta(minutes=20)),
        Event(arrived + timedelta(hours=2), "snooze", "", arrived + timedelta(hours=5)),
        Event(arrived + timedelta(hours=5), "back:check_in", "afternoon", arrived + timedelta(hours=5)),
    )
    window.show_page("check_in")
    settle()
    page = window.list_page()
    assert page is not None
    page.refresh()
    settle()
    for _ in range(30):
        page.list.step_by(1)
        if chosen.id in page.list.targets():
            break
    settle()


BOOKS: tuple[Screen, ...] = (
    Screen("ledger", sample.CHECK_IN, _ledger, held=7),
    Screen("ledger_deleted", sample.CHECK_IN, _deleted),
    Screen("batch_with_a_gap", sample.CHECK_IN, _batch),
)
