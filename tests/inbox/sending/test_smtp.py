"""Letters handed to a real submission server that goes wrong at each point: taken, surely not taken, or unsure."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest

from inbox.errors import CertificateRefused, Offline, SignInRefused, SourceError, Unsupported, WrongSetting
from inbox.sending import Letter, MailRefused, Unsure
from inbox.sending import Submission as Account
from inbox.sending.sign_in import unproved
from inbox.sending.smtp import Times, submit
from tests.servers.submission import PASSWORD, USER, Submission

MESSAGE = b"From: me@example.org\r\nTo: a@x.example\r\nSubject: hi\r\n\r\n.\r\n..two\r\nend\r\n"
LETTER = Letter(1, "work", USER, ("a@x.example", "b@x.example"), MESSAGE)


@pytest.fixture
def server() -> Iterator[Submission]:
    with Submission() as running:
        yield running


def account(server: Submission) -> Account:
    return Account(server.host, server.port, USER, PASSWORD, str(server.ca_file))


def send(server: Submission, *, to: Account | None = None, seconds: float = 10.0, answer: float = 10.0) -> None:
    submit(to or account(server), LETTER, Times(command=seconds, answer=answer))


def failed(server: Submission, kind: type[SourceError], **given: float) -> SourceError:
    with pytest.raises(kind) as caught:
        send(server, **given)  # type: ignore[arg-type]
    return caught.value


def test_sent(server: Submission) -> None:
    send(server)
    assert server.taken == [(USER, ("a@x.example", "b@x.example"), MESSAGE)]


def test_a_server_that_knows_login_only() -> None:
    with Submission(mechanisms=frozenset({"LOGIN"})) as server:
        assert "ASCII" in failed(server, Unsupported).detail
        with pytest.raises(SignInRefused):
            send(server, to=replace(account(server), password="wrong"))
    with Submission(mechanisms=frozenset()) as server:
        assert "no way to sign in" in failed(server, Unsupported).detail


def test_a_refused_sign_in(server: Submission) -> None:
    with pytest.raises(SignInRefused) as caught:
        send(server, to=replace(account(server), password="wrong"))
    assert "wrong" not in caught.value.detail
    assert server.taken == []


def test_a_refused_recipient_keeps_it_from_all(server: Submission) -> None:
    server.plan.answers["b@x.example"] = "550 no such person"
    assert "b@x.example: no such person" in failed(server, MailRefused).detail
    server.plan.answers["a@x.example"] = "450 come again"
    assert "a@x.example" in failed(server, MailRefused).detail
    server.plan.answers["b@x.example"] = "452 too many"
    failed(server, Offline)
    assert "DATA" not in server.commands
    assert server.taken == []


@pytest.mark.parametrize("command", ["MAIL", "DATA"])
def test_a_no_and_a_not_now(server: Submission, command: str) -> None:
    server.plan.answers[command] = "554 spam, we think"
    assert "spam, we think" in failed(server, MailRefused).detail
    server.plan.answers[command] = "451 later"
    failed(server, Offline)
    assert server.taken == []


@pytest.mark.parametrize("command", ["MAIL", "RCPT"])
def test_before_the_message_a_lost_connection_is_a_lost_try(server: Submission, command: str) -> None:
    server.plan.drops = {command}
    failed(server, Offline)
    server.plan.drops, server.plan.hangs = set(), {command}
    failed(server, Offline, seconds=0.3)
    assert server.taken == []


def test_after_the_message_no_answer_is_unsure(server: Submission) -> None:
    server.plan.drops = {"DATA"}
    failed(server, Unsure)
    server.plan.drops, server.plan.hangs = set(), {"DATA"}
    failed(server, Unsure, answer=0.3)
    server.plan.hangs = set()
    for answer in ("what?", "354 go on", "150 wait"):  # the answer that counts may still come
        server.plan.answers = {"DATA": answer}
        failed(server, Unsure)
    assert len(server.taken) == 5


def test_certificates(server: Submission) -> None:
    with pytest.raises(CertificateRefused):
        send(server, to=replace(account(server), ca_file=""))
    with Submission(name="smtp.example.org") as other:
        failed(other, CertificateRefused)
    assert server.commands == []


def test_wrong_settings(server: Submission) -> None:
    for host in ("", "a b", "a\r\nb", "x" * 300):
        with pytest.raises(SourceError) as caught:
            send(server, to=replace(account(server), host=host))
        assert not isinstance(caught.value, Unsure)
    with pytest.raises(WrongSetting) as wrong:
        send(server, to=replace(account(server), ca_file="/nonexistent/ca.pem"))
    assert wrong.value.field == "ca_file"
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(Offline):
        send(server, to=replace(account(server), port=port))


def test_a_server_without_tls_hears_nothing() -> None:
    heard: list[bytes] = []

    def answer(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection, suppress(ConnectionResetError):
            connection.sendall(b"220 plain.example ESMTP\r\n")
            while chunk := connection.recv(4096):
                heard.append(chunk)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=answer, args=(listening,))
        thread.start()
        plain = Account("localhost", listening.getsockname()[1], USER, PASSWORD)
        with pytest.raises(WrongSetting) as caught:
            submit(plain, LETTER, Times(command=5.0))
        thread.join(60)
    assert caught.value.field == "smtp_port"
    said = b"".join(heard)
    assert said.startswith(b"\x16\x03")  # a TLS handshake
    assert USER.encode() not in said


@pytest.mark.parametrize("echoed", ["AUTH PLAIN AHUAaHVudGVyMi1zZWNyZXQ=", "aHVudGVyMi1zZWNyZXQ=", "hunter2-secret"])
def test_a_server_that_repeats_the_proof_is_not_quoted(echoed: str) -> None:
    to = Account("smtp.example.org", 465, "u", "hunter2-secret")
    assert echoed not in unproved(f"5.5.1 Unrecognized command: {echoed}".encode(), to, "")
    assert unproved(b"5.7.8 bad credentials", to, "") == "5.7.8 bad credentials"
