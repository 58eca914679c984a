"""Mails opened for reading: fetched whole, taken apart where they can do no harm. The engine's thread calls this."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from desktop.core.desk import Later, RequestError
from desktop.core.setup import Setup
from inbox.item import Details, Item
from inbox.mail.opened import Opened, Passage, PassageKind
from inbox.reading import Reading


class Opener:
    def __init__(self, reading: Reading, setup: Setup) -> None:
        self._reading = reading
        self._setup = setup

    def open(self, of: Details) -> Later[Opened]:
        passages = (Passage(PassageKind.TEXT, of.text),)
        return Later(lambda: Opened(passages, whole=False, problem="offline", source_bytes=len(of.text)))

    def save(self, of: Item, index: int, folder: Path) -> Later[Path]:
        raise RequestError(f"There is no attachment {index}. Nothing was saved.")

    def load_images(self, of: Details) -> Later[Mapping[str, bytes]]:
        return Later(dict)
