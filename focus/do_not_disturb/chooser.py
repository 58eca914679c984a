"""Which notification service runs, it says itself (GetServerInformation, Desktop Notifications Specification)."""

from __future__ import annotations

from focus.do_not_disturb import Backend
from focus.do_not_disturb.bus import NOTIFICATIONS, Bus
from focus.do_not_disturb.dunst import Dunst
from focus.do_not_disturb.gnome import Gnome
from focus.do_not_disturb.kde import Kde
from focus.do_not_disturb.xfce import Xfce
from focus.errors import Unsupported

DAEMON_SECONDS = 60.0
"""After a login the notification service may come later than we do."""


class Chooser:
    """Finds the backend for whatever service runs now, and keeps it while that stays the same."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._name = ""
        self._backend: Backend | None = None

    def backend(self) -> Backend:
        """Raises `Unsupported` where no service runs, or one that cannot be told."""
        try:
            name, vendor, version, _ = self._bus.call(NOTIFICATIONS, "GetServerInformation")
        except Unsupported as error:
            raise Unsupported(
                f"No notification service runs on this desktop, so there is nothing to silence ({error.detail}).",
                wait_seconds=DAEMON_SECONDS,
            ) from error
        if self._backend is None or name != self._name:
            self._backend, self._name = self._made(name, vendor, version), name
        return self._backend

    def _made(self, name: str, vendor: str, version: str) -> Backend:
        match name.lower():
            case "dunst":
                return Dunst(self._bus)
            case "xfce notify daemon":
                return Xfce(self._bus)
            case "gnome-shell":
                return Gnome()
        try:
            # Plasma, and whoever else has taken over its extension of the specification.
            found = Kde(self._bus)
            found.is_on()
        except Unsupported as error:
            raise Unsupported(
                f"Notifications are shown by {name} {version} ({vendor}), which Écluse cannot silence. "
                "It can with dunst, XFCE, GNOME and KDE Plasma."
            ) from error
        return found
