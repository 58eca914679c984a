"""Where Écluse keeps what: one place for every file name, every folder 0700 and every file 0600."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

import platformdirs

FOLDER_MODE = 0o700
FILE_MODE = 0o600
UNFINISHED = (".backup-*", ".restore-*")
"""Folders beside the database, while its holder makes a backup or puts one back."""
_NAME = "ecluse"


@dataclass(frozen=True, slots=True)
class Paths:
    """The four folders of one profile. Nothing is made before `prepare`."""

    config: Path
    data: Path
    state: Path
    runtime: Path
    default: bool = True

    @classmethod
    def of(cls, profile: Path | None) -> Paths:
        """The person's own folders (XDG and the like), or everything below `profile`."""
        if profile is not None:
            folder = profile.expanduser().absolute()
            return cls(folder, folder / "data", folder / "state", folder / "run", default=False)
        dirs = platformdirs.PlatformDirs(_NAME, appauthor=False)
        state = dirs.user_state_path
        return cls(dirs.user_config_path, dirs.user_data_path, state, _runtime_folder() or state / "run")

    @property
    def settings_file(self) -> Path:
        return self.config / "settings.toml"

    @property
    def database(self) -> Path:
        return self.data / "queue.db"

    @property
    def journal(self) -> Path:
        """What each provider showed before us, so that it can be put back."""
        return self.data / "presence.json"

    @property
    def sessions(self) -> Path:
        """What the person asked for just now: overrides that survive a crash."""
        return self.data / "sessions.json"

    @property
    def mails(self) -> Path:
        """Mails that were opened once."""
        return self.data / "mails"

    @property
    def sign_ins(self) -> Path:
        """When which account's sign-in ends by itself: no secret."""
        return self.data / "sign_ins.json"

    @property
    def backed_up(self) -> Path:
        """When the last backup was made, and where it was put."""
        return self.data / "backup.json"

    @property
    def lock(self) -> Path:
        return self.data / "ecluse.lock"

    @property
    def erasing(self) -> Path:
        """Is there where all is to be deleted, and was not yet."""
        return self.data / "ecluse.erasing"

    @property
    def log_file(self) -> Path:
        return self.state / "ecluse.log"

    @property
    def socket(self) -> Path:
        return self.runtime / "control.sock"

    @property
    def folders(self) -> tuple[Path, ...]:
        return (self.config, self.data, self.state, self.runtime)

    @property
    def mark(self) -> str:
        """Tells this profile from every other, for names outside the folders; '' for the person's own."""
        return "" if self.default else hashlib.sha256(os.fsencode(self.data)).hexdigest()[:12]

    def prepare(self) -> None:
        """Make the folders, 0700 whatever the umask. A profile folder that was there keeps its mode: it is not ours."""
        for folder in self.folders:
            make_private_folder(folder, ours=self.default or folder != self.config)


def _runtime_folder() -> Path | None:
    """The session's runtime folder if it is safely ours: below /tmp a name could be taken by another."""
    if not hasattr(os, "getuid"):
        return None
    for candidate in (os.environ.get("XDG_RUNTIME_DIR", ""), f"/run/user/{os.getuid()}"):
        if candidate and os.path.isabs(candidate) and is_private_folder(Path(candidate)):
            return Path(candidate) / _NAME
    return None


def is_private_folder(path: Path) -> bool:
    """A real folder, not a link, that belongs to us and that nobody else may write to."""
    try:
        found = path.lstat()
    except OSError:
        return False
    if not hasattr(os, "getuid"):
        return stat.S_ISDIR(found.st_mode)
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022


def make_private_folder(path: Path, *, ours: bool = True) -> None:
    """Make `path` and what is missing above it, 0700; one that was there is set to 0700 only if it is `ours`."""
    missing = [path, *path.parents]
    missing = [folder for folder in missing if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
    if ours or missing:
        for folder in missing or [path]:
            folder.chmod(FOLDER_MODE)


def write_private(path: Path, content: bytes) -> None:
    """Replace the file in one step, 0600: after a crash it is the old one or the new one. A link is followed."""
    target = path.resolve()
    number, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(number, "wb") as file:
            Path(name).chmod(FILE_MODE)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows cannot open a folder, and needs no such thing
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
