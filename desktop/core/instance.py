"""One Écluse per data folder: whoever holds the lock may open the database. Killed or not, its end frees it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from desktop.core.paths import FILE_MODE, Paths


class AlreadyRunning(Exception):
    """Another process works on this data folder."""


@contextmanager
def only_one(paths: Paths, seconds: float = 0.0) -> Iterator[None]:
    """Hold the lock of this profile, waiting for it that long. Makes the folders. Raises AlreadyRunning."""
    from filelock import FileLock, Timeout  # slow to import, and the window comes before the lock

    paths.prepare()
    lock = FileLock(paths.lock, mode=FILE_MODE)
    try:
        lock.acquire(timeout=seconds)
    except Timeout as error:
        raise AlreadyRunning(str(paths.data)) from error
    try:
        yield
    finally:
        lock.release()
