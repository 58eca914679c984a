"""Where mako's configuration has the section, and where not; mako itself is tried in the rig."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from focus.do_not_disturb.bus import Address
from focus.do_not_disturb.mako import Mako
from focus.errors import Unsupported
from tests.waiting import until


class FakeBus:
    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.modes = ["default"]

    def call(self, _to: Address, method: str, _signature: str = "", *body: Any) -> tuple[Any, ...]:
        if method == "SetModes":
            self.modes = list(body[0])
            return ()
        return (self.modes,) if method == "ListModes" else (self.pid,)


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    path = tmp_path / "mako" / "config"
    path.parent.mkdir()
    return path


@pytest.fixture
def bus() -> FakeBus:
    return FakeBus(pid=0)


def mako(bus: FakeBus) -> Mako:
    return Mako(bus)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "[mode=do-not-disturb]\ninvisible=1\n",
        'font=Sans\n\n  [ urgency=low mode="do-not-disturb" ]\ninvisible=true',
        "[mode=do-not-disturb app-name=Slack]",
    ],
)
def test_with_the_section_it_can_be_used(config: Path, bus: FakeBus, text: str) -> None:
    config.write_text(text)
    assert not mako(bus).is_on()


@pytest.mark.parametrize(
    "text", ["", "# [mode=do-not-disturb]\n", "[mode=do-not-disturb-2]\n", "[mode=dnd]\ninvisible=1\n", None]
)
def test_without_it_the_person_is_told_what_to_add(config: Path, bus: FakeBus, text: str | None) -> None:
    if text is not None:
        config.write_text(text)
    with pytest.raises(Unsupported, match=r"\[mode=do-not-disturb\] and, below it, invisible=1") as raised:
        mako(bus).is_on()
    assert str(config) in raised.value.detail
    assert raised.value.wait_seconds > 0


def test_a_file_it_includes_counts(config: Path, bus: FakeBus, tmp_path: Path) -> None:
    (tmp_path / "modes").write_text(f"[mode=do-not-disturb]\ninvisible=1\ninclude={tmp_path}/modes\n")
    config.write_text(f"include = {tmp_path}/modes\n")
    assert not mako(bus).is_on()
    (tmp_path / "modes").write_text(f"include={config}\n")
    with pytest.raises(Unsupported):
        mako(bus).is_on()


@pytest.fixture
def another(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """A process that was started with another configuration."""
    path = tmp_path / "another"
    with subprocess.Popen([sys.executable, "-I", "-", "-c", str(path)], stdin=subprocess.PIPE) as process:
        until(Path(f"/proc/{process.pid}/cmdline").read_bytes)  # a process that is just being started has none yet
        yield process.pid, path
        process.kill()


@pytest.mark.usefixtures("config")
def test_the_configuration_it_was_started_with_is_the_one(another: tuple[int, Path]) -> None:
    pid, path = another
    path.write_text("[mode=do-not-disturb]\n")
    assert not mako(FakeBus(pid)).is_on()


@pytest.mark.usefixtures("config")
def test_what_is_on_can_be_ended_without_the_section(bus: FakeBus) -> None:
    bus.modes = ["default", "work", "do-not-disturb"]
    assert mako(bus).is_on()
    mako(bus).turn(False)
    assert bus.modes == ["default", "work"]


@pytest.mark.usefixtures("config")
def test_it_is_switched_on_once(bus: FakeBus) -> None:
    mako(bus).turn(True)
    mako(bus).turn(True)
    assert bus.modes == ["default", "do-not-disturb"]
