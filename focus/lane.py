"""One provider: its leases, one for each of its parts, and when it is to be looked at again.

No thread and no clock of its own: `focus.keeper` has those.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from focus.errors import Broken, Gone, ProviderError
from focus.lease import Lease
from focus.presence import Entry, Level, Presence, Stage
from focus.providers import Provider

FIRST_RETRY, LAST_RETRY = 2.0, 300.0
SOONEST_REFUSED = 30.0
"""Seconds: who was refused once is mostly refused again, and the person is asked meanwhile."""
LOOK_AGAIN = 300.0
"""While something is wanted: a change by the person is better seen before our own expiry hides it."""

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


class Lane:
    """`entries`: what is noted of its parts. Used by one thread at a time."""

    def __init__(self, name: str, open: Open, entries: Mapping[str, Entry], note: Note) -> None:
        self.name = name
        self.open = open
        self.error: ProviderError | None = _GONE if open is gone else None
        self.failures = 0
        self._note = note
        self._entries = dict(entries)
        self._provider: Provider | None = None
        self._leases: tuple[Lease, ...] = ()
        self._wanted: Presence | None = None

    @property
    def ours(self) -> bool:
        """Whether something is noted: the service may still show what we wrote."""
        return bool(self._entries)

    def bring(self, wanted: Presence | None, now: datetime) -> None:
        """Each part towards `wanted`. What went wrong, first of all, is in `error`."""
        self._wanted = wanted
        try:
            self.error = self._bring(wanted, now)
        except ProviderError as error:
            self.error = error
        except Exception as error:
            # Whatever one provider does, the others go on.
            log.warning("provider %s failed in a way of its own", self.name, exc_info=error)
            self.error = Broken(f"{type(error).__name__}: {error}")
        if self.error is None:
            self.failures = 0
        else:
            log.info("provider %s: %s (%s)", self.name, self.error.code, self.error.detail)
            self.failures += 1

    def wait(self) -> float | None:
        """Seconds until the next look; None where nothing calls for one."""
        if self.error is None:
            return LOOK_AGAIN if self._wanted is not None else None
        if self._wanted is None and not self.ours:
            return None
        if not (self.error.retries or self.error.wait_seconds or self.ours):
            return None
        back_off = min(LAST_RETRY, FIRST_RETRY * float(2 ** min(self.failures - 1, 10)))
        return max(back_off, self.error.wait_seconds, 0.0 if self.error.retries else SOONEST_REFUSED)

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
            wanted=_merged([lease.wanted for lease in leases]),
            found=_merged([lease.found for lease in leases]),
            ours=bool(entries),
            until=max((entry.asked.until for entry in entries if entry.asked.until is not None), default=None),
            previous=_merged([entry.before for entry in entries]),
            problem=self.error.code if self.error else "",
            detail=self.error.detail if self.error else "",
        )

    def _bring(self, wanted: Presence | None, now: datetime) -> ProviderError | None:
        if self._provider is None:
            self._provider = provider = self.open()
            self._leases = tuple(
                Lease(part, self._entries.get(part.name), partial(self._put, part.name)) for part in provider.parts
            )
        failed: ProviderError | None = None
        for lease in self._leases:
            try:
                lease.bring(wanted, now)
            except ProviderError as error:
                failed = failed or error
        return failed

    def _put(self, part: str, entry: Entry | None) -> None:
        self._note(part, entry)
        if entry is None:
            self._entries.pop(part, None)
        else:
            self._entries[part] = entry


def _merged(parts: list[Presence | None]) -> Presence | None:
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
