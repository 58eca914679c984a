"""The matrix for a command, which cannot be asked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from focus.presence import Presence
from focus.providers import command
from focus.records import presence_of
from tests.contract.provider_faults import FaultMatrix
from tests.focus.providers.told import Noted, ToldContract


def noting(tmp_path: Path) -> Noted:
    """A command that writes down what it is told."""
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


class TestCommand(ToldContract):
    spec = command.SPEC

    @pytest.fixture
    def double(self, tmp_path: Path) -> Noted:
        return noting(tmp_path)


class TestCommandFaults(FaultMatrix):
    spec = command.SPEC
    seen = False
    over_http = False

    @pytest.fixture
    def double(self, tmp_path: Path) -> Noted:
        return noting(tmp_path)
