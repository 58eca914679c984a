"""What a review goes by, and how long what happened is kept: `[[objective]]`, `[review]` and `[retention]`."""

from __future__ import annotations

from dataclasses import asdict

from desktop.core.settings.model import Noting
from desktop.core.settings.reader import MISSING, Table
from desktop.core.settings.retained import RIGHT, Retention, is_right
from desktop.core.text import escaped
from focus import review_note
from focus.review import QUARTER_FORM, Objective, is_quarter


def read_objectives(table: Table) -> tuple[Objective, ...]:
    taken: set[tuple[str, str]] = set()
    return tuple(_objective(one, taken) for one in table.tables("objective"))


def _objective(table: Table, taken: set[tuple[str, str]]) -> Objective:
    name = table.text("name")
    quarter = table.text("quarter", "")
    if quarter and not is_quarter(quarter):
        raise table.wrong("quarter", QUARTER_FORM)
    if (name, quarter) in taken:
        raise table.wrong("name", "a name that no other objective of the quarter has")
    taken.add((name, quarter))
    intentions = () if table.value("intentions") == [] else table.texts("intentions") or ()
    table.finish()
    return Objective(name, quarter, intentions)


def read_noting(table: Table) -> Noting:
    """The [review] table."""
    private = () if table.value("private") == [] else table.texts("private") or ()
    return Noting(_template(table), private)


def _template(table: Table) -> str:
    text = table.value("note")
    if text is MISSING:
        return ""
    if not isinstance(text, str) or escaped(text, block=True) != text or not review_note.is_right(text):
        raise table.wrong("note", review_note.RIGHT)
    return text


def read_retention(table: Table) -> Retention:
    return Retention(**{name: _kept(table, name, usual) for name, usual in asdict(Retention()).items()})


def _kept(table: Table, name: str, usual: str) -> str:
    text = table.text(name, usual)
    if not is_right(text):
        raise table.wrong(name, RIGHT)
    return text
