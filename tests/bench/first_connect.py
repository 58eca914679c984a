"""The first connect to an INBOX of a million mails, from the socket to the last arrival, beside one of ten thousand."""

from __future__ import annotations

import tracemalloc
from contextlib import closing
from datetime import UTC, datetime

from inbox.imap.opening import Login
from inbox.imap.source import ImapSource, Settings
from inbox.sources import Start
from tests.bench.databases import Databases
from tests.bench.timing import Line, alternated
from tests.servers.imap_script import PASSWORD, ScriptedImap
from tests.servers.mailbox import Endless

MILLION = 1_000_000
FEW = 10_000
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
START = Start(days=14, mails=500)
MOST_COMMANDS = 20
MOST_MEGABYTES = 30


def measure(databases: Databases) -> list[Line]:
    with ScriptedImap(Endless(MILLION)) as large, ScriptedImap(Endless(FEW)) as small:
        ours, floor = alternated(lambda: _connect(large), lambda: _connect(small))
        large.commands.clear()
        _connect(large)
        commands = len(large.commands)
        used = _memory(large)
        assert not large.violations
        assert not any(b"SEARCH" in line for line in large.commands)
    return [
        Line(f"first connect to {MILLION:,} mails", ours * 1e3, "ms", f"to {FEW:,} mails", floor * 1e3, 1.5),
        Line("  of these the commands", commands, "commands", most=MOST_COMMANDS),
        Line("  the most memory it took, the server's included", used, "MB", most=MOST_MEGABYTES),
    ]


def _memory(server: ScriptedImap) -> float:
    tracemalloc.start()
    try:
        _connect(server)
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


def _connect(server: ScriptedImap) -> None:
    login = Login(server.host, server.port, "me", PASSWORD, str(server.ca_file))
    with closing(ImapSource(Settings(login, ("INBOX",), push=False, start=START))) as source:
        found = sum(len(portion.arrivals) for portion in source.fetch("", NOW))
    assert found == START.mails, found
