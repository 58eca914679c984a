"""Brings every service to the presence that is wanted, and back: the only threads of `focus`.

Level-triggered: each attempt compares what is wanted with what is found, so that repeats, crashes and reordering end
right. A service that fails is tried again by itself and holds up no other.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from time import monotonic

from focus.errors import Broken, Gone, ProviderError
from focus.journal import Journal
from focus.presence import Confirm, Entry, Forget, Leave, Presence, Restore, Stage, Write, Yield, reconcile, same
from focus.providers import Provider

POOL = 4
FIRST_RETRY, LAST_RETRY = 2.0, 300.0
LOOK_AGAIN = 300.0
"""While something is wanted: a change by the person is better seen before our own expiry hides it."""
DROP_SECONDS = 10.0

Open = Callable[[], Provider]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Line:
    """How one provider is: what we want shown there, what was found last, whether that is ours and until when,
    what the person had before, and a problem's code with what the service said."""

    name: str
    wanted: Presence | None
    found: Presence | None
    ours: bool
    until: datetime | None
    previous: Presence | None
    problem: str
    detail: str


@dataclass(slots=True, eq=False)
class _Lane:
    """One provider's state. What an attempt finds belongs to whoever set `busy`, the rest to the keeper's lock."""

    name: str
    open: Open
    provider: Provider | None = None
    entry: Entry | None = None
    wanted: Presence | None = None
    found: Presence | None = None
    error: ProviderError | None = None
    pending: bool = False
    look: bool = False
    looking: bool = False
    busy: bool = False
    fresh: bool = True
    leaving: bool = False
    replacement: Open | None = None
    failures: int = 0
    due: float | None = None
    reported: Line | None = None


class Keeper:
    """`want` and the rest may be called from any thread and never wait for a service, but where seconds are named.

    `report` is called on a thread of the pool whenever a line has changed.
    """

    def __init__(
        self, providers: Mapping[str, Open], journal: Journal, now: Callable[[], datetime], report: Callable[[], None]
    ) -> None:
        self._journal = journal
        self._now = now
        self._report = report
        self._changed = threading.Condition()
        self._lanes: dict[str, _Lane] = {}
        self._wanted: Presence | None = None
        self._told = False
        self._threads: list[threading.Thread] = []
        self._closed = False
        self.follow(providers)

    def start(self) -> None:
        """Make the pool. Nothing is touched before the first `want`. May be called twice. Raises OSError."""
        entries = self._journal.entries()
        with self._changed:
            if self._threads or self._closed:
                return
            for name, lane in self._lanes.items():
                lane.entry = entries.get(name)
            self._threads = [
                threading.Thread(target=self._work, name=f"presence:{number}", daemon=True) for number in range(POOL)
            ]
        for thread in self._threads:
            thread.start()

    def follow(self, providers: Mapping[str, Open], *, keep: str = "") -> None:
        """Have these providers from now on. One that is gone, but for `keep`, is put back as it was and let go.

        One that went while no app ran can only be reported, until it is there again or dropped.
        """
        with self._changed:
            entries = self._journal.entries()
            for name, opener in providers.items():
                lane = self._lanes.get(name)
                if lane is None or lane.open is _gone:
                    self._lanes[name] = _Lane(name, opener, entry=entries.get(name), pending=self._told)
                elif lane.leaving or not _same_opener(lane.open, opener):
                    lane.replacement, lane.leaving, lane.pending = opener, False, True
            for name in self._lanes.keys() - providers.keys() - {keep}:
                self._let_go(name)
            for name in entries.keys() - self._lanes.keys():
                self._lanes[name] = _Lane(name, _gone, entry=entries[name], error=_GONE)
            self._changed.notify_all()

    def drop(self, name: str) -> Line | None:
        """Put this one back as it was, and let it go. Waits for that, but not for long.

        What is left of it, where it could not be put back: that is tried again. One that is gone is forgotten.
        """
        with self._changed:
            lane = self._lanes.get(name)
            if lane is None:
                return None
            if lane.open is _gone:
                self._forget(lane)
                del self._lanes[name]
                return None
            if lane.entry is not None:
                self.start()
            self._let_go(name)
            self._changed.notify_all()

            def over() -> bool:
                failed = lane.error is not None and not (lane.busy or lane.pending)
                return failed or self._lanes.get(name) is not lane

            self._changed.wait_for(over, DROP_SECONDS)
            return _line(lane) if self._lanes.get(name) is lane else None

    def want(self, presence: Presence | None) -> None:
        """Show this everywhere until it ends or something else is wanted; None: what the person had."""
        with self._changed:
            if self._closed or (self._told and presence == self._wanted):
                return
            self._wanted, self._told = presence, True
            self._stir(self._lanes.values())

    def heal(self) -> None:
        """Look at every service anew and put right what is not as it should be. Starts the pool if need be."""
        self.start()
        with self._changed:
            self._told = True
            for lane in self._lanes.values():
                lane.look = True
            self._stir(self._lanes.values())

    def settled(self, seconds: float) -> bool:
        """Wait until each provider is as wanted or has failed once; False if that takes longer."""
        with self._changed:
            if not self._threads:
                return True
            return self._changed.wait_for(
                lambda: not any(lane.busy or lane.pending for lane in self._lanes.values()), seconds
            )

    def lines(self) -> tuple[Line, ...]:
        with self._changed:
            return tuple(_line(lane) for lane in self._lanes.values())

    def close(self, seconds: float) -> None:
        """Put back what can be within `seconds`; the rest stays noted for the next start. May be called twice."""
        with self._changed:
            self._wanted = None
            self._stir([lane for lane in self._lanes.values() if lane.entry is not None or lane.busy])
        ended = self.settled(seconds)
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            idle = [lane for lane in self._lanes.values() if not lane.busy]
        for lane in idle:
            self._close_provider(lane)
        for thread in self._threads if ended else ():
            thread.join(seconds)

    # Under the lock

    def _stir(self, lanes: Iterable[_Lane]) -> None:
        for lane in lanes:
            lane.pending, lane.failures, lane.due = True, 0, None
        self._changed.notify_all()

    def _let_go(self, name: str) -> None:
        lane = self._lanes[name]
        if lane.open is _gone:
            return
        if self._threads or lane.entry is not None:
            lane.leaving = lane.pending = True
        else:
            del self._lanes[name]

    def _next_lane(self) -> _Lane | None:
        with self._changed:
            while not self._closed:
                idle = [lane for lane in self._lanes.values() if not lane.busy]
                now = monotonic()
                for lane in idle:
                    if lane.pending or (lane.due is not None and lane.due <= now):
                        lane.pending, lane.busy, lane.due = False, True, None
                        lane.looking, lane.look = lane.look, False
                        lane.wanted = None if lane.leaving or lane.replacement else self._wanted
                        return lane
                waits = [lane.due - now for lane in idle if lane.due is not None]
                self._changed.wait(min(waits, default=None))
            return None

    # On the pool

    def _work(self) -> None:
        while (lane := self._next_lane()) is not None:
            error = self._attempt(lane)
            with self._changed:
                self._finish(lane, error)
                line = _line(lane)
                changed, lane.reported = line != lane.reported, line
                self._changed.notify_all()
            if changed:
                self._report()

    def _attempt(self, lane: _Lane) -> ProviderError | None:
        if lane.wanted is None and lane.entry is None and not lane.looking:
            return None
        try:
            self._bring(lane)
        except ProviderError as error:
            log.info("provider %s: %s (%s)", lane.name, error.code, error.detail)
            return error
        except Exception as error:
            # Whatever one provider does, the others go on.
            log.warning("provider %s failed in a way of its own", lane.name, exc_info=error)
            return Broken(f"{type(error).__name__}: {error}")
        return None

    def _bring(self, lane: _Lane) -> None:
        """One step, the note of it always first."""
        provider = lane.provider = lane.provider or lane.open()
        lane.found = found = provider.read()
        if lane.fresh and lane.entry is not None and not provider.lasting:
            self._forget(lane)
        lane.fresh = False
        entry = lane.entry
        if lane.wanted is not None:
            shown = provider.shown(lane.wanted)
            lane.wanted = None if shown.blank else shown
        match reconcile(lane.wanted, found, entry, self._now()):
            case Write(planned):
                self._note(lane, planned)
                provider.write(planned.asked)
                lane.found = found = provider.read()
                if same(found, planned.before) and found.level is not planned.asked.level:
                    raise Broken("It took the presence and does not show it.")
                self._note(lane, replace(planned, ours=found, stage=Stage.SHOWN, replaced=None))
            case Confirm(confirmed):
                self._note(lane, confirmed)
            case Restore(before):
                assert entry is not None
                self._note(lane, replace(entry, ours=found, stage=Stage.ENDING, replaced=None))
                provider.write(before)
                lane.found = provider.read()
                self._forget(lane)
            case Yield():
                assert entry is not None
                self._note(lane, replace(entry, stage=Stage.YIELDED))
            case Forget():
                self._forget(lane)
            case Leave():
                pass

    def _note(self, lane: _Lane, entry: Entry) -> None:
        self._journal.put(lane.name, entry)
        lane.entry = entry

    def _forget(self, lane: _Lane) -> None:
        self._journal.remove(lane.name)
        lane.entry = None

    def _finish(self, lane: _Lane, error: ProviderError | None) -> None:
        lane.busy, lane.error = False, error
        if error is not None and not error.retries:
            # A new secret, another desktop: the next try begins from nothing.
            self._close_provider(lane)
        if lane.leaving and not lane.pending and (error is None or lane.entry is None):
            self._close_provider(lane)
            self._lanes.pop(lane.name, None)
        elif lane.replacement is not None and not lane.pending:
            self._close_provider(lane)
            lane.open, lane.replacement, lane.fresh, lane.pending = lane.replacement, None, True, True
        elif error is None:
            lane.failures = 0
            lane.due = None if lane.wanted is None else monotonic() + LOOK_AGAIN
        elif (error.retries or error.wait_seconds) and (lane.wanted is not None or lane.entry is not None):
            wait = min(LAST_RETRY, FIRST_RETRY * 2 ** min(lane.failures, 10))
            lane.due = monotonic() + max(wait, error.wait_seconds)
            lane.failures += 1

    @staticmethod
    def _close_provider(lane: _Lane) -> None:
        if lane.provider is not None:
            lane.provider.close()
            lane.provider = None


def _line(lane: _Lane) -> Line:
    entry = None if lane.entry is None or lane.entry.stage is Stage.YIELDED else lane.entry
    return Line(
        name=lane.name,
        wanted=lane.wanted,
        found=lane.found,
        ours=entry is not None,
        until=entry.asked.until if entry else None,
        previous=entry.before if entry else None,
        problem=lane.error.code if lane.error else "",
        detail=lane.error.detail if lane.error else "",
    )


_GONE = Gone(
    "It is no longer in the settings, and may still show you as busy. "
    "Add it again under this name to have it put back, or remove it."
)


def _gone() -> Provider:
    """Opens what the settings no longer have."""
    raise _GONE


def _same_opener(one: Open, other: Open) -> bool:
    """Partials are compared by what they would call: settings are read anew, and mostly have not changed."""
    if isinstance(one, partial) and isinstance(other, partial):
        return (one.func, one.args, one.keywords) == (other.func, other.args, other.keywords)
    return one == other
