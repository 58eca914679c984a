"""Waiting for something that comes to pass on another thread or in another process."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


def until(true: Callable[[], Any], seconds: float = 60.0, every: float = 0.02) -> Any:
    """What `true` gives once that is something; the test fails where it is nothing for so long."""
    deadline = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < deadline, f"still {found!r} after {seconds:g} s"
        time.sleep(every)
    return found
