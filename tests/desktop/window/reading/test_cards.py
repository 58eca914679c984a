"""What stands round the text: files that are saved, invitations in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QLabel

from desktop.core.desk import Later, RequestError
from desktop.window.reading.cards import kind_of, when
from inbox.mail.opened import Invitation, Opened, Passage, PassageKind
from tests.desktop import sample_mails
from tests.desktop.window.opened import Opens, labels
from tests.desktop.window.reading.panes import put, read, shown

PARIS = ZoneInfo("Europe/Paris")


def test_attachments_are_saved_where_the_person_says_and_never_opened(open_at: Opens, tmp_path: Path) -> None:
    open = open_at()
    pane = read(open, sample_mails.CONTRACT)
    words = shown(pane)
    assert "2 attachment" in words
    assert "application/pdf · 248 kB" in words
    assert "may run a program" in words
    mail = pane.mail
    assert mail is not None
    pane.save_in(sample_mails.CONTRACT, mail.attachments[:1], tmp_path)
    open.until(lambda: pane.page.attachments.said == f"Saved as {tmp_path / 'Contract 2027.pdf'}.")
    pane.save_in(sample_mails.CONTRACT, mail.attachments, tmp_path)
    open.until(lambda: pane.page.attachments.said == f"2 file(s) saved in {tmp_path}.")
    assert open.window.shell.habits.folder == str(tmp_path)


def test_the_folder_is_asked_for_without_waiting(open_at: Opens) -> None:
    from PySide6.QtWidgets import QFileDialog

    open = open_at()
    pane = read(open, sample_mails.CONTRACT)
    open.keys("save")
    dialog = pane.findChild(QFileDialog)
    assert dialog is not None
    open.until(dialog.isVisible)
    dialog.reject()
    assert "save_attachment" not in open.desk.asked


def test_what_could_not_be_saved_is_told(open_at: Opens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open = open_at()
    pane = read(open, sample_mails.CONTRACT)

    def refuse(id: int, index: int, folder: Path) -> None:
        raise RequestError("The disk is full.", "Choose another folder.")

    monkeypatch.setattr(open.desk, "save_attachment", refuse)
    assert pane.mail is not None
    pane.save_in(sample_mails.CONTRACT, pane.mail.attachments, tmp_path)
    open.until(lambda: pane.page.attachments.said == "The disk is full. Choose another folder.")


def test_an_invitation_says_what_when_where_and_who(open_at: Opens) -> None:
    pane = read(open_at(), sample_mails.ONBOARDING)
    words = labels(pane)
    assert "Invitation" in words
    assert "Contract: where we are" in words
    assert "Thursday, 26 November 2026, 15:00 – 15:45 (09:00 in New York), repeats" in words
    assert "Room Saône" in words
    assert "From Maya Ndiaye <maya@people.example>" in words


def invited(**more: object) -> Invitation:
    start = datetime(2026, 11, 26, 14, 0, tzinfo=PARIS)
    return replace(Invitation("REQUEST", "A", "", "", start, start + timedelta(hours=1)), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (invited(), "Thursday, 26 November 2026, 14:00 – 15:00"),
        (invited(end=None), "Thursday, 26 November 2026, 14:00"),
        (
            invited(end=datetime(2026, 11, 27, 1, 0, tzinfo=PARIS)),
            "Thursday, 26 November 2026, 14:00 – Friday, 27 November 2026, 01:00",
        ),
        (
            invited(start=datetime(2026, 11, 26, 14, 0, tzinfo=UTC), end=None, floating=True),
            "Thursday, 26 November 2026, 14:00",
        ),
        (
            invited(start=date(2026, 11, 26), end=date(2026, 11, 26), all_day=True),
            "Thursday, 26 November 2026, all day",
        ),
        (
            invited(start=date(2026, 11, 26), end=date(2026, 11, 28), all_day=True),
            "Thursday, 26 November 2026 to Saturday, 28 November 2026, all day",
        ),
        (invited(start=None), "The time could not be read: look in the text."),
        (invited(start=datetime(2026, 11, 26, 14, 0, tzinfo=UTC)), "Thursday, 26 November 2026, 15:00"),
    ],
)
def test_when_it_is_in_the_reader_s_zone(one: Invitation, said: str) -> None:
    assert when(one, PARIS) == said


def test_what_kind_of_message_about_an_event_it_is() -> None:
    assert kind_of(invited(method="CANCEL")) == "Cancelled"
    assert kind_of(invited(method="REPLY", answer="declined")) == "Declined your invitation"
    assert kind_of(invited(method="REPLY")) == "Answer to an invitation"
    assert kind_of(invited(method="")) == "Event"


def test_one_that_is_cancelled_is_struck_out(open_at: Opens) -> None:
    gone = sample_mails.meeting("en", "CANCEL")
    pane = put(open_at(), 5, Opened((Passage(PassageKind.TEXT, "words"),), invitations=(gone,)))
    title = next(one for one in pane.findChildren(QLabel) if one.text() == "Contract: where we are")
    assert title.font().strikeOut()
    assert "Cancelled" in labels(pane)


def test_how_many_were_saved_before_one_could_not_be_is_told(
    open_at: Opens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = read(open := open_at(), sample_mails.CONTRACT)
    mail = pane.mail
    assert mail is not None
    last = mail.attachments[-1].index

    def save(id: int, index: int, folder: Path) -> Later[Path]:
        if index == last:
            raise RequestError("The disk is full.")
        return Later(lambda: folder / "a")

    monkeypatch.setattr(open.desk, "save_attachment", save)
    pane.save_in(sample_mails.CONTRACT, mail.attachments, tmp_path)
    open.until(lambda: pane.page.attachments.said == f"1 file(s) saved in {tmp_path}. The disk is full.")


def test_files_are_saved_from_the_message_they_were_asked_of_whatever_is_read_meanwhile(
    open_at: Opens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtWidgets import QFileDialog

    open = open_at()
    pane = read(open, sample_mails.CONTRACT)
    saved: list[tuple[int, int]] = []

    def save(id: int, index: int, folder: Path) -> Later[Path]:
        saved.append((id, index))
        return Later(lambda: folder / "a")

    monkeypatch.setattr(open.desk, "save_attachment", save)
    mail = pane.mail
    assert mail is not None
    open.keys("save")
    open.keys("next")
    dialog = pane.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path))
    dialog.reject()
    open.keys("previous")
    open.until(lambda: len(saved) == 2)
    assert saved == [(sample_mails.CONTRACT, one.index) for one in mail.attachments]


def test_what_could_not_be_saved_is_told_though_another_message_is_read(
    open_at: Opens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open = open_at()
    pane = read(open, sample_mails.CONTRACT)

    def refuse(id: int, index: int, folder: Path) -> None:
        raise RequestError("The disk is full.", "Choose another folder.")

    monkeypatch.setattr(open.desk, "save_attachment", refuse)
    assert pane.mail is not None
    pane.save_in(sample_mails.CONTRACT, pane.mail.attachments, tmp_path)
    open.window.deeds.move(1)
    open.until(lambda: open.window.toast.said == "The disk is full. Choose another folder.")
    assert pane.page.attachments.said == ""
