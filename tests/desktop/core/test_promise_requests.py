"""Promises asked and set over the socket, against the real engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from desktop.core.heartbeat import EngineThread
from desktop.core.paths import Paths
from desktop.core.requests import answer
from desktop.core.running import running

CLIENTS = {"name": "clients", "match": {"domain": ["client.example"]}, "within": "1 working day"}
TEAM = {
    "name": "team",
    "zone": "Europe/Paris",
    "hours": [{"days": ["mon", "tue"], "start": "08:00", "end": "12:00"}],
    "country": "FR",
    "days_off": ["2026-12-24"],
}


@pytest.fixture
def engine(tmp_path: Path, logs: Any) -> Iterator[EngineThread]:
    logs.allow("keyring cannot be used")
    with running(Paths.of(tmp_path / "p"), lambda _: None, lambda: False, live=False) as thread:
        yield thread


def ask(engine: EngineThread, request: str, **given: Any) -> Any:
    found = answer(cast(Any, engine), {"request": request, **given}, lambda: False)
    assert "ok" in found, found
    return found["ok"]


def refused(engine: EngineThread, request: str, **given: Any) -> str:
    found = answer(cast(Any, engine), {"request": request, **given}, lambda: False)
    return str(found["error"]["message"])


def test_set_and_listed(engine: EngineThread) -> None:
    assert ask(engine, "promises") == []
    [usual] = ask(engine, "calendars")
    assert (usual["name"], usual["zone"], usual["country"]) == ("default", None, None)
    assert ask(engine, "set_calendars", calendar=[TEAM])[1] == {**TEAM, "region": None}
    [made] = ask(engine, "set_promises", promise=[{**CLIENTS, "calendar": "team"}])
    assert (made["name"], made["within"], made["calendar"], made["problem"]) == (
        "clients", "1 working day", "team", None
    )  # fmt: skip
    assert (made["open"], made["late"], made["next_due"]) == (0, 0, None)
    assert made["asked_now"] is not None
    assert "runs by the calendar" in refused(engine, "set_calendars", calendar=[])
    assert ask(engine, "set_promises", promise=[]) == []
    assert ask(engine, "set_calendars", calendar=[]) == [usual]


@pytest.mark.parametrize(
    ("request_", "given", "said"),
    [
        ("set_promises", {"promise": [{**CLIENTS, "within": "soon"}]}, "working time such as"),
        ("set_promises", {"promise": [CLIENTS, CLIENTS]}, "no other one has"),
        ("set_calendars", {"calendar": [{**TEAM, "country": "XX"}]}, "code of a country"),
        ("promises_kept", {"since": "2026-11-23", "until": "2026-11-24T00:00:00Z"}, "RFC 3339"),
        ("due_by", {"ids": ["1"], "until": "2026-11-24T00:00:00Z"}, "numbers of items"),
    ],
)
def test_what_is_wrong_is_named(engine: EngineThread, request_: str, given: dict[str, Any], said: str) -> None:
    assert said in refused(engine, request_, **given)


def test_sums(engine: EngineThread) -> None:
    kept = ask(engine, "promises_kept", since="2026-11-01T00:00:00Z", until="2026-12-01T00:00:00Z")
    assert kept == {
        **dict.fromkeys(("total", "kept", "late", "open", "answered", "done", "elsewhere", "missed"), 0),
        "promises": {},
    }
    assert ask(engine, "due_by", ids=[1], until="2026-12-01T00:00:00Z") == []
