from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from focus.schedule import Mode, Override, Stand
from focus.sessions import Sessions, State

NOW = datetime(2026, 11, 23, 9, 0, 0, 123456, tzinfo=UTC)
ASIDE = Override(Mode.OPEN, NOW, NOW + timedelta(days=3), stand=Stand.OFF, zone="Europe/Paris")
FULL = State(
    (Override(Mode.FOCUS, NOW, NOW + timedelta(minutes=50), "Écluse 2.0"), Override(Mode.OPEN, NOW, NOW), ASIDE), NOW
)


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "sessions.json"
    Sessions(path).save(FULL)
    assert Sessions(path).load() == FULL
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["sessions.json"]


def test_no_file_is_an_empty_state(tmp_path: Path) -> None:
    assert Sessions(tmp_path / "sessions.json").load() == State()


@pytest.mark.logs("could not be read")
@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"\xff\xfe", b"[]", b"null_", b'{"version": 2}', b"[" * 100_000,
        b'{"version": 1, "honoured": "yesterday", "overrides": []}',
        b'{"version": 1, "honoured": "2026-11-23T09:00:00", "overrides": []}',
        b'{"version": 1, "honoured": null, "overrides": [{"mode": "asleep"}]}',
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_understood_is_set_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "sessions.json"
    path.write_bytes(content)
    assert Sessions(path).load() == State()
    assert not path.exists()
    assert (tmp_path / "sessions.json.unreadable").read_bytes() == content


def test_a_failed_save_leaves_the_old_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sessions.json"
    Sessions(path).save(FULL)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        Sessions(path).save(State())
    monkeypatch.undo()
    assert Sessions(path).load() == FULL
    assert [entry.name for entry in tmp_path.iterdir()] == ["sessions.json"]


def test_the_file_can_be_read_by_a_person(tmp_path: Path) -> None:
    path = tmp_path / "sessions.json"
    Sessions(path).save(FULL)
    assert json.loads(path.read_text())["overrides"][0]["intention"] == "Écluse 2.0"


def test_what_an_earlier_version_wrote_follows_the_plan(tmp_path: Path) -> None:
    path = tmp_path / "sessions.json"
    Sessions(path).save(FULL)
    found = json.loads(path.read_text())
    for one in found["overrides"]:
        del one["stand"], one["zone"]
    path.write_text(json.dumps(found))
    assert {(one.stand, one.zone) for one in Sessions(path).load().overrides} == {(Stand.FOLLOWS, "")}
