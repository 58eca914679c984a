"""By whose clock the week is followed: the machine's, wherever it is taken, or that of one zone. On the engine's
thread."""

from __future__ import annotations

from functools import partial

from desktop.core.later import RequestError
from desktop.core.settings import edit
from desktop.core.settings.zones import SYSTEM, zone_named
from desktop.core.setup import Setup
from desktop.core.views import WeekZone


class WeekZones:
    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    def now(self) -> WeekZone:
        settings = self._setup.settings
        return WeekZone(settings.schedule.zone.key, self._setup.machine.key or "", settings.zone == SYSTEM)

    def follow(self, zone: str) -> WeekZone:
        """As `desktop.core.desks.week.WeekDesk.set_week_zone`."""
        if zone_named(zone) is None:
            advice = 'Europe/Paris is one; "system" is that of this machine.'
            raise RequestError(f'There is no time zone "{zone[:60]}". Nothing was changed.', advice)
        if zone != self._setup.settings.zone:
            self._setup.change(partial(edit.save_zone, zone=zone))
        return self.now()
