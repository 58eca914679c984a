"""Weeks of one person, several services and an app that ends in all ways, without a thread and in no time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from focus.journal import Journal
from focus.presence import Entry, Level, Presence, Stage
from focus.providers import Provider
from focus.turns import Turns
from tests.clock import HandClock
from tests.focus.shelves import BLANK, OURS, Hook, Inhibit, Killed, Shelf, ShelfPart

START = datetime(2026, 11, 23, 8, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
SECOND = timedelta(seconds=1)
SOON, LATER, LONG = 60 * SECOND, 5 * MINUTE + 30 * SECOND, 16 * MINUTE
"""Within these it is right again: at once, after an hour of failures or where nobody says so, after a refusal."""
PARTS = {
    "status": ("status",), "steps": ("status",), "plain": ("status",), "two": ("status", "snooze"), "kde": ("dnd",),
    "hook": ("hook",),
}  # fmt: skip
HERE = LASTS_NO_LONGER = {"kde"}
"""No network is needed for it, and what we show there ends with our connection."""


class MortalJournal(Journal):
    def __init__(self, path: Path, step: Callable[[], None]) -> None:
        super().__init__(path)
        self._step = step

    def put(self, provider: str, part: str, entry: Entry | None) -> None:
        self._step()
        super().put(provider, part, entry)
        self._step()


@dataclass
class Block:
    """`follows`: the end of a second one that begins where this one ends."""

    since: datetime
    until: datetime
    follows: datetime | None = None


class Week:
    """The person, their services, and one life of the app after another. Whatever is not right raises at once."""

    def __init__(self, path: Path) -> None:
        self.clock = HandClock(START)
        self.path = path
        self.shelves = {
            (provider, part): Shelf(
                self.clock,
                expires=provider not in {"plain", "hook", "kde"},
                step=HOUR if provider == "steps" else None,
            )
            for provider, parts in PARTS.items()
            for part in parts
        }
        self.block: Block | None = None
        self.ended = START
        """When the last block did."""
        self.good_since = dict.fromkeys(self.shelves, START)
        """Since when nothing has been in the way of a shelf."""
        self.patience = dict.fromkeys(self.shelves, SOON)
        self.steps_left: int | None = None
        self.turns: Turns | None = None
        self.start()

    # The app

    def start(self) -> None:
        if self.turns is None:
            self.steps_left = None
            self.turns = Turns(MortalJournal(self.path, self._step))
            self.turns.follow({name: partial(self._provider, name) for name in PARTS}, "", self.clock.monotonic())
            self._nothing_in_the_way()
            self.tick()

    def kill(self, steps: int) -> None:
        """After so many more requests and notes."""
        self.steps_left = steps
        if steps == 0:
            self._died()

    def quit(self) -> None:
        if self.turns is not None:
            self.turns.leave(self.clock.monotonic())
            self._work()
            self._died()

    def undo(self, name: str) -> None:
        if self.turns is None:
            return
        self.turns.undo(name, None, None, self.clock.monotonic())
        self._work()
        noted = Journal(self.path).entries().get(name, {})
        for (provider, part), shelf in self.shelves.items():
            if provider == name and part in noted and noted[part].stage in (Stage.UNDOING, Stage.YIELDED):
                shelf.untouchable = shelf.run

    def heal(self) -> None:
        if self.turns is not None:
            self.tick()
            if self.turns is not None:
                self.turns.heal(self.clock.monotonic())
                self._work()

    def tick(self) -> None:
        """As the engine does at each change of the plan, and now and then."""
        self._turn_page()
        block = self.block
        if self.turns is None:
            return
        if block is None:
            self.turns.want({}, None, self.clock.monotonic())
        else:
            text = f"{OURS} until {block.until:%d %H:%M:%S}"
            wanted = Presence(Level.DO_NOT_DISTURB, text, ":lock:", block.until)
            self.turns.want(dict.fromkeys(PARTS, wanted), block.since, self.clock.monotonic())
        self._work()

    def _work(self) -> None:
        turns = self.turns
        try:
            while turns is not None and (task := turns.next(self.clock.monotonic())) is not None:
                task.work(self.clock.now(), self.clock.monotonic())
                turns.finish(task, self.clock.now(), self.clock.monotonic())
        except Killed:
            self._died()
        for (provider, _), shelf in self.shelves.items():
            if self.turns is not None and shelf.untouchable is not None and shelf.read == shelf.own != BLANK:
                shelf.seen = shelf.untouchable
            assert not shelf.wrong, f"{provider}: {shelf.wrong}"
        self._settle_doubts()

    def _step(self) -> None:
        if self.steps_left is not None:
            self.steps_left -= 1
            if self.steps_left <= 0:
                raise Killed

    def _died(self) -> None:
        self.turns, self.steps_left = None, None
        self._hung_up("kde")

    def _hung_up(self, name: str) -> None:
        if name in LASTS_NO_LONGER:
            self.shelves[name, "dnd"].ended()

    def _provider(self, name: str) -> Provider:
        kinds: dict[str, type[ShelfPart]] = {"hook": Hook, "dnd": Inhibit}
        made = [
            kinds.get(part, ShelfPart)(part, self.shelves[name, part], self._step, text=part in {"status", "hook"})
            for part in PARTS[name]
        ]
        return Provider(tuple(made), partial(self._hung_up, name))

    # The person

    def focus(self, length: timedelta) -> None:
        self.start()
        if self.turns is not None and self.block is None:
            self.block = Block(self.clock.now(), self.clock.now() + length)
            self.tick()

    def extend(self, length: timedelta) -> None:
        if self.turns is not None and self.block is not None and self.block.follows is None:
            self.block.until += length
            self.tick()

    def follow(self, length: timedelta) -> None:
        """A block that begins where this one ends."""
        if self.block is not None:
            self.block.follows = (self.block.follows or self.block.until) + length

    def stop(self) -> None:
        if self.turns is not None and self.block is not None:
            self._block_is_over(self.clock.now())
            self.tick()

    def by_hand(self, provider: str, presence: Presence) -> None:
        for (name, part), shelf in self.shelves.items():
            if name == provider and name != "hook":
                shelf.changed = self.clock.now()
                own = presence if part == "status" else Presence(presence.level) if presence.level > 1 else BLANK
                entry = Journal(self.path).entries().get(name, {}).get(part)
                if entry is not None and entry.stage is not Stage.YIELDED and (own.blank or own.until):
                    shelf.maybe.add(entry.before)
                if part == "dnd":
                    shelf.own = own
                else:
                    # Killed before it knew whether it wrote, nobody can tell their clearing from nothing written.
                    doubtful = entry is not None and entry.ours is None and own == entry.before
                    shelf.by_hand(own, known=not doubtful)

    # Time and the network

    def network(self, up: bool, provider: str = "") -> None:
        for (name, part), shelf in self.shelves.items():
            if name not in HERE and provider in {"", name}:
                shelf.reachable = up
                self.good_since[name, part] = self.clock.now()

    def freeze(self, length: timedelta, *, suspended: bool) -> None:
        """The process stands still; a machine that is suspended has a clock that does, and is told when it wakes."""
        if suspended:
            self.clock.set_to(self.clock.now() + length)
        else:
            self.clock.pass_by(length)
        self._nothing_in_the_way()
        if suspended:
            self.heal()
        else:
            self.tick()
            self._work()

    def pass_by(self, length: timedelta) -> None:
        end = self.clock.now() + length
        while (now := self.clock.now()) < end:
            self.clock.pass_by(min([end, *(one for one in self._events() if one > now)]) - now)
            self.check()  # before what is done now, too: that may come late
            self.tick()
            self._work()
            self.check()

    def _events(self) -> list[datetime]:
        now, found = self.clock.now(), [self.ended + SOON + SECOND]
        if self.block is not None:
            found.append(self.block.until)
        soonest = self.turns.soonest() if self.turns is not None else None
        if soonest is not None:
            found.append(now + max(SECOND, timedelta(seconds=soonest - self.clock.monotonic())))
        return found

    def _turn_page(self) -> None:
        block, now = self.block, self.clock.now()
        if block is not None and block.until <= now and block.follows is not None:
            block.until, block.follows = block.follows, None
        if block is not None and block.until <= now:
            self._block_is_over(block.until)
        for shelf in self.shelves.values():
            shelf.run = None if self.block is None else self.block.since

    def _block_is_over(self, at: datetime) -> None:
        self.block, self.ended = None, at
        for shelf in self.shelves.values():
            shelf.run = shelf.untouchable = None

    def _nothing_in_the_way(self) -> None:
        self.good_since = dict.fromkeys(self.shelves, self.clock.now())

    # What must be so

    def check(self) -> None:
        now = self.clock.now()
        for (provider, part), shelf in self.shelves.items():
            good = self.turns is not None and shelf.reachable and not shelf.faults
            if not good:
                self.good_since[provider, part] = now
                continue
            since = self.good_since[provider, part]
            if now - since > LONG:
                self.patience[provider, part] = SOON
            patience = self.patience[provider, part]
            if self.block is None and shelf.ours:
                if now - self.ended > HOUR:
                    patience = max(patience, LATER)
                late = now - max(self.ended, since)
                assert late <= patience, f"{provider}: still busy {late} after the block"
            on = self.block is not None and now < self.block.until
            if self.block is not None and on and not shelf.ours and self._may_be_set(provider, part):
                late = now - max(self.block.since, since, self._free_since(shelf))
                assert late <= max(patience, LATER), f"{provider}: not busy {late} after the block began"

    def _may_be_set(self, provider: str, part: str) -> bool:
        shelf = self.shelves[provider, part]
        theirs = shelf.shown if part != "dnd" else shelf.own
        entry = Journal(self.path).entries().get(provider, {}).get(part)
        yields = entry is not None and entry.stage in (Stage.YIELDED, Stage.UNDOING)
        return not yields and shelf.untouchable is None and theirs.level < Level.BUSY

    def _free_since(self, shelf: Shelf) -> datetime:
        """A presence of theirs that was stronger may just have come to its end, or been changed."""
        until = shelf.own.until
        return until if until is not None and until <= self.clock.now() else shelf.changed

    def _settle_doubts(self) -> None:
        entries = Journal(self.path).entries()
        for (provider, part), shelf in self.shelves.items():
            entry = entries.get(provider, {}).get(part)
            if entry is not None and entry.stage is Stage.YIELDED:
                shelf.untouchable, shelf.maybe = shelf.run, set()
            elif entry is None:
                if shelf.shown in shelf.maybe:
                    shelf.own = shelf.shown
                shelf.maybe = set()

    def end(self) -> None:
        """The last block is over, everything answers, and some time goes by: all is as the person had it last."""
        self.network(True)
        for shelf in self.shelves.values():
            shelf.faults.clear()
        self.steps_left = None
        self.start()
        self.stop()
        self._nothing_in_the_way()
        self.pass_by(LONG)
        assert Journal(self.path).entries() == {}
        for (provider, part), shelf in self.shelves.items():
            over = shelf.own.until is not None and shelf.own.until <= self.clock.now()
            expected = BLANK if over or part == "dnd" else shelf.own
            assert shelf.shown == expected, f"{provider}: {shelf.shown}, and not {expected}"
