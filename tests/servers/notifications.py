"""A notification daemon on a private D-Bus that records each call: a real one folds what says the same into one."""

from __future__ import annotations

import contextlib
import subprocess
import threading
from types import TracebackType
from typing import Any

from jeepney import HeaderFields, Message, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import Proxy, open_dbus_connection

NAME = "org.freedesktop.Notifications"


class NotificationDaemon:
    """`with NotificationDaemon() as daemon:`; `address` is its bus, `shown` has every (title, body) in order."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, str]] = []

    def __enter__(self) -> NotificationDaemon:
        self._bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._bus.stdout is not None
        self.address = self._bus.stdout.readline().strip()
        if not self.address:
            raise RuntimeError(f"dbus-daemon did not start: status {self._bus.wait(10)}")
        self._connection = open_dbus_connection(bus=self.address)
        Proxy(message_bus, self._connection).RequestName(NAME)
        self._thread = threading.Thread(target=self._serve, name="notifications", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bus.terminate()
        self._bus.wait(10)
        self._thread.join(10)
        self._connection.close()
        assert self._bus.stdout is not None
        self._bus.stdout.close()

    def _serve(self) -> None:
        with contextlib.suppress(ConnectionError, EOFError, OSError):  # the bus has ended
            while True:
                message = self._connection.receive()
                if message.header.message_type is MessageType.method_call:
                    self._connection.send(self._answer(message))

    def _answer(self, message: Message) -> Message:
        match message.header.fields.get(HeaderFields.member):
            case "Notify" if len(message.body) == 8:
                body: tuple[Any, ...] = message.body
                self.shown.append((body[3], body[4]))
                return new_method_return(message, "u", (len(self.shown),))
            case "GetServerInformation":
                return new_method_return(message, "ssss", ("recorder", "tests", "1", "1.2"))
            case "GetCapabilities":
                return new_method_return(message, "as", (["body", "actions", "body-markup"],))
            case _:
                return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")
