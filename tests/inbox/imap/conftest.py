from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from inbox.imap.opening import Login
from inbox.imap.source import ImapSource, Settings
from inbox.sources import Start
from inbox.vouching import UNSIGNED, Signatures
from tests.servers.imap_script import PASSWORD, ScriptedImap

Open = Callable[..., ImapSource]


@pytest.fixture
def open_source(scripted: ScriptedImap) -> Iterator[Open]:
    """Sources on the scripted server; all of them are closed at the end."""
    opened: list[ImapSource] = []

    def open_one(
        *,
        user: str = "me",
        password: str = PASSWORD,
        mailbox: str = "INBOX",
        mailboxes: tuple[str, ...] = (),
        push: bool = False,
        start: Start | None = None,
        poll_seconds: float = 120.0,
        host: str = scripted.host,
        signatures: Signatures = UNSIGNED,
    ) -> ImapSource:
        login = Login(host, scripted.port, user, password, str(scripted.ca_file))
        begin = start or Start(days=36500, mails=500)
        settings = Settings(login, mailboxes or (mailbox,), push, begin, poll_seconds, signatures=signatures)
        source = ImapSource(settings)
        opened.append(source)
        return source

    yield open_one
    for source in opened:
        source.close()
