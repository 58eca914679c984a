"""P114: whatever a person types, a mail holds or a server says, the strict server sees the same commands, one by one.

What is typed at sign-in is in test_connection.py, what goes into SELECT, MOVE, COPY, SEARCH and APPEND in
test_writing_injection.py. Flags are never taken from anywhere: the only one that is ever sent is \\Seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inbox.errors import Gone, WrongSetting
from inbox.imap.opening import Login
from inbox.imap.source import ImapSource, Settings
from inbox.sources import LookBack, Start
from tests.contract.source_contract import everything, now
from tests.servers.imap_script import PASSWORD, ScriptedImap
from tests.servers.imap_writing import Box, WritingImap
from tests.servers.mailbox import Mailbox

HOSTILE = st.text(alphabet=st.sampled_from('aZ1 \r\n\0"\\{}5+%*()[]<>é\x7f\x85\u2028&-'), min_size=1, max_size=40)
ATTACKS = ('a"\r\nZ1 STORE 1:* +FLAGS (\\Deleted)\r\nZ2 EXPUNGE\r\n', "{5}", "{5+}", "\0", '"', "\\", "&", "%", "*")
CONTENT = b"Message-ID: <1@example.org>\r\nSubject: one\r\n\r\nhello\r\n"


@pytest.fixture(scope="module")
def strict() -> Iterator[ScriptedImap]:
    with ScriptedImap() as server:
        yield server


@pytest.fixture(scope="module")
def writable() -> Iterator[WritingImap]:
    with WritingImap() as server:
        yield server


def _opened(server: ScriptedImap, *mailboxes: str, sent: str = "") -> ImapSource:
    login = Login(server.host, server.port, "me", PASSWORD, str(server.ca_file))
    return ImapSource(Settings(login, mailboxes, push=False, start=Start(days=36500), sent=sent))


def _commands(server: ScriptedImap, *mailboxes: str, content: bytes = CONTENT) -> list[str]:
    """All that is asked of a server where these mailboxes are chosen and hold this mail."""
    server.mailbox = Mailbox()
    server.mailbox.add(content)
    server.commands.clear()
    server.violations.clear()
    with closing(_opened(server, *mailboxes)) as source:
        found, cursor = everything(source)
        everything(source, cursor)
        for one in found:
            source.message(one.key)
        for name in mailboxes:
            with suppress(Gone):
                source.message(f"{name}:8:1:{name[-1]}")
        source.look_back(LookBack(datetime(2000, 1, 1, tzinfo=UTC), now(), cursor, "", lambda _: ()))
        source.mailboxes()
    assert server.violations == []
    assert len(server.names()) == len(server.commands) - 1  # all but what authenticates
    # Whether a connection is asked if it lives depends on whether news lie ready on it: on how fast both sides are.
    return [name for name in server.names() if name != "NOOP"]


@given(names=st.lists(HOSTILE, min_size=3, max_size=3, unique=True))
@example(names=list(ATTACKS[:3]))
@example(names=list(ATTACKS[3:6]))
@example(names=list(ATTACKS[6:]))
def test_mailboxes_by_any_name_are_one_word_of_one_command(strict: ScriptedImap, names: list[str]) -> None:
    assert _commands(strict, *names) == _commands(strict, "one", "two", "three")


@given(field=st.binary(max_size=60), body=st.binary(max_size=60))
@example(field=ATTACKS[0].encode(), body=b"{5}\r\n")
@example(field=b"{5}", body=b"")
def test_what_a_mail_holds_is_in_no_command(strict: ScriptedImap, field: bytes, body: bytes) -> None:
    names = (b"Message-ID", b"Subject", b"References", b"In-Reply-To", b"From", b"List-Id")
    header = b"".join(name + b": <" + field + b">\r\n" for name in names)
    assert _commands(strict, "INBOX", content=header + b"\r\n" + body) == _commands(strict, "INBOX")


@given(lines=st.lists(st.binary(min_size=1, max_size=30).filter(lambda line: b"\n" not in line), max_size=3))
@example(lines=[b'x" "y', b"a\rZ9 EXPUNGE", b"\\"])
def test_what_a_server_calls_its_mailboxes_is_one_word_of_one_command(strict: ScriptedImap, lines: list[bytes]) -> None:
    """Each is listed by a literal, the only way for such names; whichever can be chosen is then chosen."""
    strict.folders = [b'() "/" {%d}\r\n' % len(line) + line for line in lines]
    strict.violations.clear()
    with closing(_opened(strict, "INBOX")) as source:
        chosen = [one.name for one in source.mailboxes() if one.selectable]
    strict.folders = [b'() "/" INBOX']
    if chosen:
        assert _commands(strict, *chosen) == _commands(strict, *(f"box {number}" for number in range(len(chosen))))
    assert strict.violations == []


@given(message=st.binary(max_size=80), message_id=HOSTILE, name=HOSTILE)
@example(message=b"Subject: {5}\r\nZ1 EXPUNGE\r\n", message_id=ATTACKS[0], name=ATTACKS[0])
def test_a_copy_of_what_was_sent_is_one_literal(
    writable: WritingImap, message: bytes, message_id: str, name: str
) -> None:
    writable.boxes = {"INBOX": Box(), "Sent": Box(role=r"\Sent")}
    writable.commands.clear()
    writable.literals.clear()
    writable.violations.clear()
    with closing(_opened(writable, "INBOX")) as source:
        assert source.file_sent(message, message_id, now(), insist=True)
    assert writable.literals[-1] == message
    assert len(writable.said("APPEND", "SEARCH")) <= 2
    with closing(_opened(writable, "INBOX", sent=name)) as source, suppress(WrongSetting):
        source.file_sent(message, message_id, now(), insist=True)
    assert writable.violations == []
