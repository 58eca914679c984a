"""What is kept, taken along or deleted: called on the engine's thread, done on another by a connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.erasing import Erasing
from desktop.core.events import Event
from desktop.core.later import Later
from desktop.core.setup import Setup

if TYPE_CHECKING:
    from desktop.core.backed_up import BackedUp


class Keeping:
    def __init__(self, setup: Setup, now: Callable[[], datetime], emit: Callable[[Event], None]) -> None:
        self._setup = setup
        self._now = now
        self.delete_everything = Erasing(setup, emit).delete_everything

    def export(self, file: Path) -> Later[int]:
        database, zone = self._setup.paths.database, self._setup.settings.schedule.zone

        def run() -> int:
            from desktop.core.taking_along import export

            return export(database, file, zone)

        return Later(run)

    def backup(self, file: Path) -> Later[None]:
        paths, now = self._setup.paths, self._now()

        def run() -> None:
            from desktop.core.backed_up import note
            from desktop.core.taking_along import backup

            backup(paths.database, paths.settings_file, file, now)
            note(paths, file, now)

        return Later(run)

    def backed_up(self) -> Later[BackedUp]:
        paths = self._setup.paths

        def run() -> BackedUp:
            from desktop.core.backed_up import last

            return last(paths)

        return Later(run)
