from __future__ import annotations

import builtins
import os
from pathlib import Path
from typing import Any

import pytest

from inbox.errors import WrongSetting
from inbox.sources import Source, Start, Terms
from inbox.sources.folder import SPEC
from tests.contract.source_contract import Place, SourceContract, everything, mail, now, opened


class Folder:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0

    def put(self, *mails: bytes) -> None:
        for content in mails:
            self.count += 1
            file = self.path / f"{self.count:04}.tmp"
            file.write_bytes(content)
            file.rename(file.with_suffix(".eml"))

    def open(self, start: Start) -> Source:
        return SPEC.open({"path": str(self.path)}, {}, Terms(start))

    def open_elsewhere(self) -> tuple[Source, str]:
        return SPEC.open({"path": str(self.path / "missing")}, {}, Terms()), "path"


class TestFolderSource(SourceContract):
    spec = SPEC

    @pytest.fixture
    def place(self, tmp_path: Path) -> Place:
        return Folder(tmp_path)


def test_names_that_sort_before_those_read_are_not_missed(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    (tmp_path / "m.eml").write_bytes(mail(1))
    with opened(folder) as source:
        _, cursor = everything(source)
        (tmp_path / "a.eml").write_bytes(mail(2))  # within the same tick of the clock, perhaps
        found, cursor = everything(source, cursor)
        assert [one.subject for one in found] == ["mail 2"]
        assert everything(source, cursor)[0] == []


def test_a_file_that_keeps_its_old_date_is_not_missed(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.put(mail(1))
    with opened(folder) as source:
        _, cursor = everything(source)
        outside = tmp_path / "outside"
        outside.write_bytes(mail(2))
        os.utime(outside, (1_000_000_000, 1_000_000_000))
        outside.rename(tmp_path / "moved.eml")
        found, _ = everything(source, cursor)
    assert [one.subject for one in found] == ["mail 2"]


def test_what_is_too_old_the_first_time_stays_out_afterwards(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.put(mail(1), mail(2))
    with opened(folder, Start(days=0, mails=500)) as source:
        found, cursor = everything(source)
        assert found == []
        assert everything(source, cursor)[0] == []


def test_one_file_that_cannot_be_read_is_a_stub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Folder(tmp_path)
    folder.put(mail(1), mail(2), mail(3))
    real = builtins.open

    def refusing(file: str, *args: Any) -> Any:
        if str(file).endswith("0002.eml"):
            raise PermissionError(13, "Permission denied")
        return real(file, *args)

    with opened(folder) as source:
        portions = source.fetch("", now())
        monkeypatch.setattr(builtins, "open", refusing)
        found = [one for fetched in portions for one in fetched.arrivals]
        monkeypatch.undo()
    assert [one.unreadable for one in found] == [False, True, False]
    assert "Permission denied" in found[1].text


def test_a_name_that_is_given_again_is_another_mail(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.put(mail(1))
    with opened(folder) as source:
        (before,), cursor = everything(source)
        (tmp_path / "0001.eml").unlink()
        folder.count = 0
        folder.put(mail(2))
        (after,), _ = everything(source, cursor)
    assert before.key != after.key


def test_a_file_from_the_future_hides_no_other(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.put(mail(1))
    os.utime(tmp_path / "0001.eml", (4_000_000_000, 4_000_000_000))
    with opened(folder) as source:
        assert len(everything(source)[0]) == 1
        _, cursor = everything(source)
        folder.put(mail(2))
        found, cursor = everything(source, cursor)
        assert [one.subject for one in found] == ["mail 2"]
        assert everything(source, cursor)[0] == []


def test_a_cursor_from_a_clock_that_was_ahead_catches_up(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    with opened(folder) as source:
        folder.put(mail(1))
        found, _ = everything(source, '{"stamp": 4000000000000000000, "close": {}}')
        assert [one.subject for one in found] == ["mail 1"]


def test_pipes_folders_and_other_files_are_passed_over(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    os.mkfifo(tmp_path / "pipe.eml")
    (tmp_path / "folder.eml").mkdir()
    (tmp_path / "dead.eml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "circle.eml").symlink_to(tmp_path / "circle.eml")
    (tmp_path / "notes.txt").write_text("x")
    folder.put(mail(1))
    with opened(folder) as source:
        assert [one.subject for one in everything(source)[0]] == ["mail 1"]


def test_a_name_that_is_no_text_is_a_key_all_the_same(tmp_path: Path) -> None:
    with open(os.path.join(os.fsencode(tmp_path), b"\xff\n.eml"), "wb") as file:
        file.write(mail(1))
    with opened(Folder(tmp_path)) as source:
        (one,), cursor = everything(source)
        assert everything(source, cursor)[0] == []
    assert one.key.encode()


def test_big_mails_come_in_small_portions(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.put(*(mail(number, body="x" * 300_000) for number in range(40)))
    with opened(folder) as source:
        sizes = [len(fetched.arrivals) for fetched in source.fetch("", now())]
    assert sum(sizes) == 40
    assert max(sizes) <= 17


def test_a_cursor_of_someone_else_starts_anew(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.put(mail(1))
    with opened(folder) as source:
        assert len(everything(source, "7:12:0")[0]) == 1
        assert len(everything(source, '{"close": 3}')[0]) == 1


def test_without_a_path() -> None:
    with pytest.raises(WrongSetting):
        SPEC.open({}, {}, Terms())
