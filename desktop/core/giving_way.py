"""Work that takes long on one thread, and lets the others go on: the window's above all. Any thread.

Python hands the interpreter to a thread that has waited in vain for a while (`sys.setswitchinterval`). One that is
woken in vain again and again has never waited so long: each row of SQLite's, and each expression of RE2's, lets go of
the interpreter and takes it back before whoever waits has woken. Ten thousand in a row keep the window waiting.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

BUSY: Final = 0.002
"""Seconds of work after which the others have a turn."""
TURN: Final = 0.0005
"""Seconds, long enough to wake up in."""


def giving_way(look_up: Callable[[], None]) -> Callable[[], None]:
    """What such work is to call now and then, each millisecond or more often: `look_up`, then a turn for the others."""
    since = time.monotonic()

    def look_up_and_give_way() -> None:
        nonlocal since
        look_up()
        if time.monotonic() - since > BUSY:
            time.sleep(TURN)  # noqa: TID251 (only a thread that sleeps has let go of the interpreter for certain)
            since = time.monotonic()

    return look_up_and_give_way
