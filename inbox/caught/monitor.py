"""A connection to the session bus that hears what programs have the desktop show, and says nothing there.

`org.freedesktop.DBus.Monitoring.BecomeMonitor` (D-Bus Specification 0.28 and newer): such a connection may only read.
Match rules with `eavesdrop` are not used: buses of today drop them.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from inbox.caught.shown import GTK, NOTIFY, PORTAL, Shown, read
from inbox.errors import Offline, SourceError, Unsupported

SECONDS: Final = 5.0
_RULES: Final = (
    f"type='method_call',interface='{NOTIFY}',member='Notify'",
    f"type='method_return',sender='{NOTIFY}'",
    f"type='method_call',interface='{GTK}',member='AddNotification'",
    f"type='method_call',interface='{PORTAL}',member='AddNotification'",
)
_ASKED: Final = f"type='method_call',interface='{NOTIFY}',member='GetServerInformation'"
_NOWHERE: Final = {
    "win32": "Windows shows other apps' notifications only to apps from a package (UserNotificationListener), which "
    "Écluse is not.",
    "darwin": "macOS has no way for an app to see other apps' notifications.",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A program asks for a notification: its name on the bus, and its number for the call."""

    by: str
    serial: int
    shown: Shown


@dataclass(frozen=True, slots=True)
class Answered:
    """The notification service says by which number it shows what was asked for."""

    number: int
    to: str
    serial: int


class Monitor:
    """Listens from when it is made, until `close`. For one thread. Raises `inbox.errors` only."""

    def __init__(self, *more: str) -> None:
        """`more`: further match rules."""
        self._connection = connect()
        try:
            self._begin([*_RULES, *more])
        except SourceError:
            self.close()
            raise

    def fileno(self) -> int:
        return int(self._connection.sock.fileno())

    def heard(self) -> Iterator[Asked | Answered]:
        """What was said until now. Raises Offline when the bus has gone."""
        while (message := self.message(0.0)) is not None:
            found = _understood(message)
            if found is not None:
                yield found

    def message(self, seconds: float) -> Any:
        """The next one, as jeepney has it, or None if there is none in time."""
        try:
            message = self._connection.receive(timeout=seconds)
        except TimeoutError:
            return None
        except (OSError, RuntimeError) as error:  # of too many files in one message it makes a RuntimeError
            raise Offline(f"The session bus has gone: {error}.") from error
        except (ValueError, KeyError, TypeError, IndexError, struct.error) as error:
            raise Offline(f"The session bus said what could not be read: {type(error).__name__}.") from error
        _let_go(message.body)
        return message

    def close(self) -> None:
        with suppress(OSError):
            self._connection.close()

    def _begin(self, rules: list[str]) -> None:
        from jeepney import DBusAddress, new_method_call

        bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus.Monitoring")
        reply = call(self._connection, new_method_call(bus, "BecomeMonitor", "asu", (rules, 0)))
        if isinstance(reply, str):
            raise Unsupported(
                f"The session bus does not let Écluse see other apps' notifications ({reply}). In a Flatpak it would "
                "take the permission --socket=session-bus."
            )


def connect() -> Any:
    """A connection of one's own, by jeepney. Raises Unsupported where there is no session bus, or Offline."""
    if sys.platform != "linux":
        raise Unsupported(_NOWHERE.get(sys.platform, "This system has no session bus to hear notifications on."))
    from jeepney.auth import AuthenticationError
    from jeepney.io.blocking import open_dbus_connection

    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent")) / "bus"
    if not address and runtime.exists():
        address = f"unix:path={runtime}"
    if not address:
        raise Unsupported("There is no session bus: this is not a desktop session.")
    try:
        # Who cannot take files over the bus is not shown the notifications that bring one, as portals' icons do.
        return open_dbus_connection(address, enable_fds=True, auth_timeout=SECONDS)
    except (OSError, RuntimeError, ValueError, StopIteration, AuthenticationError) as error:
        raise Offline(f"The session bus cannot be reached: {error}.") from error


def call(connection: Any, message: Any) -> tuple[Any, ...] | str:
    """What came back, or the name of the error. Raises Offline without an answer."""
    from jeepney.wrappers import DBusErrorResponse, unwrap_msg

    try:
        answer: tuple[Any, ...] = unwrap_msg(connection.send_and_get_reply(message, timeout=SECONDS))
    except DBusErrorResponse as error:
        return str(error.name)
    except (OSError, RuntimeError) as error:
        raise Offline(f"The session bus does not answer: {error}.") from error
    return answer


def service() -> tuple[str, bool]:
    """The name and version of what shows notifications ('' where nothing does), and whether a monitor hears that it
    was asked: nothing is shown for it."""
    from jeepney import DBusAddress, MessageFlag, new_method_call

    monitor = Monitor(_ASKED)
    try:
        connection = connect()
        try:
            asked = new_method_call(
                DBusAddress("/org/freedesktop/Notifications", NOTIFY, NOTIFY), "GetServerInformation"
            )
            asked.header.flags |= MessageFlag.no_auto_start
            answer = call(connection, asked)
            name = "" if isinstance(answer, str) else " ".join(str(answer[index]) for index in (0, 2)).strip()
            return name, _hears(monitor, str(connection.unique_name))
        finally:
            connection.close()
    finally:
        monitor.close()


def _hears(monitor: Monitor, caller: str) -> bool:
    from jeepney import HeaderFields

    for _ in range(1000):
        message = monitor.message(SECONDS)
        if message is None:
            return False
        fields = message.header.fields
        if fields.get(HeaderFields.sender) == caller and fields.get(HeaderFields.member) == "GetServerInformation":
            return True
    return False


def _understood(message: Any) -> Asked | Answered | None:
    from jeepney import HeaderFields, MessageType

    fields = message.header.fields
    signature = fields.get(HeaderFields.signature, "")
    if message.header.message_type is MessageType.method_call:
        shown = read(fields.get(HeaderFields.interface, ""), signature, message.body)
        return None if shown is None else Asked(fields.get(HeaderFields.sender, ""), message.header.serial, shown)
    if message.header.message_type is MessageType.method_return and signature == "u":
        to, serial = fields.get(HeaderFields.destination, ""), fields.get(HeaderFields.reply_serial, 0)
        return Answered(message.body[0], to, serial)
    return None


def _let_go(body: object) -> None:
    """Of files that came along we hold no copy."""
    from jeepney.fds import FileDescriptor

    if isinstance(body, FileDescriptor):
        body.close()
    elif isinstance(body, dict):
        for value in body.values():
            _let_go(value)
    elif isinstance(body, list | tuple):
        for value in body:
            _let_go(value)
