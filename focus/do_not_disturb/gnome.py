"""GNOME: the setting `show-banners`, which stays over logout and reboot. Notifications go on collecting in the list."""

from __future__ import annotations

from datetime import datetime

from focus.do_not_disturb.command import run
from focus.do_not_disturb.dead_man import arm, disarm

_SETTING = ("org.gnome.desktop.notifications", "show-banners")


class Gnome:
    lasting = True

    def is_on(self) -> bool:
        return run("gsettings", "get", *_SETTING) == "false"

    def turn(self, on: bool, until: datetime | None) -> None:
        if on:
            arm(until, "gsettings", "set", *_SETTING, "true")
        run("gsettings", "set", *_SETTING, "false" if on else "true")
        if not on:
            disarm()
