"""The matrix for do-not-disturb: where it outlives us (as GNOME's does), where it ends with our connection (Plasma's,
on a bus of its own), and, in the rig, on the daemon that runs there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

import pytest

from focus.do_not_disturb import dead_man, gnome
from focus.do_not_disturb.bus import Bus
from focus.do_not_disturb.chooser import Chooser
from focus.presence import Level, Presence
from focus.providers import Means, Provider
from focus.providers.desktop import SPEC
from tests.contract.provider_faults import FaultMatrix
from tests.focus.providers.test_desktop import ON
from tests.focus.providers.told import Noted
from tests.rig.plasma import Service
from tests.waiting import until

PART = "do_not_disturb"


class SwitchFaults(FaultMatrix):
    """On or off, without an end. What the person switches on beside ours is the same switch, where it outlives us:
    there only what they switch off can be told."""

    spec = SPEC
    over_http = False
    ends = False


def switched(on: bool) -> Mapping[str, Presence]:
    return {PART: ON if on else Presence()}


def opened(means: Means) -> Provider:
    return SPEC.open({}, {}, means)


@pytest.fixture
def no_timer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dead_man, "run", lambda *_words: "")


@pytest.mark.usefixtures("no_timer")
class TestGnomeFaults(SwitchFaults):
    """GNOME's setting in memory."""

    @pytest.fixture
    def double(self, monkeypatch: pytest.MonkeyPatch) -> Noted:
        setting = {"shown": "true"}

        def run(command: str, verb: str, _schema: str, _key: str, *value: str) -> str:
            assert command == "gsettings"
            if verb == "set":
                (setting["shown"],) = value
            return setting["shown"]

        monkeypatch.setattr(gnome, "run", run)
        monkeypatch.setattr(Chooser, "backend", lambda _: gnome.Gnome())
        return Noted(
            opened,
            lambda: switched(setting["shown"] == "false"),
            lambda presence: setting.update(shown="true" if presence.blank else "false"),
        )


class TestPlasmaFaults(SwitchFaults):
    """What the person switches on stands beside ours, and is there when ours has ended."""

    stronger: ClassVar = {PART: Presence(Level.DO_NOT_DISTURB)}
    lasts = False

    @pytest.fixture
    def double(self, own_bus: str) -> Iterator[Noted]:
        service = Service(own_bus, "Plasma", "KDE", inhibits=True)
        service.start()

        def change(presence: Presence) -> None:
            service.own = not presence.blank
            if presence.blank:
                service.inhibitions = {}

        def open_(means: Means) -> Provider:
            made = opened(means)

            def close() -> None:
                made.close()
                assert until(lambda: not service.inhibitions)  # once the bus has told

            return Provider(made.parts, close)

        yield Noted(open_, lambda: switched(service.own or bool(service.inhibitions)), change)
        service.stop()


@pytest.mark.desktop
@pytest.mark.usefixtures("no_timer")
class TestRunningDaemonFaults(SwitchFaults):
    @pytest.fixture
    def double(self) -> Iterator[Noted]:
        bus = Bus()
        backend = Chooser(bus).backend()
        if not backend.lasting:
            bus.close()
            pytest.skip("what stands beside the person's own is tried on a bus of its own")
        yield Noted(opened, lambda: switched(backend.is_on()), lambda presence: backend.turn(not presence.blank))
        backend.turn(False)
        bus.close()
