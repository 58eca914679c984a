"""Mail files (*.eml) in a folder: what an export, a script or a filing program puts there.

Put a file there whole, by writing it under another ending and then renaming it, as Maildir does.
"""

from __future__ import annotations

import json
import os
import stat
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from inbox import mail
from inbox.errors import Gone, Offline, WrongSetting
from inbox.item import Arrival, Fetched, Past
from inbox.sources import MOST_MESSAGE, Field, LookBack, Mailbox, Probe, Remark, Source, SourceSpec, Terms, Value
from inbox.vouching import UNSIGNED, Signatures, read_all
from inbox.wakeup import Wakeup

_PORTION: Final = 500
_LOOK_BACK: Final = 100
_PORTION_BYTES: Final = 4 * 1024 * 1024
_NEIGHBOURS: Final = 2_000_000_000
"""Nanoseconds: the coarsest time stamps in use (FAT). So close to the newest file, another one may still appear."""


@dataclass(frozen=True, slots=True, order=True)
class _File:
    stamp: int
    name: str
    size: int


class _Cursor:
    """The time stamp of the newest file that was read, and the names of those that are too close to it to be told
    from later ones by their stamps alone."""

    def __init__(self, text: str, now: datetime) -> None:
        self._now = int(now.timestamp() * 1e9)
        self.stamp = 0
        self._close: dict[str, int] = {}
        try:
            found = json.loads(text) if text else {}
            self.stamp = min(int(found.get("stamp", 0)), self._now)
            self._close = {str(name): int(stamp) for name, stamp in found.get("close", {}).items()}
        except (ValueError, AttributeError):
            return  # not ours: start anew, the queue knows what it has

    def is_past(self, file: _File) -> bool:
        return file.stamp <= self.stamp - _NEIGHBOURS or self._close.get(file.name) == file.stamp

    def move(self, file: _File) -> None:
        # Never past now: a file dated in the future would hide all that come before its date. It is known by its name.
        self.stamp = max(self.stamp, min(file.stamp, self._now))
        self._close[file.name] = file.stamp
        self._close = {name: stamp for name, stamp in self._close.items() if stamp > self.stamp - _NEIGHBOURS}

    def __str__(self) -> str:
        return json.dumps({"stamp": self.stamp, "close": self._close}, separators=(",", ":"))


class FolderSource:
    push = False

    def __init__(self, path: str, terms: Terms) -> None:
        self._path = path
        self._start = terms.start
        self._known = terms.known
        self._signatures = terms.signatures

    @property
    def remarks(self) -> tuple[Remark, ...]:
        return ()

    def fetch(self, cursor: str, now: datetime) -> Iterator[Fetched]:
        place = _Cursor(cursor, now)
        files = [file for file in self._files() if not place.is_past(file)]
        if not cursor:
            begin = self._begin(files, now)
            for file in files[:begin]:
                place.move(file)
            files = files[begin:]
        for portion in _portions(files):
            arrivals = tuple(
                arrival for file in portion if (arrival := self._read(file, now, self._signatures)) is not None
            )
            for file in portion:
                place.move(file)
            yield Fetched(arrivals, str(place))
        if not cursor and not files:
            yield Fetched((), str(place))

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        wakeup.wait(seconds)

    def message(self, key: str) -> bytes:
        name = key.rpartition(":")[0]  # the key ends in a little of the content key
        try:
            # The name as it is shown; what is no UTF-8 is looked for.
            file = next(file for file in self._files() if _shown(file.name) == name)
            with open(os.path.join(self._path, file.name), "rb") as opened:
                return opened.read(MOST_MESSAGE)
        except (StopIteration, FileNotFoundError):
            raise Gone(f"{name} is not in {self._path} any more.") from None
        except OSError as error:
            raise Offline(f"{name}: {error.strerror}") from error

    def look_back(self, asked: LookBack) -> Past:
        """The cursor is the last file that was read: time stamp and name."""
        read = _Cursor(asked.read, asked.now)
        oldest = int(asked.since.timestamp() * 1e9)
        try:
            stamp, name = json.loads(asked.cursor) if asked.cursor else (None, "")
            last = None if stamp is None else _File(int(stamp), str(name), 0)
        except (ValueError, TypeError):
            last = None
        files = [
            file for file in self._files() if file.stamp >= oldest and read.is_past(file) and (not last or file < last)
        ]
        portion = next(_portions(files[: -_LOOK_BACK - 1 : -1]), [])
        stored = asked.stored([_shown(file.name) for file in portion])
        fresh = [file for file in portion if _shown(file.name) not in stored]
        arrivals = tuple(arrival for file in fresh if (arrival := self._read(file, asked.now)) is not None)
        left = len(files) - len(portion)
        if not portion:
            return Past((), asked.cursor, 0, 0, None, over=bool(asked.read))
        last = portion[-1]
        cursor = json.dumps([last.stamp, last.name])
        return Past(arrivals, cursor, len(portion), left, datetime.fromtimestamp(last.stamp / 1e9, UTC), over=not left)

    def mailboxes(self) -> tuple[Mailbox, ...]:
        return ()

    def probe(self) -> Probe:
        return Probe(server=self._path, capabilities=(), tls="", messages=len(self._files()))

    def close(self) -> None:
        """Nothing is kept open."""

    def _begin(self, files: list[_File], now: datetime) -> int:
        """Where to start the first time: so many days back or so many mails, whichever is less."""
        oldest = int((now.timestamp() - self._start.days * 86400) * 1e9)
        recent = bisect_left(files, oldest, key=lambda file: file.stamp)
        return max(recent, len(files) - self._start.mails)

    def _files(self) -> list[_File]:
        """All there are, oldest first."""
        try:
            with os.scandir(self._path) as entries:
                mails = (_stamped(entry) for entry in entries if entry.name.lower().endswith(".eml"))
                return sorted(file for file in mails if file is not None)
        except (FileNotFoundError, NotADirectoryError, PermissionError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise WrongSetting("path", f"{self._path}: {reason}") from None
        except OSError as error:  # a network drive that is away
            raise Offline(f"{self._path}: {error.strerror}") from error

    def _read(self, file: _File, now: datetime, signatures: Signatures = UNSIGNED) -> Arrival | None:
        """None if it has gone meanwhile: then it is not there to be shown."""
        shown = _shown(file.name)
        received = datetime.fromtimestamp(file.stamp / 1e9, UTC)
        try:
            with open(os.path.join(self._path, file.name), "rb") as opened:
                content = opened.read(mail.MOST_BYTES)
        except FileNotFoundError:
            return None
        except OSError as error:
            return mail.unreadable(shown, now, received=received, why=error.strerror or str(error))
        # By its content too: names such as 0001.eml are given again once their mail was filed away.
        known = self._known()
        raw = mail.Raw(shown, content, file.size, fallback=received, key_by_content=True, known=known)
        return read_all([raw], now, signatures)[0]


def _shown(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode()


def _portions(files: list[_File]) -> Iterator[list[_File]]:
    portion: list[_File] = []
    left = _PORTION_BYTES
    for file in files:
        if portion and (len(portion) == _PORTION or left < file.size):
            yield portion
            portion, left = [], _PORTION_BYTES
        portion.append(file)
        left -= min(file.size, mail.MOST_BYTES)
    if portion:
        yield portion


def _stamped(entry: os.DirEntry[str]) -> _File | None:
    try:
        about = entry.stat()
    except PermissionError:
        raise
    except OSError:
        return None  # gone meanwhile, or a link that leads nowhere
    if not stat.S_ISREG(about.st_mode):
        return None  # a pipe would be waited on for ever
    # A file that is moved or copied here may keep the time it was written; when it came, its inode says.
    return _File(max(about.st_mtime_ns, about.st_ctime_ns), entry.name, about.st_size)


def _open(values: Mapping[str, Value], secrets: Mapping[str, str], terms: Terms) -> Source:
    path = str(values.get("path", ""))
    if not path:
        raise WrongSetting("path", "A folder is needed.")
    return FolderSource(os.path.expanduser(path), terms)


SPEC = SourceSpec(
    name="folder",
    title="Mail files in a folder",
    fields=(
        Field("path", "Folder", identifies=True, help="Every file in it whose name ends in .eml is a mail"),
        Field("poll_seconds", "Look every (seconds)", kind="number", default=30, least=1, most=86400),
    ),
    open=_open,
)
