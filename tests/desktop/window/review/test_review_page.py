"""The week in review in the window: what it shows, from week to week, as tables, copied and saved."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.core.desk import RequestError
from desktop.window.review.review_page import ReviewPage
from tests.desktop import sample
from tests.desktop.review_double import blank_review, sample_review
from tests.desktop.window.late import Slow, delivered
from tests.desktop.window.opened import Open, Opens, labels

SUNDAY = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


@pytest.fixture
def open(open_at: Opens) -> Open:
    made: Open = open_at(SUNDAY)
    made.keys("go_review")
    made.until(lambda: "16 to 22 November" in page(made).title.text())
    return made


def page(open: Open) -> ReviewPage:
    found = open.window.page("review")
    assert isinstance(found, ReviewPage)
    return found


def show(open: Open) -> ReviewPage:
    open.window.show_page("review")
    open.until(lambda: bool(page(open).title.text()))
    return page(open)


def test_the_four_tiles_say_what_the_design_says(open: Open) -> None:
    assert [tile.said for tile in page(open).tiles] == [
        "18 h 10 in focus, 2 h 38 more than the week before",
        "15 check-ins, median 11 min to clear",
        "412 interruptions held, 5 let through as urgent",
        "94 % promises kept (33 of 35 answer(s) in time)",
    ]


def test_what_waited_came_through_and_was_out_of_reach_has_its_words(open: Open) -> None:
    said = labels(page(open))
    assert "acme/boat: Review asked: new hull (still waits)" in said
    assert "key client and the lab (1 not urgent)" in said
    assert "“GitHub” not reached Wed 10:00 to 10:35, caught up at 10:36: nothing lost" in said
    assert "Kept on this computer only." in said


def test_hours_are_by_objective_and_those_outside_are_shown(open: Open) -> None:
    figures = page(open).hours.chart.figures
    assert [(one.name, one.text, one.color) for one in figures] == [
        ("Ship 2.0", "12 h 40", "focus"),
        ("Grow the team", "4 h", "focus"),
        ("No objective", "1 h 30", "gate"),
    ]


def test_without_objectives_hours_are_by_intention(open_at: Opens) -> None:
    made: Open = open_at(SUNDAY)
    made.desk.kept_objectives = ()
    names = [one.name for one in show(made).hours.chart.figures]
    assert names == ["Release 2.0", "Hire a designer", "Documentation", "No intention"]


def test_keys_go_from_week_to_week_and_never_beyond_the_present_one(open: Open) -> None:
    assert not page(open).after_button.isEnabled()
    open.keys("review_before", "review_before")
    open.until(lambda: "2 to 8 November" in page(open).title.text())
    open.keys("review_after")
    open.until(lambda: "9 to 15 November" in page(open).title.text())
    open.keys("review_now")
    open.until(lambda: "16 to 22 November" in page(open).title.text())
    open.keys("review_after")
    assert open.desk.asked_weeks == [None, "2026-W46", "2026-W45", "2026-W46", None, "2026-W47"]


def test_the_mouse_goes_from_week_to_week(open: Open) -> None:
    QTest.mouseClick(page(open).before_button, Qt.MouseButton.LeftButton)
    open.until(lambda: "9 to 15 November" in page(open).title.text())
    QTest.mouseClick(page(open).after_button, Qt.MouseButton.LeftButton)
    open.until(lambda: "16 to 22 November" in page(open).title.text())


def test_quick_keys_end_at_the_present_week(open: Open) -> None:
    open.keys("review_before")
    open.keys(*["review_after"] * 4)
    assert open.desk.asked_weeks[-1] == "2026-W47"
    open.until(lambda: "16 to 22 November" in page(open).title.text())


def test_the_last_cards_are_reached_by_keyboard(open: Open) -> None:
    open.window.resize(900, 600)
    bar = page(open).body.verticalScrollBar()
    open.until(lambda: bar.maximum() > 0)
    QTest.keyClick(page(open).before_button, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(page(open).before_button, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()


def test_the_latest_answer_wins_and_two_quick_keys_are_two_weeks(open: Open) -> None:
    slow = Slow(open.desk)
    open.bridge.attach(slow)
    open.keys("review_before", "review_before")
    slow.answer(1)
    open.until(lambda: "2 to 8 November" in page(open).title.text())
    slow.answer(0)
    delivered(open.bridge, open.bot)
    assert "2 to 8 November" in page(open).title.text()


def test_a_refusal_is_said_and_the_next_week_takes_it_away(open: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(week: str | None = None) -> None:
        raise RequestError("The database is busy.", "Try again.")

    with monkeypatch.context() as patched:
        patched.setattr(open.desk, "review", refuse)
        open.keys("review_before")
        open.until(lambda: "The database is busy." in page(open).says.text)
    open.keys("review_now")
    open.until(lambda: not page(open).says.text)


def test_tables_come_by_a_key_with_the_same_figures_and_the_focus(open: Open) -> None:
    shown = page(open)
    shown.days.chart.setFocus()
    open.keys("review_table")
    assert shown.days.table.isVisible()
    assert not shown.days.chart.isVisible()
    assert shown.days.table.hasFocus()
    assert shown.days.table.said[0] == ("Monday", "4 h 30", "45 min", "–", "2 h", "16 h 45")
    assert shown.hours.table.said[0] == ("Release 2.0", "Ship 2.0", "10 h 30")
    assert len(shown.trend.table.said) == 12
    assert shown.trend.table.said[0][0] == "16 November"
    open.keys("review_table")
    assert shown.days.chart.hasFocus()


def test_the_trend_leaves_out_what_is_not_known(open_at: Opens) -> None:
    made: Open = open_at(SUNDAY)
    whole = sample_review()
    unknown = replace(whole.trend[2], focus=timedelta(), check_ins=0, held=0, passed=0)
    made.desk.reviews["2026-W47"] = replace(whole, trend=(*whole.trend[:2], unknown, *whole.trend[3:]))
    shown = show(made)
    assert not shown.trend.chart.figures[2].known
    assert shown.trend.table.said[-3][1:] == ("–",) * 6
    assert shown.trend.words.text() == "In the middle of the weeks before: 13 h 50 in focus. The last one is not over."


@pytest.mark.parametrize(
    ("first", "title"),
    [(True, "There is nothing to look back on yet"), (False, "Nothing is known of this week")],
)
def test_a_week_of_which_nothing_is_known_says_so(open_at: Opens, first: bool, title: str) -> None:
    made: Open = open_at(SUNDAY)
    made.desk.reviews["2026-W47"] = blank_review("2026-W47", first=first)
    shown = show(made)
    assert shown.empty.isVisible()
    assert shown.empty.said.startswith(title)
    assert not shown.body.isVisible()
    made.keys("review_before")
    made.until(lambda: shown.body.isVisible() and not shown.empty.isVisible())


def test_in_focus_this_week_s_page_does_not_say_how_much_waits(open_at: Opens) -> None:
    made: Open = open_at(sample.FOCUS)
    made.desk.review_now = sample.FOCUS
    shown = show(made)
    assert shown.tiles[2].said == "– interruptions held: told when you are out of focus"
    made.keys("review_before")
    made.until(lambda: "412" in shown.tiles[2].said)
    made.keys("review_now")
    made.until(lambda: "412" not in shown.tiles[2].said)
    made.window.deeds.stop_focus()
    made.until(lambda: "412" in shown.tiles[2].said)


def test_it_asks_when_it_is_opened_and_not_when_mail_comes(open: Open) -> None:
    before = len(open.desk.asked_weeks)
    open.desk.done([next(iter(open.desk.items))])
    open.until(lambda: open.window.present.counts == open.desk.counts())
    assert len(open.desk.asked_weeks) == before
    open.keys("go_done", "go_review")
    assert len(open.desk.asked_weeks) == before + 1


def test_copying_puts_markdown_on_the_clipboard(open: Open) -> None:
    QGuiApplication.clipboard().clear()
    open.keys("review_copy")
    open.until(lambda: QGuiApplication.clipboard().text().startswith("# Week in review, 16 to 22 November 2026"))
    open.until(lambda: open.window.toast.said == "The review is copied, as Markdown.")


def test_it_is_saved_as_its_file_is_called(open: Open, tmp_path: Path) -> None:
    page(open).save("2026-W47", tmp_path / "week.md")
    page(open).save("2026-W47", tmp_path / "week.json")
    open.until((tmp_path / "week.json").exists)
    assert (tmp_path / "week.md").read_text().startswith("# Week in review")
    assert (tmp_path / "week.md").stat().st_mode & 0o077 == 0
    found = json.loads((tmp_path / "week.json").read_text())
    assert (found["week"], found["held"]) == ("2026-W47", 412)
    open.until(lambda: "week.json" in open.window.toast.said)


def test_a_file_that_cannot_be_written_is_told_with_what_to_do(open: Open, tmp_path: Path) -> None:
    page(open).save("2026-W47", tmp_path / "nowhere" / "week.md")
    open.until(lambda: "week.md could not be written." in page(open).says.text)
    assert "Choose another folder" in page(open).says.text


def test_all_of_it_is_reached_by_tab_and_named(open: Open) -> None:
    shown = page(open)
    for as_tables in (False, True):
        if as_tables:
            open.keys("review_table")
        for widget in shown.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                assert widget.accessibleName() or getattr(widget, "text", lambda: "")(), type(widget).__name__


def test_it_stands_in_the_sidebar_above_the_settings(open: Open) -> None:
    sidebar = open.window.sidebar
    assert sidebar.button("review").isChecked()
    assert sidebar.button("review").y() < sidebar.button("settings").y()


@pytest.mark.parametrize("width", [720, 900, 1280])
def test_nothing_is_wider_than_the_window(open: Open, width: int) -> None:
    open.window.resize(width, 600)
    for as_tables in (False, True):
        if as_tables:
            open.keys("review_table")
        QApplication.processEvents()
        inside = page(open).body.widget()
        assert inside is not None
        assert page(open).minimumSizeHint().width() <= open.window.stack.width()
        assert inside.minimumSizeHint().width() <= page(open).body.viewport().width()
