"""Backup and restore, and everything deleted."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from desktop.core.control import ask
from inbox.store import HEAD, Store
from tests.desktop.cli.conftest import Ring
from tests.desktop.cli.test_presence import left_behind
from tests.waiting import until


def subjects(ecluse: Any) -> list[str]:
    return sorted(item["subject"] for item in ecluse("queue", "--state", "held", "--json").json)


def files(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if not file.is_dir()}


def test_what_is_in_a_backup_comes_back_and_what_was_there_is_kept_aside(ecluse: Any, tmp_path: Path) -> None:
    ecluse.with_mails("Budget")
    settings = ecluse.paths.settings_file.read_bytes()
    copy = tmp_path / "copy.zip"
    ecluse("backup", str(copy))
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    ecluse.mails("Lunch")
    ecluse("pull")
    ecluse.paths.settings_file.write_bytes(settings + b"# mine\n")
    ecluse.paths.mails.mkdir(exist_ok=True)
    (ecluse.paths.mails / "old.eml").write_text("of other numbers")
    aside = [Path(file) for file in ecluse("restore", str(copy), "--json").json["aside"]]
    assert subjects(ecluse) == ["Budget"]
    assert ecluse.paths.settings_file.read_bytes() == settings
    assert [file.name.split("-before-restore-")[0] for file in aside] == ["queue", "settings"]
    assert aside[1].read_bytes().endswith(b"# mine\n")
    store = Store(aside[0])
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM item").scalar_one() == 2
    store.close()
    assert "old.eml" not in files(ecluse.profile)


def test_each_restore_keeps_its_own_copy_of_what_was_there(ecluse: Any, tmp_path: Path) -> None:
    ecluse.with_mails("Budget")
    copy = tmp_path / "copy.zip"
    ecluse("backup", str(copy))
    asides = [Path(name) for _ in range(3) for name in ecluse("restore", str(copy), "--json").json["aside"]]
    assert len({file for file in asides if file.exists()}) == 6
    assert {stat.S_IMODE(file.stat().st_mode) for file in asides} == {0o600}


def test_what_a_killed_app_had_only_in_its_log_is_kept_aside_and_not_mixed_in(ecluse: Any, tmp_path: Path) -> None:
    ecluse.with_mails("Budget")
    copy = tmp_path / "copy.zip"
    ecluse("backup", str(copy))
    killed = (
        "import os, signal, sqlite3, sys\n"
        "made = sqlite3.connect(sys.argv[1])\n"
        "made.execute('UPDATE item SET subject = ?', ('Lunch',))\n"
        "made.commit()\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    database = str(ecluse.paths.database)
    assert subprocess.run([sys.executable, "-c", killed, database], check=False).returncode == -signal.SIGKILL
    assert Path(f"{database}-wal").stat().st_size > 0
    aside = Path(ecluse("restore", str(copy), "--json").json["aside"][0])
    assert subjects(ecluse) == ["Budget"]
    alone = tmp_path / "alone.db"
    alone.write_bytes(aside.read_bytes())  # without a log: what was in it is in the file
    with closing(sqlite3.connect(alone)) as connection:
        assert connection.execute("SELECT subject FROM item").fetchall() == [("Lunch",)]


def test_where_there_is_no_room_for_a_copy_nothing_is_changed(
    ecluse: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ecluse.with_mails("Budget")
    copy = tmp_path / "copy.zip"
    ecluse("backup", str(copy))
    ecluse.mails("Lunch")
    ecluse("pull")
    before = files(ecluse.profile)

    copied: list[Any] = []
    really = shutil.copyfileobj

    def full(source: Any, target: Any) -> None:
        copied.append(source)
        if len(copied) == 2:  # after the backup is unpacked
            raise OSError(28, "No space left on device")
        really(source, target)

    monkeypatch.setattr("desktop.core.taking_along.shutil.copyfileobj", full)
    assert "No space left" in ecluse("restore", str(copy), expect=1).err
    monkeypatch.undo()
    assert len(copied) == 2
    assert files(ecluse.profile) == before - {"data/queue.db-wal", "data/queue.db-shm"}
    assert subjects(ecluse) == ["Budget", "Lunch"]


def test_no_secret_is_in_a_backup_or_an_export(ecluse: Any, ring: Ring, tmp_path: Path) -> None:
    from desktop.core.secrets import Secrets

    ecluse.with_mails("Budget")
    with ecluse.paths.settings_file.open("a") as settings:
        settings.write('[[provider]]\nname = "lamp"\nkind = "webhook"\nurl = "http://127.0.0.1:9/hook"\n')
    assert Secrets(ecluse.paths.mark).put("provider:lamp", "secret", "s3cret-of-the-lamp") == ""
    copy, export = tmp_path / "copy.zip", tmp_path / "all.jsonl"
    ecluse("backup", str(copy))
    ecluse("export", str(export))
    with zipfile.ZipFile(copy) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"lamp" in whole
    assert b"Budget" in whole
    assert b"s3cret-of-the-lamp" not in whole + export.read_bytes()


def made(folder: Path, statement: str) -> bytes:
    """A database that is none of Écluse's."""
    file = folder / "other.db"
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(statement)
        connection.commit()
    return file.read_bytes()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("none", "cannot be read"),
        ("text", "cannot be read"),
        ("other", "no backup of Écluse"),
        ("newer", "newer Écluse"),
        ("damaged", "cannot be opened"),
        ("hollow", "not those of Écluse"),
        ("foreign", "not those of Écluse"),
        ("wrong", "cannot be used"),
        ("cut", "cannot be read"),
    ],
)
def test_what_is_no_good_backup_changes_nothing(ecluse: Any, tmp_path: Path, name: str, words: str) -> None:
    ecluse.with_mails("Budget")
    file, good = tmp_path / "file.zip", tmp_path / "good.zip"
    ecluse("backup", str(good))
    with zipfile.ZipFile(good) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    about = json.loads(parts["about.json"])
    changed: dict[str, dict[str, bytes]] = {
        "other": {**parts, "about.json": b'{"form": "else"}'},
        "newer": {**parts, "about.json": json.dumps({**about, "schema": f"{int(HEAD) + 1:04}"}).encode()},
        "hollow": {**parts, "queue.db": made(tmp_path, f"CREATE TABLE alembic_version AS SELECT '{HEAD}' version_num")},
        "foreign": {**parts, "queue.db": made(tmp_path, "CREATE TABLE photos (taken)")},
        "damaged": {**parts, "queue.db": b"no database at all" * 1000},
        "wrong": {**parts, "settings.toml": b'language = "de"'},
    }
    if name == "text":
        file.write_text("a letter")
    elif name == "cut":
        file.write_bytes(good.read_bytes()[:-300])
    elif name in changed:
        with zipfile.ZipFile(file, "w") as archive:
            for member, content in changed[name].items():
                archive.writestr(member, content)
    before = files(ecluse.profile)
    assert words in ecluse("restore", str(file), expect=1).err
    assert files(ecluse.profile) == before
    assert subjects(ecluse) == ["Budget"]


@contextmanager
def running(ecluse: Any) -> Iterator[subprocess.Popen[str]]:
    """The app, without a window."""
    app = subprocess.Popen(
        [sys.executable, "-m", "desktop.cli", "--profile", str(ecluse.profile), "run", "--headless"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert app.stdout is not None
        assert "ready" in app.stdout.readline()
        yield app
    finally:
        if app.poll() is None:
            app.send_signal(signal.SIGTERM)
        app.communicate(timeout=30)


def test_a_running_app_is_not_restored_below_its_feet(ecluse: Any, tmp_path: Path) -> None:
    ecluse.with_mails("Budget")
    copy = tmp_path / "copy.zip"
    with running(ecluse):
        ecluse("backup", str(copy))  # while it runs, that can be done
        assert "Écluse runs" in ecluse("restore", str(copy), expect=1).err
    ecluse("restore", str(copy))
    assert subjects(ecluse) == ["Budget"]


def test_everything_is_deleted_where_none_runs(ecluse: Any, ring: Ring, tmp_path: Path) -> None:
    ecluse.with_mails("Budget")
    copy = tmp_path / "copy.zip"
    ecluse("backup", str(copy))
    ecluse("restore", str(copy))  # leaves what was there aside, which goes too
    theirs = ("notes.txt", "data/pictures.zip", "data/.git", "state/letter.txt", "settings-before-the-move.toml")
    for name in theirs:
        (ecluse.profile / name).write_text("of the person, in the folder they chose")
    assert "nothing was deleted" in ecluse("delete-everything", expect=2).err
    assert files(ecluse.profile) > {"settings.toml", "notes.txt"}
    assert ecluse("delete-everything", "--yes", "--json").json == {"problems": []}
    assert files(ecluse.profile) == set(theirs)
    assert not (ecluse.profile / "run").exists()
    assert ring.kept == {}
    assert ecluse("ledger", "--json").json["received"] == 0


def test_everything_is_deleted_and_the_app_that_runs_ends(ecluse: Any) -> None:
    ecluse.with_mails("Budget")
    with running(ecluse) as app:
        until(lambda: ask(ecluse.paths.socket, {"request": "ledger"}) is not None)
        assert "first start" in ecluse("delete-everything", "--yes").out
        assert app.wait(60) == 0
    assert files(ecluse.profile) == set()


def test_what_a_kill_half_way_leaves_goes_before_anybody_reads_it(ecluse: Any, tmp_path: Path) -> None:
    ecluse.with_mails("Budget")
    copy = tmp_path / "copy.zip"
    ecluse("backup", str(copy))
    killed = (
        "import os, signal, shutil, sys\nfrom pathlib import Path\nfrom desktop.cli import main\n"
        "gone = Path.unlink\n"
        "def unlink(path, missing_ok=False):\n"
        "    gone(path, missing_ok)\n"
        "    if path.name == 'queue.db':\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "Path.unlink = unlink\n"
        "main(sys.argv[1:])\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", killed, "--profile", str(ecluse.profile), "delete-everything", "--yes"],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == -signal.SIGKILL
    assert ecluse.paths.settings_file.exists()
    assert not ecluse.paths.database.exists()
    assert ecluse("account", "list", "--json").json == []
    assert not ecluse.paths.settings_file.exists()
    ecluse("restore", str(copy))  # what comes after is no part of it
    assert subjects(ecluse) == ["Budget"]
    assert subjects(ecluse) == ["Budget"]


def test_entries_of_accounts_and_providers_go_from_the_keyring(ecluse: Any, ring: Ring) -> None:
    from desktop.core.secrets import Secrets

    ecluse.paths.prepare()
    ecluse.paths.settings_file.write_text(
        '[[account]]\nname = "work"\nkind = "imap"\nhost = "imap.example.org"\nuser = "me"\nport = 993\n'
        '[[provider]]\nname = "team"\nkind = "github"\n'
    )
    secrets = Secrets(ecluse.paths.mark)
    assert (secrets.put("work", "password", "one"), secrets.put("provider:team", "token", "two")) == ("", "")
    Secrets("of another profile").put("work", "password", "three")
    ecluse("delete-everything", "--yes")
    assert list(ring.kept.values()) == ["three"]


def test_a_keyring_that_cannot_be_asked_is_said_and_the_rest_goes(ecluse: Any) -> None:
    ecluse.paths.prepare()
    account = '[[account]]\nname = "{}"\nkind = "imap"\nhost = "imap.example.org"\nuser = "me"\nport = 993\n'
    ecluse.paths.settings_file.write_text(account.format("work") + account.format("home"))
    problems = ecluse("delete-everything", "--yes", "--json", expect=1).json["problems"]
    assert [
        f"of {name} may still be in the keyring" in said for name, said in zip(("work", "home"), problems, strict=True)
    ]
    assert files(ecluse.profile) == set()


def test_one_entry_that_the_keyring_refuses_to_delete_keeps_no_other_there(
    ecluse: Any, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.core.secrets import Secrets

    account = '[[account]]\nname = "{}"\nkind = "imap"\nhost = "imap.example.org"\nuser = "me"\nport = 993\n'
    ecluse.paths.prepare()
    ecluse.paths.settings_file.write_text(account.format("work") + account.format("home"))
    secrets = Secrets(ecluse.paths.mark)
    assert (secrets.put("work", "password", "one"), secrets.put("home", "password", "two")) == ("", "")
    delete = Ring.delete_password

    def refuses(self: Ring, service: str, username: str) -> None:
        if self.kept[service, username] == "one":
            raise RuntimeError("this one is locked")
        delete(self, service, username)

    monkeypatch.setattr(Ring, "delete_password", refuses)
    [said] = ecluse("delete-everything", "--yes", "--json", expect=1).json["problems"]
    assert "of work may still be in the keyring" in said
    assert list(ring.kept.values()) == ["one"]


def test_what_nobody_can_put_back_any_more_is_said(ecluse: Any) -> None:
    left_behind(ecluse)
    [said] = ecluse("delete-everything", "--yes", "--json", expect=1).json["problems"]
    assert '"status" showed before could not be put back' in said
    assert files(ecluse.profile) == set()


def test_a_settings_file_that_is_a_link_loses_the_link_alone(ecluse: Any, tmp_path: Path) -> None:
    theirs = tmp_path / "dotfiles.toml"
    theirs.write_text('language = "en"\n')
    ecluse.paths.prepare()
    ecluse.paths.settings_file.symlink_to(theirs)
    ran = ecluse("delete-everything", "--yes", expect=1)
    assert f"{theirs} stays" in ran.err
    assert theirs.exists()
    assert not ecluse.paths.settings_file.exists()


def test_it_is_asked_and_only_the_words_do_it(ecluse: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ecluse.with_mails("Budget")
    monkeypatch.setattr("desktop.cli.keeping._may_ask", lambda: True)
    for typed in ("yes", "", "delete"):
        monkeypatch.setattr("builtins.input", lambda _, typed=typed: typed)
        assert "Nothing was deleted" in ecluse("delete-everything", expect=1).err
    assert subjects(ecluse) == ["Budget"]
    monkeypatch.setattr("builtins.input", lambda _: " Delete everything ")
    assert "There is no way back" in ecluse("delete-everything").out
    assert files(ecluse.profile) == set()
