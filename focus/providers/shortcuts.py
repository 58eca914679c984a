"""A Focus of macOS, by two shortcuts that the person makes: `shortcuts run NAME` at the start and at the end.

macOS lets no app set a Focus or see one, so nobody can tell what the shortcuts did, or what the person has set beside
them: it is set, and never read. Built after Apple's Shortcuts User Guide for Mac ("Run shortcuts from the command
line"), and not yet tried on a Mac.
"""

from __future__ import annotations

import platform
import shlex
from collections.abc import Callable, Mapping
from datetime import datetime

from focus.do_not_disturb.command import run
from focus.errors import Unsupported
from focus.fields import Field, Value
from focus.presence import Level, Presence
from focus.providers import Means, Provider, ProviderSpec, Sent
from focus.telling import Event, Kind, Told

SECONDS = 20.0


class Focus(Told):
    """On or off: of an end that moves a shortcut knows nothing."""

    name = "focus"

    def __init__(self, on: str, off: str, now: Callable[[], datetime]) -> None:
        super().__init__(self._run, now)
        self._on = on
        self._off = off

    def shown(self, presence: Presence) -> Presence:
        if presence.level < Level.BUSY:
            return Presence()
        return Presence(Level.DO_NOT_DISTURB, until=presence.until)

    def _run(self, event: Event) -> None:
        if platform.system() != "Darwin":
            raise Unsupported("Shortcuts are macOS's.")
        if event.kind is not Kind.CHANGE:
            run("shortcuts", "run", self._off if event.kind is Kind.END else self._on, seconds=SECONDS)


def _open(values: Mapping[str, Value], _secrets: Mapping[str, str], means: Means) -> Provider:
    return Provider((Focus(str(values["on"]), str(values["off"]), means.now),), close=lambda: None)


def _sends(values: Mapping[str, Value], _shown: Presence) -> tuple[Sent, ...]:
    return (Sent("command", shlex.join(("shortcuts", "run", str(values["on"]))), None),)


SPEC = ProviderSpec(
    name="shortcuts",
    title="macOS Focus, by two shortcuts of your own",
    fields=(
        Field("on", "Shortcut at the start", help="Its name; it turns a Focus on with the action Set Focus."),
        Field("off", "Shortcut at the end", help="Its name; it turns the Focus off."),
    ),
    level=Level.DO_NOT_DISTURB,
    expires=False,
    open=_open,
    usual=Level.DO_NOT_DISTURB,
    sends=_sends,
)
