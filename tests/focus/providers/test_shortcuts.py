"""macOS's `shortcuts` is a double: there is no Mac here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from focus.errors import Broken, Unsupported
from focus.presence import Level, Presence
from focus.providers import Means, Part
from focus.providers.shortcuts import SPEC
from tests.contract.provider_contract import MEANS

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
BUSY = Presence(Level.DO_NOT_DISTURB, "In focus", "", NOW + timedelta(hours=1))
LONGER = Presence(Level.DO_NOT_DISTURB, "In focus", "", NOW + timedelta(hours=2))


@pytest.fixture
def part() -> Part:
    return SPEC.open({"on": "Focus on", "off": "Focus off"}, {}, Means(MEANS.web, lambda: NOW)).parts[0]


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As `shortcuts run` is: one argument, the name; status 1 where there is no such shortcut."""
    found, command = tmp_path / "calls", tmp_path / "bin" / "shortcuts"
    command.parent.mkdir()
    command.write_text(
        f'#!/bin/sh\n[ "$#" = 2 ] || exit 64\ncase "$2" in "Focus on"|"Focus off") echo "$1 $2" >> "{found}";;\n'
        '*) echo "Error: The operation couldn’t be completed. Couldn\'t find shortcut" >&2; exit 1;; esac\n'
    )
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{command.parent}:/usr/bin:/bin")
    monkeypatch.setattr("platform.system", lambda: "Darwin")
    return found


def test_one_shortcut_at_the_start_and_one_at_the_end(part: Part, calls: Path) -> None:
    for presence in (BUSY, LONGER, Presence()):
        part.write(presence)
    assert calls.read_text().splitlines() == ["run Focus on", "run Focus off"]


def test_nothing_is_claimed_of_what_macos_shows(part: Part) -> None:
    assert part.read() is None


def test_text_alone_is_nothing_to_a_focus(part: Part) -> None:
    assert part.shown(Presence(Level.TEXT, "reading")).blank
    assert part.shown(BUSY) == Presence(Level.DO_NOT_DISTURB, until=BUSY.until)


def test_a_shortcut_that_is_not_there_is_told(calls: Path) -> None:
    part = SPEC.open({"on": "nothing", "off": "Focus off"}, {}, Means(MEANS.web, lambda: NOW)).parts[0]
    with pytest.raises(Broken, match="Couldn't find shortcut"):
        part.write(BUSY)
    assert not calls.exists()


def test_elsewhere_it_says_so(part: Part) -> None:
    with pytest.raises(Unsupported, match="macOS"):
        part.write(BUSY)
