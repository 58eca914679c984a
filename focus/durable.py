"""Small JSON files that survive a crash: always the old content or the new, never half of one."""

from __future__ import annotations

import json
import logging
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)


def write_json(path: Path, value: object) -> None:
    """On disk, readable by its owner only, when this returns. Raises OSError, and then the old content stands."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    data = json.dumps(value, ensure_ascii=False, indent=1).encode()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise
    _sync_folder(path.parent)


def read_json(path: Path) -> Any:
    """The content; None if there is no such file. Raises ValueError where it is not JSON, OSError otherwise."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        return json.loads(data)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def set_aside(path: Path, why: Exception) -> Path:
    """Keep an unreadable file under another name: what it held may still be of use to someone."""
    aside = path.with_name(f"{path.name}.unreadable")
    os.replace(path, aside)
    log.warning("%s could not be read (%s); it is kept as %s, and a new one is begun", path, why, aside.name)
    return aside


def _sync_folder(folder: Path) -> None:
    """The rename itself has to reach the disk; only POSIX systems can be asked for that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
