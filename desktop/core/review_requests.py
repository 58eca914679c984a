"""What a request says of the review and of what is kept, as values; with their rows in the table of requests. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import tzinfo
from pathlib import Path
from typing import Any

from desktop.core import review_answers
from desktop.core.desk import Desk
from desktop.core.settings.reader import MISSING, Table
from desktop.core.settings.retained import Retention
from focus.review import Objective

Row = tuple[Callable[[Desk, Table], Any], Callable[[Any, tzinfo], Any]]


def _week(given: Table) -> str | None:
    return None if given.value("week") in (MISSING, None) else given.text("week")


def _file(given: Table) -> Path:
    file = Path(given.text("file", most=4096))
    if not file.is_absolute():
        raise given.wrong("file", "the whole path of a file")
    return file


def _objectives(given: Table) -> tuple[Objective, ...]:
    return tuple(
        Objective(
            one.text("name"),
            "" if one.value("quarter") in (MISSING, None) else one.text("quarter"),
            _texts(one, "intentions"),
        )
        for one in given.tables("objectives")
    )


def _retention(given: Table, now: Retention) -> Retention:
    """What is left out stays as it is."""
    return replace(now, **{name: given.text(name) for name in asdict(now) if given.has(name)})


def _texts(given: Table, key: str) -> tuple[str, ...]:
    return () if given.value(key) in (MISSING, None, []) else given.texts(key) or ()


def _long(given: Table, key: str) -> str:
    text = given.value(key)
    if not isinstance(text, str):
        raise given.wrong(key, "a text")
    return text


def _as_it_is(value: Any, _: tzinfo) -> Any:
    return value


ROWS: Mapping[str, Row] = {
    "review": (lambda desk, given: desk.review(_week(given)), review_answers.review),
    "review_text": (lambda desk, given: desk.review_text(_week(given)), _as_it_is),
    "note": (lambda desk, given: desk.note(_week(given), private=bool(given.flag("private"))), _as_it_is),
    "note_template": (lambda desk, _: desk.note_template() or desk.usual_note(), _as_it_is),
    "set_note_template": (lambda desk, given: desk.set_note_template(_long(given, "template")), _as_it_is),
    "private_intentions": (lambda desk, _: list(desk.private_intentions()), _as_it_is),
    "set_private_intentions": (
        lambda desk, given: desk.set_private_intentions(_texts(given, "intentions")),
        _as_it_is,
    ),
    "objectives": (
        lambda desk, _: desk.objectives(),
        lambda found, zone: [review_answers.objective(one, zone) for one in found],
    ),
    "set_objectives": (lambda desk, given: desk.set_objectives(_objectives(given)), _as_it_is),
    "retention": (lambda desk, _: desk.retention(), lambda found, _: asdict(found)),
    "set_retention": (lambda desk, given: desk.set_retention(_retention(given, desk.retention())), _as_it_is),
    "export": (lambda desk, given: desk.export(_file(given)), _as_it_is),
    "backup": (lambda desk, given: desk.backup(_file(given)), _as_it_is),
    "delete_everything": (lambda desk, _: desk.delete_everything(), review_answers.erased),
}
"""By name: what is done, and how what comes of it is shown."""
