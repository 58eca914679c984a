from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from desktop.core import control
from desktop.core.control import ControlError, ControlServer, ask


@contextmanager
def serving(path: Path, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> Iterator[ControlServer]:
    server = ControlServer(path, answer)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def echo(request: dict[str, Any]) -> dict[str, Any]:
    return {"ok": request}


def connect(path: Path) -> socket.socket:
    end = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    end.settimeout(60)
    end.connect(str(path))
    return end


def hears_nothing(end: socket.socket) -> bool:
    try:
        return end.recv(100) == b""
    except ConnectionResetError:
        return True


@pytest.fixture
def path(short_path: Path) -> Path:
    return short_path / "run" / "control.sock"


def test_asked_and_answered(path: Path) -> None:
    with serving(path, echo):
        request = {"request": "queue", "text": "été\n\x00", "list": list(range(20_000))}
        assert ask(path, request) == {"ok": request}
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert not path.exists()
    assert ask(path, {}) is None


def test_nobody_listens(path: Path) -> None:
    assert ask(path, {"request": "queue"}) is None
    path.parent.mkdir(mode=0o700)
    assert ask(path, {"request": "queue"}) is None


def test_a_path_longer_than_a_socket_may_have(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 100) / ("y" * 100) / "control.sock"
    with serving(path, echo):
        assert ask(path, {"a": 1}) == {"ok": {"a": 1}}
    assert not path.exists()


def test_many_at_once_and_one_that_takes_long(path: Path) -> None:
    release = threading.Event()

    def answer(request: dict[str, Any]) -> dict[str, Any]:
        if request.get("slow"):
            release.wait(60)
        return {"ok": request["n"]}

    with serving(path, answer), ThreadPoolExecutor(8) as pool:
        slow = pool.submit(ask, path, {"n": -1, "slow": True})
        assert [found and found["ok"] for found in pool.map(lambda n: ask(path, {"n": n}), range(50))] == list(
            range(50)
        )
        assert not slow.done()
        release.set()
        assert slow.result(60) == {"ok": -1}


STALE = """
import sys, os, signal
from pathlib import Path
from desktop.core.control import ControlServer
ControlServer(Path(sys.argv[1]), lambda request: {"ok": "old"}).start()
print("up", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_app_is_no_hindrance(path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", STALE, str(path)], capture_output=True, text=True, check=False)
    assert done.stdout == "up\n"
    assert path.exists()
    assert ask(path, {}) is None
    with serving(path, echo):
        assert ask(path, {"a": 1}) == {"ok": {"a": 1}}


def test_a_path_that_is_taken(path: Path) -> None:
    path.parent.mkdir(mode=0o700)
    path.write_text("precious")
    with pytest.raises(ControlError, match="is not a socket of yours"):
        ControlServer(path, echo).start()
    assert path.read_text() == "precious"
    assert ask(path, {}) is None


def test_a_folder_that_others_may_write_to(path: Path) -> None:
    """Someone who can put a socket there could listen to what is sent."""
    path.parent.mkdir()
    path.parent.chmod(0o777)
    with pytest.raises(ControlError, match="not a private folder"):
        ask(path, {"secrets": {"password": "x"}})


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="another user is needed")
def test_another_users_socket_and_another_user(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[dict[str, Any]] = []

    def answer(request: dict[str, Any]) -> dict[str, Any]:
        heard.append(request)
        return {"ok": 1}

    with serving(path, answer):
        monkeypatch.setattr(control, "is_private_folder", lambda _: True)
        monkeypatch.setattr(os, "getuid", lambda: 4242)
        with pytest.raises(ControlError, match="belongs to another user"):
            ask(path, {"request": "x"})
        with connect(path) as end:
            with suppress(BrokenPipeError):
                end.sendall(b'{"request": "x"}\n')
            assert hears_nothing(end)
    assert heard == []


@pytest.mark.parametrize(
    "junk", [b"\n", b"hello\n", b"[1]\n", b"\xff\xfe\n", b"{" * 100_000 + b"\n", b"GET / HTTP/1.1\r\n\r\n", b'{"a":'],
    ids=["empty", "words", "list", "bytes", "deep", "http", "half"],
)  # fmt: skip
def test_junk_is_ignored(path: Path, junk: bytes) -> None:
    with serving(path, echo):
        with connect(path) as end:
            end.sendall(junk)
            end.shutdown(socket.SHUT_WR)
            assert hears_nothing(end)
        assert ask(path, {"a": 1}) == {"ok": {"a": 1}}


def test_a_line_without_end_is_cut_off(path: Path) -> None:
    with serving(path, echo), connect(path) as end:
        with pytest.raises((BrokenPipeError, ConnectionResetError)):
            end.sendall(b"x" * 64_000_000)
        assert ask(path, {"a": 1}) == {"ok": {"a": 1}}


def test_a_request_that_is_too_long_is_told(path: Path) -> None:
    with serving(path, echo):
        for size in (control.REQUEST_BYTES, 64_000_000):
            assert ask(path, {"a": "x" * size}) == control.TOO_LONG


def test_one_who_says_nothing_is_let_go(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(control, "_READ_SECONDS", 0.5)
    with serving(path, echo), connect(path) as end:
        end.sendall(b"{")
        assert hears_nothing(end)


def test_more_clients_than_places(path: Path) -> None:
    with serving(path, echo):
        ends = [connect(path) for _ in range(control.CLIENTS)]
        for one_more in ({"a": 1}, {"a": "x" * 200_000}):
            assert ask(path, one_more) == control.BUSY
        for end in ends:
            end.close()


def test_many_more_clients_than_places_are_all_answered(path: Path) -> None:
    """Some are told to come again, and none is cut off."""
    release = threading.Event()

    def answer(request: dict[str, Any]) -> dict[str, Any]:
        release.wait(60)
        return {"ok": request["n"]}

    with serving(path, answer), ThreadPoolExecutor(60) as pool:
        asked = [pool.submit(ask, path, {"n": number}) for number in range(60)]
        done, waiting = wait(asked, 60, FIRST_COMPLETED)
        while len(waiting) > control.CLIENTS:
            done, waiting = wait(asked, 0.1)
        release.set()
        assert all(one.result() == control.BUSY for one in done)
        assert all(one.result(60) == {"ok": number} for number, one in enumerate(asked) if one in waiting)
        assert len(waiting) == control.CLIENTS


def test_who_came_before_the_end_is_answered(path: Path) -> None:
    asked, release = threading.Event(), threading.Event()

    def answer(request: dict[str, Any]) -> dict[str, Any]:
        asked.set()
        release.wait(60)
        return {"ok": request["n"]}

    server = ControlServer(path, answer)
    server.start()
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(ask, path, {"n": 1})
        assert asked.wait(60)
        stopping = pool.submit(server.stop, 60.0)
        with connect(path) as second:  # still heard while the first is waited for
            second.sendall(b'{"n": 2}\n')
            release.set()
            assert second.recv(100) == b'{"ok": 2}\n'
        stopping.result(60)
        assert first.result(60) == {"ok": 1}
    assert ask(path, {"n": 3}) is None


@pytest.mark.logs("A request failed")
def test_an_error_in_an_answer_ends_only_that_one(path: Path) -> None:
    def answer(request: dict[str, Any]) -> dict[str, Any]:
        return {"ok": 1 // request["n"]}

    with serving(path, answer):
        with pytest.raises(ControlError, match="ended before it answered"):
            ask(path, {"n": 0})
        assert ask(path, {"n": 1}) == {"ok": 1}


def test_an_app_that_hangs(path: Path) -> None:
    release = threading.Event()

    def hang(_: dict[str, Any]) -> dict[str, Any]:
        release.wait(60)
        return {}

    with serving(path, hang):
        with pytest.raises(ControlError, match=r"did not answer within 0\.2 seconds"):
            ask(path, {}, 0.2)
        release.set()


def test_stop_may_be_called_twice_and_before_the_start(path: Path) -> None:
    server = ControlServer(path, echo)
    server.stop()
    server.start()
    server.stop()
    server.stop()
    assert not any(one.name == "control" for one in threading.enumerate())
