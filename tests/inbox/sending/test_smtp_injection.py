"""Whatever a stranger's mail, a file or a setting says, the server hears each command once, and the message has no more
headers than it was given (P115)."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inbox.answering import Answer, CannotAnswer, Way
from inbox.answering.files import enclose
from inbox.errors import SourceError
from inbox.reply import Composed, Writer, compose
from inbox.sending import Letter
from inbox.sending import Submission as Account
from inbox.sending.smtp import Times, submit
from tests.inbox.arrivals import arrival
from tests.inbox.test_reply import ALLOWED, ID, NOW, details
from tests.servers.smtp_script import ScriptedSmtp

TIMES = Times(command=5.0, whole=10.0, answer=5.0)
# RFC 6531 3.3, as this server offers it: letters beyond ASCII in both halves.
ADDRESS = rb"<[^\x00-\x20<>\x7f]+@[A-Za-z0-9.\x80-\xff-]+>"
GRAMMAR = [
    rb"EHLO \[127\.0\.0\.1\]",
    rb"AUTH PLAIN [A-Za-z0-9+/]+=*",
    rb"MAIL FROM:" + ADDRESS + rb" SIZE=\d+( SMTPUTF8 BODY=8BITMIME)?",
    rb"RCPT TO:" + ADDRESS,
    rb"DATA",
    rb"QUIT",
]
_VERB = re.compile(rb"(?i)^(?:mail from|rcpt to|[a-z]+)")  # smtplib writes them small
PIECES = [
    *(
        "\r\n",
        "\n",
        "\r",
        "\0",
        "\r\n.\r\n",
        "\r\nBcc: evil@x.example",
        "\r\nRCPT TO:<evil@x.example>\r\n",
        "\u2028",
        "\x85",
    ),
    *("=?utf-8?q?=0d=0aBcc:_evil@x.example?=", "=?", '"', "<", ">", "> SIZE=1", ",", ";", ":", "(", "\\", "%", "{5}"),
    *("@x.example", "a@x.example", "évé@x.example", "a@é.example", "\ud800", "é", ".", " ", "\t"),
]
hostile = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=6).map("".join)
quick = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedSmtp]:
    with ScriptedSmtp() as running:
        running.offers = ("SIZE 1000000", "8BITMIME", "SMTPUTF8")
        yield running


def said(server: ScriptedSmtp, letter: Letter, user: str = "me", password: str = "secret") -> tuple[list[bytes], bytes]:
    """What came of sending it: the commands, each one right, and the message as it arrived, b"" for none."""
    server.heard.clear()
    server.taken.clear()
    try:
        submit(Account("localhost", server.port, user, password, str(server.ca_file)), letter, TIMES)
    except SourceError:
        assert server.taken == []
    server.settle()
    heard, message = bytes(server.heard), b""
    if server.taken:
        (message,) = server.taken
        begin = heard.index(b"\r\nDATA\r\n") + len(b"\r\nDATA\r\n")
        heard = heard[:begin] + heard[begin:].removeprefix(message + b".\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", heard + message)
    commands = [_VERB.sub(lambda verb: verb[0].upper(), line) for line in heard.split(b"\r\n")]
    assert commands.pop() == b""
    for command in commands:
        assert any(re.fullmatch(one, command) for one in GRAMMAR), command
    return commands, re.sub(rb"(?m)^\.\.", b".", message)


def headers(message: bytes) -> list[str]:
    lines = message.partition(b"\r\n\r\n")[0].split(b"\r\n")
    return [line.split(b":")[0].decode() for line in lines if not line.startswith((b" ", b"\t"))]


def addresses(commands: list[bytes], verb: bytes) -> list[str]:
    return [one.split(b"<")[1].split(b">")[0].decode() for one in commands if one.startswith(verb)]


def check(server: ScriptedSmtp, made: Composed) -> None:
    letter = Letter(1, "work", made.sender, made.recipients, bytes(made))
    commands, message = said(server, letter)
    assert message == bytes(made)
    assert [one[:4] for one in commands] == [
        b"EHLO",
        b"AUTH",
        b"MAIL",
        *[b"RCPT"] * len(made.recipients),
        b"DATA",
        b"QUIT",
    ]
    assert addresses(commands, b"MAIL") == ["me@example.org"]
    assert tuple(addresses(commands, b"RCPT")) == made.recipients
    assert set(headers(message)) <= ALLOWED
    assert len(set(headers(message))) == len(headers(message))


@quick
@given(
    hostile, hostile, hostile, hostile, st.lists(hostile, max_size=3), st.lists(hostile, max_size=2), hostile,
    st.sampled_from(Way),
)  # fmt: skip
def test_a_stranger_s_mail(
    server: ScriptedSmtp, name: str, address: str, subject: str, id: str, others: list[str], replies: list[str],
    text: str, way: Way,
) -> None:  # fmt: skip
    of = arrival(
        sender_name=name, sender_address=address, subject=subject, message_id=id, references=(id,), text=text,
        to=("bob@x.example", *others), reply_to=tuple(replies),
    )  # fmt: skip
    try:
        made = compose(
            details(of), Answer(way, f"x{text}", ("b@x.example",)), Writer("me@example.org", name, signature=text),
            message_id=ID, now=NOW,
        )  # fmt: skip
    except CannotAnswer:
        return
    check(server, made)


@quick
@given(hostile.map(lambda name: name.replace("/", "").replace("\0", "")[:40]))
def test_a_file_s_name(server: ScriptedSmtp, tmp_path: Path, name: str) -> None:
    file = tmp_path / f"x{name}"
    try:
        file.write_bytes(b"\r\n.\r\nBcc: evil@x.example\r\n")
    except (OSError, UnicodeError):
        return
    enclosed = enclose([str(file)])
    to = Answer(Way.FORWARD, "x", ("b@x.example",))
    check(server, compose(details(arrival()), to, Writer("me@example.org"), message_id=ID, now=NOW, enclosed=enclosed))
    file.unlink()


@quick
@given(hostile, hostile)
def test_a_name_and_a_password(server: ScriptedSmtp, user: str, password: str) -> None:
    commands, message = said(
        server, Letter(1, "work", "me@example.org", ("b@x.example",), b"X: y\r\n\r\nz\r\n"), user, password
    )
    if message:
        assert base64.b64decode(commands[1].split()[2]).decode() == f"\0{user}\0{password}"
        assert len(commands) == 6


ENVELOPE = [
    *PIECES,
    "c@x.example",
    "d <c@x.example>",
    "c@x.example>",
    "c@x.example> NOTIFY=NEVER",
    "c@x.example,d@x.example",
]


@quick
@given(st.sampled_from(["me@example.org", *ENVELOPE]), st.lists(st.sampled_from(ENVELOPE), min_size=1, max_size=3))
def test_an_envelope_that_nobody_has_checked(server: ScriptedSmtp, sender: str, recipients: list[str]) -> None:
    """The last line of defence: what would be two commands, or another address, is not sent."""
    commands, message = said(server, Letter(1, "work", sender, tuple(recipients), b"X: y\r\n\r\nz\r\n"))
    if message:
        assert addresses(commands, b"MAIL") == [sender]
        assert addresses(commands, b"RCPT") == recipients
    else:
        assert not any(one.startswith((b"RCPT", b"DATA")) for one in commands)
