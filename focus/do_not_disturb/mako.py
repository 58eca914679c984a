"""mako: the mode `do-not-disturb` among its modes (mako(5), MODES), set as `makoctl mode -a` does it (mako 1.7 on).

A mode hides nothing by itself: what it does stands in the person's own configuration, which is looked at first. The
mode is not kept over a restart of mako. What was hidden is shown when the mode ends, unless it has timed out by then.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from focus.do_not_disturb.bus import DBUS, NOTIFICATIONS, Address, Bus
from focus.errors import Unsupported

MODE = "do-not-disturb"
CONFIGURED_SECONDS = 60.0
"""After which it is looked at again whether the section is there."""

_MAKO = Address(NOTIFICATIONS.name, "/fr/emersion/Mako", "fr.emersion.Mako")
_SECTION = re.compile(rf"""^\s*\[[^\]]*\bmode=["']?{MODE}["']?(?=[\s\]])[^\]]*\]\s*$""", re.MULTILINE)
_INCLUDE = re.compile(r"^\s*include\s*=\s*(.+?)\s*$", re.MULTILINE)
_MOST_FILES = 10


class Mako:
    lasting = True
    ended_by = ("makoctl", "mode", "-r", MODE)

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    def is_on(self) -> bool:
        on = MODE in self._modes()
        if not on:
            self._expect_section()
        return on

    def turn(self, on: bool) -> None:
        modes = [mode for mode in self._modes() if mode != MODE]
        self._bus.call(_MAKO, "SetModes", "as", [*modes, MODE] if on else modes)

    def _modes(self) -> Sequence[str]:
        found: Sequence[str] = self._bus.call(_MAKO, "ListModes")[0]
        return found

    def _expect_section(self) -> None:
        path = self._configuration()
        if any(_SECTION.search(text) for text in _texts(path)):
            return
        raise Unsupported(
            f"mako hides nothing in do-not-disturb before you say so. Add two lines to {path}: [mode={MODE}] and, "
            "below it, invisible=1. Then run: makoctl reload",
            wait_seconds=CONFIGURED_SECONDS,
        )

    def _configuration(self) -> Path:
        """Where mako reads it: as it was told when it was started, else its usual place."""
        pid = self._bus.call(DBUS, "GetConnectionUnixProcessID", "s", NOTIFICATIONS.name)[0]
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace").split("\0")
        except OSError:
            words = []
        for at, word in enumerate(words):
            if word in {"-c", "--config"} and at + 1 < len(words):
                return Path(words[at + 1])
            if word.startswith("--config="):
                return Path(word.partition("=")[2])
        home = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
        return Path(home, "mako", "config").expanduser()


def _texts(path: Path) -> Iterator[str]:
    """The file and those it includes; nothing of one that cannot be read."""
    waiting = [path]
    for _ in range(_MOST_FILES):
        if not waiting:
            return
        try:
            text = waiting.pop(0).read_text("utf-8", "replace")
        except OSError:
            continue
        yield text
        waiting += [Path(found).expanduser() for found in _INCLUDE.findall(text)]
