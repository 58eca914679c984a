"""What was shown on each service before us, on disk before we write to it, so that any crash can be put right."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

from focus.durable import read_json, set_aside, write_json
from focus.presence import Entry
from focus.records import entry_of, entry_record


class Journal:
    """One JSON file with one lease per provider. Any thread; one process at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._kept: dict[str, Entry] | None = None

    def entries(self) -> Mapping[str, Entry]:
        """By provider. A file that cannot be understood is set aside and logged. Raises OSError."""
        with self._lock:
            return dict(self._entries())

    def get(self, provider: str) -> Entry | None:
        with self._lock:
            return self._entries().get(provider)

    def put(self, provider: str, entry: Entry) -> None:
        """On disk when this returns. Raises OSError, and then the old lease stands."""
        with self._lock:
            self._write({**self._entries(), provider: entry})

    def remove(self, provider: str) -> None:
        """On disk when this returns; nothing happens where there is none. Raises OSError."""
        with self._lock:
            entries = self._entries()
            if provider in entries:
                self._write({name: entry for name, entry in entries.items() if name != provider})

    def _entries(self) -> dict[str, Entry]:
        if self._kept is None:
            self._kept = self._read()
        return self._kept

    def _read(self) -> dict[str, Entry]:
        try:
            found = read_json(self._path)
            if found is None:
                return {}
            if found["version"] != 1:
                raise ValueError(f"version {found['version']!r}")
            return {str(name): entry_of(record) for name, record in found["providers"].items()}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            set_aside(self._path, error)
            return {}

    def _write(self, entries: dict[str, Entry]) -> None:
        records = {name: entry_record(entry) for name, entry in entries.items()}
        write_json(self._path, {"version": 1, "providers": records})
        self._kept = entries
