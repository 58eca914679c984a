"""Files that go along, letters for later, saved answers and drafts, from the command line."""

from __future__ import annotations

import json
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest

from desktop.core.kept_mails import KeptMails
from inbox.answering.files import MOST_BYTES
from tests.desktop.cli.test_answering import reply, server, work
from tests.servers.submission import Submission

__all__ = ["server", "work"]  # the fixtures of answering


def parsed(content: bytes) -> EmailMessage:
    found = message_from_bytes(content, policy=SMTP)
    assert isinstance(found, EmailMessage)
    return found


def enclosed(content: bytes) -> list[tuple[str | None, str, bytes]]:
    found = []
    for part in parsed(content).iter_attachments():
        body = part.get_content()
        found.append((part.get_filename(), part.get_content_type(), body if isinstance(body, bytes) else body.encode()))
    return found


def test_files_go_along(work: Any, server: Submission, tmp_path: Path) -> None:
    long = f"{'Übersicht ' * 12}.pdf"
    for name in ("rapport été.pdf", 'say "hi"; x=1.bin', "notes.txt", "mail.eml", "archive.tar.gz", long):
        (tmp_path / name).write_bytes(f"{name}\n".encode())
    files = [
        word
        for name in ("rapport été.pdf", 'say "hi"; x=1.bin', "notes.txt", "mail.eml", "archive.tar.gz", long)
        for word in ("--attach", str(tmp_path / name))
    ]
    reply(work, *files)
    content = server.taken[0][2]
    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 998
    octets = "application/octet-stream"
    assert [(name, kind) for name, kind, _ in enclosed(content)] == [
        ("rapport été.pdf", "application/pdf"),
        ('say "hi"; x=1.bin', octets),
        ("notes.txt", "text/plain"),
        ("mail.eml", octets),
        ("archive.tar.gz", octets),
        (long.strip(), "application/pdf"),
    ]
    assert all(body.decode().strip() == name for name, _, body in enclosed(content))


def test_files_that_cannot_go_along(work: Any, server: Submission, tmp_path: Path) -> None:
    assert "cannot be read (No such file" in reply(work, "--attach", str(tmp_path / "none"), expect=1).err
    assert "directory" in reply(work, "--attach", str(tmp_path), expect=1).err
    import os

    os.mkfifo(tmp_path / "pipe")  # nobody writes into it: it must not be waited for
    assert "is not a file" in reply(work, "--attach", str(tmp_path / "pipe"), expect=1).err
    with (tmp_path / "large").open("wb") as large:
        large.truncate(MOST_BYTES)
    with (tmp_path / "more").open("wb") as more:
        more.truncate(1)
    refused = reply(work, "--attach", str(tmp_path / "large"), "--attach", str(tmp_path / "more"), expect=1).err
    assert "With “more” the attachments have more than 25 MB" in refused
    assert (server.commands, work("outbox", "--json").json) == ([], [])


def test_a_forward_takes_along_what_was_attached(work: Any, server: Submission, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"] = "anna@x.example"
    mail["Subject"] = "Budget"
    mail.set_content("See below.")
    mail.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="../../été.pdf")
    mail.add_attachment(EmailMessage(), filename="inside.eml")
    KeptMails(work.paths.mails).put("work", 1, mail.as_bytes(policy=SMTP))
    (tmp_path / "mine.txt").write_text("mine")
    work(
        "forward", "1", "--text-file", "-", "--to", "c@x.example", "--attach", str(tmp_path / "mine.txt"), stdin="Look."
    )
    names = [(name, kind) for name, kind, _ in enclosed(server.taken[0][2])]
    assert [kind for _, kind in names] == ["application/pdf", "application/octet-stream", "text/plain"]
    assert "/" not in str(names[0][0])
    assert enclosed(server.taken[0][2])[0][2] == b"%PDF-1.7"
    work("forward", "1", "--text-file", "-", "--to", "c@x.example", "--without-attachments", stdin="Look.")
    assert enclosed(server.taken[1][2]) == []


def test_sent_later(work: Any, server: Submission) -> None:
    said = reply(work, "--at", "3h").out
    assert "`ecluse outbox drop 1` takes it back" in said
    (entry,) = work("outbox", "--json").json
    assert (entry["state"], entry["send_at"]) == ("waiting", entry["not_before"])
    assert "goes at" in work("outbox").out
    work("pull", expect=1)
    assert server.commands == []
    assert work("outbox", "retry", "1").out.startswith("Sent to")
    assert len(server.taken) == 1
    assert "has passed" in reply(work, "--at", "2020-01-01T00:00:00Z", expect=2).err
    assert "too far away" in reply(work, "--at", "2040-01-01T00:00:00Z", expect=1).err


def test_at_their_nine(work: Any, server: Submission) -> None:
    refused = reply(work, "--at-their-9", expect=1).err
    assert "In which time zone anna@x.example lives is not known" in refused
    assert "Europe/Paris" in refused  # its clock is an hour ahead of UTC, in November
    assert "not a time zone" in work("zone", "anna@x.example", "Mars/Base", expect=1).err
    work("zone", "anna@x.example", "Asia/Tokyo")
    assert work("zone", "--json").json == {"anna@x.example": "Asia/Tokyo"}
    reply(work, "--at-their-9")
    (entry,) = work("outbox", "--json").json
    at = datetime.fromisoformat(entry["send_at"])
    assert (at.utctimetuple()[3], at.weekday() < 5 or at.weekday() == 6) == (0, True)  # 9:00 in Tokyo is 0:00 in UTC
    work("zone", "anna@x.example", "--forget")
    assert work("zone", "--json").json == {}


def test_what_is_taken_back_is_a_draft_again(work: Any, server: Submission) -> None:
    assert work("drafts").out == "There is no draft.\n"
    reply(work, "--at", "3h")
    assert "its text is the draft of item 1" in work("outbox", "drop", "1").out
    (draft,) = work("drafts", "--json").json
    assert (draft["item"], draft["way"], draft["text"]) == (1, "reply", work.text.read_text())
    assert work("drafts", "show", "1").out.strip() == work.text.read_text().strip()
    assert "Oui, à midi" in work("drafts").out
    reply(work)
    assert work("drafts", "--json").json == []
    assert "no draft" in work("drafts", "drop", "1", expect=1).err


def test_saved_answers(work: Any, server: Submission) -> None:
    assert "No answer is saved" in work("answers").out
    text = "Re: {objet}. À {my name}, {date}."
    work("answers", "add", "--title", "Accusé de réception", "--text-file", "-", stdin=text)
    work("answers", "add", "--title", "Prices", "--text-file", "-", stdin="It costs {amount}.")
    (found,) = work("answers", "accuse", "recep", "--json").json
    assert (found["id"], found["title"], found["uses"]) == (1, "Accusé de réception", 0)
    out = work("reply", "1", "--answer", "1").out
    assert out.startswith("Sent to")
    said = str(parsed(server.taken[0][2]).get_content())
    assert said.startswith("Re: Budget. À Maya Roux, 20")
    assert [(one["id"], one["uses"]) for one in work("answers", "--json").json] == [(1, 1), (2, 0)]
    assert "blanks that only you can fill: {amount}" in work("reply", "1", "--answer", "2", expect=1).err
    work("answers", "add", "--change", "2", "--title", "Prices", "--text-file", "-", stdin="Free.")
    work("answers", "remove", "1")
    assert "no saved answer 1" in work("answers", "remove", "1", expect=1).err
    assert [one["text"] for one in work("answers", "--json").json] == ["Free."]
    assert "no saved answer 9" in work("reply", "1", "--answer", "9", expect=1).err


@pytest.mark.parametrize("words", [("answers", "add"), ("answers", "remove"), ("drafts", "what"), ("zone", "--forget")])
def test_asked_in_a_wrong_way(ecluse: Any, words: tuple[str, ...]) -> None:
    assert "shows what is right" in ecluse(*words, expect=2).err


def test_a_dry_run_shows_everything(work: Any, server: Submission, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({}))
    shown = reply(work, "--attach", str(tmp_path / "a.json"), "--at", "3h", "--dry-run").out
    assert enclosed(shown.encode())[0][:2] == ("a.json", "application/json")
    assert work("outbox", "--json").json == []
