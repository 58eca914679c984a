"""swaync (SwayNotificationCenter): `SetDnd` on the bus, as `swaync-client --dnd-on` (swaync-client(1)) calls it.

It stays over logout and reboot, in the setting `dnd-state`, which a running swaync follows too. Notifications go on
collecting in its panel; critical ones are shown all the same.
"""

from __future__ import annotations

from focus.do_not_disturb.bus import Address, Bus

_PANEL = Address("org.erikreider.swaync.cc", "/org/erikreider/swaync/cc", "org.erikreider.swaync.cc")


class Swaync:
    lasting = True
    # Not swaync-client, which would wait for a swaync that does not run.
    ended_by = ("gsettings", "set", "org.erikreider.swaync", "dnd-state", "false")

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    def is_on(self) -> bool:
        return bool(self._bus.call(_PANEL, "GetDnd")[0])

    def turn(self, on: bool) -> None:
        self._bus.call(_PANEL, "SetDnd", "b", on)
