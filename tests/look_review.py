"""What `tests.look` does to show the week in review: a full week, an empty one, the first; its sheets; one's data."""

from __future__ import annotations

from datetime import UTC, timedelta

from desktop.core.left import Left
from desktop.window.main_window import MainWindow
from desktop.window.review.review_page import ReviewPage
from tests.desktop import sample
from tests.desktop.desk_double import DeskDouble
from tests.desktop.review_double import blank_review
from tests.look_settings import Screen, Steps, settings, settle

FRIDAY = sample.OPEN + timedelta(days=2, hours=8)


def _page(window: MainWindow, desk: DeskDouble) -> ReviewPage:
    desk.review_now = desk.now().at.astimezone(UTC)
    window.show_page("review")
    settle()
    page = window.page("review")
    assert isinstance(page, ReviewPage)
    return page


def _week(window: MainWindow, desk: DeskDouble) -> None:
    _page(window, desk)


def _end(window: MainWindow, desk: DeskDouble) -> None:
    bar = _page(window, desk).body.verticalScrollBar()
    bar.setValue(bar.maximum())


def _tables(window: MainWindow, desk: DeskDouble) -> None:
    page = _page(window, desk)
    page.days.chart.setFocus()
    page.do("table")


def _by_key(window: MainWindow, desk: DeskDouble) -> None:
    page = _page(window, desk)
    page.days.chart.setFocus()
    page.days.chart._go_to(3)


def _nothing_known(*, first: bool) -> Steps:
    def steps(window: MainWindow, desk: DeskDouble) -> None:
        at = desk.now().at.astimezone(UTC)
        for week in ("2026-W46", "2026-W47"):
            desk.reviews[week] = blank_review(week, first=first, now=at)
        page = _page(window, desk)
        if not first:
            page.do("before")

    return steps


def _deed(deed: str) -> Steps:
    def steps(window: MainWindow, desk: DeskDouble) -> None:
        _page(window, desk).do(deed)

    return steps


def _erase(window: MainWindow, desk: DeskDouble) -> None:
    """What is going to happen is typed, and all that is below the fold is seen."""
    page = settings(window)
    page.show_section("data")
    form = page.data.erase
    form.line.setText(form.phrase)
    form.line.setFocus()
    settle()


def _restoring(window: MainWindow, desk: DeskDouble) -> None:
    """The command is copied, and stands in sight."""
    page = settings(window)
    page.show_section("data")
    settle()
    page.data.restoring.copy_button.setFocus()
    page.data.restoring.copy_button.click()
    settle()


def _erased(window: MainWindow, desk: DeskDouble) -> None:
    desk.erase_problems = (Left("presence", "slack"),)
    _erase(window, desk)
    settings(window).data.erase.erase()
    settle()


REVIEW = (
    Screen("review", FRIDAY, _week),
    Screen("review_end", FRIDAY, _end),
    Screen("review_tables", FRIDAY, _tables),
    Screen("review_keys", FRIDAY, _by_key),
    Screen("review_midweek", sample.OPEN, _week),
    Screen("review_in_focus", sample.FOCUS, _week),
    Screen("review_first", sample.OPEN, _nothing_known(first=True)),
    Screen("review_blank", sample.OPEN, _nothing_known(first=False)),
    Screen("review_note", FRIDAY, _deed("note")),
    Screen("review_objectives", FRIDAY, _deed("objectives")),
    Screen("settings_restore", sample.OPEN, _restoring),
    Screen("settings_erase", sample.OPEN, _erase),
    Screen("settings_erased", sample.OPEN, _erased),
)
