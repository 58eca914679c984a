"""`show`, `thread` and `attachment`, in this process, on a folder of mails."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import reading
from tests.desktop.cli.conftest import Command
from tests.inbox.mail.test_mail_hostile import CORPUS

MAIL = (
    "From: =?utf-8?q?Anna_=1B[31m?= <anna@example.org>\r\nTo: me@example.org\r\nSubject: Figures\r\n"
    "Message-ID: <1@example.org>\r\nDate: Mon, 24 Nov 2025 09:00:00 +0100\r\n"
    "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    "--b\r\n\r\nThe figures \x1b[2Jare below: https://example.org/x\r\n-- \r\nAnna\r\n"
    "--b\r\nContent-Type: text/html\r\n\r\n<p>The <a href='https://evil.example/'>bank.example</a></p>\r\n"
    "--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=../f.pdf\r\n\r\nPDF\r\n"
    "--b\r\nContent-Type: text/x-sh; name=run.sh\r\n\r\n#!/bin/sh\r\n"
    "--b--\r\n"
)
ANSWER = (
    "From: Bo <bo@example.org>\r\nSubject: Re: Figures\r\nMessage-ID: <2@example.org>\r\n"
    "In-Reply-To: <1@example.org>\r\nDate: Mon, 24 Nov 2025 10:00:00 +0100\r\n\r\nThanks\r\n"
)


@pytest.fixture
def mails(ecluse: Command) -> Path:
    folder = ecluse.profile.parent / "mails"
    folder.mkdir()
    (folder / "1.eml").write_bytes(MAIL.encode())
    os.utime(folder / "1.eml", (1e9, 1e9))
    (folder / "2.eml").write_bytes(ANSWER.encode())
    ecluse("account", "add", "folder", "--name", "work", "--path", str(folder))
    ecluse("focus", "start", "50m")
    ecluse("pull")
    return folder


def number(ecluse: Command, subject: str) -> str:
    return str(next(one["id"] for one in ecluse("queue", "--json").json if one["subject"] == subject))


def test_the_text_alone_and_what_is_to_be_said_beside(ecluse: Command, mails: Path) -> None:
    ran = ecluse("show", number(ecluse, "Figures"), "--text")
    assert ran.out == "The figures [2Jare below: https://example.org/x\n-- \nAnna\n"
    assert "a link shows another host" in ran.err


def test_what_only_looks_like_a_tools_says_so(ecluse: Command, mails: Path) -> None:
    (mails / "3.eml").write_bytes(
        b"From: Ada <notifications@github.com>\r\nSubject: Re: [acme/boat] Sails (#7)\r\n"
        b"Message-ID: <acme/boat/issues/7/1@github.com>\r\nX-GitHub-Reason: mention\r\n\r\nlook\r\n"
    )
    ecluse("pull")
    shown = ecluse("show", number(ecluse, "Re: [acme/boat] Sails (#7)")).out
    assert "Tool      looks like GitHub, not verified: an ordinary mail to Écluse\n" in shown
    assert "Tool " not in ecluse("show", number(ecluse, "Figures")).out


@pytest.mark.parametrize(
    ("project", "line"), [("acme/boat", "Tool      GitHub, acme/boat"), (None, "Tool      GitHub")]
)
def test_a_mention_names_its_tool(project: str | None, line: str) -> None:
    assert reading.tool_line({"tool": "github", "kind": "mention", "project": project}) == line


def test_the_header_as_it_came_with_what_steers_a_terminal_taken_out(ecluse: Command, mails: Path) -> None:
    ran = ecluse("show", number(ecluse, "Figures"), "--headers")
    assert ran.out.splitlines()[:3] == ["From: Anna [31m <anna@example.org>", "To: me@example.org", "Subject: Figures"]
    assert "\x1b" not in ran.out + ran.err


def test_json_has_the_item_and_the_opened_mail(ecluse: Command, mails: Path) -> None:
    found = ecluse("show", number(ecluse, "Figures"), "--json").json
    assert found["subject"] == "Figures"
    assert found["verdict"] == "unknown"
    mail: dict[str, Any] = found["mail"]
    assert mail["whole"]
    assert mail["problem"] is None
    assert [one["kind"] for one in mail["passages"]] == ["text", "signature"]
    assert [(one["index"], one["name"], one["size"], one["dangerous"]) for one in mail["attachments"]] == [
        (2, "f.pdf", 3, False),
        (3, "run.sh", 9, True),
    ]
    assert [(one["host"], one["deceptive"]) for one in mail["links"]] == [
        ("evil.example", True),
        ("example.org", False),
    ]
    assert mail["html"] == ['<p>The <a href="link:0">bank.example</a></p>']


def test_show_says_that_nobody_vouches_for_the_sender(ecluse: Command, mails: Path) -> None:
    assert "<anna@example.org> (unverified)" in ecluse("show", number(ecluse, "Figures")).out


def test_what_is_attached_is_listed_and_saved(ecluse: Command, mails: Path, tmp_path: Path) -> None:
    id = number(ecluse, "Figures")
    listed = ecluse("attachment", id, "--list").out
    assert "f.pdf" in listed
    assert "may run a program" in listed
    assert [one["name"] for one in ecluse("attachment", id, "--json").json] == ["f.pdf", "run.sh"]
    (tmp_path / "to").mkdir()
    for name in ("f.pdf", "f (2).pdf"):
        saved = ecluse("attachment", id, "--save", "2", "--to", str(tmp_path / "to"), "--json").json["file"]
        assert saved == str(tmp_path / "to" / name)
        assert Path(saved).read_bytes() == b"PDF"
    ecluse("attachment", id, "--save", "3", "--to", str(tmp_path / "to"))
    assert {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "to").iterdir()} == {0o600}


def test_nothing_is_followed_or_replaced(ecluse: Command, mails: Path, tmp_path: Path) -> None:
    (tmp_path / "to").mkdir()
    (tmp_path / "to" / "f.pdf").symlink_to(tmp_path / "victim")
    ran = ecluse("attachment", number(ecluse, "Figures"), "--save", "2", "--to", str(tmp_path / "to"))
    assert "f (2).pdf" in ran.out
    assert not (tmp_path / "victim").exists()


def test_what_cannot_be_saved_is_said(ecluse: Command, mails: Path, tmp_path: Path) -> None:
    id = number(ecluse, "Figures")
    assert "no attachment 9" in ecluse("attachment", id, "--save", "9", expect=1).err
    assert "no folder" in ecluse("attachment", id, "--save", "2", "--to", str(tmp_path / "none"), expect=1).err
    assert "Nothing is attached" in ecluse("attachment", number(ecluse, "Re: Figures")).out
    ecluse("attachment", id, "--save", "x", expect=2)
    assert "There is no item" in ecluse("attachment", "999", expect=1).err


def test_what_was_opened_once_is_read_when_it_is_gone_at_the_server(ecluse: Command, mails: Path) -> None:
    opened, other = number(ecluse, "Figures"), number(ecluse, "Re: Figures")
    ecluse("show", opened, "--headers")
    for file in mails.iterdir():
        file.unlink()
    assert "Anna" in ecluse("show", opened, "--headers").out
    assert "f.pdf" in ecluse("attachment", opened).out
    ran = ecluse("show", other, "--text")
    assert ran.out == "Thanks\n"
    assert "not at the server any more" in ran.err
    ecluse("show", other, "--headers", expect=1)
    assert "is not known" in ecluse("attachment", other, expect=1).err


def test_of_a_removed_account_nothing_whole_is_kept(ecluse: Command, mails: Path) -> None:
    id = number(ecluse, "Figures")
    ecluse("show", id, "--text")
    assert list((ecluse.paths.mails).rglob("*.eml"))
    ecluse("account", "remove", "work")
    assert not list((ecluse.paths.mails).rglob("*.eml"))
    ran = ecluse("show", id, "--text")
    assert "The figures" in ran.out
    assert "its account was removed" in ran.err


def test_a_conversation_is_listed_oldest_first(ecluse: Command, mails: Path) -> None:
    found = ecluse("thread", number(ecluse, "Figures"), "--json").json
    assert [one["subject"] for one in found] == ["Figures", "Re: Figures"]
    assert ecluse("thread", number(ecluse, "Re: Figures")).out.count("Figures") == 2


@pytest.mark.skipif(not CORPUS, reason="needs a folder of odd mails: ECLUSE_ODD_MAILS")
def test_the_odd_mails_of_others_are_listed_and_a_few_shown(ecluse: Command) -> None:
    """reliability.md P120: whatever is in them, no terminal is steered."""
    folder = ecluse.profile.parent / "mails"
    folder.mkdir()
    wanted = [file for file in CORPUS if file.name.startswith(("s12", "s16", "s37", "s42", "s43", "s62", "s63", "s72"))]
    for file in wanted:
        (folder / file.name).write_bytes(file.read_bytes())
    ecluse("account", "add", "folder", "--name", "work", "--path", str(folder))
    ecluse("pull")
    for one in ecluse("queue", "--state", "held", "--state", "released", "--json").json:
        for way in ("--text", "--headers", "--json"):
            ran = ecluse("show", str(one["id"]), way)
            assert not set(ran.out + ran.err) & {
                chr(code) for code in (*range(9), *range(11, 32), 127, *range(128, 160))
            }
        ecluse("attachment", str(one["id"]))


def test_a_mail_in_two_accounts_is_shown_once_with_both(ecluse: Command, mails: Path) -> None:
    copy = mails.parent / "copy"
    copy.mkdir()
    (copy / "1.eml").write_bytes(b"Received: by another.example; Mon, 24 Nov 2025 09:00:05 +0100\r\n" + MAIL.encode())
    os.utime(copy / "1.eml", (1e9, 1e9))
    ecluse("account", "add", "folder", "--name", "home", "--path", str(copy))
    ecluse("pull")
    assert [one["subject"] for one in ecluse("queue", "--json").json].count("Figures") == 1
    id = number(ecluse, "Figures")
    found = ecluse("show", id, "--json").json["origins"]
    assert [(one["account"], one["by"], one["tool"], one["link"]) for one in found] == [
        ("work", "mail", None, None), ("home", "mail", None, None),
    ]  # fmt: skip
    assert all(one["at"] for one in found)
    assert "Also by   home, by mail" in ecluse("show", id).out
    ecluse("account", "remove", "work")
    assert ecluse("show", id, "--json").json["mail"]["whole"]
