"""Do-not-disturb on real notification services: run in tests/rig/desktop, with --notify dunst, xfce4, mako and swaync;
and on a double of Plasma's, with --notify plasma."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from focus.do_not_disturb import chooser
from focus.do_not_disturb.bus import NOTIFICATIONS, Bus
from focus.errors import Unsupported
from focus.journal import Journal
from focus.keeper import Keeper
from focus.presence import Level, Presence
from focus.providers import Provider
from focus.providers.desktop import SPEC
from tests.contract.provider_contract import MEANS, ProviderContract, read
from tests.focus.world import everywhere
from tests.waiting import until

UNTIL = datetime(2026, 11, 23, 11, tzinfo=UTC)
BUSY = Presence(Level.DO_NOT_DISTURB, "In focus", ":lock:", UNTIL)
ON = Presence(Level.DO_NOT_DISTURB)
SECONDS = 20.0


class DesktopContract(ProviderContract):
    """A desktop knows on and off, and no end."""

    spec = SPEC
    shows_end = False


@pytest.fixture
def provider() -> Iterator[Provider]:
    made = SPEC.open({}, {}, MEANS)
    yield made
    made.close()


def daemon() -> str:
    bus = Bus()
    try:
        return str(bus.call(NOTIFICATIONS, "GetServerInformation")[0])
    finally:
        bus.close()


def output(*words: str) -> str:
    return subprocess.run(words, check=True, capture_output=True, text=True, timeout=SECONDS).stdout.strip()


# ------------------------------------------------------------------------------------------- the real daemons


PLASMA = ("gdbus", "call", "--session", "--dest", NOTIFICATIONS.name, "--object-path", NOTIFICATIONS.path, "--method")
ASK = {
    "dunst": "dunstctl is-paused",
    "Xfce Notify Daemon": "xfconf-query -c xfce4-notifyd -p /do-not-disturb",
    "mako": "makoctl mode",
    "SwayNotificationCenter": "swaync-client --get-dnd",
    "Plasma": f"{' '.join(PLASMA)} org.freedesktop.DBus.Properties.Get {NOTIFICATIONS.interface} Inhibited",
}
"""By the service's own means. They say true, or name the mode."""


def by_its_own_words() -> bool:
    said = output(*ASK[daemon()].split())
    return "true" in said or "do-not-disturb" in said.split()


def by_hand(on: bool) -> None:
    """The person's own switch, in another process."""
    word = "true" if on else "false"
    words = {
        "dunst": ("dunstctl", "set-paused", word),
        "Xfce Notify Daemon": ("xfconf-query", "-c", "xfce4-notifyd", "-p", "/do-not-disturb", "-n", "-t", "bool", "-s",
                               word),
        "mako": ("makoctl", "mode", "-a" if on else "-r", "do-not-disturb"),
        "SwayNotificationCenter": ("swaync-client", "--dnd-on" if on else "--dnd-off"),
        "Plasma": (*PLASMA, f"{NOTIFICATIONS.interface}.SetOwn", word),
    }  # fmt: skip
    output(*words[daemon()])


def only(name: str) -> None:
    if daemon() != name:
        pytest.skip(f"what {name} does")


@pytest.mark.desktop
class TestRunningDaemon(DesktopContract):
    """Whichever the rig runs."""

    @pytest.fixture
    def provider(self) -> Iterator[Provider]:
        made = SPEC.open({}, {}, MEANS)
        yield made
        made.parts[0].write(Presence())
        made.close()
        by_hand(False)

    def test_the_daemon_itself_says_so(self, provider: Provider) -> None:
        provider.parts[0].write(BUSY)
        assert by_its_own_words()
        provider.parts[0].write(Presence())
        assert not by_its_own_words()

    def test_switched_on_by_the_person_it_is_left_alone(self, provider: Provider, tmp_path: Path) -> None:
        by_hand(True)
        keeper = self._keeper(provider, tmp_path)
        keeper.want(everywhere(Presence(Level.DO_NOT_DISTURB, until=datetime.now(UTC) + timedelta(hours=1))))
        assert keeper.settled(SECONDS)
        assert not keeper.lines()[0].ours
        keeper.want({})
        assert keeper.settled(SECONDS)
        keeper.close(SECONDS)
        assert by_its_own_words()

    def test_switched_off_by_the_person_it_stays_off(self, provider: Provider, tmp_path: Path) -> None:
        keeper = self._keeper(provider, tmp_path)
        keeper.want(everywhere(Presence(Level.DO_NOT_DISTURB, until=datetime.now(UTC) + timedelta(hours=1))))
        assert keeper.settled(SECONDS)
        by_hand(False)
        keeper.heal()
        assert keeper.settled(SECONDS)
        assert not by_its_own_words()
        keeper.close(SECONDS)
        assert not by_its_own_words()

    def test_left_on_by_a_process_that_died_it_is_switched_off(self, provider: Provider, tmp_path: Path) -> None:
        killed = self._keeper(provider, tmp_path)
        killed.want(everywhere(Presence(Level.DO_NOT_DISTURB, until=datetime.now(UTC) + timedelta(hours=1))))
        assert killed.settled(SECONDS)
        provider.close()  # as a process that dies does
        other = SPEC.open({}, {}, MEANS)
        born = self._keeper(other, tmp_path)
        born.want({})
        assert born.settled(SECONDS)
        assert not by_its_own_words()
        born.close(SECONDS)

    def test_the_command_of_the_timer_ends_it(self, provider: Provider) -> None:
        provider.parts[0].write(BUSY)
        bus = Bus()
        words = chooser.Chooser(bus).backend().ended_by
        bus.close()
        if not words:
            pytest.skip("it ends with the connection")
        output(*words)
        assert until(lambda: not by_its_own_words())

    def test_what_waits_in_dunst_is_all_shown_at_the_end(self, provider: Provider) -> None:
        only("dunst")
        output("dunstctl", "close-all")  # what other tests have shown
        provider.parts[0].write(BUSY)
        for urgency in ("low", "normal", "critical"):
            output("notify-send", "-u", urgency, urgency)
        assert (output("dunstctl", "count", "waiting"), output("dunstctl", "count", "displayed")) == ("3", "0")
        past = output("dunstctl", "count", "history")
        provider.parts[0].write(Presence())
        assert until(lambda: output("dunstctl", "count", "displayed") == "3")
        assert output("dunstctl", "count", "history") == past
        output("dunstctl", "close-all")

    def test_xfce_shows_critical_ones_all_the_same(self, provider: Provider) -> None:
        only("Xfce Notify Daemon")

        def shown() -> bool:
            words = ("xdotool", "search", "--onlyvisible", "--class", "xfce4-notifyd")
            return bool(subprocess.run(words, check=False, capture_output=True, timeout=SECONDS).stdout)

        provider.parts[0].write(BUSY)
        output("notify-send", "-u", "normal", "normal")
        log = Path(os.environ["XDG_CACHE_HOME"], "xfce4/notifyd/log")
        assert until(lambda: log.exists() and "summary=normal" in log.read_text())
        assert not shown()
        output("notify-send", "-u", "critical", "-t", "60000", "critical")
        assert until(shown)

    def test_mako_keeps_what_it_hides(self, provider: Provider) -> None:
        only("mako")
        provider.parts[0].write(BUSY)
        output("notify-send", "-t", "60000", "kept")
        provider.parts[0].write(Presence())
        assert '"kept"' in output("makoctl", "list")
        output("makoctl", "dismiss", "--all")  # mako 1.7.1 falls over when what it shows is often hidden and shown

    def test_mako_without_the_section_says_what_to_add(self, provider: Provider) -> None:
        only("mako")
        path = Path(os.environ["XDG_CONFIG_HOME"], "mako", "config")
        before = path.read_text()
        path.write_text("default-timeout=20000\n")
        try:
            with pytest.raises(Unsupported, match=re.escape(f"Add two lines to {path}: [mode=do-not-disturb]")):
                read(provider.parts[0])
        finally:
            path.write_text(before)
        assert read(provider.parts[0]).blank

    def _keeper(self, provider: Provider, folder: Path) -> Keeper:
        journal = Journal(folder / "journal.json")
        keeper = Keeper({"desktop": lambda: provider}, journal, lambda: datetime.now(UTC), lambda: None)
        keeper.start()
        return keeper
