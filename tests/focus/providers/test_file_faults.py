"""The matrix, over a file in memory."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import pytest

from focus.presence import Level, Presence
from focus.providers import file
from focus.records import presence_of, presence_record
from tests.clock import HandClock
from tests.contract.provider_faults import FaultMatrix
from tests.focus.providers.told import Noted


class TestFileFaults(FaultMatrix):
    spec = file.SPEC
    over_http = False
    theirs: ClassVar = {"file": Presence(Level.TEXT, "On a train")}
    stronger: ClassVar = {"file": Presence(Level.DO_NOT_DISTURB, "With a client")}

    @pytest.fixture
    def double(self, clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> Noted:
        kept: dict[str, Any] = {"presence": Presence()}
        monkeypatch.setattr(file, "read_json", lambda _: presence_record(kept["presence"]))
        monkeypatch.setattr(file, "write_json", lambda _, record: kept.update(presence=presence_of(record)))
        monkeypatch.setattr(Path, "stat", lambda _: Size)

        def look() -> Mapping[str, Presence]:
            found: Presence = kept["presence"]
            over = found.until is not None and found.until <= clock.now()
            return {"file": Presence() if over else found}

        return Noted(
            lambda means: file.SPEC.open({"path": "presence.json"}, {}, means),
            look,
            lambda presence: kept.update(presence=presence),
        )


class Size:
    st_size = 1
