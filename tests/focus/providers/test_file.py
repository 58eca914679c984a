from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from focus.errors import Broken
from focus.presence import Level, Presence
from focus.providers import Provider
from focus.providers.file import SPEC
from tests.contract.provider_contract import MEANS, ProviderContract, read


class TestFile(ProviderContract):
    spec = SPEC

    @pytest.fixture
    def provider(self, tmp_path: Path) -> Provider:
        return SPEC.open({"path": str(tmp_path / "bar" / "presence.json")}, {}, MEANS)


def test_a_script_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "presence.json"
    until = datetime(2026, 11, 23, 11, tzinfo=UTC)
    SPEC.open({"path": str(path)}, {}, MEANS).parts[0].write(Presence(Level.BUSY, "Écluse", "", until))
    assert json.loads(path.read_text()) == {
        "level": "busy", "text": "Écluse", "emoji": "", "until": "2026-11-23T11:00:00+00:00",
    }  # fmt: skip


def test_a_home_folder_may_be_written_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    SPEC.open({"path": "~/presence.json"}, {}, MEANS).parts[0].write(Presence())
    assert (tmp_path / "presence.json").exists()


def test_an_empty_file_shows_nothing(tmp_path: Path) -> None:
    path = tmp_path / "presence.json"
    path.touch()
    provider = SPEC.open({"path": str(path)}, {}, MEANS)
    assert read(provider.parts[0]) == Presence()
    provider.parts[0].write(Presence(Level.BUSY))
    assert read(provider.parts[0]) == Presence(Level.BUSY)


@pytest.mark.parametrize("content", ["my notes", "[]", '{"level": "asleep", "text": "", "emoji": "", "until": null}'])
def test_a_file_of_the_person_s_is_left_alone(tmp_path: Path, content: str) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(content)
    with pytest.raises(Broken, match="left alone"):
        SPEC.open({"path": str(path)}, {}, MEANS).parts[0].read()
    assert path.read_text() == content


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    provider = SPEC.open({"path": str(blocked / "presence.json")}, {}, MEANS)
    with pytest.raises(Broken, match=r"presence\.json cannot be"):
        provider.parts[0].write(Presence())
