from __future__ import annotations

import json
import queue
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from desktop.core.notice_words import Words
from desktop.core.views import Notice, Preferences
from desktop.notify import Backend, CannotShow, Freedesktop, Notifications, Plyer, default_backends

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
HOSTILE = "--help <img src=x> & \u202e'; $(reboot)"


def notice(id: int, subject: str = "Budget") -> Notice:
    return Notice(id, "batch", id, 2, ("Anna",), (subject,), "", None)


class Recorder:
    """Shows nothing, remembers all; `refuses` as a desktop without the service would."""

    def __init__(self, refuses: bool = False) -> None:
        self.refuses = refuses
        self.shown: list[tuple[int, Words]] = []
        self.ours, self.theirs = socket.socketpair()
        self.clicked: list[int] = []
        self.closed = 0

    def show(self, notice: int, text: Words) -> None:
        if self.refuses:
            raise CannotShow("no such service")
        self.shown.append((notice, text))

    def socket(self) -> socket.socket:
        return self.ours

    def clicks(self) -> list[int]:
        self.ours.recv(100)
        return self.clicked

    def click(self, notice: int) -> None:
        self.clicked = [notice]
        self.theirs.send(b"!")

    def close(self) -> None:
        self.closed += 1
        self.ours.close()
        self.theirs.close()


def notifications(backends: list[Backend], privacy: str = "full") -> tuple[Notifications, queue.Queue[object]]:
    told: queue.Queue[object] = queue.Queue()
    made = Notifications(
        lambda: (Preferences("en", "system", privacy), NOW),
        told.put,
        lambda id: told.put(("clicked", id)),
        backends=backends,
    )
    return made, told


def test_each_notice_once_by_the_first_that_can() -> None:
    none, first, second = Recorder(refuses=True), Recorder(), Recorder()
    made, told = notifications([none, first, second])
    for id in range(1, 6):
        made.show(notice(id))
    assert [told.get(timeout=60) for _ in range(5)] == [1, 2, 3, 4, 5]
    made.close(60)
    assert [id for id, _ in first.shown] == [1, 2, 3, 4, 5]
    assert second.shown == []
    assert first.closed == 1


def test_a_click_is_passed_on() -> None:
    backend = Recorder()
    made, told = notifications([backend])
    made.show(notice(4))
    assert told.get(timeout=60) == 4
    backend.click(4)
    assert told.get(timeout=60) == ("clicked", 4)
    made.close(60)


def test_what_was_asked_before_the_end_is_shown() -> None:
    backend = Recorder()
    made, _ = notifications([backend])
    for id in range(20):
        made.show(notice(id))
    made.close(60)
    assert len(backend.shown) == 20


@pytest.mark.logs("No notification could be shown")
def test_where_nothing_can_be_shown_it_is_not_said_to_have_been() -> None:
    backend = Recorder(refuses=True)
    made, told = notifications([backend])
    made.show(notice(1))
    made.close(60)
    assert told.empty()


@pytest.mark.logs("could not be shown")
def test_an_error_does_not_keep_the_next_from_being_shown() -> None:
    backend = Recorder()
    answers = iter([ValueError("once")])
    told: queue.Queue[int] = queue.Queue()

    def about() -> tuple[Preferences, datetime]:
        for error in answers:
            raise error
        return Preferences(), NOW

    made = Notifications(about, told.put, backends=[backend])
    made.show(notice(1))
    made.show(notice(2))
    assert told.get(timeout=60) == 2
    made.close(60)


def test_without_a_session_bus_it_says_so() -> None:
    with pytest.raises(CannotShow, match="no session bus"):
        Freedesktop().show(1, Words("a", "b", "c"))
    with pytest.raises(CannotShow):
        Freedesktop().server()


def test_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert [type(one) for one in default_backends(True)] == [Freedesktop, Plyer]
    monkeypatch.setattr(sys, "platform", "win32")
    assert [type(one) for one in default_backends(True)] == [Plyer]


@pytest.fixture
def plyer_calls(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    calls: list[dict[str, str]] = []
    fake = ModuleType("plyer")
    fake.notification = SimpleNamespace(notify=lambda **given: calls.append(given))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "plyer", fake)
    return calls


def test_plyer_gets_no_markup_on_linux(plyer_calls: list[dict[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    Plyer().show(1, Words("2 messages", f"From {HOSTILE}", "Open"))
    (call,) = plyer_calls
    assert "<" not in call["message"]
    assert "&lt;img src=x&gt; &amp;" in call["message"]
    assert "'" not in call["message"] + call["title"]


def test_plyer_gets_what_windows_can_hold(plyer_calls: list[dict[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    Plyer().show(1, Words("x" * 62 + "😀", "😀" * 200, "Open"))
    (call,) = plyer_calls
    assert call["title"] == "x" * 62
    assert len(call["message"].encode("utf-16-le")) // 2 <= 255
    assert set(call["message"]) == {"😀"}


def test_plyer_that_raises_or_hangs_cannot_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "plyer", None)
    with pytest.raises(CannotShow, match="ModuleNotFoundError"):
        Plyer().show(1, Words("a", "b", "c"))


def _history() -> list[dict[str, Any]]:
    """Of the desktop's own daemon, with what is still on screen closed first."""
    subprocess.run(["dunstctl", "close-all"], check=True)
    done = subprocess.run(["desktop-notes"], capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout)["history"])


@pytest.mark.desktop
def test_on_the_real_desktop() -> None:
    told: queue.Queue[object] = queue.Queue()
    before = len(_history())
    made = Notifications(
        lambda: (Preferences("en", "system", "full"), NOW), told.put, lambda id: told.put(("clicked", id))
    )
    made.show(notice(1, HOSTILE))
    assert told.get(timeout=60) == 1
    subprocess.run(["dunstctl", "action", "0"], check=True)
    assert told.get(timeout=60) == ("clicked", 1)
    made.show(notice(2))
    assert told.get(timeout=60) == 2
    made.close(60)
    deadline = time.monotonic() + 10
    while len(_history()) < before + 2 and time.monotonic() < deadline:
        continue
    assert len(_history()) == before + 2
    text = json.dumps(_history())
    assert "img src=x" in text
    assert "\\u202e" not in text


@pytest.mark.desktop
def test_the_real_desktops_service_has_a_name() -> None:
    service = Freedesktop()
    assert service.server()[0] in {"dunst", "Xfce Notify Daemon"}
    service.close()
