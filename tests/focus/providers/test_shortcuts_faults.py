"""The matrix for shortcuts of macOS, which cannot be asked, and are doubles here."""

from __future__ import annotations

import pytest

from focus.presence import Level, Presence
from focus.providers import shortcuts
from tests.contract.provider_faults import FaultMatrix
from tests.focus.providers.told import Noted, ToldContract


def switch(monkeypatch: pytest.MonkeyPatch) -> Noted:
    """A Focus, which the two shortcuts turn on and off."""
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


class TestShortcuts(ToldContract):
    spec = shortcuts.SPEC
    shows_end = False

    @pytest.fixture
    def double(self, monkeypatch: pytest.MonkeyPatch) -> Noted:
        return switch(monkeypatch)


class TestShortcutsFaults(FaultMatrix):
    spec = shortcuts.SPEC
    seen = False
    over_http = False

    @pytest.fixture
    def double(self, monkeypatch: pytest.MonkeyPatch) -> Noted:
        return switch(monkeypatch)
