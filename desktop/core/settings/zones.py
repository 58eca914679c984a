"""Names of time zones, and the machine's own."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzlocal

if TYPE_CHECKING:  # it knows every kind of account and provider, and a command that prints a time needs none
    from desktop.core.settings.model import Settings

SYSTEM = "system"
_log = logging.getLogger(__name__)


def system_zone() -> ZoneInfo:
    """The zone the machine is set to now, read anew: people travel. UTC where the machine's setting cannot be read."""
    try:
        zone = tzlocal.reload_localzone()
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        _log.warning("The machine's time zone cannot be read (%s): UTC is used", error)
        return ZoneInfo("UTC")
    return zone_named(zone.key or "") or zone  # the one that is cached by name, so that two of them are equal


def zone_named(name: str) -> ZoneInfo | None:
    """The zone of an IANA name or of "system"; None if there is none of that name."""
    if name == SYSTEM:
        return system_zone()
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # "", "../x" and "Europe" are a ValueError or an OSError
        return None


def machine_zone(settings: Settings) -> ZoneInfo:
    """The machine's own; of settings that follow it, as they were read last."""
    return settings.schedule.zone if settings.zone == SYSTEM else system_zone()


def in_zone_now(settings: Settings) -> Settings:
    """The same settings, in the machine's zone as it is by now if the schedule follows it: people travel."""
    if settings.zone != SYSTEM:
        return settings
    zone = system_zone()
    if zone == settings.schedule.zone:
        return settings
    return replace(settings, schedule=replace(settings.schedule, zone=zone))
