"""A block of the week is dragged, with a month of items to rehearse: whether the window goes on meanwhile.

In a process of its own, without a screen: the app's window and its engine, each on its thread, as the app has them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.bench.databases import Databases
from tests.bench.rehearse import A_DAY, DAYS, EVENING, fill, rules, week
from tests.bench.timing import RUNS, Line, percentile

if TYPE_CHECKING:
    from desktop.bridge import Bridge
    from desktop.core.clock import Clock
    from desktop.core.instance import AlreadyRunning
    from desktop.core.paths import Paths
    from desktop.window.forms.schedule_form import ScheduleForm

LONGEST_GAP = 100.0
STEPS, EVERY_MS = 100, 40
"""So many quarters of an hour, one after the other, as a hand goes that is not slow."""
TURN_MS = 5
_FURTHEST: Final = 8
"""Quarters of an hour from where the block was: there and back, again and again."""
NO_KEYRING: Final = "keyring.backends.null.Keyring"
_PATIENCE: Final = 30.0


def measure(_: Databases) -> list[Line]:
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    command = [sys.executable, "-m", "tests.bench.dragging"]
    run = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True, cwd=Path.cwd())
    found: dict[str, list[float]] = json.loads(run.stdout)
    gaps, words, alone = found["gaps"], found["words"], found["answers"]
    what = f"{DAYS} days x {A_DAY} items: a block is dragged by {STEPS} steps"
    return [
        Line(f"{what}: longest turn of the window", max(gaps) * 1e3, "ms", most=LONGEST_GAP),
        Line(f"{what}: 99 % of the turns", percentile(gaps, 0.99) * 1e3, "ms"),
        Line(f"{what}: longest until there are new words", max(words) * 1e3, "ms"),
        Line(f"{what}, and all is read anew: longest turn", max(found["anew"]) * 1e3, "ms", most=LONGEST_GAP),
        Line("a block goes one step: until the line says what that means", sorted(alone)[len(alone) // 2] * 1e3, "ms"),
    ]


class _Evening:
    """The clock of somebody who sits down at EVENING."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._ahead = timedelta()

    def now(self) -> datetime:
        return EVENING + self._ahead + timedelta(seconds=self.monotonic() - self._began)

    def outlast(self, length: timedelta) -> None:
        """A little more than that passes."""
        self._ahead += length + timedelta(seconds=1)

    def monotonic(self) -> float:
        return time.monotonic()


class _Drag:
    """The block of the late morning, in the hand. UI thread."""

    def __init__(self, form: ScheduleForm) -> None:
        from desktop.window.forms.week import minutes

        self._form = form
        self._grid = form.grid
        self._at = minutes(week().spans[1].start) + 15
        self._step = 0
        form.grid.scroll_to_day()

    def take(self) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        QTest.mousePress(self._grid.viewport(), Qt.MouseButton.LeftButton, pos=self._grid.point_of(2, self._at))

    def step(self) -> None:
        from PySide6.QtTest import QTest

        self._step += 1
        there = self._step % (2 * _FURTHEST)
        quarters = min(there, 2 * _FURTHEST - there)
        QTest.mouseMove(self._grid.viewport(), self._grid.point_of(2, self._at + 15 * quarters))

    def listen(self, said: Callable[[], None]) -> None:
        """Call `said` whenever the line says what came of trying."""
        words = self._form.rehearsal.words
        say = words.say

        def saying(*parts: tuple[str, bool]) -> None:
            say(*parts)
            said()

        words.say = saying  # type: ignore[method-assign]

    @property
    def has_words(self) -> bool:
        return self._form.rehearsal.rehearsal is not None


def _until(true: Callable[[], bool]) -> None:
    from PySide6.QtCore import QCoreApplication

    deadline = time.monotonic() + _PATIENCE
    while not true():
        QCoreApplication.processEvents()
        assert time.monotonic() < deadline
        time.sleep(0.0002)


class _Engine:
    """The app's engine, open before the window asks anything of it. A `desktop.app.Hosting`."""

    def __init__(self, paths: Paths, clock: Clock, bridge: Bridge) -> None:
        from desktop.core.opening import engine_thread
        from desktop.core.secrets import Secrets

        self.refused: AlreadyRunning | None = None
        self._bridge = bridge
        self._thread = engine_thread(paths, bridge.post, live=False, secrets=Secrets(paths.mark), clock=clock)

    def start(self) -> None:
        self._thread.start().result()
        self._bridge.attach(self._thread)

    def stop(self) -> bool:
        return self._thread.stop()


def _profile(folder: Path) -> Paths:
    """With the week and the rules that are rehearsed, and a month of items."""
    from desktop.core.paths import Paths
    from desktop.core.settings.edit import replace_schedule
    from desktop.core.settings.rule_edit import replace_rules
    from inbox.store import Store

    paths = Paths.of(folder / "profile")
    paths.prepare()
    Store(paths.database).close()
    fill(paths.database)
    replace_schedule(paths.settings_file, week(), week().zone.key)
    replace_rules(paths.settings_file, rules=rules())
    return paths


@contextmanager
def planner(folder: Path) -> Iterator[tuple[ScheduleForm, _Evening]]:
    """The page of the week in the app's window, where it has said what that week means, and the app's clock."""
    from PySide6.QtWidgets import QApplication

    from desktop.app import App, keep_going
    from desktop.window.forms.settings_page import SettingsPage

    os.environ.setdefault("QT_QPA_UPDATE_IDLE_TIME", "0")
    paths, clock = _profile(folder), _Evening()
    app = App(QApplication([]), paths, clock=clock, host=lambda bridge, _: _Engine(paths, clock, bridge))
    keep_going(app.bridge)
    app.start(minimized=False)
    app.window.show_page("settings")
    page = app.window.stack.currentWidget()
    assert isinstance(page, SettingsPage)
    page.show_section("week")
    form = page.schedule
    _until(lambda: form.rehearsal.rehearsal is not None)
    assert form.rehearsal.rehearsal is not None
    assert form.rehearsal.rehearsal.arrivals == DAYS * A_DAY
    try:
        yield form, clock
        _until(lambda: form.rehearsal.rehearsal is not None)  # nothing computes any more
    finally:
        app.close()


def turns(drag: _Drag, now_and_then: Callable[[], None] = lambda: None) -> tuple[list[float], list[float]]:
    """How long after each other the window's turns came while the block was dragged, and new words below the week."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    began = time.perf_counter()
    times, words, left = [began], [began], STEPS
    loop, turn, hand = QEventLoop(), QTimer(), QTimer()

    def turned() -> None:
        times.append(time.perf_counter())

    def moved() -> None:
        nonlocal left
        left -= 1
        if not left % 25:
            now_and_then()
        drag.step()
        if not left:
            loop.quit()

    for timer, interval, then in ((turn, TURN_MS, turned), (hand, EVERY_MS, moved)):
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setInterval(interval)
        timer.timeout.connect(then)
        timer.start()
    drag.listen(lambda: words.append(time.perf_counter()))
    loop.exec()
    words.append(time.perf_counter())
    for timer in (turn, hand):
        timer.stop()
    return _apart(times), _apart(words)


def _apart(times: Sequence[float]) -> list[float]:
    return [after - before for before, after in pairwise(times)]


def answers(drag: _Drag) -> list[float]:
    """Seconds from a step to what the line says of it, one by one."""
    took = []
    for _ in range(4 * RUNS):
        _until(lambda: drag.has_words)
        began = time.perf_counter()
        drag.step()
        _until(lambda: drag.has_words)
        took.append(time.perf_counter() - began)
    return took


def main() -> None:
    from desktop.core.rehearsing import KEPT

    with tempfile.TemporaryDirectory(prefix="ecb") as folder, planner(Path(folder)) as (form, clock):
        drag = _Drag(form)
        drag.take()
        alone = answers(drag)
        gaps, words = turns(drag)
        anew, _ = turns(drag, lambda: clock.outlast(KEPT))
    print(json.dumps({"gaps": gaps, "words": words, "answers": alone, "anew": anew}))


if __name__ == "__main__":
    main()
