"""The matrix for those that are told and cannot be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from focus.presence import Level, Presence
from focus.providers import Means, Provider, command, shortcuts, webhook
from focus.records import presence_of
from tests.contract.faults import Fault
from tests.contract.provider_faults import FaultMatrix
from tests.focus.providers.told import Noted
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
