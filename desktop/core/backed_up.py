"""The last backup, as it was noted when it was made, and the command that has it back. It touches files: `Later`."""

from __future__ import annotations

import json
import logging
import os
import shlex
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop.core.paths import Paths, write_private

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BackedUp:
    """`file` was written `at` (aware, UTC); None for none that is known of. `there`: it is seen there still. `command`:
    what puts it back, to be typed in a terminal while the app does not run; of no backup, with FILE for its name."""

    file: Path | None
    at: datetime | None
    there: bool
    command: str


def note(paths: Paths, file: Path, now: datetime) -> None:
    """It was written just now. Where that cannot be noted the backup is as good."""
    noted = {"file": str(file), "at": now.astimezone(UTC).isoformat(timespec="seconds")}
    try:
        write_private(paths.backed_up, json.dumps(noted).encode())
    except OSError as error:
        _log.warning("Where the backup is could not be noted: %s", error)


def last(paths: Paths) -> BackedUp:
    file, at = _noted(paths.backed_up)
    return BackedUp(file, at, file is not None and _is_there(file), _command(paths, file))


def _is_there(file: Path) -> bool:
    """Also where its folder may not be looked into any more, or the disk that it is on gives no answer but an error."""
    try:
        return file.is_file()
    except OSError as error:
        _log.warning("Whether the last backup is there cannot be seen: %s", error)
        return False


def _noted(note: Path) -> tuple[Path | None, datetime | None]:
    try:
        found = json.loads(note.read_bytes())
        at = datetime.fromisoformat(found["at"])
        return Path(found["file"]), at.astimezone(UTC)
    except FileNotFoundError:
        return None, None
    except (OSError, ValueError, TypeError, KeyError, OverflowError) as error:
        _log.warning("Where the last backup is cannot be read: %s", error)
        return None, None


def _command(paths: Paths, file: Path | None) -> str:
    profile = () if paths.default else ("--profile", str(paths.config))
    words = ("ecluse", *profile, "restore", "FILE" if file is None else str(file))
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)
