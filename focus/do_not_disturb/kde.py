"""KDE Plasma: Inhibit, an extension of the notification service. It ends by itself with our connection to the bus.

It stands beside what the person has set, and taking ours back never ends theirs.
"""

from __future__ import annotations

from focus.do_not_disturb.bus import NOTIFICATIONS, Bus

_DESKTOP_ENTRY, _REASON = "ecluse", "Focus block"


class Kde:
    lasting = False
    ended_by = ()  # the connection is the timer

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._cookie: int | None = None
        self._connection = 0

    def is_on(self) -> bool:
        return bool(self._bus.get(NOTIFICATIONS, "Inhibited"))

    def turn(self, on: bool) -> None:
        held = self._cookie is not None and self._connection == self._bus.connections
        if on and not held:
            self._cookie = int(self._bus.call(NOTIFICATIONS, "Inhibit", "ssa{sv}", _DESKTOP_ENTRY, _REASON, {})[0])
            self._connection = self._bus.connections
        elif not on and held:
            self._bus.call(NOTIFICATIONS, "UnInhibit", "u", self._cookie)
            self._cookie = None
