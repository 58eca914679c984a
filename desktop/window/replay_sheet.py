"""The last days replayed: the week that is proposed beside the one in force, on the same messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QWidget

from desktop.core.rehearsal.values import PersonDelay, Rehearsal, Replay, RuleTold
from desktop.core.text import cleaned
from desktop.window import texts
from desktop.window.counted import Counted
from desktop.window.forms.rehearsal_words import days_of, figures, wait
from desktop.window.parts import button, column, hairline, label, row
from desktop.window.sheet import Sheet
from desktop.window.texts import translate
from desktop.window.theme import STEP

_PEOPLE = 12


class ReplaySheet(Sheet):
    """UI thread only."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, translate("Replay", "Your last days, replayed"), 210 * STEP)
        head = row()
        self._title = label("", "title", wrap=True)
        head.addWidget(self._title, 1)
        self._close = button(translate("Replay", "Close"))
        self._close.clicked.connect(self.shut)
        head.addWidget(self._close)
        self.body.addLayout(head)
        self._note = label("", "muted", wrap=True)
        self.body.addWidget(self._note)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(translate("Replay", "Figures of both weeks"))
        self._scroll.viewport().setAutoFillBackground(False)
        self.body.addWidget(self._scroll)

    def show_rehearsal(self, found: Rehearsal) -> None:
        """`found`: with the person's own week on its right."""
        messages = Counted().messages(found.arrivals)
        title = translate("Replay", "{days}, replayed: {messages}")
        days = Counted().last_days(days_of(found))
        self._title.setText(title.format(days=days[:1].upper() + days[1:], messages=messages))
        same = found.proposed == found.today
        self._note.setText(
            translate("Replay", "This is the week in force. Change something in it, and both stand side by side here.")
            if same
            else translate("Replay", "The week you are drawing beside the one in force. Nothing has been changed.")
        )
        inside = QWidget()
        inside.setAutoFillBackground(False)
        layout = column(inside, spacing=2)
        layout.setContentsMargins(0, 0, 3 * STEP, 0)
        for part in _parts(found, same=same):
            layout.addWidget(part)
        layout.addStretch(1)
        self._scroll.setWidget(inside)
        inside.setAutoFillBackground(False)  # setWidget has just switched it on
        room = self._window.height() - 60 * STEP
        self._scroll.setFixedHeight(min(inside.sizeHint().height() + 2, max(room, 40 * STEP)))
        self.open(self._close)

    @property
    def said(self) -> list[str]:
        return [each.text() for each in self.findChildren(QLabel)]


def _parts(found: Rehearsal, *, same: bool) -> Iterable[QWidget]:
    weeks = (found.proposed,) if same else (found.proposed, found.today)
    heads = _heads(same)
    yield _table(("", *heads), _figures(weeks, days_of(found)))
    yield label(translate("Replay", "By person"), "group")
    people = _people(weeks)
    if people:
        yield _table((translate("Replay", "Usual and longest wait"), *heads), people[:_PEOPLE])
        if len(people) > _PEOPLE:
            yield label(Counted().people_more(len(people) - _PEOPLE), "small")
    else:
        yield label(translate("Replay", "Nothing came out that anybody waited for."), "muted", wrap=True)
    yield label(translate("Replay", "By rule"), "group")
    rules = _rules(weeks)
    if rules:
        yield _table((translate("Replay", "At once, held, done"), *heads), rules)
    else:
        yield label(translate("Replay", "No rule was there to decide: everything waited."), "muted", wrap=True)


def _heads(same: bool) -> tuple[str, ...]:
    if same:
        return (translate("Replay", "Your week"),)
    return translate("Replay", "As drawn"), translate("Replay", "In force")


def _figures(weeks: Sequence[Replay], days: int) -> list[tuple[str, ...]]:
    by_week = [figures(week, days) for week in weeks]
    return [(each[0][0], *(value for _, value in each)) for each in zip(*by_week, strict=True)]


def _people(weeks: Sequence[Replay]) -> list[tuple[str, ...]]:
    """A line for each person that waited in any of the weeks, who waits longest in the first one first."""
    by_name: list[Mapping[str, PersonDelay]] = [{one.sender: one for one in week.people} for week in weeks]
    names = list(dict.fromkeys(one.sender for week in weeks for one in week.people))
    return [(cleaned(name, 60), *(_delay(people.get(name)) for people in by_name)) for name in names]


def _delay(one: PersonDelay | None) -> str:
    return "–" if one is None else f"{wait(one.median)} · {wait(one.worst)}"


def _rules(weeks: Sequence[Replay]) -> list[tuple[str, ...]]:
    by_name: list[Mapping[str, RuleTold]] = [{one.name: one for one in week.rules} for week in weeks]
    names = list(dict.fromkeys(one.name for week in weeks for one in week.rules))
    return [(cleaned(name, 60), *(_told(rules.get(name)) for rules in by_name)) for name in names]


def _told(one: RuleTold | None) -> str:
    return "–" if one is None else f"{one.passed} · {one.held} · {one.done}"


def _table(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> QWidget:
    """A heading for each column, and a hairline between lines; each figure says to a screen reader what it is of."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 2 * STEP)
    grid.setHorizontalSpacing(6 * STEP)
    grid.setVerticalSpacing(STEP)
    grid.setColumnStretch(0, 1)
    right = Qt.AlignmentFlag.AlignRight
    for at, head in enumerate(heads):
        grid.setColumnMinimumWidth(at, 38 * STEP if at else 0)
        grid.addWidget(label(head, "small"), 0, at, right if at else Qt.AlignmentFlag.AlignLeft)
    for number, (name, *values) in enumerate(lines):
        line = 2 * number + 1
        grid.addWidget(hairline(), line, 0, 1, len(heads))
        grid.addWidget(label(name, wrap=True), line + 1, 0)
        for at, value in enumerate(values, 1):
            said = texts.pair(f"{name}, {heads[at]}", value)
            grid.addWidget(label(value, name=said), line + 1, at, right)
    return made
