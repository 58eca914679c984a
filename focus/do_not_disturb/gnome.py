"""GNOME: the setting `show-banners`, which stays over logout and reboot. Notifications go on collecting in the list."""

from __future__ import annotations

from focus.do_not_disturb.command import run

_SETTING = ("org.gnome.desktop.notifications", "show-banners")


class Gnome:
    lasting = True
    ended_by = ("gsettings", "set", *_SETTING, "true")

    def is_on(self) -> bool:
        return run("gsettings", "get", *_SETTING) == "false"

    def turn(self, on: bool) -> None:
        run("gsettings", "set", *_SETTING, "false" if on else "true")
