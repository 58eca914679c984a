#!/usr/bin/env python3
"""A notification service on the session bus, as far as do-not-disturb goes: Plasma's Inhibit, or one without it.

As `plasma.py` it is Plasma on the bus of a headless desktop. What it has is from plasma-workspace's
org.freedesktop.Notifications.xml; an inhibition ends with the connection that asked for it.
"""

from __future__ import annotations

import os
import threading
from typing import Any

NAME = "org.freedesktop.Notifications"


class Service(threading.Thread):
    """A notification service on the bus, as far as do-not-disturb goes. `inhibits`: it has Plasma's extension."""

    def __init__(self, address: str, name: str, vendor: str, *, inhibits: bool) -> None:
        super().__init__(daemon=True)
        from jeepney import MatchRule, message_bus
        from jeepney.io.blocking import Proxy, open_dbus_connection

        self.address = address
        self.information = (name, vendor, "6.0", "1.2")
        self.inhibits = inhibits
        self.inhibitions: dict[int, str] = {}
        self.own = False
        self.reasons: list[str] = []
        self._connection = open_dbus_connection(address)
        bus = Proxy(message_bus, self._connection)
        bus.RequestName(NAME)
        bus.AddMatch(MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged"))

    def run(self) -> None:
        from jeepney import HeaderFields, MessageType, new_error, new_method_return

        while True:
            try:
                message = self._connection.receive()
            except OSError:
                self._connection.close()
                return
            fields = message.header.fields
            member = fields.get(HeaderFields.member)
            if message.header.message_type is MessageType.signal:
                name, _, owner = message.body if member == "NameOwnerChanged" else ("", "", "-")
                if not owner:
                    self.inhibitions = {cookie: by for cookie, by in self.inhibitions.items() if by != name}
                continue
            if member == "Stop":
                self._connection.close()
                return
            answer = self._answer(str(member), message.body, str(fields[HeaderFields.sender]))
            if answer is None:
                reply = new_error(
                    message, "org.freedesktop.DBus.Error.UnknownMethod", "s", (f"No such thing: {member}",)
                )
            else:
                reply = new_method_return(message, *answer)
            self._connection.send(reply)

    def stop(self) -> None:
        """From another thread: its own waits on the bus."""
        from jeepney import DBusAddress, new_method_call
        from jeepney.io.blocking import open_dbus_connection

        with open_dbus_connection(self.address) as connection:
            connection.send(new_method_call(DBusAddress("/", NAME), "Stop"))
            self.join(20)

    def _answer(self, member: str, body: tuple[Any, ...], sender: str) -> tuple[str, tuple[Any, ...]] | None:
        if member == "GetServerInformation":
            return "ssss", self.information
        if not self.inhibits:
            return None
        match member:
            case "Get":
                return "v", (("b", self.own or bool(self.inhibitions)),)
            case "Inhibit":
                self.reasons.append(body[0])
                cookie = len(self.reasons)
                self.inhibitions[cookie] = sender
                return "u", (cookie,)
            case "UnInhibit":
                self.inhibitions.pop(body[0], None)
                return "", ()
            case "SetOwn":
                # The switch in Plasma's panel. Switched off, it takes back what apps have asked for, too.
                self.own = bool(body[0])
                if not self.own:
                    self.inhibitions = {}
                return "", ()
        return None


def main() -> None:
    service = Service(os.environ["DBUS_SESSION_BUS_ADDRESS"], "Plasma", "KDE", inhibits=True)
    service.run()


if __name__ == "__main__":
    main()
