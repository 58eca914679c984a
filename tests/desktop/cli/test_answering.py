"""Answers from the command line, where no app runs: shown, or sent to a real submission server at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest

from desktop.core.settings.edit import save_account
from desktop.core.views import AccountSettings
from inbox import mail
from inbox.item import Fetched
from inbox.queue import Queue
from inbox.store import Store
from tests.servers.submission import PASSWORD, USER, Submission

MAIL = b"""From: =?utf-8?q?Anna_Lind=0d=0aBcc=3a_evil=40x?= <anna@x.example>
To: me@example.org, Bob <bob@x.example>
Reply-To: anna@office.example
Subject: Re: Budget
Message-ID: <7@x.example>
References: <1@x.example>
Date: Mon, 23 Nov 2026 09:00:00 +0100

Is it right?
"""


@pytest.fixture
def server() -> Iterator[Submission]:
    with Submission() as running:
        yield running


@pytest.fixture
def work(ecluse: Any, ring: Any, server: Submission, tmp_path: Path) -> Any:
    """An account that can send, a mail of its in the queue, and `text` to answer it with."""
    values: dict[str, Any] = {
        "host": "localhost", "port": 993, "user": USER, "ca_file": str(server.ca_file), "from_name": "Maya Roux",
        "smtp_host": server.host, "smtp_port": server.port,
    }  # fmt: skip
    ecluse.paths.prepare()
    save_account(ecluse.paths.settings_file, AccountSettings("work", "imap", values))
    ecluse("account", "password", "work", "--password-stdin", stdin=PASSWORD)
    store = Store(ecluse.paths.database)
    now = datetime.now(UTC)
    Queue(store).accept("work", Fetched((mail.read(mail.Raw("1", MAIL, len(MAIL)), now),), "c"), now)
    store.close()
    ecluse.text = tmp_path / "text"
    ecluse.text.write_text("Oui, à midi.\n.\n")
    return ecluse


def reply(work: Any, *words: str, expect: int = 0) -> Any:
    return work("reply", "1", "--text-file", str(work.text), *words, expect=expect)


def test_a_dry_run_prints_the_message_and_sends_nothing(work: Any, server: Submission) -> None:
    shown = message_from_bytes(reply(work, "--dry-run").out.encode("ascii"), policy=SMTP)
    assert shown["To"] == "anna@office.example"
    assert shown["From"] == "Maya Roux <me@example.org>"
    assert (shown["Subject"], shown["In-Reply-To"]) == ("Re: Budget", "<7@x.example>")
    assert shown["References"].split() == ["<1@x.example>", "<7@x.example>"]
    assert "Bcc" not in shown
    assert shown.get_content().startswith("Oui, à midi.\r\n.\r\n\r\nOn ")
    everyone = message_from_bytes(reply(work, "--all", "--dry-run").out.encode("ascii"), policy=SMTP)
    assert everyone["Cc"] == "bob@x.example"
    assert (server.commands, work("outbox", "--json").json) == ([], [])


def test_an_answer_from_standard_input(work: Any) -> None:
    ran = work("reply", "1", "--text-file", "-", "--dry-run", stdin="from a pipe\n")
    assert "\r\nfrom a pipe\r\n" in ran.out


def test_sent_at_once_where_no_app_runs(work: Any, server: Submission) -> None:
    assert reply(work).out == "Sent to anna@office.example.\n"
    ((sender, recipients, content),) = server.taken
    assert (sender, recipients) == (USER, ("anna@office.example",))
    (entry,) = work("outbox", "--json").json
    assert set(entry) == {
        *("id", "account", "item", "recipients", "subject", "message_id", "state", "written_at", "since"),
        *("not_before", "send_at", "tries", "problem", "detail"),
    }
    assert (entry["state"], entry["tries"], entry["problem"]) == ("sent", 1, None)
    assert entry["message_id"].encode() in content
    assert "has been sent" in work("outbox", "retry", "1", expect=1).err
    assert "anna@office.example" in work("outbox").out
    work("outbox", "drop", "1")
    assert work("outbox").out == "The outbox is empty.\n"
    assert len(server.taken) == 1


def test_forwarded(work: Any, server: Submission) -> None:
    to = ("--to", "c@x.example", "--to", "d@x.example")
    said = work("forward", "1", "--text-file", "-", *to, stdin="Look.", expect=1).err
    assert "What is attached to the mail cannot be had now" in said
    assert server.commands == []
    ran = work("forward", "1", "--text-file", "-", *to, "--without-attachments", stdin="Look.")
    assert ran.out == "Sent to c@x.example, d@x.example.\n"
    assert b"Subject: Fwd: Budget\r\n" in server.taken[0][2]
    assert "not an address" in work("forward", "1", "--text-file", "-", "--to", "c", stdin="x", expect=1).err


def test_what_may_have_been_sent_is_only_sent_again_by_the_person(work: Any, server: Submission) -> None:
    server.plan.drops = {"DATA"}
    said = reply(work, expect=1).err
    assert "may have been sent" in said
    assert "`ecluse outbox retry 1`" in said
    server.plan.drops = set()
    work("pull", expect=1)  # whatever else is asked, it stays where it is
    (entry,) = work("outbox", "--json").json
    assert (entry["state"], entry["tries"]) == ("unsure", 1)
    assert len(server.taken) == 1
    assert work("outbox", "retry", "1").out.startswith("Sent to")
    first, second = (message_from_bytes(content) for _, _, content in server.taken)
    assert first["Message-ID"] == second["Message-ID"]


def test_what_was_refused_says_why(work: Any, server: Submission) -> None:
    server.plan.answers["anna@office.example"] = "550 no such person"
    assert "anna@office.example: no such person" in reply(work, expect=1).err
    server.plan.answers.clear()
    work("account", "password", "work", "--password-stdin", stdin="wrong")
    assert "refused the name, the password or the token" in work("outbox", "retry", "1", expect=1).err
    assert [one["state"] for one in work("outbox", "--json").json] == ["refused"]
    server.plan.hangs = set()
    work("account", "password", "work", "--password-stdin", stdin=PASSWORD)
    server.plan.answers["DATA"] = "451 later"
    assert "It waits" in work("outbox", "retry", "1", expect=1).err
    assert server.taken == []
    assert "it will not be sent" in work("outbox", "drop", "1").out


def test_asked_in_a_wrong_way(work: Any, server: Submission) -> None:
    assert "no item 9" in work("reply", "9", "--text-file", "-", stdin="x", expect=1).err
    assert "cannot be read" in work("reply", "1", "--text-file", "/nonexistent", expect=2).err
    assert "empty" in work("reply", "1", "--text-file", "-", stdin=" ", expect=1).err
    work.text.write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in reply(work, expect=2).err
    assert "at most" in work("reply", "1", "--text-file", "-", stdin="x" * 40_000, expect=2).err
    assert "no message 9" in work("outbox", "drop", "9", expect=1).err
    assert server.commands == []


def test_an_account_that_cannot_send(ecluse: Any) -> None:
    ecluse.with_mails("Budget")
    (item,) = ecluse("queue", "--json").json
    said = ecluse("reply", str(item["id"]), "--text-file", "-", stdin="x", expect=1).err
    assert "no smtp_host" in said


def test_a_signature(work: Any, tmp_path: Path) -> None:
    file = tmp_path / "signature"
    settings = work.paths.settings_file
    settings.write_text(settings.read_text() + f'signature_file = "{file}"\n')
    assert "signature" in reply(work, "--dry-run", expect=1).err
    if hasattr(os, "mkfifo"):
        os.mkfifo(file)
        assert "not a file" in reply(work, "--dry-run", expect=1).err
        file.unlink()
    file.write_text("Maya\n")
    assert "\r\n--=20\r\nMaya\r\n" in reply(work, "--dry-run").out  # quoted-printable
