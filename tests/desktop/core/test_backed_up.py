"""Where the last backup is: noted when it is made, and told with the command that has it back."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.core.backed_up import last, note
from desktop.core.desk import RequestError
from desktop.core.erased_files import erase
from desktop.core.paths import Paths
from tests.desktop.core.day import Day, at

FURTHEST = b'{"file": "b", "at": "0001-01-01T00:00:00+14:00"}'


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    made = Day(tmp_path, at(9))
    yield made
    made.engine.close()


def test_a_backup_is_known_after_a_restart_and_that_it_is_gone(day: Day, tmp_path: Path) -> None:
    found = day.engine.backed_up().run()
    assert (found.file, found.at, found.there) == (None, None, False)
    assert found.command.endswith(" restore FILE")
    file = tmp_path / "it's here" / "my backup"
    file.parent.mkdir()
    day.engine.backup(file).run()
    day.restart(at(10))
    found = day.engine.backed_up().run()
    assert (found.file, found.at, found.there) == (file, at(9), True)
    assert shlex.split(found.command) == ["ecluse", "--profile", str(day.paths.config), "restore", str(file)]
    file.unlink()
    assert not day.engine.backed_up().run().there


def test_one_that_could_not_be_made_is_not_noted(day: Day, tmp_path: Path) -> None:
    day.engine.backup(tmp_path / "first").run()
    with pytest.raises(RequestError):
        day.engine.backup(tmp_path / "first").run()
    with pytest.raises(RequestError):
        day.engine.backup(tmp_path / "none" / "second").run()
    assert day.engine.backed_up().run().file == tmp_path / "first"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"file": 1, "at": "x"}', FURTHEST, b"\xff"])
@pytest.mark.logs("Where the last backup is cannot be read")
def test_a_note_that_cannot_be_read_is_none(tmp_path: Path, content: bytes) -> None:
    paths = Paths.of(tmp_path / "p")
    paths.prepare()
    paths.backed_up.write_bytes(content)
    assert last(paths).file is None


def test_the_own_profile_needs_no_name_and_all_that_is_noted_is_deleted_with_the_rest(tmp_path: Path) -> None:
    paths = replace(Paths.of(tmp_path / "p"), default=True)
    paths.prepare()
    note(paths, tmp_path / "b", at(9) + timedelta(seconds=0.5))
    assert last(paths).command == f"ecluse restore {tmp_path / 'b'}"
    erase(paths)
    assert not paths.backed_up.exists()


@pytest.mark.logs("Where the (last )?backup is")
def test_a_backup_whose_place_cannot_be_noted_is_as_good(day: Day, tmp_path: Path) -> None:
    day.paths.backed_up.mkdir()
    day.engine.backup(tmp_path / "b").run()
    assert (tmp_path / "b").exists()
    assert day.engine.backed_up().run().file is None


@pytest.mark.logs("Whether the last backup is there cannot be seen")
def test_a_place_that_cannot_be_looked_at_is_told_all_the_same(tmp_path: Path) -> None:
    paths = Paths.of(tmp_path / "p")
    paths.prepare()
    file = tmp_path / ("b" * 300)  # longer than a name may be: the system answers with an error, and not with no
    note(paths, file, at(9))
    assert (last(paths).file, last(paths).there) == (file, False)
