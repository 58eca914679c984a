from __future__ import annotations

import sqlite3
from typing import Any

from tests.desktop.cli.conftest import Ring


def findings(ecluse: Any, expect: int) -> dict[str, dict[str, Any]]:
    return {one["what"]: one for one in ecluse("doctor", "--json", expect=expect).json}


def test_what_is_wrong_is_named_with_what_to_do(ecluse: Any) -> None:
    """The tests have neither a keyring nor a session bus."""
    found = findings(ecluse, expect=1)
    assert found["Keyring"]["good"] is False
    assert "no keyring is running" in found["Keyring"]["found"]
    assert found["SQLite"]["good"] is True
    assert found["Python"]["good"] is True
    assert found["Settings"]["good"] is True
    assert found["Database"]["found"].endswith("not made yet")
    assert not ecluse.profile.exists()
    plain = ecluse("doctor", expect=1).out
    assert "WRONG Keyring" in plain
    assert "Unlock or install one" in plain


def test_a_keyring_that_works(ecluse: Any, ring: Ring) -> None:
    assert findings(ecluse, expect=1)["Keyring"]["good"] is True


def test_a_damaged_database_and_open_files(ecluse: Any) -> None:
    ecluse.with_mails("one")
    assert findings(ecluse, expect=1)["Database"]["found"].startswith("ok, ")
    ecluse.paths.database.chmod(0o644)
    ecluse.paths.data.chmod(0o755)
    found = findings(ecluse, expect=1)
    assert "mode 0644" in found["File"]["found"]
    assert found["Data in"]["good"] is False
    for name in ("", "-wal", "-shm"):
        path = ecluse.paths.database.with_name(ecluse.paths.database.name + name)
        path.unlink(missing_ok=True)
    ecluse.paths.database.write_bytes(b"not a database" * 100)
    found = findings(ecluse, expect=1)
    assert found["Database"]["good"] is False
    assert "not a database" in found["Database"]["found"]


def test_settings_that_cannot_be_used(ecluse: Any) -> None:
    ecluse.profile.mkdir()
    ecluse.paths.settings_file.write_text("language = 3")
    found = findings(ecluse, expect=1)
    assert found["Settings"]["good"] is False
    assert "language = 3 is wrong" in found["Settings"]["found"]


def test_reading_the_database_leaves_it_as_it_is(ecluse: Any) -> None:
    ecluse.with_mails("one", "two")
    findings(ecluse, expect=1)
    with sqlite3.connect(ecluse.paths.database) as connection:
        assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
    connection.close()
