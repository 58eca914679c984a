from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from desktop.core.views import Row
from desktop.window.item_model import PAGE, Fold, Heading, ItemModel, Line, entries
from inbox.batch import reading_order
from inbox.item import State
from tests.desktop import sample

pytestmark = pytest.mark.usefixtures("qapp")
RELEASED = tuple(Row(item) for item in reading_order(sample.items()) if item.state is State.RELEASED)


def many(count: int, first: int = 0) -> list[Row]:
    pattern = sample.items()[0]
    return [Row(replace(pattern, id=10_000 - first - number)) for number in range(count)]


@pytest.fixture
def model() -> ItemModel:
    made = ItemModel()
    # Checks the model's promises to Qt at every change, and aborts the test that breaks one.
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


def test_a_batch_is_grouped_and_its_bulk_is_one_row() -> None:
    kinds = [type(entry).__name__ for entry in entries(RELEASED, grouped=True, unfolded=False)]
    assert kinds == ["Heading", *["Line"] * 3, "Heading", *["Line"] * 4, "Heading", "Fold"]
    unfolded = entries(RELEASED, grouped=True, unfolded=True)
    assert sum(isinstance(entry, Line) for entry in unfolded) == len(RELEASED)


def test_little_bulk_is_not_folded() -> None:
    few = [row for row in RELEASED if row.item.id not in (8, 9)]
    assert not any(isinstance(entry, Fold) for entry in entries(few, grouped=True, unfolded=False))


def test_headings_can_be_neither_chosen_nor_marked() -> None:
    made = ItemModel(grouped=True)
    made.show(RELEASED)
    assert isinstance(made.entry(0), Heading)
    assert made.flags(made.index(0)) == Qt.ItemFlag.NoItemFlags
    assert made.data(made.index(0)) == "Mentions"


def test_the_next_page_is_wanted_once_and_appended() -> None:
    model = ItemModel()  # without the tester, which fetches by itself
    wanted: list[int] = []
    model.wanted.connect(wanted.append)
    model.show(many(PAGE))
    root = QModelIndex()
    assert model.canFetchMore(root)
    model.fetchMore(root)
    model.fetchMore(root)
    assert wanted == [10_000 - PAGE + 1]
    model.append(many(PAGE, first=PAGE - 1))  # one of them moved up meanwhile, and is here already
    assert model.rowCount() == 2 * PAGE - 1
    model.fetchMore(root)
    model.append(many(3, first=2 * PAGE))
    assert not model.canFetchMore(root)
    assert model.rowCount() == 2 * PAGE + 2


def test_the_same_rows_again_change_texts_and_move_nothing(model: ItemModel) -> None:
    resets: list[str] = []
    model.show(many(5))
    model.modelReset.connect(lambda: resets.append("reset"))
    changed = [Row(replace(row.item, subject="New words")) for row in many(5)]
    model.show(changed)
    assert resets == []
    assert model.data(model.index(0)) == "New words"
    model.show(changed[1:])
    assert resets == ["reset"]


@pytest.mark.parametrize("place", [0, 2, 5])
def test_what_comes_stands_in_its_place_and_moves_nothing_else(model: ItemModel, place: int) -> None:
    rows = many(5)
    fresh = many(2, first=5)
    model.show(rows, complete=True)
    resets: list[object] = []
    came: list[tuple[int, int]] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.rowsInserted.connect(lambda _, first, last: came.append((first, last)))
    model.show([*rows[:place], *fresh, *rows[place:]], complete=True)
    assert (resets, came) == ([], [(place, place + 1)])
    assert [model.place_of((row.item.id,)) for row in fresh] == [place, place + 1]


def test_what_is_taken_away_is_gone_and_no_longer_marked(model: ItemModel) -> None:
    rows = many(5)
    model.show(rows)
    ids = [row.item.id for row in rows]
    model.mark([ids[1]])
    model.mark([ids[3]])
    assert list(model.marked) == [ids[1], ids[3]]
    model.remove([ids[1], ids[2]])
    assert [row.item.id for row in model.rows] == [ids[0], ids[3], ids[4]]
    assert list(model.marked) == [ids[3]]
    model.mark([ids[3]])
    assert not model.marked


def test_a_row_speaks_in_whole_sentences(model: ItemModel) -> None:
    model.show(RELEASED)
    model.set_now(sample.CHECK_IN.astimezone(sample.ZONE))
    said = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "GitLab · Hugo Perrin: hull/api !214 Retry on 429, mentioned, held 48 min."


def test_it_is_a_model_that_qt_can_use(qapp: QApplication) -> None:
    assert isinstance(ItemModel(), QAbstractItemModel)
