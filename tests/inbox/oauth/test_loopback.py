"""What may come to the loopback address while somebody signs in: one answer is taken, and that by its state (P93)."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from urllib.parse import quote

import pytest

from inbox.oauth import loopback as module
from inbox.oauth.loopback import MOST_HEAD, Answer, Loopback
from inbox.wakeup import Wakeup

STATE = "q8H3-state_that_nobody_guesses"
ISSUER = "https://login.example.org"


@dataclass
class Waiting:
    """A sign-in that waits on a thread of its own."""

    here: Loopback
    wakeup: Wakeup = field(default_factory=Wakeup)
    found: list[Answer | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.thread = threading.Thread(target=self._wait)
        self.thread.start()

    def _wait(self) -> None:
        with self.here:
            self.found.append(self.here.answer(STATE, ISSUER, 60.0, self.wakeup))

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.here.port}"

    def get(self, target: str, host: str = "", method: str = "GET") -> bytes:
        return self.raw(f"{method} {target} HTTP/1.1\r\nHost: {host or self.host}\r\n\r\n".encode())

    def raw(self, content: bytes) -> bytes:
        said = b""
        with closing(socket.create_connection(("127.0.0.1", self.here.port), timeout=10)) as end:
            try:
                end.sendall(content)
                while piece := end.recv(4096):
                    said += piece
            except ConnectionError:
                return said  # hung up on in the middle of it
        return said

    def end(self) -> Answer | None:
        self.thread.join(60)
        assert not self.thread.is_alive()
        return self.found[0]


@pytest.fixture
def waiting() -> Iterator[Waiting]:
    made = Waiting(Loopback())
    yield made
    made.wakeup.wake()
    made.thread.join(60)
    made.wakeup.close()


def good(waiting: Waiting, code: str = "the-code") -> bytes:
    return waiting.get(f"/?code={code}&state={STATE}")


def test_the_answer_is_taken_once_and_the_door_is_shut(waiting: Waiting) -> None:
    assert good(waiting).startswith(b"HTTP/1.1 200 ")
    assert waiting.end() == Answer("the-code")
    with pytest.raises(ConnectionRefusedError):
        good(waiting, "another-code")
    assert waiting.found == [Answer("the-code")]


def test_only_this_computer_can_connect(waiting: Waiting) -> None:
    assert waiting.here._listener.getsockname()[0] == "127.0.0.1"
    assert waiting.here.redirect_uri == f"http://127.0.0.1:{waiting.here.port}"


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/?code=evil&state=wrong", 400),
        ("/?code=evil", 400),
        (f"/?code=evil&state={STATE}x", 400),
        (f"/?code=evil&code=evil2&state={STATE}", 400),
        (f"/?code=evil&state={STATE}&state={STATE}", 400),
        (f"/?code=evil&error=access_denied&state={STATE}", 400),
        (f"/?state={STATE}", 400),
        (f"/?code=evil&state={STATE}&iss=https%3A%2F%2Fevil.example", 400),
        (f"/?{'&'.join(f'a{n}=1' for n in range(100))}&code=evil&state={STATE}", 400),
        (f"/?code=%ff%fe&state={STATE}", 400),
        (f"/other?code=evil&state={STATE}", 404),
        ("/favicon.ico", 404),
        (f"//evil.example/?code=evil&state={STATE}", 404),
    ],
)
def test_another_answer_gets_nowhere(waiting: Waiting, target: str, status: int) -> None:
    said = waiting.get(target)
    assert said.startswith(f"HTTP/1.1 {status} ".encode())
    assert b"evil" not in said
    assert waiting.found == []
    good(waiting)
    assert waiting.end() == Answer("the-code")


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost:{port}", "127.0.0.1", "evil.example\r\nHost: 127.0.0.1:{port}"]
)
def test_a_name_of_others_that_leads_here_gets_nowhere(waiting: Waiting, host: str) -> None:
    """DNS rebinding: a web page's own name, which by now leads to this computer."""
    said = waiting.get(f"/?code=evil&state={STATE}", host.format(port=waiting.here.port))
    assert said.startswith(b"HTTP/1.1 400 ")
    assert waiting.found == []


def test_other_methods_and_no_http_at_all_get_nowhere(waiting: Waiting) -> None:
    for content in (
        f"POST /?code=evil&state={STATE} HTTP/1.1\r\nHost: {waiting.host}\r\n\r\n".encode(),
        f"GET /?code=evil&state={STATE}\r\n\r\n".encode(),
        f"GET /?code=evil&state={STATE} HTTP/1.1\r\n\r\n".encode(),
        b"\x16\x03\x01\x02\x00" + b"\r\n\r\n",
        b"\r\n\r\n",
    ):
        assert waiting.raw(content).startswith(b"HTTP/1.1 400 ")
    assert waiting.found == []


def test_a_megabyte_is_not_read_to_its_end(waiting: Waiting) -> None:
    said = waiting.get(f"/?state={STATE}&code=" + "a" * 1_000_000)
    assert said == b"" or said.startswith(b"HTTP/1.1 400 ")
    long = waiting.get(f"/?state={STATE}&code=" + "a" * (MOST_HEAD - 200))
    assert long.startswith(b"HTTP/1.1 200 ")  # what authorities really send is far below that


def test_the_page_says_nothing_of_what_was_sent(waiting: Waiting) -> None:
    said = waiting.get(f"/?code={quote('<script>alert(1)</script>')}&state={STATE}&iss={quote(ISSUER)}")
    assert b"script" not in said
    assert STATE.encode() not in said
    head = said.partition(b"\r\n\r\n")[0]
    for line in (b"Cache-Control: no-store", b"Referrer-Policy: no-referrer", b"default-src 'none'"):
        assert line in head


def test_who_is_slow_keeps_nobody_out(waiting: Waiting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CONNECTION_SECONDS", 0.5)
    slow = [socket.create_connection(("127.0.0.1", waiting.here.port)) for _ in range(40)]
    try:
        for end in slow[::2]:
            end.sendall(b"GET /?code=evil")
        began = time.monotonic()
        good(waiting)
        assert waiting.end() == Answer("the-code")
        assert time.monotonic() - began < 10  # 40 in turn would keep it for 20 s
    finally:
        for end in slow:
            end.close()


def test_who_says_nothing_is_hung_up_on(waiting: Waiting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CONNECTION_SECONDS", 0.5)
    with closing(socket.create_connection(("127.0.0.1", waiting.here.port), timeout=10)) as end:
        end.sendall(b"GET /")
        assert end.recv(100) == b""


def test_a_refusal_is_an_answer_too(waiting: Waiting) -> None:
    waiting.get(f"/?error=access_denied&state={STATE}")
    assert waiting.end() == Answer(error="access_denied")


def test_it_ends_after_its_time_and_when_woken() -> None:
    with closing(Wakeup()) as wakeup, Loopback() as here:
        assert here.answer(STATE, "", 0.05, wakeup) is None
        wakeup.wake()
        assert here.answer(STATE, "", 20.0, wakeup) is None
    assert "the-code" not in repr(Answer("the-code"))
