"""Promises where messages are listed and read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.core.views import Row
from desktop.window import promise_words
from desktop.window.item_model import Heading, ItemModel, Line
from inbox.batch import reading_order
from inbox.item import Item, State
from inbox.promises import Promise
from inbox.rules import Match
from tests.desktop import sample
from tests.desktop.window.opened import Opens, batch_page, labels

pytestmark = pytest.mark.usefixtures("qapp")
NOW = sample.CHECK_IN.astimezone(sample.ZONE)
HOUR = timedelta(hours=1)
CLIENTS = Promise("clients", Match(domain=("lemoine-conseil.example",)), "1 working day")


def owed(hours: float, **changed: object) -> Item:
    item = sample.items()[3]
    return replace(item, promised="clients", due_at=NOW + hours * HOUR, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("item", "chip", "kind", "short", "spoken"),
    [
        (owed(2.8), "due 14:00", "owed", "14:00", "answer due 14:00"),
        (owed(-1), "late: 10:12", "owed", "10:12", "the answer was due 10:12"),
        (owed(24), "due tomorrow 11:12", "later", "tomorrow 11:12", "answer due tomorrow 11:12"),
    ],
)
def test_when_an_answer_is_due(item: Item, chip: str, kind: str, short: str, spoken: str) -> None:
    assert promise_words.chips(item, NOW) == ((chip, kind),)
    assert promise_words.chips(item, NOW, short=True) == ((short, kind),)
    assert promise_words.spoken(item, NOW) == spoken


@pytest.mark.parametrize("item", [owed(1, answered_at=NOW), owed(1, state=State.DONE), sample.items()[3]])
def test_what_is_answered_or_done_is_not_due(item: Item) -> None:
    assert promise_words.chips(item, NOW) == ()
    assert promise_words.spoken(item, NOW) == ""


@pytest.mark.parametrize(
    ("row", "note"),
    [
        (Row(owed(2.8), within="1 working day"), "Promise: answer within 1 working day(s), until 14:00."),
        (Row(owed(2.8), within="1 h 30 min"), "Promise: answer within 1 h 30 min, until 14:00."),
        (Row(owed(-1), within="2 working days"), "Promise: answer within 2 working day(s). That was until 10:12."),
        (
            Row(owed(2.8, answered_at=NOW), within="4 h"),
            "Promise: answer within 4 h, until 14:00. Answered 11:12.",
        ),
        (Row(owed(2.8)), "Promise: answer within clients, until 14:00."),
        (Row(sample.items()[3]), ""),
    ],
)
def test_the_note_says_what_is_promised(row: Row, note: str) -> None:
    assert promise_words.note(row, NOW) == note


def test_what_is_due_today_has_a_group_of_its_own_before_the_others() -> None:
    mine = [owed(2.8) if item.id == 4 else item for item in sample.items() if item.state is State.RELEASED]
    midnight = NOW.replace(hour=0, minute=0) + timedelta(days=1)
    model = ItemModel(grouped=True)
    model.show([Row(item, owed_today=item.id == 4) for item in reading_order(mine, midnight)], complete=True)
    model.set_now(NOW)
    first, second = model.entry(0), model.entry(1)
    assert isinstance(first, Heading)
    assert first.title == "Answer promised today"
    assert isinstance(second, Line)
    assert second.row.item.id == 4
    heard = model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole)
    assert heard.endswith(", answer due 14:00.")


def test_a_check_in_names_what_is_due_before_the_next_one(open_at: Opens) -> None:
    open = open_at()
    assert batch_page(open).owed == ""
    open.desk.promised = (CLIENTS,)
    open.desk.items[4] = owed(2.8)
    batch_page(open).refresh()
    open.until(lambda: batch_page(open).owed != "")
    assert batch_page(open).owed == "Answers due before the next check-in (16:00): Claire Lemoine 14:00."
    assert batch_page(open)._owed.isVisible()
    open.keys("previous", "previous", "previous", "previous")
    open.until(lambda: any("Promise: answer within 1 working day" in said for said in labels(open.window)))
    open.keys("done")
    open.until(lambda: batch_page(open).owed == "")


def test_a_snooze_past_a_promise_says_so(open_at: Opens) -> None:
    assert promise_words.late_by_then(0) == ""
    assert promise_words.late_by_then(1) == "1 answer(s) you promised would be due before that."
    open = open_at()
    open.desk.promised = (CLIENTS,)
    open.desk.items[4] = owed(2.8)
    batch_page(open).refresh()
    open.until(lambda: batch_page(open).owed != "")
    open.keys("previous", "previous", "previous", "previous", "snooze")
    QTest.keyClicks(open.window.focusWidget(), "tomorrow 9:00")
    QTest.keyClick(open.window.focusWidget(), Qt.Key.Key_Return)
    open.until(lambda: open.desk.items[4].state is State.SNOOZED)
    warned = "1 answer(s) you promised would be due before that."
    open.until(lambda: open.window.toast.said.endswith(warned))


def test_in_a_narrow_list_when_it_is_due_stays_beside_a_pin(open_at: Opens) -> None:
    open = open_at()
    open.desk.promised = (CLIENTS,)
    open.desk.items[4] = owed(2.8, pinned=True)
    batch_page(open).refresh()
    open.until(lambda: batch_page(open).owed != "")
    rows = batch_page(open).list
    place = rows.items.place_of([4])
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 240, 76)
    picture = QImage(240, 76, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    rows.itemDelegate().paint(painter, option, rows.items.index(place))
    painter.end()
    due = QColor(open.window.theme.tokens.due)
    assert any(picture.pixelColor(x, y) == due for x in range(240) for y in range(76))
