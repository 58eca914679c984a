"""Mails that were opened once, kept whole so that they can be read again offline: one file each, 0600.

A folder for each account, so that nothing of one is left when it is removed. Any thread.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Collection, Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from desktop.core.paths import make_private_folder, write_private

MOST_BYTES: Final = 200 * 1024 * 1024
_log = logging.getLogger(__name__)


class KeptMails:
    """At most `most` bytes; the ones that were opened longest ago make room."""

    def __init__(self, folder: Path, most: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most = most

    def has(self, account: str, id: int) -> bool:
        return self._file(account, id).exists()

    def get(self, account: str, id: int) -> bytes | None:
        file = self._file(account, id)
        try:
            content = file.read_bytes()
            os.utime(file)
        except OSError:
            return None  # it made room meanwhile, or its account was removed: it is fetched again
        return content

    def put(self, account: str, id: int, content: bytes) -> None:
        """A full disk keeps nobody from reading: then it is not kept."""
        if len(content) > self._most:
            return
        file = self._file(account, id)
        try:
            make_private_folder(self._folder)
            make_private_folder(file.parent)
            write_private(file, content)
            self._make_room()
        except OSError as error:
            _log.warning("an opened mail could not be kept: %s", error.strerror)

    def forget_all_but(self, accounts: Collection[str]) -> None:
        """What is kept of any other account is removed."""
        known = {_name(account) for account in accounts}
        with suppress(FileNotFoundError):
            for folder in list(self._folder.iterdir()):
                if folder.name not in known:
                    shutil.rmtree(folder, ignore_errors=True)

    def forget(self, mails: Iterable[tuple[str, int]]) -> None:
        """These, by account and id."""
        for account, id in mails:
            with suppress(OSError):
                self._file(account, id).unlink(missing_ok=True)

    def _make_room(self) -> None:
        # All there is: what a crash left half written takes room, too.
        found = [(file, file.stat()) for file in self._folder.glob("*/*")]
        left = sum(about.st_size for _, about in found) - self._most
        for file, about in sorted(found, key=lambda one: one[1].st_mtime_ns):
            if left <= 0:
                return
            file.unlink(missing_ok=True)
            left -= about.st_size

    def _file(self, account: str, id: int) -> Path:
        return self._folder / _name(account) / f"{id}.eml"


def _name(account: str) -> str:
    """An account may be called anything; a folder may not."""
    return sha256(account.encode("utf-8", "replace")).hexdigest()[:16]
