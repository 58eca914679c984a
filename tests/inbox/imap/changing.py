"""Changes of mails at a scripted server, for the tests that make them and take them back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime

import pytest

from inbox import mail as mails
from inbox.imap.opening import Login
from inbox.imap.source import ImapSource, Settings
from inbox.sources import Start
from inbox.writing import Change, Outcome, Stands, What, Writes
from tests.servers.imap_script import PASSWORD
from tests.servers.imap_writing import Box, WritingImap
from tests.servers.mailbox import mail

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SEEN = rb"(\Seen)"


@pytest.fixture
def server() -> Iterator[WritingImap]:
    """Whatever a test here does, EXPUNGE, CLOSE and \\Deleted are never on the wire, and at the end it is read only."""
    made = WritingImap(Archive=Box(role=r"\Archive", validity=9), Sent=Box(role=r"\Sent", validity=3))
    made.boxes["INBOX"].add(*(mail(number) for number in range(1, 6)))
    with made:
        yield made
    assert made.violations == []
    said = b"".join(made.commands).upper()
    assert not any(word in said for word in (b"EXPUNGE", b"CLOSE", b"DELETED", b"FLAGS ("))
    if selected := made.said("SELECT", "EXAMINE"):
        assert selected[-1] == b'EXAMINE "INBOX"'


@pytest.fixture
def source(server: WritingImap) -> Iterator[ImapSource]:
    made = opened(server)
    yield made
    made.close()


def opened(server: WritingImap, archive: str = "", sent: str = "") -> ImapSource:
    login = Login(server.host, server.port, "me", PASSWORD, str(server.ca_file))
    return ImapSource(
        Settings(login, ("INBOX",), push=False, start=Start(), archive=archive, sent=sent), monotonic=_ticking()
    )


def _ticking() -> Callable[[], float]:
    """Sign-ins may follow each other at once."""
    times = iter(range(0, 10**9, 60))
    return lambda: float(next(times))


def key_of(server: WritingImap, uid: int, name: str = "INBOX") -> tuple[str, str]:
    box = server.boxes[name]
    content = next(one.content for one in box.mails if one.uid == uid)
    raw = mails.Raw(f"{name}:{box.validity}:{uid}", content, len(content), NOW, key_by_content=True)
    arrival = mails.read(raw, NOW)
    return arrival.key, arrival.content_key


def change(server: WritingImap, uid: int, what: What, **values: object) -> Change:
    key, content_key = key_of(server, uid)
    given: dict[str, object] = {
        "id": uid, "what": what, "wanted": True, "stands": Stands.OFF, "key": key, "origin": "",
        "content_key": content_key, "message_id": f"<{uid}@example.org>",
    }  # fmt: skip
    return Change(**{**given, **values})  # type: ignore[arg-type]


def every(ids: Sequence[int]) -> Collection[int]:
    return ids


def made(source: Writes, *changes: Change) -> dict[int, Outcome]:
    return dict(source.carry_out(changes, every))


def after(one: Change, outcome: Outcome) -> Change:
    """The same change, to be taken back once it is as `outcome` says."""
    key = outcome.key or one.key
    return Change(one.id, one.what, False, outcome.stands, key, outcome.origin, one.content_key, one.message_id)
