"""Where do-not-disturb outlives us, systemd ends it if we do not come back: a timer of the user's, taken back in time.

Without systemd the journal is all there is: it is put right at our next start.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from focus.do_not_disturb.command import run
from focus.errors import ProviderError

UNIT = "ecluse-do-not-disturb"
GRACE = timedelta(minutes=5)

log = logging.getLogger(__name__)


def arm(until: datetime | None, *words: str) -> bool:
    """Have the command run a little after `until`, in place of any armed before. False where that cannot be had."""
    disarm()
    if until is None:
        return False
    # By the calendar: a monotonic timer would stand still while the machine sleeps.
    at = f"{(until + GRACE).astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    options = ("--user", "--quiet", "--collect", f"--unit={UNIT}", f"--on-calendar={at}")
    try:
        run("systemd-run", *options, "--timer-property=AccuracySec=1s", *words)
    except ProviderError as error:
        log.info("no timer ends do-not-disturb if this process dies: %s", error.detail)
        return False
    return True


def disarm() -> None:
    try:
        run("systemctl", "--user", "--quiet", "stop", f"{UNIT}.timer")
    except ProviderError as error:
        log.debug("no timer to take back: %s", error.detail)
