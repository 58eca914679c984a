"""The rows of a list: items, the headings of a batch, and its bulk folded into one row.

At most what has been asked for is kept: a list grows by `fetchMore`, a page after the last id, so that a million
rows cost no more than the ones looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.core.views import Row
from desktop.window import promise_words, texts
from inbox.batch import Group, group_of

PAGE: Final = 50
ENTRY_ROLE: Final = Qt.ItemDataRole.UserRole + 1
MARKED_ROLE: Final = Qt.ItemDataRole.UserRole + 2
FOLD_FROM: Final = 3
"""So many bulk messages and more are folded into one row."""
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Heading:
    title: str


@dataclass(frozen=True, slots=True)
class Line:
    row: Row


@dataclass(frozen=True, slots=True)
class Fold:
    """Several rows shown as one; what is done to it is done to all of them."""

    rows: tuple[Row, ...]


Entry = Heading | Line | Fold


def entries(rows: Sequence[Row], *, grouped: bool, unfolded: bool) -> list[Entry]:
    """The rows as they are shown. Grouped rows must come in reading order."""
    if not grouped:
        return [Line(row) for row in rows]
    groups: dict[Group, list[Row]] = {group: [] for group in Group}
    for row in rows:
        groups[group_of(row.item, owed=row.owed_today)].append(row)
    made: list[Entry] = []
    for group, members in groups.items():
        if not members:
            continue
        made.append(Heading(texts.group_title(group)))
        if group is Group.BULK and len(members) >= FOLD_FROM and not unfolded:
            made.append(Fold(tuple(members)))
        else:
            made.extend(map(Line, members))
    return made


def ids_of(entry: Entry) -> tuple[int, ...]:
    if isinstance(entry, Line):
        return (entry.row.item.id,)
    return tuple(row.item.id for row in entry.rows) if isinstance(entry, Fold) else ()


def _name(entry: Entry) -> str | tuple[int, ...]:
    return entry.title if isinstance(entry, Heading) else ids_of(entry)


def _alike(one: Sequence[object], other: Sequence[object]) -> int:
    """With how many equal ones both begin."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


class ItemModel(QAbstractListModel):
    """UI thread only."""

    wanted = Signal(int)
    """The view has come to the end: the page after this id is wanted, to be given to `append`."""

    def __init__(self, *, grouped: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grouped = grouped
        self._unfolded = False
        self._rows: list[Row] = []
        self._entries: list[Entry] = []
        self._marked: set[int] = set()
        self._complete = True
        self._asked = False
        self.drafts: frozenset[int] = frozenset()
        """The items to which an answer is begun."""
        self.now: datetime | None = None
        """When it is for whoever looks, in the schedule's zone: times are worded from it."""

    @property
    def rows(self) -> Sequence[Row]:
        return self._rows

    @property
    def marked(self) -> tuple[int, ...]:
        """What is selected for an action on several, in the order shown."""
        return tuple(row.item.id for row in self._rows if row.item.id in self._marked)

    def entry(self, place: int) -> Entry | None:
        return self._entries[place] if 0 <= place < len(self._entries) else None

    def place_of(self, ids: Iterable[int]) -> int:
        """Where the first of these is shown, or -1."""
        sought = set(ids)
        return next((at for at, entry in enumerate(self._entries) if sought.intersection(ids_of(entry))), -1)

    def show(self, rows: Sequence[Row], *, complete: bool | None = None) -> None:
        """Show these in place of all; `complete`: there is no further page (None: judged by their number)."""
        self._complete = len(rows) < PAGE if complete is None else complete
        self._asked = False
        fresh = entries(rows, grouped=self._grouped, unfolded=self._unfolded)
        self._rows = list(rows)
        self._marked &= {row.item.id for row in rows}
        before, after = [_name(entry) for entry in self._entries], [_name(entry) for entry in fresh]
        start, ending = _alike(before, after), 0
        if len(after) > len(before):
            ending = _alike(before[start:][::-1], after[start:][::-1])
        if before and start + ending == len(before):  # some came in one place, or none: all else stays where it is
            if len(after) > len(before):
                self.beginInsertRows(QModelIndex(), start, len(after) - ending - 1)
                self._entries = fresh
                self.endInsertRows()
            self._entries = fresh
            self._touch()
            return
        self.beginResetModel()
        self._entries = fresh
        self.endResetModel()

    def append(self, rows: Sequence[Row]) -> None:
        """The page that was wanted. Rows that are here already (they moved meanwhile) are left out."""
        self._asked = False
        self._complete = len(rows) < PAGE
        known = {row.item.id for row in self._rows}
        fresh = [row for row in rows if row.item.id not in known]
        if not fresh:
            return
        first = len(self._entries)
        self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
        self._rows.extend(fresh)
        self._entries.extend(Line(row) for row in fresh)
        self.endInsertRows()

    def remove(self, ids: Iterable[int]) -> None:
        """Take these away at once; the next `show` tells what is really there."""
        gone = set(ids)
        self._marked -= gone
        kept = [row for row in self._rows if row.item.id not in gone]
        if self._grouped:
            self.show(kept, complete=self._complete)
            return
        for place in range(len(self._entries) - 1, -1, -1):
            if gone.intersection(ids_of(self._entries[place])):
                self.beginRemoveRows(QModelIndex(), place, place)
                del self._entries[place]
                self.endRemoveRows()
        self._rows = kept

    def mark(self, ids: Sequence[int]) -> None:
        """Select these for an action on several, or unselect them if they are."""
        if self._marked.issuperset(ids):
            self._marked.difference_update(ids)
        else:
            self._marked.update(ids)
        self._touch()

    def unmark_all(self) -> None:
        if self._marked:
            self._marked.clear()
            self._touch()

    def unfold(self) -> None:
        """Show the bulk one by one."""
        self._unfolded = True
        self.show(tuple(self._rows), complete=self._complete)

    def set_now(self, now: datetime, drafts: frozenset[int] = frozenset()) -> None:
        self.now, self.drafts = now, drafts
        self._touch()

    def _touch(self) -> None:
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))

    # Qt's names from here on

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else len(self._entries)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._complete and not self._asked and bool(self._rows)

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._asked = True
            self.wanted.emit(self._rows[-1].item.id)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.entry(index.row()), Heading | None):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry(index.row())
        if entry is None:
            return None
        if role == ENTRY_ROLE:
            return entry
        if role == MARKED_ROLE:
            ids = ids_of(entry)
            return bool(ids) and self._marked.issuperset(ids)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._said(entry, whole=role == Qt.ItemDataRole.AccessibleTextRole)
        return None

    def _said(self, entry: Entry, *, whole: bool) -> str:
        if isinstance(entry, Heading):
            return entry.title
        if isinstance(entry, Fold):
            return texts.fold_title(entry.rows)
        if not whole or self.now is None:
            return texts.subject(entry.row.item)
        id = entry.row.item.id
        said = texts.sentence(entry.row, self.now, marked=id in self._marked, draft=id in self.drafts)
        owed = promise_words.spoken(entry.row.item, self.now)
        return f"{said[:-1]}, {owed}." if owed else said
