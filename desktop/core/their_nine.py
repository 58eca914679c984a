"""Nine o'clock on the next working day where somebody else lives. Pure."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from focus.wall_time import local_date, next_wall

NINE: Final = time(9)
_WEEKEND: Final = {5, 6}

USUAL: Final = (
    "Europe/Paris", "Europe/London", "Europe/Athens", "Europe/Istanbul", "America/New_York", "America/Chicago",
    "America/Denver", "America/Los_Angeles", "America/Sao_Paulo", "America/Halifax", "America/St_Johns",
    "America/Anchorage", "Africa/Lagos", "Africa/Johannesburg", "Africa/Nairobi", "Asia/Dubai", "Asia/Tehran",
    "Asia/Karachi", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Yangon", "Asia/Bangkok", "Asia/Shanghai",
    "Asia/Tokyo", "Australia/Adelaide", "Australia/Sydney", "Pacific/Auckland", "Pacific/Honolulu", "Indian/Reunion",
    "America/Martinique", "Pacific/Noumea", "Pacific/Tahiti",
)  # fmt: skip
"""One zone for each clock that many people live by, and those of France overseas."""


def their_nine(now: datetime, zone: ZoneInfo) -> datetime:
    """The next 9:00 from Monday to Friday in `zone`, as an instant after `now` (aware, UTC)."""
    found = next_wall(now, NINE, zone)
    while local_date(found, zone).weekday() in _WEEKEND:
        found = next_wall(found, NINE, zone)
    return found


def proposals(written: datetime, minutes: int | None, own: ZoneInfo) -> tuple[str, ...]:
    """Zones whose clocks were `minutes` ahead of UTC when a mail was written (aware); `own` first, if it is one.

    None where no mail told its clock. Of UTC itself only `own` is: programs write it, wherever their people live.
    """
    if minutes is None:
        return ()
    told = timedelta(minutes=minutes)
    names = dict.fromkeys((own.key, *(USUAL if minutes else ())))
    return tuple(name for name in names if written.astimezone(ZoneInfo(name)).utcoffset() == told)[:5]
