"""One part of one service brought to what is wanted there, one step at a time, the note of it always first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from focus.errors import Broken
from focus.presence import (
    CLOCKS_DIFFER,
    Confirm,
    Entry,
    Forget,
    Leave,
    Presence,
    Restore,
    Stage,
    Step,
    Write,
    Yield,
    another,
    covers,
    reconcile,
    same,
)
from focus.providers import Part

Note = Callable[[Entry | None], None]
"""Puts a lease on disk before it returns; None: there is none any more. Raises OSError."""


class Lease:
    """`entry` is what is noted of it. Used by one thread at a time."""

    def __init__(self, part: Part, entry: Entry | None, note: Note) -> None:
        self._part = part
        self._put = note
        self._fresh = True
        self._theirs: tuple[Presence, datetime | None] | None = None
        """What of the person's kept ours away, in the block that began then."""
        self.entry = entry
        self.wanted: Presence | None = None
        """As this part shows it; None where nothing of ours is wanted."""
        self.found: Presence | None = None
        """What was read last; None where it cannot be asked, and nothing of ours is there."""

    def bring(self, wanted: Presence | None, now: datetime, since: datetime | None = None) -> None:
        """Towards `wanted`, of a block that began at `since`. Called again it goes on from where it came to.

        Raises `focus.errors`, and whatever the note raises.
        """
        shown = None if wanted is None else self._part.shown(wanted)
        self.wanted = None if shown is None or shown.blank else shown
        if self.wanted is None:
            self._block_ends()
        found = self._look()
        step = reconcile(self.wanted, found, self.entry, now, since)
        if wanted is not None and isinstance(step, Write) and self._took_theirs_away(found, now, since):
            self._note(Entry(found, step.entry.asked, stage=Stage.YIELDED, since=since, ends=wanted.until))
            return
        kept_away = self.wanted is not None and self.entry is None and isinstance(step, Leave)
        self._theirs = (found, since) if kept_away else None
        self._take(step, found, wanted, since)

    def _took_theirs_away(self, found: Presence, now: datetime, since: datetime | None) -> bool:
        """What kept ours away is gone before its own end: that was the person, who wants to be reached in this block.

        Of what has no end nobody knows: a call, say, that is over.
        """
        if self.entry is not None or self._theirs is None or self._theirs[1] != since:
            return False
        theirs = self._theirs[0]
        return theirs.until is not None and theirs.until > now + CLOCKS_DIFFER and not same(found, theirs)

    def leave(self, now: datetime, *, look: bool = False) -> None:
        """Our process ends, and the block perhaps does not: ours is put back, and what the person decided stays noted.

        `look`: ask also where nothing is ours. Raises as `bring`.
        """
        if self.entry is None or self.entry.stage is Stage.YIELDED:
            if look:
                self._look()
            return
        self.wanted = self.entry.asked
        found = self._look()
        step = reconcile(self.wanted, found, self.entry, now)
        if not isinstance(step, Restore | Yield):
            step = reconcile(None, found, self.entry, now)
        self._take(step, found)

    def undo(self, wanted: Presence | None, since: datetime | None = None) -> None:
        """From now on this is the person's, until the block ends; `bring` puts back what they had. Raises OSError."""
        if self.entry is not None:
            if self.entry.stage is not Stage.YIELDED:
                self._note(replace(self.entry, stage=Stage.UNDOING))
        elif wanted is not None and not (shown := self._part.shown(wanted)).blank:
            self._note(Entry(Presence(), shown, stage=Stage.YIELDED, since=since, ends=wanted.until))

    def _look(self) -> Presence:
        self.found = read = self._part.read()
        found = self._assumed() if read is None else read
        if self.entry is not None:
            self.found = found
        self._see_what_lasted(found)
        return found

    def _take(self, step: Step, found: Presence, wanted: Presence | None = None, since: datetime | None = None) -> None:
        match step:
            case Write(planned):
                self._write(replace(planned, since=since, ends=None if wanted is None else wanted.until))
            case Confirm(confirmed):
                self._note(confirmed)
            case Restore(before):
                self._restore(before, found)
            case Yield():
                self._yield()
            case Forget():
                self._note(None)
            case Leave():
                pass

    def _block_ends(self) -> None:
        """Noted before the service is asked, which may not answer for long: what is found after that is of no block."""
        if self.entry is None:
            return
        if self.entry.stage is Stage.YIELDED:
            self._note(None)
        elif self.entry.stage is not Stage.ENDING:
            self._note(replace(self.entry, stage=Stage.ENDING))

    def _see_what_lasted(self, found: Presence) -> None:
        """What ended with the last process, or with its connection, nobody has changed: it begins anew. But what the
        person decided still holds."""
        ended = (self._fresh or found.blank) and not self._part.lasting
        self._fresh = False
        if not ended or self.entry is None:
            return
        if self.entry.stage is Stage.UNDOING:
            self._yield()
        elif self.entry.stage is not Stage.YIELDED:
            self._note(None)

    def _assumed(self) -> Presence:
        """Where the service cannot be asked."""
        if self.entry is None:
            return Presence()
        # Nobody can say whether the last writing arrived: setting is done once more, and so is taking back.
        uncertain = self.entry.ours is None and self.entry.stage is Stage.SHOWING
        return (self.entry.replaced or self.entry.before) if uncertain else self.entry.asked

    def _write(self, planned: Entry) -> None:
        self._note(planned)
        self._part.write(planned.asked)
        found = self._part.read()
        self.found = found = planned.asked if found is None else found
        if same(found, planned.replaced or planned.before) and not covers(found, planned.asked):
            raise Broken("It took the presence and does not show it.")
        if another(found, planned.asked):
            self._yield()
        else:
            self._note(replace(planned, ours=found, replaced=None))

    def _restore(self, before: Presence, found: Presence) -> None:
        assert self.entry is not None
        undone = self.entry.stage is Stage.UNDOING
        if not undone:
            self._note(replace(self.entry, ours=found, stage=Stage.ENDING, replaced=None))
        self._part.write(before)
        self.found = self._part.read()
        after = before if self.found is None else self.found
        # Where ours ends with our connection, what stands now is another's, beside which ours stood.
        if self._part.lasting and same(after, found) and not same(after, before):
            raise Broken("It took back the presence and still shows it.")
        if undone and self.wanted is not None:
            self._yield()
        else:
            self._note(None)

    def _yield(self) -> None:
        assert self.entry is not None
        self._note(replace(self.entry, stage=Stage.YIELDED))

    def _note(self, entry: Entry | None) -> None:
        if entry != self.entry:
            self._put(entry)
        self.entry = entry
