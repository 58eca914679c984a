"""Names of time zones, and the machine's own."""

from __future__ import annotations

import logging
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzlocal

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
