"""Mails that were opened once, kept: private, bounded, gone with their account."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from desktop.core.kept_mails import KeptMails


@pytest.fixture
def kept(tmp_path: Path) -> KeptMails:
    return KeptMails(tmp_path / "mails", most=1000)


def test_what_is_kept_is_private_whatever_the_umask(kept: KeptMails, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        kept.put("work", 7, b"From: a\r\n\r\nx")
    finally:
        os.umask(before)
    assert kept.has("work", 7)
    assert kept.get("work", 7) == b"From: a\r\n\r\nx"
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "mails").rglob("*") if path.is_file()}
    assert modes == {0o600}
    assert stat.S_IMODE((tmp_path / "mails").stat().st_mode) == 0o700


def test_one_of_another_account_is_not_it(kept: KeptMails) -> None:
    kept.put("work", 7, b"x")
    assert not kept.has("home", 7)
    assert kept.get("home", 7) is None
    assert kept.get("work", 8) is None


def test_what_was_opened_longest_ago_makes_room(kept: KeptMails, tmp_path: Path) -> None:
    for id in range(1, 4):
        kept.put("work", id, b"x" * 300)
        file = next((tmp_path / "mails").rglob(f"{id}.eml"))
        os.utime(file, (id, id))
    kept.get("work", 1)  # opened again just now
    kept.put("home", 4, b"x" * 300)
    assert [id for id in range(1, 4) if kept.has("work", id)] == [1, 3]
    assert kept.has("home", 4)


def test_what_a_crash_left_half_written_makes_room_too(kept: KeptMails, tmp_path: Path) -> None:
    kept.put("work", 1, b"x" * 300)
    left = next((tmp_path / "mails").rglob("1.eml")).with_name(".2.eml.k3x9")
    left.write_bytes(b"x" * 600)
    os.utime(left, (1, 1))
    kept.put("work", 3, b"x" * 300)
    assert not left.exists()
    assert kept.has("work", 1)
    assert kept.has("work", 3)


def test_one_that_is_larger_than_all_may_be_is_not_kept(kept: KeptMails) -> None:
    kept.put("work", 1, b"x" * 300)
    kept.put("work", 2, b"x" * 1001)
    assert kept.has("work", 1)
    assert not kept.has("work", 2)


@pytest.mark.parametrize("name", ["../../x", "a/b", "", "é" * 100, ".", "con"])
def test_an_account_may_be_called_anything(kept: KeptMails, tmp_path: Path, name: str) -> None:
    kept.put(name, 1, b"x")
    assert kept.get(name, 1) == b"x"
    assert [path.name for path in tmp_path.iterdir()] == ["mails"]


def test_nothing_is_left_of_an_account_that_was_removed(kept: KeptMails, tmp_path: Path) -> None:
    kept.forget_all_but([])
    kept.put("work", 1, b"canary")
    kept.put("home", 2, b"other")
    kept.forget_all_but(["home"])
    assert [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()] == [b"other"]


@pytest.mark.logs("could not be kept")
def test_where_it_cannot_be_written_nobody_is_kept_from_reading(tmp_path: Path) -> None:
    (tmp_path / "mails").write_text("a file where the folder should be")
    kept = KeptMails(tmp_path / "mails")
    kept.put("work", 1, b"x")
    assert kept.get("work", 1) is None
