from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from focus.journal import Journal
from focus.presence import Entry, Level, Presence, Stage

UNTIL = datetime(2026, 11, 23, 11, tzinfo=UTC)
OURS = Presence(Level.BUSY, "En plein travail", ":lock:", UNTIL)
LEASE = Entry(Presence(Level.TEXT, "dans le train"), OURS, OURS, Stage.UNDOING, OURS, UNTIL, UNTIL)


def test_a_lease_outlives_the_process(tmp_path: Path) -> None:
    path = tmp_path / "journal.json"
    other = Entry(Presence(), OURS)
    Journal(path).put("slack", "status", LEASE)
    Journal(path).put("slack", "snooze", other)
    Journal(path).put("desktop", "do_not_disturb", other)
    assert Journal(path).entries() == {
        "slack": {"status": LEASE, "snooze": other},
        "desktop": {"do_not_disturb": other},
    }
    assert path.stat().st_mode & 0o777 == 0o600
    Journal(path).put("slack", "status", None)
    assert Journal(path).entries()["slack"] == {"snooze": other}
    Journal(path).remove("slack")
    assert Journal(path).entries() == {"desktop": {"do_not_disturb": other}}
    Journal(path).put("desktop", "do_not_disturb", None)
    assert Journal(path).entries() == {}


def test_removing_what_is_not_there_writes_nothing(tmp_path: Path) -> None:
    Journal(tmp_path / "journal.json").remove("slack")
    Journal(tmp_path / "journal.json").put("slack", "status", None)
    assert not list(tmp_path.iterdir())


@pytest.mark.logs("could not be read")
@pytest.mark.parametrize("content", ["", "[]", '{"version": 2, "providers": {"x": {"before": 1}}}', '{"version": 9}'])
def test_a_file_that_cannot_be_understood_is_set_aside(tmp_path: Path, content: str) -> None:
    path = tmp_path / "journal.json"
    path.write_text(content)
    assert Journal(path).entries() == {}
    assert (tmp_path / "journal.json.unreadable").read_text() == content


def test_a_failed_write_leaves_the_old_lease(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(tmp_path / "journal.json")
    journal.put("slack", "status", LEASE)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        journal.remove("slack")
    assert journal.entries() == {"slack": {"status": LEASE}}
