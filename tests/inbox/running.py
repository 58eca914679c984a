"""A runner's surroundings: a source that does as it is told, and the other side of the runner."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from inbox.errors import Offline
from inbox.item import Fetched, Past
from inbox.runner import Health, Runner
from inbox.sources import LookBack, Mailbox, Probe, Remark, Source
from inbox.wakeup import Wakeup
from tests.waiting import until


class Scripted:
    """A source that does, fetch by fetch, what the test says; after that it has nothing new."""

    def __init__(self, *steps: Fetched | BaseException, push: bool = False) -> None:
        self.steps = list(steps)
        self.push = push
        self.remarks: tuple[Remark, ...] = ()
        self.cursors: list[str] = []
        self.waits: list[float] = []
        self.closed = 0
        self.wait_error: Exception | None = None
        self.returns_at_once = False

    def fetch(self, cursor: str, now: datetime) -> Iterator[Fetched]:
        self.cursors.append(cursor)
        if self.steps:
            step = self.steps.pop(0)
            if isinstance(step, BaseException):
                raise step
            yield step

    def wait(self, wakeup: Wakeup, seconds: float) -> None:
        self.waits.append(seconds)
        if self.wait_error is not None:
            error, self.wait_error = self.wait_error, None
            raise error
        if not self.returns_at_once:
            wakeup.wait(seconds)

    def message(self, key: str) -> bytes:
        if key == "lost":
            raise Offline("the line went dead")
        return key.encode()

    def mailboxes(self) -> tuple[Mailbox, ...]:
        return ()

    def look_back(self, asked: LookBack) -> Past:
        return Past((), asked.cursor)

    def probe(self) -> Probe:
        raise NotImplementedError

    def close(self) -> None:
        self.closed += 1


class Engine:
    """The other side of a runner: stores cursors, notes what it is told."""

    def __init__(self) -> None:
        self.cursor = ""
        self.handed_over = 0
        self.accepted: list[str] = []
        self.told: list[Health] = []
        self.refuses: list[Exception] = []
        self.runners: list[Runner] = []

    def run(self, open_source: Callable[[], Source], *, interval: float = 3600.0) -> Runner:
        runner = Runner(
            "work",
            kind="test",
            open_source=open_source,
            cursor=lambda: self.cursor,
            accept=self._accept,
            report=lambda _, health: self.told.append(health),
            interval=interval,
            now=lambda: datetime.now(UTC),
            jitter=lambda: 1.0,
        )
        self.runners.append(runner)
        runner.start()
        return runner

    def _accept(self, account: str, fetched: Fetched) -> Callable[[], None]:
        assert account == "work"
        assert threading.current_thread().name == "source:test:work"
        self.handed_over += 1

        def stored() -> None:
            if self.refuses:
                raise self.refuses.pop(0)
            self.accepted.append(fetched.cursor)
            self.cursor = fetched.cursor

        return stored

    def codes(self) -> list[str]:
        return [health.code for health in self.told]


def given_up(engine: Engine, source: Scripted) -> Runner:
    runner = engine.run(lambda: source)
    until(lambda: engine.codes()[-1] == "sign_in_refused")
    runner.wake()
    until(lambda: runner.health.next_try is None and len(source.cursors) == 2)
    return runner
