"""What the person asked for just now and how far check-ins were attended, kept across crash, sleep and reboot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from focus.durable import read_json, set_aside, write_json
from focus.levels import read, written
from focus.records import instant_of
from focus.schedule import Mode, Override, Stand


@dataclass(frozen=True, slots=True)
class State:
    """`overrides`, oldest first; `honoured` (aware, UTC): see `focus.gate`. None before the first start."""

    overrides: tuple[Override, ...] = ()
    honoured: datetime | None = None


class Sessions:
    """One JSON file. Not for two writers at once."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> State:
        """A file that cannot be understood is set aside and logged, and the state is empty. Raises OSError."""
        try:
            found = read_json(self._path)
            return State() if found is None else _from_record(found)
        except (ValueError, KeyError, TypeError) as error:
            set_aside(self._path, error)
            return State()

    def save(self, state: State) -> None:
        """On disk when this returns. Raises OSError, and then the old state stands."""
        write_json(self._path, _as_record(state))


def _as_record(state: State) -> dict[str, Any]:
    return {
        "version": 1,
        "honoured": state.honoured and state.honoured.astimezone(UTC).isoformat(),
        "overrides": [
            {
                "mode": one.mode.value,
                "since": one.since.astimezone(UTC).isoformat(),
                "until": one.until.astimezone(UTC).isoformat(),
                "intention": one.intention,
                "presence": written(one.presence),
                "stand": one.stand.value,
                "zone": one.zone,
            }
            for one in state.overrides
        ],
    }


def _from_record(record: Mapping[str, Any]) -> State:
    if record["version"] != 1:
        raise ValueError(f"version {record['version']!r}")
    overrides = tuple(
        Override(
            Mode(one["mode"]),
            instant_of(one["since"]),
            instant_of(one["until"]),
            str(one["intention"]),
            read(one.get("presence", {})),
            Stand(one.get("stand", "")),
            str(one.get("zone", "")),
        )
        for one in record["overrides"]
    )
    return State(overrides, None if record["honoured"] is None else instant_of(record["honoured"]))
