"""The Discord app's local socket, as far as rich presence goes, strict about what it is sent.

https://docs.discord.com/developers/topics/rpc (RPC over IPC; SET_ACTIVITY; READY; ERROR). An activity lives as long as
its connection.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

HANDSHAKE, FRAME, CLOSE, PING, PONG = range(5)
READY = {
    "cmd": "DISPATCH",
    "evt": "READY",
    "data": {
        "v": 1,
        "config": {
            "cdn_host": "cdn.discordapp.com", "api_endpoint": "//discord.com/api", "environment": "production",
        },
        "user": {"id": "53908232506183680", "username": "Mason", "discriminator": "0", "avatar": None},
    },
}  # fmt: skip
KNOWN = {"state", "details", "timestamps", "assets", "party", "secrets", "instance", "type"}

Twist = Callable[["Discord", socket.socket, int, Any], bool]


class Discord:
    """`with Discord(folder) as discord:`; `shown` is what friends see now, per connection.

    `instead` is given a frame first, and says whether it has seen to it. `violations`: what was sent against the rules.
    """

    def __init__(self, folder: Path, number: int = 0, client_id: str = "1234567890") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"discord-ipc-{number}"
        self.client_id = client_id
        self.shown: list[dict[str, Any]] = []
        self.commands: list[Any] = []
        self.pongs: list[Any] = []
        self.violations: list[str] = []
        self.instead: Twist | None = None
        self.changed = threading.Condition()
        self._streams: list[socket.socket] = []
        self._listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def __enter__(self) -> Discord:
        self._listening.bind(str(self.path))
        self._listening.listen()
        self._thread.start()
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.quit()

    def quit(self) -> None:
        """As when the app is closed."""
        self.path.unlink(missing_ok=True)
        for stream in (self._listening, *self._streams):
            with suppress(OSError):
                stream.shutdown(socket.SHUT_RDWR)
            stream.close()
        self._thread.join(5)

    def seen(self, wanted: list[dict[str, Any]], seconds: float = 5.0) -> bool:
        """Waits until friends see just that."""
        with self.changed:
            return self.changed.wait_for(lambda: self.shown == wanted, seconds)

    def _accept(self) -> None:
        while True:
            try:
                stream, _ = self._listening.accept()
            except OSError:
                return
            self._streams.append(stream)
            threading.Thread(target=self._serve, args=(stream,), daemon=True).start()

    def _serve(self, stream: socket.socket) -> None:
        mine: dict[str, Any] | None = None
        greeted = False
        try:
            while True:
                kind, told = receive(stream)
                if self.instead is not None and self.instead(self, stream, kind, told):
                    continue
                if kind == HANDSHAKE:
                    greeted = self._greet(stream, told)
                    if not greeted:
                        return
                elif not greeted:
                    self.violations.append(f"before the handshake: {kind} {told}")
                elif kind == PING:
                    send(stream, PONG, told)
                elif kind == PONG:
                    self.pongs.append(told)
                elif kind == FRAME:
                    mine = self._carry_out(stream, told, mine)
                else:
                    return
        except (OSError, EOFError):
            pass
        finally:
            self._show(mine, None)
            stream.close()

    def _greet(self, stream: socket.socket, told: Any) -> bool:
        if told != {"v": 1, "client_id": told.get("client_id")}:
            self.violations.append(f"handshake: {told}")
        if told.get("client_id") != self.client_id:
            send(stream, CLOSE, {"code": 4000, "message": "Invalid Client ID"})
            return False
        send(stream, FRAME, READY)
        return True

    def _carry_out(self, stream: socket.socket, told: Any, before: dict[str, Any] | None) -> dict[str, Any] | None:
        self.commands.append(told)
        wrong = list(wrongs(told))
        self.violations += wrong
        answer = {"cmd": told.get("cmd"), "nonce": told.get("nonce"), "evt": None}
        if wrong:
            send(stream, FRAME, answer | {"evt": "ERROR", "data": {"code": 4000, "message": "; ".join(wrong)}})
            return before
        activity: dict[str, Any] | None = told["args"]["activity"]
        self._show(before, activity)
        send(stream, FRAME, answer | {"data": activity and activity | {"application_id": self.client_id}})
        return activity

    def _show(self, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        with self.changed:
            if before is not None:
                self.shown.remove(before)
            if after is not None:
                self.shown.append(after)
            self.changed.notify_all()


def wrongs(told: Any) -> list[str]:
    """What is wrong with a command, as the description of SET_ACTIVITY has it."""
    found = [] if isinstance(told.get("nonce"), str) else ["a nonce is missing"]
    arguments = told.get("args", {})
    if told.get("cmd") != "SET_ACTIVITY" or set(arguments) != {"pid", "activity"}:
        return [*found, f"no such command: {told}"]
    if not isinstance(arguments["pid"], int):
        found.append("pid is no integer")
    activity = arguments["activity"]
    if activity is None:
        return found
    found += [f'"{name}" is not allowed' for name in set(activity) - KNOWN]
    for name in ("details", "state"):
        if name in activity and not 2 <= len(activity[name]) <= 128:
            found.append(f'"{name}" length must be from 2 to 128 characters')
    times = activity.get("timestamps", {})
    if set(times) - {"start", "end"} or not all(isinstance(at, int) for at in times.values()):
        found.append('"timestamps" must be integers')
    return found


def send(stream: socket.socket, kind: int, told: Any) -> None:
    content = told if isinstance(told, bytes) else json.dumps(told).encode()
    # In two pieces: a reader must not take a piece for the whole.
    stream.sendall(struct.pack("<II", kind, len(content)) + content[:5])
    stream.sendall(content[5:])


def receive(stream: socket.socket) -> tuple[int, Any]:
    kind, length = struct.unpack("<II", _exactly(stream, 8))
    return kind, json.loads(_exactly(stream, length))


def _exactly(stream: socket.socket, length: int) -> bytes:
    read = b""
    while len(read) < length:
        piece = stream.recv(length - len(read))
        if not piece:
            raise EOFError
        read += piece
    return read
