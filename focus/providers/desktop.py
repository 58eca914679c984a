"""Do-not-disturb of the desktop this runs on, which is on or off and no more. One that is on already is left alone."""

from __future__ import annotations

from collections.abc import Mapping

from focus.do_not_disturb.bus import NOTIFICATIONS, Bus
from focus.do_not_disturb.chooser import Chooser
from focus.do_not_disturb.dead_man import DeadMan
from focus.presence import Level, Presence
from focus.providers import Means, Provider, ProviderSpec, Sent, Value


class Desktop:
    """Asks which notification service runs each time: it may be restarted, or another."""

    name = "do_not_disturb"

    def __init__(self, bus: Bus) -> None:
        self._chooser = Chooser(bus)
        self._timer = DeadMan()
        self._lasting = True

    @property
    def lasting(self) -> bool:
        return self._lasting

    def shown(self, presence: Presence) -> Presence:
        if presence.level < Level.BUSY:
            return Presence()
        return Presence(Level.DO_NOT_DISTURB, until=presence.until)

    def read(self) -> Presence:
        backend = self._chooser.backend()
        on = backend.is_on()
        self._lasting = backend.lasting
        if on:
            return Presence(Level.DO_NOT_DISTURB)
        if backend.ended_by:
            self._timer.disarm()
        return Presence()

    def write(self, presence: Presence) -> None:
        shown = self.shown(presence)
        backend = self._chooser.backend()
        if not shown.blank and backend.ended_by:
            self._timer.arm(shown.until, *backend.ended_by)
        backend.turn(not shown.blank)
        if shown.blank and backend.ended_by:
            self._timer.disarm()


def _open(_values: Mapping[str, Value], _secrets: Mapping[str, str], _means: Means) -> Provider:
    bus = Bus()
    return Provider((Desktop(bus),), bus.close)


def _sends(_values: Mapping[str, Value], shown: Presence) -> tuple[Sent, ...]:
    """Which service there is, and how it is told, only asking would say."""
    until = shown.until and shown.until.isoformat()
    return (Sent("D-Bus", NOTIFICATIONS.name, {"do_not_disturb": True, "until": until}),)


SPEC = ProviderSpec(
    name="desktop",
    title="Do not disturb on this desktop",
    fields=(),
    level=Level.DO_NOT_DISTURB,
    expires=False,
    open=_open,
    usual=Level.DO_NOT_DISTURB,
    sends=_sends,
)
