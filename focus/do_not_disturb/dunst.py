"""dunst: its own property `paused` (dunst 1.5 and newer). Not kept over a restart of dunst, which clears it.

What comes while it is paused waits in dunst, and is shown when the pause ends, as its user has set it up
(`notification_limit`, `timeout`). That stays so: `dunstctl close-all` would put what other apps say into the history
unseen. Only what is an item in Écluse by then is taken off the list (`inbox.caught.waiting`): it is in the batch.
"""

from __future__ import annotations

from focus.do_not_disturb.bus import NOTIFICATIONS, Address, Bus

_DUNST = Address(NOTIFICATIONS.name, NOTIFICATIONS.path, "org.dunstproject.cmd0")


class Dunst:
    lasting = True
    ended_by = ("dunstctl", "set-paused", "false")

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    def is_on(self) -> bool:
        return bool(self._bus.get(_DUNST, "paused"))

    def turn(self, on: bool) -> None:
        self._bus.set(_DUNST, "paused", "b", on)
