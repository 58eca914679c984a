from __future__ import annotations

from typing import Any

FIELDS = {"provider", "account", "wanted", "found", "ours", "until", "previous", "problem"}


def test_what_is_shown(ecluse: Any) -> None:
    (line,) = ecluse("presence", "--json").json
    assert set(line) == FIELDS
    assert (line["provider"], line["account"], line["ours"]) == ("desktop", "desktop", False)
    assert "desktop" in ecluse("presence").out


def test_providers(ecluse: Any) -> None:
    assert len(ecluse("provider", "list", "--json").json) == 1
    added = ecluse("provider", "add", "desktop", "--name", "second")
    assert 'Provider "second" was added' in added.out
    assert len(ecluse("provider", "list", "--json").json) == 2
    assert "already" in ecluse("provider", "add", "desktop", "--name", "second", expect=1).err
    ecluse("provider", "remove", "second")
    ecluse("provider", "remove", "desktop")
    assert ecluse("presence", "--json").json == []
    assert "No provider is set up" in ecluse("provider", "list").out
    assert "no provider named" in ecluse("provider", "test", "desktop", expect=1).err
    assert ecluse("heal", "--json").json == []
