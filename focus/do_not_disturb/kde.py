"""KDE Plasma: Inhibit, an extension of the notification service. It ends by itself with our connection to the bus.

It stands beside what the person has set, and taking ours back never ends theirs. Turning theirs off revokes ours.
"""

from __future__ import annotations

from focus.do_not_disturb.bus import DBUS, NOTIFICATIONS, Bus

_DESKTOP_ENTRY, _REASON = "ecluse", "Focus block"


class Kde:
    ended_by = ()  # the connection is the timer

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._cookie: int | None = None
        self._holds = (0, "")
        """Our connection, and whose it is to: with either of them gone, so is what was asked for."""

    @property
    def lasting(self) -> bool:
        """Only while it is still there to be revoked: else nobody has ended it, it has gone by itself."""
        return self._cookie is not None

    def is_on(self) -> bool:
        on = bool(self._bus.get(NOTIFICATIONS, "Inhibited"))
        if self._cookie is not None and not on and self._holds != self._held():
            self._cookie = None
        return on

    def turn(self, on: bool) -> None:
        if on and not (self.is_on() and self._cookie is not None and self._holds == self._held()):
            self._cookie = int(self._bus.call(NOTIFICATIONS, "Inhibit", "ssa{sv}", _DESKTOP_ENTRY, _REASON, {})[0])
            self._holds = self._held()
        elif not on:
            cookie, self._cookie = self._cookie, None
            if cookie is not None and self._holds == self._held():
                self._bus.call(NOTIFICATIONS, "UnInhibit", "u", cookie)

    def _held(self) -> tuple[int, str]:
        owner = self._bus.call(DBUS, "GetNameOwner", "s", NOTIFICATIONS.name)[0]
        return self._bus.connections, str(owner)
