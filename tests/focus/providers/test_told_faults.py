"""The matrix for those that are told and cannot be asked, and for Discord, whose activity nobody else can change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

import pytest

from focus.presence import Level, Presence
from focus.providers import Means, Provider, command, discord, file, shortcuts, webhook
from focus.records import presence_of, presence_record
from tests.clock import HandClock
from tests.contract.faults import Fault
from tests.contract.provider_faults import FaultMatrix
from tests.focus.providers.told import Noted
from tests.servers.discord import Discord, InMemory
from tests.servers.web import Asked, Says, Web


class Receiver:
    """Somebody who believes what a webhook tells, and does not look at `until`: the end must be told."""

    def __init__(self) -> None:
        self.web = Web(self._hear)
        self.writes: list[tuple[str, Presence]] = []
        self._now = Presence()

    def provider(self, means: Means) -> Provider:
        return webhook.SPEC.open({"url": f"{self.web.url}/hook"}, {"secret": "sign-with-this"}, means)

    def shown(self) -> Mapping[str, Presence]:
        return {"told": self._now}

    def by_hand(self, _part: str, presence: Presence) -> None:
        self._now = presence

    def _hear(self, asked: Asked) -> Says:
        told = asked.data
        assert told["event"] == "end" or told["until"] is not None
        self._now = presence_of({**told, "emoji": ""})
        self.writes.append(("told", self._now))
        return Says(204)


class TestWebhookFaults(FaultMatrix):
    spec = webhook.SPEC
    seen = False

    @pytest.fixture
    def double(self) -> Receiver:
        return Receiver()

    def faults(self) -> Sequence[Fault]:
        # Any 2xx says that it was heard: what else it says is for people.
        return [fault for fault in super().faults() if fault.applied or not (fault.says and fault.says.status == 200)]


class TestCommandFaults(FaultMatrix):
    spec = command.SPEC
    seen = False
    over_http = False

    @pytest.fixture
    def double(self, tmp_path: Path) -> Noted:
        program, noted = tmp_path / "busy", tmp_path / "noted"
        program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$ECLUSE_LEVEL" "$ECLUSE_TEXT" "$ECLUSE_UNTIL" > "{noted}"\n')
        program.chmod(0o755)

        def look() -> Mapping[str, Presence]:
            level, text, until = noted.read_text().split("\n")[:3]
            return {"told": presence_of({"level": level, "text": text, "emoji": "", "until": until or None})}

        def change(presence: Presence) -> None:
            assert presence.blank
            noted.write_text("available\n\n\n")

        change(Presence())
        return Noted(lambda means: command.SPEC.open({"command": str(program)}, {}, means), look, change)


class TestShortcutsFaults(FaultMatrix):
    spec = shortcuts.SPEC
    seen = False
    over_http = False

    @pytest.fixture
    def double(self, monkeypatch: pytest.MonkeyPatch) -> Noted:
        state = {"on": False}

        def run(*words: str, seconds: float) -> str:
            assert words[:2] == ("shortcuts", "run")
            assert seconds > 0
            state["on"] = words[2] == "start"
            return ""

        monkeypatch.setattr(shortcuts, "run", run)
        monkeypatch.setattr("platform.system", lambda: "Darwin")
        return Noted(
            lambda means: shortcuts.SPEC.open({"on": "start", "off": "end"}, {}, means),
            lambda: {"focus": Presence(Level.DO_NOT_DISTURB if state["on"] else Level.AVAILABLE)},
            lambda presence: state.update(on=not presence.blank),
        )


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
