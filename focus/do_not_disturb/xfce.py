"""XFCE: the setting `/do-not-disturb` of xfce4-notifyd, which stays over logout and reboot.

Notifications go on being logged; critical ones are shown all the same.
"""

from __future__ import annotations

from focus.do_not_disturb.bus import Address, Bus

_XFCONF = Address("org.xfce.Xfconf", "/org/xfce/Xfconf", "org.xfce.Xfconf")
_CHANNEL, _PROPERTY = "xfce4-notifyd", "/do-not-disturb"


class Xfce:
    lasting = True
    ended_by = ("xfconf-query", "-c", _CHANNEL, "-p", _PROPERTY, "-s", "false")

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    def is_on(self) -> bool:
        if not self._bus.call(_XFCONF, "PropertyExists", "ss", _CHANNEL, _PROPERTY)[0]:
            return False
        return bool(self._bus.call(_XFCONF, "GetProperty", "ss", _CHANNEL, _PROPERTY)[0][1])

    def turn(self, on: bool) -> None:
        self._bus.call(_XFCONF, "SetProperty", "ssv", _CHANNEL, _PROPERTY, ("b", on))
