"""`read-mention`, on mails in files, without an app."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.desktop.cli.conftest import Command
from tests.inbox.mail.letters import SERVER, letter
from tests.inbox.signing import Records, signed

NOBODY_SAYS = {"tool": None, "reason": None, "verified": None, "actor": None, "project": None, "thread": None,
               "link": None, "rank": None, "why": None}  # fmt: skip


@pytest.fixture
def mail(tmp_path: Path) -> str:
    content = letter(
        "Ada <notifications@github.com>",
        "Re: [acme/boat] Leaks (#7)",
        text="@grace have a look\nhttps://github.com/acme/boat/issues/7#issuecomment-18\n",
        signed="github.com",
        Message_ID="<acme/boat/issues/7/1873088667@github.com>",
        References="<acme/boat/issues/7@github.com>",
        X_GitHub_Reason="mention",
        X_GitHub_Sender="ada-l",
    )
    file = tmp_path / "1.eml"
    file.write_bytes(content)
    return str(file)


def test_what_is_told(ecluse: Command, mail: str) -> None:
    assert ecluse("read-mention", mail, "--authserv", SERVER, "--login", "@Grace", "--json").json == {
        "tool": "github",
        "reason": "mentioned",
        "verified": True,
        "actor": "ada-l",
        "project": "acme/boat",
        "thread": "github.com/acme/boat/issues/7",
        "link": "https://github.com/acme/boat/issues/7#issuecomment-18",
        "rank": 5,
        "why": "X-GitHub-Reason: mention",
    }
    assert not ecluse.profile.exists()  # nothing is made: no database, no settings


def test_without_a_server_that_is_believed_nobody_vouches_for_it(ecluse: Command, mail: str) -> None:
    for believed in ((), ("--authserv", "mx.example.net")):
        found = ecluse("read-mention", mail, *believed, "--login", "grace", "--json").json
        assert (found["tool"], found["verified"], found["rank"]) == ("github", False, 0)
    several = ("--authserv", "mx.example.net", "--authserv", SERVER)
    assert ecluse("read-mention", mail, *several, "--json").json["verified"]


def test_who_is_not_the_one_named_is_not_mentioned(ecluse: Command, mail: str) -> None:
    found = ecluse("read-mention", mail, "--authserv", SERVER, "--login", "linus", "--json").json
    assert found["reason"] == "replied"


def test_in_words(ecluse: Command, mail: str) -> None:
    found = ecluse("read-mention", mail, "--authserv", SERVER, "--login", "grace").out
    assert found.splitlines()[:3] == [
        "GitHub",
        "Reason    mentioned (X-GitHub-Reason: mention)",
        "Actor     ada-l",
    ]
    assert ecluse("read-mention", mail).out.startswith("Looks like GitHub, not verified")


def test_the_names_of_the_settings_count(ecluse: Command, mail: str) -> None:
    ecluse.profile.mkdir()
    ecluse.paths.settings_file.write_text('[mentions]\nlogins = ["grace"]\nhosts = ["git.example.org"]\n')
    assert ecluse("read-mention", mail, "--authserv", SERVER, "--json").json["reason"] == "mentioned"


def test_a_tool_of_the_team_at_a_host_they_named(ecluse: Command, tmp_path: Path) -> None:
    own = letter("Ada <noreply@git.example.org>", text="@grace", signed="git.example.org", X_GitHub_Reason="mention")
    told = ("read-mention", "-", "--authserv", SERVER, "--json")
    assert not ecluse(*told, stdin=own.decode()).json["verified"]
    assert ecluse(*told, "--host", "git.example.org", stdin=own.decode()).json["verified"]
    assert "is not the name of a host" in ecluse(*told, "--host", "a b", stdin=own.decode(), expect=2).err


def test_an_ordinary_mail(ecluse: Command) -> None:
    ordinary = letter("Ada <ada@example.net>", signed="example.net").decode()
    assert ecluse("read-mention", "-", "--json", stdin=ordinary).json == NOBODY_SAYS
    assert "An ordinary mail" in ecluse("read-mention", "-", stdin=ordinary).out
    assert ecluse("read-mention", "-", "--json", stdin="\0no mail at all").json == NOBODY_SAYS


def test_a_server_that_writes_no_name_is_named_by_where_it_is_read(ecluse: Command) -> None:
    hop = "Received: from x by AM1.mail.protection.outlook.com; Mon\r\n"
    said = "Authentication-Results: dkim=pass header.d=github.com;dmarc=pass header.from=github.com\r\n"
    whole = hop + said + letter("notifications@github.com", X_GitHub_Reason="mention").decode()
    for name, verified in (("outlook.office365.com", True), ("outlook.com", True), ("mx.google.com", False)):
        told = ecluse("read-mention", "-", "--json", "--authserv", "mx.example.net", "--authserv", name, stdin=whole)
        assert told.json["verified"] is verified


@pytest.mark.parametrize("name", ["missing.eml", ".", "nul\0.eml"])
def test_a_file_that_cannot_be_read(ecluse: Command, tmp_path: Path, name: str) -> None:
    ran = ecluse("read-mention", f"{tmp_path}/{name}", "--json", expect=1)
    assert "cannot be read" in ran.err
    assert not ran.out


def test_an_empty_file(ecluse: Command) -> None:
    assert "is empty" in ecluse("read-mention", os.devnull, expect=1).err


def test_a_signature_vouches_for_it_where_that_is_asked_for(
    ecluse: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "signed.eml"
    file.write_bytes(signed(letter("notifications@github.com", X_GitHub_Reason="mention"), "github.com"))
    monkeypatch.setattr("inbox.dkim.Dns.key", lambda _, name: Records("github.com").key(name))
    assert not ecluse("read-mention", str(file), "--json").json["verified"]
    assert ecluse("read-mention", str(file), "--check-signatures", "--json").json["verified"]
