"""A command of the person's own at the start, the change and the end of a focus block.

It is run as it was split at set-up, by no shell, with ECLUSE_EVENT (start, change, end), ECLUSE_LEVEL (available, text,
busy, do_not_disturb), ECLUSE_TEXT and ECLUSE_UNTIL (RFC 3339, or empty) in its environment: no word of a text is ever
an argument. It has ten seconds, and an exit status other than 0 is a problem that is shown with its first words on
standard error; it is run again then.
"""

from __future__ import annotations

import os
import selectors
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from focus.errors import Broken, WrongSetting
from focus.fields import Field, Value
from focus.presence import Level, Presence
from focus.providers import Means, Provider, ProviderSpec, Sent
from focus.records import presence_record
from focus.telling import Event, Kind, Told

SECONDS = 10.0
MOST_OUTPUT = 4096
"""Bytes of what it says that are kept; the rest is read and dropped, so that it is not held up by a full pipe."""
_MOST_SHOWN = 200
_LOOK = 0.1
"""Seconds."""
_BECAME_ROOT = frozenset({"SUDO_UID", "DOAS_USER", "PKEXEC_UID"})


def words_of(command: str) -> tuple[str, ...]:
    """As a POSIX shell splits it, and nothing else that a shell does. Raises WrongSetting."""
    try:
        words = tuple(shlex.split(command))
    except ValueError as error:
        raise WrongSetting(
            "command", f"It cannot be split into words: {error}. Is a quotation mark missing?"
        ) from error
    if not words:
        raise WrongSetting("command", "There is no command.")
    return (os.path.expanduser(words[0]), *words[1:])


def told(values: Mapping[str, Value]) -> tuple[str, str]:
    """That it is run without a shell, and as which words. Raises WrongSetting."""
    words = words_of(str(values["command"]))
    _program(words)
    return "It is run without a shell. Its words, each in brackets", " ".join(f"[{word}]" for word in words)


def tell(words: Sequence[str], event: Event) -> None:
    """Raises Broken if it fails or does not end, WrongSetting if there is no such command."""
    _refuse_root()
    environment = {**os.environ, **_variables(event.kind, event.presence)}
    try:
        process = subprocess.Popen(
            [_program(words), *words[1:]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE if _POSIX else subprocess.DEVNULL,  # no pipe of Windows can be waited on
            env=environment,
            cwd=Path.home(),
            start_new_session=_POSIX,  # so that what it starts can be ended with it
        )
    except OSError as error:
        raise Broken(f"{words[0]} cannot be run: {error.strerror or error}.") from error
    with process:
        said = _waited(process)
    if process.returncode != 0:
        raise Broken(f"{words[0]} ended with status {process.returncode}{f': {said}' if said else ''}.")


def _waited(process: subprocess.Popen[bytes]) -> str:
    """The first line on standard error. Raises Broken if it has not ended in time, and ends it."""
    end = time.monotonic() + SECONDS
    said = bytearray()
    # What it leaves in the background may keep the pipe open for ever: its own end counts.
    while process.poll() is None and time.monotonic() < end:
        if process.stderr is None or not _more(process.stderr, said, _LOOK):
            with suppress(subprocess.TimeoutExpired):
                process.wait(_LOOK)
    if process.poll() is None:
        _end(process)
        raise Broken(f"It did not end within {SECONDS:.0f} seconds, and was ended.")
    while process.stderr is not None and len(said) < MOST_OUTPUT and _more(process.stderr, said, 0.0):
        pass
    first = said.decode("utf-8", "replace").strip().partition("\n")[0]
    return "".join(letter for letter in first if letter.isprintable())[:_MOST_SHOWN]


def _more(stream: IO[bytes], said: bytearray, seconds: float) -> bool:
    """Whether there was anything."""
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        if not selector.select(seconds):
            return False
    read = os.read(stream.fileno(), 64 * 1024)
    said += read[: MOST_OUTPUT - len(said)]
    return bool(read)


def _end(process: subprocess.Popen[bytes]) -> None:
    if _POSIX:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _variables(kind: Kind, presence: Presence) -> dict[str, str]:
    record = presence_record(presence)
    return {
        "ECLUSE_EVENT": kind.value,
        "ECLUSE_LEVEL": str(record["level"]),
        "ECLUSE_TEXT": str(record["text"]).replace("\0", ""),
        "ECLUSE_UNTIL": str(record["until"] or ""),
    }


def _program(words: Sequence[str]) -> str:
    found = shutil.which(words[0])
    if found is None:
        raise WrongSetting("command", f"There is no command {words[0]!r} that can be run.")
    return found


def _refuse_root() -> None:
    """Where the person has become root for a moment, it would be given rights it was not written for."""
    if _POSIX and os.geteuid() == 0 and not _BECAME_ROOT.isdisjoint(os.environ):
        raise Broken("Écluse runs with the administrator's rights, and your command does not. Start Écluse without.")


def _open(values: Mapping[str, Value], _secrets: Mapping[str, str], means: Means) -> Provider:
    words = words_of(str(values["command"]))
    return Provider((Told(lambda event: tell(words, event), means.now),), close=lambda: None)


def _sends(values: Mapping[str, Value], shown: Presence) -> tuple[Sent, ...]:
    variables = _variables(Kind.START, shown)
    return (Sent("command", shlex.join(words_of(str(values["command"]))), variables),)


_POSIX = sys.platform != "win32"

SPEC = ProviderSpec(
    name="command",
    title="A command of your own",
    fields=(
        Field(
            "command",
            "Command",
            help="Run by no shell; ECLUSE_EVENT, ECLUSE_LEVEL, ECLUSE_TEXT and ECLUSE_UNTIL are in its environment.",
        ),
    ),
    level=Level.DO_NOT_DISTURB,
    expires=False,
    open=_open,
    usual=Level.DO_NOT_DISTURB,
    most_text=200,
    told=told,
    sends=_sends,
)
