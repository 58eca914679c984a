"""dunst: its own property `paused` (dunst 1.5 and newer). Not kept over a restart of dunst, which clears it.

What comes while it is paused waits in dunst, and is shown when the pause ends.
"""

from __future__ import annotations

from datetime import datetime

from focus.do_not_disturb.bus import NOTIFICATIONS, Address, Bus

_DUNST = Address(NOTIFICATIONS.name, NOTIFICATIONS.path, "org.dunstproject.cmd0")


class Dunst:
    lasting = True

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    def is_on(self) -> bool:
        return bool(self._bus.get(_DUNST, "paused"))

    def turn(self, on: bool, until: datetime | None) -> None:
        del until  # no timer: one would have to be sure that it is still our pause
        self._bus.set(_DUNST, "paused", "b", on)
