"""Do-not-disturb of services that are not run here, on a bus of their own: a double of Plasma's, GNOME's setting; and
what is said where nothing can be silenced."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from focus.do_not_disturb import chooser
from focus.do_not_disturb.dead_man import UNIT
from focus.errors import Broken, Offline, Unsupported
from focus.journal import Journal
from focus.keeper import Keeper
from focus.lane import Lane
from focus.presence import Level, Presence
from focus.providers import Provider
from focus.providers.desktop import SPEC
from tests.contract.provider_contract import MEANS, read
from tests.focus.providers.test_desktop import BUSY, ON, SECONDS, UNTIL, DesktopContract, output
from tests.focus.world import everywhere
from tests.rig.plasma import Service


@pytest.fixture
def provider() -> Iterator[Provider]:
    made = SPEC.open({}, {}, MEANS)
    yield made
    made.close()


def served(address: str, name: str, vendor: str, *, inhibits: bool = False) -> Service:
    service = Service(address, name, vendor, inhibits=inhibits)
    service.start()
    return service


class TestPlasma(DesktopContract):
    @pytest.fixture
    def plasma(self, own_bus: str) -> Iterator[Service]:
        service = served(own_bus, "Plasma", "KDE", inhibits=True)
        yield service
        service.stop()

    @pytest.fixture
    def provider(self, plasma: Service) -> Iterator[Provider]:
        made = SPEC.open({}, {}, MEANS)
        yield made
        made.close()

    def test_it_says_who_asks_and_asks_once(self, provider: Provider, plasma: Service) -> None:
        provider.parts[0].write(BUSY)
        provider.parts[0].write(BUSY)
        assert plasma.reasons == ["ecluse"]

    def test_what_the_person_set_beside_ours_stays(self, provider: Provider, plasma: Service) -> None:
        provider.parts[0].write(BUSY)
        plasma.own = True
        provider.parts[0].write(Presence())
        assert read(provider.parts[0]) == ON
        assert plasma.inhibitions == {}

    def test_it_ends_with_the_connection_and_is_set_anew(
        self, provider: Provider, plasma: Service, tmp_path: Path
    ) -> None:
        journal = Journal(tmp_path / "journal.json")
        wanted = Presence(Level.DO_NOT_DISTURB, until=datetime.now(UTC) + timedelta(hours=1))
        killed = Keeper({"desktop": lambda: provider}, journal, lambda: datetime.now(UTC), lambda: None)
        killed.start()
        killed.want(everywhere(wanted))
        assert killed.settled(SECONDS)
        provider.close()  # as a killed process does
        other = SPEC.open({}, {}, MEANS)
        born = Keeper(
            {"desktop": lambda: other}, Journal(tmp_path / "journal.json"), lambda: datetime.now(UTC), lambda: None
        )
        born.start()
        born.want(everywhere(wanted))
        assert born.settled(SECONDS)
        assert born.lines()[0].ours
        assert len(plasma.inhibitions) == 1
        born.close(SECONDS)
        assert read(other.parts[0]).blank
        other.close()

    def test_a_plasma_that_was_started_anew_is_asked_again(self, provider: Provider, plasma: Service) -> None:
        lane = Lane("desktop", lambda: provider, {}, lambda _part, _entry: None)
        lane.bring(BUSY, UNTIL - timedelta(hours=1))
        plasma.stop()
        again = served(plasma.address, "Plasma", "KDE", inhibits=True)
        lane.bring(BUSY, UNTIL - timedelta(minutes=55))
        assert (lane.error, len(again.inhibitions)) == (None, 1)
        lane.bring(None, UNTIL)
        assert again.inhibitions == {}
        again.stop()

    def test_what_the_person_revoked_stays_off_until_the_next_block(self, provider: Provider, plasma: Service) -> None:
        lane = Lane("desktop", lambda: provider, {}, lambda _part, _entry: None)
        lane.bring(BUSY, UNTIL - timedelta(hours=1))
        plasma.inhibitions = {}
        lane.bring(BUSY, UNTIL - timedelta(minutes=55))
        assert (lane.error, plasma.inhibitions) == (None, {})
        lane.bring(None, UNTIL)
        lane.bring(replace(BUSY, until=UNTIL + timedelta(hours=3)), UNTIL + timedelta(hours=2))
        assert (lane.error, len(plasma.inhibitions)) == (None, 1)
        lane.bring(None, UNTIL + timedelta(hours=3))
        assert plasma.inhibitions == {}


class TestGnome(DesktopContract):
    """GNOME's setting through the real gsettings, in a file of the test's own."""

    @pytest.fixture
    def shell(self, own_bus: str) -> Iterator[Service]:
        service = served(own_bus, "gnome-shell", "GNOME")
        yield service
        service.stop()

    @pytest.fixture
    def provider(self, shell: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
        del shell
        if shutil.which("gsettings") is None or "org.gnome.desktop.notifications" not in output(
            "gsettings", "list-schemas"
        ):
            pytest.skip("needs Debian's gsettings-desktop-schemas and libglib2.0-bin")
        monkeypatch.setenv("GSETTINGS_BACKEND", "keyfile")
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
        made = SPEC.open({}, {}, MEANS)
        yield made
        made.close()

    def test_banners_are_hidden_and_shown_again(self, provider: Provider) -> None:
        words = ("gsettings", "get", "org.gnome.desktop.notifications", "show-banners")
        provider.parts[0].write(BUSY)
        assert output(*words) == "false"
        provider.parts[0].write(Presence())
        assert output(*words) == "true"

    def test_a_timer_ends_it_if_we_do_not(
        self, provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        calls = recorded(tmp_path, monkeypatch, "systemd-run", "systemctl")
        provider.parts[0].write(BUSY)
        provider.parts[0].write(Presence())
        stopped = f"systemctl --user --quiet stop {UNIT}.timer"
        assert calls.read_text().splitlines() == [
            stopped,
            f"systemd-run --user --quiet --collect --unit={UNIT} --on-calendar=2026-11-23 11:05:00 UTC "
            "--timer-property=AccuracySec=1s gsettings set org.gnome.desktop.notifications show-banners true",
            stopped,
        ]

    def test_systemd_understands_when_the_timer_is_to_run(
        self, provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if shutil.which("systemd-analyze") is None:
            pytest.skip("needs systemd")
        calls = recorded(tmp_path, monkeypatch, "systemd-run")
        provider.parts[0].write(BUSY)
        (at,) = re.findall(r"--on-calendar=(.*) --timer-property", calls.read_text())
        assert "Normalized form: 2026-11-23 11:05:00 UTC" in output("systemd-analyze", "calendar", at)

    def test_the_timer_is_taken_back_once_it_is_seen_off(
        self, provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What the person switches on after that, no timer of ours ends."""
        calls = recorded(tmp_path, monkeypatch, "systemd-run", "systemctl")
        provider.parts[0].write(BUSY)
        assert read(provider.parts[0]) == ON
        output("gsettings", "set", "org.gnome.desktop.notifications", "show-banners", "true")
        for _ in range(2):
            assert read(provider.parts[0]).blank
        stopped = f"systemctl --user --quiet stop {UNIT}.timer"
        assert [line for line in calls.read_text().splitlines() if "systemctl" in line] == [stopped, stopped]

    def test_a_timer_of_a_process_that_died_is_taken_back(
        self, provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        calls = recorded(tmp_path, monkeypatch, "systemctl")
        assert read(provider.parts[0]).blank
        assert calls.read_text().splitlines() == [f"systemctl --user --quiet stop {UNIT}.timer"]

    def test_a_command_that_fails_says_so(
        self, provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        recorded(tmp_path, monkeypatch, "gsettings", status=3)
        with pytest.raises(Broken, match=r"gsettings failed \(3\): no such schema"):
            read(provider.parts[0])
        monkeypatch.setenv("PATH", str(tmp_path / "empty"))
        with pytest.raises(Unsupported, match="gsettings is not installed"):
            read(provider.parts[0])


def recorded(folder: Path, monkeypatch: pytest.MonkeyPatch, *names: str, status: int = 0) -> Path:
    """Commands in front of the real ones that only note how they were called."""
    calls, commands = folder / "calls", folder / "commands"
    commands.mkdir()
    for name in names:
        command = commands / name
        command.write_text(f'#!/bin/sh\necho "{name} $*" >> "{calls}"\necho "no such schema" >&2\nexit {status}\n')
        command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{commands}{os.pathsep}{os.environ['PATH']}")
    return calls


# --------------------------------------------------------------------------------------------------- refusals


def test_no_notification_service(own_bus: str, provider: Provider) -> None:
    assert own_bus
    with pytest.raises(Unsupported, match="No notification service runs") as raised:
        read(provider.parts[0])
    assert raised.value.wait_seconds == chooser.DAEMON_SECONDS


def test_an_unknown_notification_service_is_named(own_bus: str, provider: Provider) -> None:
    service = served(own_bus, "notify-osd", "Canonical")
    with pytest.raises(Unsupported, match=r"notify-osd 6\.0 \(Canonical\), which Écluse cannot silence"):
        read(provider.parts[0])
    service.stop()


def test_an_unknown_service_that_can_be_inhibited_is_used(own_bus: str, provider: Provider) -> None:
    service = served(own_bus, "another", "someone", inhibits=True)
    provider.parts[0].write(BUSY)
    assert read(provider.parts[0]) == ON
    provider.close()
    service.stop()


def test_no_session_bus(provider: Provider, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/nobody")
    with pytest.raises(Offline, match="cannot be reached"):
        read(provider.parts[0])
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "tcp:host=localhost,port=1")
    with pytest.raises(Offline, match="cannot be reached"):
        read(provider.parts[0])
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with pytest.raises(Unsupported, match="not a desktop session"):
        read(provider.parts[0])


def test_a_bus_that_went_away_is_reached_again(own_bus: str, provider: Provider) -> None:
    service = served(own_bus, "Plasma", "KDE", inhibits=True)
    assert read(provider.parts[0]).blank
    bus = provider.close.__self__  # type: ignore[attr-defined]
    bus._connection.sock.shutdown(2)
    with pytest.raises(Offline, match="does not answer"):
        read(provider.parts[0])
    assert read(provider.parts[0]).blank
    assert bus.connections == 2
    provider.close()
    service.stop()


@pytest.mark.parametrize(("system", "words"), [("win32", "ms-settings:quiethours"), ("darwin", "Two shortcuts")])
def test_elsewhere_it_says_what_is_possible(
    provider: Provider, monkeypatch: pytest.MonkeyPatch, system: str, words: str
) -> None:
    monkeypatch.setattr("sys.platform", system)
    with pytest.raises(Unsupported, match=words):
        read(provider.parts[0])


def test_text_alone_is_nothing_to_a_desktop(provider: Provider) -> None:
    part = provider.parts[0]
    assert part.shown(Presence(Level.TEXT, "reading")).blank
    assert part.shown(Presence(Level.BUSY, "In focus", "", UNTIL)) == Presence(Level.DO_NOT_DISTURB, until=UNTIL)
