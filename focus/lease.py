"""One part of one service brought to what is wanted there, one step at a time, the note of it always first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from focus.errors import Broken
from focus.presence import Confirm, Entry, Forget, Leave, Presence, Restore, Stage, Write, Yield, reconcile, same
from focus.providers import Part

Note = Callable[[Entry | None], None]
"""Puts a lease on disk before it returns; None: there is none any more. Raises OSError."""


class Lease:
    """`entry` is what is noted of it. Used by one thread at a time."""

    def __init__(self, part: Part, entry: Entry | None, note: Note) -> None:
        self._part = part
        self._put = note
        self._fresh = True
        self.entry = entry
        self.wanted: Presence | None = None
        """As this part shows it; None where nothing of ours is wanted."""
        self.found: Presence | None = None
        """What was read last."""

    def bring(self, wanted: Presence | None, now: datetime) -> None:
        """Towards `wanted`. Raises `focus.errors`, and whatever the note raises; called again it goes on from there."""
        shown = None if wanted is None else self._part.shown(wanted)
        self.wanted = None if shown is None or shown.blank else shown
        self.found = found = self._read()
        if (self._fresh or found.blank) and self.entry is not None and not self._part.lasting:
            self._note(None)  # it ended with the process, or the connection: nobody has changed anything
        self._fresh = False
        match reconcile(self.wanted, found, self.entry, now):
            case Write(planned):
                self._write(planned)
            case Confirm(confirmed):
                self._note(confirmed)
            case Restore(before):
                self._restore(before, found)
            case Yield():
                assert self.entry is not None
                self._note(replace(self.entry, stage=Stage.YIELDED))
            case Forget():
                self._note(None)
            case Leave():
                pass

    def _read(self) -> Presence:
        found = self._part.read()
        if found is not None:
            return found
        if self.entry is None:
            return Presence()
        # Nobody can say whether the last writing arrived: setting is done once more, and so is taking back.
        uncertain = self.entry.stage is Stage.WRITING and self.wanted is not None
        return self.entry.before if uncertain else self.entry.asked

    def _write(self, planned: Entry) -> None:
        self._note(planned)
        self._part.write(planned.asked)
        found = self._part.read()
        self.found = found = planned.asked if found is None else found
        if same(found, planned.before) and found.level is not planned.asked.level:
            raise Broken("It took the presence and does not show it.")
        self._note(replace(planned, ours=found, stage=Stage.SHOWN, replaced=None))

    def _restore(self, before: Presence, found: Presence) -> None:
        assert self.entry is not None
        self._note(replace(self.entry, ours=found, stage=Stage.ENDING, replaced=None))
        self._part.write(before)
        after = self._part.read()
        self.found = before if after is None else after
        self._note(None)

    def _note(self, entry: Entry | None) -> None:
        if entry is not None or self.entry is not None:
            self._put(entry)
        self.entry = entry
