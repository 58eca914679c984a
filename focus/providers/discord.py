"""Discord's rich presence, through the socket that the Discord app has on this computer.

The person makes an application of their own (its name is what friends read before the text) and gives its id. Nobody
signs in, and nothing goes over the network but what Discord sends itself. Each reader sees the time left. It ends with
the connection, so with this process. Status ("do not disturb" and the like) is not to be had: Discord lets only its own
app set that.

https://docs.discord.com/developers/topics/rpc: RPC over IPC, SET_ACTIVITY, READY, ERROR; an activity's fields:
https://docs.discord.com/developers/events/gateway-events#activity-object. Where Flatpak and Snap put the socket: their
sandboxes' folders below XDG_RUNTIME_DIR.
"""

from __future__ import annotations

import json
import os
import socket
import struct
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Protocol
from uuid import uuid4

from focus.errors import Broken, Offline, ProviderError, WrongSetting
from focus.fields import Field, Value
from focus.presence import Level, Presence
from focus.providers import Means, Provider, ProviderSpec, Sent
from focus.web import found, text, whole

SECONDS = 5.0
MOST_TEXT, LEAST_TEXT = 128, 2
_MOST_FRAME = 64 * 1024
_MOST_FRAMES = 50
"""That are passed over while an answer is waited for."""
_HANDSHAKE, _FRAME, _CLOSE, _PING, _PONG = range(5)
_INVALID_CLIENT = 4000
_HEAD = struct.Struct("<II")
_SANDBOXES = (
    "", "app/com.discordapp.Discord", "app/com.discordapp.DiscordCanary", "app/dev.vencord.Vesktop",
    "snap.discord", "snap.discord-canary",
)  # fmt: skip


class Stream(Protocol):
    def sendall(self, content: bytes, /) -> None: ...
    def recv(self, most: int, /) -> bytes: ...
    def close(self) -> None: ...


class Connection:
    """One session with the Discord app, shaken hands. Raises `Offline` when it is lost, for whatever reason."""

    def __init__(self, stream: Stream, client_id: str) -> None:
        self._stream = stream
        self._send(_HANDSHAKE, {"v": 1, "client_id": client_id})
        self._await(lambda kind, said: kind == _FRAME and text(said, "evt") == "READY")

    def ask(self, command: str, arguments: Mapping[str, Any]) -> None:
        """Raises Broken where Discord refuses."""
        nonce = str(uuid4())
        self._send(_FRAME, {"cmd": command, "args": arguments, "nonce": nonce})
        said = self._await(lambda kind, said: kind == _FRAME and text(said, "nonce") == nonce)
        if text(said, "evt") == "ERROR":
            raise Broken(f"Discord refuses it: {text(said, 'data', 'message')[:200] or 'no reason given'}")

    def alive(self) -> bool:
        nonce = str(uuid4())
        try:
            self._send(_PING, {"nonce": nonce})
            self._await(lambda kind, said: kind == _PONG and text(said, "nonce") == nonce)
        except ProviderError:
            return False
        return True

    def close(self) -> None:
        with suppress(OSError):
            self._stream.close()

    def _await(self, wanted: Callable[[int, Any], bool]) -> Any:
        for _ in range(_MOST_FRAMES):
            kind, said = self._receive()
            if wanted(kind, said):
                return said
            if kind == _PING:
                self._send(_PONG, said)
            elif kind == _CLOSE:
                raise _closed(said)
        raise Offline("Discord says much, and nothing of what it was asked.")

    def _send(self, kind: int, told: Any) -> None:
        content = json.dumps(told).encode()
        try:
            self._stream.sendall(_HEAD.pack(kind, len(content)) + content)
        except OSError as error:
            raise Offline(f"Discord has closed the connection: {error}.") from error

    def _receive(self) -> tuple[int, Any]:
        kind, length = _HEAD.unpack(self._exactly(_HEAD.size))
        if length > _MOST_FRAME:
            raise Offline("What answers is not Discord: its frame is longer than any of Discord's.")
        try:
            return kind, json.loads(self._exactly(length) or b"{}")
        except (ValueError, RecursionError) as error:
            raise Offline("What answers is not Discord: it sends no JSON.") from error

    def _exactly(self, length: int) -> bytes:
        read = b""
        while len(read) < length:
            try:
                piece = self._stream.recv(length - len(read))
            except OSError as error:
                raise Offline(f"Discord does not answer: {error}.") from error
            if not piece:
                raise Offline("Discord has closed the connection.")
            read += piece
        return read


class Activity:
    """What is shown is remembered, not read: Discord has no command for that. While the connection stands, so does it;
    another app's activity stands beside ours."""

    name = "activity"
    lasting = False

    def __init__(self, client_id: str, now: Callable[[], datetime]) -> None:
        self._client_id = client_id
        self._now = now
        self._connection: Connection | None = None
        self._shown = Presence()

    def shown(self, presence: Presence) -> Presence:
        if presence.level is Level.AVAILABLE and not presence.text:
            return Presence()
        words = presence.text.strip()[:MOST_TEXT]
        return Presence(Level.TEXT, words if len(words) >= LEAST_TEXT else "", until=presence.until)

    def read(self) -> Presence:
        if self._shown.until is not None and self._shown.until <= self._now():
            self._clear()
        elif self._connection is not None and not self._connection.alive():
            self.close_connection()
            self._shown = Presence()
        return self._shown

    def write(self, presence: Presence) -> None:
        shown = self.shown(presence)
        if shown.blank:
            self._clear()
            return
        self._show(shown)
        self._shown = shown

    def close_connection(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _show(self, shown: Presence) -> None:
        try:
            if self._connection is None:
                self._connection = connected(self._client_id)
            self._connection.ask("SET_ACTIVITY", _arguments(shown))
        except ProviderError:
            self.close_connection()
            raise

    def _clear(self) -> None:
        """Without a connection there is nothing to clear. It is let go of, so that Discord shows nothing of us."""
        try:
            if self._connection is not None:
                self._connection.ask("SET_ACTIVITY", {"pid": os.getpid(), "activity": None})
        except ProviderError:
            pass  # it goes with the connection
        finally:
            self.close_connection()
            self._shown = Presence()


def _arguments(shown: Presence) -> dict[str, Any]:
    activity: dict[str, Any] = {"instance": False}
    if shown.text:
        activity["details"] = shown.text
    if shown.until is not None:
        activity["timestamps"] = {"end": int(shown.until.timestamp())}
    return {"pid": os.getpid(), "activity": activity}


def connected(client_id: str) -> Connection:
    """Raises Offline where no Discord runs, WrongSetting where it does not know the application."""
    failed: ProviderError = Offline(
        "No Discord app runs on this computer. In a browser, Discord shows nothing of other programs."
    )
    for stream in _streams():
        try:
            return Connection(stream, client_id)
        except WrongSetting:
            stream.close()
            raise
        except ProviderError as error:
            stream.close()
            failed = error
    raise failed


def places() -> Iterator[Path]:
    """Where a Discord app may have its socket, the likeliest first."""
    folders = [os.environ.get(name, "") for name in ("XDG_RUNTIME_DIR", "TMPDIR", "TMP", "TEMP")]
    for folder in dict.fromkeys([*filter(None, folders), "/tmp"]):  # noqa: S108 (Discord's own last choice)
        for sandbox in _SANDBOXES:
            for number in range(10):
                yield Path(folder, sandbox, f"discord-ipc-{number}")


def _streams() -> Iterator[Stream]:
    if sys.platform == "win32":
        for number in range(10):
            with suppress(OSError):
                yield _Pipe(open(rf"\\?\pipe\discord-ipc-{number}", "r+b", buffering=0))  # noqa: SIM115
        return
    for place in places():
        try:
            # In a folder that others write to, anyone could listen under this name.
            if place.stat().st_uid != os.getuid():
                continue
            stream = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        except OSError:
            continue
        stream.settimeout(SECONDS)
        try:
            stream.connect(str(place))
        except OSError:
            stream.close()
            continue
        yield stream


class _Pipe:
    """A named pipe of Windows as a stream. It has no time limit. Untried: there is no Windows to try it on."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.recv = file.read
        self.close = file.close

    def sendall(self, content: bytes) -> None:
        self._file.write(content)


def _closed(said: Any) -> ProviderError:
    words = text(said, "message")[:200] or "no reason given"
    if whole(found(said), "code") == _INVALID_CLIENT:
        return WrongSetting("client_id", f"Discord does not know this application: {words}.")
    return Offline(f"Discord has closed the connection: {words}.")


def _open(values: Mapping[str, Value], _secrets: Mapping[str, str], means: Means) -> Provider:
    client_id = str(values["client_id"]).strip()
    if not (client_id.isascii() and client_id.isdecimal()):
        raise WrongSetting("client_id", "An application's id is a long number.")
    activity = Activity(client_id, means.now)
    return Provider((activity,), activity.close_connection)


def _sends(_values: Mapping[str, Value], shown: Presence) -> tuple[Sent, ...]:
    return (Sent("socket", "discord-ipc-0", {"cmd": "SET_ACTIVITY", "args": _arguments(shown)}),)


SPEC = ProviderSpec(
    name="discord",
    title="Discord: what you are doing",
    fields=(
        Field(
            "client_id",
            "Application ID",
            help="Of an application you make at discord.com/developers; its name is shown before the text.",
        ),
    ),
    level=Level.TEXT,
    expires=False,
    open=_open,
    usual=Level.TEXT,
    most_text=MOST_TEXT,
    shows_end=True,
    sends=_sends,
)
