"""What stands round the text: cautions, an invitation, attachments. Each is plain words in labels and buttons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.core.text import cleaned
from desktop.window import texts
from desktop.window.counted import Counted
from desktop.window.parts import ElidedLabel, announce, button, card, column, label, row
from desktop.window.reading import words
from desktop.window.texts import translate
from desktop.window.theme import STEP
from inbox.mail.opened import Attachment, Invitation

_MOST_ATTACHMENTS = 100
_MOST_INVITATIONS = 5


def emptied(box: QVBoxLayout) -> None:
    """Take everything out of a layout of widgets."""
    while (taken := box.takeAt(0)) is not None:
        widget = taken.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class Cautions(QWidget):
    """One line for each thing to be careful about."""

    def __init__(self) -> None:
        super().__init__()
        self._box = column(self, spacing=1)
        self._said: tuple[str, ...] = ()
        self.hide()

    @property
    def said(self) -> tuple[str, ...]:
        return tuple(sentence for sentence in self._said if sentence)

    def show_these(self, said: Sequence[str], note: str = "") -> None:
        """`note` is shown more quietly, after them."""
        if (*said, note) == self._said:
            return
        self._said = (*said, note)
        emptied(self._box)
        for sentence in said:
            line = label(
                sentence, "warning", wrap=True, name=translate("Reading", "Warning: {words}").format(words=sentence)
            )
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._box.addWidget(line)
        if note:
            self._box.addWidget(label(note, "small", wrap=True))
        self.setVisible(bool(said or note))


class Attachments(QWidget):
    """`wanted` carries the attachments to be saved. They are never opened from here."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[Attachment, ...] = ()
        box = column(self, spacing=2)
        head = row(spacing=3)
        self._title = label("", "group")
        head.addWidget(self._title)
        head.addStretch(1)
        self._save_all = button(translate("Reading", "Save all…"), "link")
        self._save_all.clicked.connect(self.save_all)
        head.addWidget(self._save_all)
        box.addLayout(head)
        self._rows = column(spacing=1)
        box.addLayout(self._rows)
        self._word = label("", "ok", wrap=True)
        self._word.hide()
        box.addWidget(self._word)
        self.hide()

    @property
    def said(self) -> str:
        return self._word.text()

    def show_these(self, attachments: Sequence[Attachment]) -> None:
        self._all = tuple(attachments)
        self._word.hide()
        self._word.clear()
        emptied(self._rows)
        self._title.setText(Counted().attachments(len(attachments)))
        self._save_all.setVisible(len(attachments) > 1)
        for one in attachments[:_MOST_ATTACHMENTS]:
            self._rows.addWidget(self._row(one))
        self.setVisible(bool(attachments))

    def save_all(self) -> None:
        if self._all:
            self.wanted.emit(self._all)

    def tell(self, said: str) -> None:
        self._word.setText(said)
        self._word.show()
        announce(self, said)

    def _row(self, one: Attachment) -> QWidget:
        made = QFrame()
        made.setProperty("role", "file")
        line = row(made, spacing=3)
        line.setContentsMargins(3 * STEP, STEP, 3 * STEP, STEP)
        name = ElidedLabel("strong")
        name.setText(cleaned(one.name, 160))
        name.setAccessibleName(words.attachment(one))
        line.addWidget(name, 1)
        if one.dangerous:
            line.addWidget(label(translate("Reading", "may run a program"), "due"))
        line.addWidget(label(f"{cleaned(one.kind, 40)} · {words.size(one.size)}", "small"))
        save = button(translate("Reading", "Save…"), "link")
        save.setAccessibleName(translate("Reading", "Save {name}").format(name=words.attachment(one)))
        save.clicked.connect(lambda: self.wanted.emit((one,)))
        line.addWidget(save)
        return made


class Invitations(QWidget):
    """What, when, where and who. Nothing is answered or put into a calendar from here."""

    def __init__(self) -> None:
        super().__init__()
        self._box = column(self, spacing=2)
        self.hide()

    def show_these(self, invitations: Sequence[Invitation], zone: tzinfo | None) -> None:
        emptied(self._box)
        for one in invitations[:_MOST_INVITATIONS]:
            self._box.addWidget(_invitation(one, zone))
        self.setVisible(bool(invitations))


def _invitation(one: Invitation, zone: tzinfo | None) -> QWidget:
    made = card()
    made.setProperty("role", "card")
    box = made.layout()
    assert isinstance(box, QVBoxLayout)
    box.setContentsMargins(4 * STEP, 3 * STEP, 4 * STEP, 3 * STEP)
    box.setSpacing(STEP)
    cancelled = one.method == "CANCEL"
    box.addWidget(label(kind_of(one), "due" if cancelled else "group"))
    summary = label(cleaned(one.summary, 200) or translate("Reading", "(no title)"), "strong", wrap=True)
    if cancelled:
        struck = summary.font()
        struck.setStrikeOut(True)
        summary.setFont(struck)
    box.addWidget(summary)
    lines = [when(one, zone), cleaned(one.location, 200)]
    if one.organizer:
        lines.append(translate("Reading", "From {who}").format(who=cleaned(one.organizer, 120)))
    for said in lines:
        if said:
            box.addWidget(label(said, wrap=True))
    return made


def kind_of(one: Invitation) -> str:
    if one.method == "REPLY":
        return {
            "accepted": translate("Reading", "Accepted your invitation"),
            "declined": translate("Reading", "Declined your invitation"),
            "tentative": translate("Reading", "May come to your event"),
        }.get(one.answer, translate("Reading", "Answer to an invitation"))
    return {
        "REQUEST": translate("Reading", "Invitation"),
        "CANCEL": translate("Reading", "Cancelled"),
        "COUNTER": translate("Reading", "Another time is proposed"),
    }.get(one.method, translate("Reading", "Event"))


def when(one: Invitation, zone: tzinfo | None) -> str:
    """When it is, in the reader's zone; the time where it was written stands behind where it is another."""
    if one.start is None:
        return translate("Reading", "The time could not be read: look in the text.")
    said = _days(one) if one.all_day else _times(one, zone)
    again = translate("Reading", "repeats")
    return f"{said}, {again}" if one.recurs else said


def _days(one: Invitation) -> str:
    first, last = _day(one.start), _day(one.end)
    assert first is not None
    if last is None or last <= first:
        return translate("Reading", "{day}, all day").format(day=_date(first))
    return translate("Reading", "{first} to {last}, all day").format(first=_date(first), last=_date(last))


def _times(one: Invitation, zone: tzinfo | None) -> str:
    start, end = one.start, one.end
    assert isinstance(start, datetime)
    written = start.tzinfo
    local = start if one.floating else start.astimezone(zone)
    said = f"{_date(local.date())}, {texts.clock(local)}"
    if isinstance(end, datetime) and end > start:
        until = end if one.floating else end.astimezone(zone)
        if until.date() == local.date():
            said = f"{said} – {texts.clock(until)}"
        else:
            said = f"{said} – {_date(until.date())}, {texts.clock(until)}"
    if not one.floating and isinstance(written, ZoneInfo) and start.utcoffset() != local.utcoffset():
        there = translate("Reading", "{time} in {place}")
        place = cleaned(written.key.rpartition("/")[2].replace("_", " "), 40)
        said = f"{said} ({there.format(time=texts.clock(start), place=place)})"
    return said


def _day(moment: datetime | date | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment


def _date(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)
