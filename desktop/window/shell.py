"""What every part of the window is given: the bridge, the look, the commands, and what is going on now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop.bridge import Bridge
from desktop.core.clock import Clock
from desktop.core.views import Counts, Now, ProviderLine
from desktop.shortcuts import Shortcuts
from desktop.window.theme import Theme
from focus.schedule import Mode

if TYPE_CHECKING:  # not for the first paint
    from inbox.answering import Draft
    from inbox.sending import Outgoing


class Present(QObject):
    """The latest the engine said, and the time as it passes. UI thread only.

    `changed`: the engine said something new. `ticked`: a minute has begun; only while somebody looks.
    """

    changed = Signal()
    counted = Signal()
    """Apart, for it comes with each new mail: all that shows what time it is need not be worded anew."""
    ticked = Signal()
    travelled = Signal()
    """The week follows another zone's clock than until now."""

    def __init__(self, bridge: Bridge, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.now: Now | None = None
        self.counts: Counts | None = None
        self.providers: Sequence[ProviderLine] = ()
        self.drafts: frozenset[int] = frozenset()
        """The items to which an answer is begun."""
        self.troubled = 0
        """Letters that were not sent, or perhaps not: they need the person."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self._tick)
        bridge.now_changed.connect(self.take_now)
        bridge.queue_changed.connect(lambda changed: self.take_counts(changed.counts))
        bridge.presence_changed.connect(self.take_providers)

    @property
    def mode(self) -> Mode:
        return Mode.OPEN if self.now is None else self.now.mode

    @property
    def aside(self) -> bool:
        """Whether the plan is paused, or the person off."""
        return self.now is not None and bool(self.now.stands)

    def at(self) -> datetime:
        """This instant, in the schedule's zone (the machine's until the engine has said which it is)."""
        moment = self._clock.now()
        return moment.astimezone() if self.now is None else moment.astimezone(self.now.at.tzinfo)

    def take_now(self, now: Now) -> None:
        before, self.now = self.now, now
        if before is not None and str(before.at.tzinfo) != str(now.at.tzinfo):
            self.travelled.emit()
        self.changed.emit()

    def take_counts(self, counts: Counts) -> None:
        self.counts = counts
        self.counted.emit()

    def take_providers(self, providers: Sequence[ProviderLine]) -> None:
        self.providers = providers
        self.changed.emit()

    def take_drafts(self, drafts: Sequence[Draft]) -> None:
        self.drafts = frozenset(draft.item for draft in drafts)
        self.changed.emit()

    def take_letters(self, letters: Sequence[Outgoing]) -> None:
        from inbox.sending import Progress

        self.troubled = sum(one.progress in (Progress.UNSURE, Progress.REFUSED) for one in letters)
        self.changed.emit()

    def watch(self, on: bool) -> None:
        """Tick each minute, or stop: a hidden window wakes nobody."""
        if on:
            self._tick()
        else:
            self._timer.stop()

    def _tick(self) -> None:
        moment = self._clock.now()
        self._timer.start(max(1000, int((60 - moment.second - moment.microsecond / 1e6) * 1000) + 50))
        self.ticked.emit()


@dataclass
class Habits:
    """How the person likes to read, as last chosen in any pane: until the app ends."""

    formatted: bool = False
    folder: str = ""
    """Where attachments were saved last."""


@dataclass(frozen=True, slots=True)
class Shell:
    bridge: Bridge
    theme: Theme
    shortcuts: Shortcuts
    present: Present
    habits: Habits = field(default_factory=Habits)
