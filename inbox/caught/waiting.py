"""dunst keeps what comes while it is paused, and shows all of it when the pause ends: what is in the queue by then
would come twice, and before its time. So dunst is told that it is closed, as a click would; its history has it.

Others keep nothing to show later.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from inbox.caught.monitor import call, connect
from inbox.caught.shown import NOTIFY
from inbox.errors import SourceError

_PATH = "/org/freedesktop/Notifications"
_log = logging.getLogger(__name__)


def take_back(numbers: Iterable[int]) -> None:
    """By the service's own numbers; nothing where it is not dunst, or not paused. On a connection of its own."""
    try:
        connection = connect()
    except SourceError as error:
        _log.debug("What waits to be shown stays: %s", error.detail)
        return
    try:
        if _keeps(connection):
            for number in numbers:
                _ask(connection, NOTIFY, "CloseNotification", "u", number)
    except SourceError as error:
        _log.debug("What waits to be shown stays: %s", error.detail)
    finally:
        connection.close()


def _keeps(connection: Any) -> bool:
    named = _ask(connection, NOTIFY, "GetServerInformation")
    if isinstance(named, str) or named[:1] != ("dunst",):
        return False
    found = _ask(connection, "org.freedesktop.DBus.Properties", "Get", "ss", "org.dunstproject.cmd0", "paused")
    return not isinstance(found, str) and found == (("b", True),)


def _ask(connection: Any, interface: str, method: str, signature: str = "", *body: object) -> tuple[Any, ...] | str:
    from jeepney import DBusAddress, new_method_call

    return call(connection, new_method_call(DBusAddress(_PATH, NOTIFY, interface), method, signature or None, body))
