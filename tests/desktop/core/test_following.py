"""The newest batch comes along with a change of the queue, where it is on screen."""

from __future__ import annotations

from datetime import UTC, datetime

from desktop.core.events import BatchReleased, Event, QueueChanged
from desktop.core.following import PAUSE, Following
from desktop.core.views import BatchView, Counts, Row

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NEWEST: tuple[BatchView, tuple[Row, ...]] = (BatchView(1, "check_in", NOON, NOON, "", 0, 0, 0), ())
CHANGED = QueueChanged(Counts(1, 2, 3))


class Heard:
    def __init__(self) -> None:
        self.events: list[Event] = []
        self.now = 100.0
        self.asked = 0
        self.following = Following(self.events.append, self._newest, lambda: self.now)

    def _newest(self) -> tuple[BatchView, tuple[Row, ...]]:
        self.asked += 1
        return NEWEST

    def batches(self) -> list[bool]:
        return [isinstance(event, QueueChanged) and event.newest is not None for event in self.events]


def test_nothing_is_asked_for_nobody() -> None:
    heard = Heard()
    heard.following.emit(CHANGED)
    assert (heard.events, heard.asked) == ([CHANGED], 0)


def test_it_comes_with_the_first_change_and_again_after_a_pause() -> None:
    heard = Heard()
    heard.following.follow(True)
    for after in (0.0, PAUSE / 2, PAUSE, PAUSE):
        heard.now += after
        heard.following.emit(CHANGED)
    assert heard.batches() == [True, False, True, True]
    assert [event.counts for event in heard.events if isinstance(event, QueueChanged)] == [CHANGED.counts] * 4


def test_other_events_pass_as_they_are() -> None:
    heard = Heard()
    heard.following.follow(True)
    heard.following.emit(BatchReleased(1, True))
    heard.following.follow(False)
    heard.following.emit(CHANGED)
    assert heard.events == [BatchReleased(1, True), CHANGED]
