"""One provider: its leases, one for each of its parts, and when it is to be looked at again.

No thread and no clock of its own: `focus.turns` says when, `focus.keeper` has the threads. `now` is the wall's, aware
and in UTC; `at` is in seconds of a clock that nobody sets.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from focus.errors import Broken, Gone, ProviderError
from focus.lease import Lease
from focus.patience import pause
from focus.presence import Entry, Level, Presence, Stage
from focus.providers import Provider

LOOK_AGAIN = 300.0
"""While something is wanted: a change by the person is better seen before our own expiry hides it."""
_GRACE = timedelta(seconds=20)
"""After a block's end it is taken back even where nobody says so; who says so is given this long, for blocks touch."""

Open = Callable[[], Provider]
Note = Callable[[str, Entry | None], None]
"""A part's lease, put on disk."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Line:
    """How one provider is: what we want shown there, what was found last, whether that is ours and until when,
    what the person had before, and a problem's code with what the service said. Of several parts, as one."""

    name: str
    wanted: Presence | None
    found: Presence | None
    ours: bool
    until: datetime | None
    previous: Presence | None
    problem: str
    detail: str
    yielded: bool = False
    """What is there is the person's, by their change or by undo, and is left alone until the block ends."""


class Lane:
    """`entries`: what is noted of its parts. Used by one thread at a time."""

    def __init__(self, name: str, open: Open, entries: Mapping[str, Entry], note: Note) -> None:
        self.name = name
        self.open = open
        self.error: ProviderError | None = _GONE if open is gone else None
        self.not_before = 0.0
        """The service asked us to wait until then."""
        self._note = note
        self._entries = dict(entries)
        self._provider: Provider | None = None
        self._leases: tuple[Lease, ...] = ()
        self._wanted: Presence | None = None
        self._failures = 0
        self._failing_since = 0.0

    @property
    def opened(self) -> bool:
        return self._provider is not None

    @property
    def noted(self) -> bool:
        """Whether there is a lease at all, if only one that says "hands off"."""
        return bool(self._entries)

    @property
    def ours(self) -> bool:
        """Whether the service may still show what we wrote."""
        return any(entry.stage is not Stage.YIELDED for entry in self._entries.values())

    def bring(self, wanted: Presence | None, now: datetime, at: float = 0.0, since: datetime | None = None) -> None:
        """Each part towards `wanted`, of a block that began at `since`. What went wrong first is in `error`."""
        if wanted is not None and wanted.until is not None and wanted.until <= now:
            wanted = None
        if wanted != self._wanted:
            self._wanted, self._failures = wanted, 0
        self._try(lambda lease: lease.bring(wanted, now, since), at)

    def leave(self, now: datetime, at: float, *, look: bool = False) -> None:
        """Our process ends: put back what is ours, and keep what the person decided until the block ends.

        `look`: ask also where nothing is ours.
        """
        self._try(lambda lease: lease.leave(now, look=look), at)

    def undo(self, wanted: Presence | None, now: datetime, at: float, since: datetime | None = None) -> None:
        """As `bring`, but from now on it is the person's until the block ends, and what they had is put back."""

        def step(lease: Lease) -> None:
            lease.undo(wanted, since)
            lease.bring(wanted, now, since)

        self._wanted = wanted
        self._try(step, at, first=self._note_undoing)

    def due(self, now: datetime, at: float) -> float | None:
        """When it is to be looked at again; None where nothing calls for it."""
        if self._wanted is None and not self.noted:
            return None
        if self.error is not None:
            failing_for = at - self._failing_since
            wait = pause(self.error, self._failures, failing_for, taking_back=self._wanted is None)
            return None if wait is None else at + wait
        return at + self._look_again(now)

    def forget(self) -> None:
        """Nothing of it is ours any more, whatever the service shows. Raises OSError."""
        for part in tuple(self._entries):
            self._put(part, None)
        self._leases = ()

    def close(self) -> None:
        """The next `bring` opens it anew."""
        provider, self._provider, self._leases = self._provider, None, ()
        if provider is not None:
            provider.close()

    def line(self) -> Line:
        leases = self._leases
        entries = [entry for entry in self._entries.values() if entry.stage is not Stage.YIELDED]
        return Line(
            name=self.name,
            wanted=merged([lease.wanted for lease in leases]),
            found=merged([lease.found for lease in leases]),
            ours=bool(entries),
            until=max((end for entry in entries if (end := entry.ends or entry.asked.until)), default=None),
            previous=merged([entry.before for entry in entries]),
            problem=self.error.code if self.error else "",
            detail=self.error.detail if self.error else "",
            yielded=bool(self._entries) and not entries,
        )

    def _look_again(self, now: datetime) -> float:
        """A while, or soon after something ends: the block, or what the person had and we left alone."""
        ends = [self._wanted.until] if self._wanted else []
        ends += [lease.found.until for lease in self._leases if lease.found is not None]
        waits = [(end + _GRACE - now).total_seconds() for end in ends if end is not None and end + _GRACE > now]
        return min([LOOK_AGAIN, *waits])

    def _note_undoing(self) -> None:
        """Before the provider is opened, which may fail: the person has said so."""
        for part, entry in tuple(self._entries.items()) if not self._leases else ():
            if entry.stage is not Stage.YIELDED:
                self._put(part, replace(entry, stage=Stage.UNDOING))

    def _try(self, step: Callable[[Lease], None], at: float, first: Callable[[], None] = lambda: None) -> None:
        try:
            first()
            self.error = self._each(step)
        except ProviderError as error:
            self.error = error
        except Exception as error:
            # Whatever one provider does, the others go on.
            log.warning("provider %s failed in a way of its own", self.name, exc_info=error)
            self.error = Broken(f"{type(error).__name__}: {error}")
        if self.error is None:
            self._failures, self.not_before = 0, 0.0
            return
        log.info("provider %s: %s (%s)", self.name, self.error.code, self.error.detail)
        if not self._failures:
            self._failing_since = at
        self._failures += 1
        self.not_before = at + self.error.wait_seconds if self.error.wait_seconds else 0.0
        if not self.error.retries:
            # A new secret, another desktop: the next try begins from nothing.
            self.close()

    def _each(self, step: Callable[[Lease], None]) -> ProviderError | None:
        if self._provider is None:
            self._provider = provider = self.open()
            self._leases = tuple(
                Lease(part, self._entries.get(part.name), partial(self._put, part.name)) for part in provider.parts
            )
        failed: ProviderError | None = None
        for lease in self._leases:
            try:
                step(lease)
            except ProviderError as error:
                failed = failed or error
        return failed

    def _put(self, part: str, entry: Entry | None) -> None:
        self._note(part, entry)
        if entry is None:
            self._entries.pop(part, None)
        else:
            self._entries[part] = entry


def merged(parts: list[Presence | None]) -> Presence | None:
    """Parts of one service as one: the strongest level, the first text, the last end. None where none is known."""
    known = [one for one in parts if one is not None]
    if not known:
        return None
    told = next((one for one in known if one.text or one.emoji), Presence())
    ends = [one.until for one in known if not one.blank]
    until = None if None in ends else max((end for end in ends if end is not None), default=None)
    return Presence(max((one.level for one in known), default=Level.AVAILABLE), told.text, told.emoji, until)


_GONE = Gone(
    "It is no longer in the settings, and may still show you as busy. "
    "Add it again under this name to have it put back, or remove it."
)


def gone() -> Provider:
    """Opens what the settings no longer have."""
    raise _GONE
