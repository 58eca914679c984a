"""The files of a profile, deleted: those that Écluse wrote, by their names, for its folders may hold others too.

Once that is decided a mark says so (`mark`). Who takes the lock next, and finds it, deletes the rest (`finish`): an end
half way leaves nothing for good.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from desktop.core.left import Left
from desktop.core.paths import FILE_MODE, UNFINISHED, Paths

_log = logging.getLogger(__name__)


def _ours(paths: Paths) -> dict[Path, tuple[str, ...]]:
    """By folder. With a full stop before it is what a crash left half written."""
    kept = (paths.journal.name, paths.sessions.name, paths.sign_ins.name, paths.backed_up.name)
    return {
        paths.data: (
            *(form for name in kept for form in (f"{name}*", f".{name}.*")),
            paths.mails.name,
            "queue*.db*",
            *UNFINISHED,
        ),
        paths.state: (f"{paths.log_file.name}*", "window", ".window.*"),
        paths.runtime: (f"{paths.socket.name}*",),
        paths.config: ("settings-before-restore-*.toml", f".{paths.settings_file.name}.*", paths.settings_file.name),
    }


def mark(paths: Paths) -> None:
    """From now on all of it goes, whatever happens. Raises OSError."""
    os.close(os.open(paths.erasing, os.O_WRONLY | os.O_CREAT, FILE_MODE))


def finish(paths: Paths) -> None:
    """What an end half way left is deleted; the lock, which must be held, stays. Raises OSError where the mark cannot
    be removed: what came after it would be deleted with the rest."""
    for left in _files_gone(paths):
        _log.warning("%s", left)
    paths.erasing.unlink()


def erase(paths: Paths) -> tuple[Left, ...]:
    """Delete all files of this profile, and its folders where nothing of others is in them: what could not be. The
    lock must be held, and nothing be open."""
    problems = _files_gone(paths)
    for last in (paths.erasing, paths.lock):  # until then nobody else comes in
        _delete(last, problems)
    folders = (*own_folders(paths), *((paths.config,) if paths.default else ()))
    for folder in sorted(folders, key=lambda each: -len(each.parts)):  # one may be in another
        _remove_empty(folder)
    return tuple(problems)


def undeletable(paths: Paths) -> Iterator[Left]:
    """What `erase` will not be able to delete, as far as one can tell before."""
    for folder in own_folders(paths):
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            yield Left("folder", str(folder))
    if paths.settings_file.is_symlink():
        yield Left("link", str(paths.settings_file), str(paths.settings_file.resolve()))


def own_folders(paths: Paths) -> tuple[Path, ...]:
    """A profile's own folder is the person's."""
    return tuple(folder for folder in dict.fromkeys(paths.folders) if folder != paths.config)


def _files_gone(paths: Paths) -> list[Left]:
    problems: list[Left] = []
    for folder, forms in _ours(paths).items():
        for form in forms:
            for found in sorted(folder.glob(form)):
                _delete(found, problems)
    return problems


def _delete(path: Path, problems: list[Left]) -> None:
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except FileNotFoundError:
        return
    except OSError as error:
        problems.append(Left("file", str(error.filename or path), error.strerror or str(error)))


def _remove_empty(folder: Path) -> None:
    if not folder.is_symlink():
        try:
            folder.rmdir()
        except OSError:
            return  # of others, or what could not be deleted: that is told
