from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core.paths import Paths, is_private_folder, make_private_folder, write_private


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o777], ids=oct)
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_profile_holds_everything(tmp_path: Path) -> None:
    paths = Paths.of(tmp_path / "p")
    files = (
        paths.settings_file,
        paths.database,
        paths.journal,
        paths.sessions,
        paths.lock,
        paths.log_file,
        paths.socket,
    )
    assert all((tmp_path / "p") in file.parents for file in files)
    assert len(set(files)) == len(files)
    assert not (tmp_path / "p").exists()


@pytest.mark.usefixtures("_umask")
def test_private_whatever_the_umask(tmp_path: Path) -> None:
    paths = Paths.of(tmp_path / "deep" / "p")
    paths.prepare()
    assert {mode(folder) for folder in paths.folders} == {0o700}
    write_private(paths.settings_file, b"x")
    write_private(paths.database, b"")
    assert mode(paths.settings_file) == 0o600
    assert mode(paths.database) == 0o600


def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    profile = tmp_path / "p"
    profile.mkdir(mode=0o755)
    profile.chmod(0o755)
    (profile / "data").mkdir(mode=0o755)
    Paths.of(profile).prepare()
    assert mode(profile) == 0o755
    assert mode(profile / "data") == 0o700


def test_profiles_have_different_marks(tmp_path: Path) -> None:
    assert Paths.of(None).mark == ""
    assert Paths.of(tmp_path / "a").mark != Paths.of(tmp_path / "b").mark
    assert Paths.of(tmp_path / "a").mark == Paths.of(tmp_path / "a").mark != ""


def test_a_relative_profile_means_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Paths.of(Path("p")) == Paths.of(tmp_path / "p")


def test_own_folders_follow_xdg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    paths = Paths.of(None)
    assert paths.settings_file == tmp_path / "CONFIG" / "ecluse" / "settings.toml"
    assert paths.database.parent == tmp_path / "DATA" / "ecluse"
    assert paths.socket.parent == tmp_path / "ecluse"


def test_a_shared_runtime_folder_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(shared))
    assert shared not in Paths.of(None).socket.parents


def test_a_link_to_a_folder_is_not_private(tmp_path: Path) -> None:
    make_private_folder(tmp_path / "real")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert is_private_folder(tmp_path / "real")
    assert not is_private_folder(tmp_path / "link")
    assert not is_private_folder(tmp_path / "nowhere")


def test_a_file_is_replaced_whole_and_a_link_followed(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    target = tmp_path / "dotfiles" / "settings.toml"
    target.write_text("old")
    link = tmp_path / "settings.toml"
    link.symlink_to(target)
    write_private(link, b"new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert [path.name for path in target.parent.iterdir()] == ["settings.toml"]


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_private(file, b"new")
    assert file.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1
