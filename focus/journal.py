"""What was shown on each service before us, on disk before we write to it, so that any crash can be put right."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

from focus.durable import read_json, set_aside, write_json
from focus.presence import Entry
from focus.records import entry_of, entry_record

Leases = Mapping[str, Mapping[str, Entry]]


class Journal:
    """One JSON file with one lease for each part of each provider. Any thread; one process at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._kept: Leases | None = None

    def entries(self) -> Leases:
        """By provider, then by part. A file that cannot be understood is set aside and logged. Raises OSError."""
        with self._lock:
            return self._entries()

    def put(self, provider: str, part: str, entry: Entry | None) -> None:
        """On disk when this returns; None: there is no lease any more. Raises OSError, and then the old one stands."""
        with self._lock:
            entries = self._entries()
            parts = {name: one for name, one in entries.get(provider, {}).items() if name != part}
            if entry is not None:
                parts[part] = entry
            self._write({**{name: one for name, one in entries.items() if name != provider}, provider: parts})

    def remove(self, provider: str) -> None:
        """All of its leases. As `put`."""
        with self._lock:
            self._write({name: one for name, one in self._entries().items() if name != provider})

    def _entries(self) -> Leases:
        if self._kept is None:
            self._kept = self._read()
        return self._kept

    def _read(self) -> Leases:
        try:
            found = read_json(self._path)
            if found is None:
                return {}
            if found["version"] != 2:
                raise ValueError(f"version {found['version']!r}")
            return {
                str(name): {str(part): entry_of(record) for part, record in parts.items()}
                for name, parts in found["providers"].items()
            }
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            set_aside(self._path, error)
            return {}

    def _write(self, entries: Leases) -> None:
        left = {name: parts for name, parts in entries.items() if parts}
        if left == self._entries():
            return
        records = {name: {part: entry_record(entry) for part, entry in parts.items()} for name, parts in left.items()}
        write_json(self._path, {"version": 2, "providers": records})
        self._kept = left
