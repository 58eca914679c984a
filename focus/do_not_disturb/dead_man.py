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


class DeadMan:
    """One timer of the person's session. It is taken back as soon as do-not-disturb is seen off: what is switched on
    after that is the person's own, which nothing of ours may end."""

    def __init__(self) -> None:
        self._armed = True
        """As far as is known: a process before us may have armed it."""

    def arm(self, until: datetime | None, *words: str) -> None:
        """Have the command run a little after `until` (aware), in place of any armed before."""
        self._armed = True
        self.disarm()
        if until is None or not words:
            return
        # By the calendar: a monotonic timer would stand still while the machine sleeps.
        at = f"{(until + GRACE).astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
        options = ("--user", "--quiet", "--collect", f"--unit={UNIT}", f"--on-calendar={at}")
        try:
            run("systemd-run", *options, "--timer-property=AccuracySec=1s", *words)
            self._armed = True
        except ProviderError as error:
            log.info("no timer ends do-not-disturb if this process dies: %s", error.detail)

    def disarm(self) -> None:
        if not self._armed:
            return
        try:
            run("systemctl", "--user", "--quiet", "stop", f"{UNIT}.timer")
        except ProviderError as error:
            log.debug("no timer to take back: %s", error.detail)
        self._armed = False
