"""What is kept, taken along and deleted: export, backup, and everything gone. Called on the engine's thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.desk import Later, RequestError
from desktop.core.setup import Setup

if TYPE_CHECKING:
    from desktop.core.review_views import Erased


class Keeping:
    def __init__(self, setup: Setup, database: Path) -> None:
        self._setup = setup
        self._database = database

    def export(self, file: Path) -> Later[int]:
        raise RequestError("This cannot be done yet.")

    def backup(self, file: Path) -> Later[None]:
        raise RequestError("This cannot be done yet.")

    def delete_everything(self) -> Later[Erased]:
        raise RequestError("This cannot be done yet.")
