"""The session bus, with its errors in our words. The connection is kept: some settings live as long as it does."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from focus.errors import Broken, Offline, Unsupported

SECONDS = 5.0

_ABSENT = ("ServiceUnknown", "NameHasNoOwner", "UnknownMethod", "UnknownInterface", "UnknownObject", "UnknownProperty")
_LATE = ("NoReply", "Timeout", "TimedOut", "Disconnected")


@dataclass(frozen=True, slots=True)
class Address:
    name: str
    path: str
    interface: str


NOTIFICATIONS = Address(
    "org.freedesktop.Notifications", "/org/freedesktop/Notifications", "org.freedesktop.Notifications"
)
DBUS = Address("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")


class Bus:
    """Connects when first called, and again after a break. For one thread at a time."""

    def __init__(self) -> None:
        self._connection: Any = None
        self.connections = 0
        """How many there have been: what another one held is gone."""

    def call(self, to: Address, method: str, signature: str = "", *body: object) -> tuple[Any, ...]:
        """Raises `Unsupported` if there is no such service or method, `Offline` without an answer, else `Broken`."""
        from jeepney import DBusAddress, new_method_call

        target = DBusAddress(to.path, bus_name=to.name, interface=to.interface)
        return self._send(new_method_call(target, method, signature or None, body))

    def get(self, of: Address, name: str) -> Any:
        """A property's value. Raises as `call`."""
        properties = Address(of.name, of.path, "org.freedesktop.DBus.Properties")
        return self.call(properties, "Get", "ss", of.interface, name)[0][1]

    def set(self, of: Address, name: str, signature: str, value: object) -> None:
        """Raises as `call`."""
        properties = Address(of.name, of.path, "org.freedesktop.DBus.Properties")
        self.call(properties, "Set", "ssv", of.interface, name, (signature, value))

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _send(self, message: Any) -> tuple[Any, ...]:
        from jeepney.wrappers import DBusErrorResponse, unwrap_msg

        connection = self._connected()
        try:
            body: tuple[Any, ...] = unwrap_msg(connection.send_and_get_reply(message, timeout=SECONDS))
        except OSError as error:  # a time-out too; what the connection holds is unknown then
            self.close()
            raise Offline(f"The session bus does not answer: {error}.") from error
        except DBusErrorResponse as error:
            raise _translated(str(error.name), error.data) from error
        return body

    def _connected(self) -> Any:
        if self._connection is None:
            self._connection = _connect()
            self.connections += 1
        return self._connection


def _connect() -> Any:
    if sys.platform != "linux":
        raise Unsupported("This system has no supported way for an app to set do-not-disturb; Linux desktops have.")
    from jeepney.auth import AuthenticationError
    from jeepney.io.blocking import open_dbus_connection

    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent")) / "bus"
    if not address and runtime.exists():
        address = f"unix:path={runtime}"
    if not address:
        raise Unsupported("There is no session bus: this is not a desktop session.")
    try:
        return open_dbus_connection(address)
    except (OSError, RuntimeError, ValueError, StopIteration, AuthenticationError) as error:
        raise Offline(f"The session bus cannot be reached: {error}.") from error


def _translated(name: str, body: object) -> Unsupported | Offline | Broken:
    words = body[0] if isinstance(body, tuple) and body and isinstance(body[0], str) else ""
    last = name.rpartition(".")[2]
    kind = Unsupported if last in _ABSENT else Offline if last in _LATE else Broken
    return kind(f"{words or 'no reason given'} [{name}]")
