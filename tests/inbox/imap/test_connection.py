"""What a server may say before it lets us read, and what that means for what happens next."""

from __future__ import annotations

import socket
import string
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import hypothesis
import pytest
import trustme
from hypothesis import strategies as st

from inbox.errors import (
    Broken,
    CertificateRefused,
    Offline,
    SignInRefused,
    SourceError,
    Unsupported,
    WrongSetting,
)
from inbox.imap import connection as wire
from inbox.imap.opening import Login
from inbox.imap.source import ImapSource, Settings
from inbox.sources import Start
from tests.clock import HandClock
from tests.contract.source_contract import everything
from tests.inbox.imap.conftest import Open
from tests.servers import imap_script as script
from tests.servers.imap_script import PASSWORD, ScriptedImap, bad, certificate_for
from tests.servers.mailbox import Mailbox, mail


def _error(source: ImapSource) -> SourceError:
    with pytest.raises(SourceError) as caught:
        everything(source)
    return caught.value


@pytest.mark.parametrize(
    ("said", "kind", "least"),
    [
        ("[AUTHENTICATIONFAILED] Authentication failed.", SignInRefused, 0),
        ("[AUTHENTICATIONFAILED] Invalid credentials, try again later", SignInRefused, 0),
        ("[EXPIRED] password expired", SignInRefused, 0),
        ("[AUTHORIZATIONFAILED] no such identity", SignInRefused, 0),
        ("[ALERT] Application-specific password required", SignInRefused, 0),
        ("LOGIN failed.", SignInRefused, 0),
        ("[UNAVAILABLE] Temporary authentication failure.", Offline, 0),
        ("[UNAVAILABLE] Maximum number of connections from user+IP exceeded", Offline, 60),
        ("[LIMIT] too much", Offline, 60),
        ("[INUSE] mailbox locked", Offline, 0),
        ("[ALERT] Too many simultaneous connections. (Failure)", Offline, 60),
        ("Request is throttled. Suggested Backoff Time: 299961 milliseconds", Offline, 299),
        ("[THROTTLED] slow down", Offline, 60),
        ("Server error - Please try again later", Offline, 0),
        ("[SERVERBUG] internal", Offline, 0),
        ("[PRIVACYREQUIRED] not without TLS", Unsupported, 0),
    ],
)
@pytest.mark.parametrize("way", ["LOGIN", "AUTHENTICATE"])
def test_a_refused_sign_in_is_told_from_a_busy_server(
    scripted: ScriptedImap, open_source: Open, way: str, said: str, kind: type[SourceError], least: float
) -> None:
    scripted.capabilities = "IMAP4rev1" if way == "LOGIN" else "IMAP4rev1 AUTH=PLAIN"
    scripted.replies[way] = bad(said)
    error = _error(open_source())
    assert type(error) is kind
    assert error.wait_seconds >= least
    assert said[-10:] in error.detail


def test_authenticated_but_not_connected(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.replies["AUTHENTICATE"] = bad("User is authenticated but not connected.", "BAD")
    assert type(_error(open_source())) is Offline


def test_what_is_told_holds_no_password(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.replies["AUTHENTICATE"] = bad(f"no user me with {PASSWORD}\x1b[31m " + "x" * 1000)
    error = _error(open_source())
    assert PASSWORD not in error.detail
    assert "\x1b" not in error.detail
    assert len(error.detail) <= 310


@pytest.mark.parametrize(
    ("greeting", "kind"),
    [
        (b"* BYE too busy\r\n", Offline),
        (b"* BYE Suggested Backoff Time: 299961 milliseconds\r\n", Offline),
        (b"* PREAUTH welcome back\r\n", Broken),
        (b"", Offline),
        (b"\xff\xfe\0\1 nonsense\r\n", Offline),
        (b"* OK half a li", Offline),
        (b"220 mail.example.org ESMTP\r\n", WrongSetting),
        (b"+OK POP3 ready\r\n", WrongSetting),
        (b"SSH-2.0-OpenSSH\r\n", WrongSetting),
        (b"x" * 1_100_000 + b"\r\n", Offline),
    ],
)
def test_greetings(scripted: ScriptedImap, open_source: Open, greeting: bytes, kind: type[SourceError]) -> None:
    scripted.greeting = greeting
    if not greeting.endswith(b"\r\n"):
        scripted.replies["CAPABILITY"] = script.end
        _end_after_greeting(scripted)
    error = _error(open_source())
    assert isinstance(error, kind)
    assert error.detail
    assert not any(name in {"LOGIN", "AUTHENTICATE"} for name in scripted.names())
    if b"299961" in greeting:
        assert error.wait_seconds > 299


def _end_after_greeting(scripted: ScriptedImap) -> None:
    hang_up = threading.Timer(0.3, scripted.hang_up)
    hang_up.daemon = True
    hang_up.start()


@pytest.mark.parametrize("after", ["CAPABILITY", "AUTHENTICATE", "EXAMINE", "LIST", "FETCH", "NOOP"])
def test_goodbye_at_any_time(scripted: ScriptedImap, open_source: Open, after: str) -> None:
    scripted.mailbox = Mailbox.of(3)
    source = open_source()
    if after == "NOOP":
        _, cursor = everything(source)
    scripted.replies[after] = script.saying(["* BYE shutting down"], script.end)
    with pytest.raises(Offline) as caught:
        everything(source, cursor if after == "NOOP" else "")
    if after != "CAPABILITY":  # which imaplib sends by itself
        assert "shutting down" in caught.value.detail
    del scripted.replies[after]
    assert len(everything(source)[0]) == 3


def test_no_way_to_sign_in(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.capabilities = "IMAP4rev1 LOGINDISABLED"
    assert type(_error(open_source())) is Unsupported
    assert "LOGIN" not in scripted.names()


def test_login_disabled_is_no_obstacle_where_there_is_another_way(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.capabilities = "imap4rev1 Logindisabled auth=plain"
    assert everything(open_source())[0] == []


def test_accents_need_a_way_that_takes_them(scripted: ScriptedImap, open_source: Open) -> None:
    scripted.capabilities = "IMAP4rev1"
    assert type(_error(open_source(password="pâsse"))) is Unsupported
    scripted.capabilities = "IMAP4rev1 AUTH=PLAIN"
    assert type(_error(open_source(password="pâsse"))) is SignInRefused


def test_a_server_that_asks_for_the_password_again_and_again(scripted: ScriptedImap, open_source: Open) -> None:
    def greedy(session: script.Session, command: script.Command) -> None:
        for _ in range(5):
            session.write("+ \r\n")
            if session.readline() == b"*\r\n":
                session.no(command, "cancelled", "BAD")
                return
        session.ok(command)

    scripted.replies["AUTHENTICATE"] = greedy
    assert isinstance(_error(open_source()), SignInRefused)


@pytest.mark.parametrize(
    ("said", "mailbox", "kind"),
    [
        ("[NONEXISTENT] no such mailbox", "Work", WrongSetting),
        ("Mailbox doesn't exist: Work", "Work", WrongSetting),
        ("[NOPERM] not yours", "Work", WrongSetting),
        ("[NONEXISTENT] no inbox", "INBOX", WrongSetting),
        ("something odd", "INBOX", Offline),
        ("[UNAVAILABLE] backend", "Work", Offline),
        ("[INUSE] locked", "Work", Offline),
    ],
)
def test_a_refused_mailbox(
    scripted: ScriptedImap, open_source: Open, said: str, mailbox: str, kind: type[SourceError]
) -> None:
    scripted.replies["EXAMINE"] = bad(said)
    error = _error(open_source(mailbox=mailbox))
    assert type(error) is kind
    if isinstance(error, WrongSetting):
        assert error.field == "mailbox"


# ----------------------------------------------------------------------------------------- certificates and the net

_LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("certificate", "reason"),
    [
        (lambda: certificate_for("other.example.org"), "Hostname mismatch"),
        (
            lambda: certificate_for("localhost", not_after=_LONG_AGO + timedelta(days=1), not_before=_LONG_AGO),
            "expired",
        ),
        (lambda: trustme.CA().issue_cert("localhost"), "certificate"),
        (lambda: certificate_for("192.0.2.1", common_name="localhost"), "mismatch"),
    ],
    ids=["another name", "expired", "unknown authority", "name in the common name only"],
)
def test_a_certificate_that_is_not_good(certificate: object, reason: str) -> None:
    assert callable(certificate)
    with ScriptedImap(certificate=certificate()) as server:
        login = Login(server.host, server.port, "me", PASSWORD, str(server.ca_file))
        with closing(ImapSource(Settings(login, ("INBOX",), push=False, start=Start()))) as source:
            error = _error(source)
        assert type(error) is CertificateRefused
        assert reason in error.detail
        assert server.commands == []


@pytest.fixture
def plain_port() -> Iterator[int]:
    """Something that is there and speaks no TLS."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(b"* OK IMAP4rev1 without TLS\r\n")
                connection.recv(4096)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        thread.join(60)


def _open(host: str, port: int, **more: Any) -> ImapSource:
    return ImapSource(Settings(Login(host, port, "me", PASSWORD, **more), ("INBOX",), push=False, start=Start()))


def test_a_port_without_tls(plain_port: int) -> None:
    error = _error(_open("localhost", plain_port))
    assert isinstance(error, WrongSetting)
    assert error.field == "port"


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    assert type(_error(_open("localhost", port))) is Offline


def test_a_name_that_is_not_known() -> None:
    error = _error(_open("imap.example.invalid", 993))
    assert type(error) is Offline
    assert "name" in error.detail


@pytest.mark.parametrize(
    ("host", "port", "user", "password", "field"),
    [
        ("", 993, "me", "x", "host"),
        ("imap example", 993, "me", "x", "host"),
        ("imap.example\r\n", 993, "me", "x", "host"),
        ("localhost", 0, "me", "x", "port"),
        ("localhost", 70000, "me", "x", "port"),
        ("localhost", 993, "me\r\nA1 LOGOUT", "x", "user"),
        ("localhost", 993, "me", "x\0", "password"),
        ("localhost", 993, "me", "x\n", "password"),
    ],
)
def test_settings_that_cannot_work(host: str, port: int, user: str, password: str, field: str) -> None:
    error = _error(ImapSource(Settings(Login(host, port, user, password), ("INBOX",), push=False, start=Start())))
    assert isinstance(error, WrongSetting)
    assert error.field == field


def test_an_authority_that_is_no_file(scripted: ScriptedImap) -> None:
    error = _error(_open("localhost", scripted.port, ca_file="/nonexistent/ca.pem"))
    assert isinstance(error, WrongSetting)
    assert error.field == "ca_file"


def test_silence(scripted: ScriptedImap, open_source: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "CHECK_SECONDS", 0.3)
    scripted.mailbox = Mailbox.of(2)
    source = open_source()
    _, cursor = everything(source)
    scripted.replies["NOOP"] = script.silence
    begin = time.monotonic()
    with pytest.raises(Offline):
        everything(source, cursor)
    assert time.monotonic() - begin < 15
    del scripted.replies["NOOP"]
    assert everything(source, cursor)[0] == []


def test_a_drop_asks_for_distance_to_the_next_sign_in(scripted: ScriptedImap, open_source: Open) -> None:
    source = open_source()
    _, cursor = everything(source)
    scripted.hang_up()
    with pytest.raises(Offline) as caught:
        everything(source, cursor)
    assert 5 < caught.value.wait_seconds <= 10


@pytest.mark.parametrize("ending", [script.end, script.saying(["* BYE idle for too long"], script.end)])
def test_a_connection_that_ended_long_after_the_sign_in_is_made_again_without_a_word(
    scripted: ScriptedImap, ending: script.Reply
) -> None:
    clock = HandClock()
    login = Login(scripted.host, scripted.port, "me", PASSWORD, str(scripted.ca_file))
    settings = Settings(login, ("INBOX",), push=False, start=Start())
    with closing(ImapSource(settings, monotonic=clock.monotonic)) as source:
        _, cursor = everything(source)
        clock.pass_by(timedelta(minutes=2))
        scripted.replies["NOOP"] = ending
        scripted.mailbox.add(mail(1))
        found, _ = everything(source, cursor)
    assert len(found) == 1
    assert scripted.accepted == 2


def test_the_mailbox_is_selected_again_now_and_then(scripted: ScriptedImap) -> None:
    """For servers that tell of new mail at no other time."""
    clock = HandClock()
    scripted.replies["NOOP"] = lambda session, command: session.ok(command)
    login = Login(scripted.host, scripted.port, "me", PASSWORD, str(scripted.ca_file))
    settings = Settings(login, ("INBOX",), push=False, start=Start())
    with closing(ImapSource(settings, monotonic=clock.monotonic)) as source:
        _, cursor = everything(source)
        scripted.mailbox.add(mail(1))
        assert everything(source, cursor)[0] == []
        clock.pass_by(timedelta(minutes=16))
        assert len(everything(source, cursor)[0]) == 1
    assert scripted.accepted == 1


# ---------------------------------------------------------------------------------------------------- injection

_HOSTILE = st.text(
    st.sampled_from(string.ascii_letters + '\r\n\0"\\{}()%*+~ é€\u2028' + "\x7f\x85"), min_size=1, max_size=40
)


@pytest.fixture(scope="module")
def strict() -> Iterator[ScriptedImap]:
    with ScriptedImap(Mailbox.of(1)) as server:
        yield server


@hypothesis.given(user=_HOSTILE, password=_HOSTILE, mailbox=_HOSTILE, plain=st.booleans())
def test_nothing_that_is_typed_becomes_a_command(
    strict: ScriptedImap, user: str, password: str, mailbox: str, plain: bool
) -> None:
    strict.commands.clear()
    strict.violations.clear()
    strict.capabilities = "IMAP4rev1 AUTH=PLAIN" if plain else "IMAP4rev1"
    strict.replies["LOGIN"] = strict.replies["AUTHENTICATE"] = _let_in
    login = Login(strict.host, strict.port, user, password, str(strict.ca_file))
    source = ImapSource(Settings(login, (mailbox,), push=False, start=Start(days=36500, mails=5)))
    try:
        found, _ = everything(source)
        assert len(found) == 1
        assert [strict.names().count(name) for name in ("EXAMINE", "LIST", "FETCH")] == [1, 1, 1]
    except (WrongSetting, Unsupported):
        assert "EXAMINE" not in strict.names()
    finally:
        source.close()
    assert strict.violations == []


def _let_in(session: script.Session, command: script.Command) -> None:
    if command.name == "AUTHENTICATE":
        session.write("+ \r\n")
        session.readline()
    session.ok(command)


@hypothesis.given(header=st.binary(max_size=60), body=st.binary(max_size=60))
def test_nothing_that_is_received_becomes_a_command(strict: ScriptedImap, header: bytes, body: bytes) -> None:
    strict.commands.clear()
    strict.violations.clear()
    strict.replies.clear()
    strict.capabilities = "IMAP4rev1 AUTH=PLAIN"
    hostile = b"Message-ID: <" + header + b">\r\nSubject: " + header + b"\r\n\r\n" + body
    strict.mailbox = Mailbox()
    strict.mailbox.add(hostile)
    login = Login(strict.host, strict.port, "me", PASSWORD, str(strict.ca_file))
    with closing(ImapSource(Settings(login, ("INBOX",), push=False, start=Start(days=36500, mails=5)))) as source:
        found, cursor = everything(source)
        assert len(found) == 1
        assert everything(source, cursor)[0] == []
    assert strict.violations == []
    assert set(strict.names()) <= {"CAPABILITY", "AUTHENTICATE", "EXAMINE", "LIST", "FETCH", "NOOP", "LOGOUT"}
