"""How long to wait before a provider that failed is tried again. Pure; seconds throughout."""

from __future__ import annotations

from focus.errors import Gone, ProviderError

FIRST, FIRST_REFUSED = 2.0, 30.0
"""Who was refused once is mostly refused again, and the person is asked meanwhile."""
LAST, LAST_REFUSED = 300.0, 900.0
LAST_TAKING_BACK, LAST_TAKING_BACK_REFUSED = 45.0, 300.0
"""Within the first hour: taken back within a minute of when the service can be reached."""
HOUR, DAY = 3600.0, 86_400.0


def pause(error: ProviderError, failures: int, failing_for: float, *, taking_back: bool) -> float | None:
    """After so many `failures` in a row, the first of them `failing_for` ago. None: no more, before someone asks."""
    if isinstance(error, Gone) or failing_for >= DAY:
        return None
    if taking_back and failing_for < HOUR:
        last = LAST_TAKING_BACK if error.retries else LAST_TAKING_BACK_REFUSED
    else:
        last = LAST if error.retries else LAST_REFUSED
    first = FIRST if error.retries else FIRST_REFUSED
    back_off = min(last, first * float(2 ** min(failures - 1, 10)))
    return min(max(back_off, error.wait_seconds), DAY)
