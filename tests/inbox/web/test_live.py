"""A WebSocket that is waited on beside the wake-up, against a real one on the loopback."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise

import pytest
import trustme

from inbox.errors import Broken, CertificateRefused, Offline, SignInRefused
from inbox.wakeup import Wakeup
from inbox.web.live import MOST_MESSAGE, Live, Place
from tests.servers.sockets import PING, Sockets, _frame


@pytest.fixture
def sockets() -> Iterator[Sockets]:
    with Sockets() as running:
        yield running


@pytest.fixture
def wakeup() -> Iterator[Wakeup]:
    made = Wakeup()
    yield made
    made.close()


class Heard:
    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, message: str) -> bool:
        self.texts.append(message)
        return message.startswith("news")


class Hours:
    """A clock that is set on by hand."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead


def connected(sockets: Sockets, wakeup: Wakeup, heard: Heard, hours: Hours | None = None) -> Live:
    live = Live(
        lambda: Place(sockets.url, ("Authorization: Bearer s3cret",), "hello"), heard, monotonic=hours or Hours()
    )
    live.wait(wakeup, 30)
    assert live.problem is None
    assert live.connected
    assert sockets.heard.get(timeout=60) == "hello"
    return live


def took(wait: float, live: Live, wakeup: Wakeup) -> float:
    begin = time.monotonic()
    live.wait(wakeup, wait)
    return time.monotonic() - begin


def test_what_is_news_ends_the_wait_and_nothing_else_does(sockets: Sockets, wakeup: Wakeup) -> None:
    heard = Heard()
    live = connected(sockets, wakeup, heard)
    sockets.say("noise", "more noise")
    sockets.ping()
    assert 0.2 <= took(0.2, live, wakeup) < 15
    sockets.say("noise", "news 1")
    assert took(30, live, wakeup) < 15
    assert heard.texts == ["noise", "more noise", "noise", "news 1"]
    assert "Authorization: Bearer s3cret" in sockets.heads[0]
    assert "Origin" not in sockets.heads[0]
    live.close()


def test_a_message_in_pieces_is_one(sockets: Sockets, wakeup: Wakeup) -> None:
    heard = Heard()
    live = connected(sockets, wakeup, heard)
    sockets.say("news " + "x" * 70_000, cut=999)
    assert took(30, live, wakeup) < 15
    assert heard.texts == ["news " + "x" * 70_000]
    live.close()


def test_a_wake_up_ends_a_wait_and_is_not_lost_beside_a_message(sockets: Sockets, wakeup: Wakeup) -> None:
    live = connected(sockets, wakeup, Heard())
    timer = threading.Timer(0.1, wakeup.wake)
    timer.start()
    assert took(30, live, wakeup) < 15
    timer.join()
    sockets.say("noise")
    wakeup.wake()
    assert took(30, live, wakeup) < 15
    live.close()


def test_several_messages_in_one_record_of_tls_are_all_heard(wakeup: Wakeup, tmp_path: object) -> None:
    """The socket has nothing more to be read then."""
    authority = trustme.CA()
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(server)
    heard = Heard()
    with Sockets(tls=server) as sockets, authority.cert_pem.tempfile() as ca_file:
        live = Live(lambda: Place(sockets.url), heard, ca_file=ca_file)
        live.wait(wakeup, 30)
        assert live.problem is None
        assert sockets.greeted.acquire(timeout=60)
        sockets.say("news 1", "news 2", "noise", "news 3")
        for _ in range(3):
            assert took(30, live, wakeup) < 15
        assert heard.texts == ["news 1", "news 2", "noise", "news 3"]
        live.close()
        stranger = Live(lambda: Place(sockets.url), heard)
        stranger.wait(wakeup, 0.01)
        assert isinstance(stranger.problem, CertificateRefused)


def test_who_hangs_up_is_called_again_but_not_at_once(sockets: Sockets, wakeup: Wakeup) -> None:
    hours = Hours()
    live = connected(sockets, wakeup, Heard(), hours)
    sockets.hang_up()
    assert took(30, live, wakeup) < 15
    states = [live.connected]
    assert isinstance(live.problem, Offline)
    live.wait(wakeup, 0.05)
    states.append(live.connected)
    hours.ahead += 6
    live.wait(wakeup, 30)
    states.append(live.connected)
    live.renew()
    states.append(live.connected)
    live.wait(wakeup, 30)
    states.append(live.connected)
    assert states == [False, False, True, False, True]
    live.close()
    live.close()


def test_who_fails_again_and_again_is_called_ever_less_often(wakeup: Wakeup) -> None:
    hours = Hours()
    calls: list[float] = []

    def nowhere() -> Place:
        calls.append(hours())
        raise Offline("No.")

    live = Live(nowhere, Heard(), monotonic=hours)
    for _ in range(3600):
        wakeup.wake()
        live.wait(wakeup, 1)
        hours.ahead += 1
    assert 12 <= len(calls) <= 20
    assert max(later - earlier for earlier, later in pairwise(calls)) <= 310


def test_who_answers_no_ping_is_not_there_any_more(sockets: Sockets, wakeup: Wakeup) -> None:
    hours = Hours()
    live = connected(sockets, wakeup, Heard(), hours)
    for _ in range(4):
        hours.ahead += 31
        live.wait(wakeup, 0.2)
        assert live.connected
    sockets.answers_pings = False
    silent = 0
    while live.connected and silent < 10:
        silent += 1
        hours.ahead += 31
        live.wait(wakeup, 0.1)
    assert isinstance(live.problem, Offline)
    assert 3 <= silent <= 4  # the last answer may have come late
    assert sockets.pings >= 4
    live.close()


_LONG = b"\x7f" + (600_000).to_bytes(8, "big") + b"x" * 600_000


@pytest.mark.parametrize(
    "raw",
    [
        b"\x81\x7f" + (10**12).to_bytes(8, "big") + b"x" * 1000,
        b"\x01" + _LONG + b"\x80" + _LONG,
        b"\x83\x05nonsn",
        b"\xf1\x01x",
        b"\x80\x01x",
        b"\x81\x02\xff\xfe",
        _frame(PING, b"x" * 200),
    ],
)  # fmt: skip
def test_what_no_server_sends_ends_the_connection(sockets: Sockets, wakeup: Wakeup, raw: bytes) -> None:
    assert MOST_MESSAGE < 1_200_000
    heard = Heard()
    live = connected(sockets, wakeup, heard)
    sockets.write(raw)
    assert took(30, live, wakeup) < 15
    assert not live.connected
    assert heard.texts == []
    live.close()


def test_a_frame_that_never_ends_holds_nothing_up_for_long(
    sockets: Sockets, wakeup: Wakeup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inbox.web.live._FRAME_SECONDS", 0.2)
    live = connected(sockets, wakeup, Heard())
    sockets.write(b"\x81\x7e\x10\x00half")
    assert took(30, live, wakeup) < 15
    assert isinstance(live.problem, Offline)
    live.close()


def test_nor_does_one_that_goes_on_byte_by_byte(
    sockets: Sockets, wakeup: Wakeup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inbox.web.live._FRAME_SECONDS", 0.5)
    live = connected(sockets, wakeup, Heard())
    over = threading.Event()

    def drip() -> None:
        sockets.write(b"\x81\x7e\xff\xff")
        with suppress(OSError):
            while not over.wait(0.02):
                sockets.write(b"x")

    dripping, enough = threading.Thread(target=drip), threading.Timer(60, over.set)
    dripping.start()
    enough.start()
    try:
        assert took(30, live, wakeup) < 15
        assert isinstance(live.problem, Offline)
    finally:
        over.set()
        enough.cancel()
        dripping.join(60)
        live.close()


def test_who_wants_one_connection_after_the_other_waits_for_them(sockets: Sockets, wakeup: Wakeup) -> None:
    hours = Hours()
    live = connected(sockets, wakeup, Heard(), hours)
    states = []
    for ahead in (0, 0, 61, 0):
        hours.ahead += ahead
        if ahead:
            live.wait(wakeup, 30)
        live.renew()
        live.wait(wakeup, 0.01)
        states.append((live.connected, isinstance(live.problem, Offline)))
    live.close()
    assert states == [(True, False), (False, True), (True, False), (False, True)]


def test_nobody_is_followed_elsewhere(sockets: Sockets, wakeup: Wakeup) -> None:
    with Sockets() as elsewhere:
        sockets.instead = f"HTTP/1.1 302 Found\r\nLocation: {elsewhere.url}\r\nContent-Length: 0\r\n\r\n".encode()
        live = Live(lambda: Place(sockets.url, ("Authorization: Bearer s3cret",)), Heard())
        live.wait(wakeup, 0.01)
        assert live.problem is not None
        assert elsewhere.heads == []


def test_a_refusal_is_called_what_it_is(sockets: Sockets, wakeup: Wakeup) -> None:
    for answer, error in (
        (b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", SignInRefused),
        (b"HTTP/1.1 429 Too Many\r\nRetry-After: 77\r\nContent-Length: 0\r\n\r\n", Offline),
        (b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", Offline),
        (b"SSH-2.0-OpenSSH\r\n", Offline),
    ):
        sockets.instead = answer
        live = Live(lambda: Place(sockets.url), Heard())
        live.wait(wakeup, 0.01)
        assert type(live.problem) is error, answer
        assert live.problem is not None
        assert live.problem.wait_seconds == (77 if b"429" in answer else 0)


@pytest.mark.parametrize(
    "url", ["ws://example.org/", "http://example.org/", "", "wss://", "ws://127.0.0.1.example.org/"]
)
def test_only_a_protected_address_is_called(wakeup: Wakeup, url: str) -> None:
    live = Live(lambda: Place(url), Heard())
    live.wait(wakeup, 0.01)
    assert isinstance(live.problem, Broken)
