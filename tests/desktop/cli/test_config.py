from __future__ import annotations

from typing import Any


def test_where_it_is(ecluse: Any) -> None:
    assert ecluse("config", "path").out == f"{ecluse.profile}/settings.toml\n"
    assert not ecluse.profile.exists()


def test_checked(ecluse: Any) -> None:
    assert "does not exist: everything is as it is by default" in ecluse("config", "check").out
    ecluse.profile.mkdir()
    ecluse.paths.settings_file.write_text("colour = 1\n[start]\ndays = 3\n")
    checked = ecluse("config", "check").out
    assert "Warning: " in checked
    assert "colour is not a known key" in checked
    ecluse.paths.settings_file.write_text("[start]\ndays = 'many'\n")
    refused = ecluse("config", "check", expect=2)
    assert 'start.days = "many" is wrong: it must be a whole number from 0 to 36500' in refused.err
