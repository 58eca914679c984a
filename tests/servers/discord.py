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
        self._listening: socket.socket | None = None
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def __enter__(self) -> Discord:
        self._listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
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
        for stream in (*([self._listening] if self._listening else ()), *self._streams):
            with suppress(OSError):
                stream.shutdown(socket.SHUT_RDWR)
            stream.close()
        self._thread.join(60)

    def seen(self, wanted: list[dict[str, Any]], seconds: float = 5.0) -> bool:
        """Waits until friends see just that."""
        with self.changed:
            return self.changed.wait_for(lambda: self.shown == wanted, seconds)

    def _accept(self) -> None:
        assert self._listening is not None
        while True:
            try:
                stream, _ = self._listening.accept()
            except OSError:
                return
            self._streams.append(stream)
            threading.Thread(target=self._serve, args=(stream,), daemon=True).start()

    def _serve(self, stream: socket.socket) -> None:
        session = Session(self)
        try:
            while session.goes_on:
                kind, told = receive(stream)
                if self.instead is None or not self.instead(self, stream, kind, told):
                    for answer in session.hears(kind, told):
                        send(stream, *answer)
        except (OSError, EOFError):
            pass
        finally:
            session.end()
            stream.close()

    def show(self, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        with self.changed:
            if before is not None:
                self.shown.remove(before)
            if after is not None:
                self.shown.append(after)
            self.changed.notify_all()


class Session:
    """One connection, whatever carries it."""

    def __init__(self, discord: Discord) -> None:
        self.goes_on = True
        self._discord = discord
        self._greeted = False
        self._mine: dict[str, Any] | None = None

    def hears(self, kind: int, told: Any) -> list[tuple[int, Any]]:
        """A frame; what it answers."""
        discord = self._discord
        if kind == HANDSHAKE:
            return [self._greets(told)]
        if not self._greeted:
            discord.violations.append(f"before the handshake: {kind} {told}")
        elif kind == PING:
            return [(PONG, told)]
        elif kind == PONG:
            discord.pongs.append(told)
        elif kind == FRAME:
            return [(FRAME, self._carries_out(told))]
        else:
            self.goes_on = False
        return []

    def end(self) -> None:
        self._discord.show(self._mine, None)
        self._mine = None

    def _greets(self, told: Any) -> tuple[int, Any]:
        discord = self._discord
        if told != {"v": 1, "client_id": told.get("client_id")}:
            discord.violations.append(f"handshake: {told}")
        self._greeted = self.goes_on = told.get("client_id") == discord.client_id
        return (FRAME, READY) if self._greeted else (CLOSE, {"code": 4000, "message": "Invalid Client ID"})

    def _carries_out(self, told: Any) -> Any:
        discord = self._discord
        discord.commands.append(told)
        wrong = wrongs(told)
        discord.violations += wrong
        answer = {"cmd": told.get("cmd"), "nonce": told.get("nonce"), "evt": None}
        if wrong:
            return answer | {"evt": "ERROR", "data": {"code": 4000, "message": "; ".join(wrong)}}
        activity: dict[str, Any] | None = told["args"]["activity"]
        discord.show(self._mine, activity)
        self._mine = activity
        return answer | {"data": activity and activity | {"application_id": discord.client_id}}


class InMemory:
    """A connection without a socket, which is carried out at once: a stream, as the provider has one."""

    def __init__(self, discord: Discord) -> None:
        self._session = Session(discord)
        self._answers = b""

    def sendall(self, content: bytes) -> None:
        kind, length = struct.unpack("<II", content[:8])
        assert length == len(content) - 8
        for answer, told in self._session.hears(kind, json.loads(content[8:])):
            said = json.dumps(told).encode()
            self._answers += struct.pack("<II", answer, len(said)) + said

    def recv(self, most: int) -> bytes:
        read, self._answers = self._answers[:most], self._answers[most:]
        return read

    def close(self) -> None:
        self._session.end()


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
