"""Against the real engine, with a folder of mails as its source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from desktop.core.heartbeat import EngineThread
from desktop.core.paths import Paths
from desktop.core.requests import REQUESTS, Request, answer
from desktop.core.running import running

MAIL = """From: Anna Lind <anna@example.org>
To: me@example.org
Subject: Budget {number}
Message-ID: <{number}@example.org>
Date: Mon, 23 Nov 2026 09:00:00 +0100

The figures are below.
"""


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    folder = tmp_path / "mails"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.eml").write_text(MAIL.format(number=number))
    return folder


@pytest.fixture
def engine(tmp_path: Path, logs: Any) -> Iterator[EngineThread]:
    logs.allow("keyring cannot be used")
    with running(Paths.of(tmp_path / "p"), lambda _: None, lambda: False, live=False) as thread:
        yield thread


def ask(engine: EngineThread, request: str, **given: Any) -> Any:
    return answer(engine, {"request": request, **given}, lambda: True)


def ok(engine: EngineThread, request: str, **given: Any) -> Any:
    found = ask(engine, request, **given)
    assert "ok" in found, found
    return found["ok"]


def test_a_whole_day_by_name(engine: EngineThread, mails: Path) -> None:
    setup: dict[str, Any] = {"kind": "folder", "values": {"path": str(mails)}, "secrets": {}}
    assert ok(engine, "test_account", **setup)["messages"] == 3
    assert ok(engine, "add_account", name="work", **setup) == ""
    assert ok(engine, "focus", seconds=3000, intention="Release")["mode"] == "focus"
    ok(engine, "pull")
    assert ok(engine, "ledger")["held"] == 3
    (line,) = ok(engine, "accounts")
    assert (line["name"], line["health"], line["items"]) == ("work", "ok", 3)
    held = ok(engine, "rows", state="held", limit=2)
    rest = ok(engine, "rows", state="held", limit=2, after=held[-1]["id"])
    assert len(held + rest) == 3
    assert {row["held_because"] for row in held + rest} == {"focus"}
    assert ok(engine, "status")["because"] == "override"
    assert ok(engine, "open_check_in")["mode"] == "check_in"
    assert ok(engine, "ledger")["released"] == 3
    batch = ok(engine, "batch")
    assert (batch["total"], batch["left"], len(batch["items"])) == (3, 3, 3)
    first, second, _ = (row["id"] for row in batch["items"])
    assert ok(engine, "done", ids=[first]) == 1
    assert ok(engine, "undo") == "done"
    assert ok(engine, "snooze", ids=[second], until="2032-01-01T09:00:00+01:00") == 1
    assert ok(engine, "pin", ids=[first], pinned=True) == 1
    shown = ok(engine, "show", ids=[first])
    assert shown["sender"] == "Anna Lind <anna@example.org>"
    assert "The figures" in shown["text"]
    assert shown["pinned"] is True
    assert len(ok(engine, "search", query="budget")) == 3
    assert ok(engine, "close_check_in")["mode"] != "check_in"
    ok(engine, "remove_account", name="work", forget_items=True)
    assert ok(engine, "ledger")["received"] == 0


@pytest.mark.parametrize(
    ("request_", "code", "status", "words"),
    [
        ({"request": "explode"}, "unknown_request", 1, "There is no request 'explode'."),
        ({"request": ["x"]}, "unknown_request", 1, "There is no request"),
        ({}, "unknown_request", 1, "There is no request None."),
        ({"request": "done", "ids": "all"}, "wrong_value", 2, 'ids is "all": it must be a list'),
        ({"request": "done", "ids": [True]}, "wrong_value", 2, "ids is [true]: it must be"),
        ({"request": "done", "ids": [2**70]}, "wrong_value", 2, "ids is "),
        ({"request": "done", "ids": [99]}, "refused", 1, "There is no item 99"),
        ({"request": "rows", "state": "lost"}, "wrong_value", 2, 'state is "lost": it must be one of'),
        (
            {"request": "rows", "state": "held", "limit": 10**9},
            "wrong_value",
            2,
            "limit is 1000000000: it must be",
        ),
        (
            {"request": "snooze", "ids": [1], "until": "tomorrow"},
            "wrong_value",
            2,
            'until is "tomorrow": it must be an RFC 3339 time',
        ),
        ({"request": "snooze", "ids": [1], "until": "2099-01-01T00:00"}, "wrong_value", 2, "until is "),
        ({"request": "extend", "seconds": 0}, "wrong_value", 2, "seconds is 0: it must be"),
        (
            {"request": "focus", "until": "9999-12-31T23:59:59-12:00"},
            "wrong_value",
            2,
            'until is "9999-12-31T23:59:59-12:00": it must be',
        ),
        ({"request": "done"}, "wrong_value", 2, "ids is missing: it must be a list"),
        ({"request": "focus", "seconds": 25 * 3600}, "refused", 1, "A focus block lasts at most 24 hours. Nothing was"),
        ({"request": "pull", "name": "nobody"}, "refused", 1, 'There is no account named "nobody".'),
        ({"request": "show", "ids": [5]}, "refused", 1, "There is no item 5."),
    ],
)
def test_what_cannot_be_is_said(
    engine: EngineThread, request_: dict[str, Any], code: str, status: int, words: str
) -> None:
    error = answer(engine, request_, lambda: False)["error"]
    assert (error["code"], error["status"]) == (code, status)
    assert error["message"].startswith(words)


def test_a_source_that_fails_keeps_its_code(engine: EngineThread, tmp_path: Path) -> None:
    setup = {"kind": "folder", "values": {"path": str(tmp_path / "none")}, "secrets": {}}
    error = ask(engine, "test_account", **setup)["error"]
    assert (error["code"], error["status"]) == ("wrong_setting", 1)
    assert error["key"] == "path"


def test_the_window_is_raised(engine: EngineThread) -> None:
    assert ok(engine, "raise")["window"] is True
    assert answer(engine, {"request": "raise"}, lambda: False)["ok"]["window"] is False


@pytest.mark.logs("A request failed")
def test_a_fault_of_ours_is_told_without_its_traceback(engine: EngineThread, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cast("dict[str, Request]", REQUESTS), "status", Request(lambda desk, _: 1 // 0))
    error = ask(engine, "status")["error"]
    assert error["code"] == "fault"
    assert "ZeroDivisionError" in error["message"]
    assert "\n" not in error["message"]


def test_after_the_end_nothing_hangs(engine: EngineThread) -> None:
    engine.stop()
    assert ask(engine, "ledger")["error"]["code"] == "stopped"
