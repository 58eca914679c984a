"""An answer that goes later: at their nine, tomorrow, at a typed time."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.window.answering.later import LaterMenu, ZoneMenu
from desktop.window.chooser import Chooser
from tests.desktop.window.answering.writing import begin, composer, type_in
from tests.desktop.window.opened import Open, Opens

CLAIRE = "claire.lemoine@lemoine-conseil.example"
NEW_YORK_NINE = datetime(2026, 11, 18, 14, tzinfo=UTC)


def menu(open: Open, kind: type[Chooser]) -> Chooser:
    open.until(lambda: any(each.isVisible() for each in open.window.findChildren(kind)))
    return next(each for each in open.window.findChildren(kind) if each.isVisible())


def test_the_zone_is_asked_once_and_the_button_says_when(open_at: Opens) -> None:
    open = open_at()
    made = begin(open)
    type_in(open, "Yes.")
    open.keys("write_later")
    later = menu(open, LaterMenu)
    assert later.shown[0] == "At their 9:00…"
    later.choose_current()
    zones = menu(open, ZoneMenu)
    assert zones.shown[0] == "Paris, France  (Europe/Paris)"
    assert open.desk.kept_zones == {}
    QTest.keyClicks(open.window.focusWidget(), "new york")
    assert zones.shown == ("New York, United States  (America/New_York)",)
    zones.choose_current()
    open.until(lambda: made.send_at == NEW_YORK_NINE)
    assert open.desk.kept_zones == {CLAIRE: "America/New_York"}
    assert made.bar.buttons["send"].text() == "Send 15:00"
    assert open.window.focusWidget() is made.editor
    open.keys("write_later")
    assert menu(open, LaterMenu).shown[:3] == (
        "At once",
        "At their 9:00 (New York)",
        "They live elsewhere than New York…",
    )


def test_it_waits_until_then_and_can_be_taken_back(open_at: Opens) -> None:
    open = open_at()
    open.desk.set_zone(CLAIRE, "America/New_York")
    begin(open)
    type_in(open, "Yes.")
    open.keys("write_later")
    menu(open, LaterMenu).choose_current()
    open.keys("write_send")
    open.until(lambda: len(open.desk.letters) == 1)
    assert open.desk.letters[1].not_before == NEW_YORK_NINE
    assert open.window.toast.said == "It waits in the outbox, and is sent 15:00."
    open.keys("undo")
    open.until(lambda: open.window.answering.composer is not None)
    assert composer(open).send_at == NEW_YORK_NINE
    assert composer(open).bar.buttons["send"].text() == "Send 15:00"


def test_a_typed_time_and_at_once_again(open_at: Opens) -> None:
    open = open_at()
    made = begin(open)
    open.keys("write_later")
    later = menu(open, LaterMenu)
    QTest.keyClicks(open.window.focusWidget(), "mon 8:15")
    later.choose_current()
    assert made.bar.buttons["send"].text() == "Send Mon 08:15"
    open.keys("write_later")
    menu(open, LaterMenu).choose_current()
    assert made.send_at is None
    assert made.bar.buttons["send"].text() == "Send"


def test_several_people_have_no_nine_of_their_own(open_at: Opens) -> None:
    open = open_at()
    made = begin(open, "forward")
    made.to.field.setText("a@example.org, b@example.org")
    open.keys("write_later")
    assert menu(open, LaterMenu).shown == ("Tomorrow morning", "Monday morning")


def test_a_place_is_found_by_any_of_its_words(open_at: Opens) -> None:
    open = open_at()
    begin(open)
    open.keys("write_later")
    menu(open, LaterMenu).choose_current()
    zones = menu(open, ZoneMenu)
    QTest.keyClicks(open.window.focusWidget(), "argentina ushu")
    assert zones.shown == ("Ushuaia, Argentina  (America/Argentina/Ushuaia)",)
    QTest.keyClick(open.window.focusWidget(), Qt.Key.Key_Escape)
    assert open.desk.kept_zones == {}
