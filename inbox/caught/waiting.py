"""dunst keeps what comes while it is paused, and shows all of it when the pause ends, and so does mako: what is in the
queue by then would come twice, and before its time. So they are told that it is closed, as a click would; their history
has it.

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
    """By the service's own numbers; nothing where what it hides is not kept. On a connection of its own."""
    try:
        connection = connect()
    except SourceError as error:
        _log.debug("What waits to be shown stays: %s", error.detail)
        return
    try:
        if _keeps(connection):
            for number in numbers:
                _ask(connection, _PATH, NOTIFY, "CloseNotification", "u", number)
    except SourceError as error:
        _log.debug("What waits to be shown stays: %s", error.detail)
    finally:
        connection.close()


def _keeps(connection: Any) -> bool:
    named = _ask(connection, _PATH, NOTIFY, "GetServerInformation")
    if isinstance(named, str):
        return False
    if named[:1] == ("dunst",):
        properties = "org.freedesktop.DBus.Properties"
        return _ask(connection, _PATH, properties, "Get", "ss", "org.dunstproject.cmd0", "paused") == (("b", True),)
    if named[:1] == ("mako",):
        modes = _ask(connection, "/fr/emersion/Mako", "fr.emersion.Mako", "ListModes")
        return not isinstance(modes, str) and "do-not-disturb" in modes[0]
    return False


def _ask(
    connection: Any, path: str, interface: str, method: str, signature: str = "", *body: object
) -> tuple[Any, ...] | str:
    from jeepney import DBusAddress, new_method_call

    return call(connection, new_method_call(DBusAddress(path, NOTIFY, interface), method, signature or None, body))
