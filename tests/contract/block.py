"""A focus block played on one service, without threads: the app that is killed and started again, the person, and the
colleagues who look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from focus.journal import Journal
from focus.lane import Lane
from focus.presence import Presence, same
from focus.providers import Means, Provider
from inbox.web.client import Client
from tests.clock import HandClock
from tests.contract.faults import Fault, Killed, MortalJournal, Steps, WatchedPart, WiredClient, WiredConnection
from tests.servers.web import Web

if TYPE_CHECKING:
    from tests.contract.provider_faults import FaultMatrix

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
TRIES = 4
PHASES = ("set", "extend", "restore", "end")
"""Set at the block's start, extended, put back before its end (and before the service's own), and after that."""
BEFORE = ("nothing", "without end", "ends later", "ends meanwhile")


class Double(Protocol):
    """A service for one person, as a provider of theirs and as their colleagues see it. It lives through the whole
    test: everything is taken back by `by_hand(part, Presence())` before the next cell."""

    @property
    def web(self) -> Web | None:
        """The double's server, which is asked without its socket; None for a real server, or none."""

    @property
    def writes(self) -> Sequence[tuple[str, Presence]]:
        """What was written through its API, by part, with the end as it was sent or as the service made it of that
        (None where there was none)."""

    def provider(self, means: Means) -> Provider:
        """As the app opens it: `SPEC.open({"url": self.web.url}, {"token": TOKEN}, means)`."""

    def shown(self) -> Mapping[str, Presence]:
        """What colleagues see now, by part: what its own expiry has ended (by the test's `clock`) is gone."""

    def by_hand(self, part: str, presence: Presence) -> None:
        """The person sets this in the service's own client; with `presence.until` where that has an end."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One way through a block. `then`: what follows a fault ("goes on", "lasts", "starts at once", "starts late")."""

    before: str
    phase: str
    at: int
    fault: Fault | None = None
    then: str = "goes on"


class Play:
    """One service and its clock, one journal, and one life of the app after another: a lane, without threads."""

    def __init__(self, matrix: FaultMatrix, double: Double, clock: HandClock, path: Path) -> None:
        self.double = double
        self.steps = Steps()
        self.busy_writes = 0
        """How often ours was written."""
        self._against: list[str] = []
        self._matrix = matrix
        self._clock = clock
        self._path = path
        self._wire = partial(WiredClient, self.steps, double.web)
        self._clients: dict[tuple[str, ...], Client] = {}
        self._known: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self.begin = clock.now()
        self.expected: dict[str, Presence] = {}
        self.lane = self._born()
        self.parts = {part.name: part for part in self.provider().parts}

    # The person and the clock

    def befores(self) -> tuple[str, ...]:
        return BEFORE if self._matrix.theirs and self._matrix.ends else BEFORE[: 2 if self._matrix.theirs else 1]

    def choices(self) -> Iterator[tuple[str, Mapping[str, Presence]]]:
        if not self._matrix.seen:
            return
        if self._matrix.theirs:
            changed = {name: replace(one, text=one.text and f"{one.text}, later") for name, one in self._theirs()}
            yield "weaker", changed
        yield "nothing", {name: Presence() for name in self.parts}
        if self._matrix.stronger:
            yield "stronger", self._matrix.stronger

    def by_hand(self, presences: Mapping[str, Presence]) -> None:
        for name, presence in presences.items():
            self.double.by_hand(name, presence)
            self.expected[name] = self.double.shown()[name]

    def until(self, presence: Presence, length: timedelta | None) -> Presence:
        return presence if length is None else replace(presence, until=self.begin + length)

    def pass_by(self, length: timedelta) -> None:
        self._clock.pass_by(length)

    def _theirs(self) -> Iterator[tuple[str, Presence]]:
        yield from self._matrix.theirs.items()

    # The app

    @property
    def wanted(self) -> Presence:
        level = self._matrix.level or self._matrix.spec.level
        return Presence(level, "In focus until 11:00", "", self.begin + HOUR)

    @property
    def longer(self) -> Presence:
        return replace(self.wanted, text="In focus until 12:00", until=self.begin + 2 * HOUR)

    def provider(self) -> Provider:
        web = partial(WiredConnection, self._wire, self._clients, tokens=self._matrix.tokens)
        opened = self.double.provider(Means(web, self._clock.now))
        calls = not self._matrix.over_http
        return Provider(tuple(WatchedPart(part, self.steps, calls=calls) for part in opened.parts), opened.close)

    def anew(self) -> None:
        """The next cell: the app, the person and the service as if nothing had been."""
        self.lane.close()
        self._path = self._path.with_name(f"{self.begin:%Y%m%dT%H%M%S}.json")
        self.steps.arm(-1, None)
        self._against = []
        self.begin = self._clock.pass_by(HOUR)
        self.by_hand({name: Presence() for name in self.parts})
        self.lane = self._born()

    def _born(self) -> Lane:
        journal = MortalJournal(self._path, self.steps)
        entries = journal.entries().get("it", {})
        return Lane("it", self.provider, entries, partial(journal.put, "it"))

    def start_again(self) -> None:
        self.lane.close()
        self.steps.arm(-1, None)
        self.lane = self._born()

    def bring(self, wanted: Presence | None, tries: int = TRIES) -> None:
        """As the keeper does: until it went well, a minute apart. A refusal has it begin anew."""
        for _ in range(tries):
            self._bring(wanted)
            if self.lane.error is None:
                return
            due = self.lane.due(self._clock.now(), self._clock.monotonic())
            assert not self.lane.ours or due is not None, "what is ours would never be looked at again"
            self.pass_by(MINUTE)

    def _bring(self, wanted: Presence | None) -> None:
        before, many = self.double.shown(), len(self.double.writes)
        try:
            self.lane.bring(wanted, self._clock.now(), self._clock.monotonic())
        finally:
            for name, written in self.double.writes[many:]:
                shown = self.parts[name].shown(wanted) if wanted is not None else Presence()
                if not shown.blank and _alike(written, shown):
                    self.busy_writes += 1
                    self._see(written, shown, before[name])

    def _see(self, written: Presence, asked: Presence, there: Presence) -> None:
        """What no writing of ours may do, whatever went wrong before it."""
        if written.level < there.level and not _alike(there, asked):
            self._against.append(f"{there} was weakened to {written}")
        if not self._matrix.spec.expires:
            return
        if written.until is None or asked.until is None:
            self._against.append(f"{written} was sent without an end")
        elif not -MINUTE <= written.until - asked.until <= self._matrix.rounding + MINUTE:
            self._against.append(f"{written} was to end at {asked.until}")

    # Ways through a block

    def steps_of(self, before: str, phase: str) -> list[tuple[str, str]]:
        """What is done in this phase where nothing fails."""
        if (before, phase) not in self._known:
            assert self.through(Cell(before, phase, -1)) == ""
        return self._known[before, phase]

    def through(self, cell: Cell, chosen: Mapping[str, Presence] | None = None) -> str:
        """A block of two hours with one fault; '' where the end was right. `chosen`: the person does that just after
        the fault."""
        self._begin(cell.before)
        for phase, minutes, wanted in (("set", 0, self.wanted), ("extend", 20, self.longer)):
            if self._phase(cell, phase, minutes, wanted, chosen) == "starts late":
                return self._ended(130, cell.before)
        self._at(40)
        if cell.then != "lasts" or cell.phase not in PHASES[:2]:
            self.bring(self.longer)  # just a look
        for phase, minutes in (("restore", 100), ("end", 122)):
            if cell.phase == phase or (phase == "end" and cell.phase in PHASES[:2]):
                self._phase(cell, phase, minutes, None, chosen)
                return self._ended(190 if cell.then == "starts late" else minutes, cell.before)
        raise AssertionError(cell)

    def changed(self, before: str, chosen: Mapping[str, Presence], when: str) -> str:
        """A block in which nothing fails but that the person chooses something else."""
        self._begin(before)
        self.bring(self.wanted)
        self._at(20)
        if when == "while it was dead":
            self.start_again()
            if not self._matrix.lasts and all(one.blank for one in chosen.values()):
                return self._ended(50, before)  # ours has gone with it: there was nothing to take back
        self.by_hand(chosen)
        if when != "before the end":
            self.bring(self.longer)
            self._at(40)
            self.bring(self.longer)
            shown = self.double.shown()
            wrong = [name for name in chosen if shown[name] != self.expected[name]]  # the others are still ours
            if wrong:
                return f"in the block {wrong[0]}: {shown[wrong[0]]}, not {self.expected[wrong[0]]}"
        return self._ended(50, before)

    def _begin(self, before: str) -> None:
        self.anew()
        length = {"ends later": 5 * HOUR, "ends meanwhile": 30 * MINUTE}.get(before)
        if before != "nothing":
            self.by_hand({name: self.until(presence, length) for name, presence in self._theirs()})

    def _at(self, minutes: int) -> None:
        """On to this minute of the block, if it has not come."""
        ahead = self.begin + minutes * MINUTE - self._clock.now()
        if ahead > timedelta():
            self.pass_by(ahead)

    def _phase(
        self, cell: Cell, phase: str, minutes: int, wanted: Presence | None, chosen: Mapping[str, Presence] | None
    ) -> str:
        self._at(minutes)
        here, lasts = phase == cell.phase, cell.then == "lasts"
        if here:
            self.steps.arm(cell.at, cell.fault, lasts=lasts)
        try:
            self.bring(wanted, tries=1 if here else TRIES)
            if chosen is not None and here:
                self.by_hand(chosen)
            if here and cell.fault is None:
                self._known[cell.before, phase] = list(self.steps.done)
            if self.lane.error is not None:
                self.bring(wanted)
        except Killed:
            self.start_again()
            if chosen is not None:
                self.by_hand(chosen)
            if cell.then == "starts late":
                return cell.then
            self.bring(wanted)
        return ""

    def _ended(self, minutes: int, before: str) -> str:
        self._at(minutes)
        if self.steps.happened is not None:
            self.steps.arm(-1, None)
        self.bring(None)
        return self._wrong()

    def _wrong(self) -> str:
        if self._against:
            return self._against[0]
        if self.lane.error is not None:
            return f"still {self.lane.error.code}: {self.lane.error.detail}"
        if self.lane.ours or Journal(self._path).entries():
            return "something is noted still"
        now = self._clock.now()
        for name, shown in self.double.shown().items():
            expected = self.expected[name]
            expected = Presence() if expected.until is not None and expected.until <= now else expected
            if not self._right(shown, expected):
                return f"{name}: {shown}, not {expected}"
        return ""

    def _right(self, shown: Presence, expected: Presence) -> bool:
        if not self._matrix.rounding or shown.until is None or expected.until is None:
            return same(shown, expected)
        late = shown.until - expected.until
        return _alike(shown, expected) and -MINUTE <= late <= self._matrix.rounding

    def close(self) -> None:
        self.lane.close()
        for client in self._clients.values():
            client.close()


def _alike(one: Presence, other: Presence) -> bool:
    return (one.level, one.text, one.emoji) == (other.level, other.text, other.emoji)
