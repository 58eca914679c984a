"""What colleagues see of a person on one part of a service, and a watch on every writing: none may go over what the
person chose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from focus.errors import Offline, ProviderError
from focus.presence import Level, Presence
from tests.clock import HandClock

BLANK = Presence()
OURS = "In focus"
NEAR = timedelta(seconds=60)
NEVER = datetime.min.replace(tzinfo=UTC)


class Killed(BaseException):
    """The process is no more."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`arrives`: the request was carried out, and only its answer was lost."""

    error: ProviderError
    arrives: bool = False


@dataclass(eq=False)
class Shelf:
    """`run` is told by the world: when the blocks that are on began, or None."""

    clock: HandClock
    expires: bool = True
    step: timedelta | None = None
    run: datetime | None = None
    reachable: bool = True
    faults: list[Fault] = field(default_factory=list)
    own: Presence = BLANK
    """What the person set last."""
    changed: datetime = NEVER
    """When that was."""
    maybe: set[Presence] = field(default_factory=set)
    """What else it may come to, where nobody can know whether the person cleared it or the service did."""
    untouchable: datetime | None = None
    """The run in which the person took it over."""
    read: Presence | None = None
    """What we read last."""
    seen: datetime | None = None
    """The run in which we read that they took it over."""
    wrong: list[str] = field(default_factory=list)
    _shown: Presence = BLANK
    _theirs: set[Presence] = field(default_factory=lambda: {BLANK})
    _cleared: datetime | None = None
    """Until when ours would have been there."""

    @property
    def shown(self) -> Presence:
        until = self._shown.until
        return BLANK if self.expires and until is not None and until <= self.clock.now() else self._shown

    @property
    def ours(self) -> bool:
        return self.shown not in self._theirs

    @property
    def ends(self) -> datetime | None:
        return self._shown.until

    def by_hand(self, presence: Presence, *, known: bool = True) -> None:
        self.read = None
        if known and self.ours and self.run is not None:
            self.untouchable = self.run
            self._cleared = self._shown.until if presence.blank else None
        self.own = self._shown = presence
        self._theirs.add(presence)

    def ended(self) -> None:
        """By itself."""
        self._shown = BLANK

    def write(self, presence: Presence) -> None:
        """By us."""
        self.wrong += [words for is_wrong, words in self._watched(presence) if is_wrong]
        until = presence.until
        if until is not None and self.step is not None and presence not in self._theirs:
            now = self.clock.now()
            until = now + self.step * -((now - until) // self.step)
        self._shown = replace(presence, until=until)

    def _watched(self, presence: Presence) -> list[tuple[bool, str]]:
        now, theirs = self.clock.now(), not self.ours and not self.shown.blank
        cleared = self.shown.blank and self._cleared is not None and self._cleared > now + NEAR
        if presence in self._theirs:
            return [
                (presence.until is not None and presence.until <= now, f"{presence} put back, which is over"),
                (theirs and presence != self.shown, f"{presence} put back over their own {self.shown}"),
                (cleared and not presence.blank, f"{presence} put back over what they cleared"),
            ]
        taken = self.untouchable is not None and self.untouchable == self.run
        return [
            (presence.until is None, f"{presence} has no end"),
            (self.run is None, "set while no block is on"),
            (theirs and self.shown.level > presence.level, f"{self.shown} was weakened"),
            (taken and theirs, f"{presence} over {self.shown}, which they set in this block"),
            (taken and cleared, f"{presence} over what they cleared in this block"),
            (taken and self.seen == self.run, f"{presence}, though it had seen that they took it over"),
        ]


class ShelfPart:
    """The part of a provider for it. `step`: each request, and perhaps the end of the process."""

    lasting = True

    def __init__(self, name: str, shelf: Shelf, step: Callable[[], None], *, text: bool = True) -> None:
        self.name = name
        self._shelf = shelf
        self._step = step
        self._text = text

    def shown(self, presence: Presence) -> Presence:
        if self._text:
            return replace(presence, level=min(presence.level, Level.BUSY))
        return Presence(Level.DO_NOT_DISTURB, until=presence.until) if presence.level >= Level.BUSY else BLANK

    def read(self) -> Presence | None:
        self._reach(lambda: None)
        self._shelf.read = self._shelf.shown
        return self._shelf.shown

    def write(self, presence: Presence) -> None:
        self._reach(lambda: self._shelf.write(presence))

    def _reach(self, effect: Callable[[], None]) -> None:
        self._step()
        if not self._shelf.reachable:
            raise Offline("no route to host")
        fault = self._shelf.faults.pop(0) if self._shelf.faults else None
        if fault is None or fault.arrives:
            effect()
        if fault is not None:
            raise fault.error
        self._step()


class Hook(ShelfPart):
    """It is told, and cannot be asked."""

    def read(self) -> Presence | None:
        return None


class Inhibit(ShelfPart):
    """Ours stands beside theirs, and ends with our process."""

    lasting = False

    def read(self) -> Presence | None:
        self._reach(lambda: None)
        on = self._shelf.shown != BLANK or self._shelf.own != BLANK
        return Presence(Level.DO_NOT_DISTURB) if on else BLANK
