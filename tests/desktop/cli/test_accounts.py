from __future__ import annotations

import re
import socket
import ssl
import stat
import threading
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import trustme

from tests.desktop.cli.conftest import Ring
from tests.servers.clear_text import ClearTextImap
from tests.servers.imap_script import ScriptedImap
from tests.servers.mailbox import Mailbox
from tests.servers.submission import PASSWORD as SENDING_PASSWORD
from tests.servers.submission import USER, Submission

PASSWORD = "CANARY-9f3-password"


def imap(port: int, *more: str) -> tuple[str, ...]:
    where = ("--host", "127.0.0.1", "--port", str(port), "--user", "me", "--password-stdin")
    return ("account", "add", "imap", "--name", "work", *where, *more)


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_added_tested_listed_removed(ecluse: Any, ring: Ring) -> None:
    folder = ecluse.mails("one")
    added = ecluse("account", "add", "folder", "--name", "work", "--path", str(folder))
    assert added.out.startswith('Account "work" was added: 1 message on ')
    assert added.err == ""
    (line,) = ecluse("account", "list", "--json").json
    assert (line["name"], line["kind"], line["health"]) == ("work", "folder", "off")
    assert "work  folder" in ecluse("account", "list").out
    tested = ecluse("account", "test", "work", "--json").json
    assert (tested["ok"], tested["problem"], tested["advice"], tested["auth"]) == (True, None, None, "")
    again = ecluse("account", "add", "folder", "--name", "work", "--path", str(folder), expect=1)
    assert 'There is an account named "work" already. Nothing was changed.' in again.err
    ecluse("account", "remove", "work")
    assert ecluse("account", "list", "--json").json == []
    assert 'no account named "work"' in ecluse("account", "remove", "work", expect=1).err


def test_a_server_that_is_away_does_not_lose_what_was_typed(ecluse: Any, ring: Ring, closed_port: int) -> None:
    added = ecluse(*imap(closed_port), stdin=PASSWORD + "\n")
    assert 'Account "work" was added.' in added.out
    assert "The server cannot be used now" in added.err
    assert "The account is kept" in added.err
    assert PASSWORD in ring.kept.values()
    tested = ecluse("account", "test", "work", "--json", expect=1).json
    assert (tested["ok"], tested["problem"], tested["auth"]) == (False, "offline", None)
    assert "Check the host" in tested["advice"]
    assert "cannot be used now" in ecluse("account", "test", "work", expect=1).err


@pytest.mark.parametrize("auth", ["PLAIN", "LOGIN"])
def test_a_test_tells_what_it_found(ecluse: Any, ring: Ring, scripted: ScriptedImap, auth: str) -> None:
    scripted.capabilities = "IMAP4rev1 ID" if auth == "LOGIN" else "IMAP4rev1 ID AUTH=PLAIN"
    where = ("--host", "localhost", "--port", str(scripted.port), "--user", "me", "--ca-file", str(scripted.ca_file))
    ecluse("account", "add", "imap", "--name", "work", *where, "--password-stdin", stdin="secret")
    tested = ecluse("account", "test", "work", "--json").json
    fields = {"ok", "server", "capabilities", "auth", "tls", "messages", "remarks", "sending", "problem", "advice"}
    assert set(tested) == fields
    assert (tested["ok"], tested["server"], tested["auth"]) == (True, "Script 1", auth)
    assert tested["tls"].startswith("TLSv1.")


def test_a_test_signs_in_to_send_as_well(ecluse: Any, ring: Ring, scripted: ScriptedImap) -> None:
    scripted.capabilities = "IMAP4rev1 AUTH=PLAIN"
    where = ("--host", "localhost", "--port", str(scripted.port), "--user", USER, "--ca-file", str(scripted.ca_file))
    with Submission() as server:
        der = ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate(("localhost", server.port)))
        sending = ("--smtp-host", "localhost", "--smtp-port", str(server.port), "--smtp-pin", sha256(der).hexdigest())
        ecluse("account", "add", "imap", "--name", "work", *where, *sending, "--password-stdin", stdin="secret")
        ecluse("account", "password", "work", "--sending", "--password-stdin", stdin=SENDING_PASSWORD)
        tested = ecluse("account", "test", "work", "--json").json
        place = f"localhost:{server.port}"
        assert tested["sending"] == {
            "ok": True, "server": place, "tls": tested["tls"], "auth": "PLAIN", "problem": None, "detail": "",
            "advice": None,
        }  # fmt: skip
        assert f"It can send by {place}" in ecluse("account", "test", "work").out
        ecluse("account", "password", "work", "--sending", "--password-stdin", stdin="wrong")
        tested = ecluse("account", "test", "work", "--json").json
        assert (tested["ok"], tested["sending"]["ok"], tested["sending"]["problem"]) == (True, False, "sign_in_refused")
        assert "app password" in tested["sending"]["advice"]
        assert f"it cannot send by {place}" in ecluse("account", "test", "work").err
        assert server.taken == []


def test_what_cannot_work_is_not_added(ecluse: Any, ring: Ring) -> None:
    refused = ecluse("account", "add", "folder", "--path", "/nonexistent/mails", expect=1)
    assert "A setting cannot work (path): " in refused.err
    assert 'The account "folder" was not added.' in refused.err
    assert ecluse("account", "list", "--json").json == []
    ecluse("account", "add", "folder", "--path", "/nonexistent/mails", "--no-test")
    assert len(ecluse("account", "list", "--json").json) == 1


@pytest.fixture
def stranger() -> Iterator[int]:
    """A TLS server whose certificate nobody vouches for. Gives its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                end, _ = listener.accept()
                with suppress(OSError), end, context.wrap_socket(end, server_side=True) as tls:
                    tls.recv(100)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    listener.shutdown(socket.SHUT_RDWR)
    thread.join(60)
    listener.close()


def test_a_server_nobody_vouches_for_is_not_added(ecluse: Any, ring: Ring, stranger: int) -> None:
    refused = ecluse(*imap(stranger), stdin=PASSWORD, expect=1)
    assert "The server's certificate is not good for this name, so nothing was sent to it" in refused.err
    assert 'The account "work" was not added. Check the host name.' in refused.err
    assert ecluse("account", "list", "--json").json == []
    assert ring.kept == {}


def test_a_private_certificate_is_shown_and_can_be_trusted(ecluse: Any, ring: Ring) -> None:
    with ScriptedImap(certificate=trustme.CA().issue_cert("private.example.org")) as server:
        where = ("--host", server.host, "--port", str(server.port), "--user", "me", "--password-stdin")
        refused = ecluse("account", "add", "imap", "--name", "work", *where, stdin="secret", expect=1)
        (pin,) = re.findall(r"(?:[0-9A-F]{2}:){31}[0-9A-F]{2}", refused.err)
        assert f"localhost:{server.port} shows a certificate" in refused.err
        assert "--pin" in refused.err
        assert server.commands == []
        added = ecluse("account", "add", "imap", "--name", "work", *where, "--pin", pin, stdin="secret")
        assert 'Account "work" was added: 0 messages on' in added.out
        assert ecluse("account", "test", "work", "--json").json["ok"] is True
        wrong = ("--name", "other", *where, "--pin", "0" * 64)
        assert "not the certificate that was trusted" in ecluse(
            "account", "add", "imap", *wrong, stdin="secret", expect=1
        ).err  # fmt: skip


def test_a_server_with_starttls_only(ecluse: Any, ring: Ring) -> None:
    with ClearTextImap() as server:
        where = ("--host", server.host, "--port", str(server.port), "--user", "me", "--ca-file", str(server.ca_file))
        more = ("--security", "starttls", "--password-stdin")
        added = ecluse("account", "add", "imap", "--name", "work", *where, *more, stdin="secret")
        assert "was added: 2 messages" in added.out
    assert b"secret" not in bytes(server.clear)


def test_without_a_keyring_it_is_said_plainly(ecluse: Any, closed_port: int) -> None:
    added = ecluse(*imap(closed_port), stdin=PASSWORD)
    assert "could not be kept in the keyring, because no keyring is running" in added.err
    assert "`ecluse account password work`" in added.err


def test_a_new_password(ecluse: Any, ring: Ring, closed_port: int) -> None:
    ecluse(*imap(closed_port, "--no-test"), stdin=PASSWORD)
    ecluse("account", "password", "work", "--password-stdin", stdin="another\r\n")
    assert list(ring.kept.values()) == ["another"]
    assert "no account" in ecluse("account", "password", "home", "--password-stdin", stdin="x", expect=1).err
    ecluse("account", "remove", "work")


def test_removing_takes_the_password_out_of_the_keyring(ecluse: Any, ring: Ring, closed_port: int) -> None:
    ecluse(*imap(closed_port, "--no-test"), stdin=PASSWORD)
    assert ecluse("account", "remove", "work").err == ""
    assert ring.kept == {}


def test_a_keyring_that_cannot_be_asked_is_named_when_an_account_goes(ecluse: Any, closed_port: int) -> None:
    ecluse(*imap(closed_port, "--no-test"), stdin=PASSWORD)
    removed = ecluse("account", "remove", "work")
    assert "The secret of work may still be in the keyring, because no keyring is running" in removed.err
    assert 'Account "work" was removed' in removed.out


def test_a_provider_of_the_same_name_goes_alone(ecluse: Any, ring: Ring, closed_port: int) -> None:
    ecluse(*imap(closed_port, "--no-test"), stdin=PASSWORD)
    ecluse("provider", "add", "desktop", "--name", "work")
    ecluse("provider", "remove", "work")
    assert list(ring.kept.values()) == [PASSWORD]


def test_what_is_not_added_leaves_no_password(
    ecluse: Any, ring: Ring, closed_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = ecluse.mails("one")
    ecluse("account", "add", "folder", "--name", "Work", "--path", str(folder))
    refused = ecluse(*imap(closed_port, "--no-test"), stdin=PASSWORD, expect=1)
    assert 'There is an account named "Work" already. Nothing was changed.' in refused.err
    assert ring.kept == {}
    ecluse("account", "remove", "Work")
    with monkeypatch.context() as patch:
        patch.setattr("desktop.core.settings.edit.write_private", full)
        refused = ecluse(*imap(closed_port, "--no-test"), stdin=PASSWORD, expect=1)
        assert "Nothing was changed" in refused.err
    assert ring.kept == {}


def test_a_new_password_that_cannot_be_kept_leaves_the_old(
    ecluse: Any, ring: Ring, closed_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ecluse(*imap(closed_port, "--no-test"), stdin=PASSWORD)
    monkeypatch.setattr("desktop.core.settings.edit.write_private", full)
    ecluse("account", "password", "work", "--password-stdin", stdin="another", expect=1)
    assert list(ring.kept.values()) == [PASSWORD]


def full(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("typed", ["", "\n", "two\nlines", "a\0b", "x" * 70_000])
def test_a_password_that_is_none(ecluse: Any, ring: Ring, closed_port: int, typed: str) -> None:
    refused = ecluse(*imap(closed_port), stdin=typed, expect=2)
    assert "Password is " in refused.err
    assert ring.kept == {}


def test_a_password_is_never_an_argument(ecluse: Any, closed_port: int) -> None:
    words = [word for word in imap(closed_port) if word != "--password-stdin"]
    assert "must be given by --password-stdin" in ecluse(*words, expect=2).err
    assert "unrecognized arguments: --password" in ecluse(*words, "--password", "hunter2", expect=2).err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("imap", "--name", "mail"), "argument --name: 'mail' is wrong"),
        (("imap", "--name", "-x"), "argument --name"),
        (("imap", "--port", "70000"), "argument --port: '70000' is wrong: it must be a whole number from 1 to 65535"),
        (("imap", "--ca-file", "/nonexistent.pem"), "argument --ca-file: '/nonexistent.pem' is wrong"),
        (("imap", "--push", "maybe"), "argument --push: 'maybe' is wrong: it must be true or false"),
        (("imap",), "the following arguments are required: --host, --user"),
        (("fax",), "invalid choice: 'fax'"),
        ((), "the following arguments are required: COMMAND"),
    ],
)
def test_asked_in_a_wrong_way(ecluse: Any, words: tuple[str, ...], said: str) -> None:
    refused = ecluse("account", "add", *words, expect=2)
    assert said in refused.err
    assert len(refused.err.splitlines()) == 1


def test_the_canary_is_nowhere(ecluse: Any, ring: Ring, closed_port: int) -> None:
    ran = [
        ecluse(*imap(closed_port), stdin=PASSWORD),
        ecluse("account", "list", "--json"),
        ecluse("account", "test", "work", expect=1),
        ecluse("pull", expect=1),
        ecluse("doctor", expect=1),
    ]
    assert PASSWORD in ring.kept.values()
    assert not any(PASSWORD in one.out + one.err for one in ran)
    files = [path for path in Path(ecluse.profile).rglob("*") if path.is_file()]
    assert ecluse.paths.log_file in files
    assert ecluse.paths.settings_file in files
    assert ecluse.paths.database in files
    for path in files:
        content = path.read_bytes()
        assert PASSWORD.encode() not in content
        assert PASSWORD.encode("utf-16-le") not in content
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_folders_of_an_account(ecluse: Any, ring: Ring, scripted: ScriptedImap) -> None:
    scripted.folders = [b'() "/" INBOX', b'(\\Sent) "/" "Envoy&AOk-s"', b'(\\Noselect) "/" Old']
    where = ("--host", "localhost", "--port", str(scripted.port), "--user", "me", "--ca-file", str(scripted.ca_file))
    ecluse("account", "add", "imap", "--name", "work", *where, "--password-stdin", stdin="secret")
    found = ecluse("account", "mailboxes", "work", "--json").json
    assert found[1] == {"name": "Envoyés", "delimiter": "/", "role": "sent", "selectable": True, "read": False}
    assert [one["selectable"] for one in found] == [True, True, False]
    assert [one["read"] for one in found] == [True, False, False]
    assert "Envoyés  sent" in ecluse("account", "mailboxes", "work").out
    for wrong in ("Old", "Nowhere"):
        refused = ecluse("account", "mailboxes", "work", "--read", "INBOX", "--read", wrong, expect=1)
        assert f'no mailbox "{wrong}" that can be read. Nothing was changed.' in refused.err
    chosen = ecluse("account", "mailboxes", "work", "--read", "Envoyés", "--read", "INBOX", "--json").json
    assert [one["read"] for one in chosen] == [True, True, False]
    assert 'mailbox = ["Envoyés", "INBOX"]' in ecluse.paths.settings_file.read_text()
    ecluse("account", "mailboxes", "work", "--read", "INBOX")
    assert 'mailbox = "INBOX"' in ecluse.paths.settings_file.read_text()
    assert 'no account named "nobody"' in ecluse("account", "mailboxes", "nobody", expect=1).err


def test_several_folders_and_one_that_is_missing(ecluse: Any, ring: Ring, scripted: ScriptedImap) -> None:
    scripted.others["Clients"] = Mailbox.of(2)
    scripted.greeting = b"* OK [ALERT] Down \x1b[31mtonight\r\n"
    where = ("--host", "localhost", "--port", str(scripted.port), "--user", "me", "--ca-file", str(scripted.ca_file))
    chosen = ("--mailbox", "INBOX", "--mailbox", "Clients", "--mailbox", "INBOX")
    added = ecluse("account", "add", "imap", "--name", "work", *where, *chosen, "--password-stdin", stdin="secret")
    assert "2 messages" in added.out
    tested = ecluse("account", "test", "work", "--json").json
    (remark,) = tested["remarks"]
    assert (remark["code"], remark["about"]) == ("alert", None)
    assert "\x1b" not in remark["detail"]
    assert 'the server says: "Down' in ecluse("account", "test", "work").err
    settings = ecluse.paths.settings_file.read_text()
    assert 'mailbox = ["INBOX", "Clients"]' in settings


def test_a_folder_that_is_added_later_makes_no_other_be_read_again(
    ecluse: Any, ring: Ring, scripted: ScriptedImap
) -> None:
    scripted.mailbox = Mailbox.of(3)
    scripted.others["Clients"] = Mailbox.of(0)
    scripted.others["Clients"].add(scripted.mailbox.mails[2].content, b"Subject: new\r\n\r\nhello\r\n")
    where = ("--host", "localhost", "--port", str(scripted.port), "--user", "me", "--ca-file", str(scripted.ca_file))
    ecluse("account", "add", "imap", "--name", "work", *where, "--password-stdin", stdin="secret")
    ecluse("pull")
    assert ecluse("ledger", "--json").json["received"] == 3
    file = ecluse.paths.settings_file
    file.write_text(file.read_text().replace('mailbox = "INBOX"', 'mailbox = ["INBOX", "Clients", "Gone"]'))
    scripted.commands.clear()
    ecluse("pull")
    assert ecluse("ledger", "--json").json["received"] == 4
    assert len([line for line in scripted.commands if b"BODY" in line]) == 1
    ecluse("pull")
    assert ecluse("ledger", "--json").json["received"] == 4
    ecluse("account", "test", "work", expect=1)
