"""One Écluse per data folder: whoever holds the lock may open the database. Killed or not, its end frees it."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from desktop.core.paths import FILE_MODE, UNFINISHED, Paths


class AlreadyRunning(Exception):
    """Another process works on this data folder."""


def ending_signals() -> tuple[signal.Signals, ...]:
    """What ends the app in order: SIGTERM, Ctrl+C, and the terminal's end unless that is to be outlived (`nohup`)."""
    hangup: signal.Signals | None = getattr(signal, "SIGHUP", None)  # Windows has none
    if hangup is None or signal.getsignal(hangup) is signal.SIG_IGN:
        return signal.SIGTERM, signal.SIGINT
    return signal.SIGTERM, signal.SIGINT, hangup


@contextmanager
def only_one(paths: Paths, seconds: float = 0.0) -> Iterator[None]:
    """Hold the lock of this profile, waiting for it that long. Makes the folders. What was
    to be deleted and is not yet (`desktop.core.erased_files`) goes first. Raises AlreadyRunning."""
    from filelock import FileLock, Timeout  # slow to import, and the window comes before the lock

    paths.prepare()
    lock = FileLock(paths.lock, mode=FILE_MODE)
    try:
        lock.acquire(timeout=seconds)
    except Timeout as error:
        raise AlreadyRunning(str(paths.data)) from error
    try:
        if paths.erasing.exists():
            from desktop.core.erased_files import finish

            finish(paths)
        _tidy(paths)
        yield
    finally:
        lock.release()


def _tidy(paths: Paths) -> None:
    """What a kill left of a backup or a restore is a whole copy, of which nothing would ever be deleted."""
    for form in UNFINISHED:
        for folder in paths.data.glob(form):
            shutil.rmtree(folder, ignore_errors=True)
