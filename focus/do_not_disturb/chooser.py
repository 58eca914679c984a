"""Which notification service runs, it says itself (GetServerInformation, Desktop Notifications Specification)."""

from __future__ import annotations

import sys

from focus.do_not_disturb import Backend
from focus.do_not_disturb.bus import NOTIFICATIONS, Bus
from focus.do_not_disturb.dunst import Dunst
from focus.do_not_disturb.gnome import Gnome
from focus.do_not_disturb.kde import Kde
from focus.do_not_disturb.mako import Mako
from focus.do_not_disturb.swaync import Swaync
from focus.do_not_disturb.xfce import Xfce
from focus.errors import Unsupported

DAEMON_SECONDS = 60.0
"""After a login the notification service may come later than we do."""

_ELSEWHERE = {
    "win32": (
        "Windows lets no app set do not disturb. By hand it is under Settings, System, Notifications (open "
        "ms-settings:quiethours); Windows can also set it by itself at times you choose."
    ),
    "darwin": (
        "macOS lets no app set a Focus. Two shortcuts of your own can: make them in Shortcuts, with the action Set "
        "Focus, and add under Busy what is called macOS Focus."
    ),
}


class Chooser:
    """Finds the backend for whatever service runs now, and keeps it while that stays the same."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._name = ""
        self._backend: Backend | None = None

    def backend(self) -> Backend:
        """Raises `Unsupported` where no service runs, or one that cannot be told."""
        if sys.platform in _ELSEWHERE:
            raise Unsupported(_ELSEWHERE[sys.platform])
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
            case "mako":
                return Mako(self._bus)
            case "swaynotificationcenter":
                return Swaync(self._bus)
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
                "It can with GNOME, KDE Plasma, XFCE, dunst, mako and swaync."
            ) from error
        return found
