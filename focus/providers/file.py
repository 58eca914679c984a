"""Presence as JSON in a file, for status bars and scripts: `{"level", "text", "emoji", "until"}`.

Also the member of this kind that needs no service at all: tests and the demo use it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from focus.durable import read_json, write_json
from focus.errors import Broken
from focus.presence import Level, Presence
from focus.providers import Field, Means, Provider, ProviderSpec, Sent, Value
from focus.records import presence_of, presence_record


class File:
    """`path` is written anew each time, so that a reader never sees half of it.

    No file, or an empty one: nothing is shown.
    """

    name = "file"
    lasting = True

    def __init__(self, path: Path) -> None:
        self._path = path

    def shown(self, presence: Presence) -> Presence:
        return presence

    def read(self) -> Presence:
        try:
            return presence_of(read_json(self._path)) if self._path.stat().st_size else Presence()
        except FileNotFoundError:
            return Presence()
        except OSError as error:
            raise Broken(f"{self._path} cannot be read: {error.strerror}.") from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Broken(
                f"{self._path} holds no presence, so it was left alone. Remove it, or name another file."
            ) from error

    def write(self, presence: Presence) -> None:
        try:
            write_json(self._path, presence_record(presence))
        except OSError as error:
            raise Broken(f"{self._path} cannot be written: {error.strerror}.") from error


def _open(values: Mapping[str, Value], _secrets: Mapping[str, str], _means: Means) -> Provider:
    return Provider((File(Path(str(values["path"])).expanduser()),), close=lambda: None)


def _sends(values: Mapping[str, Value], shown: Presence) -> tuple[Sent, ...]:
    return (Sent("file", str(values["path"]), presence_record(shown)),)


SPEC = ProviderSpec(
    name="file",
    title="A file, for status bars and scripts",
    fields=(Field("path", "File", kind="target", help="Written as JSON with level, text, emoji and until."),),
    level=Level.DO_NOT_DISTURB,
    expires=False,
    open=_open,
    usual=Level.DO_NOT_DISTURB,
    most_text=200,
    sends=_sends,
)
