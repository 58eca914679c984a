"""A private session bus, and programs on it that ask for notifications as real ones do."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg

SERVICE = "org.freedesktop.Notifications"
_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy><policy context="mandatory">
<deny send_destination="org.freedesktop.DBus" send_interface="org.freedesktop.DBus.Monitoring"/></policy></busconfig>
"""


@contextmanager
def session_bus(deaf_in: Path | None = None) -> Iterator[str]:
    """Its address. `deaf_in`: a folder for the configuration of one that lets nobody listen, as a sandbox's."""
    config = ["--session"]
    if deaf_in is not None:
        (deaf_in / "bus.conf").write_text(_CONFIG)
        config = [f"--config-file={deaf_in / 'bus.conf'}"]
    with subprocess.Popen(
        ["dbus-daemon", *config, "--nofork", "--nopidfile", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


class Program:
    """A program that shows notifications, on a connection of its own."""

    def __init__(self, address: str) -> None:
        self._connection: DBusConnection = open_dbus_connection(address, enable_fds=True)

    def __enter__(self) -> Program:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def notify(
        self,
        app: str,
        title: str,
        body: str = "",
        hints: Mapping[str, tuple[str, Any]] | None = None,
        *,
        replaces: int = 0,
    ) -> int:
        """Returns the service's number for it."""
        fields: tuple[Any, ...] = (app, replaces, "", title, body, [], dict(hints or {}), -1)
        answer = self._connection.send_and_get_reply(self._call(SERVICE, "Notify", "susssasa{sv}i", fields), timeout=10)
        return int(unwrap_msg(answer)[0])

    def notify_often(self, app: str, titles: list[str]) -> None:
        """Without waiting for answers."""
        for title in titles:
            self._connection.send(
                self._call(SERVICE, "Notify", "susssasa{sv}i", (app, 0, "", title, "body", [], {}, -1))
            )

    def add(self, interface: str, app: str, id: str, about: Mapping[str, tuple[str, Any]]) -> None:
        """GTK's call, or the one of the portal to its back end; that nobody answers makes no difference."""
        self._connection.send(self._call(interface, "AddNotification", "ssa{sv}", (app, id, dict(about))))
        self.settle()

    def call(self, method: str, signature: str, fields: tuple[Any, ...]) -> None:
        self._connection.send(self._call(SERVICE, method, signature, fields))
        self.settle()

    def settle(self) -> None:
        """What was said before has been handed on: the bus answers in order."""
        bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        self._connection.send_and_get_reply(new_method_call(bus, "GetId"), timeout=10)

    def _call(self, interface: str, method: str, signature: str, fields: tuple[Any, ...]) -> Any:
        path = "/" + interface.replace(".", "/")
        return new_method_call(DBusAddress(path, interface, interface), method, signature, fields)
