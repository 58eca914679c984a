"""Ports for servers that cannot be handed a socket. Imported by tests/conftest.py, so nothing heavy at the top."""

from __future__ import annotations

import secrets
import socket
from contextlib import ExitStack

_PORTS = range(10_000, 32_000)
"""Below those that systems give to connections: none of these takes one before its server has it, or has it again."""


def free_ports(count: int) -> list[int]:
    """Different ones, free a moment ago."""
    found: list[int] = []
    with ExitStack() as taken:
        while len(found) < count:
            one = taken.enter_context(socket.socket())
            try:
                one.bind(("127.0.0.1", secrets.choice(_PORTS)))
            except OSError:
                continue  # another's
            found.append(one.getsockname()[1])
    return found
