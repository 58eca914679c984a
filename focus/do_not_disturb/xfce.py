"""XFCE: the setting `/do-not-disturb` of xfce4-notifyd, which stays over logout and reboot."""

from __future__ import annotations

from datetime import datetime

from focus.do_not_disturb.bus import Address, Bus
from focus.do_not_disturb.dead_man import arm, disarm

_XFCONF = Address("org.xfce.Xfconf", "/org/xfce/Xfconf", "org.xfce.Xfconf")
_CHANNEL, _PROPERTY = "xfce4-notifyd", "/do-not-disturb"


class Xfce:
    lasting = True

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    def is_on(self) -> bool:
        if not self._bus.call(_XFCONF, "PropertyExists", "ss", _CHANNEL, _PROPERTY)[0]:
            return False
        return bool(self._bus.call(_XFCONF, "GetProperty", "ss", _CHANNEL, _PROPERTY)[0][1])

    def turn(self, on: bool, until: datetime | None) -> None:
        if on:
            arm(until, "xfconf-query", "-c", _CHANNEL, "-p", _PROPERTY, "-s", "false")
        self._bus.call(_XFCONF, "SetProperty", "ssv", _CHANNEL, _PROPERTY, ("b", on))
        if not on:
            disarm()
