"""Whose certificates are believed: the system's, read once for all clients, or with those of a file."""

from __future__ import annotations

import ssl
import threading
import time
from functools import lru_cache
from pathlib import Path
from typing import Final

from inbox.errors import WrongSetting

_HOUR: Final = 3600.0
"""What is new among the system's certificates is believed within this, also where nothing tells that it changed."""
_reading = threading.Lock()


def trust(ca_file: str) -> ssl.SSLContext:
    """Any thread. Raises WrongSetting ("ca_file")."""
    if not ca_file:
        # Ten clients at once would read the same hundred certificates ten times, 20 ms of a processor each.
        with _reading:
            return _system(_stamps(), int(time.monotonic() // _HOUR))
    context = ssl.create_default_context()
    try:
        context.load_verify_locations(ca_file)
    except (OSError, ssl.SSLError) as error:
        raise WrongSetting("ca_file", f"{ca_file}: {error}") from error
    return context


@lru_cache(maxsize=1)
def _system(_stamps: tuple[tuple[str, int], ...], _hour: int) -> ssl.SSLContext:
    return ssl.create_default_context()


def _stamps() -> tuple[tuple[str, int], ...]:
    """When the places the system keeps them at were last written; the environment may name others."""
    paths = ssl.get_default_verify_paths()
    places = [Path(place) for place in (paths.cafile, paths.capath) if place]
    return tuple((str(place), place.stat().st_mtime_ns) for place in places if place.exists())
