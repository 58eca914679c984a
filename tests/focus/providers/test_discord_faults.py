"""The matrix for Discord, whose activity nobody else can change; without a socket."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from focus.presence import Level, Presence
from focus.providers import discord
from tests.contract.provider_faults import FaultMatrix
from tests.focus.providers.told import Noted
from tests.servers.discord import Discord, InMemory


class TestDiscordFaults(FaultMatrix):
    spec = discord.SPEC
    seen = False
    over_http = False

    @pytest.fixture
    def double(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Noted]:
        app = Discord(tmp_path)
        monkeypatch.setattr(discord, "_streams", lambda: iter([InMemory(app)]))

        def look() -> Mapping[str, Presence]:
            if not app.shown:
                return {"activity": Presence()}
            (activity,) = app.shown
            end = datetime.fromtimestamp(activity["timestamps"]["end"], UTC)
            return {"activity": Presence(Level.TEXT, activity["details"], until=end)}

        def change(presence: Presence) -> None:
            assert presence.blank  # nobody can take it back in Discord: it is gone when the app let go of it
            assert app.shown == []

        yield Noted(lambda means: discord.SPEC.open({"client_id": "1234567890"}, {}, means), look, change)
        assert app.violations == []
